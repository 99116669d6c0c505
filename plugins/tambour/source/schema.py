"""JSON Schema (2020-12) of each kind of content file, generated from the models.

For editors that read it and for web forms. It accepts every form that the model accepts: editors parse YAML 1.2, in
which `71250` is a number, while our own reading keeps each scalar as text.
"""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from tambour.model.kinds import KINDS, REGISTERS

VERSION = 1
Json = dict[str, Any]


def schema_files() -> dict[str, str]:
    """File name → JSON text, for every kind and every register."""
    kinds = {f"{kind.folder}.schema.json": _schema(kind.model, kind.folder) for kind in KINDS.values()}
    registers = {
        f"{register.file.removesuffix('.yaml')}.schema.json": _register(register.model, register.file)
        for register in REGISTERS.values()
    }
    return {
        name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in (kinds | registers).items()
    }


def model_schema(model: type[BaseModel]) -> Json:
    """JSON Schema of one model, as its fields are typed in a file."""
    schema: Json = _lenient(model.model_json_schema(by_alias=True, mode="validation"))
    return schema


def examples_of(field: Json, schema: Json) -> Iterator[str]:
    """Examples of a field, its own first, then those of its type and of what it may hold."""
    yield from map(str, field.get("examples", []))
    if isinstance(ref := field.get("$ref"), str):
        named = schema.get("$defs", {}).get(ref.rsplit("/", 1)[-1], {})
        yield from map(str, named.get("enum", []))
    yield from map(str, field.get("enum", []))
    for key in ("anyOf", "oneOf", "allOf"):
        for option in field.get(key, []):
            yield from examples_of(option, schema)
    if isinstance(items := field.get("items"), dict):
        yield from (f"[{example}]" for example in examples_of(items, schema))


def _schema(model: type[BaseModel], name: str) -> Json:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": _urn(name), **model_schema(model)}


def _register(model: type[BaseModel], file: str) -> Json:
    """A register is a mapping of ids to records; the id is the key, not a field."""
    record = model_schema(model)
    definitions = record.pop("$defs", {})
    record["properties"].pop("id")
    record["required"] = [key for key in record.get("required", []) if key != "id"]
    name = file.removesuffix(".yaml")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _urn(name),
        "type": "object",
        "additionalProperties": record,
        **({"$defs": definitions} if definitions else {}),
    }


def _urn(name: str) -> str:
    return f"urn:tambour:schema:{VERSION}:{name}"


def _lenient(node: Any) -> Any:
    """Let a plain scalar stand for a text, a text for a number, and nothing for an optional value."""
    if isinstance(node, list):
        return [_lenient(part) for part in node]
    if not isinstance(node, dict):
        return node
    node = {key: value if key in ("examples", "default", "enum") else _lenient(value) for key, value in node.items()}
    if node.get("type") == "string" and not {"format", "enum", "const"} & set(node):
        node["type"] = ["string", "number", "boolean"]
    elif node.get("type") in ("integer", "number"):
        node["type"] = [node["type"], "string"]
    if isinstance(description := node.get("description"), str):  # of a class, its docstring: what follows is for code
        node["description"] = description.partition("\n\nAttributes:\n")[0]
    if isinstance(pattern := node.get("pattern"), str):
        node["pattern"] = rf"^\s*(?:{pattern.removeprefix('^').removesuffix('$')})\s*$"
    return node

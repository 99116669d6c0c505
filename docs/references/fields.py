"""docs/champs.md: every field of every kind, generated from the models (`inv docs`), never written by hand."""

from collections.abc import Iterator, Mapping
from typing import Any

from tambour.model.item import Item
from tambour.model.kinds import KINDS, REGISTERS
from tambour.source.files import REFERENCE_FOLDER
from tambour.source.schema import Json, examples_of, model_schema

_HEAD = """# Les champs des contenus

Ce document est produit à partir des déclarations du programme (`inv docs`) : il est toujours à jour.
Un champ **obligatoire** manque ? La vérification le dit, avec le fichier et la ligne. Un champ laissé vide compte pour
absent. Une liste d'une seule valeur peut s'écrire sans crochets.
"""


def field_reference() -> str:
    """The whole document, Markdown."""
    return "\n".join([_HEAD, *_kinds(), *_registers()]).rstrip() + "\n"


def _kinds() -> Iterator[str]:
    common = model_schema(Item)
    yield "## Champs communs à tous les contenus\n"
    yield from _table(common, common["properties"])
    yield from _blocks(common, set())
    seen = set(common.get("$defs", {}))
    for kind in KINDS.values():
        schema = model_schema(kind.model)
        own_fields = {
            key: field
            for key, field in schema["properties"].items()
            if _without_example(field) != _without_example(common["properties"].get(key, {}))
            or _is_required(key, schema) != _is_required(key, common)
        }
        yield f"## {kind.label.capitalize()} — `content/{kind.folder}/`\n"
        if own_fields:
            yield from _table(schema, own_fields)
        else:
            yield "Rien de plus que les champs communs.\n"
        yield from _blocks(schema, seen)
        seen |= set(schema.get("$defs", {}))


def _without_example(field: Json) -> Json:
    """What is declared of a field: an example of its own makes it no other one."""
    return {key: value for key, value in field.items() if key != "examples"}


def _registers() -> Iterator[str]:
    for register in REGISTERS.values():
        schema = model_schema(register.model)
        yield f"## {register.label.capitalize()} — `content/{REFERENCE_FOLDER}/{register.file}`\n"
        key_of = f"Le bloc s'appelle « {register.only} »" if register.only else "L'identifiant est la clé du bloc"
        yield f"{key_of} ; les champs viennent en dessous, décalés de deux espaces.\n"
        yield from _table(schema, {key: field for key, field in schema["properties"].items() if key != "id"})
        yield from _blocks(schema, set())


def _table(schema: Json, fields: Mapping[str, Json]) -> Iterator[str]:
    yield "| champ | | ce qu'il dit | exemple |\n|---|---|---|---|"
    for key, field in fields.items():
        text = f"**{field.get('title', key)}.** {field.get('description', '')}"
        text = f"{text.strip()}{_allowed_values(field, schema)}"
        mark = "obligatoire" if _is_required(key, schema) else ""
        yield f"| `{key}` | {mark} | {text} | {_example(field, schema)} |".replace("\n", " ")
    yield ""


def _blocks(schema: Json, seen: set[str]) -> Iterator[str]:
    """The nested blocks that a kind uses and that no earlier section has shown."""
    for name, block in schema.get("$defs", {}).items():
        if name not in seen and block.get("properties"):
            users = [key for key, field in _all_fields(schema) if name in _names_in(field)]
            yield f"### Bloc de {', '.join(f'`{user}`' for user in dict.fromkeys(users))}\n"
            yield from _table({**block, "$defs": schema["$defs"]}, block["properties"])


def _all_fields(schema: Json) -> Iterator[tuple[str, Json]]:
    yield from schema["properties"].items()
    for block in schema.get("$defs", {}).values():
        yield from block.get("properties", {}).items()


def _is_required(key: str, schema: Json) -> bool:
    return key in schema.get("required", [])


def _names_in(node: Any) -> list[str]:
    if isinstance(node, list):
        return [name for part in node for name in _names_in(part)]
    if not isinstance(node, dict):
        return []
    own = [node["$ref"].rsplit("/", 1)[-1]] if isinstance(node.get("$ref"), str) else []
    return own + [name for value in node.values() for name in _names_in(value)]


def _enum_values(node: Any) -> list[str]:
    """The values that a field lists itself."""
    if isinstance(node, list):
        return [value for part in node for value in _enum_values(part)]
    if not isinstance(node, dict):
        return []
    return [*node.get("enum", ()), *(value for key in node if key != "enum" for value in _enum_values(node[key]))]


def _allowed_values(field: Json, schema: Json) -> str:
    named = [value for name in _names_in(field) for value in schema.get("$defs", {}).get(name, {}).get("enum", [])]
    values = [*named, *_enum_values(field)]
    return f" Valeurs : {', '.join(f'`{value}`' for value in dict.fromkeys(values))}." if values else ""


def _example(field: Json, schema: Json) -> str:
    return " ou ".join(f"`{example}`" for example in list(dict.fromkeys(examples_of(field, schema)))[:3])

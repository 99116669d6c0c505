"""The JSON Schemas of the documents (draft 2020-12), generated from their models."""

import json
from functools import cache

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from tambour.model.identity import MINTED

from .documents import ELEMENT, INDEX, RESOURCES, VERSION, Index


def schema_names() -> tuple[str, ...]:
    """Name of every schema: the index, each list, and one item of each kind."""
    elements = (f"{name}/{ELEMENT}" for name, resource in RESOURCES.items() if resource.kind is not None)
    return tuple(sorted((INDEX, *RESOURCES, *elements)))


@cache
def schema(name: str, domain: str) -> bytes:
    """The schema of a document. domain: the territory's, which never changes."""
    model = _model(name)
    described = model.model_json_schema(by_alias=True, schema_generator=_PresentOrAbsent, mode="serialization")
    definitions = {key: _for_readers(value) for key, value in described.pop("$defs").items()}
    head = {
        "$schema": GenerateJsonSchema.schema_dialect,
        # A name, not an address: the same wherever the site moves, and nothing fetches it.
        "$id": f"tag:{domain},{MINTED}:tambour/api/v{VERSION}/{name}",
        "title": name,
        "$defs": definitions,
    }
    text = json.dumps({**_for_readers(described), **head}, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def _for_readers(described: JsonSchemaValue) -> JsonSchemaValue:
    """Without the name and the docstring of our class: what readers are told is each field's French."""
    return {key: value for key, value in described.items() if key not in ("title", "description")}


def _model(name: str) -> type[BaseModel]:
    if name == INDEX:
        return Index
    resource, _, element = name.partition("/")
    return RESOURCES[resource].shape if element else RESOURCES[resource].document


class _PresentOrAbsent(GenerateJsonSchema):
    """What is unknown is absent from our documents, never null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        described = super().default_schema(schema)
        return {key: value for key, value in described.items() if key != "default"}

"""The JSON Schemas of the documents (draft 2020-12), generated from their models."""

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from .documents import ELEMENT, INDEX, RESOURCES, VERSION, Index

_MINTED = "2026"  # RFC 4151 §2.1: a year in which the domain's owner minted these names; any, once and for all


def schema_names() -> tuple[str, ...]:
    """Name of every schema: the index, each list, and one item of each kind."""
    elements = (f"{name}/{ELEMENT}" for name, resource in RESOURCES.items() if resource.kind is not None)
    return tuple(sorted((INDEX, *RESOURCES, *elements)))


def schema(name: str, domain: str) -> bytes:
    """The schema of a document. domain: the territory's, which never changes."""
    model = _model(name)
    body = model.model_json_schema(by_alias=True, schema_generator=_PresentOrAbsent, mode="serialization")
    head = {
        "$schema": GenerateJsonSchema.schema_dialect,
        # A name, not an address: the same wherever the site moves, and nothing fetches it.
        "$id": f"tag:{domain},{_MINTED}:tambour/api/v{VERSION}/{name}",
        "title": name,
    }
    return f"{json.dumps({**body, **head}, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode()


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
        described: dict[str, Any] = super().default_schema(schema)
        described.pop("default", None)
        return described

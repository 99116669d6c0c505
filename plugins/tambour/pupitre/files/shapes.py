"""What the model says of a place in a file: the order of its fields, and which texts a plain scalar may stand for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePath

from pydantic import BaseModel

from tambour.model.kinds import FOLDERS, REGISTERS, Kind
from tambour.source.files import REFERENCE_FOLDER
from tambour.source.schema import Json, model_schema

_OPTIONS = ("anyOf", "oneOf", "allOf")


@dataclass(frozen=True)
class FieldShape:
    """The schemas that a value may follow, with what they refer to.

    options: each of them, without references or alternatives. definitions: by name.
    """

    options: tuple[Json, ...]
    definitions: Json = field(repr=False)

    @classmethod
    def of_model(cls, model: type[BaseModel]) -> "FieldShape":
        """What a file's head, or a record of a register, looks like."""
        return _shape_of_model(model)

    @classmethod
    def of_mapping(cls, model: type[BaseModel]) -> "FieldShape":
        """What a register looks like: ids, each with a record."""
        record = _shape_of_model(model)
        return cls(({"additionalProperties": record.options[0]},), record.definitions)

    @property
    def order(self) -> tuple[str, ...]:
        """Keys of a block, in the order of the model."""
        keys = (key for option in self.options for key in option.get("properties", ()))
        return tuple(dict.fromkeys(keys))

    def of(self, key: str, block: object = None) -> "FieldShape":
        """The shape of what stands under a key.

        block: the one that holds the key, if it is there: its `type` tells which of several it is.
        """
        options = [option for option in self.options if _is_meant(option, block)] or list(self.options)
        found = [
            option["properties"][key] if key in option.get("properties", ()) else _name_of(option, key)
            for option in options
        ]
        return self._with(part for part in found if isinstance(part, dict))

    @property
    def item(self) -> "FieldShape":
        """The shape of one of a list."""
        return self._with(option["items"] for option in self.options if isinstance(option.get("items"), dict))

    def takes(self, text: str, kind: str) -> bool:
        """Whether a text that another reader of YAML would take for something else is no surprise here.

        kind: what it would be taken for: "number", "boolean", "time" (a date or an hour).
        """
        if kind == "time":
            patterns = (str(option.get("pattern", "")) for option in self.options)
            return any(r"\d" in pattern and re.search(pattern, text) for pattern in patterns)
        return any(_takes(option, kind) for option in self.options)

    def _with(self, schemas: Iterable[Json]) -> "FieldShape":
        return FieldShape(
            tuple(flat for schema in schemas for flat in _flat(schema, self.definitions)), self.definitions
        )


ANY = FieldShape((), {})


def kind_of(path: PurePath) -> Kind | None:
    """What kind of content a file is; None for what lies in no folder of ours.

    path: under content/, where the first folder tells it; a whole one leads through folders that are none of the
    content's, so that there the nearest folder of ours does.
    """
    kinds = [FOLDERS[part] for part in path.parts[:-1] if part in FOLDERS]
    return None if not kinds else kinds[-1 if path.is_absolute() else 0]


def shape_of_register(path: str) -> FieldShape:
    """The shape of a register. path: under content/."""
    file = path.removeprefix(f"{REFERENCE_FOLDER}/")
    model = next((register.model for register in REGISTERS.values() if register.file == file), None)
    return ANY if model is None else FieldShape.of_mapping(model)


@lru_cache(maxsize=32)
def _shape_of_model(model: type[BaseModel]) -> FieldShape:
    schema = model_schema(model)
    return FieldShape((schema,), schema.get("$defs", {}))


def _flat(schema: Json, definitions: Json) -> Iterator[Json]:
    if isinstance(ref := schema.get("$ref"), str):
        yield from _flat(definitions.get(ref.rsplit("/", 1)[-1], {}), definitions)
        return
    parts: Sequence[Json] = [part for key in _OPTIONS for part in schema.get(key, ())]
    for part in parts:
        yield from _flat(part, definitions)
    if not parts:
        yield schema


def _name_of(option: Json, key: str) -> object:
    """The schema of a key that its writer chose: a channel's name, a commune's id."""
    for pattern, part in option.get("patternProperties", {}).items():
        if re.search(pattern, key):
            return part
    return option.get("additionalProperties")


def _takes(option: Json, kind: str) -> bool:
    """Whether a schema takes a number, or `true`. An amount is a text that may be a number: its examples show it."""
    types = option.get("type", "")
    first = types[0] if isinstance(types, list) else types
    examples = () if "pattern" in option else map(str, option.get("examples", ()))
    return first == kind or (kind == "number" and (first == "integer" or any(map(str.isdecimal, examples))))


def _is_meant(option: Json, block: object) -> bool:
    typed = str(block.get("type", "")) if isinstance(block, dict) else ""
    kind = option.get("properties", {}).get("type", {})
    return not typed or typed == kind.get("const") or typed in kind.get("enum", ())

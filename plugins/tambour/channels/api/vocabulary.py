"""The keys of the open data: those of the content files, so that one word means one thing everywhere."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, create_model

from tambour.model.references import widget_of

Moment = date | datetime  # a day when all-day, else an instant with its offset (RFC 3339)


class Shape(BaseModel):
    """Base of everything published as data: built by attribute, said in French, absent when unknown (never null)."""

    model_config = ConfigDict(frozen=True, validate_by_name=True, validate_by_alias=False, defer_build=True)


class _PartOfItem(Shape):
    """A block of an item."""

    model_config = ConfigDict(from_attributes=True)


def like(model: type[BaseModel], name: str, description: str = "") -> Any:
    """The key and the French title of a field of the content model (`Annotated[str, like(Item, "title")]`).

    description: what a reader is told, where what a writer is told does not fit.
    """
    info = model.model_computed_fields.get(name) or model.model_fields[name]
    return Field(alias=info.alias or name, title=info.title, description=description or info.description)


_S = TypeVar("_S", bound=Shape)


def extend_shape(
    base: type[_S], model: type[BaseModel], fields: Iterable[str], shaped: Mapping[str, Mapping[str, Any]]
) -> type[_S]:
    """A shape that says fields of a content model, in their order, under their keys and French titles.

    Args:
        base: what the shape says before.
        model: the content model.
        fields: names of its fields.
        shaped: by field, the keys that are said in its place, where it is not said as it is.
    """
    keys: dict[str, Any] = {}
    for name in fields:
        if name in shaped:
            keys |= shaped[name]
        else:
            keys[name] = (Annotated[_type_of(model, name) | None, like(model, name)], None)
    return create_model(f"{model.__name__}Entry", __base__=base, __doc__=base.__doc__, **keys)


def _type_of(model: type[BaseModel], name: str) -> Any:
    """The type of a field, or of what a model works out by itself, as JSON has it."""
    if (worked_out := model.model_computed_fields.get(name)) is not None:
        return _plain(worked_out.return_type)
    info = model.model_fields[name]
    plain = _plain(info.annotation)
    return (
        date if plain is datetime and widget_of(info) == "day" else plain
    )  # the first instant of a day that was typed


def _plain(wanted: Any) -> Any:
    """A type as JSON has it, without the rules for what is typed: `str` of a web address, a shape of a block."""
    if get_origin(wanted) is tuple:
        return tuple[_plain(get_args(wanted)[0]), ...]  # type: ignore[misc]  # known at run time only
    if options := [option for option in get_args(wanted) if option is not NoneType]:
        return _plain(options[0])
    assert isinstance(wanted, type), f"say how {wanted} is shown"
    if issubclass(wanted, Decimal):
        return float
    if issubclass(wanted, BaseModel):
        return _shape_of(wanted)
    assert issubclass(wanted, str | int | float | date), f"say how {wanted} is shown"
    return wanted


@cache
def _shape_of(block: type[BaseModel]) -> type[Shape]:
    """The shape of a block of a content model: every field of it, read from the block itself."""
    return extend_shape(_PartOfItem, block, block.model_fields, {})


def extra_key(key: str, title: str, description: str) -> Any:
    """A key that no content file has."""
    return Field(alias=key, title=title, description=description)


Url = Annotated[str, Field(json_schema_extra={"format": "uri"})]

"""The keys of the open data: those of the content files, so that one word means one thing everywhere."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import NoneType
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, create_model

Moment = date | datetime  # a day when all-day, else an instant with its offset (RFC 3339)


class Shape(BaseModel):
    """Base of everything published as data: built by attribute, said in French, absent when unknown (never null)."""

    model_config = ConfigDict(frozen=True, validate_by_name=True, validate_by_alias=False, defer_build=True)


def like(model: type[BaseModel], name: str, description: str = "") -> Any:
    """The key and the French title of a field of the content model (`Annotated[str, like(Item, "title")]`).

    description: what a reader is told, where what a writer is told does not fit.
    """
    info = model.model_fields[name]
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
            keys[name] = (Annotated[_plain(model, name) | None, like(model, name)], None)
    return create_model(f"{model.__name__}Entry", __base__=base, __doc__=base.__doc__, **keys)


def _plain(model: type[BaseModel], name: str) -> Any:
    """The type of a field as JSON has it, without the rules for what is typed: `str` of a web address."""
    wanted = model.model_fields[name].annotation
    while options := [option for option in get_args(wanted) if option is not NoneType]:
        wanted = options[0]
    assert isinstance(wanted, type) and issubclass(wanted, str | int | float | date), f"say how {name} is shown"
    return wanted


def extra_key(key: str, title: str, description: str) -> Any:
    """A key that no content file has."""
    return Field(alias=key, title=title, description=description)


Url = Annotated[str, Field(json_schema_extra={"format": "uri"})]

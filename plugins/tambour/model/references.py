"""What an item refers to by id, found from the declarations themselves (`Annotated[…, Reference(…)]`)."""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tambour.model.fields import Reference, Widget

Place = tuple[str | int, ...]


def references(record: BaseModel) -> Iterator[tuple[Place, str, str]]:
    """Every reference of a record: where it is written (keys as typed), its target kind, the id or path."""
    for name, key, target in _fields(type(record)):
        value = getattr(record, name)
        if value is not None and value != ():
            yield from _in_value(value, (key,), target)


def _in_value(value: object, place: Place, target: str | None) -> Iterator[tuple[Place, str, str]]:
    if isinstance(value, BaseModel):
        for inner, kind, wanted in references(value):
            yield (*place, *inner), kind, wanted
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _in_value(item, (*place, index), target)
    elif target is not None and isinstance(value, str):
        yield _reference(place, target, value)


@lru_cache(maxsize=4096)
def _reference(place: Place, target: str, value: str) -> tuple[Place, str, str]:
    """One object for what thousands of items refer to in the same words."""
    return place, target, value


def target_of(info: FieldInfo) -> str:
    """The kind of target that a field refers to, itself or by each of its values; "" for none."""
    return _target(info) or ""


def widget_of(info: FieldInfo) -> str:
    """What a field is filled in with (`fields.Widget`), itself or by each of its values; "" when nothing says it."""
    marks = [mark.name for mark in info.metadata if isinstance(mark, Widget)]
    return marks[-1] if marks else _widget_in(info.annotation)


def _widget_in(annotation: Any) -> str:
    if get_origin(annotation) is Annotated:
        marks = [mark.name for mark in get_args(annotation)[1:] if isinstance(mark, Widget)]
        if marks:
            return marks[-1]
    return next((found for argument in get_args(annotation) if (found := _widget_in(argument))), "")


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str, str | None], ...]:
    """(attribute, key as typed, target or None) of the fields that can hold a reference."""
    fields = []
    for name, info in model.model_fields.items():
        target = _target(info)
        if target is not None or _holds_model(info.annotation):
            fields.append((name, info.alias or name, target))
    return tuple(fields)


def _target(info: FieldInfo) -> str | None:
    target = next((mark.target for mark in info.metadata if isinstance(mark, Reference)), None)
    return target or _target_in(info.annotation)


def _target_in(annotation: Any) -> str | None:
    if get_origin(annotation) is Annotated:
        marks = [mark for mark in get_args(annotation)[1:] if isinstance(mark, Reference)]
        if marks:
            return marks[0].target
    return next((found for argument in get_args(annotation) if (found := _target_in(argument))), None)


def _holds_model(annotation: Any) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, BaseModel)
    return any(_holds_model(argument) for argument in get_args(annotation))

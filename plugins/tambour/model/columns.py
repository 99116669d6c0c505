"""Objects of one class as columns of their fields: a third of the objects to write, and to read again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_V = TypeVar("_V", bound="DataclassInstance")


def columns(kind: type[_V], values: Collection[_V]) -> dict[str, list[Any]]:
    """The fields of a dataclass, each with what every object has there.

    Args:
        kind: the dataclass.
        values: its objects.
    """
    return {one.name: [getattr(value, one.name) for value in values] for one in fields(kind)}


def of_columns(kind: type[_V], given: Mapping[str, Iterable[Any]]) -> list[_V]:
    """The objects again, in their order.

    Args:
        kind: the dataclass.
        given: as `columns` gave it; what was written of it by another version has other fields.

    Raises:
        KeyError: for a field that has no column.
    """
    return [*map(kind, *(given[one.name] for one in fields(kind)))]

"""Whether two values are rendered alike: stricter than `==`, for which one instant is the same in two time zones."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from operator import attrgetter, eq, is_
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel

_PLAIN = frozenset((str, int, float, bool, bytes, date, timedelta, type(None)))


def same(one: object, other: object) -> bool:
    """Whether nothing can tell one value from the other.

    What is not known to be plain data is the same as itself alone: whoever asks then makes its file again.
    """
    if one is other:
        return True
    kind = type(one)
    if kind is not type(other):
        return False
    return one == other if kind in _PLAIN else _comparison(kind)(one, other)


def _comparison(kind: type) -> Callable[[Any, Any], bool]:
    """How two objects of a class are compared."""
    if kind not in _FOUND:  # once: a build compares a hundred thousand
        of_dataclass = _of_dataclass(kind) if is_dataclass(kind) else lambda one, other: False
        _FOUND[kind] = next((compare for base, compare in _COMPARISONS if issubclass(kind, base)), of_dataclass)
    return _FOUND[kind]


def _same_sequence(one: Sequence[object], other: Sequence[object]) -> bool:
    return len(one) == len(other) and (all(map(is_, one, other)) or _same_each(one, other))


def _same_mapping(one: Mapping[object, object], other: Mapping[object, object]) -> bool:
    return list(one) == list(other) and all(same(one[key], other[key]) for key in one)


def _same_moment(one: datetime | time, other: datetime | time) -> bool:
    return one.isoformat() == other.isoformat() and one.fold == other.fold and one.tzinfo == other.tzinfo


def _same_model(one: BaseModel, other: BaseModel) -> bool:
    if one.model_fields_set != other.model_fields_set:
        return False
    values = _getter(tuple(type(one).model_fields))
    return _same_each(values(one), values(other))


def _of_dataclass(kind: type) -> Callable[[object, object], bool]:
    values = _getter(tuple(field.name for field in fields(kind)))
    return lambda one, other: _same_each(values(one), values(other))


_COMPARISONS: tuple[tuple[type | tuple[type, ...], Callable[[Any, Any], bool]], ...] = (
    ((tuple, list), _same_sequence),
    (Mapping, _same_mapping),
    ((datetime, time), _same_moment),
    (BaseModel, _same_model),
    ((frozenset, PurePath), eq),
)
_FOUND: dict[type, Callable[[Any, Any], bool]] = {}


def _same_each(some: Iterable[object], others: Iterable[object]) -> bool:
    """As many values, one by one: here pass all that a build compares, so it is written out."""
    for one, other in zip(some, others, strict=True):
        if one is other:
            continue
        kind = type(one)
        if kind is not type(other) or not (one == other if kind in _PLAIN else _comparison(kind)(one, other)):
            return False
    return True


@cache
def _getter(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """What gives these attributes of an object."""
    return attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)

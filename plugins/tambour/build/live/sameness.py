"""Whether two values are rendered alike: stricter than `==`, for which one instant is the same in two time zones."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import is_dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from operator import attrgetter, is_
from pathlib import PurePath

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
    return one == other if kind in _PLAIN else _same_parts(one, other)


def _same_parts(one: object, other: object) -> bool:
    """Two objects of one class."""
    if isinstance(one, tuple | list):
        assert isinstance(other, tuple | list)
        return len(one) == len(other) and (all(map(is_, one, other)) or _same_each(one, other))
    if isinstance(one, Mapping):
        assert isinstance(other, Mapping)
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, datetime | time):
        assert isinstance(other, datetime | time)
        return one.isoformat() == other.isoformat() and one.fold == other.fold and one.tzinfo == other.tzinfo
    return _same_fields(one, other)


def _same_each(some: Iterable[object], others: Iterable[object]) -> bool:
    """As many values, one by one: here pass all that a build compares, so it is written out."""
    for one, other in zip(some, others, strict=True):
        if one is other:
            continue
        kind = type(one)
        if kind is not type(other) or not (one == other if kind in _PLAIN else _same_parts(one, other)):
            return False
    return True


def _same_fields(one: object, other: object) -> bool:
    if isinstance(one, BaseModel):
        assert isinstance(other, BaseModel)
        return one.model_fields_set == other.model_fields_set and _same_attributes(one, other, type(one).model_fields)
    if is_dataclass(one):
        return _same_attributes(one, other, one.__dataclass_fields__)
    if isinstance(one, frozenset | PurePath):
        return one == other
    return False


def _same_attributes(one: object, other: object, names: Iterable[str]) -> bool:
    values = _getter(tuple(names))
    return _same_each(values(one), values(other))


@cache
def _getter(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """What gives these attributes of an object."""
    return attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)

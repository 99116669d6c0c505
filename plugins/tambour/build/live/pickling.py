"""Objects of one process written for another that runs the same code: what pickle does not know by itself is added."""

import copyreg
import functools
import marshal
import pickle
import sys
from collections.abc import Callable, Mapping
from types import CellType, FunctionType, MappingProxyType
from typing import Any, BinaryIO, Protocol

_PROTOCOL = 5
_LOCAL = "<locals>"  # in the name of a function that another one makes
_Remembering = type(functools.lru_cache(lambda: None))

# What reading another version's file, a damaged one or none may raise: pickle names no fewer.
NOT_WHAT_WAS_KEPT = (
    OSError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ImportError,
    EOFError,
    StopIteration,
    pickle.UnpicklingError,
)
# What an object may raise that cannot be written.
CANNOT_BE_KEPT = (pickle.PicklingError, TypeError, AttributeError, RecursionError)


class Written(Protocol):
    """A file that is written."""

    def write(self, data: bytes, /) -> int: ...


class ObjectWriter(pickle.Pickler):
    """Writes objects one after the other; one that stands in two of them is one when they are read.

    given: what the process that reads them has made already, by name: it is not written.

    Raises what `CANNOT_BE_KEPT` names for a function that another one makes: `ThoroughWriter` writes these, too, and
    is asked about each of the hundreds of thousands of objects of a large site.
    """

    def __init__(self, file: Written, given: Mapping[str, object]) -> None:
        super().__init__(file, _PROTOCOL)
        self._names = {id(value): name for name, value in given.items()}
        own = {type(value): self._reduce_given for value in given.values()}
        self.dispatch_table = {**copyreg.dispatch_table, **own, **_OWN}

    def _reduce_given(self, value: Any) -> Any:
        """What the settings have made, or another of its class."""
        name = self._names.get(id(value))
        return value.__reduce_ex__(_PROTOCOL) if name is None else (_find_given, (name,))


class ThoroughWriter(ObjectWriter):
    """Writes functions that other functions make, too, with what they hold."""

    def reducer_override(self, value: Any) -> Any:
        """What an object is made of again; what is no such function is written as any other object."""
        return _reduce(value) if type(value) is FunctionType and _LOCAL in value.__qualname__ else NotImplemented


class ObjectReader(pickle.Unpickler):
    """Reads them in the same order. given: by name; it may grow from one object to the next."""

    def __init__(self, file: BinaryIO, given: Mapping[str, object]) -> None:
        super().__init__(file)
        self._given = given

    def find_class(self, module: str, name: str) -> Any:
        """What a name stands for."""
        if (module, name) == (__name__, _find_given.__name__):
            return self._given.__getitem__
        if (module, name) == (__name__, _freeze.__name__):
            return MappingProxyType  # there are tens of thousands: no function of ours in between
        return super().find_class(module, name)


def _reduce_mapping(value: Mapping[Any, Any]) -> tuple[Any, ...]:
    return _freeze, (dict(value),)


def _reduce_remembering(value: Any) -> Any:
    """A function that remembers what it was asked; none of its answers."""
    if _LOCAL not in getattr(value, "__qualname__", _LOCAL):  # a `partial` has no name
        return value.__reduce__()
    options = value.cache_parameters()
    return _remembering, (value.__wrapped__, options["maxsize"], options["typed"])


_OWN: Mapping[type, Callable[[Any], Any]] = MappingProxyType(
    {MappingProxyType: _reduce_mapping, _Remembering: _reduce_remembering}
)


def _freeze(values: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(values)


def _find_given(name: str) -> object:
    raise AssertionError(f"only what reads it knows {name}")


def _reduce(function: FunctionType) -> tuple[Any, ...]:
    """A function with what it holds, which may hold the function."""
    cells = function.__closure__ or ()
    shell = marshal.dumps(function.__code__), function.__module__, function.__qualname__, len(cells)
    holds = [cell.cell_contents for cell in cells], function.__defaults__, function.__kwdefaults__
    return _shell, shell, holds, None, None, _fill


def _shell(code: bytes, module: str, name: str, count: int) -> FunctionType:
    __import__(module)
    cells = tuple(CellType() for _ in range(count))
    function = FunctionType(marshal.loads(code), vars(sys.modules[module]), closure=cells)  # noqa: S302 — as pickle
    function.__qualname__ = name
    return function


def _fill(function: FunctionType, holds: tuple[list[Any], Any, Any]) -> None:
    contents, function.__defaults__, function.__kwdefaults__ = holds
    for cell, value in zip(function.__closure__ or (), contents, strict=True):
        cell.cell_contents = value


def _remembering(function: Callable[..., Any], most: int | None, typed: bool) -> Any:
    return functools.lru_cache(most, typed)(function)

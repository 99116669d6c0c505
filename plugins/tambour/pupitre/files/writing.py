"""Bytes into a file at one instant, unless somebody else has been there."""

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tambour.build.machine import write_whole
from tambour.pupitre.files.unwritable import ChangedMeanwhile

_ONE_AT_A_TIME = threading.RLock()


def version_of(data: bytes) -> str:
    """The name of these bytes: the same bytes, the same name."""
    return hashlib.sha256(data).hexdigest()


def write_over(path: Path, base: bytes, data: bytes) -> None:
    """Bring a file to these bytes: on disk when this returns, the old ones or the new ones whatever happens.

    Args:
        path: of the file.
        base: what it held when it was read.
        data: what it is to hold.

    Raises:
        ChangedMeanwhile: when it holds something else by now.
        OSError: when the system refuses.
    """
    with alone_in(path.parent):
        theirs = path.read_bytes() if path.is_file() else None
        if theirs == data:
            return
        if theirs != base:
            raise ChangedMeanwhile(path, base, data, theirs)
        write_durably(path, data)


def write_durably(path: Path, data: bytes) -> None:
    """`write_whole`, and its name is on disk, too. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)
    _to_disk(path.parent)


def write_first(path: Path, data: bytes) -> None:
    """Make a file that is not there yet, whole or not at all. Raises FileExistsError, OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    spare = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with spare.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        with alone_in(path.parent):
            if os.path.lexists(path):
                raise FileExistsError(path)
            spare.rename(path)
    finally:
        spare.unlink(missing_ok=True)
    _to_disk(path.parent)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """No other thread, nor another process of ours, writes into this folder meanwhile."""
    with _ONE_AT_A_TIME:
        try:
            import fcntl  # noqa: PLC0415 — not on Windows, where one process serves
        except ImportError:
            yield
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _to_disk(folder: Path) -> None:
    if os.name == "nt":  # no handle of a folder there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

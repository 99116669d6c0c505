"""A complete output put in the place of the last one, at one instant.

On Linux that is one system call: renameat2(2) with RENAME_EXCHANGE, so that the live folder exists at every moment,
even under kill -9. Elsewhere, or on a file system without it, three renames; a death between them leaves no live
folder, and `repair` puts the last one back at the next start.

The two folders change places for ever: the output that was live is the ground of the next one, in which only what has
changed is written anew. To make and remove a folder for each page costs more than to render it.
"""

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}


def next_folder(live: Path) -> Path:
    """Where the next output is made: beside the live one, so that both are on one file system."""
    return live.with_name(f".{live.name}.next")


def aside_folder(live: Path) -> Path:
    """Where the last output waits while folders are renamed one by one."""
    return live.with_name(f".{live.name}.last")


def repair(live: Path) -> None:
    """Undo what a killed build left between two renames: the live folder that was put aside comes back.

    The caller holds the build's lock. A half-made next folder stays: the sink checks each file that it keeps.
    """
    aside = aside_folder(live)
    if not live.exists() and aside.exists():
        aside.rename(live)
    elif aside.exists():
        shutil.rmtree(aside)


def put_in_place(live: Path) -> None:
    """Make the next folder the live one, and the live one, if there is one, the next folder."""
    new = next_folder(live)
    if not live.exists():
        new.rename(live)
    elif not exchange(new, live):
        aside = aside_folder(live)
        live.rename(aside)
        new.rename(live)
        aside.rename(new)


def exchange(one: Path, other: Path) -> bool:
    """Swap two existing paths in one system call. False where the system cannot; OSError for what it refuses."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):  # a C library older than glibc 2.28 or musl 1.2.5
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    if (code := ctypes.get_errno()) in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))

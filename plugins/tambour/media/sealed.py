"""Bytes that tell whether they are still what was written: a digest stands on the line before them.

What is kept from one build to the next is believed. A flipped bit in it would be published, a date or a width with it.
"""

import hashlib
import shutil
from pathlib import Path


def seal(data: bytes) -> bytes:
    """The bytes to write.

    >>> unseal(seal(b"a"))
    b'a'
    """
    return hashlib.sha256(data).hexdigest().encode() + b"\n" + data


def unseal(sealed: bytes) -> bytes:
    """What was sealed. Raises ValueError for anything else, a file that was cut short included."""
    digest, _, data = sealed.partition(b"\n")
    if hashlib.sha256(data).hexdigest().encode() != digest:
        raise ValueError("not what was sealed")
    return data


def remove(path: Path) -> None:
    """Remove a file or a folder of a cache, whichever is there. Raises OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

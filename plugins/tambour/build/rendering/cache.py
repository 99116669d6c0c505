"""Rendered bytes by key: one file each, in a folder that may be deleted at any time.

Nothing in it is trusted that looks touched: each file begins with the digest of what follows.
"""

import hashlib
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tambour.media.sealed import remove, seal, unseal

_STALE = 90 * 24 * 3600  # seconds: what no build has asked for in the three months before this one
_OURS = re.compile(r"[0-9a-f]{64}(?:\.\d+)?")


class OutputCache:
    """The kept bytes of outputs.

    code: for each channel, a digest of all that makes bytes out of what a key tells (our code, the libraries): another
    code, another file.
    """

    def __init__(self, folder: Path, code: Mapping[str, str]) -> None:
        self._folder = folder
        self._code = code
        self._present: float | None = None

    def holds(self, channel: str, key: str) -> bool:
        """Whether something was kept, told without reading it."""
        return self._file(channel, key).is_file()

    def get(self, channel: str, key: str) -> bytes | None:
        """What was kept; None when there is none, or when it is not what was written: then it is thrown away."""
        file = self._file(channel, key)
        try:
            data = unseal(file.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            with suppress(OSError):
                remove(file)
            return None
        with suppress(OSError):  # somebody else's file, that may be read all the same
            os.utime(file)
            self._present = file.stat().st_mtime
        return data

    def put(self, channel: str, key: str, data: bytes) -> None:
        """Keep bytes: whole or not at all, whoever else does the same at that moment. Raises OSError."""
        file = self._file(channel, key)
        self._folder.mkdir(parents=True, exist_ok=True)
        spare = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            spare.write_bytes(seal(data))
            if file.is_dir():
                remove(file)
            spare.replace(file)
        except OSError as error:
            spare.unlink(missing_ok=True)
            error.filename = error.filename or str(file)
            raise

    def forget_the_oldest(self) -> None:
        """Remove what no build has used for long. The present is told by what this build has used, not by the newest.

        A clock that once stood in another year has left files of that year.
        """
        if self._present is None:
            return
        for file in self._folder.iterdir():
            with suppress(OSError):  # another build may be faster
                if _OURS.fullmatch(file.name) and file.stat().st_mtime < self._present - _STALE:
                    remove(file)

    def _file(self, channel: str, key: str) -> Path:
        return self._folder / hashlib.sha256(f"{self._code[channel]} {channel} {key}".encode()).hexdigest()

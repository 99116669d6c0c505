"""Rendered bytes by key: one file each, in a folder that may be deleted at any time.

Nothing in it is trusted that looks touched: each file begins with the digest of what follows.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size  # bytes, at the head of each file
_STALE = 90 * 24 * 3600  # seconds: what no build has asked for in the three months before the last one


class OutputCache:
    """The kept bytes of outputs.

    code: for each channel, a digest of all that makes bytes out of what a key tells (our code, the libraries): another
    code, another file.
    """

    def __init__(self, folder: Path, code: Mapping[str, str]) -> None:
        self._folder = folder
        self._code = code

    def holds(self, channel: str, key: str) -> bool:
        """Whether something was kept, told without reading it."""
        return self._file(channel, key).is_file()

    def get(self, channel: str, key: str) -> bytes | None:
        """What was kept; None when there is none, or when it is not what was written: then it is thrown away."""
        file = self._file(channel, key)
        try:
            data = file.read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
            file.unlink(missing_ok=True)
            return None
        os.utime(file)
        return data[_DIGEST:]

    def put(self, channel: str, key: str, data: bytes) -> None:
        """Keep bytes: whole or not at all, whoever else does the same at that moment. Raises OSError."""
        file = self._file(channel, key)
        self._folder.mkdir(parents=True, exist_ok=True)
        spare = file.with_name(f"{file.name}.{os.getpid()}")
        spare.write_bytes(hashlib.sha256(data).digest() + data)
        spare.replace(file)

    def forget_the_oldest(self) -> None:
        """Remove what no build has used for long. Told from the files alone: the newest one is the present."""
        if not self._folder.is_dir():
            return
        used = {file: file.stat().st_mtime for file in self._folder.iterdir()}
        present = max(used.values(), default=0)
        for file, time in used.items():
            if time < present - _STALE:
                file.unlink(missing_ok=True)

    def _file(self, channel: str, key: str) -> Path:
        return self._folder / hashlib.sha256(f"{self._code[channel]} {channel} {key}".encode()).hexdigest()

"""What was found out about the originals the last time, so that a build does not read every photo again.

A file counts as unchanged when its size, its times (content and inode) and its inode number are: git compares the same.
"""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tambour.media.sealed import remove, seal, unseal
from tambour.model.media import Original

_REVISION = 3  # raise it when a file that has not changed would be judged or measured otherwise
_NAME = "originals.json"
_FACTS = ("path", "media_type", "length", "sha256", "width", "height", "language")


class MeasuredBefore:
    """The facts of files, by where they are: read once, asked for each file in use, then written once."""

    def __init__(self, folder: Path) -> None:
        """folder: where the facts are kept."""
        self._file = folder / _NAME
        self._before = _read(self._file)
        self._now: dict[str, Mapping[str, Any]] = {}

    def facts(self, path: str, file: Path, measure: Callable[[str, Path], Original]) -> Original:
        """The facts of one file, measured only when it has changed. path: under content/; measure: given path and file.

        Raises what `measure` raises, and OSError.
        """
        signature = _signature(file)  # before it is read: a change meanwhile is seen the next time
        last = self._before.get(str(file), {})
        if last.get("signature") == signature and last["facts"]["path"] == path:
            original = Original(**last["facts"])
        else:
            original = measure(path, file)
        facts = {name: getattr(original, name) for name in _FACTS}
        self._now[str(file)] = {"signature": signature, "facts": facts}
        return original

    def keep(self) -> None:
        """Write the facts of the files that were asked for, if any differ. Raises OSError."""
        if self._now == self._before:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        spare = self._file.with_name(f"{_NAME}.{os.getpid()}")
        try:
            spare.write_bytes(seal(json.dumps({"revision": _REVISION, "files": self._now}).encode()))
            if self._file.is_dir():
                remove(self._file)
            spare.replace(self._file)
        except OSError:
            spare.unlink(missing_ok=True)
            raise


def _read(file: Path) -> dict[str, Mapping[str, Any]]:
    try:
        data = json.loads(unseal(file.read_bytes()))
        return dict(data["files"]) if data["revision"] == _REVISION else {}
    except (OSError, ValueError, TypeError, KeyError):  # not there yet, or not what we wrote
        return {}


def _signature(file: Path) -> str:
    stat = file.stat()
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}"

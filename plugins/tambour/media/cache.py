"""The versions that were made already, one folder for each original and recipe, named by `recipe.cache_key`.

A folder appears whole or not at all, and may be deleted at any time. Nothing in it is trusted that looks touched.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tambour.media.recipe import SUFFIXES
from tambour.media.sealed import remove, seal, unseal

if TYPE_CHECKING:
    from tambour.media.derive import Version

_LIST = "versions.json"
_PLAN = ".plan"


@dataclass(frozen=True)
class Kept:
    """One version, as a file.

    name: in its folder. width, height: pixels. length: bytes. sha256: hex digest of its bytes. mtime_ns: when it was
    written.
    """

    name: str
    media_type: str
    width: int
    height: int
    length: int
    sha256: str
    mtime_ns: int


@dataclass(frozen=True)
class CachedVersions:
    """The versions of one original, in the order in which they were made. folder: where their files are."""

    folder: Path
    versions: tuple[Kept, ...]


class Cache:
    """A folder of entries; it is made when the first one is kept."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def get(self, key: str) -> CachedVersions | None:
        """The entry of a key; None when there is none, or when a file of it is not what was written."""
        folder = self._root / key
        try:
            listed = _read_list(folder / _LIST)
            whole = all(_is_intact(folder / version.name, version) for version in listed)
        except (OSError, ValueError, TypeError):
            return None
        return CachedVersions(folder, listed) if whole and listed else None

    def plan_of(self, key: str) -> CachedVersions | None:
        """What was planned for a key: its picture was read to its end then."""
        try:
            return CachedVersions(self._root / key, _read_list(self._plan_of(key)))
        except (OSError, ValueError, TypeError):
            return None

    def plan(self, key: str, versions: Iterable["Version"]) -> CachedVersions:
        """What `put` would return, but for lengths and digests; no version is written."""
        names = ((version, _name(version)) for version in versions)
        kept = tuple(Kept(name, v.media_type, v.width, v.height, len(v.data), "", 0) for v, name in names)
        with suppress(OSError):  # it is planned again the next time
            self._root.mkdir(parents=True, exist_ok=True)
            self._plan_of(key).write_bytes(_list_of(kept))
        return CachedVersions(self._root / key, kept)

    def put(self, key: str, versions: Iterable["Version"]) -> CachedVersions:
        """Keep the versions of an original, in place of what is there. Raises OSError."""
        self._root.mkdir(parents=True, exist_ok=True)
        spare = Path(tempfile.mkdtemp(prefix=f"{key}.", dir=self._root))
        try:
            kept = tuple(_write(spare, version) for version in versions)
            (spare / _LIST).write_bytes(_list_of(kept))
        except BaseException:  # a full disk is not to be kept full by what is of no use
            shutil.rmtree(spare, ignore_errors=True)
            raise
        folder = self._root / key
        remove(folder)
        try:
            spare.rename(folder)
        except OSError:  # another build was faster; its bytes are the same
            if (entry := self.get(key)) is None:
                raise
            shutil.rmtree(spare)
            return entry
        self._plan_of(key).unlink(missing_ok=True)
        return CachedVersions(folder, kept)

    def _plan_of(self, key: str) -> Path:
        return self._root / f"{key}{_PLAN}"


def _list_of(versions: Iterable[Kept]) -> bytes:
    return seal(json.dumps([asdict(version) for version in versions]).encode())


def _read_list(file: Path) -> tuple[Kept, ...]:
    """Raises OSError, ValueError, TypeError."""
    return tuple(Kept(**version) for version in json.loads(unseal(file.read_bytes())))


def _write(folder: Path, version: "Version") -> Kept:
    name = _name(version)
    (folder / name).write_bytes(version.data)
    digest = hashlib.sha256(version.data).hexdigest()
    mtime_ns = (folder / name).stat().st_mtime_ns
    return Kept(name, version.media_type, version.width, version.height, len(version.data), digest, mtime_ns)


def _name(version: "Version") -> str:
    return f"{version.width}.{SUFFIXES[version.media_type]}"


def _is_intact(file: Path, kept: Kept) -> bool:
    """Whether a file is what was written. Its bytes are read only when it was written at another time."""
    stat = file.stat()
    if stat.st_size != kept.length:
        return False
    return stat.st_mtime_ns == kept.mtime_ns or hashlib.sha256(file.read_bytes()).hexdigest() == kept.sha256

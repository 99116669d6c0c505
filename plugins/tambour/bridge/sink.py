"""The only door to the output folder: bytes in, one file each, never outside the folder and never twice.

A file whose bytes are those of the last output becomes a hard link to it. So nothing is ever opened for writing in
place: that would write through the link, into the site that is being served.
"""

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


class UnsafePath(ValueError):
    """An output path that is not a plain relative path. A mistake in code: content cannot cause it."""


class WrittenTwice(ValueError):
    """Two writers claimed one path in one run."""


@dataclass(frozen=True)
class Written:
    """One file of this run. sha256: hex digest of its bytes. linked: its bytes were already in the last output."""

    path: str
    length: int
    sha256: str
    linked: bool


def safe_path(path: str) -> PurePosixPath:
    r"""A relative path with "/" as separator, as it must be in every system. Raises UnsafePath.

    >>> safe_path("agenda/fete/index.html")
    PurePosixPath('agenda/fete/index.html')
    """
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts) or any(c in path for c in '\\:*?"<>|') or not path.isprintable():
        raise UnsafePath(path)
    return PurePosixPath(path)


def same_bytes(file: Path, data: bytes) -> bool:
    """Whether a regular file (not a symbolic link) exists and holds exactly these bytes."""
    try:
        if file.is_symlink() or file.stat().st_size != len(data):
            return False
        return file.read_bytes() == data
    except OSError:
        return False


class Sink:
    """Writes one run's files under `root`. previous: the last output, or None when nothing may be linked.

    previous == root (plain `pelican content`): what is already there with the same bytes is left alone.
    """

    def __init__(self, root: Path, previous: Path | None = None) -> None:
        self.root = root
        self.previous = previous
        self.written: dict[str, Written] = {}
        self._claimed: set[str] = set()
        self._folders: set[Path] = set()

    def write(self, path: str, data: bytes) -> Written:
        """Write one file. Raises UnsafePath, WrittenTwice, OSError."""
        target = self._claim(path)
        linked = self._reuse(path, target, lambda last: same_bytes(last, data))
        if not linked:
            _create(target, data)
        return self._done(Written(path, len(data), hashlib.sha256(data).hexdigest(), linked))

    def copy(self, path: str, source: Path, sha256: str, last_sha256: str | None = None) -> Written:
        """Copy a file whose digest is known. last_sha256: the digest that the last manifest gives this path, if any.

        Photos are large: the last output's copy is trusted to be what the last manifest says.
        """
        target = self._claim(path)
        length = source.stat().st_size
        linked = sha256 == last_sha256 and self._reuse(
            path, target, lambda last: last.is_file() and not last.is_symlink() and last.stat().st_size == length
        )
        if not linked:
            spare = target.with_name(f"{target.name}.tambour-new")
            shutil.copyfile(source, spare)
            os.replace(spare, target)  # noqa: PTH105 — Path.replace says the same with one call more
        return self._done(Written(path, length, sha256, linked))

    def _claim(self, path: str) -> Path:
        relative = safe_path(path)
        if path in self._claimed:
            raise WrittenTwice(path)
        self._claimed.add(path)
        target = self.root / relative
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        return target

    def _done(self, written: Written) -> Written:
        self.written[written.path] = written
        return written

    def _reuse(self, path: str, target: Path, same: Callable[[Path], bool]) -> bool:
        """Make `target` the last output's file of this path if that is the `same`."""
        if self.previous is None:
            return False
        last = self.previous / path
        if not same(last):
            return False
        if last != target:
            try:
                target.hardlink_to(last)
            except OSError:  # another file system, too many links, or none at all there: write it instead
                return False
        return True


def _create(target: Path, data: bytes) -> None:
    """A new file; one that is in the way is replaced, not opened."""
    try:
        with target.open("xb") as file:
            file.write(data)
    except FileExistsError:
        spare = target.with_name(f"{target.name}.tambour-new")
        spare.write_bytes(data)
        spare.replace(target)


def digest(file: Path) -> str:
    """Hex SHA-256 of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

"""The only door to the output folder: bytes in, one file each, never outside the folder and never twice.

A file whose bytes are those of the last output becomes a hard link to it. So nothing is ever opened for writing in
place: that would write through the link, into the site that is being served.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Container, Mapping
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from typing import NamedTuple

from tambour.build.last_build import signature

_EVERYBODY, ENTERED = 0o444, 0o055  # rights: to read a file; for others, to list and to enter a folder
_BINARY = getattr(os, "O_BINARY", 0)  # Windows
_NOWHERE = frozenset(("", ".", ".."))  # names that no part of a path may have
_FORBIDDEN = re.compile(r"[\\\x00-\x1f\x7f]")  # a separator on Windows; controls, which no URL can carry


class UnsafePath(ValueError):
    """An output path that is not a plain relative path. A mistake in code: content cannot cause it."""


class WrittenTwice(ValueError):
    """Two writers claimed one path in one run."""


class WrittenFile(NamedTuple):
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
    _look_at(path)
    return PurePosixPath(path)


def _look_at(path: str) -> None:
    if not _NOWHERE.isdisjoint(path.split("/")) or _FORBIDDEN.search(path):
        raise UnsafePath(path)


class Sink:
    """Writes one run's files under `root`, which may hold an older output: files that are right already stay.

    previous: the last output, whose unchanged files are linked; `root` itself when it is written over (plain `pelican
    content`); None = link and keep nothing, every file is new. untouched: signature that each of its files had when it
    was written (`last_build.signatures`); one that has another by now, or is not told, is read before it is believed.
    """

    def __init__(self, root: Path, previous: Path | None = None, untouched: Mapping[str, str] | None = None) -> None:
        self.root = root
        self.previous = previous
        self._untouched = untouched or {}
        self.written: dict[str, WrittenFile] = {}
        self._claimed: set[str] = set()
        self._folders: set[str] = set()  # that are there
        self._is_first = previous is None or not previous.is_dir()

    def write(self, path: str, data: bytes) -> WrittenFile:
        """Write one file. Raises UnsafePath, WrittenTwice, OSError."""
        linked = False
        if self._is_first:
            self._claim(path)
        else:
            target, last = self.root / self._claim(path), self.previous / path  # type: ignore[operator]  # it is there
            linked = same_bytes(target, data) or (same_bytes(last, data) and link(last, target))
        if not linked:
            self._create(path, data)
        return self._record(WrittenFile(path, len(data), hashlib.sha256(data).hexdigest(), linked))

    def copy(self, path: str, source: Path, sha256: str, last_sha256: str | None = None) -> WrittenFile:
        """Copy a file whose digest is known. last_sha256: the digest that the last manifest gives this path, if any.

        Raises UnsafePath, WrittenTwice, OSError.
        """
        target = self.root / self._claim(path)
        length = source.stat().st_size
        linked = (
            self.previous is not None
            and self.holds(path, sha256, last_sha256, length)
            and link(self.previous / path, target)
        )
        if not linked:
            target.parent.mkdir(parents=True, exist_ok=True)
            spare = _spare(target)
            shutil.copyfile(source, spare)
            spare.replace(target)
        return self._record(WrittenFile(path, length, sha256, linked))

    def holds(self, path: str, sha256: str, last_sha256: str | None, length: int | None = None) -> bool:
        """Whether the last output has a file with this digest there.

        last_sha256: the digest that its manifest gives it: believed without reading (photos are large) for a file that
        nobody has touched since. length: in bytes, when it is known.
        """
        if self.previous is None:
            return False
        file = self.previous / path
        try:
            stat = file.lstat()
            if not is_plain(stat) or length not in (None, stat.st_size):
                return False
            believed = sha256 == last_sha256 and self._untouched.get(path) == signature(stat)
            return believed or digest(file) == sha256
        except OSError:
            return False

    def keep(self, path: str, sha256: str) -> WrittenFile:
        """Go on serving a file of the previous output that `holds` this digest."""
        assert self.previous is not None, "nothing came before"
        return self.copy(path, self.previous / path, sha256, sha256)

    def signatures(self) -> Mapping[str, str] | None:
        """How each file looks once they are in place (`last_build.signatures`); None where that must be looked up."""
        return None

    def prune(self, planned: Container[str]) -> None:
        """Before anything is written: remove what an older output left, if `root` is the ground of a new one.

        planned: every path that this run will write. Without the rest, no old file stands where a folder must be.
        """
        if self.previous is None or self.previous == self.root:
            return
        for folder, folders, names in os.walk(self.root, topdown=False):
            here = Path(folder)
            for name in names:
                if (here / name).relative_to(self.root).as_posix() not in planned:
                    (here / name).unlink()
            for name in folders:
                below = here / name
                if below.is_symlink():
                    below.unlink()
                elif not any(below.iterdir()):
                    below.rmdir()
                elif below.stat().st_mode & ENTERED != ENTERED:
                    below.chmod(ENTERED | 0o700)

    def _claim(self, path: str) -> str:
        """The path, if it is plain, and nobody has written it."""
        _look_at(path)
        if path in self._claimed:
            raise WrittenTwice(path)
        self._claimed.add(path)
        return path

    def _create(self, path: str, data: bytes) -> None:
        """A new file; one that is in the way is replaced, not opened."""
        target = f"{self.root}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            _make_folder(folder)
            self._folders.add(folder)
        try:
            try:
                _write(target, data)
            except FileExistsError:
                spare = _spare(Path(target))
                spare.write_bytes(data)
                spare.replace(target)
        except OSError as error:  # the system does not say which file it was about when a disk is full
            error.filename = error.filename or target
            raise

    def _record(self, written: WrittenFile) -> WrittenFile:
        self.written[written.path] = written
        return written


def same_bytes(file: Path, data: bytes) -> bool:
    """Whether a regular file (not a symbolic link) exists and holds exactly these bytes."""
    return _has_length(file, len(data)) and file.read_bytes() == data


def _has_length(file: Path, length: int) -> bool:
    try:
        stat = file.lstat()
    except OSError:
        return False
    return is_plain(stat) and stat.st_size == length


def is_plain(stat: os.stat_result) -> bool:
    """A regular file that everybody may read: a web server often runs as nobody."""
    return S_ISREG(stat.st_mode) and stat.st_mode & _EVERYBODY == _EVERYBODY


def _spare(target: Path) -> Path:
    return target.with_name(f"{target.name}.tambour-new")


def link(last: Path, target: Path) -> bool:
    """Make `target` the file `last`. False where the file system cannot: another one, or too many links."""
    try:
        try:
            target.hardlink_to(last)  # where nothing is, most often
            return True
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
        except FileExistsError:
            if last.samefile(target):
                return True
        spare = _spare(target)
        spare.unlink(missing_ok=True)
        spare.hardlink_to(last)
        spare.replace(target)
    except OSError:
        return False
    return True


def _make_folder(folder: str) -> None:
    """Its own is most often the one that is missing."""
    try:
        os.mkdir(folder)  # noqa: PTH102 — thousands of them: a Path each would cost more than the folder
    except FileExistsError:
        pass
    except FileNotFoundError:
        Path(folder).mkdir(parents=True, exist_ok=True)


def _write(target: str, data: bytes) -> None:
    """Write a file that is not there yet. Raises FileExistsError, OSError."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def digest(file: Path) -> str:
    """Hex SHA-256 of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

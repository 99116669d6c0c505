"""One digest of everything that a build depends on, made in milliseconds, without Pelican or reading a file.

A file counts as unchanged when its size, its times (content and inode) and its inode number are: git compares the same.
A change of inode time cannot be forged by an editor; in a fresh clone all of these differ (`built_from`).
"""

import hashlib
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType

from tambour.build.engine import PACKAGE, THEME

_SKIPPED = {"__pycache__", "node_modules"}
_OF_ENGINE = (f"{PACKAGE}{os.sep}", f"{THEME}{os.sep}")


Entries = Iterable[tuple[str, os.stat_result]]


def fingerprint(
    roots: Iterable[Path],
    facts: Mapping[str, object],
    left_out: Collection[Path] = (),
    seen: Mapping[Path, Entries] = MappingProxyType({}),
) -> str:
    """Hex digest of every file under the roots, of Python and the libraries, and of `facts`.

    Args:
        roots: folders or files, missing ones included as missing.
        facts: what else counts, by name; `repr` tells it, so that what has no stable one (a function in the settings)
            never compares equal: it builds.
        left_out: folders that do not count, wherever they lie.
        seen: what has been listed already, by root (`entries`).
    """
    skipped = frozenset(map(str, left_out))
    total = hashlib.sha256(repr(sorted(facts.items())).encode())
    total.update(sys.version.encode())
    for name in libraries():
        total.update(f"{name}\n".encode())
    for root in roots:
        total.update(f"= {root}\n".encode())
        for path, stat in seen[root] if root in seen else entries(root, skipped):
            total.update(f"{path} {look(stat)}\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def look(stat: os.stat_result) -> str:
    """What changes when a file does."""
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}"


def content_digest(path: str, stat: os.stat_result) -> str:
    """Hex sha256 of what a file holds.

    The engine's own files are asked for again by each channel, and at each build of a process: they are read once for
    as long as they look the same. The content is not remembered: it may be large.

    Raises:
        OSError: it cannot be read.
    """
    return _digest_of_engine(path, look(stat)) if path.startswith(_OF_ENGINE) else _digest(path)


@lru_cache(maxsize=4096)
def _digest_of_engine(path: str, _look: str) -> str:
    return _digest(path)


def _digest(path: str) -> str:
    with open(path, "rb") as stream:  # noqa: PTH123 — see `_list_folder`
        return hashlib.file_digest(stream, "sha256").hexdigest()


def files_in(root: Path) -> Iterator[Path]:
    """Every file of a folder that counts, in order; or the file itself."""
    for path, _ in entries(root, frozenset()):
        yield Path(path)


def libraries() -> Sequence[str]:
    """`name-version` of every installed distribution, as their folders say it."""
    folders = (Path(entry) for entry in sys.path if entry and Path(entry).is_dir())
    return _distributions(tuple((str(folder), folder.stat().st_mtime_ns) for folder in folders))


@lru_cache(maxsize=4)  # what is installed meanwhile changes its folder's time
def _distributions(folders: Sequence[tuple[str, int]]) -> Sequence[str]:
    names = {name for folder, _ in folders for name in map(attrgetter("name"), os.scandir(folder))}
    return sorted(name for name in names if name.endswith(".dist-info"))


def entries(root: Path, skipped: frozenset[str]) -> Iterator[tuple[str, os.stat_result]]:
    """Every file of a folder that counts, in order, or the file itself. skipped: folders that do not count."""
    found: list[tuple[str, os.stat_result]] = []
    if root.is_dir():
        _list_folder(str(root), skipped, found)
    elif root.is_file():
        found.append((str(root), root.stat()))
    return iter(found)


def _list_folder(folder: str, skipped: frozenset[str], found: list[tuple[str, os.stat_result]]) -> None:
    """os.scandir, strings and one list: pathlib takes four times as long, and this is most of an idle build.

    A folder that cannot be listed counts as empty, a link that leads nowhere as itself, and what vanishes meanwhile not
    at all: whoever reads them says so.
    """
    try:
        with os.scandir(folder) as scanned:
            listed = sorted(scanned, key=attrgetter("name"))
    except OSError:
        return
    for entry in listed:
        if entry.name.startswith(".") or entry.name in _SKIPPED:
            continue
        try:
            if entry.is_dir():
                if entry.path not in skipped:
                    _list_folder(entry.path, skipped, found)
                continue
            found.append((entry.path, entry.stat(follow_symlinks=not _leads_nowhere(entry))))
        except OSError:
            continue


def _leads_nowhere(entry: os.DirEntry[str]) -> bool:
    return entry.is_symlink() and not os.path.exists(entry.path)  # noqa: PTH110 — see `_list_folder`

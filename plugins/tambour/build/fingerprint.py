"""Whether anything that a build depends on has changed: told in milliseconds, without Pelican or reading a file.

A file counts as unchanged when its size, its times (content and inode) and its inode number are: git compares the same.
A change of inode time cannot be forged by an editor; a fresh clone merely builds once more.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from pathlib import Path

_SKIPPED = {"__pycache__", "node_modules"}
PACKAGE = Path(__file__).parent.parent  # our own code, templates of channels included


def fingerprint(roots: Iterable[Path], facts: Mapping[str, object]) -> str:
    """Hex digest of every file under the roots, of Python and the libraries, and of `facts`.

    roots: folders or files, missing ones included as missing. facts: what else counts, by name; `repr` tells it, so
    that what has no stable one (a function in the settings) never compares equal: it builds.
    """
    total = hashlib.sha256(repr(sorted(facts.items())).encode())
    total.update(sys.version.encode())
    for name in libraries():
        total.update(f"{name}\n".encode())
    for root in (*roots, PACKAGE):
        total.update(f"= {root}\n".encode())
        for line in _lines(root):
            total.update(line.encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def libraries() -> list[str]:
    """`name-version` of every installed distribution, as their folders say it."""
    folders = [Path(entry) for entry in sys.path if entry and Path(entry).is_dir()]
    return sorted(
        {
            name
            for folder in folders
            for name in map(attrgetter("name"), os.scandir(folder))
            if name.endswith(".dist-info")
        }
    )


def _lines(root: Path) -> Iterator[str]:
    if root.is_dir():
        yield from _in_folder(str(root))
    elif root.is_file():
        yield _line(str(root), root.stat())


def _in_folder(folder: str) -> Iterator[str]:
    """os.scandir and strings: pathlib takes four times as long, and this is most of an idle build."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.name.startswith(".") or entry.name in _SKIPPED:
            continue
        if entry.is_dir():
            yield from _in_folder(entry.path)
        else:
            yield _line(entry.path, entry.stat())


def _line(path: str, stat: os.stat_result) -> str:
    return f"{path} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}\n"

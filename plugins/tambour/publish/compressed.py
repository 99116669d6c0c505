"""What a web server sends compressed, compressed beforehand: `x.html.br` and `x.html.gz` beside `x.html`.

Sent beside the site to a web server, and to nobody else; no receipt promises them. Kept in the cache by content, so
that only what changed is compressed again. Measured on the demo (878 files, 22.7 MB; seconds of one core, the first
time): gzip 9 makes 17.5 % of it in 0.5 s, zopfli 16.9 % in a minute: gzip it is. Brotli makes 16.4 % at quality 5 in
0.4 s and 14.8 % at 11 in 21 s, half of them for what machines alone read: 11 for what people wait for, 5 for the rest.
"""

import gzip
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import brotli  # type: ignore[import-untyped]

from tambour.publish.release import ReleaseFile
from tambour.publish.servers.rules import COMPRESSED

SMALLEST = 1024  # bytes: below, the answer fits into a packet or two as it is
_WAITED_FOR = frozenset((".html", ".css", ".js", ".svg"))
_FOLDER = "compressed"


class Twin(NamedTuple):
    """A compressed file. path: in the site. file: where it lies, in the cache."""

    path: str
    file: Path


def twins_of(
    files: Iterable[ReleaseFile], folder: Path, cache: Path, progress: Callable[[float], None] = lambda _: None
) -> tuple[Twin, ...]:
    """The compressed files of a site; those of an earlier one that it no longer has leave the cache.

    Args:
        files: of the site.
        folder: where it lies.
        cache: folder of what is dear to make, and may be deleted at any time.
        progress: is told the part that is done.
    """
    here = cache / _FOLDER
    twins: list[Twin] = []
    listed = tuple(files)
    for number, file in enumerate(listed):
        progress(number / len(listed))
        ending = PurePosixPath(file.path).suffix
        if ending[1:] in COMPRESSED and (folder / file.path).stat().st_size >= SMALLEST:
            quality = 11 if ending in _WAITED_FOR else 5
            made = {"br": here / f"{file.sha256}.{quality}.br", "gz": here / f"{file.sha256}.gz"}
            _make_missing(folder / file.path, made, quality)
            twins += (Twin(f"{file.path}.{name}", twin) for name, twin in made.items())
    kept = {twin.file for twin in twins}
    for file_ in here.iterdir() if here.is_dir() else ():
        if file_ not in kept:
            file_.unlink(missing_ok=True)
    return tuple(twins)


def lay_out(twins: Iterable[Twin], folder: Path) -> None:
    """Make a folder that holds each twin at its path and nothing else: one more name of the file in the cache."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for twin in twins:
        place = folder / twin.path
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            place.hardlink_to(twin.file)
        except OSError:  # on a disk that knows no links
            shutil.copyfile(twin.file, place)


def _make_missing(source: Path, made: Mapping[str, Path], quality: int) -> None:
    missing = {name: file for name, file in made.items() if not file.is_file()}
    data = source.read_bytes() if missing else b""
    for name, file in missing.items():
        packed = brotli.compress(data, quality=quality) if name == "br" else gzip.compress(data, 9, mtime=0)
        file.parent.mkdir(parents=True, exist_ok=True)
        spare = file.with_name(f".{file.name}.{os.getpid()}")
        spare.write_bytes(packed)
        spare.replace(file)

"""The files that a theme publishes: style sheets with what they import inside, each under a name with its digest.

A sheet that another imports is not published by itself: `@import` is how a theme says which sheets make one. A style
sheet, a script or a font bears a digest of its content in its name, so that browsers may keep it for ever; a template
goes on saying `url("theme/css/site.css")`. Everything else keeps its name: a licence, a picture that others link.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from tambour.media.sealed import remove, seal, unseal

DIGEST_SIGNS = 12
_FINGERPRINTED = (".css", ".js", ".woff2")
_SHEETS = "theme"  # folder of the cache


@dataclass(frozen=True)
class StaticFiles:
    """files: public path → file. names: path as a theme says it → public path, where they differ."""

    files: Mapping[str, Path]
    names: Mapping[str, str]

    def public(self, path: str) -> str:
        """The public path of what a theme calls `path`; the same for anything else."""
        return self.names.get(path, path)

    def __contains__(self, path: object) -> bool:
        """Whether a theme has a file that it calls so, or that is published so."""
        return path in self.names or path in self.files

    @property
    def lasting(self) -> frozenset[str]:
        """Public paths whose name holds a digest of their content."""
        return frozenset(self.names.values())


NO_FILES = StaticFiles({}, {})


def static_files(files: Mapping[str, Path], cache: Path) -> StaticFiles:
    """What is published of the static files of a theme.

    Args:
        files: path as a theme says it → file.
        cache: of the project; sheets that were put together are kept there.
    """
    signed = tuple((path, file, _signature(file)) for path, file in files.items())
    return _publish(signed, cache)


@lru_cache(maxsize=4)
def _publish(signed: tuple[tuple[str, Path, tuple[int, int]], ...], cache: Path) -> StaticFiles:
    files = {path: file for path, file, _ in signed}
    sheets = {path: file.read_bytes() for path, file in files.items() if path.endswith(".css")}
    published, names = dict[str, Path](), dict[str, str]()
    for path, file in files.items():
        if not path.endswith(_FINGERPRINTED):
            published[path] = file
        elif not path.endswith(".css"):
            names[path] = _with_digest(path, hashlib.sha256(file.read_bytes()).hexdigest())
            published[names[path]] = file
    for path, (digest, file) in _whole_sheets(sheets, names, cache).items():
        names[path] = _with_digest(path, digest)
        published[names[path]] = file
    return StaticFiles(dict(sorted(published.items())), names)


def _whole_sheets(
    sources: Mapping[str, bytes], names: Mapping[str, str], cache: Path
) -> Mapping[str, tuple[str, Path]]:
    """Each sheet that no other imports: the digest of what it is with those that it imports, and the file of that.

    They are not put together again as long as they are the same, and what does it: to read a theme's sheets takes
    longer than all else that one changed title asks of a theme.
    """
    made_of = hashlib.sha256(f"{version('tinycss2')} {dict(names)}".encode())
    made_of.update(Path(__file__).with_name("style_sheets.py").read_bytes())
    for path in sorted(sources):
        made_of.update(f"{path} {hashlib.sha256(sources[path]).hexdigest()}\n".encode())
    index = cache / _SHEETS / f"{made_of.hexdigest()[:32]}.json"
    if (known := _known_sheets(index)) is not None:
        return known
    from tambour.look.style_sheets import put_together  # noqa: PLC0415 — most commands find them as they were

    found = dict[str, tuple[str, Path]]()
    for path, data in put_together(sources, names).items():
        digest = hashlib.sha256(data).hexdigest()
        found[path] = digest, keep_file(_sheet_file(cache / _SHEETS, digest), data)
    keep_file(index, seal(json.dumps({path: digest for path, (digest, _) in found.items()}).encode()))
    return found


def _known_sheets(index: Path) -> Mapping[str, tuple[str, Path]] | None:
    """What an earlier reading of the same sheets has kept; None when there is none, or it is not whole."""
    try:
        digests: Mapping[str, str] = json.loads(unseal(index.read_bytes()))
        found = {path: (digest, _sheet_file(index.parent, digest)) for path, digest in digests.items()}
        whole = all(hashlib.sha256(file.read_bytes()).hexdigest() == digest for digest, file in found.values())
    except (OSError, ValueError):
        return None
    return found if whole else None


def _signature(file: Path) -> tuple[int, int]:
    stat = file.stat()
    return stat.st_mtime_ns, stat.st_size


def _with_digest(path: str, digest: str) -> str:
    """`theme/css/site-0123456789ab.css`"""
    stem, dot, ending = path.rpartition(".")
    return f"{stem}-{digest[:DIGEST_SIGNS]}{dot}{ending}"


def _sheet_file(folder: Path, digest: str) -> Path:
    return folder / f"{digest[:16]}.css"


def keep_file(file: Path, data: bytes) -> Path:
    """Have a file of the cache hold these bytes, whole for whoever reads it meanwhile."""
    if not _is_there(file, data):
        file.parent.mkdir(parents=True, exist_ok=True)
        spare = file.with_name(f".{file.name}.{os.getpid()}")
        spare.write_bytes(data)
        if file.is_dir():
            remove(file)
        spare.replace(file)
    return file


def _is_there(file: Path, data: bytes) -> bool:
    """Whether a file of the cache is whole, and can be read."""
    try:
        return file.read_bytes() == data
    except OSError:
        return False

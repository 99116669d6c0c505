"""The files that a theme publishes: style sheets with what they import inside, each under a name with its digest.

A sheet that another imports is not published by itself: `@import` is how a theme says which sheets make one. A style
sheet, a script or a font bears a digest of its content in its name, so that browsers may keep it for ever; a template
goes on saying `url("theme/css/site.css")`. Everything else keeps its name: a licence, a picture that others link.
"""

import hashlib
import os
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import tinycss2

from tambour.media.sealed import remove

DIGEST_SIGNS = 12
_FINGERPRINTED = (".css", ".js", ".woff2")
_MOST_SHEETS_DEEP = 8  # a sheet that imports itself ends somewhere


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
    sheets = {path: _rules(file) for path, file in files.items() if path.endswith(".css")}
    imported = {target for path, rules in sheets.items() for target, _ in _imports(path, rules)} & sheets.keys()
    published, names = dict[str, Path](), dict[str, str]()
    for path, file in files.items():
        if not path.endswith(_FINGERPRINTED):
            published[path] = file
        elif not path.endswith(".css"):
            names[path] = _with_digest(path, file.read_bytes())
            published[names[path]] = file
    for path in sheets.keys() - imported:
        data = "".join(_sheet_text(path, sheets, names)).encode()
        names[path] = _with_digest(path, data)
        published[names[path]] = _sheet_file(data, cache)
    return StaticFiles(dict(sorted(published.items())), names)


def _signature(file: Path) -> tuple[int, int]:
    stat = file.stat()
    return stat.st_mtime_ns, stat.st_size


def _rules(file: Path) -> Sequence[Any]:
    rules: Sequence[Any] = tinycss2.parse_stylesheet_bytes(file.read_bytes(), skip_comments=True, skip_whitespace=True)[
        0
    ]
    return rules


def _imports(sheet: str, rules: Sequence[Any]) -> Iterator[tuple[str, Sequence[Any]]]:
    """What the sheet at `sheet` imports, by path, each with the tokens of its media."""
    for rule in rules:
        if (found := _import(sheet, rule)) is not None:
            yield found


def _import(sheet: str, rule: Any) -> tuple[str, Sequence[Any]] | None:
    if rule.type != "at-rule" or rule.lower_at_keyword != "import":
        return None
    first, *media = [token for token in rule.prelude if token.type != "whitespace"] or [None]
    address = _address(first)
    return None if address is None else (_target(sheet, address), media)


def _address(token: Any) -> str | None:
    """What a `url(…)` or a string names."""
    if token is None:
        return None
    if token.type in ("url", "string"):
        return str(token.value)
    if token.type == "function" and token.lower_name == "url":
        return next((str(part.value) for part in token.arguments if part.type == "string"), None)
    return None


def _target(sheet: str, address: str) -> str:
    """Path of what a sheet names; "" for what lies elsewhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(sheet), parts.path))


def _sheet_text(
    path: str, sheets: Mapping[str, Sequence[Any]], names: Mapping[str, str], top: str = "", deep: int = 0
) -> Iterator[str]:
    """A sheet with what it imports inside; `top`: the one that it stands in, from which addresses are relative."""
    top = top or path
    for rule in sheets[path]:
        found = _import(path, rule)
        if found is None or found[0] not in sheets or deep >= _MOST_SHEETS_DEEP:
            _lead_to_published([rule], path, top, names)
            yield f"{rule.serialize()}\n"
            continue
        target, media = found
        text = "".join(_sheet_text(target, sheets, names, top, deep + 1))
        yield f"@media {tinycss2.serialize(media)}{{{text}}}" if media else text


def _lead_to_published(tokens: Sequence[Any], sheet: str, top: str, names: Mapping[str, str]) -> None:
    """Have every `url(…)` of tokens lead to the public file of what it names, from where `top` is published."""
    for token in tokens:
        if token.type == "url" or (token.type == "function" and token.lower_name == "url"):
            _rename(token, sheet, top, names)
        for part in ("prelude", "content", "arguments"):
            _lead_to_published(getattr(token, part, None) or (), sheet, top, names)


def _rename(token: Any, sheet: str, top: str, names: Mapping[str, str]) -> None:
    address = _address(token)
    target = _target(sheet, address) if address is not None else ""
    if not address or not target or (target not in names and sheet == top):
        return
    suffix = address[len(urlsplit(address).path) :]  # `?…`, `#…`
    there = posixpath.relpath(names.get(target, target), posixpath.dirname(top)) + suffix
    if token.type == "url":
        token.value, token.representation = there, f'url("{there}")'
        return
    for part in token.arguments:
        if part.type == "string":
            part.value, part.representation = there, f'"{there}"'


def _with_digest(path: str, data: bytes) -> str:
    """`theme/css/site-0123456789ab.css`"""
    stem, dot, ending = path.rpartition(".")
    return f"{stem}-{hashlib.sha256(data).hexdigest()[:DIGEST_SIGNS]}{dot}{ending}"


def _sheet_file(data: bytes, cache: Path) -> Path:
    return keep_file(cache / "theme" / f"{hashlib.sha256(data).hexdigest()[:16]}.css", data)


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

"""Style sheets put together: each with those that it imports inside, and the names under which files are published.

`@import` is how a theme says which sheets make one. What a sheet says of another file of the theme (`url(…)`) is
written as that file is called once it is published.
"""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import tinycss2

_MOST_SHEETS_DEEP = 8  # a sheet that imports itself ends somewhere
_TAKEN_OUT = "\0"  # no sheet holds it once it is read (CSS Syntax 3, section 3.3)


def put_together(sources: Mapping[str, bytes], names: Mapping[str, str]) -> Mapping[str, bytes]:
    """Each sheet that no other imports, with what it imports inside, by path.

    Args:
        sources: the bytes of every sheet, by path.
        names: path as a theme says it → public path, of other files.
    """
    sheets = {path: _parts(path, data) for path, data in sources.items()}
    imported = {part.sheet for parts in sheets.values() for part in parts if isinstance(part, _Import)}
    return {path: "".join(_sheet_text(path, sheets, names)).encode() for path in sorted(sheets.keys() - imported)}


@dataclass(frozen=True)
class _Import:
    """A rule that has another sheet stand in its place. media: what `@import` says behind it; text: as it is written,
    for a sheet that nobody has."""

    sheet: str
    media: str
    text: str


@dataclass(frozen=True)
class _Address:
    """What a `url(…)` names among our own files. target: its path. suffix: `?…`, `#…`. text: as it is written."""

    target: str
    suffix: str
    text: str

    def from_(self, sheet: str, top: str, names: Mapping[str, str]) -> str:
        """How the sheet that is published as `top` writes it."""
        there = posixpath.relpath(names.get(self.target, self.target), posixpath.dirname(top)) + self.suffix
        stays = self.target not in names and sheet == top
        return str(tinycss2.serializer.serialize_string_value(self.text if stays else there))


@lru_cache(maxsize=64)  # a site that is watched, or built again, has the sheets that it had
def _parts(sheet: str, data: bytes) -> Sequence[str | _Import | _Address]:
    """What the sheet at `sheet` is made of: text, and between it what depends on other files."""
    parts: list[str | _Import | _Address] = []
    rules, _ = tinycss2.parse_stylesheet_bytes(data, skip_comments=True, skip_whitespace=True)
    for rule in rules:
        if (found := _import(sheet, rule)) is not None:
            parts.append(found)
            continue
        addresses = list[_Address]()
        _take_out([rule], sheet, addresses)
        first, *others = f"{rule.serialize()}\n".split(_TAKEN_OUT)
        parts.append(first)
        for address, text in zip(addresses, others, strict=True):
            parts.extend((address, text))
    return tuple(parts)


def _import(sheet: str, rule: Any) -> _Import | None:
    if rule.type != "at-rule" or rule.lower_at_keyword != "import":
        return None
    first, *media = [token for token in rule.prelude if token.type != "whitespace"] or [None]
    address = _address(first)
    if address is None:
        return None
    return _Import(_target(sheet, address), tinycss2.serialize(media), f"{rule.serialize()}\n")


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


def _take_out(tokens: Sequence[Any], sheet: str, addresses: list[_Address]) -> None:
    """Put a sign in the place of every address that a `url(…)` of tokens names, and the address into the list."""
    for token in tokens:
        address = _address(token) if token.type in ("url", "function") else None
        if address and (target := _target(sheet, address)):
            addresses.append(_Address(target, address[len(urlsplit(address).path) :], address))
            if token.type == "url":
                token.representation = f'url("{_TAKEN_OUT}")'
            else:
                next(part for part in token.arguments if part.type == "string").representation = f'"{_TAKEN_OUT}"'
        for part in ("prelude", "content", "arguments"):
            _take_out(getattr(token, part, None) or (), sheet, addresses)


def _sheet_text(
    path: str,
    sheets: Mapping[str, Sequence[str | _Import | _Address]],
    names: Mapping[str, str],
    top: str = "",
    deep: int = 0,
) -> Iterator[str]:
    """A sheet with what it imports inside; `top`: the one that it stands in, from which addresses are relative."""
    top = top or path
    for part in sheets[path]:
        if isinstance(part, str):
            yield part
        elif isinstance(part, _Address):
            yield part.from_(path, top, names)
        elif part.sheet not in sheets or deep >= _MOST_SHEETS_DEEP:
            yield part.text
        else:
            text = "".join(_sheet_text(part.sheet, sheets, names, top, deep + 1))
            yield f"@media {part.media}{{{text}}}" if part.media else text

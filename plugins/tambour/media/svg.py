"""An SVG that only draws. It is published as it is, so it may hold no program, and fetch nothing.

Inside `<img>` browsers run no script; opened at its own address, the same file is a page of the site.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes
from xml.etree.ElementTree import Element, ParseError, fromstring

from tambour.media.opening import Unreadable

# What runs, plays or shows another document (SVG 2 §5.1 `foreignObject`, §15 script).
_ACTIVE = frozenset(("script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "listener"))
_ANIMATIONS = frozenset(("animate", "animatemotion", "animatetransform", "animatecolor", "set"))
_DECLARATIONS = re.compile(rb"<!ENTITY|<\?xml-stylesheet", re.IGNORECASE)
_CSS_FETCHES = re.compile(r"@import|url\(\s*+['\"]?+\s*+(?!#|data:image/(?:png|jpeg|gif|webp)[;,])", re.IGNORECASE)
_EMBEDDED = re.compile(r"\s*data:image/(?:png|jpeg|gif|webp)(?P<base64>[^,]*;base64)?[^,]*,(?P<data>.*)", re.I | re.S)
_METADATA = (b"Exif\0", b"eXIf", b"http://ns.adobe.com/xap")


def check_svg(path: str, data: bytes) -> None:
    """Raise Unreadable for an SVG that is not well-formed XML, or does more than draw. path: for the sentence."""
    if _DECLARATIONS.search(data):
        raise Unreadable("svg-actif", value=path)
    try:
        root = fromstring(data)  # noqa: S314 — without entities, which are refused above, there is nothing to blow up
    except ParseError:
        raise Unreadable("image-illisible", value=path) from None
    for element in root.iter():
        _check(path, element)


def _check(path: str, element: Element) -> None:
    name = _local(element.tag)
    css = "".join(element.itertext()) if name == "style" else ""
    if name in _ACTIVE or _CSS_FETCHES.search(css):
        raise Unreadable("svg-actif", value=path)
    if name in _ANIMATIONS or "@keyframes" in css:
        raise Unreadable("image-animee", value=path)
    for key, value in _attributes(element):
        embedded = _EMBEDDED.fullmatch(value) if key in ("href", "src") else None
        if embedded:
            _check_embedded(path, embedded)
        elif key.startswith("on") or _leads_out(name, key, value):
            raise Unreadable("svg-actif", value=path)


def _leads_out(name: str, key: str, value: str) -> bool:
    """Whether an attribute makes a browser fetch something, or go somewhere by other than a plain link."""
    if key not in ("href", "src"):
        return bool(_CSS_FETCHES.search(value))
    return not value.strip().startswith(("#", "https://", "http://") if name == "a" else "#")


def _check_embedded(path: str, embedded: re.Match[str]) -> None:
    """A picture inside the drawing, as logo makers write it, must not say where or by whom it was taken."""
    raw = unquote_to_bytes(embedded["data"])
    try:
        data = base64.b64decode(raw) if embedded["base64"] else raw
    except binascii.Error:
        raise Unreadable("image-illisible", value=path) from None
    if any(mark in data for mark in _METADATA):
        raise Unreadable("svg-photo", value=path)


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    return ((_local(key), value) for key, value in element.attrib.items())


def _local(name: object) -> str:
    """Name without its namespace, lower case: `{http://www.w3.org/1999/xlink}href` → `href`."""
    return str(name).rpartition("}")[2].lower()

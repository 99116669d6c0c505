"""An SVG that only draws. It is published as it is, so it may hold no program, and fetch nothing.

Inside `<img>` browsers run no script; opened at its own address, the same file is a page of the site. What is known to
draw is let through, and nothing else: elements, attributes and properties of CSS by name, addresses by form. The file
is read by expat as it comes, so that what was judged is what a browser will read, whatever its encoding. Nothing is
taken out: whoever drew it is told, and draws it again.

No library does this: nh3 reads HTML, and the sanitisers of SVG for Python rewrite the file without a word.
"""

import base64
import binascii
import io
import re
from collections.abc import Mapping
from math import inf, isfinite
from typing import NamedTuple
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree
from xml.parsers import expat

from tambour.media.css import only_draws
from tambour.media.opening import Unreadable, looks_like_picture, open_picture
from tambour.media.svg_names import ANIMATIONS, ATTRIBUTES, EDITORS, ELEMENTS, PROPERTIES, SVG, XLINK, XML

SVG_TYPE = "image/svg+xml"
MAX_LENGTH = 5_000_000  # bytes: above, a drawing is a photo or a whole land register
_MAX_DEPTH = 200  # elements inside one another
_MAX_ELEMENTS = 100_000
_MAX_DRAWN = 200_000  # elements once each `<use>` is drawn: ten that use ten each are ten thousand millions soon
MAX_RATIO = 20  # of the longer side to the shorter one
_FILTERED = 2_000  # elements that one with a filter counts for: all of its pixels are worked out again
# What a filter may be asked for: above, one element alone takes minutes.
_MOST: Mapping[tuple[str, str], float] = {
    ("feTurbulence", "numOctaves"): 10,
    ("feMorphology", "radius"): 50,
    ("feConvolveMatrix", "order"): 9,
    ("feGaussianBlur", "stdDeviation"): 500,
    ("feDropShadow", "stdDeviation"): 500,
}
_NUMBER = re.compile(r"\d*\.?\d+(?:[eE][+-]?\d+)?")
_SMALLEST, _LARGEST = 0.01, 1_000_000  # pixels of a side that somebody meant
_WIDEST, _HIGHEST = 1200, 1600  # pixels of a drawing for whoever reads no SVG

_INSTRUCTIONS = frozenset(("xpacket",))  # what editors leave; the one that browsers follow is `xml-stylesheet`
_EMBEDDED = re.compile(r"\s*data:image/(?:png|jpeg|gif|webp)(?P<base64>[^,]*;base64)?[^,]*,(?P<data>.*)", re.I | re.S)
_FRAGMENT = re.compile(r"\s*#[^\s()'\"\\]*\s*")
_LINK = re.compile(r"\s*(?:#|https?://)[^\s]*\s*")
_NOT_PLAIN = re.compile(r"[(\\\"'@{};:]")  # in an attribute that is read as CSS
_METADATA = (b"Exif\0", b"eXIf", b"http://ns.adobe.com/xap")
_UNITS: Mapping[str, float] = {
    **{"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4},  # CSS Values 4, § 6.2
    **{"em": 16, "rem": 16},
}
_LENGTH = re.compile(r"\s*\+?(\d*\.?\d+(?:[eE][+-]?\d+)?)\s*([a-z]*)\s*")


class SvgSize(NamedTuple):
    """In pixels, as it is drawn for whoever reads no SVG."""

    width: int
    height: int


def check_svg(path: str, data: bytes) -> SvgSize:
    """Judge a drawing. path: for the sentence.

    Raises:
        Unreadable: for what is not well-formed, has no size, is too much to draw, or does more than draw.
    """
    if len(data) > MAX_LENGTH:
        raise Unreadable("svg-trop-lourd", value=path, limit=str(MAX_LENGTH // 1_000_000))
    judge = _Judge(path)
    judge.read(data)
    return _drawn_size(path, judge.root)


def with_size(svg: bytes, width: int, height: int) -> str:
    """A drawing that was checked, with a size in pixels of its own."""
    root = ElementTree.fromstring(svg)  # noqa: S314 — judged already: no entities
    if "viewBox" not in root.attrib:
        lengths = _lengths(root.attrib)
        root.set("viewBox", f"0 0 {lengths[0]} {lengths[1]}" if lengths else f"0 0 {width} {height}")
    root.set("width", str(width))
    root.set("height", str(height))
    return ElementTree.tostring(root, "unicode")


class _Judge:
    """Reads a file from its first byte to its last, and raises at the first thing that is not known to draw."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._open: list[str] = []
        self._style: list[str] | None = None
        self._count = 0
        self._uses: dict[str, int] = {}
        self._weights: list[_Weight] = []
        self._weight_of: dict[str, _Weight] = {}
        self.root: Mapping[str, str] = {}

    def read(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.ProcessingInstructionHandler = self._instruction
        parser.EntityDeclHandler = self._entity
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, LookupError, ValueError):  # not well-formed, or in an unknown encoding
            raise Unreadable("image-illisible", value=self._path) from None
        if self._weights and self._weights[0].total(0) > _MAX_DRAWN:
            raise self._too_heavy()

    def _too_heavy(self) -> Unreadable:
        return Unreadable("svg-trop-lourd", value=self._path, limit=str(MAX_LENGTH // 1_000_000))

    def _active(self) -> Unreadable:
        return Unreadable("svg-actif", value=self._path)

    def _instruction(self, target: str, _data: str) -> None:
        if target not in _INSTRUCTIONS:
            raise self._active()

    def _entity(self, *_: object) -> None:
        raise self._active()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        self._count += 1
        if len(self._open) >= _MAX_DEPTH or self._count > _MAX_ELEMENTS:
            raise self._too_heavy()
        if not self._open:
            if (space, name) != (SVG, "svg"):
                raise Unreadable("image-illisible", value=self._path)
            self.root = attributes
        self._judge_element(space, name)
        self._open.append(name)
        weight = _Weight(self._weight_of)
        if self._weights:
            self._weights[-1].inside.append(weight)
        self._weights.append(weight)
        self._weight_of.setdefault(attributes.get("id", ""), weight)
        if space == SVG:
            self._style = [] if name == "style" else self._style
            for key, value in attributes.items():
                self._judge_attribute(name, key, value, weight)

    def _end(self, _tag: str) -> None:
        name = self._open.pop()
        if self._open:
            self._weights.pop()
        if name == "style" and self._style is not None:
            css, self._style = "".join(self._style), None
            if "@keyframes" in css:
                raise Unreadable("image-animee", value=self._path)
            if not only_draws(css, sheet=True):
                raise self._active()

    def _text(self, data: str) -> None:
        if self._style is not None:
            self._style.append(data)

    def _judge_element(self, space: str, name: str) -> None:
        if space == SVG and name.lower() in ANIMATIONS:
            raise Unreadable("image-animee", value=self._path)
        known = name in ELEMENTS if space == SVG else space.startswith(EDITORS)
        if not known or (self._style is not None):
            raise self._active()

    def _judge_attribute(self, element: str, key: str, value: str, weight: "_Weight") -> None:
        space, _, name = key.rpartition(" ")
        most = _MOST.get((element, name), inf)
        if any(float(number) > most for number in _NUMBER.findall(value) if most < inf):
            raise self._too_heavy()
        if name == "filter" or (name == "style" and "filter" in value):
            weight.cost = _FILTERED
        if name == "href" and space in ("", XLINK):
            self._judge_address(element, value, weight)
        elif not _only_says_how(space, name, value):
            raise self._active()

    def _judge_address(self, element: str, value: str, weight: "_Weight") -> None:
        if embedded := _EMBEDDED.fullmatch(value) if element == "image" else None:
            self._judge_embedded(embedded)
        elif not (_LINK if element == "a" else _FRAGMENT).fullmatch(value):
            raise self._active()
        elif element == "use":
            weight.uses.append(value.strip()[1:])

    def _judge_embedded(self, embedded: re.Match[str]) -> None:
        """A picture inside the drawing, as logo makers write it, must not say where or by whom it was taken."""
        raw = unquote_to_bytes(embedded["data"])
        try:
            data = base64.b64decode(raw) if embedded["base64"] else raw
        except binascii.Error:
            raise Unreadable("image-illisible", value=self._path) from None
        if any(mark in data for mark in _METADATA):
            raise Unreadable("svg-photo", value=self._path)
        if looks_like_picture(data[:12]):
            with open_picture(self._path, io.BytesIO(data)):
                pass  # neither too large, nor moving


def _only_says_how(space: str, name: str, value: str) -> bool:
    """Whether an attribute that is no address is known to draw, or is read by no browser."""
    if space:
        return space == XLINK or space.startswith(EDITORS) or (space == XML and name in ("space", "lang", "id"))
    if name == "style":
        return only_draws(value)
    if name in PROPERTIES:
        return not _NOT_PLAIN.search(value) or only_draws(f"fill:{value}")
    return name in ATTRIBUTES or name.startswith(("data-", "aria-"))


class _Weight:
    """How many elements are drawn for one, those that it uses included."""

    def __init__(self, by_id: Mapping[str, "_Weight"]) -> None:
        self._by_id = by_id
        self.inside: list[_Weight] = []
        self.uses: list[str] = []
        self.cost = 1
        self._total: int | None = None

    def total(self, depth: int) -> int:
        """Counted once; a ring of uses counts as too much."""
        if depth > _MAX_DEPTH:
            return _MAX_DRAWN + 1
        if self._total is None:
            used = [self._by_id[name] for name in self.uses if name in self._by_id]
            others = sum(weight.total(depth + 1) for weight in (*self.inside, *used))
            self._total = min(self.cost + others, _MAX_DRAWN + 1)
        return self._total


def _drawn_size(path: str, root: Mapping[str, str]) -> SvgSize:
    """As wide as can be within what mails and feeds have room for. Raises Unreadable."""
    sides = _lengths(root) or _box(root)
    if sides is None or not isfinite(sum(sides)) or min(sides) < _SMALLEST:
        raise Unreadable("svg-sans-taille", value=path)
    if max(sides) > MAX_RATIO * min(sides):
        raise Unreadable("svg-trop-etire", value=path, limit=str(MAX_RATIO))
    if max(sides) > _LARGEST:
        raise Unreadable("svg-sans-taille", value=path)
    scale = min(_WIDEST / sides[0], _HIGHEST / sides[1])
    return SvgSize(max(1, round(sides[0] * scale)), max(1, round(sides[1] * scale)))


def _lengths(root: Mapping[str, str]) -> tuple[float, float] | None:
    """`width` and `height`, when both say a length of their own; in pixels."""
    lengths = [_length(root.get(name, "")) for name in ("width", "height")]
    return (lengths[0], lengths[1]) if lengths[0] and lengths[1] else None


def _length(typed: str) -> float:
    """0 = none."""
    match = _LENGTH.fullmatch(typed)
    return float(match[1]) * _UNITS[match[2]] if match and match[2] in _UNITS else 0


def _box(root: Mapping[str, str]) -> tuple[float, float] | None:
    """`viewBox`, when there is something in it."""
    try:
        _, _, width, height = map(float, root.get("viewBox", "").replace(",", " ").split())
    except ValueError:
        return None
    return (width, height) if 0 < width < inf and 0 < height < inf else None

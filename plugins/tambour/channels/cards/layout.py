"""A card's template: an SVG that a designer draws. Its artwork is drawn as it is; its boxes say where the words go.

A box is a `<rect data-box="title" …>`. README.md, for designers, says what each of its attributes does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tambour.channels.cards.canvas import Box, rgb
from tambour.look.fonts import STRONG, TEXT, TITLE, Face

_WORDS = ("title", "kicker", "summary", "facts", "band", "level", "name", "weekday", "day", "month")
BOXES = frozenset((*_WORDS, "tile", "picture", "scrim", "pictogram", "logo"))
_COVERED = ("tile", "picture", "scrim")  # boxes that cover their ground, whatever they show
_FACES: Mapping[str, Face] = MappingProxyType({"title": TITLE, "text": TEXT, "strong": STRONG})
_ALIGNS = ("start", "middle", "end")
_VALIGNS = ("top", "middle", "bottom")
_YES_NO = ("true", "false")


class TemplateFault(ValueError):
    """What is wrong with a template, in French."""


@dataclass(frozen=True)
class TextBox:
    """One box. Lengths in pixels.

    fill: what covers its ground when it has something to show; "" = nothing. colour: of its words, its pictogram or the
    arcs of a motif. strong: of the lines that matter most; head: of the disc in the middle of a motif. after, above:
    the box whose words it follows, or stands on, `gap` away. pad: between its sides and its words; indent: as much more
    where lines begin. hug: its ground is no wider than that. whole: it shows all of its words, or nothing. fade: height
    over which a scrim comes up. radius: of a motif's head, which then stands in the middle of the box, with those arcs
    around it that the box does not cut; 0 = the motif covers the box.
    """

    name: str
    box: Box
    fill: str
    colour: str
    strong: str
    head: str
    face: Face
    largest: int
    smallest: int
    lines: int
    leading: float
    align: str
    valign: str
    after: str
    above: str
    gap: int
    pad: int
    indent: int
    hug: bool
    whole: bool
    fade: int
    radius: int

    @property
    def inner(self) -> tuple[int, int]:
        """From where to where its lines may reach."""
        return self.box[0] + self.pad + self.indent, self.box[2] - self.pad


@dataclass(frozen=True)
class CardLayout:
    """A template that was read. artwork: the SVG without its boxes. slots: in the order in which they are drawn."""

    width: int
    height: int
    artwork: str
    slots: tuple[TextBox, ...]

    def slot(self, name: str) -> TextBox | None:
        return next((slot for slot in self.slots if slot.name == name), None)


@lru_cache(maxsize=512)
def read_layout(svg: str) -> CardLayout:
    """Read a template. Raises TemplateFault."""
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 — a template of ours or of the theme, never what a writer typed
    except ElementTree.ParseError as error:
        raise TemplateFault(f"ce n'est pas du SVG bien formé ({error})") from None
    size = _whole(root, "width"), _whole(root, "height")
    slots = tuple(_taken_out(root))
    names = [slot.name for slot in slots]
    for slot in slots:
        if names.count(slot.name) > 1:
            raise TemplateFault(f"deux boîtes « {slot.name} »")
        if unknown := {slot.after, slot.above} - {"", *names}:
            raise TemplateFault(f"« {slot.name} » : pas de boîte « {' », « '.join(sorted(unknown))} »")
    return CardLayout(*size, ElementTree.tostring(root, "unicode"), slots)


def _taken_out(parent: Element, *, moved: bool = False) -> Iterator[TextBox]:
    """Every box under an element, which loses them. moved: it is drawn elsewhere than where it says."""
    moved = moved or "transform" in parent.attrib
    for child in list(parent):
        name = child.get("data-box")
        if name is None:
            yield from _taken_out(child, moved=moved)
            continue
        if name not in BOXES:
            raise TemplateFault(f'boîte inconnue : data-box="{name}" ({", ".join(sorted(BOXES))})')
        if moved or "transform" in child.attrib:
            raise TemplateFault(f"la boîte « {name} » ne peut pas être dans un groupe déplacé (transform)")
        parent.remove(child)
        yield _slot(name, child)


def _slot(name: str, rect: Element) -> TextBox:
    left, top = _whole(rect, "x", 0), _whole(rect, "y", 0)
    box = (left, top, left + _whole(rect, "width"), top + _whole(rect, "height"))
    largest = _whole(rect, "data-size", 32)
    if name not in _WORDS and (box[0] >= box[2] or box[1] >= box[3]):
        raise TemplateFault(f"la boîte « {name} » n'a pas d'étendue : width et height sont d'un pixel au moins")
    colour = _colour(rect, "data-colour", "#000000")
    fill = _colour(rect, "fill", "none")
    if fill == "none" and name in _COVERED:
        raise TemplateFault(f"la boîte « {name} » demande une couleur de fond (fill)")
    return TextBox(
        name=name,
        box=box,
        fill="" if fill == "none" else fill,
        colour=colour,
        strong=_colour(rect, "data-strong-colour", colour),
        head=_colour(rect, "data-head-colour", colour),
        face=_FACES[_one_of(rect, "data-face", tuple(_FACES), "text")],
        largest=largest,
        smallest=min(largest, _whole(rect, "data-min-size", largest)),
        lines=_whole(rect, "data-lines", 1),
        leading=_number(rect, "data-leading", 1.25),
        align=_one_of(rect, "data-align", _ALIGNS, "start"),
        valign=_one_of(rect, "data-valign", _VALIGNS, "top"),
        after=rect.get("data-after", ""),
        above=rect.get("data-above", ""),
        gap=_whole(rect, "data-gap", 0),
        pad=_whole(rect, "data-pad", 0),
        indent=_whole(rect, "data-indent", 0),
        hug=_one_of(rect, "data-hug", _YES_NO, "false") == "true",
        whole=_one_of(rect, "data-whole", _YES_NO, "false") == "true",
        fade=_whole(rect, "data-fade", 0),
        radius=_whole(rect, "data-radius", 0),
    )


def _colour(element: Element, name: str, missing: str) -> str:
    typed = element.get(name, missing)
    try:
        return typed if typed == "none" and name == "fill" else _readable(typed)
    except ValueError:
        who = element.get("data-box")
        raise TemplateFault(f"« {who} » : {name} doit être une couleur, #rrggbb (ici : {typed})") from None


def _readable(colour: str) -> str:
    rgb(colour)
    return colour


def _whole(element: Element, name: str, missing: int | None = None) -> int:
    return round(_number(element, name, missing))


def _number(element: Element, name: str, missing: float | None = None) -> float:
    typed = element.get(name, missing)
    try:
        return float(typed)  # type: ignore[arg-type]  # None is refused just below
    except (TypeError, ValueError):
        who = element.get("data-box", "svg")
        raise TemplateFault(f"« {who} » : {name} doit être un nombre de pixels, sans unité (ici : {typed})") from None


def _one_of(element: Element, name: str, known: tuple[str, ...], missing: str) -> str:
    typed = element.get(name, missing)
    if typed not in known:
        who = element.get("data-box")
        raise TemplateFault(f'« {who} » : {name}="{typed}" ; valeurs possibles : {", ".join(known)}')
    return typed

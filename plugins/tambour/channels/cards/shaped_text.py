"""Lines that a row of glyphs cannot make: Arabic, Hebrew, emoji, stacked accents. resvg shapes and draws them.

Each part of a line that is in one face is a text of its own. In a text of several faces resvg (0.48) shapes the whole
in each of them and then exchanges glyphs: a sign that is one glyph in the one face and several in the other makes it
lose letters, or panic.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from html import escape

from PIL import Image

from tambour.channels.cards.letters import Part, clusters, is_plain, parts_of
from tambour.channels.cards.plain_text import Ink
from tambour.channels.cards.rasters import raster, svg_of
from tambour.look.drawing import Undrawable
from tambour.look.fonts import EMOJI, Face, tables

_MEASURED_AT = 64  # pixels
_MARGIN = 0.6  # em around a line, for what reaches out of it
# UAX 9: what is between them reads from right to left, whatever is around, spaces at its end included (rule L1).
_ISOLATE, _POP = "\u2067", "\u200f\u2069"


@lru_cache(maxsize=4096)
def rich_width(face: Face, text: str, *, right_to_left: bool) -> float:
    """Width of a line, in em: from where it begins to where another could follow it."""
    width = 0.0
    for part in parts_of(text, face, right_to_left=right_to_left):
        with suppress(Undrawable):
            width += _advance(part)
    return width


def has_colours(face: Face, text: str) -> bool:
    """Whether a part of it is in colours of its own: emoji."""
    return any(part.face is EMOJI for part in parts_of(text, face, right_to_left=False))


def rich_ink(face: Face, size: int, text: str, *, right_to_left: bool) -> Ink:
    """One line as a mask, cropped to what is seen."""
    image, left, top = rich_picture(face, size, text, "#000000", right_to_left=right_to_left)
    return Ink(image.getchannel("A"), left, top)


def rich_picture(face: Face, size: int, text: str, colour: str, *, right_to_left: bool) -> tuple[Image.Image, int, int]:
    """One line in colours (RGBA), cropped to what is seen; its left and top edge from the start of the base line.

    A part that cannot be drawn is left out (`undrawn` tells): one sign must not cost the card.
    """
    margin, parts = round(_MARGIN * size), parts_of(text, face, right_to_left=right_to_left)
    placed, x = list[tuple[float, Part]](), float(margin)
    for part in parts:
        try:
            width = _advance(part) * size
        except Undrawable:
            continue
        placed.append((x, part))
        x += width
    line = margin + size
    drawing = f'<g fill="{colour}">{"".join(_text(at, line, size, part) for at, part in placed)}</g>'
    svg = svg_of(round(x) + margin, round(1.5 * size) + 2 * margin, drawing)
    image = raster(svg, faces=dict.fromkeys(part.face for _, part in placed))
    left, top, right, bottom = image.getbbox() or (margin, line, margin + 1, line + 1)
    return image.crop((left, top, right, bottom)), left - margin, top - line


def undrawn(text: str, face: Face) -> Iterator[str]:
    """The parts of a text that its card leaves out."""
    for part in parts_of(text, face, right_to_left=False):
        try:
            _advance(part)
        except Undrawable:
            yield part.text


@lru_cache(maxsize=4096)
def _advance(part: Part) -> float:
    """How far the next part stands from where this one begins, in em. Raises Undrawable."""
    if part.face is EMOJI and len(signs := list(clusters(part.text))) > 1:
        return sum(_advance(Part(EMOJI, sign, False)) for sign in signs)
    unshaped = tables(part.face).advance(part.text)
    if part.face is not EMOJI and not part.right_to_left and is_plain(part.text, part.face):
        return unshaped
    # Set once from a point on, and once up to it: both differ by the width, spaces at the ends included.
    half, row = round((unshaped + 2 * _MARGIN) * _MEASURED_AT), 3 * _MEASURED_AT
    rows = (_text(half, 2 * _MEASURED_AT + row * number, _MEASURED_AT, part, end=bool(number)) for number in (0, 1))
    image = raster(svg_of(2 * half, 2 * row, "".join(rows)), faces=(part.face,))
    boxes: Sequence[tuple[int, int, int, int] | None] = [
        image.crop((0, row * number, 2 * half, row * (number + 1))).getbbox() for number in (0, 1)
    ]
    begins, ends = boxes
    return unshaped if begins is None or ends is None else (begins[0] - ends[0]) / _MEASURED_AT


def _text(x: float, y: int, size: int, part: Part, *, end: bool = False) -> str:
    words = f"{_ISOLATE}{escape(part.text)}{_POP}" if part.right_to_left else escape(part.text)
    return (
        f'<text x="{x:.2f}" y="{y}" font-family="{part.face.family}" font-weight="{part.face.weight}"'
        f' font-size="{size}" text-anchor="{"end" if end else "start"}" xml:space="preserve">{words}</text>'
    )

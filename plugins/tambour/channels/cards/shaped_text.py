"""Lines that a row of glyphs cannot make: Arabic, Hebrew, emoji, stacked accents. resvg shapes and draws them."""

from functools import lru_cache
from html import escape

from PIL import Image

from tambour.channels.cards.letters import runs
from tambour.channels.cards.plain_text import Ink
from tambour.channels.cards.rasters import raster, svg_of
from tambour.look.fonts import EMOJI, Face, tables

_MEASURED_AT = 64  # pixels
_MARGIN = 0.6  # em around a line, for what reaches out of it
_ISOLATE, _POP = "\u2067", "\u2069"  # UAX 9: what is between them reads from right to left, whatever is around


@lru_cache(maxsize=4096)
def rich_width(face: Face, text: str, *, right_to_left: bool) -> float:
    """Width of what is drawn, in em."""
    return rich_ink(face, _MEASURED_AT, text, right_to_left=right_to_left).mask.width / _MEASURED_AT


def has_colours(face: Face, text: str) -> bool:
    """Whether a part of it is in colours of its own: emoji."""
    return any(own is EMOJI for own, _ in runs(text, face))


def rich_ink(face: Face, size: int, text: str, *, right_to_left: bool) -> Ink:
    """One line as a mask, cropped to what is seen."""
    image, left, top = rich_picture(face, size, text, "#000000", right_to_left=right_to_left)
    return Ink(image.getchannel("A"), left, top)


def rich_picture(face: Face, size: int, text: str, colour: str, *, right_to_left: bool) -> tuple[Image.Image, int, int]:
    """One line in colours (RGBA), cropped to what is seen; its left and top edge from the start of the base line."""
    parts = list(runs(text, face))
    margin = round(_MARGIN * size)
    width = round(sum(tables(own).advance(part) for own, part in parts) * size) + 2 * margin  # unshaped: no less
    height = round(1.5 * size) + 2 * margin
    words = "".join(
        f'<tspan font-family="{own.family}" font-weight="{own.weight}">{escape(part)}</tspan>' for own, part in parts
    )
    if right_to_left:
        words = f"{_ISOLATE}{words}{_POP}"
    line = margin + size
    drawing = (
        f'<text x="{margin}" y="{line}" font-family="{face.family}" font-weight="{face.weight}" font-size="{size}"'
        f' fill="{colour}" xml:space="preserve">{words}</text>'
    )
    faces = dict.fromkeys((face, *(own for own, _ in parts)))
    image = raster(svg_of(width, height, drawing), faces=faces)
    left, top, right, bottom = image.getbbox() or (margin, line, margin + 1, line + 1)
    return image.crop((left, top, right, bottom)), left - margin, top - line

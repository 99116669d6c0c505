"""Words as masks: how much of each pixel their letters cover. A word is drawn once for each size."""

from functools import lru_cache
from math import floor
from typing import NamedTuple

from PIL import Image, ImageDraw

from tambour.look.fonts import Face, load_font, tables

_LARGE = 40  # pixels: size of letters from which half a pixel is as good as a quarter


class Ink(NamedTuple):
    """A mask (mode L), and where it goes: its left and top edge from the start of the base line, in pixels."""

    mask: Image.Image
    left: int
    top: int


@lru_cache(maxsize=2048)
def word_ink(face: Face, size: int, word: str) -> Ink:
    """A word, letter after letter, at the widths and distances of the font's tables."""
    facts, phases = tables(face), 2 if size >= _LARGE else 4
    scale, x, before = size / facts.units, 0.0, -1
    placed = []
    for character in word:
        glyph = facts.glyphs.get(ord(character), 0)
        x += facts.kerning.get((before, glyph), 0) * scale
        whole, phase = divmod(floor(x * phases + 0.5), phases)
        ink = _glyph_ink(face, size, character, phase / phases)
        placed.append((whole + ink.left, ink.top, ink.mask))
        x += facts.advances[min(glyph, len(facts.advances) - 1)] * scale
        before = glyph
    left, top = min(x for x, _, _ in placed), min(y for _, y, _ in placed)
    right = max(x + mask.width for x, _, mask in placed)
    bottom = max(y + mask.height for _, y, mask in placed)
    whole_mask = Image.new("L", (right - left, bottom - top))
    for x_of, y_of, mask in placed:
        whole_mask.paste(255, (x_of - left, y_of - top), mask)
    return Ink(whole_mask, left, top)


@lru_cache(maxsize=4096)
def _glyph_ink(face: Face, size: int, character: str, phase: float) -> Ink:
    """phase: how far from a whole pixel it starts, in pixels."""
    font = load_font(face, size)
    left, top, right, bottom = map(floor, font.getbbox(character, anchor="ls"))
    mask = Image.new("L", (max(1, right - left + 3), max(1, bottom - top + 2)))
    ImageDraw.Draw(mask).text((1 - left + phase, 1 - top), character, fill=255, font=font, anchor="ls")
    return Ink(mask, left - 1, top - 1)

"""What is read of a font's file, so that text is measured alike on every machine: characters, widths, pairs, heights.

FreeType would round each width to whole pixels, and what shapes text for it (FriBiDi) is not on every machine.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

_WIDE, _NARROW = (3, 10), (3, 1)  # platform and encoding of the subtables for all of Unicode, and for its first plane


class Tables(NamedTuple):
    """One font, in units of 1/`units` em.

    glyphs: code point → glyph. advances: width of each glyph, the space at its sides included. kerning: what brings two
    glyphs closer (negative) or apart. ascent, descent: of a line above and below its base line, both positive.
    cap_height: of H.
    """

    units: int
    ascent: int
    descent: int
    cap_height: int
    glyphs: Mapping[int, int]
    advances: Sequence[int]
    kerning: Mapping[tuple[int, int], int]

    def advance(self, text: str) -> float:
        """Width of a text set in one line from left to right, in em; a character that is missing counts for nothing."""
        width, before = 0, -1
        for character in text:
            glyph = self.glyphs.get(ord(character))
            if glyph is not None:
                width += self.advances[min(glyph, len(self.advances) - 1)] + self.kerning.get((before, glyph), 0)
                before = glyph
        return width / self.units


def read_tables(data: bytes) -> Tables:
    """Read a TrueType or OpenType font (OpenType 1.9, §§ head, hhea, hmtx, OS/2, cmap, kern)."""
    count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4s4xII", data, 12 + 16 * index) for index in range(count))
    table = {tag: data[offset : offset + length] for tag, offset, length in records}
    ascent, descent = struct.unpack_from(">hh", table[b"hhea"], 4)
    wide = struct.unpack_from(">H", table[b"hhea"], 34)[0]
    return Tables(
        units=struct.unpack_from(">H", table[b"head"], 18)[0],
        ascent=ascent,
        descent=-descent,
        cap_height=struct.unpack_from(">h", table[b"OS/2"], 88)[0],
        glyphs=MappingProxyType(dict(_glyphs(table[b"cmap"]))),
        advances=struct.unpack_from(">" + "H2x" * wide, table[b"hmtx"]),
        kerning=MappingProxyType(dict(_pairs(table.get(b"kern", b"")))),
    )


def _glyphs(cmap: bytes) -> Iterator[tuple[int, int]]:
    """Code points and their glyphs, from the subtable that holds the most."""
    count = struct.unpack_from(">H", cmap, 2)[0]
    subtables = {
        (platform, encoding): offset
        for platform, encoding, offset in struct.iter_unpack(">HHI", cmap[4 : 4 + 8 * count])
    }
    if _WIDE in subtables:
        yield from _ranges(cmap[subtables[_WIDE] :])
    else:
        yield from _segments(cmap[subtables[_NARROW] :])


def _ranges(subtable: bytes) -> Iterator[tuple[int, int]]:
    """Format 12."""
    groups = struct.unpack_from(">I", subtable, 12)[0]
    for first, last, glyph in struct.iter_unpack(">III", subtable[16 : 16 + 12 * groups]):
        yield from ((point, glyph + point - first) for point in range(first, last + 1))


def _segments(subtable: bytes) -> Iterator[tuple[int, int]]:
    """Format 4."""
    count = struct.unpack_from(">H", subtable, 6)[0] // 2
    four = [struct.unpack_from(f">{count}H", subtable, 14 + 2 * part * count + 2 * (part > 0)) for part in range(4)]
    for index, (last, first, delta, offset) in enumerate(zip(*four, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point
            if offset:
                place = 16 + 6 * count + 2 * index + offset + 2 * (point - first)
                glyph = struct.unpack_from(">H", subtable, place)[0]
            if not offset or glyph:
                yield point, (glyph + delta) & 0xFFFF


def _pairs(kern: bytes) -> Iterator[tuple[tuple[int, int], int]]:
    """Version 0, one subtable of format 0."""
    if kern:
        count = struct.unpack_from(">H", kern, 10)[0]
        for left, right, shift in struct.iter_unpack(">HHh", kern[18 : 18 + 6 * count]):
            yield (left, right), shift

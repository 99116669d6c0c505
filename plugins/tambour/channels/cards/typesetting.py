"""Words in boxes: which size, which lines, where each of them stands; and their letters on the canvas."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from math import ceil, floor
from typing import NamedTuple

from PIL import Image

from tambour.channels.cards.canvas import Canvas
from tambour.channels.cards.card_content import CardFact
from tambour.channels.cards.layout import TextBox
from tambour.channels.cards.letters import is_plain, is_right_to_left, with_plain_hyphens
from tambour.channels.cards.plain_text import Ink, word_ink
from tambour.channels.cards.shaped_text import has_colours, rich_ink, rich_picture, rich_width
from tambour.channels.cards.wrap import STEP, Space, fit
from tambour.look.fonts import STRONG, Face, tables

_UNDER = 0.24  # em: how far a p reaches under its line
_STRIKE_AT, _STRIKE = 0.27, 0.07  # em: how high a line is struck out, and how thickly


class Line(NamedTuple):
    """One line. colour: `#rrggbb`. struck: it no longer holds."""

    text: str
    face: Face
    colour: str
    struck: bool = False


class Block(NamedTuple):
    """The lines of one box. size: pixels. top: of the first line's capitals; bottom: under the last line's commas."""

    slot: TextBox
    size: int
    lines: tuple[Line, ...]
    right_to_left: bool
    top: int
    bottom: int
    whole: bool

    @property
    def width(self) -> int:
        """Of its longest line, in pixels."""
        measure = partial(width_of, right_to_left=self.right_to_left)
        return ceil(max((measure(line.face, line.text) for line in self.lines), default=0) * self.size)


@lru_cache(maxsize=16384)
def width_of(face: Face, text: str, *, right_to_left: bool = False) -> float:
    """Width of a text in one line, in em."""
    if is_plain(text, face) and not right_to_left:
        return tables(face).advance(with_plain_hyphens(text))
    return sum(_part_width(face, part, right_to_left) for part in text.split(" ")) + _space(face) * text.count(" ")


def _part_width(face: Face, part: str, right_to_left: bool) -> float:
    if not part:
        return 0
    plain = is_plain(part, face)
    return (
        tables(face).advance(with_plain_hyphens(part)) if plain else rich_width(face, part, right_to_left=right_to_left)
    )


def _space(face: Face) -> float:
    return tables(face).advance(" ")


def paragraph(slot: TextBox, text: str, top: int, bottom: int, *, struck: bool = False) -> Block | None:
    """A text that runs over the lines of a box; None: no room for it. top, bottom: what the box may use."""
    right_to_left = is_right_to_left(text)
    room = Space(slot.inner[1] - slot.inner[0], bottom - top, slot.largest, slot.smallest, slot.lines, slot.leading)
    set_ = fit(text, room, partial(width_of, slot.face, right_to_left=right_to_left))
    if not set_.size or (slot.whole and not set_.whole):
        return None
    lines = tuple(Line(line, slot.face, slot.colour, struck) for line in set_.texts)
    size = _sure_size(lines, set_.size, room.width, right_to_left=right_to_left)
    return _block(slot, size, lines, right_to_left, top, bottom, set_.whole)


def _sure_size(lines: Sequence[Line], size: int, width: float, *, right_to_left: bool) -> int:
    """A shaped line may be wider than its words by themselves; then all of them are set a little smaller."""
    shaped = (line for line in lines if right_to_left or not is_plain(line.text, line.face))
    widths = [rich_width(line.face, line.text, right_to_left=right_to_left) for line in shaped]
    return min([size, *(floor(width / wide) for wide in widths if wide * size > width)])


def fact_list(slot: TextBox, facts: Sequence[CardFact], top: int, bottom: int) -> Block | None:
    """Facts, each in one line: all in full at the largest size that takes them, else shorter, else cut."""
    width = slot.inner[1] - slot.inner[0]
    faces = [STRONG if fact.strong else slot.face for fact in facts]
    sizes = range(slot.largest, slot.smallest, -STEP)
    full = [width_of(face, fact.texts[0]) for face, fact in zip(faces, facts, strict=True)]
    size = next((size for size in sizes if max(full) * size <= width), slot.smallest)
    lines = tuple(
        Line(_in_one_line(fact, face, width, size), face, slot.strong if fact.strong else slot.colour, fact.struck)
        for face, fact in zip(faces, facts, strict=True)
    )
    return _block(slot, size, lines, False, top, bottom, True)


def _in_one_line(fact: CardFact, face: Face, width: int, size: int) -> str:
    fitting = (text for text in fact.texts if width_of(face, text) * size <= width)
    room = Space(width, size, size, size, 1, 1)
    return next(fitting, None) or "".join(fit(fact.texts[-1], room, partial(width_of, face)).texts)


def _block(
    slot: TextBox, size: int, lines: tuple[Line, ...], right_to_left: bool, top: int, bottom: int, whole: bool
) -> Block:
    capitals = tables(slot.face).cap_height / tables(slot.face).units * size
    height = (len(lines) - 1) * slot.leading * size + capitals
    if slot.valign == "top":
        start = float(top)
    elif slot.valign == "middle":
        start = (top + bottom - height) / 2
    else:
        start = bottom - _UNDER * size - height
    return Block(slot, size, lines, right_to_left, round(start), round(start + height + _UNDER * size), whole)


def draw(block: Block, canvas: Canvas) -> None:
    """Lay down the letters."""
    capitals = tables(block.slot.face).cap_height / tables(block.slot.face).units * block.size
    inks: dict[str, list[Ink]] = {}
    for number, line in enumerate(block.lines):
        base = round(block.top + capitals + number * block.slot.leading * block.size)
        width = width_of(line.face, line.text, right_to_left=block.right_to_left) * block.size
        left = _line_start(block, width)
        if is_plain(line.text, line.face) and not block.right_to_left:
            inks.setdefault(line.colour, []).extend(_row(line, block.size, left, base))
        elif has_colours(line.face, line.text):
            picture, ink_left, top = rich_picture(
                line.face, block.size, line.text, line.colour, right_to_left=block.right_to_left
            )
            canvas.picture(picture, (_line_start(block, picture.width) + max(0, ink_left), base + top))
        else:
            mask, _, top = rich_ink(line.face, block.size, line.text, right_to_left=block.right_to_left)
            inks.setdefault(line.colour, []).append(Ink(mask, _line_start(block, mask.width), base + top))
        if line.struck:
            middle, half = base - _STRIKE_AT * block.size, max(1, _STRIKE * block.size / 2)
            canvas.fill((left, round(middle - half), left + ceil(width), round(middle + half)), line.colour)
    for colour, placed in inks.items():
        _lay(placed, colour, canvas)


def _line_start(block: Block, width: float) -> int:
    """Where a line begins. width: pixels."""
    start, end = block.slot.inner
    if block.slot.align == "middle":
        return round((start + end - width) / 2)
    at_end = (block.slot.align == "end") != block.right_to_left
    return round(end - width) if at_end else start


def _row(line: Line, size: int, left: int, base: int) -> Iterator[Ink]:
    """A plain line, word after word."""
    x, space = float(left), _space(line.face) * size
    for word in filter(None, with_plain_hyphens(line.text).split(" ")):
        mask, ink_left, top = word_ink(line.face, size, word)
        yield Ink(mask, round(x) + ink_left, base + top)
        x += width_of(line.face, word) * size + space


def _lay(placed: Sequence[Ink], colour: str, canvas: Canvas) -> None:
    """Masks that may touch, as one."""
    left, top = min(ink.left for ink in placed), min(ink.top for ink in placed)
    right = max(ink.left + ink.mask.width for ink in placed)
    bottom = max(ink.top + ink.mask.height for ink in placed)
    whole = Image.new("L", (right - left, bottom - top))
    for ink in placed:
        whole.paste(255, (ink.left - left, ink.top - top), ink.mask)
    canvas.ink(whole, (left, top), colour)

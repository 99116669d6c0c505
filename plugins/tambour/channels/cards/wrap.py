"""Where the lines of a text end: as large as its box allows, in lines of like length, cut short at the very last."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import NamedTuple

from tambour.channels.cards.letters import clusters
from tambour.words.shortening import ELLIPSIS, fewer_words

Measure = Callable[[str], float]  # width of a text, in em

STEP = 2  # pixels between two sizes that are tried
_BREAKS = re.compile(r"(?<=[^\W\d_][-–/])(?=\w)|(?<=—)(?=\S)|(?<=\S)(?= )")
# How little a line should end where it does, in widths of the box: inside a compound, or after a word that leads on.
_IN_COMPOUND, _AFTER_SHORT_WORD = 0.35, 0.24
_SHORT_WORD = 3  # letters: de, à, la, les, et, sur


@dataclass(frozen=True)
class Space:
    """What a text must fit: width and height in pixels, sizes in pixels, lines; leading: from line to line, in em."""

    width: float
    height: float
    largest: int
    smallest: int
    lines: int
    leading: float

    def holds(self, lines: int, size: int) -> bool:
        """Whether so many lines of this size are not too high; from the top of a capital to under a comma."""
        return lines <= self.lines and ((lines - 1) * self.leading + 1) * size <= self.height + 0.5


class Lines(NamedTuple):
    """A text as it is set. size: pixels; 0 = there is no room at all. whole: nothing of it was cut."""

    size: int
    texts: tuple[str, ...]
    whole: bool


class Piece(NamedTuple):
    """What no line may end inside. spaced: a space goes before it, unless it begins a line. width: in em."""

    text: str
    spaced: bool
    width: float


def fit(text: str, room: Space, measure: Measure) -> Lines:
    """Set a text in a box. A space that does not break (U+00A0) is part of a word."""
    pieces = list(_pieces(text, measure))
    space = measure(" ")
    for size in range(room.largest, room.smallest - 1, -STEP):
        width = room.width / size
        ends = _fill(pieces, space, width)
        if ends is not None and room.holds(len(ends), size):
            return Lines(size, tuple(_join(pieces, _balance(pieces, space, width, len(ends)))), True)
    return _cut(pieces, room, measure)


def _pieces(text: str, measure: Measure) -> Iterator[Piece]:
    for part in _BREAKS.split(text):
        word = part.strip(" ")
        if word:
            yield Piece(word, part.startswith(" "), measure(word))


def _fill(pieces: Sequence[Piece], space: float, width: float) -> list[int] | None:
    """Fill line after line; where each ends, as the index after its last piece. None: a piece is wider than a line."""
    ends, line = [], 0.0
    for index, piece in enumerate(pieces):
        longer = line + piece.width + (space if piece.spaced and line else 0)
        if line and longer > width:
            ends.append(index)
            longer = piece.width
        if longer > width:
            return None
        line = longer
    return [*ends, len(pieces)]


def _balance(pieces: Sequence[Piece], space: float, width: float, lines: int) -> list[int]:
    """As many lines, of widths as alike as can be (least squares), that end where one would pause."""
    offsets = [0.0]
    for piece in pieces:
        offsets.append(offsets[-1] + piece.width + (space if piece.spaced else 0))
    leads = [space if piece.spaced else 0 for piece in pieces]
    costs = [(_reluctance(pieces, end) * width) ** 2 for end in range(len(pieces) + 1)]
    best = [(0.0, 0)] + [(inf, 0)] * len(pieces)  # of the first n pieces: what the lines so far cost; the last's start
    rows = []
    for _ in range(lines):
        longer = [(inf, 0)] * len(best)
        for start, (cost, _) in enumerate(best[:-1]):
            for end in range(start + 1, len(best)) if cost < inf else ():
                line = offsets[end] - offsets[start] - leads[start]
                if line > width and end > start + 1:
                    break
                longer[end] = min(longer[end], (cost + (width - line) ** 2 + costs[end], start))
        rows.append(best := longer)
    ends = [len(pieces)]
    for row in reversed(rows[1:]):
        ends.insert(0, row[ends[0]][1])
    return ends


def _reluctance(pieces: Sequence[Piece], end: int) -> float:
    """How much a line should rather not end before piece `end`, in widths of the box."""
    if end in (0, len(pieces)):
        return 0
    if not pieces[end].spaced:
        return _IN_COMPOUND
    return _AFTER_SHORT_WORD if len(pieces[end - 1].text) <= _SHORT_WORD else 0


def _join(pieces: Sequence[Piece], ends: Sequence[int]) -> Iterator[str]:
    for start, end in pairwise((0, *ends)):
        words = (f" {piece.text}" if piece.spaced else piece.text for piece in pieces[start:end])
        yield "".join(words).lstrip(" ")


def _cut(pieces: Sequence[Piece], room: Space, measure: Measure) -> Lines:
    """At the smallest size: words wider than a line are broken, and what does not fit is left out."""
    size, width, space = room.smallest, room.width / room.smallest, measure(" ")
    narrow = [part for piece in pieces for part in _broken(piece, width, measure)]
    ends = _fill(narrow, space, width) or [len(narrow)]
    most = next((lines for lines in range(room.lines, 0, -1) if room.holds(lines, size)), 0)
    lines = list(_join(narrow, ends))
    if len(lines) <= most:
        return Lines(size, tuple(lines), True)
    if not most:
        return Lines(0, (), False)
    return Lines(size, (*lines[: most - 1], _clip(f"{lines[most - 1]} {lines[most]}", width, measure)), False)


def _broken(piece: Piece, width: float, measure: Measure) -> Iterator[Piece]:
    """A word in parts that are not wider than a line."""
    spaced, signs = piece.spaced, list(clusters(piece.text))
    while len(signs) > 1 and measure("".join(signs)) > width:
        end = _most(signs, width, measure)
        word = "".join(signs[:end])
        yield Piece(word, spaced, measure(word))
        spaced, signs = False, signs[end:]
    yield Piece("".join(signs), spaced, measure("".join(signs)))


def _most(signs: Sequence[str], width: float, measure: Measure) -> int:
    """How many of these signs are no wider than that; one at least, and not all. The more, the wider."""
    return max(1, bisect_right(range(1, len(signs)), width, key=lambda end: measure("".join(signs[:end]))))


def _clip(line: str, width: float, measure: Measure) -> str:
    """As many words of it as fit before an ellipsis; of a single word, as many letters."""
    words = (fewer for fewer in fewer_words(line) if measure(fewer) <= width)
    if ended := next(words, ""):
        return ended
    signs = list(clusters(line))
    ends = range(1, len(signs) + 1)
    end = bisect_right(ends, width, key=lambda end: measure("".join(signs[:end]) + ELLIPSIS))
    return "".join(signs[:end]) + ELLIPSIS

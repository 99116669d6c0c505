"""Where a line of a text ends because its writer ended it, and where because an editor filled it.

Who types an address on four lines means four lines. Some editors break a paragraph at a fixed width: these line ends
are spaces, as CommonMark has it.
"""

import re
from itertools import pairwise

_MIN_WIDTH = 60  # columns: nobody fills lines shorter than that
_STARTS_BLOCK = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|#{1,6}\s|>|\||<)")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][»\"')]*\Z")
_BREAK_BEFORE = re.compile(rb"<br\s*/?>\s*\Z", re.IGNORECASE)
_BREAK_AFTER = re.compile(rb"\s*<br\b", re.IGNORECASE)


def wrapped_lines(markdown: str) -> frozenset[int]:
    """Lines (1-based) whose end is only a space.

    Those of a paragraph of which each line is full, so that the next word would not have fitted, and goes on in the
    middle of a sentence more often than not.
    """
    wrapped: set[int] = set()
    block: list[tuple[int, str]] = []
    for number, line in enumerate((*markdown.split("\n"), ""), start=1):
        if not line.strip() or _STARTS_BLOCK.match(line):
            wrapped |= _wraps(block)
            block = []
        if line.strip():
            block.append((number, line.rstrip()))
    return frozenset(wrapped)


def _wraps(block: list[tuple[int, str]]) -> set[int]:
    width = max((len(line) for _, line in block), default=0)
    pairs = [(line, after) for (_, line), (_, after) in pairwise(block)]
    full = [len(line) >= _MIN_WIDTH and len(line) + 1 + len(_word(after)) > width for line, after in pairs]
    if not pairs or not all(full):
        return set()
    going_on = sum(_word(after)[0].islower() and not _ENDS_SENTENCE.search(line) for line, after in pairs)
    return {number for number, _ in block[:-1]} if going_on * 2 >= len(pairs) else set()


def _word(line: str) -> str:
    return line.split(maxsplit=1)[0]


def follows_break(source: bytes, start: int, end: int) -> bool:
    """Whether a `<br>` stands right before or right after the line end at these bytes."""
    return bool(_BREAK_BEFORE.search(source, max(0, start - 12), start) or _BREAK_AFTER.match(source, end))

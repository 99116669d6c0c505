"""Two versions of one text beside each other: in each, the words that the other does not say, or says otherwise."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

_PIECES = re.compile(r'<(?:[^>"]|"[^"]*")*>|\s+|[^\s<]+')
_NAME = re.compile(r"</?\s*([a-z0-9]+)", re.IGNORECASE)
_ID = re.compile(r' id="[^"]*"')
_VOID = ("br", "hr", "wbr")
_LEFT_OUT = "<p>…</p>"


@dataclass(frozen=True)
class _Word:
    """A word or a picture. at: among the pieces. inside: the elements that it stands in, as they begin."""

    at: int
    text: str
    inside: tuple[str, ...]

    @property
    def meaning(self) -> tuple[str, tuple[str, ...]]:
        return self.text, self.inside


def mark_differences(one: str, other: str) -> tuple[str, str]:
    """Mark in two texts what differs: words, pictures, and words that are a link or a heading in one alone.

    Args:
        one: well-formed HTML, safe to show.
        other: likewise.

    Returns:
        Both, what is its own in each inside `<mark>`.
    """
    pieces = _PIECES.findall(one), _PIECES.findall(other)
    words = [*_words(pieces[0])], [*_words(pieces[1])]
    meant = [word.meaning for word in words[0]], [word.meaning for word in words[1]]
    own: tuple[set[int], set[int]] = (set(), set())
    for tag, i, i_end, j, j_end in SequenceMatcher(None, *meant, autojunk=False).get_opcodes():
        if tag != "equal":
            own[0].update(word.at for word in words[0][i:i_end])
            own[1].update(word.at for word in words[1][j:j_end])
    return _with_marks(pieces[0], own[0]), _with_marks(pieces[1], own[1])


def around_marks(html: str) -> str:
    """The blocks of a marked text in which something differs, each with its neighbours; all of it when nothing does.

    html: as `mark_differences` gives it.
    """
    blocks = _blocks(html)
    marked = [number for number, block in enumerate(blocks) if "<mark>" in block]
    if not marked:
        return html
    kept = {near for number in marked for near in (number - 1, number, number + 1)}
    shown = [block if number in kept else _LEFT_OUT for number, block in enumerate(blocks)]
    return "".join(block for block, _ in groupby(shown))


def _blocks(html: str) -> list[str]:
    """What stands one below the other, the spaces after each with it."""
    blocks, depth = [""], 0
    for piece in _PIECES.findall(html):
        named = _NAME.match(piece) if piece.startswith("<") else None
        if named is not None and not depth and not piece.startswith("</") and blocks[-1].strip():
            blocks.append("")
        blocks[-1] += piece
        if named is not None and named[1].lower() not in (*_VOID, "img"):
            depth += -1 if piece.startswith("</") else 1
    return blocks


def _words(pieces: Sequence[str]) -> Iterator[_Word]:
    inside: list[str] = []
    for at, piece in enumerate(pieces):
        named = _NAME.match(piece) if piece.startswith("<") else None
        if named is None:
            if not piece.isspace():
                yield _Word(at, piece, tuple(inside))
        elif named[1].lower() == "img":
            yield _Word(at, piece, tuple(inside))
        elif piece.startswith("</"):
            inside = inside[:-1]
        elif named[1].lower() not in _VOID:
            inside.append(_ID.sub("", piece))  # of a heading, it is made of its words


def _with_marks(pieces: Sequence[str], own: set[int]) -> str:
    """Words that follow each other share one mark, with the spaces between them."""
    made: list[str] = []
    at = 0
    while at < len(pieces):
        if at not in own:
            made.append(pieces[at])
            at += 1
            continue
        end = at + 1
        while end in own or (end + 1 in own and pieces[end].isspace()):
            end += 1
        made.append(f"<mark>{''.join(pieces[at:end])}</mark>")
        at = end
    return "".join(made)

"""Two versions of one text beside each other: in each, the words that the other does not say, or says otherwise."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECES = re.compile(r'<(?:[^>"]|"[^"]*")*>|\s+|[^\s<]+')
_NAME = re.compile(r"</?\s*([a-z0-9]+)", re.IGNORECASE)
_VOID = ("br", "hr", "wbr")


@dataclass(frozen=True)
class _Word:
    """A word or a picture. at: among the pieces. inside: the elements that it stands in, as they begin."""

    at: int
    text: str
    inside: tuple[str, ...]

    @property
    def told(self) -> tuple[str, tuple[str, ...]]:
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
    told = [word.told for word in words[0]], [word.told for word in words[1]]
    own: tuple[set[int], set[int]] = (set(), set())
    for tag, i, i_end, j, j_end in SequenceMatcher(None, *told, autojunk=False).get_opcodes():
        if tag != "equal":
            own[0].update(word.at for word in words[0][i:i_end])
            own[1].update(word.at for word in words[1][j:j_end])
    return _marked(pieces[0], own[0]), _marked(pieces[1], own[1])


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
            inside.append(piece)


def _marked(pieces: Sequence[str], own: set[int]) -> str:
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

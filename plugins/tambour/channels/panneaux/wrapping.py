"""Texts in lines, lines in pages: whole words, no page with a line too many."""

import re
from collections.abc import Iterator, Sequence

from tambour.words.typography import NBSP, simplify

_LATIN = "iso-8859-15"  # what panels with accents have, œ and € included
_PIECES = re.compile(rf"[^-{NBSP}]*[-{NBSP}]+|[^-{NBSP}]+")


def transliterate(text: str, *, accents: bool) -> str:
    """The words in the letters of a panel; the rest becomes what a keyboard would type, or nothing.

    >>> transliterate("« Noël » à 5\u00a0€ 🎄", accents=False).replace(NBSP, "_")
    '"Noel" a 5_EUR'
    """

    def has(character: str) -> bool:
        if character == NBSP:
            return True
        return character.isprintable() and bool(character.encode(_LATIN if accents else "ascii", "ignore"))

    return " ".join(part for part in re.split("[ \n]+", simplify(text, has)) if part.strip(NBSP))


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most so many characters, broken at spaces; a word that is longer, at its hyphens, else anywhere.

    >>> wrap("Saint-Ouvrain-les-Trois-Fontenelles fête l’été", 16)
    ['Saint-Ouvrain-', 'les-Trois-', 'Fontenelles fête', 'l’été']
    """
    lines: list[str] = []
    glue = ""
    for word in text.split(" "):
        for piece in _fitting(word, columns):
            if lines and len(lines[-1]) + len(glue) + len(piece) <= columns:
                lines[-1] += glue + piece
            else:
                lines.append(piece)
            glue = ""
        glue = " "
    return [line.replace(NBSP, " ").strip() for line in lines if line.strip(f" {NBSP}")]


def _fitting(word: str, columns: int) -> Iterator[str]:
    """A word, or its pieces when it is longer than a line."""
    if len(word) <= columns:
        yield word
        return
    for part in _PIECES.findall(word):
        yield from (part[start : start + columns] for start in range(0, len(part), columns))


def paginate(blocks: Sequence[str], lines: int, columns: int) -> list[list[str]]:
    """Pages of at most so many lines; a block that fits one page is not torn apart, another one just flows on."""
    pages: list[list[str]] = [[]]
    for rows in (wrap(block, columns) for block in blocks):
        if pages[-1] and len(pages[-1]) + len(rows) > lines >= len(rows):
            pages.append([])
        for row in rows:
            if len(pages[-1]) == lines:
                pages.append([])
            pages[-1].append(row)
    return [page for page in pages if page]

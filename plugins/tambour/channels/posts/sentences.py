"""Where a text may be shortened: at the end of a sentence, else between two words."""

import re
from collections.abc import Iterator

ELLIPSIS = "…"
# A sentence ends with its mark, its closing quote or bracket, and a space before what can begin another one.
_CLOSING, _OPENING = r"[\s\u00a0]?[»”\")\]]", r"[«“\"(\[]?[\s\u00a0]?[^\W_a-zà-öø-ÿœ]"
_END = re.compile(rf"(?<=[.!?…])(?:{_CLOSING})?(?P<space>[ \n]+)(?={_OPENING})")
# What ends with a dot and ends nothing: titles, initials, and the usual abbreviations of notices.
_ABBREVIATION = re.compile(
    r"(?<!\w)(?:[A-ZÀ-Ý]|MM?|M(?:me|lle)s?|Drs?|Prs?|Mes?|Ste?s?|av|bd|art|env|max|min|tél|vol|p|cf|ex)\.$"
)
_HANGING = re.compile(
    r"(?<!\w)(?:[ldnsjmtc]|qu|et|ou|où|ni|de|du|des|le|la|les|un|une|au|aux|à|en|par|pour|sur|sous|dans|avec|sans|qui"
    r"|que|ce|ces|cette|son|sa|ses|leur|leurs|vos|nos|votre|notre|plus|très|ne)[’']?$",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \n]+")


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order, each as it is typed, with its mark and without the space around.

    >>> sentences("M. Martin viendra. Et vous ? « Oui ! » Rendez-vous à 20 h.")
    ['M. Martin viendra.', 'Et vous ?', '« Oui ! »', 'Rendez-vous à 20 h.']
    """
    return [text[start:end].strip() for start, end in _spans(text)]


def shorter(text: str) -> Iterator[str]:
    """The text without its last sentence, without its last two…, spaces and lines between them as they are."""
    ends = [end for _, end in _spans(text)]
    for end in reversed(ends[:-1]):
        yield text[:end].rstrip()


def fewer_words(text: str) -> Iterator[str]:
    """The text without its last word, its last two…, each time with an ellipsis; never inside a word.

    A space that must not break holds two words together, and no small word is left hanging before the ellipsis.
    """
    for space in reversed(list(_SPACES.finditer(text))):
        head = text[: space.start()].rstrip(" \n\u00a0,;:.!?–—-«(")
        if head and not _HANGING.search(head):
            yield head + ELLIPSIS


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        if not _ABBREVIATION.search(text, start, match.start()):
            yield start, match.start("space")
            start = match.end()
    if text[start:].strip():
        yield start, len(text)

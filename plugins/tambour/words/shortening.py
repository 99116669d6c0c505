"""Where a text may be shortened: at the end of a sentence, else between two words. One idea of both for every channel.

Channels say how much room there is; here it is decided where a sentence ends and what is left of one that is cut.
"""

import re
from collections.abc import Iterator

from tambour.model.conversions import printable

ELLIPSIS = "…"
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")  # not the spaces that must not break
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
_LOOSE_ENDS = " \n\u00a0,;:.!?–—-«("  # what no text ends on before an ellipsis
_BEYOND = 4  # characters after the limit that tell whether a sentence ends at it: its quote, a space, a capital
_LEAST = 0.5  # of the room: from there on, whole sentences are better than more words


def one_line(text: str) -> str:
    """Put a text on one line: single spaces, without the characters that no document may hold.

    Args:
        text: plain text, of any number of lines.

    Returns:
        The text on one line; "" when nothing of it can be seen.
    """
    return _BLANKS.sub(" ", printable(text)).strip()


def shorten(text: str, limit: int) -> str:
    """Shorten a plain text to whole sentences if that keeps half of the room, else to whole words and an ellipsis.

    Args:
        text: plain text; its lines and spaces stay as they are.
        limit: most characters of the result, the ellipsis included.

    Returns:
        The text itself when it is short enough; of a single word that is not, as many letters as fit.

    >>> shorten("Le marché ouvre samedi. Il ferme dimanche soir.", 30)
    'Le marché ouvre samedi.'
    >>> shorten("Le marché de Noël ouvre", 20)
    'Le marché de Noël…'
    """
    if len(text) <= limit:
        return text
    whole = next((head for head in shorter(text[: limit + _BEYOND]) if len(head) <= limit), "")
    if whole and len(whole) >= _LEAST * limit:
        return whole
    words = (head for head in fewer_words(text[: limit + 1]) if len(head) <= limit)
    if cut := next(words, ""):
        return cut
    head = text[: max(0, limit - 1)]
    head = head.rpartition(" ")[0].rstrip(_LOOSE_ENDS) or head.rstrip(_LOOSE_ENDS)
    return head and head + ELLIPSIS


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order, each as it is typed, with its mark and without the space around.

    >>> sentences("M. Martin viendra. Et vous ? « Oui ! » Rendez-vous à 20 h.")
    ['M. Martin viendra.', 'Et vous ?', '« Oui ! »', 'Rendez-vous à 20 h.']

    Args:
        text: plain text.

    Returns:
        Its sentences; abbreviations and initials end none.
    """
    return [text[start:end].strip() for start, end in _spans(text)]


def shorter(text: str) -> Iterator[str]:
    """The text without its last sentence, without its last two…, spaces and lines between them as they are.

    Args:
        text: plain text.

    Returns:
        Ever shorter texts, the first sentence alone at last.
    """
    ends = [end for _, end in _spans(text)]
    for end in reversed(ends[:-1]):
        yield text[:end].rstrip()


def fewer_words(text: str) -> Iterator[str]:
    """The text without its last word, its last two…, each time with an ellipsis; never inside a word.

    A space that must not break holds two words together, and no small word is left hanging before the ellipsis.

    Args:
        text: plain text.

    Returns:
        Ever shorter texts, each with an ellipsis.
    """
    for space in reversed(list(_SPACES.finditer(text))):
        head = text[: space.start()].rstrip(_LOOSE_ENDS)
        if head and not _HANGING.search(head):
            yield head + ELLIPSIS


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence starts and ends."""
    start = 0
    for match in _END.finditer(text):
        if not _ABBREVIATION.search(text, start, match.start()):
            yield start, match.start("space")
            start = match.end()
    if text[start:].strip():
        yield start, len(text)

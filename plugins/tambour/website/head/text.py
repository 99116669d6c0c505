"""Texts for `<head>`: one line, no control characters, cut where a reader can stop."""

import re

from tambour.model.conversions import printable

_BLANKS = re.compile(r"[ \t\n\r\f\v]+")  # not the spaces that must not break
# Three letters before the stop: that of "M. Martin" ends no sentence.
_SENTENCE = re.compile(r"(?:\w{3}[.…]|[!?])(?:\u00a0»|\))?(?= )")
_LOOSE_ENDS = " \u00a0.,;:–—-(«"


def one_line(text: str) -> str:
    """The text with single spaces, without what HTML may not hold."""
    return _BLANKS.sub(" ", printable(text)).strip()


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters of one line: to the end of a sentence if that keeps half of it, else of a word.

    >>> shortened("Le marché ouvre samedi. Il ferme dimanche soir.", 30)
    'Le marché ouvre samedi.'
    >>> shortened("Le marché de Noël ouvre", 20)
    'Le marché de Noël…'
    """
    if len(text) <= limit:
        return text
    sentences = [found.end() for found in _SENTENCE.finditer(text, 0, limit + 1)]
    if sentences and sentences[-1] >= limit / 2:
        return text[: sentences[-1]]
    end = text.rfind(" ", 0, limit)
    return text[: end if end > 0 else limit - 1].rstrip(_LOOSE_ENDS) + "…"

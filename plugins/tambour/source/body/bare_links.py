"""Addresses that stand bare in a text: `https://…`, `www.…` and e-mail, without the punctuation that follows them.

A domain alone (`tambour.fr`) stays text: so do file names and the end of a sentence glued to the next.
"""

import re
from typing import NamedTuple

# Spaces (no-break ones too), quotes and the ellipsis end an address; an apostrophe may precede it: « d'www.… ».
_BARE = re.compile(
    r"(?<![\w@/.%+-])(?:"
    r"(?P<web>(?:https?://(?=[\w\[])|www\.(?=\w[\w-]*\.\w))[^\s<>\"«»“”„…|`]+)"
    r"|(?P<mail>\w[\w.%+-]*@\w[\w-]*(?:\.\w[\w-]*)*\.[^\W\d_]{2,}(?![\w@-])))",
    re.IGNORECASE,
)
_PUNCTUATION = ".,;:!?'’*_~"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


class BareLink(NamedTuple):
    """text[start:end] is an address; destination: as one would type it in a link."""

    start: int
    end: int
    destination: str


def has_sign(text: str) -> bool:
    """Whether it is worth looking for addresses: no text without one of these holds any."""
    if "://" in text or "@" in text:
        return True
    return ("w." in text or "W." in text) and "www." in text.lower()


def bare_links(text: str) -> list[BareLink]:
    """Bare addresses in one run of text, in order.

    >>> [link.destination for link in bare_links("Voir (https://cluny.fr/a_(b)), www.sirtom.fr… ou d’ecrire@cluny.fr.")]
    ['https://cluny.fr/a_(b)', 'https://www.sirtom.fr', 'mailto:ecrire@cluny.fr']
    """
    links = []
    for match in _BARE.finditer(text):
        if match["mail"]:
            links.append(BareLink(match.start(), match.end(), f"mailto:{match['mail']}"))
            continue
        address = _without_punctuation(match["web"])
        scheme = "https://" if address[:4].lower() == "www." else ""
        links.append(BareLink(match.start(), match.start() + len(address), scheme + address))
    return links


def _without_punctuation(address: str) -> str:
    """Drop what belongs to the sentence: final punctuation, and closing brackets that nothing in the address opens."""
    surplus = {closing: address.count(closing) - address.count(opening) for closing, opening in _BRACKETS.items()}
    end = len(address)
    while end:
        last = address[end - 1]
        if last in _BRACKETS and surplus[last] > 0:
            surplus[last] -= 1
        elif last not in _PUNCTUATION:
            break
        end -= 1
    return address[:end]

"""Typography of plain text: French spaces that must not break, and letters that a narrow alphabet can show."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

NBSP = "\u00a0"
_THIN = "\u2009\u202f"  # the second is missing from many fonts
_FACE = r"[:;]['’]?-?[()\[\]DPp|/](?!\w)"  # a smile is not punctuation
# Each begins with what it looks for: `re` goes from one to the next, and does not ask what stands before each letter.
_BEFORE = re.compile(rf" (?<=\S ) *(?=[:;!?»%€])(?!{_FACE})")
_AFTER = re.compile(r"« +")
_HOUR = re.compile(rf"\d[ {NBSP}]+h")  # no text without one holds what `_HOURS` looks for
_SPACED_SIGNS = (" :", " ;", " !", " ?", " »", " %", " €", "« ")  # no text without one of these holds either
_HOURS = re.compile(rf" (?<=\d ) *(?=h\b)| (?<=\d[ {NBSP}]h ) *(?=\d)")

# What a keyboard would type for a sign that an alphabet lacks.
_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys("’‘‛ʼ′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−•·", "-"),
        **dict.fromkeys(f"{NBSP}\u2002\u2003\u2009\u202f", " "),
        **{"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"},
        **{"€": "EUR", "£": "GBP", "…": "...", "⁄": "/", "×": "x", "←": "<-", "→": "->", "©": "(c)", "®": "(R)"},
    }
)
_QUOTED = re.compile(r"«\s*(.*?)\s*»")
_NUMERO = re.compile("(?<=[nN])°")


def french_spaces(text: str) -> str:
    """The same words with spaces that do not break before `: ; ! ? » % €`, after `«` and around the h of an hour.

    Only spaces that are there: an address keeps its signs, and nothing is added to what a writer typed.

    >>> french_spaces("À 18 h 30 : « venez ! »").replace(NBSP, "_")
    'À 18_h_30_: «_venez_!_»'

    Args:
        text: plain text.

    Returns:
        The same characters but for some spaces.
    """
    for thin in _THIN:
        text = text.replace(thin, NBSP)
    for sign in _SPACED_SIGNS:
        if sign in text:
            text = _AFTER.sub(f"«{NBSP}", _BEFORE.sub(NBSP, text))
            break
    return _HOURS.sub(NBSP, text) if _HOUR.search(text) else text


def initial_capital(words: str) -> str:
    """The same words, with a capital at the beginning of a line.

    Args:
        words: the beginning of a line.

    Returns:
        The same words.
    """
    return words[:1].upper() + words[1:]


def initial_small(words: str) -> str:
    """The same words inside a line: without a capital at their beginning, unless it is an acronym's.

    Args:
        words: what was the beginning of a line.

    Returns:
        The same words.
    """
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def simplify(text: str, shows: Callable[[str], bool], other: Callable[[str], str] = lambda _sign: "") -> str:
    """The same words in a narrower alphabet: what it shows stays; the rest is what a keyboard would type.

    >>> simplify("« L’œuf » à 2,50 €", str.isascii)
    '"L\\'oeuf" a 2,50 EUR'

    Args:
        text: plain text.
        shows: whether the alphabet has a character.
        other: what to make of one that has no counterpart; "" drops it.

    Returns:
        A text of characters that the alphabet has.
    """
    text = unicodedata.normalize("NFC", text)
    if not shows("«"):
        text = _QUOTED.sub(r'"\1"', text)
    if not shows("°"):
        text = _NUMERO.sub("o", text).replace("°", "")
    signs = {sign: sign if shows(sign) else _nearest(sign, shows, other) for sign in set(text)}
    return "".join(map(signs.__getitem__, text))


def _nearest(character: str, shows: Callable[[str], bool], other: Callable[[str], str]) -> str:
    """`oe` for œ, `e` for ê, `2` for ²: the sign's own counterpart, else its letters without their marks."""
    plain = _SIGNS.get(character) or "".join(
        part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)
    )
    plain = "".join(_SIGNS.get(part, part) if not shows(part) else part for part in plain)
    return plain if plain and all(map(shows, plain)) else other(character)

"""Texts for the GSM network: the letters that a message can hold, what it costs, and how a French text fits in.

Source: 3GPP TS 23.038 §6.2.1 (GSM 7 bit default alphabet and its extension table), §6.2.3 (UCS2); TS 23.040 §9.2.3.24
(a message in several parts gives up six octets of each to say how they join).
"""

import re

from tambour.words.typography import simplify

from .counting import EMOJI, utf16_units

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_SPACES = re.compile(" {2,}")
_KEYS = "#*0123456789"
_EXTENDED = frozenset("\f^{}\\[~]|€")  # each after an escape: two septets
_SEVEN_BIT = (160, 153)  # septets in a message alone, in each part of a longer one
_SIXTEEN_BIT = (70, 67)  # likewise, in UTF-16 units


def is_seven_bit(text: str) -> bool:
    """Whether a text needs nothing but the default alphabet; one letter outside more than halves its room."""
    return not set(text) - _BASIC - _EXTENDED


def units(text: str) -> int:
    """Septets, or UTF-16 units when a letter needs them.

    >>> units("10 €"), units("10 €, عربي")
    (5, 10)
    """
    if not is_seven_bit(text):
        return utf16_units(text)
    return len(text) + sum(character in _EXTENDED for character in text)


def capacity(text: str, most: int) -> int:
    """Room, in `units` of this text, of as few messages as it needs, and of `most` messages when it needs more.

    >>> capacity("a" * 160, 2), capacity("a" * 161, 2), capacity("a" * 400, 2), capacity("ж" * 71, 2)
    (160, 306, 306, 134)
    """
    alone, part = _SEVEN_BIT if is_seven_bit(text) else _SIXTEEN_BIT
    room = alone
    for parts in range(2, most + 1):
        if units(text) <= room:
            break
        room = parts * part
    return room


def messages(text: str) -> int:
    """How many messages a text is billed as: a character of two units is never in two of them."""
    alone, part = _SEVEN_BIT if is_seven_bit(text) else _SIXTEEN_BIT
    if units(text) <= alone:
        return 1
    count, used = 1, 0
    for character in text:
        size = 2 if character in _EXTENDED or character > "\uffff" else 1
        if used + size > part:
            count, used = count + 1, 0
        used += size
    return count


def simple(text: str) -> str:
    """The same words in the default alphabet: ê, ç, œ, « » and ’ are written otherwise, emoji are left out.

    Of a key in a frame, 1️⃣ , the digit stays: it counts something.

    Letters that have no counterpart there stay: a name in Arabic is worth the room that it takes.

    >>> simple("« L’été à Mâcon : ça commence ! » 🎉")
    '"L\\'été à Macon : ca commence !"'
    """
    text = EMOJI.sub(lambda found: found[0][0] if found[0][0] in _KEYS else "", text)
    return _SPACES.sub(" ", simplify(text, (_BASIC | _EXTENDED).__contains__, other=_alnum)).strip(" ")


def _alnum(character: str) -> str:
    return character if character.isalnum() else ""

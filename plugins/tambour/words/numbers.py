"""Numbers in words: amounts, sizes, counts, telephone numbers; and lists of words."""

from collections.abc import Sequence
from decimal import Decimal

from babel.numbers import format_currency, format_decimal, get_decimal_symbol

from tambour.model.media import Derived
from tambour.words.languages import in_language
from tambour.words.speech import FRENCH, _, ngettext, speech
from tambour.words.typography import NBSP

_GROUPED = 1_000  # from here on, digits stand in groups
_MANY = 10_000  # euros: from here on likewise; a fare of 1200 € is read as it is


def euros_fr(amount: Decimal) -> str:
    """`10 €`, `6,50 €`, `Gratuit`.

    >>> euros_fr(Decimal("6.50"))
    '6,50\\xa0€'
    >>> euros_fr(Decimal("212480"))
    '212\\xa0480\\xa0€'

    Args:
        amount: euros, zero or more.

    Returns:
        The amount with its sign, cents only when there are any.
    """
    if amount == 0:
        return _("Gratuit")
    if speech().numbers != FRENCH:
        words = str(format_currency(amount, "EUR", locale=speech().numbers))
        return words if amount % 1 else words.replace(f"{get_decimal_symbol(speech().numbers)}00", "")
    if amount >= _MANY:
        return f"{number_fr(float(amount) if amount % 1 else int(amount))}{NBSP}€"
    return f"{amount:.2f}".removesuffix(".00").replace(".", ",") + f"{NBSP}€"


def siren_fr(siren: str) -> str:
    """`200 999 985`: three digits at a time.

    Args:
        siren: nine digits.

    Returns:
        The same in groups of three.
    """
    return NBSP.join(siren[i : i + 3] for i in range(0, len(siren), 3))


def number_fr(number: float) -> str:
    """`12 345,6`, with spaces that do not break.

    Args:
        number: any number.

    Returns:
        The number with a decimal comma and unbreakable spaces.
    """
    if type(number) is int and 0 <= number < _GROUPED:
        return str(number)
    return str(format_decimal(number, locale=speech().numbers)).replace("\u202f", NBSP)


def filesize_fr(octets: int) -> str:
    """Decimal units, as French operating systems show them: `1,2 Mo`.

    >>> filesize_fr(1_234_567)
    '1,2\\xa0Mo'

    Args:
        octets: a size, in bytes.

    Returns:
        The size in decimal units, at most one digit after the comma.
    """
    for unit, size in ((_("Go"), 1_000_000_000), (_("Mo"), 1_000_000), (_("ko"), 1_000)):
        if octets >= size:
            value = octets / size
            return f"{number_fr(round(value, 1) if value < 10 else round(value))}{NBSP}{unit}"
    return count_fr(octets, "octet", "octets")


def count_fr(number: int, singular: str, plural: str = "") -> str:
    """`0 page`, `1 page`, `2 pages`: in French the plural begins at two.

    What readers are told says both forms: so they are found, and translated.

    Args:
        number: how many.
        singular: the noun for none or one.
        plural: the noun from two on; "" adds an s.

    Returns:
        The number and its noun.
    """
    word = ngettext(singular, plural or f"{singular}s", number)
    return f"{number_fr(number)}{NBSP}{word}"


def list_fr(words: Sequence[str]) -> str:
    """`Cluny, Mazille et Massilly`.

    Args:
        words: in their order.

    Returns:
        The words with commas, the last behind "et"; "" when there is none.
    """
    if len(words) < 2:
        return "".join(words)
    return _("{others} et {last}", others=", ".join(words[:-1]), last=words[-1])


# Overseas numbers are national inside their own plan: 0262… is +262 262…
# (Plan national de numérotation, décision Arcep n° 2018-0881.)
_OVERSEAS = {
    "262": ("0262", "0263", "0269", "0692", "0693", "0639"),
    "508": ("0508", "0708"),
    "590": ("0590", "0690", "0691"),
    "594": ("0594", "0694"),
    "596": ("0596", "0696", "0697"),
}


def phone_href(number: str) -> str:
    """The `tel:` URI (RFC 3966) of a number as the model keeps it: `03 85 59 05 34`, `3977`, `+41223456789`.

    >>> phone_href("03 85 59 05 34"), phone_href("0262 90 00 00"), phone_href("3977")
    ('tel:+33385590534', 'tel:+262262900000', 'tel:3977')

    Args:
        number: a number as the model keeps it.

    Returns:
        The URI; short numbers and those of other countries included.
    """
    digits = "".join(number.split())
    if digits.startswith("0") and len(digits) == 10:
        prefix = next((code for code, starts in _OVERSEAS.items() if digits.startswith(starts)), "33")
        return f"tel:+{prefix}{digits[1:]}"
    return f"tel:{digits}"


def file_facts_fr(file: Derived, language: str = "") -> str:
    """What one is about to download.

    Args:
        file: as it is published.
        language: BCP 47, when it is not that of what links to it.

    Returns:
        `PDF, 1,2 Mo`; `PDF, 1,2 Mo, en anglais`.
    """
    facts = f"{file.path.rpartition('.')[2].upper()}, {filesize_fr(file.length)}"
    return f"{facts}, {in_language(language)}" if language else facts

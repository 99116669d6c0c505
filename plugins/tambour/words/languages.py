"""Languages: what a reader is told of one, and what machines call it."""

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from tambour.words.speech import _, speech
from tambour.words.typography import initial_capital


def in_language(code: str) -> str:
    """What is beside the link to a file: `en anglais`.

    Args:
        code: BCP 47.

    Returns:
        The name of the language behind `en`; the code itself when it is not known.
    """
    try:
        name = Locale.parse(code, sep="-").get_display_name(speech().locale)
    except (UnknownLocaleError, ValueError):
        return code
    return _("en {language}", language=name) if name else code


def own_name(code: str) -> str:
    """What speakers of a language call it, to be chosen among others: `English`, `Occitan`.

    Args:
        code: BCP 47.

    Returns:
        Its name, with a capital; the code itself when it is not known.
    """
    try:
        name = Locale.parse(code.partition("-")[0]).get_display_name()
    except (UnknownLocaleError, ValueError):
        return code
    return initial_capital(name) if name else code


def direction(language: str) -> str:
    """In which direction a language is written: `ltr`, or `rtl` for Arabic and Hebrew.

    Args:
        language: BCP 47.

    Returns:
        `ltr` for one that is not known.
    """
    try:
        return str(Locale.parse(language, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def locale_of(language: str) -> str:
    """`fr_FR` of `fr`: a language where most of its speakers live (CLDR, likely subtags); `en_GB` of `en-GB`.

    Args:
        language: BCP 47.

    Returns:
        Language and territory, as Open Graph's `og:locale` writes them.
    """
    tag = language.replace("-", "_")
    likely = get_global("likely_subtags").get(tag)
    if "_" in tag or likely is None:
        return tag
    name, _script, territory = likely.split("_")
    return f"{name}_{territory}"

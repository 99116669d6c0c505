"""Codes of languages (BCP 47, as `lang` has them), and which one a writer means who has typed a name instead."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from tambour.model.problems import invalid
from tambour.model.slugs import fold

LANGUAGE_PATTERN = r"^[a-z]{2,3}(?:-[A-Z]{2})?$"
# Those of France and of whom its communes write to: code → French name, then other names that people type.
_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "fr": ("français", "french"),
        "en": ("anglais", "english"),
        "de": ("allemand", "deutsch", "german"),
        "es": ("espagnol", "español", "castillan"),
        "it": ("italien", "italiano"),
        "pt": ("portugais", "português"),
        "nl": ("néerlandais", "nederlands", "hollandais"),
        "pl": ("polonais", "polski"),
        "ro": ("roumain", "română"),
        "uk": ("ukrainien", "українська"),
        "ru": ("russe", "русский"),
        "ar": ("arabe", "العربية"),
        "tr": ("turc", "türkçe"),
        "zh": ("chinois", "mandarin", "中文"),
        "vi": ("vietnamien",),
        "ja": ("japonais",),
        "lb": ("luxembourgeois",),
        "ca": ("catalan", "català"),
        "eu": ("basque", "euskara"),
        "br": ("breton", "brezhoneg"),
        "co": ("corse", "corsu"),
        "oc": ("occitan", "provençal", "gascon", "languedocien"),
        "gsw": ("alsacien", "alémanique", "elsässisch"),
        "frp": ("francoprovençal", "arpitan", "savoyard"),
        "gcr": ("créole guyanais",),
        "gcf": ("créole guadeloupéen", "créole martiniquais"),
        "rcf": ("créole réunionnais",),
        "swb": ("mahorais", "shimaoré"),
        "ty": ("tahitien",),
    }
)
_OFFERED = ("en", "de", "es", "it", "oc", "br")  # where nothing tells which one is meant
_BY_NAME: Mapping[str, str] = MappingProxyType({fold(name): code for code, names in _NAMES.items() for name in names})


def check_language(text: str) -> str:
    """A code of a language. Raises `langue-illisible`, with the code that is meant."""
    if re.fullmatch(LANGUAGE_PATTERN, text):
        return text
    some = ", ".join(f"{code} ({_NAMES[code][0]})" for code in _OFFERED)
    raise invalid("langue-illisible", value=text, meant=_guess(text) or f"un code de langue : {some}")


def _guess(text: str) -> str:
    """The code that somebody means; "" where nothing tells."""
    return next((code for code in _candidates(text) if re.fullmatch(LANGUAGE_PATTERN, code)), "")


def _candidates(text: str) -> Iterator[str]:
    typed = fold(text)
    yield _BY_NAME.get(typed, "")
    language, _, region = text.strip().replace("_", "-").partition("-")
    if language.lower() in _NAMES:
        yield f"{language.lower()}-{region.upper()}" if len(region) == len("FR") else language.lower()
    yield from (_BY_NAME[name] for name in get_close_matches(typed, _BY_NAME, 1, 0.7))

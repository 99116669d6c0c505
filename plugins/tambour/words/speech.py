"""The language that is spoken: gettext catalogues, whose msgids are the French phrases themselves.

Whatever makes words for readers asks here, and is not told by its caller which language it is to speak: `_("Annulé")`
is said in the language of the `with speaking("en"):` around it. Who opens one knows of whom the words are: a page (its
item's language, where there is a catalogue of it, else the site's), a channel's file (the site's), an entry of a feed
or a calendar (its item's). Everywhere else, the pupitre, commands and messages above all, French is spoken.

- Phrases with values: `_("de {start} à {end}", start=…, end=…)`; in templates, Jinja's `_("… %(name)s", name=…)`.
- What is counted goes through `ngettext`, most often by `numbers.count_fr`, which the extraction knows, too.
- A phrase that stands in a table is marked `N_("Annulé")` there, and said with `_()` when it is asked for.
- Days, months, hours, numbers and amounts are Babel's in every language but French, where `words` knows better.
- Spaces that do not break before `: ; ! ?` are part of the French msgid; a translation has its own typography.

A catalogue is `locale/<language>/LC_MESSAGES/tambour.po`, and nothing else: it is read when its language is first
spoken, which a site in French never does, so no compiled file can be out of step with it. `inv messages` brings all of
them up to the phrases that the code has, and says what is missing.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from tambour.model.site.published import Published
from tambour.model.site.site import Site

P = ParamSpec("P")
T = TypeVar("T")

LOCALE = Path(__file__).parent / "locale"
FRENCH = "fr"
# CLDR has the days and months of Occitan, not its numbers: they are written as in French.
_NUMBERS = {"oc": FRENCH}
_MOST_SPECIFIC = {"en": "en_GB"}  # this side of the Channel


@dataclass(frozen=True)
class Speech:
    """One language as it is spoken.

    code: BCP 47, as an item or the settings have it. locale: as Babel calls it. numbers: the same, for its numbers.
    catalogue: None for French, whose phrases are the msgids.
    """

    code: str = FRENCH
    locale: str = FRENCH
    numbers: str = FRENCH
    catalogue: GNUTranslations | None = None

    @property
    def is_french(self) -> bool:
        """Whether its phrases are the msgids."""
        return self.catalogue is None


_speech: ContextVar[Speech] = ContextVar("speech", default=Speech())  # noqa: B039 — it is frozen


def spoken() -> str:
    """The language that is spoken here and now.

    Returns:
        Its code, BCP 47, as an item or the settings have it.
    """
    return _speech.get().code


def is_spoken(language: str | None) -> bool:
    """Whether a language, or another form of it, is the one that is spoken.

    Args:
        language: BCP 47; None never is.

    Returns:
        True for `en-GB` where `en` is.
    """
    return bool(language) and str(language).partition("-")[0].lower() == spoken().partition("-")[0].lower()


def speech() -> Speech:
    """All of what is spoken here and now.

    Returns:
        The language, as Babel knows it, and its catalogue.
    """
    return _speech.get()


@contextmanager
def speaking(*languages: str | None) -> Iterator[Speech]:
    """Speak a language within the block.

    Args:
        languages: BCP 47; the first that can be spoken is. None is passed over. French when none can.

    Returns:
        What `with` takes, and gives.
    """
    now = speech_of(*languages)
    token = _speech.set(now)
    try:
        yield now
    finally:
        _speech.reset(token)


def speaking_for(site: Site, published: Published | None = None) -> AbstractContextManager[Speech]:
    """Speak, within the block, the language of an item or of a site.

    Args:
        site: the site.
        published: the item of whom the words are; None: they are the site's own.

    Returns:
        What `with` takes. An item in a language that has no catalogue is spoken of in the site's.
    """
    language = site.territory.languages[0]
    return speaking(published.item.language if published else None, language)


def in_its_language(make: Callable[Concatenate[Site, Published, P], T]) -> Callable[Concatenate[Site, Published, P], T]:
    """Have a function that is given a site and an item speak the item's language (`speaking_for`).

    Args:
        make: what is given them first. No generator: what it yields is asked for once nothing is spoken any more.

    Returns:
        The function to call in its place.
    """

    @wraps(make)
    def call(site: Site, published: Published, /, *args: P.args, **named: P.kwargs) -> T:
        with speaking_for(site, published):
            return make(site, published, *args, **named)

    return call


@lru_cache
def speech_of(*languages: str | None) -> Speech:
    """The first of some languages that can be spoken.

    Args:
        languages: BCP 47; None is passed over.

    Returns:
        The speech; French when none of them can be spoken.
    """
    for code in languages:
        primary = (code or "").partition("-")[0].lower()
        if code and primary == FRENCH:
            return Speech(code)
        if code and primary in translated_languages():
            numbers = _NUMBERS.get(primary) or _MOST_SPECIFIC.get(primary, primary)
            return Speech(code, _MOST_SPECIFIC.get(primary, primary), numbers, _catalogue(primary))
    return Speech()


@lru_cache
def translated_languages() -> tuple[str, ...]:
    """The languages that have a catalogue.

    Returns:
        Their codes, French left out.
    """
    return tuple(sorted(file.parts[-3] for file in LOCALE.glob("*/LC_MESSAGES/tambour.po")))


@lru_cache
def _catalogue(language: str) -> GNUTranslations:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 — most sites speak French alone
    from babel.messages.pofile import read_po  # noqa: PLC0415 — the same

    compiled = BytesIO()
    with (LOCALE / language / "LC_MESSAGES" / "tambour.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _(text: str, /, **values: object) -> str:
    """A phrase in the language that is spoken.

    Args:
        text: the French phrase.
        values: of its `{names}`.

    Returns:
        The phrase in that language; in French where it is not translated.
    """
    text = translate(text)
    return text.format_map(values) if values else text


def translate(text: str, /) -> str:
    """A phrase in the language that is spoken, its values still to be filled in.

    Args:
        text: the French phrase.

    Returns:
        The phrase in that language; in French where it is not translated.
    """
    catalogue = _speech.get().catalogue
    return text if catalogue is None or not text else catalogue.gettext(text)


def ngettext(one: str, several: str, number: float, /) -> str:
    """A phrase that depends on a number, in the language that is spoken.

    Args:
        one: French, for none and one.
        several: French, from two on.
        number: how many.

    Returns:
        The form that the number asks for.
    """
    catalogue = _speech.get().catalogue
    if catalogue is None:
        return one if abs(number) < 2 else several
    return catalogue.ngettext(one, several, int(number))


def N_(text: str, /) -> str:
    """Mark a French phrase that is said later.

    Args:
        text: the French phrase.

    Returns:
        The same.
    """
    return text

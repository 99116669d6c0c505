"""What is told before anything is drawn: a sign that a card leaves out (a note), a template that is not there."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from tambour.channels import Commune, Document, Event, FreePlace, Problem, Published, ServiceCalendar, Site, Topic
from tambour.channels.cards.letters import drawable, is_plain, missing, tidy
from tambour.channels.cards.messages import problem
from tambour.channels.cards.settings import PROVIDED, CardsSettings
from tambour.channels.cards.shaped_text import undrawn
from tambour.look.fonts import TITLE
from tambour.model.kinds import REGISTERS

_SETTINGS = PurePosixPath("pelicanconf.py")
_REFERENCES = PurePosixPath("referentiel")


class _Words(NamedTuple):
    """keys: where they may be written, the first that is there. field: its French title."""

    text: str
    field: str
    keys: tuple[str, ...]


def signs_of_item(published: Published, channel: str) -> Iterator[str]:
    """Each sign that the cards of an item leave out, in a French sentence, once for each field that has it."""
    for words in _words(published, channel):
        if _undrawn_signs(words.text):  # hardly ever: most places need not be told
            place = f"{published.origin.path}:{published.origin.line(*words.keys)}"
            yield from _left_out(words.text, f"{place}, {words.field}", channel)


def signs_of_records(site: Site, channel: str) -> Iterator[str]:
    """The same of the cards of communes and topics."""
    records: list[Commune | Topic] = [*site.communes.values(), *site.topics.values()]
    for record in records:
        register = REGISTERS["commune" if isinstance(record, Commune) else "topic"]
        yield from _left_out(f"{record.name} {record.summary or ''}", f"{_REFERENCES / register.file}", channel)


def _left_out(text: str, place: str, channel: str) -> Iterator[str]:
    for sign in _undrawn_signs(text):
        points = " ".join(f"U+{ord(character):04X}" for character in sign)
        yield (
            f"{place} : la carte de partage se passe de « {sign} » ({points}), qu'aucune de ses polices ne sait "
            f"montrer. Pour un titre propre à la carte : « canaux: {{{channel}: {{titre: … }}}} »."
        )


@lru_cache(maxsize=16384)  # titles and summaries stay, whatever else is written
def _undrawn_signs(text: str) -> Sequence[str]:
    clean = tidy(text)
    if is_plain(clean, TITLE):
        return ()  # as most French titles are
    return tuple(dict.fromkeys((*missing(clean), *undrawn(drawable(clean), TITLE))))


def _words(published: Published, channel: str) -> Iterator[_Words]:
    item, override = published.item, published.said_in(channel)
    yield _Words(override.title or item.title, "Titre", (f"canaux.{channel}.titre", "titre"))
    yield _Words(override.text or item.summary or "", "Résumé", (f"canaux.{channel}.texte", "resume"))
    if isinstance(item, Event):
        free = [one.place for one in published.occurrences if isinstance(one.place, FreePlace)]
        for place in dict.fromkeys(f"{place.name} {place.city or ''}" for place in free):
            yield _Words(place, "Lieu", ("lieu", "creneaux"))
    if isinstance(item, Document):
        yield _Words(item.category, "Catégorie", ("categorie",))
    if isinstance(item, ServiceCalendar):
        yield _Words(item.sector or "", "Secteur", ("secteur",))


def unknown_templates(
    site: Site, channel: str, settings: CardsSettings, known: Callable[[str], bool]
) -> Iterator[Problem]:
    """Each template that settings or a writer name and that is not there."""
    context = {"channel": channel, "known": ", ".join(PROVIDED)}
    for name in sorted(set(settings.templates.values())):
        if not known(name):
            yield problem("cards-modele-inconnu", _SETTINGS, 0, "Modèles", value=name, typed=name, **context)
    for published in site.items:
        name = published.said_in(channel).template or ""
        if name and not known(name):
            line = published.origin.line(f"canaux.{channel}.modele")
            place = published.origin.path, line, "Modèle"
            yield problem("cards-modele-inconnu", *place, value=name, typed=name, **context)

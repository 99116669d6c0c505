"""What stops a build: a sign that no face has, a template that is not there. Told before anything is drawn."""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from tambour.channels import Commune, Document, Event, FreePlace, Problem, Published, ServiceCalendar, Site, Topic
from tambour.channels.cards.letters import missing, tidy
from tambour.channels.cards.messages import problem
from tambour.channels.cards.settings import PROVIDED, CardsSettings
from tambour.model.kinds import REGISTERS

_SETTINGS = PurePosixPath("pelicanconf.py")
_REFERENCES = PurePosixPath("referentiel")


class _Words(NamedTuple):
    """keys: where they may be written, the first that is there. field: its French title."""

    text: str
    field: str
    keys: tuple[str, ...]


def unknown_signs(site: Site, channel: str) -> Iterator[Problem]:
    """Each sign that a card would have to leave out, once for each field that has it."""
    for published in site.items:
        if not published.left_out_of(channel):
            for words in _words(published, channel):
                place = published.origin.path, published.origin.line(*words.keys)
                yield from _missing(words.text, channel, *place, words.field)
    records: list[Commune | Topic] = [*site.communes.values(), *site.topics.values()]
    for record in records:
        register = REGISTERS["commune" if isinstance(record, Commune) else "topic"]
        place = _REFERENCES / register.file, 0
        yield from _missing(f"{record.name} {record.summary or ''}", channel, *place, "Nom")


def _missing(text: str, channel: str, path: PurePosixPath, line: int, field: str) -> Iterator[Problem]:
    for sign in missing(tidy(text)):
        points = " ".join(f"U+{ord(character):04X}" for character in sign)
        yield problem("cards-signe-absent", path, line, field, sign=sign, points=points, channel=channel)


def _words(published: Published, channel: str) -> Iterator[_Words]:
    item, own = published.item, published.said_in(channel)
    yield _Words(own.title or item.title, "Titre", (f"canaux.{channel}.titre", "titre"))
    yield _Words(own.text or item.summary or "", "Résumé", (f"canaux.{channel}.texte", "resume"))
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

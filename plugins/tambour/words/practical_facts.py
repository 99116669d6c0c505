"""What one must know before coming to an event, beside when and where: one list, which every channel shows.

A new field of an event is one line in the model and one line in `_facts` below. Place and state are not here: each date
has its own, and they are said beside it (`tambour.words.places`, `tambour.words.states`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.events.practical_fact import PracticalFact
from tambour.model.place import FreePlace, Place
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.words.numbers import count_fr, list_fr
from tambour.words.prices import fares_fr, price_fr, price_in_short
from tambour.words.speech import _
from tambour.words.typography import initial_small

_BOOKING, _ORGANISER, _PROGRAM = "billetterie", "organisateur", "au_programme_de"
_BETWEEN_BRIEFS = " · "


def practical(
    event: Event, place: Place | FreePlace | None, common: Occurrence | None = None, whole: Published | None = None
) -> tuple[PracticalFact, ...]:
    """What one must know before coming, the most important first.

    Of what is cancelled, only whom to ask is left; nothing is to be booked where no seat is left or no date is known.

    Args:
        event: the event.
        place: where it takes place: its equipment counts, too. None: nowhere of ours, or in several places.
        common: the date that it is said of, or any of several that share one state; None when these differ.
        whole: the event of which it is a part, if any.

    Returns:
        The facts that are known; channels with little room show their `brief` (`briefly`).
    """
    colon = _("\u00a0: ")
    facts = (replace(fact, colon=colon) for fact in (*_part_of(whole), *_facts(event, place)) if fact.text)
    if common is None:
        return tuple(facts)
    if common.status is EventStatus.CANCELLED:
        return tuple(fact for fact in facts if fact.key in (_PROGRAM, _ORGANISER))
    bookable = common.status is not EventStatus.FULL and not common.awaits_date
    return tuple(fact for fact in facts if bookable or fact.key != _BOOKING)


def practical_of(site: Site, published: Published, dates: Sequence[Occurrence]) -> tuple[PracticalFact, ...]:
    """The same of several dates together: of their place and their state, as far as they share them.

    Args:
        site: the site, which knows the places.
        published: an event; anything else has nothing practical to say.
        dates: those that are told, at least one for an event.

    Returns:
        The facts that are known; nothing for what is not an event.
    """
    event = published.item
    if not isinstance(event, Event):
        return ()
    first, *others = dates
    shared = all((one.status, one.awaits_date) == (first.status, first.awaits_date) for one in others)
    together = all(one.place == first.place for one in others)
    return practical(
        event, site.place_of(first) if together else None, first if shared else None, whole_of(site, event)
    )


def whole_of(site: Site, event: Event) -> Published | None:
    """The event at whose programme another is.

    Args:
        site: the site.
        event: the one that may be a part.

    Returns:
        The whole, if it is published and in the listings.
    """
    whole = site.get(event.part_of) if event.part_of else None
    return whole if whole is not None and not whole.expired else None


def briefly(facts: Iterable[PracticalFact]) -> str:
    """What is brief enough for a card, a panel or a text message: `Gratuit · 120 places`; "" when nothing is.

    Args:
        facts: as `practical` gives them.

    Returns:
        Their brief words in one line.
    """
    return _BETWEEN_BRIEFS.join(fact.brief for fact in facts if fact.brief)


def _facts(event: Event, place: Place | FreePlace | None) -> Iterator[PracticalFact]:
    """Every fact there can be, in order; without a text, it is not known."""
    price, short, fares = price_fr(event.price), price_in_short(event.price), fares_fr(event.price)
    yield PracticalFact("prix", _("Prix"), price, brief=short, speaks=True, rows=fares, icon="euro")
    yield PracticalFact("jauge", _("Jauge"), places := _seats(event.capacity), brief=places, icon="users")
    yield PracticalFact(
        _BOOKING, _("Réservation"), _if(_("Réserver une place"), event.tickets), event.tickets or "", icon="ticket"
    )
    yield PracticalFact(
        "en_ligne", _("En ligne"), _if(_("Suivre à distance"), event.online), event.online or "", icon="video"
    )
    yield _access(event, place)
    yield PracticalFact(_ORGANISER, _("Organisation"), event.organiser or "", icon="users")


def _part_of(whole: Published | None) -> Iterator[PracticalFact]:
    if whole is not None:
        yield PracticalFact(
            _PROGRAM, _("Au programme de"), whole.item.title, whole.url, named=True, icon="calendar-clock"
        )


def _access(event: Event, place: Place | FreePlace | None) -> PracticalFact:
    """What makes it usable by disabled people: the place's equipment, then what is provided that day."""
    equipment = place.access if isinstance(place, Place) else ()
    labels = tuple(dict.fromkeys(_(one.label) for one in (*equipment, *event.access)))
    note = event.access_note or ""
    text = list_fr([initial_small(label) for label in labels])
    return PracticalFact(
        "acces",
        _("Accessibilité"),
        text or note,
        rows=tuple((label, "") for label in labels),
        note=note if text else "",
        icon="accessibility",
    )


def _seats(number: int | None) -> str:
    return "" if number is None else count_fr(number, "place", "places")


def _if(words: str, value: object) -> str:
    return words if value else ""

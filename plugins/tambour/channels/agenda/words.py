"""What a calendar says of one date of an event, in words: its title, its text."""

from collections.abc import Hashable

from tambour.channels import Event, FreePlace, Occurrence, Place, Published
from tambour.model.events.price import Price
from tambour.words.numbers import euros_fr, list_fr
from tambour.words.states import state, titled
from tambour.words.typography import NBSP

_CUT = "…"


def alike(occurrence: Occurrence) -> Hashable:
    """All that the words depend on, of one date: two dates of an event of which it is equal are told alike."""
    return occurrence.status, occurrence.previous_start, occurrence.place, occurrence.note


def summary(published: Published, occurrence: Occurrence, channel: str) -> str:
    """The title, behind the state: programs hide an event whose STATUS is CANCELLED, or strike it through."""
    return titled(published.said_in(channel).title or published.item.title, occurrence.status)


def description(
    published: Published, occurrence: Occurrence, place: Place | FreePlace | None, channel: str, text_max: int
) -> str:
    """What has become of this date, the event's text, what one has to know before coming, and where to read more."""
    event = published.item
    assert isinstance(event, Event)
    text = "\n\n".join(filter(None, (event.summary, published.plain)))
    own = published.said_in(channel).text or shortened(text, text_max)
    news = "\n".join(filter(None, (_what_became(occurrence), occurrence.note)))
    return "\n\n".join(filter(None, (news, own, _practical(event, place), published.url)))


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, in whole words; an ellipsis tells that there is more.

    >>> shortened("Le marché ouvre samedi.", 20)
    'Le marché ouvre\\xa0…'
    """
    if len(text) <= limit:
        return text
    room = limit - len(NBSP + _CUT)
    words = text[: room + 1].rsplit(maxsplit=1)[0].rstrip(",;:.") if room > 0 else ""
    return words and f"{words}{NBSP}{_CUT}"


def _what_became(occurrence: Occurrence) -> str:
    if occurrence.awaits_date:
        return "Reporté à une date qui n’est pas encore connue."
    told = state(occurrence)
    return told and f"{told}."


def _practical(event: Event, place: Place | FreePlace | None) -> str:
    equipment = place.access if isinstance(place, Place) else ()
    access = dict.fromkeys(one.label for one in (*equipment, *event.access))
    facts = (
        ("En ligne", event.online),
        ("Prix", _price(event.price)),
        ("Réservation", event.tickets),
        ("Accessibilité", list_fr([label[:1].lower() + label[1:] for label in access])),
        ("Organisation", event.organiser),
    )
    return "\n".join(f"{name}{NBSP}: {told}" for name, told in facts if told)


def _price(price: str | tuple[Price, ...] | None) -> str:
    if not isinstance(price, tuple):
        return price or ""
    fares = ((fare.label, euros_fr(fare.amount).lower()) for fare in price)
    return ", ".join(" ".join(filter(None, fare)) for fare in fares)

"""Event: each date of an event is one, under the same name; search engines read no other form of repetition."""

from datetime import date, datetime
from typing import Any

from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.fields import SchemaOrg
from tambour.model.place import FreePlace
from tambour.model.site.published import Published
from tambour.website.head.address import country_address, geo, postal_address, town_address
from tambour.website.head.common_nodes import Shared, image
from tambour.website.head.facts import PageFacts
from tambour.website.head.identity import date_id
from tambour.website.head.schema_org import Node, Once, node, term
from tambour.words.numbers import list_fr
from tambour.words.practical_facts import whole_of

MOST_PARTS = 50  # of a programme
MOST_DATES = 20  # of a weekly market, the next five months; pages stay light


def events(item: Event, facts: PageFacts, shared: Shared) -> list[Node]:
    """The dates to come, soonest first; the last one of an event that is over.

    No EventSeries above them: it has no date of its own, and would be read as an Event that lacks one.
    """
    published, dates = facts.page.published, facts.page.dates
    assert published is not None and dates is not None, "an event's page has its item and dates"
    occurrences = dates.ahead[:MOST_DATES] or (dates.shown,)
    once = Once()
    nodes = [_event(item, published, occurrence, facts, shared, once) for occurrence in occurrences]
    parts = shared.site.program_of(published)[:MOST_PARTS]
    whole = whole_of(shared.site, item)
    related = {
        "subEvent": [_mention(part, one, shared, once) for one, part in parts],
        "superEvent": _mention(whole, _around(whole, occurrences[0]), shared, once) if whole is not None else None,
    }
    # Its programme is that of the event, said with its first date alone.
    return [nodes[0] | {name: value for name, value in related.items() if value}, *nodes[1:]]


def _mention(published: Published, occurrence: Occurrence, shared: Shared, once: Once) -> Node:
    """Another event, as far as it takes to know which: its own page says the rest."""
    item = published.item
    assert isinstance(item, Event)
    return node(
        "Event",
        date_id(shared.territory, published, occurrence),
        name=item.title,
        description=item.summary or item.title,
        url=published.url,
        startDate=occurrence.start,
        endDate=occurrence.end,
        eventStatus=term(_status(occurrence)),
        eventAttendanceMode=term(_attendance(item, occurrence)),
        location=once(_locations(item, published, occurrence, shared)[0]),
        organizer=once(node("Organization", name=item.organiser) if item.organiser else shared.publisher),
    )


def _around(whole: Published, occurrence: Occurrence) -> Occurrence:
    """The date of the whole in which a date of its part falls; else the first."""
    dates = whole.occurrences
    return next((one for one in dates if one.begins <= occurrence.begins < one.over), dates[0])


def _event(
    item: Event, published: Published, occurrence: Occurrence, facts: PageFacts, shared: Shared, once: Once
) -> Node:
    places = once.each(_locations(item, published, occurrence, shared))
    return node(
        "Event",
        date_id(shared.territory, published, occurrence),
        name=facts.heading,
        description=facts.description,
        disambiguatingDescription=occurrence.note,
        url=published.url,
        startDate=occurrence.start,
        endDate=occurrence.end,
        eventStatus=term(_status(occurrence)),
        previousStartDate=_previous(occurrence),
        eventAttendanceMode=term(_attendance(item, occurrence)),
        location=places[0] if len(places) == 1 else places,
        offers=offers(item, occurrence, published.url, shared.site.now),
        isAccessibleForFree=item.is_free,
        image=once.each(image(picture) for picture in facts.pictures),
        organizer=once(node("Organization", name=item.organiser) if item.organiser else shared.publisher),
        keywords=facts.topics,
        inLanguage=facts.page.language,
        **_schema_fields(item),
    )


def _schema_fields(item: Event) -> dict[str, object]:
    """The fields that their declaration calls a property of schema.org: a new one is declared in the model alone."""
    return {
        marker.property: getattr(item, name)
        for name, field in type(item).model_fields.items()
        for marker in field.metadata
        if isinstance(marker, SchemaOrg)
    }


def _status(occurrence: Occurrence) -> str:
    """A date without a seat left takes place; one that only changes place keeps its hour: both are scheduled."""
    if occurrence.is_cancelled:
        return "EventCancelled"
    if occurrence.awaits_date:
        return "EventPostponed"
    return "EventRescheduled" if _previous(occurrence) else "EventScheduled"


def _previous(occurrence: Occurrence) -> date | datetime | None:
    """Where it was, as long as the writer calls it moved; `confirme` says that there is nothing to know."""
    return None if occurrence.status is EventStatus.CONFIRMED else occurrence.previous_start


def _attendance(item: Event, occurrence: Occurrence) -> str:
    if item.online is None:
        return "OfflineEventAttendanceMode"
    return "MixedEventAttendanceMode" if occurrence.place else "OnlineEventAttendanceMode"


def _locations(item: Event, published: Published, occurrence: Occurrence, shared: Shared) -> list[Node]:
    """Where to go and where to follow it; somewhere in its communes when neither is said: a location is required."""
    locations = []
    if isinstance(occurrence.place, FreePlace):
        locations.append(_free_place(occurrence.place, published, shared))
    elif occurrence.place and (record := shared.site.get(occurrence.place)) is not None:
        locations.append(shared.place(record))
    if item.online:
        locations.append(node("VirtualLocation", url=item.online))
    return locations or [_somewhere(published, shared)]


def _free_place(place: FreePlace, published: Published, shared: Shared) -> Node:
    communes = shared.site.communes
    if not place.city and not place.commune and len(published.communes) == 1:
        place = place.model_copy(update={"commune": published.communes[0]})
    return node("Place", name=place.name, address=postal_address(place, communes), geo=geo(place.geo))


def _somewhere(published: Published, shared: Shared) -> Node:
    communes = [shared.site.communes[commune] for commune in published.communes]
    return node(
        "Place",
        name=list_fr([commune.name for commune in communes]) or shared.territory.label,
        address=town_address(communes[0]) if len(communes) == 1 else country_address(),
    )


CURRENCY = "EUR"


def offers(event: Event, occurrence: Occurrence, url: str, now: datetime) -> list[Node]:
    """One for each fare; one without an amount where the price is said in words, or only booking or seats are known."""
    common: dict[str, Any] = {"url": event.tickets or url, "availability": _availability(occurrence, now)}
    if isinstance(event.price, tuple) and event.price:
        return [
            node("Offer", name=fare.label, price=fare.amount, priceCurrency=CURRENCY, **common) for fare in event.price
        ]
    if event.price or event.tickets or occurrence.status is EventStatus.FULL:
        return [node("Offer", description=event.price or None, **common)]
    return []


def _availability(occurrence: Occurrence, now: datetime) -> str | None:
    if occurrence.status is EventStatus.FULL:
        return term("SoldOut")
    if not occurrence.holds or occurrence.over <= now:
        return None
    return term("InStock")

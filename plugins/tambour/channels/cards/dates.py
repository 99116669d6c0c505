"""When and where, in the few words that a card has room for."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType

from babel.dates import format_date

from tambour.channels import Event, EventStatus, Occurrence, Place, Published, Site
from tambour.channels.cards.scene import Fact, Tile
from tambour.model.events.next_date import EventDates
from tambour.words.dates import date_fr, days_fr, hour_fr, hours_of, when
from tambour.words.numbers import count_fr, list_fr
from tambour.words.places import place_in_short

_TO_BE_SAID = "Nouvelle date à venir"
_ONLINE = "En ligne"
_UNTIL = "jusqu’au"
_MONTHS: Mapping[int, str] = MappingProxyType({4: "avril"})  # Babel cuts it to "avr.", which saves one letter


def facts_of(site: Site, event: Event, dates: EventDates) -> Iterator[Fact]:
    """Day, hour and place of the date that stands for the event."""
    shown = dates.shown
    struck = does_not_hold(shown)
    yield Fact(_days(shown, len(dates.ahead) - 1), strong=True, struck=struck)
    if shown.awaits_date:
        yield Fact((_TO_BE_SAID,), strong=True)
    elif hours := _hours(shown):
        yield Fact(hours, strong=True, struck=struck)
    if place := _place(site, shown) or (_ONLINE if event.online else ""):
        yield Fact((place,))


def does_not_hold(shown: Occurrence) -> bool:
    """Nobody should come then."""
    return shown.status is EventStatus.CANCELLED or shown.awaits_date


def tile_of(shown: Occurrence, now: datetime) -> Tile:
    """Its first day; its last, when it has begun and lasts."""
    lasts = shown.end is not None and shown.begins.date() < now.date() and shown.over > now
    day = shown.end if lasts and shown.end is not None else shown.start
    kicker = _UNTIL if lasts else str(format_date(day, "EEE", locale="fr"))
    month = _MONTHS.get(day.month) or str(format_date(day, "MMM", locale="fr"))
    return Tile(kicker, "1er" if day.day == 1 else str(day.day), month)


def _days(shown: Occurrence, others: int) -> tuple[str, ...]:
    first, last = _day(shown.start), _day(shown.end or shown.start)
    if first == last or (not shown.all_day and not _lasts_for_days(shown)):
        said = [_capital(date_fr(first, weekday=True, year=year)) for year in (True, False)]
    else:
        said = [_capital(days_fr(first, last, year=year)) for year in (True, False)]
    if others < 1:
        return tuple(said)
    more = count_fr(others, "autre date", "autres dates")
    return (*(f"{one}, et {more}" for one in said), *said)


def _hours(shown: Occurrence) -> tuple[str, ...]:
    if not _lasts_for_days(shown):
        return (_capital(hours_of(shown)),)
    if shown.all_day or not isinstance(shown.start, datetime) or not isinstance(shown.end, datetime):
        return ()
    first, last = (f"{hour_fr(one)} le {format_date(one, 'EEEE', locale='fr')}" for one in (shown.start, shown.end))
    return (f"De {first} à {last}", f"Dès {hour_fr(shown.start)}")


def _lasts_for_days(shown: Occurrence) -> bool:
    """More than a day, or an evening that ends in the night."""
    return hours_of(shown) == when(shown, year=False)


def _place(site: Site, shown: Occurrence) -> str:
    if isinstance(shown.place, str):
        place = site.get(shown.place)
        return place_in_short(place.item) if place is not None and isinstance(place.item, Place) else ""
    return place_in_short(shown.place) if shown.place is not None else ""


def communes_in_short(site: Site, published: Published) -> tuple[str, ...]:
    """Whom it concerns, when it is not everybody: by name, else by number."""
    names = [site.communes[commune].name for commune in published.communes if commune in site.communes]
    if not names:
        return ()
    counted = count_fr(len(names), "commune concernée", "communes concernées")
    return (list_fr(names), counted) if len(names) > 1 else (names[0],)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""What a post says of an event or an alert beside its title and text: state, dates, place, price, end; in words."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from tambour.channels import Alert, Event, EventStatus, Level, Occurrence, Published, Site
from tambour.model.events.price import Price
from tambour.words.dates import between, date_fr, hour_fr, until, when
from tambour.words.numbers import count_fr, euros_fr, list_fr
from tambour.words.places import place_in_short
from tambour.words.states import LEVEL, STATUS
from tambour.words.typography import NBSP

_INFO = "INFO"  # as people write it at the head of a post; the other levels have no short form
_LIFTED = "FIN DE L’ALERTE"
OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED, EventStatus.MOVED)  # what the writer explains in the text
_BOOKABLE = (None, EventStatus.CONFIRMED, EventStatus.MOVED)  # None: some of the dates are
_ALL_FARES = 3  # more are told as a range


def state_of(occurrences: Sequence[Occurrence]) -> EventStatus | None:
    """What holds for all the dates; None when they differ."""
    states = {occurrence.status for occurrence in occurrences}
    return states.pop() if len(states) == 1 else None


def event_title(title: str, ahead: Sequence[Occurrence], now: datetime) -> str:
    """`ANNULÉ : …`, `COMPLET : …`, `REPORTÉ au samedi 5 décembre : …`; the bare title of what simply takes place."""
    status = state_of(ahead)
    if status in (None, EventStatus.CONFIRMED):
        return title
    word = STATUS[status].upper()
    if status is EventStatus.POSTPONED and len(ahead) == 1 and not ahead[0].awaits_date:
        word += f" au {date_fr(ahead[0].start, weekday=True, year=_says_year(ahead[0], now))}"
    return _led_by(word, title)


def alert_title(title: str, alert: Alert, *, lifted: bool) -> str:
    """`URGENCE : …`, `FIN DE L’ALERTE : …`."""
    return _led_by(_LIFTED if lifted else _INFO if alert.level is Level.INFO else LEVEL[alert.level].upper(), title)


def _led_by(word: str, title: str) -> str:
    """`ANNULÉ : Marché de Noël`; a dash before a title that has a colon of its own, as every second one has."""
    return f"{word} – {title}" if ":" in title else f"{word}{NBSP}: {title}"


def alert_end(site: Site, published: Published, alert: Alert, *, full: bool) -> Iterator[str]:
    """Until when; from when, too, if it has not begun. full: where, when several communes are concerned."""
    names = [site.communes[commune].name for commune in published.communes if commune in site.communes]
    if full and len(names) > 1:
        yield f"Communes concernées{NBSP}: {list_fr(names)}."
    year = alert.end.year != site.now.year
    if alert.start is not None and alert.start > site.now:
        yield f"{_capital(between(alert.start, alert.end, year=year))}."
    else:
        yield f"Valable {until(alert.end, year=year)}."


def event_dates(site: Site, event: Event, ahead: Sequence[Occurrence], *, most: int, full: bool) -> Iterator[str]:
    """Dates, one a line, each with its place unless they share it. most: dates to list. full: when it was before."""
    shown = ahead[: _shown(ahead, most)]
    places = [_place(site, occurrence, event) for occurrence in shown]
    together = len(set(places)) == 1
    for occurrence, place in zip(shown, places, strict=True):
        line = _date(occurrence, state_of(ahead), site.now, full=full)
        yield line if together or not place else f"{line}, {place}"
    if together and places[0]:
        yield places[0]
    if len(shown) < len(ahead):
        yield f"Et {count_fr(len(ahead) - len(shown), 'autre date', 'autres dates')}"


def event_price(event: Event, ahead: Sequence[Occurrence], *, full: bool) -> Iterator[str]:
    """What it costs, and where to book. full: each fare."""
    if event.price and state_of(ahead) is not EventStatus.CANCELLED:
        yield event.price if isinstance(event.price, str) else _fares(event.price, full=full)
    if full and event.tickets and state_of(ahead) in _BOOKABLE:
        yield f"Réservations{NBSP}: {event.tickets}"


def _shown(ahead: Sequence[Occurrence], most: int) -> int:
    """How many dates to list: one less when there are too many, unless it is the first that people can come to."""
    if len(ahead) <= most:
        return len(ahead)
    open_to_all = (index for index, occurrence in enumerate(ahead, start=1) if occurrence.status in _BOOKABLE)
    return min(most, max(most - 1, next(open_to_all, 1)))


def _date(occurrence: Occurrence, common: EventStatus | None, now: datetime, *, full: bool) -> str:
    """One date in words, with what has become of it."""
    words = when(occurrence, year=_says_year(occurrence, now))
    if occurrence.begins <= now and occurrence.all_day and isinstance(occurrence.end, type(occurrence.start)):
        words = until(occurrence.over, year=_says_year(occurrence, now))
    if common is EventStatus.CANCELLED:
        return f"Date prévue{NBSP}: {words}"
    if occurrence.awaits_date:
        words += ", nouvelle date à venir"
    elif full or common is EventStatus.MOVED:
        words += _before(occurrence, now)
    if common is None and (word := STATUS[occurrence.status]):
        return f"{word.upper()}{NBSP}: {words}"
    return f"Prévu d’abord {words}" if occurrence.awaits_date else _capital(words)


def _before(occurrence: Occurrence, now: datetime) -> str:
    """Where it was announced for at first, when it has moved in time."""
    before, start = occurrence.previous_start, occurrence.start
    if before is None:
        return ""
    if isinstance(before, datetime) and isinstance(start, datetime) and before.date() == start.date():
        return f" (et non à {hour_fr(before)})"
    return f" (prévu d’abord {between(before, None, year=before.year != now.year)})"


def _says_year(occurrence: Occurrence, now: datetime) -> bool:
    return (occurrence.over.year if occurrence.begins <= now else occurrence.begins.year) != now.year


def _place(site: Site, occurrence: Occurrence, event: Event) -> str:
    if (place := site.place_of(occurrence)) is not None:
        return place_in_short(place)
    return "En ligne" if event.online else ""


def _fares(fares: Sequence[Price], *, full: bool) -> str:
    """`Gratuit`, `Adultes : 5 € ; enfants : gratuit`, `Gratuit ou 5 €`, `De 7 € à 14 €`."""
    amounts = {fare.amount for fare in fares}
    least, most = min(amounts), max(amounts)
    if most == 0:
        return euros_fr(most)
    if full and len(fares) <= _ALL_FARES:
        told = (f"{_small(fare.label or 'tarif')}{NBSP}: {_small(euros_fr(fare.amount))}" for fare in fares)
        return _capital(f"{NBSP}; ".join(told))
    if least == most:
        return f"Tarif{NBSP}: {euros_fr(most)}"
    if least == 0:
        return f"{'Gratuit ou' if len(amounts) == 2 else 'Jusqu’à'} {euros_fr(most)}"
    return f"De {euros_fr(least)} à {euros_fr(most)}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _small(words: str) -> str:
    """Lower-case at the beginning, unless it is an acronym."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]

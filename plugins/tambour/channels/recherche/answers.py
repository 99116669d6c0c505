"""What is answered before anything is looked for: open or not, the next collection, whether a date holds, a number.

Data, for the coming weeks; a page works the answer out of it at its reader's own time. Moments are minutes since 1970,
days are days since 1970: numbers that every browser compares in the same way, whatever its clock's zone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tambour.channels import Event, Place, Published, ServiceCalendar, Site
from tambour.model.kinds import REGISTERS
from tambour.model.services.days import ServiceDay, planned_or_held
from tambour.model.site.services_now import actual_hours
from tambour.model.time.holidays import holidays_around
from tambour.model.time.moments import as_instant
from tambour.model.time.opening_hours import OpenDay, OpeningHours, hours_on
from tambour.words.dates import when
from tambour.words.places import where_in_short
from tambour.words.services import holiday_fr
from tambour.words.speech import _
from tambour.words.states import state, when_or_planned

from .everyday_words import Lexicon, stems

_EPOCH = date(1970, 1, 1)
_DAY = timedelta(days=1)
_MOST_DATES = 6  # of one event: whoever asks for a later one reads its page


def answers(site: Site, channel: str, lexicon: Lexicon, days: int) -> bytes:
    """The data, as JSON. days: how far ahead it looks."""
    first = site.now.date() - _DAY  # a night that began yesterday
    last = first + (days + 1) * _DAY
    holidays = holidays_around(first, last, site.territory.holidays)
    public = [one for one in site.originals if not one.expired and not one.left_out_of(channel)]
    document = {
        "zone": site.territory.timezone,
        "fin": _day(last),
        "feries": {str(_day(day)): holiday_fr(name) for day, name in holidays.items() if first <= day <= last},
        "communes": {commune.id: commune.name for commune in site.communes.values()},
        "lieux": [_place(site, one, lexicon, first, last, holidays) for one in public if isinstance(one.item, Place)],
        "collectes": [one for calendar in public for one in _rounds(site, calendar, lexicon, first, last, holidays)],
        "dates": [one for event in public for one in _event(site, event, lexicon, last)],
        "contacts": list(_contacts(site, lexicon)),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _place(
    site: Site, published: Published, lexicon: Lexicon, first: date, last: date, holidays: Mapping[date, str]
) -> dict[str, Any]:
    place = published.item
    assert isinstance(place, Place)
    said = _base(published.path, place.title, lexicon, [place.title])
    phone = place.phone or next(
        (site.contacts[one].phone for one in place.contacts if one in site.contacts and site.contacts[one].phone), None
    )
    said |= {"tel": phone} if phone else {}
    hours = actual_hours(site, published)
    if hours is None:
        return said
    held = [hours_on(hours, first + number * _DAY, holidays) for number in range((last - first).days + 1)]
    reasons = {str(_day(one.day)): one.reason for one in held if one.reason}
    notes = {str(_day(one.day)): note for one in held if (note := _notes(one))}
    return said | {"ouvert": intervals(hours, site, first, last), "motifs": reasons, "notes": notes}


def intervals(hours: OpeningHours, site: Site, first: date, last: date) -> list[tuple[int, int]]:
    """When it is open, from the first day to the last: minutes since 1970, those that touch made one."""
    holidays = holidays_around(first, last, site.territory.holidays)
    found: list[tuple[int, int]] = []
    for number in range((last - first).days + 1):
        day = first + number * _DAY
        for opening in hours_on(hours, day, holidays).ranges:
            opens, closes = (_minute(site, day, minutes) for minutes in opening.minutes())
            if found and found[-1][1] >= opens:
                opens, closes = found.pop()[0], max(closes, opens)
            found.append((opens, closes))
    return found


def _notes(day: OpenDay) -> str:
    return ", ".join(dict.fromkeys(opening.note for opening in day.ranges if opening.note))


def _rounds(
    site: Site, published: Published, lexicon: Lexicon, first: date, last: date, holidays: Mapping[date, str]
) -> Iterator[dict[str, Any]]:
    """Each thing that a calendar says comes by, by its label: a rule of this year and next year's are one thing."""
    calendar = published.item
    if not isinstance(calendar, ServiceCalendar):
        return
    for label in dict.fromkeys(collection.label for collection in calendar.collections):
        same = tuple(collection for collection in calendar.collections if collection.label == label)
        by_communes: dict[tuple[str, ...], list[Any]] = {}
        for collection in same:
            where = collection.communes or published.communes or tuple(site.communes)
            by_communes.setdefault(where, []).append(collection)
        for communes, some in by_communes.items():
            alone = calendar.model_copy(update={"collections": tuple(some)})
            ahead = planned_or_held(alone, first, last, holidays)
            yield _base(published.path, label, lexicon, [label, calendar.title]) | {
                "service": calendar.title,
                "secteur": calendar.sector or "",
                "communes": communes,
                "consigne": next((one.instruction for one in some if one.instruction), ""),
                "jours": [_round(day) for day in ahead],
            }


def _round(day: ServiceDay) -> list[Any]:
    """The day, and its hours; of one that is not as usual, the day of the rule, whether it is dropped, and why."""
    told = [_day(day.day), [list(opening.minutes()) for opening in day.hours]]
    is_usual = not day.cancelled and not day.moved and not day.note
    return told if is_usual else [*told, _day(day.planned), int(day.cancelled), day.note]


def _event(site: Site, published: Published, lexicon: Lexicon, last: date) -> Iterator[dict[str, Any]]:
    event = published.item
    if not isinstance(event, Event):
        return
    zone = site.territory.zone
    ahead = [one for one in published.upcoming(site.now) if as_instant(one.start, zone).date() <= last][:_MOST_DATES]
    if not ahead:
        return
    yield _base(published.path, event.title, lexicon, [event.title]) | {
        "dates": [
            {
                "fin": int(one.over.timestamp()) // 60,
                "quand": when_or_planned(one) if one.awaits_date else when(one),
                "ou": where_in_short(site, published, one),
                "etat": state(one),
            }
            for one in ahead
        ]
    }


def _contacts(site: Site, lexicon: Lexicon) -> Iterator[dict[str, Any]]:
    for contact in site.contacts.values():
        if contact.phone:
            yield _base("", contact.name, lexicon, [contact.name, contact.role or ""]) | {"tel": contact.phone}
    for commune in site.communes.values():
        if commune.phone:
            name = _("{commune}\u00a0: mairie", commune=commune.name)
            path = REGISTERS["commune"].path(commune.id)
            yield _base(path, name, lexicon, [_("maire"), _("mairie")]) | {"tel": commune.phone}


def _base(path: str, name: str, lexicon: Lexicon, texts: Iterable[str]) -> dict[str, Any]:
    """What every answer has: a name, an address, and the words by which it is meant, those of its name apart."""
    own = stems(name)
    other = [word for text in texts for word in stems(text)]
    other += (word for everyday in lexicon.said_for([name]) for word in stems(everyday))
    extra = dict.fromkeys(word for word in other if word not in own)
    return {"nom": name, "adresse": path, "mots": " ".join(own), "aussi": " ".join(extra)}


def _minute(site: Site, day: date, minutes: int) -> int:
    """An hour of a day, as its clocks show it; one that a change of clock skips is the one that follows."""
    wall = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes)
    return int(wall.replace(tzinfo=site.territory.zone).astimezone(UTC).timestamp()) // 60


def _day(day: date) -> int:
    return (day - _EPOCH).days

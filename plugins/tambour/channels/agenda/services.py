"""Collections and the like as entries of calendars: what comes by, day by day, moved by holidays and exceptions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from tambour.channels import EventStatus, Published, ServiceCalendar, Site
from tambour.model.services.collection import Collection
from tambour.model.services.days import ServiceDay, days
from tambour.model.time.moments import as_instant, end_of_day
from tambour.model.time.time_ranges import TimeRange
from tambour.words.services import fate_fr, holiday_fr
from tambour.words.speech import _
from tambour.words.states import title_with_state

from .calendar_entry import CalendarEntry, EntryPart, about, vevent
from .lines import text, utc
from .times import times

# DTSTAMP is required. A calendar that is never dated has none to give, and LAST-MODIFIED is left out of all of them:
# a writer who moves a day dates nothing, and a program that trusted an old date would not read of the move.
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Span:
    """The days told, both included, and the public holidays that may move them."""

    first: date
    last: date
    holidays: Mapping[date, str]


def service_entries(
    site: Site, published: Published, span: Span, channel: str
) -> Mapping[str, tuple[CalendarEntry, ...]]:
    """A service calendar's, in order, by the id of each of its collections."""
    calendar = published.item
    assert isinstance(calendar, ServiceCalendar)
    everywhere = about(site, published)

    @cache  # most days of a collection are told alike
    def wording(summary: str, description: str) -> bytes:
        return text("SUMMARY", summary) + text("DESCRIPTION", description) + everywhere

    return {
        collection.id: tuple(
            entry
            for day in days(_alone(calendar, collection), span.first, span.last, span.holidays)
            for entry in _entries(
                site, published, day, wording(_summary(calendar, day), _description(published, day, channel))
            )
        )
        for collection in calendar.collections
    }


def _alone(calendar: ServiceCalendar, collection: Collection) -> ServiceCalendar:
    return calendar.model_copy(update={"collections": (collection,)})


def _entries(site: Site, published: Published, day: ServiceDay, wording: bytes) -> Iterator[CalendarEntry]:
    """One for the day; or one for each range of its hours, of which the first keeps the name of the day."""
    zone, domain = site.territory.zone, site.territory.domain
    stamp = utc("DTSTAMP", published.changed_at or _UNDATED)
    ends: list[tuple[date, date]] = [_hours(day.day, hours, zone) for hours in day.hours]
    for number, (start, end) in enumerate(ends or [(day.day, day.day)], start=1):
        uid = f"{published.id}-{day.key}" if number == 1 else f"{published.id}-{day.key}-{number}"
        data = vevent(text("UID", f"{uid}@{domain}") + stamp, times(start, end), wording)
        over = end if isinstance(end, datetime) else end_of_day(end, zone)
        yield CalendarEntry(uid, as_instant(start, zone), over, published.changed_at, (EntryPart(None, data),))


def _hours(day: date, hours: TimeRange, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From when to when; an hour that a change of clock skips is the one that the clocks then show."""
    midnight = datetime.combine(day, datetime.min.time())
    walls = (midnight + timedelta(minutes=minutes) for minutes in hours.minutes())
    opens, closes = (wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone) for wall in walls)
    return opens, closes


def _summary(calendar: ServiceCalendar, day: ServiceDay) -> str:
    """What comes by, where its calendar is not of a whole commune, and whether it comes as usual."""
    label = f"{day.label} ({calendar.sector})" if calendar.sector else day.label
    if day.cancelled:
        return title_with_state(label, EventStatus.CANCELLED)
    if day.moved:
        return title_with_state(label, EventStatus.POSTPONED if day.day > day.planned else EventStatus.MOVED)
    return label


def _description(published: Published, day: ServiceDay, channel: str) -> str:
    """What is not as usual, what to do, whose calendar this is, and where to read more."""
    override = published.said_in(channel)
    note = day.note if day.note != day.holiday else ""
    hours = "\n".join(hours.note for hours in day.hours if hours.note)
    details = override.text or "\n".join(filter(None, (day.instruction, hours)))
    title = override.title or published.item.title
    whose = _("{what}\u00a0: {details}", what=title, details=published.url)
    return "\n\n".join(filter(None, ("\n".join(filter(None, (_what_became(day), note))), details, whose)))


def _what_became(day: ServiceDay) -> str:
    """`Passage reporté au samedi 2 mai (1er mai), au lieu du vendredi 1er mai.`"""
    cause = f" ({holiday_fr(day.holiday)})" if day.holiday else ""
    here, there = fate_fr(day, day.day), fate_fr(day, day.planned)
    sentence = f"{there}{cause}, {here}" if day.moved and not day.cancelled else f"{here}{cause}" if here else ""
    return sentence and f"{sentence[0].upper()}{sentence[1:]}."

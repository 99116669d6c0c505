"""Dates of records as entries of calendars: until when one can answer a tender, what a canteen serves each day."""

from collections.abc import Iterator
from datetime import UTC, datetime

from tambour.channels import Item, Published, Site
from tambour.model.canteen import CanteenMenu, MenuDay
from tambour.model.time.moments import as_instant, end_of_day
from tambour.words.dates import until
from tambour.words.records import allergens_fr, dish_fr, dishes_fr, record_fr
from tambour.words.speech import _, in_its_language
from tambour.words.typography import initial_capital

from .calendar_entry import CalendarEntry, EntryPart, about, vevent
from .lines import text, utc
from .times import times

_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)  # of what nothing tells when it changed: as of services


@in_its_language
def record_entries(site: Site, published: Published, channel: str) -> tuple[CalendarEntry, ...]:
    """The entries of one record: of an hour until which one can answer, it is where its entry begins and ends.

    Args:
        site: the site.
        published: the record.
        channel: under which name writers speak to this one.

    Returns:
        One for each date that it tells, in order.
    """
    return tuple(_entries(site, published, channel))


def _entries(site: Site, published: Published, channel: str) -> Iterator[CalendarEntry]:
    zone, domain = site.territory.zone, site.territory.domain
    override, everywhere = published.said_in(channel), about(site, published)
    stamp = utc("DTSTAMP", published.changed_at or _UNDATED)
    for one in published.item.calendar_dates:
        title, words = _words_of(site, published.item, one.key)
        description = "\n\n".join(filter(None, (override.text or words, published.url)))
        wording = text("SUMMARY", override.title or title) + text("DESCRIPTION", description) + everywhere
        uid = f"{published.id}-{one.key}"
        data = vevent(text("UID", f"{uid}@{domain}") + stamp, times(one.start, one.start), wording)
        over = one.start if isinstance(one.start, datetime) else end_of_day(one.start, zone)
        yield CalendarEntry(uid, as_instant(one.start, zone), over, published.changed_at, (EntryPart(None, data),))


def _words_of(site: Site, item: Item, key: str) -> tuple[str, str]:
    """The title of one date of a record, and its text without an address."""
    if isinstance(item, CanteenMenu):
        day = next(day for one, day in item.by_date if one.isoformat() == key)
        chief = day.main or day.courses[0][1]
        title = _("Cantine\u00a0: {dishes}", dishes=dishes_fr(dish.name for dish in chief))
        return title, "\n".join(_meal(day))
    deadline = initial_capital(until(item.deadline)) if item.deadline else ""
    words = "\n\n".join(filter(None, (deadline, item.summary, record_fr(site, item))))
    return _("Date limite\u00a0: {title}", title=item.title), words


def _meal(day: MenuDay) -> Iterator[str]:
    """Each course on a line, then what people are allergic to."""
    for course, dishes in day.courses:
        yield _("{what}\u00a0: {details}", what=_(course), details=dishes_fr(map(dish_fr, dishes)))
    if allergens := allergens_fr(dish for _course, dishes in day.courses for dish in dishes):
        yield _("Allergènes\u00a0: {names}", names=allergens)

"""The agenda's pages: everything, each commune and each topic; the coming weekend first, then day by day.

Which dates are still to come, and stand here, is decided by `Site.upcoming`: a past one leaves at the next build.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import groupby

from tambour.model.events.occurrence import Occurrence
from tambour.model.kinds import REGISTERS
from tambour.model.registers import Commune, Topic
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.website.page import Crumb, Day, Filter, MonthLink, PageView
from tambour.website.paging import parts
from tambour.words.typography import NBSP

FRIDAY = 4  # as `date.weekday` counts
EVENING = time(18)  # from then on a Friday belongs to the weekend
_Entry = tuple[Occurrence, Published]


def agenda(site: Site, base: PageView, upcoming: Sequence[_Entry], size: int) -> Iterator[PageView]:
    """Every page of the agenda, in parts of `size` dates. base: its first page, without its entries."""
    chosen: list[tuple[Commune | Topic | None, PageView]] = [(None, base)]
    records: list[Commune | Topic] = [*site.communes.values(), *site.topics.values()]
    chosen += [(record, _narrow(site, base, record)) for record in records]
    filters = tuple(
        Filter(_register(record), record.name, view.url, len({published.id for _, published in entries}))
        for record, view in chosen
        if record is not None and (entries := _of(record, upcoming))
    )
    for record, view in chosen:
        entries = _of(record, upcoming)
        page = replace(view, filters=filters, noindex=record is not None and not entries)
        yield from _in_parts(site, page, entries, size)


def _in_parts(site: Site, base: PageView, entries: Sequence[_Entry], size: int) -> Iterator[PageView]:
    """The weekend and what goes on already stand on the first page alone, and count for nothing in its size."""
    midnight = datetime.combine(site.now.date(), time(), site.now.tzinfo)
    ongoing: list[_Entry] = []
    weekend: list[_Entry] = []
    rest: list[_Entry] = []
    for entry in entries:
        occurrence = entry[0]
        begun = occurrence.begins < midnight
        (ongoing if begun else weekend if of_the_weekend(occurrence, site.now) else rest).append(entry)
    through = tuple(entry for entry in (*ongoing, *rest) if goes_through_the_weekend(entry[0], site.now))
    cut = [*parts(site, base, rest, size)]
    months = _months(cut) if len(cut) > 1 else ()
    for view, part in cut:
        first = view.path == base.path
        head = (
            replace(view, weekend=by_day(weekend), ongoing=tuple(ongoing), through_weekend=through) if first else view
        )
        yield replace(head, days=by_day(part), months=months)


def _months(cut: Sequence[tuple[PageView, Sequence[_Entry]]]) -> tuple[MonthLink, ...]:
    """Where each month begins: the way to a date that is many parts away."""
    links: dict[tuple[int, int], MonthLink] = {}
    for view, part in cut:
        for day in by_day(part):
            link = MonthLink(day.date, f"{view.url}#jour-{day.date.isoformat()}")
            links.setdefault((day.date.year, day.date.month), link)
    return tuple(links.values())


def of_the_weekend(occurrence: Occurrence, now: datetime) -> bool:
    """Begins between Friday and Sunday of this week; on Friday, in the evening, or to go on on Saturday."""
    friday, saturday, monday = (_day_of_week(now, day) for day in (FRIDAY, FRIDAY + 1, FRIDAY + 3))
    if not friday <= occurrence.begins < monday:
        return False
    return occurrence.begins >= saturday or occurrence.over > saturday or occurrence.begins.time() >= EVENING


def goes_through_the_weekend(occurrence: Occurrence, now: datetime) -> bool:
    """Begins before the weekend and is still on: an exhibition is something to do on Saturday, too."""
    begins_before = not of_the_weekend(occurrence, now) and occurrence.begins < _day_of_week(now, FRIDAY + 1)
    return begins_before and occurrence.over > _day_of_week(now, FRIDAY + 1) and occurrence.holds


def _day_of_week(now: datetime, day: int) -> datetime:
    """Midnight at the beginning of a day of this week. day: as `date.weekday` counts, from 7 on of the next week."""
    return datetime.combine(now.date() + timedelta(days=day - now.weekday()), time(), now.tzinfo)


def weekend_end(now: datetime) -> datetime:
    """When the coming weekend, or the one that is on, is over."""
    return _day_of_week(now, FRIDAY + 3)


def by_day(entries: Sequence[_Entry]) -> tuple[Day, ...]:
    """Entries that are in order, under the day on which each begins."""

    def day(entry: _Entry) -> date:
        return entry[0].begins.date()

    return tuple(Day(when, tuple(part)) for when, part in groupby(entries, day))


def _of(record: Commune | Topic | None, upcoming: Sequence[_Entry]) -> tuple[_Entry, ...]:
    if record is None:
        return tuple(upcoming)
    if isinstance(record, Commune):
        return tuple(pair for pair in upcoming if pair[1].concerns(record.id))
    return tuple(pair for pair in upcoming if record.id in pair[1].item.topics)


def _narrow(site: Site, base: PageView, record: Commune | Topic) -> PageView:
    path = base.path + REGISTERS[_register(record)].path(record.id)
    return replace(
        base,
        path=path,
        url=site.absolute(path),
        title=f"{base.title}{NBSP}: {record.name}",
        commune=record if isinstance(record, Commune) else None,
        topic=record if isinstance(record, Topic) else None,
        breadcrumbs=(*base.breadcrumbs, Crumb(base.title, base.url)),
    )


def _register(record: Commune | Topic) -> str:
    return "commune" if isinstance(record, Commune) else "topic"

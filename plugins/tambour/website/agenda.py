"""The agenda's pages: everything, each commune and each topic; the coming weekend first, then day by day.

Which dates are still to come, and stand here, is decided by `Site.upcoming`: a past one leaves at the next build.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import groupby

from tambour.model.events.event import Event
from tambour.model.events.occurrence import Occurrence
from tambour.model.kinds import REGISTERS
from tambour.model.registers import Commune, Topic
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.website.agenda_narrowed import narrower_links, narrower_pages
from tambour.website.agenda_times import agenda_times, time_pages
from tambour.website.calendar_month import MonthLink
from tambour.website.page import Crumb, Day, Filter, PageView
from tambour.website.paging import parts
from tambour.website.weekend import goes_through_the_weekend, of_the_weekend
from tambour.words.speech import _

_Entry = tuple[Occurrence, Published[Event]]


def agenda(site: Site, base: PageView, upcoming: Sequence[_Entry], size: int) -> Iterator[PageView]:
    """Every page of the agenda, in parts of `size` dates. base: its first page, without its entries."""
    times = agenda_times(site, upcoming)
    base = replace(base, times=times.links)
    records: list[Commune | Topic] = [*site.communes.values(), *site.topics.values()]
    chosen: list[tuple[PageView, tuple[_Entry, ...]]] = [
        (_narrow(site, base, record), _of(site, record, upcoming)) for record in records
    ]
    filters = tuple(
        Filter(_register(record), record.name, view.url, _count(entries))
        for record, (view, entries) in zip(records, chosen, strict=True)
        if entries
    )
    base = replace(base, filters=filters)
    narrowed = narrower_pages(site, base, upcoming)
    for view, entries in ((base, tuple(upcoming)), *chosen, *narrowed):
        page = replace(view, filters=filters, noindex=view.path != base.path and not entries)
        yield from _in_parts(site, replace(page, narrower=narrower_links(page, narrowed)), entries, size)
    yield from time_pages(times, base, size)


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


def by_day(entries: Sequence[_Entry]) -> tuple[Day, ...]:
    """Entries that are in order, under the day on which each begins."""

    def day(entry: _Entry) -> date:
        return entry[0].begins.date()

    return tuple(Day(when, tuple(part)) for when, part in groupby(entries, day))


def _of(site: Site, record: Commune | Topic, upcoming: Sequence[_Entry]) -> tuple[_Entry, ...]:
    if isinstance(record, Commune):
        return site.dates_in(record.id, upcoming)
    return tuple(pair for pair in upcoming if record.id in pair[1].item.topics)


def _count(entries: Sequence[_Entry]) -> int:
    return len({published.id for _, published in entries})


def _narrow(site: Site, base: PageView, record: Commune | Topic) -> PageView:
    path = base.path + REGISTERS[_register(record)].path(record.id)
    return replace(
        base,
        path=path,
        url=site.absolute(path),
        title=_("{what}\u00a0: {details}", what=base.title, details=record.name),
        commune=record if isinstance(record, Commune) else None,
        topic=record if isinstance(record, Topic) else None,
        breadcrumbs=(*base.breadcrumbs, Crumb(base.title, base.url)),
    )


def _register(record: Commune | Topic) -> str:
    return "commune" if isinstance(record, Commune) else "topic"

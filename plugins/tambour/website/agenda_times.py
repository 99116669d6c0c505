"""The agenda by time: today, this weekend, each month as a grid, school holidays, and what is over.

How many pages there are does not depend on how much is announced: today and the weekend; this month and, where there is
something, the twelve that follow; the school holidays of a year; and of what is over, the latest alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.kinds import REGISTERS
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.model.slugs import id_from
from tambour.model.time.school_holidays import school_holidays
from tambour.website.calendar_month import DayOfMonth, MonthGrid, SameDay, TimeLink
from tambour.website.page import Crumb, Day, Filter, PageView
from tambour.website.paging import parts
from tambour.website.weekend import goes_through_the_weekend, has_friday, of_the_weekend, weekend_days
from tambour.words.dates import date_fr, days_fr, month_fr
from tambour.words.speech import N_, _
from tambour.words.states import CHANGED
from tambour.words.typography import initial_capital

_Entry = tuple[Occurrence, Published[Event]]
_DAY = timedelta(days=1)
_MONTHS_AHEAD = 12
_LONG = 7  # days: what lasts for more is said once, above the others
_PAST_PARTS = 10  # pages of what is over


@dataclass(frozen=True)
class _DaysWithPage:
    """Some days that have a page. first, last: included. label: in few words, for a link."""

    path: str
    title: str
    label: str
    first: date
    last: date


@dataclass(frozen=True)
class AgendaTimes:
    """What the pages by time are made of, worked out once.

    today, weekend, holidays: the spans that have a page. months: their first days. changed: dates to come that were
    cancelled, postponed or moved. past: what is over, latest first.
    """

    site: Site
    upcoming: Sequence[_Entry]
    today: _DaysWithPage
    weekend: _DaysWithPage
    holidays: tuple[_DaysWithPage, ...]
    months: tuple[date, ...]
    changed: tuple[_Entry, ...]
    past: tuple[Published[Event], ...]

    @property
    def links(self) -> tuple[TimeLink, ...]:
        """The ways to all of them."""
        spans = (self.today, self.weekend)
        return (
            *(TimeLink("when", span.label, self.site.absolute(span.path), span.last) for span in spans),
            *(_month_link(self.site, month) for month in self.months),
            *(TimeLink("holidays", span.label, self.site.absolute(span.path)) for span in self.holidays),
            *((TimeLink("changed", _(CHANGED), self.site.absolute(_CHANGED)),) if self.changed else ()),
            *((TimeLink("past", _(_PAST_TITLE), self.site.absolute(_PAST)),) if self.past else ()),
        )


_PAST, _PAST_TITLE = "agenda/passes/", N_("Ce qui a eu lieu")
_CHANGED = "agenda/changements/"
_CHANGES = (EventStatus.CANCELLED, EventStatus.POSTPONED, EventStatus.MOVED)


def agenda_times(site: Site, upcoming: Sequence[_Entry]) -> AgendaTimes:
    """Which of these pages there are."""
    day = site.now.date()
    saturday, sunday = weekend_days(site.now)
    today = _DaysWithPage("agenda/aujourd-hui/", _("Aujourd’hui"), _("Aujourd’hui"), day, day)
    weekend = _DaysWithPage("agenda/ce-week-end/", _("Ce week-end"), _("Ce week-end"), saturday, sunday)
    holidays = tuple(span for span in _holidays(site) if any(_touches(one, span) for one, _ in upcoming))
    begun = {(month.year, month.month) for one, _ in upcoming for month in _days_of(one)}
    months = tuple(month for month in _months(day) if (month.year, month.month) in begun or month == day.replace(day=1))
    past = tuple(event for event in site.events() if not event.upcoming(site.now))
    changed = tuple(entry for entry in upcoming if entry[0].status in _CHANGES)
    return AgendaTimes(site, upcoming, today, weekend, holidays, months, changed, past)


def time_pages(times: AgendaTimes, base: PageView, size: int) -> Iterator[PageView]:
    """Every page of the agenda by time.

    Args:
        times: which there are.
        base: the agenda's first page, without its entries.
        size: how many events of those that are over stand on a page.
    """
    site, upcoming = times.site, times.upcoming
    inside = replace(base, times=times.links, breadcrumbs=(*base.breadcrumbs, Crumb(base.title, base.url)))
    yield _day_page(site, inside, times.today, upcoming)
    yield _weekend_page(site, inside, times.weekend, upcoming)
    for span in times.holidays:
        yield _day_page(site, inside, span, upcoming)
    for number, month in enumerate(times.months):
        around = times.months[number - 1] if number else None, next(iter(times.months[number + 1 :]), None)
        yield _month_page(site, inside, month, around, upcoming)
    if times.changed:
        yield _changes_page(site, inside, times.changed)
    if times.past:
        page = replace(inside, path=_PAST, url=site.absolute(_PAST), title=_(_PAST_TITLE), template="event_past.html")
        for view, some in parts(site, page, times.past[: _PAST_PARTS * size], size):
            yield replace(view, items=some, noindex=view.path != _PAST)


def _holidays(site: Site) -> Iterator[_DaysWithPage]:
    zone = site.territory.school_zone
    for one in school_holidays(site.now.date(), zone) if zone else ():
        short = one.name.removeprefix("Vacances ").removeprefix("de ").removeprefix("la ").removeprefix("d’")
        path = f"agenda/vacances/{id_from(short)}-{one.first.year}/"
        yield _DaysWithPage(path, f"{_(one.name)} {one.first.year}", _(one.name), one.first, one.last)


def _days_of(occurrence: Occurrence) -> Iterator[date]:
    """Each day on which it takes place; of what lasts for long, the first and the last."""
    first, last = occurrence.begins.date(), _last_day(occurrence)
    if (last - first).days >= _LONG:
        yield from (first, last)
    else:
        yield from (first + step * _DAY for step in range((last - first).days + 1))


def _last_day(occurrence: Occurrence) -> date:
    return max(occurrence.begins.date(), (occurrence.over - timedelta(microseconds=1)).date())


def _is_long(occurrence: Occurrence) -> bool:
    return (_last_day(occurrence) - occurrence.begins.date()).days >= _LONG


def _touches(occurrence: Occurrence, span: _DaysWithPage) -> bool:
    return occurrence.begins.date() <= span.last and _last_day(occurrence) >= span.first


def _day_page(site: Site, base: PageView, span: _DaysWithPage, upcoming: Sequence[_Entry]) -> PageView:
    here = [entry for entry in upcoming if _touches(entry[0], span)]
    first = max(span.first, site.now.date())  # of holidays that have begun, what is left
    by_day: dict[date, list[_Entry]] = {}
    for entry in here:
        if not _is_long(entry[0]):
            by_day.setdefault(max(entry[0].begins.date(), first), []).append(entry)
    return replace(
        base,
        path=span.path,
        url=site.absolute(span.path),
        template="event_span.html",
        title=span.title,
        description=_sentence(span),
        span=(span.first, span.last),
        ongoing=tuple(entry for entry in here if _is_long(entry[0])),
        days=tuple(Day(day, tuple(entries)) for day, entries in sorted(by_day.items())),
        upcoming=() if by_day else _first_after(span.last, upcoming),
    )


def _first_after(day: date, upcoming: Sequence[_Entry]) -> tuple[_Entry, ...]:
    """The first date after a day that takes place, if there is one."""
    return next(((entry,) for entry in upcoming if entry[0].begins.date() > day and entry[0].holds), ())


def _weekend_page(site: Site, base: PageView, span: _DaysWithPage, upcoming: Sequence[_Entry]) -> PageView:
    weekend = [entry for entry in upcoming if of_the_weekend(entry[0], site.now)]
    by_day: dict[date, list[_Entry]] = {}
    for entry in weekend:
        by_day.setdefault(entry[0].begins.date(), []).append(entry)
    through = [entry for entry in upcoming if goes_through_the_weekend(entry[0], site.now)]
    for day in (span.first, span.last) if by_day else ():
        by_day.setdefault(day, [])
    return replace(
        base,
        path=span.path,
        url=site.absolute(span.path),
        template="event_span.html",
        title=span.title,
        description=_from_friday(span) if has_friday(site.now) else _sentence(span),
        span=(span.first, span.last),
        filters=tuple(_of_the_weekend(site, base.path, [*weekend, *through])),
        ongoing=tuple(through),
        days=tuple(Day(day, tuple(entries)) for day, entries in sorted(by_day.items())),
    )


def _changes_page(site: Site, base: PageView, changed: Sequence[_Entry]) -> PageView:
    """What does not take place as it was announced, under the day on which it is now; of what awaits a date, was."""
    by_day: dict[date, list[_Entry]] = {}
    for entry in changed:
        by_day.setdefault(entry[0].begins.date(), []).append(entry)
    return replace(
        base,
        path=_CHANGED,
        url=site.absolute(_CHANGED),
        template="event_span.html",
        title=_(CHANGED),
        description=_("Ce qui est annulé, reporté ou déplacé parmi les rendez-vous à venir."),
        days=tuple(Day(day, tuple(entries)) for day, entries in sorted(by_day.items())),
    )


def _of_the_weekend(site: Site, agenda: str, entries: Sequence[_Entry]) -> Iterator[Filter]:
    """Where it is: each commune and topic that has something then, at the weekend of its own agenda."""
    here = {commune.id: site.dates_in(commune.id, entries) for commune in site.communes.values()}
    about = {topic.id: [one for one in entries if topic.id in one[1].item.topics] for topic in site.topics.values()}
    for register, records, dates in (("commune", site.communes, here), ("topic", site.topics, about)):
        for name, some in dates.items():
            if some:
                path = f"{agenda}{REGISTERS[register].path(name)}"
                events = len({published.id for _, published in some})
                yield Filter(register, records[name].name, f"{site.absolute(path)}#ce-week-end", events)


def _sentence(span: _DaysWithPage) -> str:
    """`Du samedi 28 au dimanche 29 novembre 2026`."""
    if span.first == span.last:
        return initial_capital(date_fr(span.first, weekday=True))
    return initial_capital(days_fr(span.first, span.last))


def _from_friday(weekend: _DaysWithPage) -> str:
    """`Du vendredi 27 novembre au soir au dimanche 29 novembre 2026`: a Friday evening is part of it."""
    friday = date_fr(weekend.first - _DAY, weekday=True, year=False)
    return _("Du {friday} au soir au {sunday}", friday=friday, sunday=date_fr(weekend.last, weekday=True))


def _months(day: date) -> Iterator[date]:
    for step in range(_MONTHS_AHEAD + 1):
        years, month = divmod(day.month - 1 + step, 12)
        yield date(day.year + years, month + 1, 1)


def _month_path(month: date) -> str:
    return f"agenda/mois/{month:%Y-%m}/"


def _month_title(month: date) -> str:
    return initial_capital(month_fr(month))


def _month_link(site: Site, month: date) -> TimeLink:
    return TimeLink("month", _month_title(month), site.absolute(_month_path(month)))


def _gone(site: Site, month: _DaysWithPage) -> list[_Entry]:
    """What of the month that is under way is over already, soonest first."""
    if not month.first <= site.now.date() <= month.last:
        return []
    dates = [(one, event) for event in site.events() for one in event.occurrences if one.over <= site.now]
    return sorted(
        (entry for entry in dates if _touches(entry[0], month)), key=lambda entry: (entry[0].begins, entry[1].id)
    )


def _month_page(
    site: Site, base: PageView, month: date, around: tuple[date | None, date | None], upcoming: Sequence[_Entry]
) -> PageView:
    last = (month + 31 * _DAY).replace(day=1) - _DAY
    span = _DaysWithPage(_month_path(month), _month_title(month), "", month, last)
    here = [entry for entry in upcoming if _touches(entry[0], span)]
    gone = [entry for entry in _gone(site, span) if not _is_long(entry[0])]
    by_day: dict[date, dict[str, SameDay]] = {}
    for occurrence, event in (*gone, *here):
        for day in () if _is_long(occurrence) else _days_of(occurrence):
            same = by_day.setdefault(day, {}).get(event.id)
            by_day[day][event.id] = SameDay(occurrence, event) if same is None else same.with_another(occurrence)
    before, after = (None if one is None else _month_link(site, one) for one in around)
    squares: list[DayOfMonth | None] = [None] * month.weekday()
    squares += [
        DayOfMonth(day, tuple(by_day.get(day, {}).values()), is_over=day < site.now.date())
        for day in (month + step * _DAY for step in range(last.day))
    ]
    squares += [None] * (-len(squares) % 7)
    weeks = tuple(tuple(squares[start : start + 7]) for start in range(0, len(squares), 7))
    return replace(
        base,
        path=span.path,
        url=site.absolute(span.path),
        template="event_month.html",
        title=f"{base.title}, {month_fr(month)}",
        description=_("Les rendez-vous de {month}, jour par jour.", month=month_fr(month)),
        span=(month, last),
        ongoing=tuple(entry for entry in here if _is_long(entry[0])),
        month=MonthGrid(month, weeks, before, after),
        noindex=not here,
    )

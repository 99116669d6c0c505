"""A year of collection days as a wall calendar shows it: month by month, week by week, with what is not as usual."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tambour.model.services.calendar import ServiceCalendar
from tambour.model.services.days import ServiceDay, days, planned_or_held
from tambour.model.time.holidays import holidays_around
from tambour.model.time.periods import days_from

_WEEK, _YEAR = timedelta(weeks=1), timedelta(days=366)
_SUNDAY = 6


@dataclass(frozen=True)
class CalendarDay:
    """One day. holiday: the name of the public holiday it is, or "".

    rounds: what takes place, and what was planned and does not: cancelled, or moved to another day.
    """

    date: date
    holiday: str = ""
    rounds: tuple[ServiceDay, ...] = ()

    @property
    def held(self) -> tuple[ServiceDay, ...]:
        """What takes place on that day."""
        return tuple(one for one in self.rounds if one.day == self.date and not one.cancelled)

    @property
    def unusual(self) -> bool:
        """Something takes place that the rule plans for another day."""
        return any(one.moved for one in self.held)


@dataclass(frozen=True)
class Week:
    """A row of a month. number: ISO 8601. days: Monday to Sunday; None in another month."""

    number: int
    days: tuple[CalendarDay | None, ...]


@dataclass(frozen=True)
class Month:
    """first: its first day."""

    first: date
    weeks: tuple[Week, ...]

    @property
    def holidays(self) -> tuple[CalendarDay, ...]:
        """Its public holidays, in order."""
        return tuple(day for week in self.weeks for day in week.days if day is not None and day.holiday)


@dataclass(frozen=True)
class Change:
    """What is not as usual on one planned day. holiday: the public holiday that it is, or "".

    rounds: planned for that day and moved, cancelled, or with a note of the writer's.
    """

    planned: date
    holiday: str
    rounds: tuple[ServiceDay, ...]


@dataclass(frozen=True)
class ServiceYear:
    """One or several calendars, one year.

    changes: what differs from the rule, by planned day. kept: public holidays on which something takes place as usual.
    """

    year: int
    months: tuple[Month, ...]
    changes: tuple[Change, ...]
    kept: tuple[CalendarDay, ...]

    @cached_property
    def labels(self) -> frozenset[str]:
        """The labels of all that is planned or takes place."""
        days = (day for month in self.months for week in month.weeks for day in week.days if day is not None)
        return frozenset(one.label for day in days for one in day.rounds)


def year_of(calendars: Sequence[ServiceCalendar], year: int, zone: str) -> ServiceYear:
    """The year of some calendars together. zone: a value of `holidays.HolidayZone`.

    A round that is planned in this year and takes place in the next is in both.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    holidays = holidays_around(first, last, zone)
    rounds = [one for calendar in calendars for one in planned_or_held(calendar, first, last, holidays)]
    busy = _by_day(calendars, rounds, holidays)
    whole = {day: busy.get(day) or CalendarDay(day, holidays.get(day, "")) for day in days_from(first, last)}
    return ServiceYear(
        year=year,
        months=tuple(_month(date(year, number, 1), whole) for number in range(1, 13)),
        changes=_changes(busy.values()),
        kept=tuple(day for day in whole.values() if day.holiday and any(not one.moved for one in day.held)),
    )


def days_ahead(calendars: Sequence[ServiceCalendar], today: date, zone: str) -> tuple[CalendarDay, ...]:
    """The days from today on, a year at most, on which something takes place or is cancelled."""
    last = today + _YEAR
    holidays = holidays_around(today, last, zone)
    rounds = [one for calendar in calendars for one in days(calendar, today, last, holidays)]
    by_day = _by_day(calendars, rounds, holidays)
    return tuple(by_day[day] for day in sorted({one.day for one in rounds}))


def _by_day(
    calendars: Sequence[ServiceCalendar], rounds: Iterable[ServiceDay], holidays: Mapping[date, str]
) -> dict[date, CalendarDay]:
    """The days on which something is held, cancelled, or was planned; what comes by twice on one day stands once."""
    labels = [collection.label for calendar in calendars for collection in calendar.collections]
    rank = {label: number for number, label in reversed(list(enumerate(labels)))}
    by_day: dict[date, dict[object, ServiceDay]] = {}
    for service_day in sorted(rounds, key=lambda one: (rank[one.label], one.moved, one.planned)):
        for day in dict.fromkeys((service_day.day, service_day.planned)):
            held = service_day.day == day and not service_day.cancelled
            by_day.setdefault(day, {}).setdefault((service_day.label, service_day.hours, held), service_day)
    return {day: CalendarDay(day, holidays.get(day, ""), tuple(by_day[day].values())) for day in sorted(by_day)}


def _month(first: date, days: Mapping[date, CalendarDay]) -> Month:
    monday = first - timedelta(days=first.weekday())
    weeks = []
    while monday < first or monday.month == first.month:
        row = days_from(monday, monday + timedelta(days=_SUNDAY))
        week = tuple(days[day] if day.month == first.month else None for day in row)
        weeks.append(Week(monday.isocalendar().week, week))
        monday += _WEEK
    return Month(first, tuple(weeks))


def _changes(days: Iterable[CalendarDay]) -> tuple[Change, ...]:
    """By planned day; those that a year begins with may have been planned in the year before."""
    changes = []
    for day in days:
        planned = (one for one in day.rounds if one.planned == day.date)
        unlike = tuple(one for one in planned if one.moved or one.cancelled or one.note)
        if unlike:
            changes.append(Change(day.date, day.holiday, unlike))
    return tuple(changes)

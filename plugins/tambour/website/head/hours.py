"""OpeningHoursSpecification: the regular weeks in force or to come, then single days on which they do not hold."""

from calendar import isleap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tambour.model.time.opening_hours import OpeningHours, exceptions_ahead, hours_on, week_on
from tambour.model.time.periods import YearDay, within
from tambour.model.time.time_ranges import TimeRange
from tambour.model.time.week_hours import WeekHours
from tambour.website.head.schema_org import Node, node, term

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY, _YEAR = timedelta(days=1), timedelta(days=366)
_MIDNIGHT, _LAST_MINUTE = "00:00", "23:59"


@dataclass(frozen=True)
class _Span:
    """Days on which one week holds, both ends included. None: no limit on that side."""

    first: date | None
    last: date | None
    week: WeekHours | None


def regular_hours(hours: OpeningHours, today: date) -> list[Node]:
    """The weeks that hold from today on, a year ahead at most."""
    return [spec for span in _spans(hours, today) for spec in _weekly(span)]


def special_hours(hours: OpeningHours, today: date, holidays: Mapping[date, str]) -> list[Node]:
    """Exceptions that are not over, then the days of the coming year on which the plain week does not hold.

    Those are public holidays, and what a week says of some days alone (`1er samedi`), for which schema.org has no word.
    """
    specs = []
    for exception in exceptions_ahead(hours, today):
        specs += _dated_specs(*exception.period, exception.ranges, exception.reason or "")
    for day in (today + step * _DAY for step in range(_YEAR.days)):
        week = week_on(hours, day)
        special = day in holidays or (week is not None and any(one.day.matches(day) for one in week.chosen))
        if not special or any(within(day, *exception.period) for exception in hours.exceptions):
            continue
        open_day = hours_on(hours, day, holidays)
        if open_day.ranges != (week.days[day.weekday()] if week else ()):
            specs += _dated_specs(day, day, open_day.ranges, open_day.reason)
    return specs


def _spans(hours: OpeningHours, today: date) -> Iterator[_Span]:
    edges = sorted({edge for season in hours.seasons for edge in _edges(season.first, season.last, today.year)})
    starts: list[tuple[date | None, WeekHours | None]] = [(None, week_on(hours, edges[0] - _DAY if edges else today))]
    for edge in edges:
        if (week := week_on(hours, edge)) != starts[-1][1]:
            starts.append((edge, week))
    for (first, week), following in zip(starts, [*starts[1:], None], strict=True):
        last = following[0] - _DAY if following and following[0] else None
        if (last is None or last >= today) and (first is None or first < today + _YEAR):
            yield _Span(first, last, week)


def _edges(first: date | YearDay, last: date | YearDay, year: int) -> Iterator[date]:
    """Days on which a season begins or is over; of a yearly one, from the year before to the one after the next."""
    for edge, step in ((first, timedelta()), (last, _DAY)):
        if not isinstance(edge, YearDay):
            yield edge + step
        else:
            yield from (_in_year(edge, one, step) for one in range(year - 1, year + 3))


def _in_year(day: YearDay, year: int, step: timedelta) -> date:
    if day == YearDay(2, 29) and not isleap(year):
        return date(year, 3, 1)  # the end of February, whether it begins or ends something
    return date(year, *day) + step


def _weekly(span: _Span) -> Iterator[Node]:
    by_range: dict[TimeRange, list[str]] = {}
    for number, ranges in enumerate(span.week.days if span.week else ()):
        for opening in ranges:
            by_range.setdefault(opening, []).append(term(DAYS[number]))
    for opening, days in by_range.items():
        yield _spec(opening, opening.note, dayOfWeek=days, validFrom=span.first, validThrough=span.last)
    if not by_range:
        yield _closed_spec(dayOfWeek=[term(day) for day in DAYS], validFrom=span.first, validThrough=span.last)


def _dated_specs(first: date, last: date, ranges: tuple[TimeRange, ...], reason: str) -> list[Node]:
    if not ranges:
        return [_closed_spec(description=reason, validFrom=first, validThrough=last)]
    return [_spec(one, reason or one.note, validFrom=first, validThrough=last) for one in ranges]


def _spec(hours: TimeRange, why: str, **when: object) -> Node:
    opens, closes = f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}"
    if opens == closes == _MIDNIGHT:  # all day: the same hour twice would say closed
        closes = _LAST_MINUTE
    return node("OpeningHoursSpecification", opens=opens, closes=closes, description=why, **when)


def _closed_spec(**when: object) -> Node:
    return node("OpeningHoursSpecification", opens=_MIDNIGHT, closes=_MIDNIGHT, **when)

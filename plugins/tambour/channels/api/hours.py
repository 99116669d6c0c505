"""Opening hours → data."""

from collections.abc import Sequence
from datetime import date

from tambour.model.time.opening_hours import OpeningHours, WeekHours
from tambour.model.time.periods import YearDay
from tambour.model.time.time_ranges import TimeRange
from tambour.model.time.weekdays import WEEKDAYS

from .kinds import HoursData, HoursExceptionData, RangeData, SeasonData


def hours_data(hours: OpeningHours) -> HoursData:
    """The rules themselves, and not the hours of each day: a reader applies them to the day that it shows."""
    return HoursData(
        week=_week(hours.week) if hours.week is not None else None,
        seasons=tuple(
            SeasonData(title=one.title, first=_day(one.first), last=_day(one.last), week=_week(one.week))
            for one in hours.seasons
        ),
        holidays=None if isinstance(hours.holidays, str) else ranges_data(hours.holidays),
        exceptions=tuple(
            HoursExceptionData(
                first=one.period[0], last=one.period[1], ranges=ranges_data(one.ranges), reason=one.reason
            )
            for one in hours.exceptions
        ),
    )


def ranges_data(ranges: Sequence[TimeRange]) -> tuple[RangeData, ...]:
    """Ranges of one day."""
    return tuple(
        RangeData(opens=f"{one.opens:%H:%M}", closes=f"{one.closes:%H:%M}", note=one.note or None) for one in ranges
    )


def _week(week: WeekHours) -> dict[str, tuple[RangeData, ...]]:
    return {name: ranges_data(ranges) for name, ranges in zip(WEEKDAYS, week, strict=True)}


def _day(day: date | YearDay) -> str:
    """A day that comes back each year is written as XML Schema's gMonthDay: `--07-14`."""
    return f"--{day.month:02d}-{day.day:02d}" if isinstance(day, YearDay) else day.isoformat()

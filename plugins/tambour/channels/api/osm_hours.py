"""Opening hours as OpenStreetMap writes them, which route planners and maps read.

Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. A later rule wins over an earlier one on
the days that it names, which is how ours are ordered: the week, yearly seasons, dated ones, holidays, exceptions.
"""

from collections.abc import Iterator
from datetime import date

from tambour.model.time.opening_hours import OpeningHours
from tambour.model.time.periods import YearDay
from tambour.model.time.time_ranges import TimeRange
from tambour.model.time.week_hours import ChosenDay, WeekHours, group_days

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EVEN, _ODD = "week 02-52/2", "week 01-53/2"


def osm_hours(hours: OpeningHours) -> str:
    """`Mo-Fr 09:00-12:00; Sa[1] 10:00-12:00; PH off`, for the value of `opening_hours`.

    Args:
        hours: of a place.

    Returns:
        One line. What is only said of a range (`sur rendez-vous`) and the reasons of exceptions are its comments.
    """
    rules = [*_week_rules(hours.week)] if hours.week is not None else ["off"]
    for season in sorted(hours.seasons, key=lambda one: not isinstance(one.first, YearDay)):
        span = _span(season.first, season.last)
        rules += [f"{span}: {rule}" for rule in ("Mo-Su off", *_week_rules(season.week)) if rule != "off"]
    if hours.holidays != "ouvert":
        rules.append(f"PH {_ranges(hours.holidays)}")
    rules += [
        f"{_span(*one.period)} {_ranges(one.ranges, one.reason or '')}"
        for one in sorted(hours.exceptions, key=lambda one: one.first)
    ]
    return "; ".join(rules)


def _week_rules(week: WeekHours) -> Iterator[str]:
    groups = [group for group in group_days(week) if group.ranges or group.chosen]
    for group in sorted(groups, key=lambda one: _weight(one.chosen)):
        first, last = _DAYS[group.first], _DAYS[group.last]
        days = _some_days(group.chosen) if group.chosen else first if first == last else f"{first}-{last}"
        yield f"{days} {_ranges(group.ranges)}"
    if not groups:
        yield "off"


def _weight(day: ChosenDay | None) -> int:
    """The later, the stronger: ranks after weeks, weeks after plain days."""
    return 0 if day is None else 1 if day.rank is None else 2


def _some_days(day: ChosenDay) -> str:
    if day.rank is not None:
        return f"{_DAYS[day.weekday]}[{day.rank}]"
    return f"{_EVEN if day.even else _ODD} {_DAYS[day.weekday]}"


def _span(first: date | YearDay, last: date | YearDay) -> str:
    return _day(first) if first == last else f"{_day(first)}-{_day(last)}"


def _day(day: date | YearDay) -> str:
    year = "" if isinstance(day, YearDay) else f"{day.year} "
    return f"{year}{_MONTHS[day.month - 1]} {day.day:02d}"


def _ranges(ranges: tuple[TimeRange, ...], reason: str = "") -> str:
    comment = reason or next((one.note for one in ranges if one.note), "")
    words = f' "{comment.replace(chr(34), chr(39))}"' if comment else ""
    if not ranges:
        return f"off{words}"
    return ",".join(f"{one.opens:%H:%M}-{_closes(one)}" for one in ranges) + words


def _closes(one: TimeRange) -> str:
    return "24:00" if f"{one.closes:%H:%M}" == "00:00" else f"{one.closes:%H:%M}"

"""The VTIMEZONE of a zone (RFC 5545 §3.6.5): its changes of clock as yearly rules, or its one offset.

Programs that know the zone's name use what they know of it; the others use this. Rules and not lists of dates: of a
list of RDATE, ical.js reads the first alone, and every summer is an hour late.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tambour.model.time.periods import days_from
from tambour.model.time.recurrence import RuleDay

from .lines import component, offset, plain, text

# A change that comes back in each of these years is a rule, told as if it had always been one, as all programs do.
# 28 years have each date on each weekday; what the zone database knows beyond 2037 are its rules.
_YEARS = range(2010, 2038)
_EPOCH = 1970
_LAST, _RANKS = -1, (1, 2, 3, 4)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK, _SECOND = timedelta(weeks=1), timedelta(seconds=1)


class _Change(NamedTuple):
    """A change of clock: the offsets from UTC on either side of it, the name and kind of time that it begins."""

    before: timedelta
    after: timedelta
    name: str
    summer: bool


class _Habit(NamedTuple):
    """When in a year a change happens: a month, a weekday (Monday 0), and what the clocks show just before."""

    change: _Change
    month: int
    weekday: int
    hour: time


@lru_cache(maxsize=1)
def vtimezone(zone: ZoneInfo) -> bytes:
    """The component, under the zone's IANA name."""
    habits: dict[_Habit, list[datetime]] = defaultdict(list)
    for change, wall in _changes(zone):
        habits[_Habit(change, wall.month, wall.weekday(), wall.time())].append(wall)
    rules = [(habit, rank) for habit, walls in habits.items() if (rank := _rank(walls)) is not None]
    observances = list(_by_rule(rules))
    if len(rules) < len(habits) or not habits:
        observances = [_as_it_was(zone), *(_observance(change, wall) for change, wall in _changes(zone))]
    return component("VTIMEZONE", plain("TZID", zone.key), *observances)


def _changes(zone: ZoneInfo) -> Iterator[tuple[_Change, datetime]]:
    """Every change of the years looked at, with what the clocks show just before it."""
    instant, end = datetime(_YEARS.start, 1, 1, tzinfo=UTC), datetime(_YEARS.stop, 1, 1, tzinfo=UTC)
    while instant < end:
        later = instant + _WEEK
        if _offset(instant, zone) != _offset(later, zone):
            at = _moment_of_change(instant, later, zone)
            local, before = at.astimezone(zone), _offset(at - _SECOND, zone)
            change = _Change(before, _offset(at, zone), local.tzname() or "", bool(local.dst()))
            yield change, (at + before).replace(tzinfo=None)
        instant = later


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


def _moment_of_change(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """The first second of the new offset, by halves."""
    while late - early > _SECOND:
        middle = early + (late - early) // _SECOND // 2 * _SECOND
        early, late = (middle, late) if _offset(middle, zone) == _offset(early, zone) else (early, middle)
    return late


def _rank(walls: Sequence[datetime]) -> int | None:
    """Which one of its month the day of a change is, every year: -1 the last; None when no rule says it."""
    if [wall.year for wall in walls] != list(_YEARS):
        return None
    days = [(rank, RuleDay(walls[0].weekday(), rank)) for rank in (_LAST, *_RANKS)]
    return next((rank for rank, day in days if all(day.matches(wall) for wall in walls)), None)


def _by_rule(rules: Sequence[tuple[_Habit, int]]) -> Iterator[bytes]:
    for habit, rank in rules:
        day = RuleDay(habit.weekday, rank)
        month = days_from(date(_EPOCH, habit.month, 1), date(_EPOCH, habit.month, 28) + timedelta(days=3))
        first = next(one for one in month if one.month == habit.month and day.matches(one))
        rule = f"FREQ=YEARLY;BYMONTH={habit.month};BYDAY={rank}{_DAYS[habit.weekday]}"
        yield _observance(habit.change, datetime.combine(first, habit.hour), plain("RRULE", rule))


def _as_it_was(zone: ZoneInfo) -> bytes:
    """The offset before any change that is told."""
    start = datetime(_YEARS.start, 1, 1, tzinfo=UTC).astimezone(zone)
    since = start.utcoffset() or timedelta()
    epoch = datetime.combine(date(_EPOCH, 1, 1), time())
    return _observance(_Change(since, since, start.tzname() or "", bool(start.dst())), epoch)


def _observance(change: _Change, wall: datetime, *rule: bytes) -> bytes:
    return component(
        "DAYLIGHT" if change.summer else "STANDARD",
        plain("DTSTART", f"{wall:%Y%m%dT%H%M%S}"),
        offset("TZOFFSETFROM", change.before),
        offset("TZOFFSETTO", change.after),
        text("TZNAME", change.name),
        *rule,
    )

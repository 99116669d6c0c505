"""When a place is open, as instants: what a page needs to say by itself whether it is open now.

Wall-clock hours become instants of the territory's zone here, once: nights, changes of clock, public holidays, seasons
and exceptions are all settled, and what is left to compare is numbers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tambour.model.time.opening_hours import OpeningHours, exceptions_ahead, hours_on
from tambour.model.time.periods import within

DAYS_AHEAD = 21  # for which a page knows each opening: it may stand for as long without being made again
_YEAR = 366  # days in which the next opening is looked for
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Opening:
    """Without a break from one instant to another, both in the territory's zone.

    Attributes:
        begins: when it opens.
        ends: when it closes.
        note: `sur rendez-vous`…; "" when there is none.
    """

    begins: datetime
    ends: datetime
    note: str = ""


@dataclass(frozen=True)
class OpenState:
    """Whether a place is open at an instant, and what comes next.

    Attributes:
        opening: the one that is under way.
        following: when it is closed, the next one within a year.
        reason: why it is closed on that day: an exception's, or a holiday's name; "" for an ordinary day.
    """

    opening: Opening | None
    following: Opening | None
    reason: str = ""


def openings(
    hours: OpeningHours, first: date, holidays: Mapping[date, str], zone: ZoneInfo, days: int = DAYS_AHEAD
) -> tuple[Opening, ...]:
    """The openings of some days and of the night that leads to the first of them, then the next one within a year.

    Args:
        hours: of the place.
        first: the first day.
        holidays: as for `hours_on`, of the year that follows, too.
        zone: the territory's.
        days: how many days are wanted in full.

    Returns:
        Openings in order, apart from each other: those that touch and have the same note are one.
    """
    wanted = first + timedelta(days=days)
    found: list[Opening] = []
    for day in (first + timedelta(days=step) for step in range(-1, _YEAR)):
        if day > wanted and found and found[-1].begins.date() >= wanted and found[-1].ends.date() < day:
            break
        for opening in _of_day(hours, day, holidays, zone):
            last = found[-1] if found else None
            if last is not None and last.ends >= opening.begins and last.note == opening.note:
                found[-1] = replace(last, ends=max(last.ends, opening.ends))
            else:
                found.append(opening)
    midnight = datetime.combine(first, time(), zone)
    return tuple(one for one in found if one.ends > midnight)


def _of_day(hours: OpeningHours, day: date, holidays: Mapping[date, str], zone: ZoneInfo) -> Iterator[Opening]:
    for one in hours_on(hours, day, holidays).ranges:
        next_day = day + _DAY if one.closes <= one.opens else day
        begins, ends = datetime.combine(day, one.opens, zone), datetime.combine(next_day, one.closes, zone)
        if ends.astimezone(UTC) > begins.astimezone(UTC):  # an hour that a change of clock leaves out is none
            yield Opening(begins, ends, one.note)


def state_at(hours: OpeningHours, now: datetime, holidays: Mapping[date, str], zone: ZoneInfo) -> OpenState:
    """Whether a place is open at an instant.

    Args:
        hours: of the place.
        now: an aware instant, in any zone.
        holidays: as for `hours_on`, of the year that follows, too.
        zone: the territory's: its day counts.

    Returns:
        What is under way or comes next.
    """
    today = now.astimezone(zone).date()
    known = openings(hours, today, holidays, zone)
    instant = now.astimezone(UTC)
    ahead = [one for one in known if one.ends.astimezone(UTC) > instant]
    if ahead and ahead[0].begins.astimezone(UTC) <= instant:
        return OpenState(ahead[0], None)
    holding = hours_on(hours, today, holidays)
    return OpenState(None, ahead[0] if ahead else None, "" if holding.ranges else holding.reason)


@dataclass(frozen=True)
class Closure:
    """Days to come on which a place is closed against its habit.

    Attributes:
        first: the first of them.
        last: the last, included.
        reason: an exception's, or the holiday's name.
        exceptional: it was typed as an exception.
    """

    first: date
    last: date
    reason: str
    exceptional: bool


def closures_ahead(
    hours: OpeningHours | None, today: date, holidays: Mapping[date, str], days: int
) -> tuple[Closure, ...]:
    """The closures of the days after today that the usual week does not tell, soonest first.

    Args:
        hours: of the place, if it has some.
        today: what is closed today already is said elsewhere.
        holidays: as for `hours_on`.
        days: how far it looks. A closure that begins within them is told to its end.

    Returns:
        Exceptions that close it, and holidays on which it would be open.
    """
    if hours is None:
        return ()
    found = [
        Closure(one.first, one.period[1], one.reason or "", True)
        for one in exceptions_ahead(hours, today)
        if not one.ranges and today < one.first <= today + days * _DAY
    ]
    usual = hours.model_copy(update={"holidays": "ouvert"})
    for day in (today + step * _DAY for step in range(1, days + 1)):
        if day not in holidays or any(within(day, *one.period) for one in hours.exceptions):
            continue
        if hours_on(usual, day, holidays).ranges and not hours_on(hours, day, holidays).ranges:
            found.append(Closure(day, day, holidays[day], False))
    return tuple(sorted(found, key=lambda one: one.first))

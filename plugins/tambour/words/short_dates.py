"""Dates where room is short: a panel's `sam. 5 déc. 10h-18h`, `du 19 au 21 mars`; a tile's weekday, day and month."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import NamedTuple

from tambour.model.events.occurrence import Occurrence
from tambour.words.dates import day_in_words, hour_fr, whole_days
from tambour.words.speech import N_, _, speech
from tambour.words.typography import NBSP

_UNTIL = N_("jusqu’au")
_MONTHS: Mapping[int, str] = MappingProxyType({4: "avril"})  # Babel cuts it to "avr.", which saves one letter


class Tile(NamedTuple):
    """The day in large figures: `sam.`, `5`, `déc.`. kicker: its weekday, or `jusqu’au`."""

    kicker: str
    day: str
    month: str


def day_tile(day: date) -> Tile:
    """One day: `sam. 5 déc.`, `lun. 1er mars`.

    Args:
        day: the day.

    Returns:
        Its parts, for a tile.
    """
    if not speech().is_french:
        return Tile(day_in_words(day, "ccc"), str(day.day), day_in_words(day, "LLL"))
    month = _MONTHS.get(day.month) or day_in_words(day, "MMM")
    return Tile(day_in_words(day, "EEE"), "1er" if day.day == 1 else str(day.day), month)


def occurrence_tile(occurrence: Occurrence, now: datetime) -> Tile:
    """The first day of a date; its last, when it has begun and lasts.

    Args:
        occurrence: one date of an event.
        now: the moment of the build.

    Returns:
        The parts of the day that matters now.
    """
    if occurrence.lasts_at(now):
        return last_day_tile(last_day(occurrence))
    return day_tile(occurrence.start)


def last_day_tile(day: date) -> Tile:
    """The last day of what lasts.

    Args:
        day: the last on which something happens.

    Returns:
        `jusqu’au 5 déc.`.
    """
    return day_tile(day)._replace(kicker=_(_UNTIL))


def short_day(day: date, *, weekday: bool = True, month: bool = True) -> str:
    """`sam. 5 déc.`, `1er mars`; without a year: a panel speaks of the weeks to come.

    >>> short_day(date(2026, 12, 5)).replace("\\xa0", " ")
    'sam. 5 déc.'

    Args:
        day: the day.
        weekday: whether its name comes first.
        month: whether the month is said.

    Returns:
        The day in a few characters.
    """
    number = "'1er'" if day.day == 1 and speech().is_french else "d"
    pattern = (f"EEE{NBSP}" if weekday else "") + number + (f"{NBSP}MMM" if month else "")
    return day_in_words(day, pattern)


def short_hour(moment: datetime) -> str:
    """`18h30`, `9h`, `minuit`.

    Args:
        moment: a moment, of which only the time is said.

    Returns:
        The hour in a few characters.
    """
    if moment.time() == time():
        return _("minuit")
    if not speech().is_french:
        return hour_fr(moment)
    return f"{moment.hour}h{moment.minute:02d}" if moment.minute else f"{moment.hour}h"


def short_moment(moment: datetime | None) -> str:
    """A moment where room is short.

    Args:
        moment: None when it is not known.

    Returns:
        `lun. 30 nov. 18h`; the day alone of midnight, which was typed as a day; "" of what is not known.
    """
    if moment is None:
        return ""
    return short_day(moment) if moment.time() == time() else f"{short_day(moment)} {short_hour(moment)}"


def short_when(occurrence: Occurrence, now: datetime) -> str:
    """When it takes place, or until when, once it lasts for days and has begun.

    Args:
        occurrence: one date of an event.
        now: the moment of the build.

    Returns:
        Day and hours in a few characters.
    """
    start, end = whole_days(occurrence.start, occurrence.end)
    last = last_day(occurrence)
    if spans_days(occurrence):
        return (
            f"{_(_UNTIL)} {short_day(last, weekday=False)}" if occurrence.begins <= now else _range(_day(start), last)
        )
    if not isinstance(start, datetime):
        return short_day(start)
    hours = f"{short_hour(start)}-{short_hour(end)}" if isinstance(end, datetime) and end > start else short_hour(start)
    return f"{short_day(start)} {hours}"


def spans_days(occurrence: Occurrence) -> bool:
    """Whether it lasts for days: more than one evening.

    Args:
        occurrence: one date of an event.

    Returns:
        True where `short_when` says two days, or until which one.
    """
    first = _day(whole_days(occurrence.start, occurrence.end)[0])
    return last_day(occurrence) > first and not _is_night(occurrence)


def short_until(end: datetime) -> str:
    """`jusqu’au mer. 25 nov. 18h`; midnight is the end of the day before.

    Args:
        end: a moment.

    Returns:
        `jusqu’au …`, in a few characters.
    """
    if end.time() == time():
        return f"{_(_UNTIL)} {short_day(end - timedelta(days=1))}"
    return f"{_(_UNTIL)} {short_day(end)} {short_hour(end)}"


def _range(first: date, last: date) -> str:
    same_month = (first.year, first.month) == (last.year, last.month)
    start = short_day(first, weekday=False, month=not same_month)
    return _("du {start} au {end}", start=start, end=short_day(last, weekday=False))


def last_day(occurrence: Occurrence) -> date:
    """The last day on which something happens: an end at midnight is no day more.

    Args:
        occurrence: one date of an event.

    Returns:
        The day.
    """
    end = occurrence.end or occurrence.start
    return (end - timedelta(minutes=1)).date() if isinstance(end, datetime) and end > occurrence.begins else _day(end)


def _is_night(occurrence: Occurrence) -> bool:
    """Ends in the small hours: still the same evening."""
    end = occurrence.end
    if not isinstance(end, datetime):
        return False
    return end.hour < 6 and end.date() == _day(occurrence.start) + timedelta(days=1)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment

"""Periods of the year: between two dated days, or between two days that come back each year (`01/07` to `31/08`)."""

import re
from datetime import date, datetime, timedelta
from typing import Annotated, NamedTuple

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema

from tambour.model.conversions import text_of, zone_of
from tambour.model.fields import DAY_PATTERN, Widget
from tambour.model.problems import invalid
from tambour.model.time.moments import parse_moment

_YEARLY = re.compile(r"(\d{1,2})/(\d{1,2})", re.ASCII)
_LEAP_YEAR = 2000


class YearDay(NamedTuple):
    """A day that comes back each year; 29 February stands for the end of February in the other years.

    Attributes:
        month: from 1 to 12.
        day: from 1 to 31.
    """

    month: int
    day: int


def _period_day(value: object, info: ValidationInfo) -> date | YearDay:
    if isinstance(value, date | YearDay):
        return value
    text = text_of(value).strip()
    if match := _YEARLY.fullmatch(text):
        try:
            day = date(_LEAP_YEAR, int(match[2]), int(match[1]))
        except ValueError:
            raise invalid("date-impossible", value=text) from None
        return YearDay(day.month, day.day)
    moment = parse_moment(text, zone_of(info))
    if isinstance(moment, datetime):
        raise invalid("jour-attendu", value=text)
    return moment


_PERIOD_DAY_SCHEMA = {
    "type": "string",
    "pattern": rf"^{DAY_PATTERN}$|^\d{{1,2}}/\d{{1,2}}$",
    "examples": ["2026-07-01", "01/07"],
}
PeriodDay = Annotated[
    date | YearDay, PlainValidator(_period_day), WithJsonSchema(_PERIOD_DAY_SCHEMA), Widget("period_day")
]


def check_period(first: date | YearDay | None, last: date | YearDay | None) -> None:
    """Refuse ends of two kinds or in the wrong order. A yearly period may run over New Year.

    Raises `periode-melangee`, `periode-incomplete`, `fin-avant-debut`.
    """
    if isinstance(first, date) and isinstance(last, date):
        if last < first:
            raise invalid("fin-avant-debut")
    elif isinstance(first, YearDay) is not isinstance(last, YearDay):
        raise invalid("periode-incomplete" if None in (first, last) else "periode-melangee")


def within(day: date, first: date | YearDay | None, last: date | YearDay | None) -> bool:
    """Whether a day is in a period, both ends included; None = no limit on that side.

    >>> within(date(2027, 1, 5), YearDay(11, 1), YearDay(3, 31))
    True
    """
    if isinstance(first, YearDay) and isinstance(last, YearDay):
        today = YearDay(day.month, day.day)
        return first <= today <= last if first <= last else today >= first or today <= last
    after = not isinstance(first, date) or first <= day
    return after and (not isinstance(last, date) or day <= last)


def overlap(one: tuple[date | YearDay, date | YearDay], other: tuple[date | YearDay, date | YearDay]) -> bool:
    """Whether two periods of the same kind share a day; a dated and a yearly one never clash: the dated one wins."""
    if isinstance(one[0], YearDay) is not isinstance(other[0], YearDay):
        return False
    return any(within(_any_year(edge), *other) for edge in one) or any(within(_any_year(edge), *one) for edge in other)


def _any_year(day: date | YearDay) -> date:
    return date(_LEAP_YEAR, *day) if isinstance(day, YearDay) else day


def days_from(first: date, last: date) -> list[date]:
    """Every day from the first to the last, both included."""
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]

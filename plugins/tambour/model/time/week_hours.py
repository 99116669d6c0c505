"""The hours of a week as notices on doors say them: by weekday, by rank in the month, by the number of the week.

What holds on a day: its rank in the month (`1er samedi`), else its week (`samedi des semaines paires`), else the plain
weekday. Of two ranks that fall on one day, as a fourth and a last, the one that was written first.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Annotated, NamedTuple

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from tambour.model.fields import Widget
from tambour.model.problems import Located, invalid, invalid_inside
from tambour.model.time.recurrence import RuleDay, has_rank, parse_rule_days
from tambour.model.time.time_ranges import TimeRange, clash, parse_ranges
from tambour.model.time.weekdays import WEEKDAYS, parse_weekdays

_WEEKS = re.compile(r",?\s*\(?\s*(?:(?:des|les|en|de)\s+)?semaines?\s+(?P<odd>im)?paires?\s*\)?\s*$", re.IGNORECASE)


class ChosenDay(NamedTuple):
    """Some of the days that bear one name.

    Attributes:
        weekday: Monday is 0.
        rank: which one of the month: 1 the first, -1 the last; `None` for any.
        even: of the weeks with an even number (ISO 8601), or an odd one; `None` for any.
    """

    weekday: int
    rank: int | None = None
    even: bool | None = None

    @property
    def plain(self) -> bool:
        """Every day of that name."""
        return self.rank is None and self.even is None

    def matches(self, day: date) -> bool:
        """Whether a day is one of those meant."""
        right_week = self.even is None or (day.isocalendar().week % 2 == 0) is self.even
        return right_week and RuleDay(self.weekday, self.rank).matches(day)


@dataclass(frozen=True)
class ChosenHours:
    """The hours of some of the days that bear one name."""

    day: ChosenDay
    ranges: tuple[TimeRange, ...]


@dataclass(frozen=True)
class WeekHours:
    """The hours of each day of a week.

    Attributes:
        days: seven days, Monday first; no range = closed.
        chosen: hours that hold instead on some of these days, the first that matches: ranks, then weeks.
    """

    days: tuple[tuple[TimeRange, ...], ...]
    chosen: tuple[ChosenHours, ...] = ()

    def on(self, day: date) -> tuple[TimeRange, ...]:
        """What holds on a day."""
        chosen = next((one for one in self.chosen if one.day.matches(day)), None)
        return self.days[day.weekday()] if chosen is None else chosen.ranges


@dataclass(frozen=True)
class DayGroup:
    """Successive weekdays (Monday 0, both included) with the same hours; or some of the days that bear one name.

    Attributes:
        first: the first of them.
        last: the last of them.
        ranges: their hours; none = closed.
        chosen: which of them, when it is not all.
    """

    first: int
    last: int
    ranges: tuple[TimeRange, ...]
    chosen: ChosenDay | None = None


def group_days(week: WeekHours) -> tuple[DayGroup, ...]:
    """A week as a table shows it: plain days together while their hours are the same, then the chosen ones."""
    groups = (list(days) for _, days in groupby(range(7), key=lambda day: week.days[day]))
    plain = (DayGroup(days[0], days[-1], week.days[days[0]]) for days in groups)
    return *plain, *(DayGroup(one.day.weekday, one.day.weekday, one.ranges, one.day) for one in week.chosen)


def parse_week_days(text: str) -> tuple[ChosenDay, ...]:
    """Days of a week, as a key of it says them: `mardi au jeudi`, `1er et 3e samedi`, `samedi des semaines paires`.

    >>> parse_week_days("dernier dimanche du mois")
    (ChosenDay(weekday=6, rank=-1, even=None),)

    Raises `jour-inconnu`, `jour-double`, `rang-et-semaines`.
    """
    weeks = _WEEKS.search(text)
    names = text[: weeks.start()] if weeks else text
    ranked = any(has_rank(part) for part in re.split(r"[,;/]|\bet\b", names))
    if not ranked:
        even = None if weeks is None else not weeks["odd"]
        return tuple(ChosenDay(day, even=even) for day in parse_weekdays(names))
    if weeks:
        raise invalid("rang-et-semaines")
    return tuple(ChosenDay(day.weekday, day.rank) for day in parse_rule_days(names))


def parse_week(value: object) -> WeekHours:
    """Seven days of a mapping `lundi: 9h-12h`; a day that is not written is closed.

    Raises `semaine-attendue`, and at its key what `parse_week_days` and `parse_ranges` raise, `plages-melees` where a
    night runs into the next day.
    """
    if isinstance(value, WeekHours):
        return value
    if not isinstance(value, Mapping):
        raise invalid("semaine-attendue")
    typed: dict[ChosenDay, tuple[str, tuple[TimeRange, ...]]] = {}
    errors: list[Located] = []
    for key, text in value.items():
        try:
            days = parse_week_days(str(key))
            ranges = parse_ranges(text)
            for day in days:
                if day in typed:
                    raise invalid("jour-double", value=WEEKDAYS[day.weekday])
                typed[day] = key, ranges
        except PydanticCustomError as error:
            errors.append(((key,), error))
    if errors := [*errors, *_clashes(typed)]:
        raise invalid_inside(errors)
    plain = tuple(typed.get(ChosenDay(day), ("", ()))[1] for day in range(7))
    chosen = (ChosenHours(day, ranges) for day, (_, ranges) in typed.items() if not day.plain)
    return WeekHours(plain, tuple(sorted(chosen, key=lambda one: one.day.rank is None)))


def _clashes(typed: Mapping[ChosenDay, tuple[str, tuple[TimeRange, ...]]]) -> Iterator[Located]:
    for day, (key, ranges) in typed.items():
        tomorrows = [hours for other, (_, hours) in typed.items() if other.weekday == (day.weekday + 1) % 7]
        if any(clash(ranges, tomorrow) for tomorrow in tomorrows):
            yield (key,), invalid("plages-melees", value=WEEKDAYS[day.weekday])


_WEEK_SCHEMA = {
    "type": "object",
    "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
}
Week = Annotated[WeekHours, PlainValidator(parse_week), WithJsonSchema(_WEEK_SCHEMA), Widget("week")]

"""Recurrence: the part of RFC 5545's RRULE (§3.3.10) that an agenda needs, in French words.

The rule runs in wall-clock time, as clocks on the wall do: a Thursday evening at 18:30 stays at 18:30 after the change
of clock. Days that a month lacks are not skipped in silence: the writer is asked to choose.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum
from itertools import islice
from typing import Annotated, Literal, NamedTuple
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule
from dateutil.rrule import weekday as rule_weekday
from pydantic import Field, PlainValidator, ValidationInfo, WithJsonSchema, field_validator

from tambour.model.conversions import text_of
from tambour.model.fields import Demanded, Moment, Record, Widget
from tambour.model.problems import invalid
from tambour.model.time.moments import LAST_YEAR
from tambour.model.time.weekdays import parse_weekday, split_days, weekdays_in

MAX_OCCURRENCES = 1000


class Frequency(StrEnum):
    """How often a series comes back."""

    DAILY = "quotidienne"
    WEEKLY = "hebdomadaire"
    MONTHLY = "mensuelle"
    YEARLY = "annuelle"


_RFC = {
    Frequency.DAILY: "DAILY",
    Frequency.WEEKLY: "WEEKLY",
    Frequency.MONTHLY: "MONTHLY",
    Frequency.YEARLY: "YEARLY",
}
_DATEUTIL: dict[Frequency, Literal[0, 1, 2, 3]] = {
    Frequency.DAILY: DAILY,
    Frequency.WEEKLY: WEEKLY,
    Frequency.MONTHLY: MONTHLY,
    Frequency.YEARLY: YEARLY,
}
_RFC_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_RANKS = (
    (r"(?:1er|1re|premier|première)", 1),
    (r"(?:2e|2ème|2nd|deuxième|second)", 2),
    (r"(?:3e|3ème|troisième)", 3),
    (r"(?:4e|4ème|quatrième)", 4),
    (r"(?:5e|5ème|cinquième)", 5),
    (r"(?:avant-dernier|avant-dernière)", -2),
    (r"(?:dernier|dernière)", -1),
)
# How a form says them, and a file may.
RANK_WORDS = {1: "1er", 2: "2e", 3: "3e", 4: "4e", 5: "5e", -2: "avant-dernier", -1: "dernier"}
_OTHERS = " ; dans un mois : « 1er mardi », « dernier vendredi »"


class RuleDay(NamedTuple):
    """A weekday of a rule.

    Attributes:
        weekday: Monday is 0.
        rank: which one of the month: 1 the first, -1 the last; `None` for every one.
    """

    weekday: int
    rank: int | None = None

    def matches(self, day: date) -> bool:
        """Whether a day is one of those meant."""
        if day.weekday() != self.weekday or self.rank is None:
            return day.weekday() == self.weekday
        if self.rank > 0:
            return (day.day - 1) // 7 + 1 == self.rank
        return (monthrange(day.year, day.month)[1] - day.day) // 7 + 1 == -self.rank


def parse_rule_days(value: object) -> tuple[RuleDay, ...]:
    """Days of a rule: `lundi`, `mardi au jeudi`, `1er mardi`, `[1er samedi, dernier samedi]`.

    Raises `jour-inconnu`, `jour-double`, `texte-attendu`.
    """
    if isinstance(value, tuple):
        return value
    texts = [part for entry in (value if isinstance(value, list) else [value]) for part in split_days(text_of(entry))]
    days = [day for text in _with_weekdays(texts) for day in _days_in(text)]
    if len(set(days)) < len(days):
        raise invalid("jour-double", value=", ".join(texts))
    return tuple(days)


def _with_weekdays(texts: Sequence[str]) -> list[str]:
    """`1er` and `3e samedi`: what a rank alone means is the weekday that follows."""
    whole: list[str] = []
    for text in reversed(texts):
        alone = any(re.fullmatch(rf"(?:le\s+)?{words}", text.strip(), re.IGNORECASE) for words, _ in _RANKS)
        whole.append(f"{text} {_weekday_words(whole[-1])}" if alone and whole else text)
    return whole[::-1]


def _weekday_words(text: str) -> str:
    """What is said after the rank."""
    for words, _ in _RANKS:
        if match := re.match(rf"(?:le\s+)?{words}\s+(.*)", text.strip(), re.IGNORECASE):
            return match[1]
    return text


def _days_in(text: str) -> tuple[RuleDay, ...]:
    for words, rank in _RANKS:
        if match := re.fullmatch(rf"(?:le\s+)?{words}\s+(\w+)(?:\s+du\s+mois)?", text, re.IGNORECASE):
            return (RuleDay(parse_weekday(match[1], _OTHERS), rank),)
    return tuple(RuleDay(day) for day in weekdays_in(text, _OTHERS))


def has_rank(text: str) -> bool:
    """Whether a day is said by its place in the month: `1er samedi`."""
    return any(re.match(rf"(?:le\s+)?{words}\s+\w", text.strip(), re.IGNORECASE) for words, _ in _RANKS)


_RULE_DAYS_SCHEMA = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    "examples": ["mardi", "lundi au vendredi", "1er mardi", "dernier vendredi"],
}
RuleDays = Annotated[
    tuple[RuleDay, ...], PlainValidator(parse_rule_days), WithJsonSchema(_RULE_DAYS_SCHEMA), Widget("rule_days")
]


class Recurrence(Record):
    """A series. Its first date is the event's own start; it must have an end."""

    frequency: Frequency = Field(
        alias="frequence", title="Fréquence", description="quotidienne, hebdomadaire, mensuelle ou annuelle."
    )
    interval: int = Field(
        1, ge=1, le=52, alias="intervalle", title="Intervalle", description="2 : une semaine (un mois…) sur deux."
    )
    days: RuleDays = Field(
        (),
        alias="jours",
        title="Jours",
        description="lundi, mardi… ; pour une série mensuelle ou annuelle : 1er mardi, dernier vendredi.",
    )
    until: Annotated[Moment | None, Demanded(unless="nombre")] = Field(
        None, alias="jusqu_au", title="Jusqu'au", description="Dernier jour possible de la série, compris."
    )
    count: Annotated[int | None, Demanded(unless="jusqu_au")] = Field(
        None,
        ge=1,
        le=MAX_OCCURRENCES,
        alias="nombre",
        title="Nombre",
        description="Nombre de dates de la série, celles de « sauf » comprises ; à la place de « jusqu_au ».",
        validate_default=True,
    )

    @field_validator("days")
    @classmethod
    def days_suit_the_frequency(cls, value: tuple[RuleDay, ...], info: ValidationInfo) -> tuple[RuleDay, ...]:
        frequency = info.data.get("frequency")
        if frequency in (Frequency.MONTHLY, Frequency.YEARLY) and any(day.rank is None for day in value):
            raise invalid("jour-sans-rang")
        if frequency in (Frequency.DAILY, Frequency.WEEKLY) and any(day.rank is not None for day in value):
            raise invalid("jour-avec-rang")
        return value

    @field_validator("count")
    @classmethod
    def has_one_end(cls, value: int | None, info: ValidationInfo) -> int | None:
        if "until" in info.data:
            if value is None and info.data["until"] is None:
                raise invalid("serie-sans-fin")
            if value is not None and info.data["until"] is not None:
                raise invalid("serie-deux-fins")
        return value


def wall_starts(recurrence: Recurrence, start: date | datetime) -> tuple[date | datetime, ...]:
    """Starts of a series: days when `start` is one, else naive wall-clock times. At most MAX_OCCURRENCES + 1."""
    all_day = not isinstance(start, datetime)
    walls = islice(_rule(recurrence, _wall(start)), MAX_OCCURRENCES + 1)
    return tuple(moment.date() if all_day else moment for moment in walls)


def check_series(recurrence: Recurrence, start: date | datetime) -> None:
    """Refuse a series that does not hold with its first date.

    Raises `serie-finie-avant-debut`, `serie-jour-manquant`, `serie-hors-debut`, `trop-de-dates`.
    """
    until = recurrence.until
    if until is not None and _last_wall(until) < _wall(start):
        raise invalid("serie-finie-avant-debut")
    if not recurrence.days and _some_periods_lack(start, recurrence.frequency):
        raise invalid("serie-jour-manquant", value=f"{start:%d/%m}")
    starts = wall_starts(recurrence, start)
    if not starts or _wall(starts[0]) != _wall(start):
        raise invalid("serie-hors-debut", value=f"{start:%d/%m/%Y}")
    if len(starts) > MAX_OCCURRENCES or starts[-1].year > LAST_YEAR:
        raise invalid("trop-de-dates", limit=MAX_OCCURRENCES, year=LAST_YEAR)


def _some_periods_lack(start: date, frequency: Frequency) -> bool:
    """Months without a 29th, 30th or 31st, years without a 29 February: RFC 5545 skips them, readers would not know."""
    if frequency is Frequency.MONTHLY:
        return start.day > 28
    return frequency is Frequency.YEARLY and (start.month, start.day) == (2, 29)


def rrule_text(recurrence: Recurrence, start: date | datetime, zone: ZoneInfo) -> str:
    """Value of the RRULE property (RFC 5545 §3.3.10), for a DTSTART of `start`.

    UNTIL is a DATE when all-day, else in UTC, as that section requires.
    """
    parts = [f"FREQ={_RFC[recurrence.frequency]}"]
    if recurrence.interval > 1:
        parts.append(f"INTERVAL={recurrence.interval}")
    if recurrence.frequency is Frequency.YEARLY and recurrence.days:
        parts.append(f"BYMONTH={start.month}")
    if recurrence.days:
        parts.append("BYDAY=" + ",".join(f"{day.rank or ''}{_RFC_DAYS[day.weekday]}" for day in recurrence.days))
    if recurrence.count is not None:
        parts.append(f"COUNT={recurrence.count}")
    if recurrence.until is not None:
        last = _last_wall(recurrence.until)
        if isinstance(start, datetime):
            parts.append(f"UNTIL={last.replace(tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}")
        else:
            parts.append(f"UNTIL={last:%Y%m%d}")
    return ";".join(parts)


def _rule(recurrence: Recurrence, wall: datetime) -> Iterator[datetime]:
    ordinal_year = recurrence.frequency is Frequency.YEARLY and recurrence.days
    return iter(
        rrule(
            _DATEUTIL[recurrence.frequency],
            dtstart=wall,
            interval=recurrence.interval,
            count=recurrence.count,
            until=_last_wall(recurrence.until) if recurrence.until is not None else None,
            byweekday=[rule_weekday(day.weekday, day.rank) for day in recurrence.days] or None,
            bymonth=wall.month if ordinal_year else None,
        )
    )


def _wall(moment: date | datetime) -> datetime:
    return moment.replace(tzinfo=None) if isinstance(moment, datetime) else datetime.combine(moment, time())


def _last_wall(until: date | datetime) -> datetime:
    """Last wall-clock second at which a series may still start: `jusqu_au` is included."""
    return until.replace(tzinfo=None) if isinstance(until, datetime) else datetime.combine(until, time(23, 59, 59))

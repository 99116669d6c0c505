"""Times of an event: one slot of a list, one exception of a series, and the rules that both share."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import Field, PlainValidator, ValidationInfo, WithJsonSchema, field_validator

from tambour.model.conversions import text_of, zone_of
from tambour.model.events.occurrence import EventStatus
from tambour.model.fields import DAY_PATTERN, Day, Line, Many, Moment, Record, Widget
from tambour.model.place import PlaceField
from tambour.model.problems import Located, invalid
from tambour.model.time.moments import as_instant, in_zone, is_clock, parse_clock, parse_moment

LONGEST_NIGHT = timedelta(hours=12)  # from 20h to 2h is the night that follows; from 20h to 19h is a slip


def _moment_or_clock(value: object, info: ValidationInfo) -> date | datetime | time:
    if isinstance(value, date | time):
        return value
    text = text_of(value)
    return parse_clock(text) if is_clock(text) else parse_moment(text, zone_of(info))


_DAY_OR_HOUR_SCHEMA = {
    "type": "string",
    "pattern": rf"^{DAY_PATTERN}([T\s].*)?$|^\d{{1,2}}\s*[hH:]\s*\d{{0,2}}$",
    "examples": ["2026-12-05 12:30", "12h30", "2026-12-06"],
}
_DAY_OR_HOUR = PlainValidator(_moment_or_clock), WithJsonSchema(_DAY_OR_HOUR_SCHEMA), Widget("moment_or_clock")
# A moment, or an hour alone, which only a whole series can place in its day.
MomentOrClock = Annotated[date | datetime | time, *_DAY_OR_HOUR]
# The same as typed; a validator of its model has given an hour alone its day.
PlacedMoment = Annotated[date | datetime, *_DAY_OR_HOUR]


def instant_key(moment: date | datetime) -> str:
    """Text of a moment that no zone or clock change can make ambiguous: `20261205T090000Z`, or `20261205` for a day."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" if isinstance(moment, datetime) else f"{moment:%Y%m%d}"


def resolve_end(start: date | datetime, end: date | datetime | time, zone: ZoneInfo) -> date | datetime:
    """The end of what starts at `start`: an hour alone is that of the same day, or of the night that follows.

    Raises `jours-et-heures-melanges`, `fin-avant-debut`, `heure-inexistante`, `heure-double`.
    """
    if isinstance(end, time) and isinstance(start, datetime):
        end = _end_clock(start, end, zone)
    if isinstance(start, datetime) and isinstance(end, datetime):
        wrong = end.astimezone(UTC) <= start.astimezone(UTC)  # within one zone, Python would compare the clocks
    elif isinstance(start, datetime) or isinstance(end, datetime | time):
        raise invalid("jours-et-heures-melanges")
    else:
        wrong = end < start
    if wrong:
        raise invalid("fin-avant-debut")
    return end


def _end_clock(start: datetime, clock: time, zone: ZoneInfo) -> datetime:
    first, same_day = start.replace(tzinfo=None), datetime.combine(start.date(), clock)
    next_day = same_day + timedelta(days=1)
    at_night = clock == time() or next_day - first <= LONGEST_NIGHT
    return in_zone(next_day if same_day <= first and at_night else same_day, zone)


def check_previous(start: date | datetime, previous: tuple[date | datetime, ...]) -> None:
    """Each move leads elsewhere, if only back to an earlier date. Raises `debut-precedent-identique`."""
    keys = [instant_key(moment) for moment in (*previous, start)]
    if any(one == other for one, other in pairwise(keys)):
        raise invalid("debut-precedent-identique")


class Slot(Record):
    """One date of an event that has several."""

    start: Moment = Field(alias="debut", title="Début", description="Jour, ou jour et heure.")
    end: PlacedMoment | None = Field(
        None, alias="fin", title="Fin", description="Même forme que debut, ou l'heure seule : 12h30."
    )
    previous_starts: Many[Moment] = Field(
        (),
        alias="debut_precedent",
        title="Début précédent",
        description="Où cette date était annoncée avant ; plusieurs fois déplacée : de la plus ancienne à la dernière.",
    )
    status: EventStatus | None = Field(
        None, alias="statut", title="Statut", description="Sans lui, celui de l'événement."
    )
    place: PlaceField | None = Field(None, alias="lieu", title="Lieu", description="Sans lui, celui de l'événement.")
    note: Line | None = Field(None, title="Note", description="Ce qui ne concerne que cette date.")

    @field_validator("end")
    @classmethod
    def ends_after_it_starts(cls, value: Any, info: ValidationInfo) -> Any:
        start = info.data.get("start")
        return value if value is None or start is None else resolve_end(start, value, zone_of(info))

    @field_validator("previous_starts")
    @classmethod
    def was_elsewhere_before(
        cls, value: tuple[date | datetime, ...], info: ValidationInfo
    ) -> tuple[date | datetime, ...]:
        if (start := info.data.get("start")) is not None:
            check_previous(start, value)
        return value

    @property
    def key(self) -> str:
        """Stable identity inside the event: its first announced start."""
        return instant_key(self.announced)

    @property
    def announced(self) -> date | datetime:
        """The start that was announced first."""
        return next(iter(self.previous_starts), self.start)


def wrong_order(slots: Sequence[Slot], zone: ZoneInfo) -> Iterator[Located]:
    """Slots announced twice, or out of order: mostly a slip in a month or a year. A postponed slot keeps its rank."""
    keys: set[str] = set()
    latest = None
    for index, slot in enumerate(slots):
        begins = as_instant(slot.announced, zone).astimezone(UTC)
        if slot.key in keys:
            yield (index, "debut"), invalid("creneau-double")
        elif latest is not None and begins < latest:
            yield (index, "debut"), invalid("creneaux-en-desordre")
        keys.add(slot.key)
        latest = max(begins, latest or begins)


class SeriesException(Record):
    """What differs for one date of a series; the date itself never changes, so the date keeps its identity."""

    day: Day = Field(
        alias="date", title="Date", description="Jour de la série dont on parle, tel que la règle le donne."
    )
    start: PlacedMoment | None = Field(
        None, alias="debut", title="Début", description="Nouveau début : jour et heure, ou l'heure seule le même jour."
    )
    end: MomentOrClock | None = Field(
        None, alias="fin", title="Fin", description="Nouvelle fin ; sans elle, la durée reste celle de la série."
    )
    status: EventStatus | None = Field(
        None, alias="statut", title="Statut", description="annule, reporte, deplace, complet… pour cette date."
    )
    place: PlaceField | None = Field(None, alias="lieu", title="Lieu", description="Pour cette date seulement.")
    note: Line | None = Field(
        None, title="Note", description="Ce qui ne concerne que cette date.", validate_default=True
    )

    @field_validator("start")
    @classmethod
    def hour_alone_is_of_that_day(cls, value: Any, info: ValidationInfo) -> Any:
        day = info.data.get("day")
        if isinstance(value, time) and day is not None:
            return in_zone(datetime.combine(day, value), zone_of(info))
        return value

    @field_validator("note")
    @classmethod
    def says_something(cls, value: str | None, info: ValidationInfo) -> str | None:
        others = ("start", "end", "status", "place")
        if value is None and all(name in info.data and info.data[name] is None for name in others):
            raise invalid("exception-vide")
        return value

"""Opening hours: a regular week, seasons that replace it, public holidays, and exceptions with their reason.

What holds on a day: an exception, else the rule for public holidays, else the season's week, else the regular week.
What a week is, `tambour.model.time.week_hours` says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, ValidationInfo, WithJsonSchema, field_validator

from tambour.model.fields import Day, Demanded, Line, Many, Record, Widget
from tambour.model.problems import invalid, invalid_inside
from tambour.model.time.periods import PeriodDay, YearDay, check_period, overlap, within
from tambour.model.time.time_ranges import Ranges, TimeRange, parse_ranges
from tambour.model.time.week_hours import DayGroup, Week, WeekHours, group_days


class Season(Record):
    """A part of the year with a week of its own."""

    title: Line | None = Field(None, alias="titre", title="Titre", description="Été, vacances scolaires, hiver…")
    first: PeriodDay = Field(alias="du", title="Du", description="Premier jour : 2026-07-01, ou 01/07 chaque année.")
    last: PeriodDay = Field(alias="au", title="Au", description="Dernier jour, compris, sous la même forme.")
    week: Week = Field(alias="semaine", title="Semaine", description="Horaires de chaque jour pendant cette saison.")

    @field_validator("last")
    @classmethod
    def ends_after_it_starts(cls, value: date | YearDay, info: ValidationInfo) -> date | YearDay:
        if "first" in info.data:
            check_period(info.data["first"], value)
        return value


class HoursException(Record):
    """Days on which other hours hold, or none."""

    first: Day = Field(alias="du", title="Du", description="Premier jour.")
    last: Day | None = Field(
        None, alias="au", title="Au", description="Dernier jour, compris ; sans lui, un seul jour."
    )
    ranges: Ranges = Field(alias="heures", title="Heures", description="9h-12h, ou ferme.")
    reason: Line | None = Field(None, alias="raison", title="Raison", description="Travaux, inventaire, élections…")

    @field_validator("last")
    @classmethod
    def ends_after_it_starts(cls, value: date | None, info: ValidationInfo) -> date | None:
        if value is not None and "first" in info.data:
            check_period(info.data["first"], value)
        return value

    @property
    def period(self) -> tuple[date, date]:
        """First and last day."""
        return self.first, self.last or self.first


def _holiday_rule(value: object) -> object:
    if isinstance(value, str) and value.strip().lower() == "ouvert":
        return "ouvert"
    return parse_ranges(value)


_HOLIDAY_SCHEMA = {"type": "string", "examples": ["ferme", "ouvert", "10h-12h"]}
HolidayHours = Annotated[
    tuple[TimeRange, ...] | Literal["ouvert"],
    PlainValidator(_holiday_rule),
    WithJsonSchema(_HOLIDAY_SCHEMA),
    Widget("holiday_hours"),
]


class OpeningHours(Record):
    """When a place is open."""

    week: Annotated[Week | None, Demanded(unless="saisons")] = Field(
        None,
        alias="semaine",
        title="Semaine",
        description="lundi: 9h-12h, 14h-17h… Aussi « 1er samedi » ou "
        "« samedi des semaines paires ». Un jour absent est fermé.",
    )
    seasons: Many[Season] = Field(
        (),
        alias="saisons",
        title="Saisons",
        description="Semaines qui remplacent la semaine ordinaire ; une saison datée l'emporte sur une annuelle.",
        validate_default=True,
    )
    holidays: HolidayHours = Field(
        (), alias="jours_feries", title="Jours fériés", description="ferme (par défaut), ouvert, ou des heures."
    )
    exceptions: Many[HoursException] = Field(
        (), title="Exceptions", description="Fermetures et ouvertures exceptionnelles : du, au, heures, raison."
    )

    @field_validator("seasons")
    @classmethod
    def seasons_do_not_overlap(cls, value: tuple[Season, ...], info: ValidationInfo) -> Any:
        if not value and info.data.get("week", ...) is None:
            raise invalid("horaires-sans-semaine")
        _apart([(season.first, season.last) for season in value], "saisons-melees")
        return value

    @field_validator("exceptions")
    @classmethod
    def exceptions_do_not_overlap(cls, value: tuple[HoursException, ...]) -> tuple[HoursException, ...]:
        _apart([exception.period for exception in value], "exceptions-melees")
        return value


def _apart(periods: list[tuple[date | YearDay, date | YearDay]], code: str) -> None:
    errors = [
        ((index, "du"), invalid(code))
        for index, period in enumerate(periods)
        for earlier in range(index)
        if overlap(period, periods[earlier])
    ]
    if errors:
        raise invalid_inside(errors)


@dataclass(frozen=True)
class OpenDay:
    """The hours of one day. ranges: none = closed. reason: of an exception, or a holiday's name; "" = ordinary."""

    day: date
    ranges: tuple[TimeRange, ...]
    reason: str = ""


def hours_on(hours: OpeningHours, day: date, holidays: Mapping[date, str]) -> OpenDay:
    """What holds on a day. holidays: `tambour.model.time.holidays`, for the territory's zone."""
    for exception in hours.exceptions:
        if within(day, *exception.period):
            return OpenDay(day, exception.ranges, exception.reason or "")
    if day in holidays and hours.holidays != "ouvert":
        return OpenDay(day, hours.holidays, holidays[day])
    week = week_on(hours, day)
    return OpenDay(day, week.on(day) if week else ())


def closure_on(hours: OpeningHours, day: date) -> HoursException | None:
    """The exception that keeps it closed on a day, up to the last day of those that follow it without a gap."""
    holding = next((one for one in hours.exceptions if not one.ranges and within(day, *one.period)), None)
    if holding is None:
        return None
    last = holding.period[1]
    for one in sorted(hours.exceptions, key=lambda one: one.first):
        if not one.ranges and one.first == last + timedelta(days=1):
            last = one.period[1]
    return holding.model_copy(update={"last": last})


def week_on(hours: OpeningHours, day: date) -> WeekHours | None:
    """The regular week in force on a day: a dated season's, else a yearly season's, else the ordinary one, if any."""
    season = _season_on(hours, day)
    return hours.week if season is None else season.week


def _season_on(hours: OpeningHours, day: date) -> Season | None:
    by_precision = sorted(hours.seasons, key=lambda season: isinstance(season.first, YearDay))
    return next((season for season in by_precision if within(day, season.first, season.last)), None)


@dataclass(frozen=True)
class RegularWeek:
    """A week for display. title "" and no days `first`, `last` for the ordinary one."""

    title: str
    first: date | YearDay | None
    last: date | YearDay | None
    days: tuple[DayGroup, ...]
    in_force: bool


def regular_weeks(hours: OpeningHours, day: date) -> tuple[RegularWeek, ...]:
    """What a reader needs on a day: the week in force, the ordinary one, then each season's that is still to come."""
    season = _season_on(hours, day)
    weeks = [] if hours.week is None else [RegularWeek("", None, None, group_days(hours.week), season is None)]
    weeks += (
        RegularWeek(one.title or "", one.first, one.last, group_days(one.week), one is season)
        for one in hours.seasons
        if isinstance(one.last, YearDay) or one.last >= day
    )
    return tuple(sorted(weeks, key=lambda week: not week.in_force))


def exceptions_ahead(hours: OpeningHours, day: date) -> tuple[HoursException, ...]:
    """Exceptions that are not over on a day, soonest first."""
    ahead = (one for one in hours.exceptions if one.period[1] >= day)
    return tuple(sorted(ahead, key=lambda one: one.first))

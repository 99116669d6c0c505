"""One collection of a service calendar: what comes by, its rule, and what differs for one planned day."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, ValidationInfo, field_validator

from tambour.model.fields import Chosen, Day, Demanded, Identifier, Line, Many, Record, YesNo
from tambour.model.item import CommuneRef
from tambour.model.problems import Located, invalid, invalid_inside
from tambour.model.time.periods import PeriodDay, YearDay, check_period, within
from tambour.model.time.recurrence import RuleDay, RuleDays
from tambour.model.time.time_ranges import Ranges


class Weeks(StrEnum):
    """In which weeks a collection takes place."""

    ALL = "toutes"
    EVEN = "paires"
    ODD = "impaires"
    ALTERNATE = "une_sur_deux"


class HolidayPolicy(StrEnum):
    """What a public holiday does to the collection of that day."""

    KEPT = "maintenu"
    NEXT_DAY = "decale_lendemain"
    DAY_BEFORE = "decale_veille"
    SATURDAY = "decale_samedi"
    REST_OF_WEEK = "decale_semaine"
    DROPPED = "supprime"


class Colour(StrEnum):
    """By which inhabitants know a bin, and its calendars' marks are drawn."""

    YELLOW = "jaune"
    GREY = "gris"
    BROWN = "marron"
    GREEN = "vert"
    BLUE = "bleu"
    RED = "rouge"
    ORANGE = "orange"
    PURPLE = "violet"
    PINK = "rose"
    BLACK = "noir"
    WHITE = "blanc"


class CollectionException(Record):
    """What differs for one planned day."""

    day: Day = Field(alias="date", title="Date", description="Jour prévu par la règle.")
    moved_to: Day | None = Field(None, alias="reporte_au", title="Reporté au", description="Nouveau jour.")
    cancelled: YesNo = Field(
        False, alias="annule", title="Annulé", description="oui : pas de passage, pas de rattrapage."
    )
    note: Line | None = Field(None, title="Note", description="Pourquoi, ou que faire.", validate_default=True)

    @field_validator("cancelled")
    @classmethod
    def is_not_moved_too(cls, value: bool, info: ValidationInfo) -> bool:
        if value and info.data.get("moved_to") is not None:
            raise invalid("annule-et-reporte")
        return value

    @field_validator("note")
    @classmethod
    def says_something(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("moved_to", ...) is None and info.data.get("cancelled") is False:
            raise invalid("exception-vide")
        return value


class Collection(Record):
    """One thing that is collected (or one service that comes by), and its rule."""

    id: Identifier = Field(
        title="Identifiant", description="Ne change jamais, même si le libellé change : om, tri, verre…"
    )
    label: Line = Field(
        alias="libelle",
        title="Libellé",
        description="Ordures ménagères, bac jaune, bibliobus… ; se comprend seul, même sur un téléphone.",
    )
    colour: Colour | None = Field(
        None,
        alias="couleur",
        title="Couleur",
        description="Sur le calendrier de l'année. Vide : celle que dit le libellé (« Bac jaune »), ou une autre.",
    )
    communes: Chosen[CommuneRef] = Field(
        (),
        title="Communes",
        description="Où cette collecte passe, si ce n'est pas dans toutes les communes du calendrier.",
        examples=["[cluny]"],
    )
    days: RuleDays = Field(
        (), alias="jours", title="Jours", description="lundi, mardi et vendredi ; ou 1er lundi du mois."
    )
    weeks: Weeks = Field(
        Weeks.ALL,
        alias="semaines",
        title="Semaines",
        description="toutes, paires, impaires (numéros du calendrier), ou une_sur_deux à partir de « du ».",
    )
    first: Annotated[PeriodDay | None, Demanded(by="semaines", value=str(Weeks.ALTERNATE))] = Field(
        None,
        alias="du",
        title="Du",
        description="Premier jour de la règle : 2026-04-01, ou 01/04 chaque année.",
        validate_default=True,
    )
    last: PeriodDay | None = Field(
        None,
        alias="au",
        title="Au",
        description="Dernier jour de la règle, compris ; même forme que « du ».",
        validate_default=True,
    )
    dates: Chosen[Day] = Field(
        (),
        title="Dates",
        description="Jours précis, en plus ou à la place de « jours » ; les jours fériés ne les décalent pas.",
        validate_default=True,
    )
    hours: Ranges = Field((), alias="heures", title="Heures", description="Si le passage a des heures : 14h-16h.")
    instruction: Line | None = Field(
        None, alias="consigne", title="Consigne", description="Sortir les bacs la veille au soir…"
    )
    on_holidays: HolidayPolicy | None = Field(
        None,
        alias="feries",
        title="Jours fériés",
        description="Pour cette collecte seulement ; sinon, comme les autres.",
    )
    exceptions: Many[CollectionException] = Field(
        (), title="Exceptions", description="date, puis reporte_au ou annule: oui, et note."
    )

    @field_validator("weeks")
    @classmethod
    def ranks_need_no_weeks(cls, value: Weeks, info: ValidationInfo) -> Weeks:
        if value is not Weeks.ALL and any(day.rank is not None for day in info.data.get("days", ())):
            raise invalid("rang-et-semaines")
        return value

    @field_validator("first")
    @classmethod
    def alternate_weeks_need_a_first_one(cls, value: date | YearDay | None, info: ValidationInfo) -> Any:
        if info.data.get("weeks") is Weeks.ALTERNATE and not isinstance(value, date):
            raise invalid("semaines-sans-depart")
        return value

    @field_validator("last")
    @classmethod
    def period_holds(cls, value: date | YearDay | None, info: ValidationInfo) -> date | YearDay | None:
        if "first" in info.data:
            check_period(info.data["first"], value)
        return value

    @field_validator("dates")
    @classmethod
    def has_days(cls, value: tuple[date, ...], info: ValidationInfo) -> tuple[date, ...]:
        if not value and info.data.get("days") == ():
            raise invalid("collecte-sans-jour")
        return value

    @field_validator("exceptions")
    @classmethod
    def excepts_planned_days(cls, value: tuple[CollectionException, ...], info: ValidationInfo) -> Any:
        rule = [info.data.get(name, ...) for name in ("days", "weeks", "first", "last", "dates")]
        if ... in rule:  # refused already
            return value
        if errors := list(_wrong_days([exception.day for exception in value], lambda day: _is_planned(day, *rule))):
            raise invalid_inside(errors)
        return value

    def planned_on(self, day: date) -> bool:
        """Whether the rule gives this day, before holidays and exceptions change anything."""
        return _is_planned(day, self.days, self.weeks, self.first, self.last, self.dates)


def _wrong_days(days: list[date], planned: Callable[[date], bool]) -> Iterator[Located]:
    for index, day in enumerate(days):
        if day in days[:index]:
            yield (index, "date"), invalid("exception-double", value=f"{day:%d/%m/%Y}")
        elif not planned(day):
            around = (day + step * away * timedelta(days=1) for away in range(1, 367) for step in (-1, 1))
            nearest = next((f"{other:%d/%m/%Y}" for other in around if planned(other)), "aucune")
            yield (index, "date"), invalid("date-hors-serie", value=f"{day:%d/%m/%Y}", nearest=nearest)


def _is_planned(
    day: date,
    days: tuple[RuleDay, ...],
    weeks: Weeks,
    first: date | YearDay | None,
    last: date | YearDay | None,
    dates: tuple[date, ...],
) -> bool:
    by_rule = any(one.matches(day) for one in days) and within(day, first, last) and _in_weeks(day, weeks, first)
    return by_rule or day in dates


def _in_weeks(day: date, weeks: Weeks, first: date | YearDay | None) -> bool:
    """Even and odd are ISO 8601 week numbers, as on calendars: after a week 53 come two odd weeks in a row."""
    if weeks is Weeks.ALTERNATE and isinstance(first, date):
        apart = (day - timedelta(days=day.weekday())) - (first - timedelta(days=first.weekday()))
        return apart.days // 7 % 2 == 0
    return weeks is Weeks.ALL or day.isocalendar().week % 2 == (0 if weeks is Weeks.EVEN else 1)

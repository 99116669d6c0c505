"""School holidays of metropolitan France (arrêtés du ministère de l’Éducation nationale), by zone."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import groupby

from vacances_scolaires_france import SchoolHolidayDates, UnsupportedYearException

_MONTHS_AHEAD = timedelta(days=366)
_TYPOGRAPHIC = str.maketrans("'", "’")


class SchoolZone(StrEnum):
    """Where the winter and spring holidays differ."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True)
class SchoolHolidays:
    """One stretch without school.

    Attributes:
        name: `Vacances de Noël`, `Pont de l’Ascension`.
        first: the first day without school, most often a Saturday.
        last: the last one, included.
    """

    name: str
    first: date
    last: date


def school_holidays(today: date, zone: SchoolZone) -> tuple[SchoolHolidays, ...]:
    """The holidays that are not over, for a year ahead, soonest first.

    Args:
        today: the day to judge at.
        zone: of the territory's schools.

    Returns:
        As far as the calendar is published; nothing beyond.
    """
    years = (today.year - 1, today.year, today.year + 1)
    spells = (spell for year in years for spell in _of_year(year, zone))
    merged: list[SchoolHolidays] = []
    for one in spells:
        if merged and merged[-1].name == one.name and one.first - merged[-1].last == timedelta(days=1):
            merged[-1] = SchoolHolidays(one.name, merged[-1].first, one.last)  # those of Noël run over New Year
        else:
            merged.append(one)
    return tuple(one for one in merged if one.last >= today and one.first <= today + _MONTHS_AHEAD)


@cache
def _of_year(year: int, zone: SchoolZone) -> tuple[SchoolHolidays, ...]:
    try:
        days = _calendar().holidays_for_year_and_zone(year, zone.value)
    except UnsupportedYearException:
        return ()
    spells = []
    # Successive days of one name keep one distance to their rank.
    ranked = enumerate(sorted(days))
    for (name, _), some in groupby(ranked, lambda one: (days[one[1]]["nom_vacances"], one[1].toordinal() - one[0])):
        stretch = [day for _, day in some]
        spells.append(SchoolHolidays(name.translate(_TYPOGRAPHIC), stretch[0], stretch[-1]))
    return tuple(spells)


@cache
def _calendar() -> SchoolHolidayDates:
    return SchoolHolidayDates()  # it reads fourteen thousand lines, once

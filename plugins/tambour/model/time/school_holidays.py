"""School holidays of metropolitan France (arrêtés du ministère de l’Éducation nationale), by zone."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import groupby

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
    days, spells = _days(year, zone), []
    # Successive days of one name keep one distance to their rank.
    ranked = enumerate(sorted(days))
    for (name, _), some in groupby(ranked, lambda one: (days[one[1]], one[1].toordinal() - one[0])):
        stretch = [day for _, day in some]
        spells.append(SchoolHolidays(name.translate(_TYPOGRAPHIC), stretch[0], stretch[-1]))
    return tuple(spells)


def _days(year: int, zone: SchoolZone) -> Mapping[date, str]:
    """Each day of a year without school, with the name of its holidays; none of a year that is not published.

    The library makes a date of fourteen thousand lines before it tells any: here those of a year are read, in its file.
    """
    with (files("vacances_scolaires_france") / "data" / "data.csv").open(encoding="utf-8") as stream:
        rows = csv.DictReader(line for line in stream if line.startswith(("date,", f"{year}-")))
        free = f"vacances_zone_{zone.value.lower()}"
        return {date.fromisoformat(row["date"]): row["nom_vacances"] for row in rows if row[free] == "True"}

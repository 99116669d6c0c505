"""French public holidays (code du travail, art. L3133-1, and those of Alsace-Moselle and overseas), by day."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from jours_feries_france import JoursFeries


class HolidayZone(StrEnum):
    """Where holidays differ; the values are the zones of `jours_feries_france`."""

    METROPOLE = "Métropole"
    ALSACE_MOSELLE = "Alsace-Moselle"
    GUADELOUPE = "Guadeloupe"
    GUYANE = "Guyane"
    MARTINIQUE = "Martinique"
    MAYOTTE = "Mayotte"
    NOUVELLE_CALEDONIE = "Nouvelle-Calédonie"
    LA_REUNION = "La Réunion"
    POLYNESIE = "Polynésie Française"
    SAINT_BARTHELEMY = "Saint-Barthélémy"
    SAINT_MARTIN = "Saint-Martin"
    WALLIS_ET_FUTUNA = "Wallis-et-Futuna"
    SAINT_PIERRE_ET_MIQUELON = "Saint-Pierre-et-Miquelon"


_ANY_YEAR = 2026  # the names are the same every year
# What the library calls otherwise than a public notice would.
_NAMES = MappingProxyType(
    {
        "Jour de Noël": "Noël",
        "2ème jour de Noël": "Saint-Étienne",
        "Abolition de l'esclavage": "Abolition de l’esclavage",
    }
)


def holiday_names() -> frozenset[str]:
    """The French name of every holiday of every zone."""
    return frozenset(
        _NAMES.get(name, name) for zone in HolidayZone for name in JoursFeries.for_year(_ANY_YEAR, zone.value)
    )


@cache
def public_holidays(year: int, zone: str = HolidayZone.METROPOLE) -> Mapping[date, str]:
    """Holidays of a year, in order of date, with their French names; two on one day are named together.

    zone: a value of `HolidayZone`. Raises ValueError for another.
    """
    named: dict[date, str] = {}
    for name, day in JoursFeries.for_year(year, HolidayZone(zone).value).items():
        french = _NAMES.get(name, name)
        named[day] = f"{named[day]} et {french}" if day in named else french
    return MappingProxyType(dict(sorted(named.items())))


def holidays_around(first: date, last: date, zone: str = HolidayZone.METROPOLE) -> Mapping[date, str]:
    """Holidays of all the years from the one before `first` to the one after `last`.

    The years around matter: a collection that the first of January moves was planned in the year before.
    """
    years = range(first.year - 1, last.year + 2)
    return MappingProxyType({day: name for year in years for day, name in public_holidays(year, zone).items()})

"""Public holidays are those of the territory's zone."""

from datetime import date

import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st
from jours_feries_france import JoursFeries

from tambour.model.territory import Territory
from tambour.model.time.holidays import HolidayZone, holiday_names, holidays_around, public_holidays


def test_the_eleven_holidays_of_2026():
    assert [(f"{day:%d/%m}", name) for day, name in public_holidays(2026).items()] == [
        ("01/01", "1er janvier"),
        ("06/04", "Lundi de Pâques"),
        ("01/05", "1er mai"),
        ("08/05", "8 mai"),
        ("14/05", "Ascension"),
        ("25/05", "Lundi de Pentecôte"),
        ("14/07", "14 juillet"),
        ("15/08", "Assomption"),
        ("01/11", "Toussaint"),
        ("11/11", "11 novembre"),
        ("25/12", "Noël"),
    ]


@pytest.mark.parametrize(
    ("zone", "day", "name"),
    [
        ("Alsace-Moselle", date(2026, 4, 3), "Vendredi saint"),
        ("Alsace-Moselle", date(2026, 12, 26), "Saint-Étienne"),
        ("La Réunion", date(2026, 12, 20), "Abolition de l’esclavage"),
        ("Martinique", date(2026, 5, 22), "Abolition de l’esclavage"),
    ],
)
def test_other_zones_have_days_of_their_own(zone, day, name):
    assert public_holidays(2026, zone)[day] == name
    assert day not in public_holidays(2026)


def test_two_holidays_of_one_day_are_named_together():
    assert public_holidays(2008)[date(2008, 5, 1)] == "1er mai et Ascension"


def test_the_zones_are_all_those_of_the_library():
    assert [zone.value for zone in HolidayZone] == JoursFeries.ZONES


def test_an_unknown_zone_is_refused():
    with pytest.raises(ValueError, match="Bretagne"):
        public_holidays(2026, "Bretagne")


@given(st.integers(1990, 2199))
def test_easter_monday_follows_easter(year):
    [monday] = [day for day, name in public_holidays(year).items() if "Lundi de Pâques" in name]

    assert (monday - easter(year)).days == 1


def test_a_span_comes_with_the_years_around_it():
    days = holidays_around(date(2026, 6, 1), date(2026, 6, 30))

    assert (min(days), max(days)) == (date(2025, 1, 1), date(2027, 12, 25))
    assert list(days) == sorted(days)


def test_every_holiday_has_a_name_to_write():
    assert {"Noël", "1er mai", "Lundi de Pâques", "Vendredi saint", "Saint-Étienne"} <= holiday_names()


def test_a_territory_is_in_metropolitan_france_unless_it_says_so():
    assert Territory.model_fields["holidays"].default is HolidayZone.METROPOLE

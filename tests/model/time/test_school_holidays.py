"""The days without school are those that are published, one year read at a time."""

from vacances_scolaires_france import SchoolHolidayDates

from tambour.model.time.school_holidays import SchoolZone, _days


def test_the_days_are_those_that_the_library_tells():
    library = SchoolHolidayDates()

    for year, zone in ((library.min_year, SchoolZone.A), (2026, SchoolZone.B), (library.max_year, SchoolZone.C)):
        told = library.holidays_for_year_and_zone(year, zone.value)
        assert _days(year, zone) == {day: row["nom_vacances"] for day, row in told.items()} != {}
    assert _days(library.max_year + 1, SchoolZone.A) == {}

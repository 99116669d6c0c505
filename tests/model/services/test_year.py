"""A year of collection days: each in its month and week; what is not as usual is told where it was planned."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tambour.model.services.calendar import ServiceCalendar
from tambour.model.services.collection import HolidayPolicy
from tambour.model.services.days import days
from tambour.model.services.year import CalendarDay, ServiceYear, days_ahead, year_of
from tambour.model.time.holidays import HolidayZone, holidays_around
from tests.model.building import ITEM, made

GREY = {"id": "om", "libelle": "Bac gris", "jours": "vendredi"}


def calendar(*collections: dict[str, object], **typed: object) -> ServiceCalendar:
    return made(ServiceCalendar, ITEM | {"feries": "decale_lendemain", "collectes": list(collections)} | typed)


def year(*collections: dict[str, object], number: int = 2026, **typed: object) -> ServiceYear:
    return year_of([calendar(*collections, **typed)], number, HolidayZone.METROPOLE)


def every_day(shown: ServiceYear) -> list[CalendarDay]:
    return [day for month in shown.months for week in month.weeks for day in week.days if day is not None]


def on(shown: ServiceYear, day: date) -> CalendarDay:
    [found] = [one for one in every_day(shown) if one.date == day]
    return found


def told(shown: ServiceYear) -> list[tuple[str, str, list[str]]]:
    return [
        (f"{change.planned:%d/%m}", change.holiday, [f"{one.label} {one.day:%d/%m}" for one in change.rounds])
        for change in shown.changes
    ]


def test_each_day_of_the_year_stands_once_under_its_weekday():
    for number in (2026, 2027, 2028):
        shown = year(GREY, number=number)

        days_of_year = [day.date for day in every_day(shown)]

        assert days_of_year == [date(number, 1, 1) + timedelta(days=step) for step in range(len(days_of_year))]
        assert len(days_of_year) == (366 if number == 2028 else 365)
        assert all(
            day is None or day.date.weekday() == column
            for month in shown.months
            for week in month.weeks
            for column, day in enumerate(week.days)
        )


def test_weeks_bear_the_numbers_that_even_and_odd_are_counted_by():
    shown = year({"id": "tri", "libelle": "Bac jaune", "jours": "mardi", "semaines": "impaires"})
    odd = {week.number for month in shown.months for week in month.weeks for day in week.days if day and day.rounds}

    assert [week.number for week in shown.months[0].weeks] == [1, 2, 3, 4, 5]
    assert [week.number for week in shown.months[11].weeks] == [49, 50, 51, 52, 53]
    assert odd == set(range(1, 54, 2)) - {1}  # Tuesday of week 1 is in 2025


def test_a_moved_round_is_seen_from_both_its_days():
    shown = year(GREY)
    away, here = on(shown, date(2026, 5, 1)), on(shown, date(2026, 5, 2))

    assert (away.holiday, away.held, len(away.rounds), away.unusual) == ("1er mai", (), 1, False)
    assert ([one.label for one in here.held], here.unusual) == (["Bac gris"], True)


def test_a_cancelled_round_stays_on_its_day():
    [change] = year(GREY | {"exceptions": {"date": "2026-06-05", "annule": "oui"}}, feries="maintenu").changes
    day = on(year(GREY | {"exceptions": {"date": "2026-06-05", "annule": "oui"}}), date(2026, 6, 5))

    assert (day.held, len(day.rounds)) == ((), 1)
    assert change.planned == date(2026, 6, 5)


def test_what_holidays_and_the_writer_change_is_told_by_planned_day():
    moved = {"date": "2026-12-04", "reporte_au": "2026-12-03", "note": "Marché de Noël"}
    shown = year(GREY | {"exceptions": [moved, {"date": "2026-06-05", "note": "Sortez le bac à midi"}]})

    assert told(shown) == [
        ("01/05", "1er mai", ["Bac gris 02/05"]),
        ("08/05", "8 mai", ["Bac gris 09/05"]),
        ("05/06", "", ["Bac gris 05/06"]),
        ("04/12", "", ["Bac gris 03/12"]),
        ("25/12", "Noël", ["Bac gris 26/12"]),
    ]


def test_collections_that_move_together_are_one_change():
    shown = year(GREY, {"id": "bio", "libelle": "Bac marron", "jours": "vendredi"}, feries_concernes=["Noël"])

    assert told(shown) == [("25/12", "Noël", ["Bac gris 26/12", "Bac marron 26/12"])]


def test_a_round_that_changes_year_is_in_both():
    late = {"date": "2026-12-31", "reporte_au": "2027-01-02"}
    glass = {"id": "verre", "libelle": "Verre", "jours": "jeudi", "exceptions": late}
    before, after = year(glass, feries="maintenu"), year(glass, feries="maintenu", number=2027)

    assert told(before) == told(after) == [("31/12", "", ["Verre 02/01"])]
    assert on(before, date(2026, 12, 31)).held == ()
    assert [one.label for one in on(after, date(2027, 1, 2)).held] == ["Verre"]


def test_a_holiday_on_which_something_is_kept_is_told_apart():
    shown = year(GREY, feries_concernes=["1er mai", "Noël"])

    assert [(day.date, day.holiday) for day in shown.kept] == [(date(2026, 5, 8), "8 mai")]


def test_a_truck_that_was_to_come_the_next_day_anyway_comes_once():
    daily = {"id": "om", "libelle": "Bac gris", "jours": "mardi et mercredi"}
    shown = year(daily)  # Tuesday 14 July goes to Wednesday 15, which has its own round
    wednesday = on(shown, date(2026, 7, 15))

    assert [(one.label, one.moved) for one in wednesday.rounds] == [("Bac gris", False)]
    assert told(shown)[0] == ("14/07", "14 juillet", ["Bac gris 15/07"])


def test_two_hours_of_one_day_are_two_rounds():
    bus = {"libelle": "Bibliobus", "jours": "lundi"}
    shown = year(bus | {"id": "a", "heures": "9h-10h"}, bus | {"id": "b", "heures": "14h-15h"})

    assert len(on(shown, date(2026, 6, 1)).rounds) == 2


def test_collections_keep_the_order_in_which_they_are_written():
    shown = year(GREY | {"id": "z"}, {"id": "a", "libelle": "Bac marron", "jours": "vendredi"})

    assert [one.label for one in on(shown, date(2026, 6, 5)).rounds] == ["Bac gris", "Bac marron"]
    assert shown.labels == {"Bac gris", "Bac marron"}


def test_the_days_ahead_begin_today_and_skip_those_that_are_empty():
    moved = {"date": "2026-12-04", "reporte_au": "2026-12-03"}
    ahead = days_ahead(
        [calendar(GREY | {"exceptions": [moved, {"date": "2026-12-11", "annule": "oui"}]})],
        date(2026, 11, 27),
        HolidayZone.METROPOLE,
    )

    assert [(f"{day.date:%d/%m}", bool(day.held)) for day in ahead[:5]] == [
        ("27/11", True),
        ("03/12", True),
        ("11/12", False),
        ("18/12", True),
        ("26/12", True),
    ]


@settings(max_examples=40)
@given(
    weekday=st.sampled_from(["lundi", "mardi et jeudi", "1er vendredi", "samedi"]),
    policy=st.sampled_from(list(HolidayPolicy)),
    zone=st.sampled_from([HolidayZone.METROPOLE, HolidayZone.ALSACE_MOSELLE, HolidayZone.MAYOTTE]),
    number=st.integers(2020, 2040),
)
def test_the_year_says_what_the_days_say(weekday, policy, zone, number):
    service = calendar({"id": "om", "libelle": "Bac", "jours": weekday}, feries=policy.value)
    first, last = date(number, 1, 1), date(number, 12, 31)
    listed = days(service, first, last, holidays_around(first, last, zone))

    shown = year_of([service], number, zone)

    assert {day.date for day in every_day(shown) if day.held} == {one.day for one in listed if not one.cancelled}
    changed = {change.planned for change in shown.changes}
    assert {one.planned for one in listed if one.moved or one.cancelled} <= changed

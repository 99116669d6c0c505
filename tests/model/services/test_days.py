"""Collection days: the rule, what a public holiday shifts, what the writer says otherwise."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tambour.model.services.calendar import ServiceCalendar
from tambour.model.services.collection import HolidayPolicy
from tambour.model.services.days import ServiceDay, days, planned_or_held
from tambour.model.time.holidays import holidays_around
from tests.model.building import ITEM, made

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def calendar(*collections: dict[str, object], **typed: object) -> ServiceCalendar:
    named = [{"id": f"c{number}", "libelle": "Bac"} | one for number, one in enumerate(collections)]
    return made(ServiceCalendar, ITEM | {"feries": "maintenu", "collectes": named} | typed)


def between(service: ServiceCalendar, first: date, last: date, zone: str = "Métropole") -> tuple[ServiceDay, ...]:
    return days(service, first, last, holidays_around(first, last, zone))


def dates(service: ServiceCalendar, first: date, last: date, zone: str = "Métropole") -> list[str]:
    return [f"{one.day:%d/%m}" + (" -" if one.cancelled else "") for one in between(service, first, last, zone)]


def week_of(monday: date, policy: str, zone: str = "Métropole") -> dict[str, str]:
    """Where the round of each weekday goes: one sector a day, Monday to Saturday."""
    rounds = {}
    for name in DAYS[:6]:
        service = calendar({"jours": name}, feries=policy)
        planned = monday + timedelta(days=DAYS.index(name))
        [found] = [
            one
            for one in between(service, monday - timedelta(days=7), monday + timedelta(days=13), zone)
            if one.planned == planned
        ]
        rounds[name] = "supprimé" if found.cancelled else f"{DAYS[found.day.weekday()]} {found.day:%d/%m}"
    return rounds


def test_a_weekly_round():
    assert dates(calendar({"jours": "mardi et vendredi"}), date(2026, 6, 1), date(2026, 6, 14)) == [
        "02/06",
        "05/06",
        "09/06",
        "12/06",
    ]


def test_a_monthly_round():
    glass = calendar({"jours": ["1er lundi", "dernier lundi"]})

    assert dates(glass, date(2026, 6, 1), date(2026, 7, 31)) == ["01/06", "29/06", "06/07", "27/07"]


# The first of May 2026 is a Friday, the 14 July a Tuesday, Christmas a Friday; Ascension falls on Thursday 14 May.
FRIDAY_HOLIDAYS = [date(2026, 4, 27), date(2026, 12, 21)]


@pytest.mark.parametrize("monday", FRIDAY_HOLIDAYS)
@pytest.mark.parametrize(
    ("policy", "friday"),
    [("maintenu", 4), ("decale_lendemain", 5), ("decale_veille", 3), ("decale_samedi", 5), ("decale_semaine", 5)],
)
def test_the_first_of_may_and_christmas_move_fridays_round(monday, policy, friday):
    rounds = week_of(monday, policy)

    assert rounds["vendredi"].startswith(DAYS[friday])
    assert [rounds[name].split()[0] for name in DAYS[:4]] == list(DAYS[:4])
    assert rounds["samedi"].startswith("lundi" if policy == "decale_semaine" else "samedi")


def test_the_14_july_moves_one_round_or_the_rest_of_the_week():
    assert week_of(date(2026, 7, 13), "decale_lendemain") == {
        "lundi": "lundi 13/07",
        "mardi": "mercredi 15/07",
        "mercredi": "mercredi 15/07",
        "jeudi": "jeudi 16/07",
        "vendredi": "vendredi 17/07",
        "samedi": "samedi 18/07",
    }
    assert week_of(date(2026, 7, 13), "decale_semaine") == {
        "lundi": "lundi 13/07",
        "mardi": "mercredi 15/07",
        "mercredi": "jeudi 16/07",
        "jeudi": "vendredi 17/07",
        "vendredi": "samedi 18/07",
        "samedi": "lundi 20/07",
    }


@pytest.mark.parametrize(
    ("policy", "tuesday"),
    [
        ("maintenu", "mardi 14/07"),
        ("decale_veille", "lundi 13/07"),
        ("decale_samedi", "samedi 18/07"),
        ("supprime", "supprimé"),
    ],
)
def test_the_other_policies_move_the_round_of_the_14_july_alone(policy, tuesday):
    rounds = week_of(date(2026, 7, 13), policy)

    assert rounds["mardi"] == tuesday
    assert [rounds[name].split()[0] for name in DAYS[:6] if name != "mardi"] == [
        name for name in DAYS[:6] if name != "mardi"
    ]


def test_a_round_never_moves_to_a_sunday_nor_to_another_holiday():
    saturday = week_of(date(2026, 8, 10), "decale_lendemain")["samedi"]  # 15 August 2026 is a Saturday
    alsace = week_of(date(2026, 12, 21), "decale_lendemain", zone="Alsace-Moselle")  # 25 and 26 are holidays
    easter = week_of(date(2026, 4, 6), "decale_veille")["lundi"]  # Easter Monday: back over Easter Sunday

    assert saturday == "lundi 17/08"
    assert (alsace["vendredi"], alsace["samedi"]) == ("lundi 28/12", "lundi 28/12")
    assert easter == "samedi 04/04"


def test_a_saturday_that_is_itself_a_holiday_is_caught_up_after_it():
    assert week_of(date(2026, 8, 10), "decale_samedi")["samedi"] == "lundi 17/08"


def test_two_holidays_in_one_week_move_the_rounds_after_both_by_two_days():
    rounds = week_of(date(2024, 5, 6), "decale_semaine")  # 8 May is a Wednesday, Ascension the Thursday

    assert list(rounds.values()) == [
        "lundi 06/05",
        "mardi 07/05",
        "vendredi 10/05",
        "samedi 11/05",
        "lundi 13/05",
        "mardi 14/05",
    ]


def test_a_holiday_on_a_sunday_changes_nothing():
    week = week_of(date(2026, 10, 26), "decale_semaine")  # All Saints' Day 2026 is the Sunday after

    assert [day.split()[0] for day in week.values()] == list(DAYS[:6])


def test_a_sundays_round_moves_for_its_own_holiday_alone():
    market = calendar({"jours": "dimanche"}, feries="decale_semaine")

    assert dates(market, date(2026, 7, 13), date(2026, 7, 19)) == ["19/07"]
    assert dates(market, date(2026, 10, 26), date(2026, 11, 7)) == ["02/11"]
    caught_up = calendar({"jours": "dimanche"}, feries="decale_samedi")
    assert dates(caught_up, date(2026, 10, 26), date(2026, 11, 7)) == ["07/11"]


def test_a_moved_round_says_which_holiday_moved_it_and_where_it_was():
    [one] = between(calendar({"jours": "vendredi"}, feries="decale_lendemain"), date(2026, 4, 27), date(2026, 5, 3))

    assert (one.day, one.planned, one.note, one.moved) == (date(2026, 5, 2), date(2026, 5, 1), "1er mai", True)
    assert one.holiday == "1er mai"
    assert one.key == "c0-20260501"


def test_only_the_holidays_concerned_move_a_round():
    service = calendar(
        {"jours": "vendredi"}, feries="decale_lendemain", feries_concernes=["1er mai", "noël", "1er janvier"]
    )

    assert dates(service, date(2026, 4, 27), date(2026, 5, 10)) == ["02/05", "08/05"]  # the 8 May is worked
    assert dates(service, date(2026, 12, 21), date(2027, 1, 10)) == ["26/12", "02/01", "08/01"]


def test_one_collection_may_have_a_policy_of_its_own():
    service = calendar({"jours": "vendredi"}, {"jours": "vendredi", "feries": "supprime"}, feries="decale_lendemain")

    assert dates(service, date(2026, 4, 27), date(2026, 5, 3)) == ["01/05 -", "02/05"]


def test_a_round_of_the_year_before_lands_in_the_year_that_is_asked():
    service = calendar({"jours": "jeudi"}, feries="decale_samedi")  # Thursday 1 January 2026 → Saturday 3

    assert [one.planned for one in between(service, date(2026, 1, 2), date(2026, 1, 3))] == [date(2026, 1, 1)]


def test_even_and_odd_weeks_are_those_of_the_calendar():
    assert dates(calendar({"jours": "lundi", "semaines": "paires"}), date(2026, 1, 1), date(2026, 2, 1)) == [
        "05/01",
        "19/01",
    ]
    assert dates(calendar({"jours": "lundi", "semaines": "impaires"}), date(2026, 1, 1), date(2026, 2, 1)) == [
        "12/01",
        "26/01",
    ]


def test_after_week_53_two_odd_weeks_follow_each_other():
    turn = date(2026, 12, 14), date(2027, 1, 24)  # weeks 51, 52, 53, 1, 2, 3

    assert dates(calendar({"jours": "mercredi", "semaines": "impaires"}), *turn) == ["16/12", "30/12", "06/01", "20/01"]
    assert dates(calendar({"jours": "mercredi", "semaines": "paires"}), *turn) == ["23/12", "13/01"]


def test_every_other_week_goes_on_every_other_week_after_week_53():
    service = calendar({"jours": "mercredi", "semaines": "une_sur_deux", "du": "2026-12-16"})

    assert dates(service, date(2026, 12, 1), date(2027, 1, 31)) == ["16/12", "30/12", "13/01", "27/01"]


def test_every_other_saturday_is_counted_in_weeks_from_monday():
    service = calendar({"jours": "samedi", "semaines": "une_sur_deux", "du": "2026-12-19"})

    assert dates(service, date(2026, 12, 1), date(2027, 1, 31)) == ["19/12", "02/01", "16/01", "30/01"]


def test_a_season_comes_back_each_year():
    garden = calendar({"jours": "1er lundi", "du": "01/04", "au": "30/11"})

    assert dates(garden, date(2026, 1, 1), date(2026, 12, 31))[0] == "06/04"
    assert len(dates(garden, date(2027, 1, 1), date(2027, 12, 31))) == 8


def test_dates_are_announced_as_they_are():
    trees = calendar({"libelle": "Sapins", "dates": ["2027-01-01", "2027-01-09"]}, feries="decale_lendemain")

    assert dates(trees, date(2026, 12, 1), date(2027, 1, 31)) == ["01/01", "09/01"]


@pytest.mark.parametrize(
    ("exception", "shown"),
    [
        ({"date": "2026-05-01", "reporte_au": "2026-04-30", "note": "Avancé"}, ("30/04", False, "Avancé")),
        ({"date": "2026-05-01", "annule": "oui"}, ("01/05", True, "")),
        ({"date": "2026-05-01", "note": "Sortez les bacs tôt"}, ("02/05", False, "Sortez les bacs tôt")),
    ],
)
def test_what_the_writer_says_of_a_day_comes_before_the_holiday(exception, shown):
    service = calendar({"jours": "vendredi", "exceptions": exception}, feries="decale_lendemain")

    [one] = between(service, date(2026, 4, 27), date(2026, 5, 3))

    assert (f"{one.day:%d/%m}", one.cancelled, one.note) == shown


def test_a_change_of_the_writer_s_is_not_put_down_to_the_holiday():
    moved = {"date": "2026-05-01", "reporte_au": "2026-04-30"}
    noted = {"date": "2026-05-08", "note": "Sortez les bacs tôt"}
    service = calendar({"jours": "vendredi", "exceptions": [moved, noted]}, feries="decale_lendemain")

    first, second = between(service, date(2026, 4, 27), date(2026, 5, 10))

    assert (first.holiday, first.note) == ("", "")
    assert (second.holiday, second.note) == ("8 mai", "Sortez les bacs tôt")


def test_what_was_planned_and_has_left_a_span_is_known_there_too():
    service = calendar({"jours": "vendredi"}, feries="decale_lendemain")
    april, may = date(2026, 4, 27), date(2026, 5, 1)

    found = planned_or_held(service, april, may, holidays_around(april, may))

    assert [one.day for one in found] == [date(2026, 5, 2)]
    assert dates(service, april, may) == []


def test_a_day_moved_from_far_away_is_found():
    service = calendar({"dates": "2026-03-02", "exceptions": {"date": "2026-03-02", "reporte_au": "2026-06-01"}})

    assert dates(service, date(2026, 6, 1), date(2026, 6, 1)) == ["01/06"]
    assert dates(service, date(2026, 3, 1), date(2026, 3, 31)) == []


def test_a_day_says_what_to_do_and_when():
    service = calendar({"jours": "lundi", "consigne": "Sortir les bacs la veille au soir", "heures": "14h-16h"})

    [one] = between(service, date(2026, 6, 1), date(2026, 6, 1))

    assert (one.label, one.instruction, len(one.hours)) == ("Bac", "Sortir les bacs la veille au soir", 1)


@settings(max_examples=60)
@given(
    day=st.sampled_from(DAYS),
    policy=st.sampled_from(list(HolidayPolicy)),
    zone=st.sampled_from(["Métropole", "Alsace-Moselle", "La Réunion"]),
    year=st.integers(2020, 2040),
)
def test_whatever_the_holidays_no_round_is_lost_nor_doubled(day, policy, zone, year):
    service = calendar({"jours": day}, feries=policy.value)
    first, last = date(year, 1, 1), date(year, 12, 31)

    whole = between(service, first, last, zone)
    by_month = [
        one
        for month in range(1, 13)
        for one in between(
            service, date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1), zone
        )
    ]

    assert list(whole) == by_month
    assert len({one.key for one in whole}) == len(whole)
    assert 50 <= len(whole) <= 54
    holidays = holidays_around(first, last, zone)
    moved = [one for one in whole if one.moved]
    assert all(one.day not in holidays and one.day.weekday() != 6 for one in moved)
    assert bool(policy is HolidayPolicy.KEPT) <= (not moved)

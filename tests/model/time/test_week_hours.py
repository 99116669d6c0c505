"""A week can say the first Saturday of the month, and one Saturday in two."""

from datetime import date, timedelta

import pytest

from tambour.model.time.opening_hours import OpeningHours, hours_on, regular_weeks
from tambour.model.time.week_hours import ChosenDay, parse_week_days
from tests.model.building import made, refused


def open_days(week: dict[str, str], first: date, days: int) -> list[str]:
    hours = made(OpeningHours, {"semaine": week})
    each = (first + timedelta(days=step) for step in range(days))
    return [f"{day:%d/%m} {one.opens:%H:%M}" for day in each for one in hours_on(hours, day, {}).ranges]


@pytest.mark.parametrize(
    ("key", "days"),
    [
        ("1er samedi", [ChosenDay(5, 1)]),
        ("le premier samedi du mois", [ChosenDay(5, 1)]),
        ("1er et 3e samedi", [ChosenDay(5, 1), ChosenDay(5, 3)]),
        ("1er, 2e et dernier jeudi du mois", [ChosenDay(3, 1), ChosenDay(3, 2), ChosenDay(3, -1)]),
        ("1er mardi et dernier vendredi", [ChosenDay(1, 1), ChosenDay(4, -1)]),
        ("samedi des semaines paires", [ChosenDay(5, None, True)]),
        ("lundi et mardi (semaines impaires)", [ChosenDay(0, None, False), ChosenDay(1, None, False)]),
        ("jeudi, semaine paire", [ChosenDay(3, None, True)]),
        ("tous les jours, semaines paires", [ChosenDay(day, None, True) for day in range(7)]),
    ],
)
def test_a_key_says_which_days(key, days):
    assert list(parse_week_days(key)) == days


def test_the_rank_wins_over_the_week_and_the_week_over_the_plain_day():
    week = {"samedi": "9h-12h", "samedi des semaines paires": "10h-12h", "dernier samedi": "14h-18h"}

    # 2027: week 1 is that of 4 January; Saturdays 2 (week 53), 9 (1), 16 (2), 23 (3), 30 (4, and the last of the month)
    assert open_days(week, date(2027, 1, 1), 31) == [
        "02/01 09:00",
        "09/01 09:00",
        "16/01 10:00",
        "23/01 09:00",
        "30/01 14:00",
    ]


def test_a_first_saturday_can_close_what_is_open_on_the_others():
    assert open_days({"samedi": "9h-12h", "1er samedi": "ferme"}, date(2027, 5, 1), 14) == ["08/05 09:00"]


@pytest.mark.parametrize(
    ("week", "code", "key"),
    [
        ({"1er samedi des semaines paires": "9h-12h"}, "rang-et-semaines", "1er samedi des semaines paires"),
        ({"1er samedi": "9h-12h", "premier samedi": "9h-12h"}, "jour-double", "premier samedi"),
        ({"1er samdi": "9h-12h"}, "jour-inconnu", "1er samdi"),
        ({"1er samedi": "20h-2h", "dimanche": "1h-3h"}, "plages-melees", "1er samedi"),
        ({"semaines paires": "9h-12h"}, "jour-inconnu", "semaines paires"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_key(week, code, key):
    assert refused(OpeningHours, {"semaine": week}) == [(code, ("semaine", key))]


def test_the_table_of_a_week_says_them_after_the_plain_days():
    hours = made(OpeningHours, {"semaine": {"samedi semaines impaires": "9h-12h", "1er lundi": "14h-16h"}})
    [week] = regular_weeks(hours, date(2027, 1, 1))

    assert [(group.first, group.last, group.chosen) for group in week.days] == [
        (0, 6, None),
        (0, 0, ChosenDay(0, 1)),
        (5, 5, ChosenDay(5, None, False)),
    ]

"""Opening hours, read back day by day by the rules of schema.org, are those that the place's page shows."""

from datetime import date, timedelta

import pytest

from tambour.model.time.holidays import holidays_around
from tambour.model.time.opening_hours import OpeningHours, hours_on
from tambour.testing.building import PARIS
from tambour.website.head.hours import DAYS, regular_hours, special_hours

TODAY = date(2026, 12, 1)
YEAR = [TODAY + timedelta(days=day) for day in range(365)]
HOLIDAYS = holidays_around(TODAY, TODAY)
WEEK = {"lundi au vendredi": "9h-12h, 14h-17h30", "samedi": "20h-1h"}
SUMMER = {"titre": "Été", "du": "01/07", "au": "31/08", "semaine": {"mardi": "9h-12h (sur rendez-vous)"}}
WINTER = {"du": "15/11", "au": "29/02", "semaine": {"samedi": "10h-12h"}}
SHUT = {"du": "2027-02-08", "au": "2027-02-21", "semaine": {}}
EXCEPTIONS = [
    {"du": "2026-11-20", "au": "2026-12-04", "heures": "ferme", "raison": "Inventaire"},
    {"du": "2027-01-01", "heures": "10h-12h, 15h-16h", "raison": "Vœux"},
]


def hours(**typed: object) -> OpeningHours:
    return OpeningHours.model_validate(typed, context={"zone": PARIS})


def open_on(day: date, regular: list[dict], special: list[dict]) -> list[tuple[str, str]]:
    """What a reader of schema.org makes of it: a special day wins, else what is valid on that day of the week."""

    def holds(spec: dict) -> bool:
        first, last = spec.get("validFrom", "0001-01-01"), spec.get("validThrough", "9999-12-31")
        return first <= day.isoformat() <= last

    chosen = [spec for spec in special if holds(spec)]
    if not chosen:
        today = f"https://schema.org/{DAYS[day.weekday()]}"
        chosen = [spec for spec in regular if holds(spec) and today in spec["dayOfWeek"]]
    return sorted((spec["opens"], spec["closes"]) for spec in chosen if spec["opens"] != spec["closes"])


@pytest.mark.parametrize(
    "typed",
    [
        {"semaine": WEEK},
        {"semaine": WEEK, "jours_feries": "ouvert"},
        {"semaine": WEEK, "jours_feries": "10h-12h"},
        {"semaine": WEEK, "saisons": [SUMMER]},
        {"semaine": WEEK, "saisons": [SUMMER, WINTER, SHUT], "exceptions": EXCEPTIONS},
        {"saisons": [SUMMER], "exceptions": EXCEPTIONS},
        {"semaine": {"tous les jours": "24h/24"}},
        {"semaine": WEEK | {"1er mardi": "10h-12h", "samedi des semaines paires": "9h-12h"}},
        {"semaine": {"dernier samedi": "9h-12h"}, "saisons": [SUMMER], "exceptions": EXCEPTIONS},
    ],
    ids=[
        "week",
        "holidays open",
        "holidays otherwise",
        "season",
        "all of it",
        "season alone",
        "day and night",
        "ranks and weeks",
        "a rank alone",
    ],
)
def test_a_year_reads_back_the_same(typed):
    given = hours(**typed)
    regular, special = regular_hours(given, TODAY), special_hours(given, TODAY, HOLIDAYS)

    for day in YEAR:
        meant = [(f"{one.opens:%H:%M}", f"{one.closes:%H:%M}") for one in hours_on(given, day, HOLIDAYS).ranges]
        whole = [("00:00", "23:59") if opens == closes else (opens, closes) for opens, closes in meant]
        assert open_on(day, regular, special) == whole, day


def test_a_plain_week_has_no_limits_and_equal_days_are_told_together():
    morning, afternoon, night = regular_hours(hours(semaine=WEEK), TODAY)

    assert morning["dayOfWeek"] == [f"https://schema.org/{day}" for day in DAYS[:5]]
    assert (morning["opens"], morning["closes"]) == ("09:00", "12:00")
    assert (night["opens"], night["closes"]) == ("20:00", "01:00")
    assert not any("validFrom" in spec or "validThrough" in spec for spec in (morning, afternoon, night))


def test_what_a_notice_adds_is_kept():
    [spec] = [one for one in regular_hours(hours(semaine=WEEK, saisons=[SUMMER]), TODAY) if "description" in one]

    assert (spec["description"], spec["validFrom"], spec["validThrough"]) == (
        "sur rendez-vous",
        "2027-07-01",
        "2027-08-31",
    )


def test_a_closure_says_why_and_one_that_is_over_is_not_told():
    special = special_hours(
        hours(semaine=WEEK, jours_feries="ouvert", exceptions=EXCEPTIONS), date(2026, 12, 5), HOLIDAYS
    )

    assert [(spec["description"], spec["opens"]) for spec in special] == [("Vœux", "10:00"), ("Vœux", "15:00")]


def test_a_holiday_on_a_closed_day_is_nothing_special():
    names = {spec["description"] for spec in special_hours(hours(semaine=WEEK), TODAY, HOLIDAYS)}

    assert "Noël" in names
    assert "Assomption" not in names  # a Sunday in 2027

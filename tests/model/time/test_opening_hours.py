"""Opening hours tell what holds on any day: exception, holiday, season, or the ordinary week."""

from datetime import date, time

import pytest

from tambour.model.place import Place
from tambour.model.time.holidays import public_holidays
from tambour.model.time.opening_hours import OpeningHours, exceptions_ahead, hours_on, regular_weeks, week_on
from tambour.model.time.periods import YearDay
from tests.model.building import ITEM, made, refused

HOLIDAYS = public_holidays(2026)
WEEK = {"lundi": "9h-12h, 14h-17h30", "mardi": "ferme", "mercredi au vendredi": "9h-17h"}
SUMMER = {"titre": "Été", "du": "2026-07-01", "au": "2026-08-31", "semaine": {"lundi au samedi": "8h-13h"}}
FULL = {
    "semaine": WEEK,
    "saisons": [SUMMER],
    "jours_feries": "10h-12h",
    "exceptions": [
        {"du": "2026-07-13", "au": "2026-07-15", "heures": "ferme", "raison": "Travaux"},
        {"du": "2026-12-20", "heures": "10h-18h", "raison": "Marché de Noël"},
    ],
}


def hours(**typed: object) -> OpeningHours:
    return made(OpeningHours, typed)


def shown(typed: dict[str, object], day: date) -> tuple[list[str], str]:
    found = hours_on(hours(**typed), day, HOLIDAYS)
    return [f"{one.opens:%H:%M}-{one.closes:%H:%M}" for one in found.ranges], found.reason


@pytest.mark.parametrize(
    ("day", "ranges", "reason"),
    [
        (date(2026, 6, 29), ["09:00-12:00", "14:00-17:30"], ""),  # Monday, the last week before summer
        (date(2026, 6, 30), [], ""),  # Tuesday: closed, and said
        (date(2026, 7, 1), ["08:00-13:00"], ""),  # first day of the season
        (date(2026, 7, 4), ["08:00-13:00"], ""),  # Saturday: open in summer alone
        (date(2026, 7, 12), [], ""),  # Sunday, the day before the closure
        (date(2026, 7, 13), [], "Travaux"),
        (date(2026, 7, 14), [], "Travaux"),  # the exception says more than the holiday
        (date(2026, 7, 16), ["08:00-13:00"], ""),
        (date(2026, 8, 15), ["10:00-12:00"], "Assomption"),  # a holiday within the season
        (date(2026, 8, 31), ["08:00-13:00"], ""),  # last day of the season
        (date(2026, 9, 1), [], ""),  # Tuesday of the ordinary week
        (date(2026, 11, 11), ["10:00-12:00"], "11 novembre"),
        (date(2026, 12, 20), ["10:00-18:00"], "Marché de Noël"),  # a Sunday, open as an exception
        (date(2026, 12, 27), [], ""),
    ],
)
def test_what_holds_on_a_day(day, ranges, reason):
    assert shown(FULL, day) == (ranges, reason)


@pytest.mark.parametrize(
    ("rule", "ranges", "reason"),
    [
        ({}, [], "1er mai"),
        ({"jours_feries": "ferme"}, [], "1er mai"),
        ({"jours_feries": "Ouvert"}, ["09:00-17:00"], ""),
        ({"jours_feries": "10h-12h"}, ["10:00-12:00"], "1er mai"),
    ],
)
def test_public_holidays_close_unless_it_is_said(rule, ranges, reason):
    assert shown({"semaine": WEEK} | rule, date(2026, 5, 1)) == (ranges, reason)


def test_a_yearly_season_comes_back_and_runs_over_new_year():
    winter = {"titre": "Hiver", "du": "01/11", "au": "31/03", "semaine": {"samedi": "10h-12h"}}
    place = hours(semaine={"samedi": "9h-18h"}, saisons=[winter])

    opens = {
        day: week_on(place, day).days[5][0].opens for day in (date(2026, 10, 31), date(2026, 11, 7), date(2027, 3, 27))
    }

    assert list(opens.values()) == [time(9), time(10), time(10)]


def test_a_dated_season_wins_over_a_yearly_one_whatever_their_order():
    yearly = {"du": "01/07", "au": "31/08", "semaine": {"lundi": "8h-12h"}}
    dated = {"du": "2026-07-06", "au": "2026-07-12", "semaine": {"lundi": "20h-22h"}}
    place = hours(saisons=[yearly, dated])

    assert week_on(place, date(2026, 7, 6)).days[0][0].opens == time(20)
    assert week_on(place, date(2026, 7, 13)).days[0][0].opens == time(8)


def test_a_place_open_in_its_season_alone_is_closed_otherwise():
    assert shown({"saisons": [SUMMER]}, date(2026, 6, 29)) == ([], "")
    assert week_on(hours(saisons=[SUMMER]), date(2026, 6, 29)) is None


def test_hours_after_midnight_belong_to_the_evening_before():
    bar = {"semaine": {"vendredi": "20h-1h", "samedi": "10h-12h"}}

    assert shown(bar, date(2026, 6, 5)) == (["20:00-01:00"], "")
    assert shown(bar, date(2026, 6, 6)) == (["10:00-12:00"], "")


def test_weeks_are_shown_by_groups_of_days():
    ordinary, summer = regular_weeks(hours(**FULL), date(2026, 5, 1))

    assert [(group.first, group.last, len(group.ranges)) for group in ordinary.days] == [
        (0, 0, 2),
        (1, 1, 0),
        (2, 4, 1),
        (5, 6, 0),
    ]
    assert (summer.title, summer.first, summer.last) == ("Été", date(2026, 7, 1), date(2026, 8, 31))
    assert [(group.first, group.last) for group in summer.days] == [(0, 5), (6, 6)]


def test_the_week_in_force_comes_first_and_a_season_that_is_over_is_gone():
    def titles(day: date) -> list[tuple[str, bool]]:
        return [(week.title, week.in_force) for week in regular_weeks(hours(**FULL), day)]

    assert titles(date(2026, 7, 14)) == [("Été", True), ("", False)]
    assert titles(date(2026, 9, 1)) == [("", True)]


def test_exceptions_stay_until_their_last_day_is_over():
    typed = FULL | {"exceptions": FULL["exceptions"][::-1]}

    def first_days(day: date) -> list[date]:
        return [one.first for one in exceptions_ahead(hours(**typed), day)]

    assert first_days(date(2026, 7, 15)) == [date(2026, 7, 13), date(2026, 12, 20)]
    assert first_days(date(2026, 7, 16)) == [date(2026, 12, 20)]


def test_a_yearly_season_is_shown_without_a_year():
    [week] = regular_weeks(hours(saisons=[SUMMER | {"du": "01/07", "au": "31/08"}]), date(2026, 12, 1))

    assert (week.first, week.last) == (YearDay(7, 1), YearDay(8, 31))


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ({}, [("horaires-sans-semaine", ("seasons",))]),
        ({"jours_feries": "ouvert"}, [("horaires-sans-semaine", ("seasons",))]),
        ({"semaine": "9h-17h"}, [("semaine-attendue", ("semaine",))]),
        (
            {"semaine": {"lundi": "20h-8h30, 21h-22h", "lunedi": "9h-12h", "mardi": "matin"}},
            [
                ("plages-melees", ("semaine", "lundi")),
                ("jour-inconnu", ("semaine", "lunedi")),
                ("horaire-illisible", ("semaine", "mardi")),
            ],
        ),
        (
            {"semaine": {"lundi au mercredi": "9h-12h", "mardi": "ferme"}},
            [("jour-double", ("semaine", "mardi"))],
        ),
        (
            {"semaine": {"dimanche": "22h-3h", "lundi": "2h59-5h"}},  # from Sunday night into Monday
            [("plages-melees", ("semaine", "dimanche"))],
        ),
        (
            {"semaine": WEEK, "saisons": [SUMMER, SUMMER | {"du": "2026-08-31", "au": "2026-09-05"}]},
            [("saisons-melees", ("saisons", 1, "du"))],
        ),
        (
            {"semaine": WEEK, "saisons": SUMMER | {"au": "2026-06-30"}},
            [("fin-avant-debut", ("saisons", 0, "au"))],
        ),
        (
            {"semaine": WEEK, "saisons": SUMMER | {"au": "31/08"}},
            [("periode-melangee", ("saisons", 0, "au"))],
        ),
        (
            {
                "semaine": WEEK,
                "exceptions": [
                    {"du": "2026-07-01", "au": "2026-07-10", "heures": "ferme"},
                    {"du": "2026-07-10", "heures": "9h-12h"},
                    {"du": "2026-07-20", "au": "2026-07-19", "heures": "ferme"},
                    {"du": "2026-07-30"},
                ],
            },
            [("fin-avant-debut", ("exceptions", 2, "au")), ("missing", ("exceptions", 3, "heures"))],
        ),
        (
            {
                "semaine": WEEK,
                "exceptions": [
                    {"du": "2026-07-01", "au": "2026-07-10", "heures": "ferme"},
                    {"du": "2026-07-10", "heures": "9h-12h"},
                ],
            },
            [("exceptions-melees", ("exceptions", 1, "du"))],
        ),
    ],
)
def test_hours_that_contradict_themselves_are_refused(typed, problems):
    assert refused(OpeningHours, typed) == problems


def test_a_night_may_end_when_the_next_day_begins():
    assert len(hours(semaine={"dimanche": "22h-3h", "lundi": "3h-5h"}).week.days) == 7


def test_a_place_carries_its_hours():
    place = made(Place, ITEM | {"horaires": FULL})

    assert len(place.hours.seasons) == 1
    assert refused(Place, ITEM | {"horaires": {"semaine": {"lundi": "zut"}}}) == [
        ("horaire-illisible", ("horaires", "semaine", "lundi"))
    ]

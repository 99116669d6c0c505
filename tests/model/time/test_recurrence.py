"""A series gives the dates that its words say, the same as any reader of its RRULE finds."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from tambour.model.time.recurrence import MAX_OCCURRENCES, Recurrence, RuleDay, parse_rule_days, rrule_text, wall_starts
from tests.model.building import PARIS, event, event_refused, made, occurrences


def rule(**typed: object) -> Recurrence:
    return made(Recurrence, typed)


def starts(start: date | datetime, **typed: object) -> list[str]:
    return [f"{one:%d/%m/%y}" for one in wall_starts(rule(**typed), start)]


@pytest.mark.parametrize(
    ("typed", "start", "dates"),
    [
        ({"frequence": "quotidienne", "nombre": "3"}, date(2026, 12, 30), ["30/12/26", "31/12/26", "01/01/27"]),
        (
            {"frequence": "quotidienne", "jours": "lundi au vendredi", "nombre": "3"},
            date(2026, 12, 4),
            ["04/12/26", "07/12/26", "08/12/26"],
        ),
        (
            {"frequence": "hebdomadaire", "intervalle": "2", "jusqu_au": "2026-12-31"},
            date(2026, 12, 3),
            ["03/12/26", "17/12/26", "31/12/26"],
        ),
        (
            {"frequence": "hebdomadaire", "jours": ["mardi", "jeudi"], "nombre": "3"},
            date(2026, 12, 3),
            ["03/12/26", "08/12/26", "10/12/26"],
        ),
        (
            {"frequence": "hebdomadaire", "intervalle": "2", "jours": "mardi et jeudi", "nombre": "3"},
            date(2026, 12, 3),  # weeks are counted from Monday: the Tuesday of that week is past
            ["03/12/26", "15/12/26", "17/12/26"],
        ),
        (
            {"frequence": "mensuelle", "jours": "1er mardi", "nombre": "3"},
            date(2026, 12, 1),
            ["01/12/26", "05/01/27", "02/02/27"],
        ),
        (
            {"frequence": "mensuelle", "jours": "dernier vendredi", "nombre": "3"},
            date(2026, 12, 25),
            ["25/12/26", "29/01/27", "26/02/27"],
        ),
        (
            {"frequence": "mensuelle", "jours": ["2e samedi", "4e samedi"], "nombre": "3"},
            date(2026, 12, 12),
            ["12/12/26", "26/12/26", "09/01/27"],
        ),
        (
            {"frequence": "mensuelle", "jours": "5e samedi", "nombre": "3"},
            date(2026, 10, 31),
            ["31/10/26", "30/01/27", "29/05/27"],
        ),
        ({"frequence": "mensuelle", "nombre": "3"}, date(2026, 12, 28), ["28/12/26", "28/01/27", "28/02/27"]),
        ({"frequence": "annuelle", "nombre": "2"}, date(2026, 7, 13), ["13/07/26", "13/07/27"]),
        (
            {"frequence": "annuelle", "jours": "3e dimanche", "nombre": "3"},
            date(2026, 9, 20),  # in the month of the first one
            ["20/09/26", "19/09/27", "17/09/28"],
        ),
    ],
)
def test_words_give_dates(typed, start, dates):
    assert starts(start, **typed) == dates


def test_the_last_day_of_a_series_is_included_at_any_hour():
    assert starts(datetime.fromisoformat("2026-12-03 23:30"), frequence="hebdomadaire", jusqu_au="2026-12-10") == [
        "03/12/26",
        "10/12/26",
    ]
    assert starts(
        datetime.fromisoformat("2026-12-03 18:30"), frequence="hebdomadaire", jusqu_au="2026-12-10 18:00"
    ) == ["03/12/26"]


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("mardi", (RuleDay(1),)),
        ("le mardi", (RuleDay(1),)),
        (["lundi", "jeudi au samedi"], (RuleDay(0), RuleDay(3), RuleDay(4), RuleDay(5))),
        ("1er mardi, 3e mardi", (RuleDay(1, 1), RuleDay(1, 3))),
        ("Premier samedi du mois", (RuleDay(5, 1),)),
        ("le 2ème dimanche et le dernier dimanche", (RuleDay(6, 2), RuleDay(6, -1))),
        ("avant-dernier lundi", (RuleDay(0, -2),)),
    ],
)
def test_days_are_read_as_people_write_them(typed, days):
    assert parse_rule_days(typed) == days


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("mardy", "jour-inconnu"),
        ("6e mardi", "jour-inconnu"),
        ("mardi, mardi", "jour-double"),
        ("lundi au jeudi, mercredi", "jour-double"),
        ({"mardi": "1"}, "texte-attendu"),
        ([["mardi"]], "texte-attendu"),
    ],
)
def test_days_that_cannot_be_read_are_refused(typed, code):
    with pytest.raises(PydanticCustomError) as caught:
        parse_rule_days(typed)

    assert caught.value.type == code


@given(days=st.dates(date(2026, 1, 1), date(2030, 12, 31)), rank=st.sampled_from([1, 2, 3, 4, 5, -1, -2, None]))
def test_a_day_matches_where_the_rule_of_the_month_finds_it(days, rank):
    start = days.replace(day=1)
    by_rule = {
        one.date()
        for one in rrulestr(
            f"FREQ=MONTHLY;COUNT=5;BYDAY={rank or ''}{('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')[days.weekday()]}",
            dtstart=datetime.combine(start, time()),
        )
    }

    assert RuleDay(days.weekday(), rank).matches(days) is (days in by_rule)
    assert not RuleDay((days.weekday() + 1) % 7, rank).matches(days)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"frequence": "hebdomadaire"}, ("serie-sans-fin", ("recurrence", "count"))),
        (
            {"frequence": "hebdomadaire", "nombre": "3", "jusqu_au": "2026-12-31"},
            ("serie-deux-fins", ("recurrence", "nombre")),
        ),
        ({"frequence": "mensuelle", "jours": "mardi", "nombre": "3"}, ("jour-sans-rang", ("recurrence", "jours"))),
        (
            {"frequence": "hebdomadaire", "jours": "1er mardi", "nombre": "3"},
            ("jour-avec-rang", ("recurrence", "jours")),
        ),
        ({"frequence": "hebdomadaire", "jours": "lundi", "nombre": "3"}, ("serie-hors-debut", ("recurrence",))),
        ({"frequence": "mensuelle", "jours": "2e mardi", "nombre": "3"}, ("serie-hors-debut", ("recurrence",))),
        ({"frequence": "hebdomadaire", "jusqu_au": "2026-11-30"}, ("serie-finie-avant-debut", ("recurrence",))),
        ({"frequence": "quotidienne", "jusqu_au": "2036-11-30"}, ("trop-de-dates", ("recurrence",))),
        ({"frequence": "annuelle", "nombre": "175"}, ("trop-de-dates", ("recurrence",))),
        ({"frequence": "annuelle", "intervalle": "52", "nombre": "1000"}, ("trop-de-dates", ("recurrence",))),
        ({"frequence": "hebdomadaire", "nombre": "0"}, ("greater_than_equal", ("recurrence", "nombre"))),
        ({"frequence": "hebdomadaire", "nombre": "1001"}, ("less_than_equal", ("recurrence", "nombre"))),
        ({"frequence": "parfois", "nombre": "3"}, ("enum", ("recurrence", "frequence"))),
    ],
)
def test_a_series_that_does_not_hold_is_refused(typed, problem):
    assert event_refused(debut="2026-12-01 18:30", recurrence=typed) == [problem]


@pytest.mark.parametrize(
    ("start", "frequency"), [("2026-12-31", "mensuelle"), ("2027-01-29 20:00", "mensuelle"), ("2028-02-29", "annuelle")]
)
def test_a_day_that_some_months_lack_is_refused_rather_than_skipped(start, frequency):
    problems = event_refused(debut=start, recurrence={"frequence": frequency, "nombre": "12"})

    assert problems == [("serie-jour-manquant", ("recurrence",))]


@pytest.mark.parametrize(
    ("start", "typed", "count"),
    [
        ("2026-01-28", {"frequence": "mensuelle", "nombre": "2"}, 2),
        ("2028-02-28", {"frequence": "annuelle", "nombre": "2"}, 2),
        ("2026-12-01 18:30", {"frequence": "hebdomadaire", "jusqu_au": "2026-12-01 18:30"}, 1),
        ("2026-12-01", {"frequence": "annuelle", "nombre": "174"}, 174),  # to 2199
    ],
)
def test_a_series_at_the_edge_is_accepted(start, typed, count):
    assert len(occurrences(debut=start, recurrence=typed)) == count


def test_a_series_may_have_as_many_dates_as_the_limit():
    assert (
        len(occurrences(debut="2026-01-01", recurrence={"frequence": "quotidienne", "nombre": "1000"}))
        == MAX_OCCURRENCES
    )


@pytest.mark.parametrize(
    ("start", "typed", "text"),
    [
        ("2026-12-01 18:30", {"frequence": "hebdomadaire", "nombre": "10"}, "FREQ=WEEKLY;COUNT=10"),
        (
            "2026-12-01 18:30",
            {"frequence": "hebdomadaire", "intervalle": "2", "jours": "mardi, jeudi", "jusqu_au": "2027-06-30"},
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20270630T215959Z",
        ),
        (
            "2026-12-01",
            {"frequence": "mensuelle", "jours": "1er mardi", "jusqu_au": "2027-06-30"},
            "FREQ=MONTHLY;BYDAY=1TU;UNTIL=20270630",
        ),
        (
            "2026-09-20",
            {"frequence": "annuelle", "jours": "3e dimanche", "nombre": "3"},
            "FREQ=YEARLY;BYMONTH=9;BYDAY=3SU;COUNT=3",
        ),
        (
            "2026-12-25",
            {"frequence": "mensuelle", "jours": "dernier vendredi", "nombre": "3"},
            "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3",
        ),
    ],
)
def test_a_rule_is_written_as_rfc_5545_wants_it(start, typed, text):
    series = event(debut=start, recurrence=typed)

    assert rrule_text(series.recurrence, series.start, PARIS) == text


DAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
RANK_NAMES = {1: "1er", 2: "2e", 3: "3e", 4: "4e", 5: "5e", -1: "dernier", -2: "avant-dernier"}


@st.composite
def series_as_typed(draw: st.DrawFn) -> dict[str, object]:
    """A start and a rule that fits it, as a writer types them."""
    day = draw(st.dates(date(2026, 1, 1), date(2028, 12, 31)))
    frequency = draw(st.sampled_from(["quotidienne", "hebdomadaire", "mensuelle", "annuelle"]))
    typed: dict[str, object] = {"frequence": frequency, "intervalle": str(draw(st.integers(1, 5)))}
    if frequency == "hebdomadaire" and draw(st.booleans()):
        others = draw(st.sets(st.integers(0, 6)))
        typed["jours"] = [DAY_NAMES[number] for number in sorted({*others, day.weekday()})]
    if frequency in ("mensuelle", "annuelle") and (day.day > 28 or draw(st.booleans())):
        ranks = [rank for rank in RANK_NAMES if rank != 5 or frequency == "mensuelle"]  # a 5th may be 28 years away
        fitting = [rank for rank in ranks if RuleDay(day.weekday(), rank).matches(day)]
        typed["jours"] = f"{RANK_NAMES[draw(st.sampled_from(fitting))]} {DAY_NAMES[day.weekday()]}"
    if draw(st.booleans()):
        typed["nombre"] = str(draw(st.integers(1, 30)))
    else:
        typed["jusqu_au"] = str(day + timedelta(days=draw(st.integers(0, 900))))
    hour = draw(st.sampled_from(["", " 00:00", " 03:15", " 18:30", " 23:59"]))
    return {"debut": f"{day}{hour}", "recurrence": typed}


@settings(max_examples=300)
@given(series_as_typed())
def test_a_reader_of_the_rule_finds_the_same_dates(typed):
    series = event(**typed)
    all_day = not isinstance(series.start, datetime)
    wall = datetime.combine(series.start, time()) if all_day else series.start
    text = rrule_text(series.recurrence, series.start, PARIS)

    expected = list(rrulestr(f"RRULE:{text}", dtstart=wall))  # expands with wall-clock arithmetic in the zone

    found = [one.start for one in occurrences(**typed)]
    if all_day:
        assert found == [moment.date() for moment in expected]
    else:
        assert [one.astimezone(UTC) for one in found] == [moment.astimezone(UTC) for moment in expected]

"""Hours are read as notices on doors say them."""

from datetime import time

import pytest
from pydantic_core import PydanticCustomError

from tambour.model.time.time_ranges import TimeRange, parse_ranges

MORNING, AFTERNOON = TimeRange(time(9), time(12)), TimeRange(time(14), time(17, 30))


@pytest.mark.parametrize(
    "typed",
    [
        "9h-12h, 14h-17h30",
        "9h à midi, 14h-17h30",
        "9h – 12h et 14h – 17h30",
        "de 9h à 12h et de 14h à 17h30",
        "09:00-12:00 / 14:00-17:30",
        "14h-17h30, 9h-12h",
        "9 h - 12 h ; 14 h - 17 h 30",
        "9\u00a0h-12\u00a0h, 14\u00a0h-17\u00a0h\u00a030",
        ["9h-12h", "14h-17h30"],
    ],
)
def test_two_ranges_however_they_are_typed(typed):
    assert parse_ranges(typed) == (MORNING, AFTERNOON)


@pytest.mark.parametrize("typed", ["ferme", "Fermé", "FERMÉ"])
def test_closed_is_no_range(typed):
    assert parse_ranges(typed) == ()


def test_a_range_may_end_after_midnight():
    [evening] = parse_ranges("20h-1h")

    assert evening.past_midnight
    assert evening.minutes() == (20 * 60, 25 * 60)


def test_a_range_is_counted_in_minutes_from_midnight():
    assert parse_ranges("9h15-10h45")[0].minutes() == (9 * 60 + 15, 10 * 60 + 45)


@pytest.mark.parametrize("typed", ["20h-0h", "20h-24h"])
def test_midnight_belongs_to_the_day_that_ends(typed):
    [evening] = parse_ranges(typed)

    assert not evening.past_midnight
    assert evening.minutes() == (20 * 60, 24 * 60)


@pytest.mark.parametrize("typed", ["0h-24h", "24h/24", "24 h / 24"])
def test_a_whole_day(typed):
    assert [one.minutes() for one in parse_ranges(typed)] == [(0, 24 * 60)]


def test_a_range_may_have_a_note():
    [evening] = parse_ranges("20h - minuit (dernier service : minuit moins le quart)")
    assert (evening.minutes(), evening.note) == ((20 * 60, 24 * 60), "dernier service : minuit moins le quart")
    first, second = parse_ranges("9h-12h, 14h-17h (sur rendez-vous, ou par téléphone)")

    assert (first.note, second.note) == ("", "sur rendez-vous, ou par téléphone")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("le matin", "horaire-illisible"),
        ("9h", "horaire-illisible"),
        ("9-12", "horaire-illisible"),
        ("9h-12h 14h-17h", "horaire-illisible"),
        ("9h-12h,", "horaire-illisible"),
        ("", "horaire-illisible"),
        ("9h-25h", "heure-illisible"),
        ("9h-9h", "plage-vide"),
        ("12h-9h", "plage-inversee"),
        ("17h30-14h", "plage-inversee"),
        ("9h-12h, 11h-14h", "plages-melees"),
        ("9h-18h, 10h-11h, 20h-21h", "plages-melees"),
        ("20h-2h, 23h-3h", "plages-melees"),
        ({"matin": "9h"}, "texte-attendu"),
    ],
)
def test_what_is_no_hour_is_refused(typed, code):
    with pytest.raises(PydanticCustomError) as caught:
        parse_ranges(typed)

    assert caught.value.type == code


def test_ranges_may_touch():
    assert len(parse_ranges("9h-12h, 12h-14h")) == 2

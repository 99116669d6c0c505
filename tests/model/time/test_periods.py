"""A period is dated, or comes back each year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from tambour.model.time.periods import PeriodDay, YearDay, check_period, days_from, overlap, within
from tests.model.building import PARIS

DAY = TypeAdapter(PeriodDay)
year_days = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: YearDay(day.month, day.day))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-07-01", date(2026, 7, 1)),
        ("01/07/2026", date(2026, 7, 1)),
        ("01/07", YearDay(7, 1)),
        ("1/7", YearDay(7, 1)),
        ("29/02", YearDay(2, 29)),
    ],
)
def test_a_day_has_a_year_or_comes_back(typed, day):
    assert DAY.validate_python(typed, context={"zone": PARIS}) == day


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/02", "date-impossible"),
        ("07", "date-illisible"),
        ("1er juillet", "date-illisible"),
        ("2026-07-01 9h", "jour-attendu"),
    ],
)
def test_what_is_no_day_is_refused(typed, code):
    with pytest.raises(ValidationError) as caught:
        DAY.validate_python(typed, context={"zone": PARIS})

    assert caught.value.errors()[0]["type"] == code


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2026, 7, 2), date(2026, 7, 1), "fin-avant-debut"),
        (date(2026, 7, 2), YearDay(8, 1), "periode-melangee"),
        (YearDay(7, 1), date(2026, 8, 1), "periode-melangee"),
        (YearDay(7, 1), None, "periode-incomplete"),
        (None, YearDay(7, 1), "periode-incomplete"),
    ],
)
def test_ends_that_do_not_match_are_refused(first, last, code):
    with pytest.raises(PydanticCustomError) as caught:
        check_period(first, last)

    assert caught.value.type == code


def test_a_winter_runs_over_new_year():
    winter = YearDay(11, 1), YearDay(3, 31)

    assert [within(date(2027, month, 1), *winter) for month in range(1, 13)] == [True] * 3 + [False] * 7 + [True] * 2


def test_the_end_of_february_is_its_last_day_in_every_year():
    assert within(date(2027, 2, 28), YearDay(2, 1), YearDay(2, 29))
    assert not within(date(2027, 3, 1), YearDay(2, 1), YearDay(2, 29))


def test_a_period_may_be_one_day():
    check_period(date(2026, 7, 1), date(2026, 7, 1))

    assert within(date(2026, 12, 24), YearDay(12, 24), YearDay(12, 24))
    assert not within(date(2026, 12, 25), YearDay(12, 24), YearDay(12, 24))


def test_a_missing_end_is_no_limit():
    assert within(date(1999, 1, 1), None, date(2026, 1, 1))
    assert within(date(2099, 1, 1), date(2026, 1, 1), None)
    assert within(date(2026, 1, 1), None, None)


@given(year_days, year_days, year_days, year_days)
def test_two_yearly_periods_overlap_when_they_share_a_day(a, b, c, d):
    shared = any(within(day, a, b) and within(day, c, d) for day in days_from(date(2000, 1, 1), date(2000, 12, 31)))

    assert overlap((a, b), (c, d)) is shared


@given(*[st.dates(date(2026, 1, 1), date(2026, 3, 31))] * 2, *[st.integers(0, 40)] * 2)
def test_two_dated_periods_overlap_when_they_share_a_day(a, c, long, short):
    one, other = (a, a + timedelta(days=long)), (c, c + timedelta(days=short))

    assert overlap(one, other) is bool(set(days_from(*one)) & set(days_from(*other)))


def test_a_dated_period_never_clashes_with_a_yearly_one():
    assert not overlap((date(2026, 7, 1), date(2026, 7, 31)), (YearDay(7, 1), YearDay(8, 31)))

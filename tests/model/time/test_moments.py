"""Dates and hours as people type them become exact moments; what cannot be exact is refused, never guessed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from tambour.model.time import moments
from tests.model.building import PARIS

REUNION = ZoneInfo("Indian/Reunion")
WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)


def refusal(read, *args) -> PydanticCustomError:
    with pytest.raises(PydanticCustomError) as caught:
        read(*args)
    return caught.value


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-05 10:00",
        "2026-12-5 10:00",
        "2026-12-05T10:00",
        "2026-12-05T10:00:00",
        "2026-12-05 10:00:00.000",
        "2026-12-05 10h",
        "2026-12-05 10h00",
        "2026-12-05 à 10 h",
        "05/12/2026 10h00",
        "5/12/2026 à 10:00",
        "2026-12-05T09:00:00Z",
        "2026-12-05T09:00:00.000Z",
        "2026-12-05 11:00+02:00",
        "2026-12-05 04:00-0500",
        "  2026-12-05\u00a010\u202fh\u00a000 ",
    ],
)
def test_an_instant_is_read_however_it_is_typed(typed):
    moment = moments.parse_moment(typed, PARIS)

    assert moment == datetime(2026, 12, 5, 9, tzinfo=UTC)
    assert moment.tzinfo is PARIS


@pytest.mark.parametrize("typed", ["2026-12-05", "05/12/2026", "5/12/2026", " 2026-12-05 "])
def test_a_day_without_hour_stays_a_day(typed):
    assert moments.parse_moment(typed, PARIS) == date(2026, 12, 5)
    assert not isinstance(moments.parse_moment(typed, PARIS), datetime)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("demain", "date-illisible"),
        ("", "date-illisible"),
        ("10:00", "date-illisible"),
        ("2026-12-05 10", "date-illisible"),
        ("2026-12-05 10:", "date-illisible"),
        ("2026-12-05 10:5", "date-illisible"),
        ("05/12/26", "date-illisible"),
        ("2026-12-05+01:00", "date-illisible"),
        ("²⁰²⁶-12-05", "date-illisible"),
        ("2020-31-01", "date-impossible"),
        ("31/02/2026", "date-impossible"),
        ("2026-02-29", "date-impossible"),
        ("2026-12-05 25:00", "date-impossible"),
        ("2026-12-05 24:30", "date-impossible"),
        ("2026-12-05 24:00:01", "date-impossible"),
        ("2026-12-05 10:60", "date-impossible"),
        ("2026-12-05 10:00+99:00", "date-impossible"),
        ("1899-12-31", "date-impossible"),
        ("2200-01-01", "date-impossible"),
    ],
)
def test_what_is_no_moment_is_refused_with_what_was_typed(typed, code):
    error = refusal(moments.parse_moment, typed, PARIS)

    assert (error.type, error.context) == (code, {"value": typed})


@pytest.mark.parametrize("typed", ["1900-01-01", "2199-12-31"])
def test_a_year_that_a_site_can_mean_is_read(typed):
    assert str(moments.parse_moment(typed, PARIS)) == typed


def test_24_00_is_midnight_at_the_end_of_the_day():
    assert moments.parse_moment("2026-12-31 24:00", PARIS) == datetime(2027, 1, 1, tzinfo=PARIS)


def test_the_hour_that_spring_skips_is_refused_by_name():
    error = refusal(moments.parse_moment, "2026-03-29 02:30", PARIS)

    assert error.type == "heure-inexistante"
    assert error.context == {"value": "29/03/2026 02:30", "zone": "Europe/Paris"}


def test_the_hour_that_autumn_doubles_is_refused_with_both_ways_out():
    error = refusal(moments.parse_moment, "2026-10-25 02:30", PARIS)

    assert error.type == "heure-double"
    first = moments.parse_moment(error.context["iso"], PARIS)
    second = moments.parse_moment(error.context["iso2"], PARIS)
    assert (first.utcoffset(), second.utcoffset()) == (SUMMER, WINTER)
    assert first.astimezone(UTC) + timedelta(hours=1) == second.astimezone(UTC)


@pytest.mark.parametrize(
    ("typed", "offset"),
    [
        ("2026-03-29 01:59", WINTER),
        ("2026-03-29 03:00", SUMMER),
        ("2026-10-25 01:59", SUMMER),
        ("2026-10-25 03:00", WINTER),
    ],
)
def test_the_hours_around_a_change_of_clock_are_read(typed, offset):
    assert moments.parse_moment(typed, PARIS).utcoffset() == offset


@pytest.mark.parametrize("typed", ["2026-03-29 02:30", "2026-10-25 02:30"])
def test_a_territory_without_summer_time_has_every_hour_once(typed):
    assert moments.parse_moment(typed, REUNION).utcoffset() == timedelta(hours=4)


def clocks(first: str, last: str) -> st.SearchStrategy[datetime]:
    """Wall-clock times, to the second."""
    span = st.datetimes(datetime.fromisoformat(first), datetime.fromisoformat(last))
    return span.map(lambda moment: moment.replace(microsecond=0))


@given(clocks("1990-01-01", "2100-01-01"))
def test_every_instant_that_is_printed_can_be_typed_back(utc):
    moment = utc.replace(tzinfo=UTC).astimezone(PARIS)

    assert moments.parse_moment(moment.isoformat(), PARIS).astimezone(UTC) == moment.astimezone(UTC)


@given(clocks("2026-01-01", "2027-01-01") | clocks("2026-03-29", "2026-03-30") | clocks("2026-10-25", "2026-10-26"))
def test_only_the_two_nights_of_2026_hold_an_hour_that_is_refused(naive):
    skipped = f"{naive:%m-%d %H}" == "03-29 02"
    doubled = f"{naive:%m-%d %H}" == "10-25 02"
    if skipped or doubled:
        assert refusal(moments.in_zone, naive, PARIS).type == ("heure-inexistante" if skipped else "heure-double")
    else:
        assert moments.in_zone(naive, PARIS).replace(tzinfo=None) == naive


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("9h", time(9)),
        ("9 h 30", time(9, 30)),
        ("09:30", time(9, 30)),
        ("23h59", time(23, 59)),
        ("17H30", time(17, 30)),
        ("0h", time()),
        ("24h", time()),
        ("24:00", time()),
        ("9\u00a0h", time(9)),
    ],
)
def test_an_hour_of_the_day_is_read(typed, clock):
    assert moments.parse_clock(typed) == clock
    assert moments.is_clock(typed)


@pytest.mark.parametrize("typed", ["", "9", "9:", "25h", "24h30", "9h60", "midi", "2026-12-05 9h"])
def test_what_is_no_hour_of_the_day_is_refused(typed):
    assert refusal(moments.parse_clock, typed).type == "heure-illisible"


def test_a_moment_is_an_instant():
    noon = datetime(2026, 12, 5, 12, tzinfo=PARIS)

    assert moments.as_instant(noon, PARIS) is noon
    assert moments.as_instant(date(2026, 12, 5), PARIS) == datetime(2026, 12, 5, tzinfo=PARIS)


def test_a_day_begins_at_its_first_instant_even_where_midnight_is_skipped():
    beirut = ZoneInfo("Asia/Beirut")  # 2026-03-29 begins at 01:00 there

    assert moments.start_of_day(date(2026, 3, 29), PARIS).isoformat() == "2026-03-29T00:00:00+01:00"
    assert moments.start_of_day(date(2026, 3, 29), beirut).isoformat() == "2026-03-29T01:00:00+03:00"


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 21), 24)])
def test_a_day_ends_where_the_next_one_begins(day, hours):
    length = moments.end_of_day(day, PARIS).astimezone(UTC) - moments.start_of_day(day, PARIS).astimezone(UTC)

    assert length == timedelta(hours=hours)
    assert moments.end_of_day(datetime(day.year, day.month, day.day, 20, tzinfo=PARIS), PARIS).hour == 0

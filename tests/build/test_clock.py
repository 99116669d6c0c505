"""One clock: what is asked for, else the environment's, else the real one; always in the territory's zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic_core import PydanticCustomError

from tambour.build import clock

PARIS, REUNION = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion")


@pytest.mark.parametrize(
    ("asked", "instant"),
    [
        ("2026-12-05 10:00", "2026-12-05T10:00:00+01:00"),
        ("05/07/2026 10h00", "2026-07-05T10:00:00+02:00"),
        ("2026-12-05", "2026-12-05T00:00:00+01:00"),
    ],
)
def test_a_build_can_be_asked_for_another_moment(asked, instant):
    assert clock.now(asked, PARIS, {}).isoformat() == instant


def test_the_reproducible_builds_variable_counts_when_nothing_is_asked():
    environ = {"SOURCE_DATE_EPOCH": "1700000000"}

    assert clock.now(None, PARIS, environ) == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert clock.now("2026-12-05", PARIS, environ).year == 2026


def test_the_zone_of_the_machine_does_not_matter(monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")

    assert clock.now("2026-12-05 10:00", REUNION, {}).isoformat() == "2026-12-05T10:00:00+04:00"


def test_the_real_time_has_no_fraction_of_a_second():
    now = clock.now(None, PARIS, {})

    assert now.microsecond == 0
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_an_unreadable_moment_is_refused():
    with pytest.raises(PydanticCustomError, match="date-illisible"):
        clock.now("demain", PARIS, {})


def test_phases_of_the_same_name_add_up():
    phases = clock.Phases()
    for name in ("read", "write", "read"):
        with phases(name):
            pass

    assert list(phases.seconds) == ["read", "write"]
    assert all(seconds >= 0 for seconds in phases.seconds.values())

"""The VTIMEZONE of each zone gives the offsets that the zone database gives."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.tz import tzical

from tambour.channels.agenda.zone import vtimezone

FRENCH = (
    "Europe/Paris",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "America/Miquelon",
    "America/Marigot",
    "America/St_Barthelemy",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Marquesas",
    "Pacific/Gambier",
    "Pacific/Wallis",
)
# A rule that holds all year long, one that was dropped, one that follows Ramadan, half an hour, the south.
OTHERS = ("Europe/London", "America/Mexico_City", "Africa/Casablanca", "Australia/Lord_Howe", "America/Santiago", "UTC")
PARIS = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def test_paris_is_two_rules():
    assert vtimezone(ZoneInfo("Europe/Paris")).decode() == PARIS.replace("\n", "\r\n")


@pytest.mark.parametrize("name", [*FRENCH, *OTHERS])
def test_offsets_are_those_of_the_zone_database(name):
    """Read by dateutil, every nine hours of 2024 to 2030: each side of each change of clock."""
    zone = ZoneInfo(name)
    read = tzical(StringIO(vtimezone(zone).decode())).get(name)
    instant = datetime(2024, 1, 1, tzinfo=UTC)
    while instant.year < 2031:
        wall = instant.astimezone(zone)
        assert read.utcoffset(wall.replace(tzinfo=None, fold=wall.fold)) == wall.utcoffset(), wall
        instant += timedelta(hours=9)


@pytest.mark.parametrize("name", FRENCH[1:4] + FRENCH[7:])
def test_without_summer_time_there_is_one_offset(name):
    component = vtimezone(ZoneInfo(name)).decode()

    assert component.count("BEGIN:STANDARD") == 1
    assert "DAYLIGHT" not in component
    assert "RRULE" not in component


def test_miquelon_follows_the_american_rules():
    component = vtimezone(ZoneInfo("America/Miquelon")).decode()

    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU" in component
    assert "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU" in component


def test_zones_of_the_whole_world_can_be_told():
    assert all(
        vtimezone(ZoneInfo(name)).startswith(b"BEGIN:VTIMEZONE\r\n") for name in sorted(available_timezones())[::15]
    )

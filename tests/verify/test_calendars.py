"""A calendar is read as programs read it: rules expanded on what clocks show, exceptions in their places."""

from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Component

from tambour.verify.ics import entry_of, occurrences, zone_fault

PARIS = ZoneInfo("Europe/Paris")
WEEKLY = b"""BEGIN:VEVENT\r
UID:lecture@exemple.fr\r
DTSTART;TZID=Europe/Paris:20261015T183000\r
DTEND;TZID=Europe/Paris:20261015T200000\r
RRULE:FREQ=WEEKLY;UNTIL=20261105T225959Z\r
EXDATE;TZID=Europe/Paris:20261029T183000\r
SUMMARY:Lecture\r
END:VEVENT\r
"""
MOVED = WEEKLY.replace(b"RRULE:FREQ=WEEKLY;UNTIL=20261105T225959Z", b"RECURRENCE-ID;TZID=Europe/Paris:20261022T183000")
MOVED = MOVED.replace(b"20261015T183000\r\nDTEND", b"20261022T190000\r\nDTEND").replace(b"EXDATE", b"X-NOTHING")
ZONE = b"""BEGIN:VTIMEZONE\r
TZID:Europe/Paris\r
BEGIN:DAYLIGHT\r
DTSTART:19700329T020000\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
DTSTART:19701025T030000\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
END:STANDARD\r
END:VTIMEZONE\r
"""


def starts(*blocks: bytes) -> list[datetime]:
    entries = [entry_of(Component.from_ical(block), PARIS) for block in blocks]
    return sorted(one.start for one in occurrences(entries) if isinstance(one.start, datetime))


def test_a_rule_keeps_its_hour_over_a_change_of_clock_and_leaves_out_what_it_excludes():
    assert starts(WEEKLY) == [datetime(2026, *day, 18, 30, tzinfo=PARIS) for day in ((10, 15), (10, 22), (11, 5))]


def test_an_exception_takes_the_place_of_its_date():
    assert starts(WEEKLY, MOVED)[1] == datetime(2026, 10, 22, 19, tzinfo=PARIS)


def test_a_zone_is_right_when_it_shows_what_its_clocks_show():
    assert zone_fault(ZONE, PARIS) == ""
    assert "décale de" in zone_fault(ZONE.replace(b"BYMONTH=10", b"BYMONTH=9"), PARIS)
    assert "décale de" in zone_fault(ZONE, ZoneInfo("Indian/Reunion"))

"""What five programs read in a calendar, brought to one form: each occurrence, its two ends as instants, or as days.

Two are Python's: icalendar with recurring-ical-events, and icalendar with dateutil's rules. ical.js and node-ical share
one run of Node for all files. libical is the C library under Evolution and KOrganizer.
"""

import json
import subprocess
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import recurring_ical_events
from dateutil.rrule import rrulestr
from icalendar import Calendar, Component

SCRIPT = Path(__file__).with_name("calendar_reading.mjs")
DAY = timedelta(days=1)


class Seen(NamedTuple):
    """One occurrence as a program reads it.

    start, end: `2026-12-05T09:00:00Z`, the same twice when no end is known; or days, `2026-12-05`, the end excluded.
    """

    uid: str
    start: str
    end: str
    title: str

    @classmethod
    def of(cls, uid: str, start: date | datetime, end: date | datetime | None, title: str) -> "Seen":
        return cls(uid, told(start), told(end if end is not None else start), title)


def told(moment: date | datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}"


def by_recurring_ical_events(data: bytes) -> list[Seen]:
    """It shows times told in UTC on the clocks of X-WR-TIMEZONE, and forgets which of two hours that was: left out."""
    calendar = _parsed(data)
    assert [component.errors for component in calendar.walk() if component.errors] == []
    left_out = calendar.pop("X-WR-TIMEZONE")
    found = recurring_ical_events.of(calendar).all()
    calendar["X-WR-TIMEZONE"] = left_out
    return sorted(Seen.of(str(one["UID"]), one.start, one.end, str(one["SUMMARY"])) for one in found)


@lru_cache(maxsize=1)
def _parsed(data: bytes) -> Calendar:
    """By icalendar: once for both of Python's programs, which read the same file one after the other."""
    return Calendar.from_ical(data)


def by_dateutil(data: bytes) -> list[Seen]:
    events = _parsed(data).walk("VEVENT")
    told_apart = {(str(one["UID"]), told(one["RECURRENCE-ID"].dt)) for one in events if "RECURRENCE-ID" in one}
    found = []
    for event in events:
        uid, title = str(event["UID"]), str(event["SUMMARY"])
        if "RRULE" not in event:
            found.append(Seen.of(uid, event.start, event.end, title))
            continue
        found += [Seen.of(uid, *ends, title) for ends in expanded(event) if (uid, told(ends[0])) not in told_apart]
    return sorted(found)


def expanded(event: Component) -> Iterable[tuple[date | datetime, date | datetime]]:
    """The dates of a rule, exceptions not applied: it runs on the clocks of the start's zone, the length is exact."""
    first = event["DTSTART"].dt
    timed = isinstance(first, datetime)
    length = event.duration
    rule = dict(part.split("=") for part in event["RRULE"].to_ical().decode().split(";"))
    if timed and "UNTIL" in rule:
        until = datetime.strptime(rule["UNTIL"], "%Y%m%dT%H%M%S%z")
        rule["UNTIL"] = f"{until.astimezone(first.tzinfo):%Y%m%dT%H%M%S}"
    text = ";".join(f"{name}={value}" for name, value in rule.items())
    wall = first.replace(tzinfo=None) if timed else datetime.combine(first, datetime.min.time())
    excluded = {told(one.dt) for dates in listed(event.get("EXDATE")) for one in dates.dts}
    by_rule = [one.replace(tzinfo=first.tzinfo) if timed else one.date() for one in rrulestr(text, dtstart=wall)]
    for start in by_rule + [one.dt for dates in listed(event.get("RDATE")) for one in dates.dts]:
        if told(start) not in excluded:
            yield start, (start.astimezone(UTC) if timed else start) + length


def listed(value: object) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def by_node(files: Mapping[str, bytes], node: Path) -> dict[str, dict[str, list[Seen]]]:
    """Reader → file → what it sees: `ical.js` (which stops at the first fault) and `node-ical`."""
    job = json.dumps({name: data.decode() for name, data in files.items()})
    done = subprocess.run([node, SCRIPT], input=job, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return {
        reader: {name: sorted(Seen(*one) for one in seen) for name, seen in read.items()}
        for reader, read in json.loads(done.stdout).items()
    }

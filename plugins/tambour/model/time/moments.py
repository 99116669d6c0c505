"""Dates and hours as people type them, made exact.

A content file says `2026-12-05`, `2026-12-05 10:00` or `05/12/2026 10h00`; the territory's zone makes it an instant.
An hour that the zone skips or has twice (the two changes of clock a year) is refused, never guessed.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tambour.model.problems import invalid

FIRST_YEAR, LAST_YEAR = 1900, 2199  # outside, it is a slip of the keyboard
_DAY = r"(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>\d{4}))"
_HOUR = r"(?P<h>\d{1,2})(?:\s*[hH]\s*(?P<min>\d{2})?|:(?P<min2>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?)"
_OFFSET = r"(?P<off>Z|[+-]\d{2}:?\d{2})"
_MOMENT = re.compile(rf"{_DAY}(?:(?:[Tt]|\s+(?:à\s+)?)\s*{_HOUR}\s*{_OFFSET}?)?", re.ASCII)
CLOCK = re.compile(r"(?P<h>\d{1,2})(?:\s*[hH]\s*(?P<min>\d{2})?|:(?P<min2>\d{2}))", re.ASCII)


def parse_moment(text: str, zone: ZoneInfo) -> date | datetime:
    """Read a day or an instant.

    Returns a `date` when no hour is written, else a `datetime` in `zone` (an offset written by hand is converted).
    24:00 is midnight at the end of the day. Fractions of a second are dropped.
    Raises `date-illisible`, `date-impossible`, `heure-inexistante`, `heure-double` (see `invalid`).

    >>> parse_moment("05/12/2026 10h00", ZoneInfo("Europe/Paris")).isoformat()
    '2026-12-05T10:00:00+01:00'
    >>> parse_moment("2026-12-05", ZoneInfo("Europe/Paris"))
    datetime.date(2026, 12, 5)
    """
    match = _MOMENT.fullmatch(_plain_spaces(text))
    if match is None:
        raise invalid("date-illisible", value=text)
    part = match.groupdict()
    try:
        day = date(int(part["y"] or part["y2"]), int(part["m"] or part["m2"]), int(part["d"] or part["d2"]))
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError("outside what a municipal site can mean")
        if part["h"] is None:
            return day
        clock = time(int(part["h"]) % 24, int(part["min"] or part["min2"] or 0), int(part["s"] or 0))
        if int(part["h"]) >= 24:
            if int(part["h"]) > 24 or clock != time():
                raise ValueError("after midnight")
            day += timedelta(days=1)
        naive = datetime.combine(day, clock)
        if part["off"]:
            return datetime.fromisoformat(f"{naive}{part['off']}").astimezone(zone)
    except ValueError:
        raise invalid("date-impossible", value=text) from None
    return in_zone(naive, zone)


def in_zone(naive: datetime, zone: ZoneInfo) -> datetime:
    """Give a wall-clock time its zone; refuse an hour that does not exist or exists twice there."""
    early, late = naive.replace(tzinfo=zone, fold=0), naive.replace(tzinfo=zone, fold=1)
    if early.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise invalid("heure-inexistante", value=f"{naive:%d/%m/%Y %H:%M}", zone=zone.key)
    if early.utcoffset() != late.utcoffset():
        raise invalid("heure-double", value=f"{naive:%d/%m/%Y %H:%M}", iso=early.isoformat(), iso2=late.isoformat())
    return early


def parse_clock(text: str) -> time:
    """Read an hour of the day: `9h`, `9h30`, `09:30`; `24h` is 00:00. Raises `heure-illisible`.

    >>> parse_clock("9h30")
    datetime.time(9, 30)
    """
    match = CLOCK.fullmatch(_plain_spaces(text))
    if match is None:
        raise invalid("heure-illisible", value=text)
    hour, minute = int(match["h"]), int(match["min"] or match["min2"] or 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise invalid("heure-illisible", value=text)
    return time(hour % 24, minute)


def is_clock(text: str) -> bool:
    """Whether a text has the form of an hour of the day, without a date."""
    return CLOCK.fullmatch(_plain_spaces(text)) is not None


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a day (00:00, or later where the zone's clock change skips midnight)."""
    return datetime.combine(day, time(), zone).astimezone(UTC).astimezone(zone)


def as_instant(moment: date | datetime, zone: ZoneInfo) -> datetime:
    """A day becomes its first instant; an instant stays itself."""
    return moment if isinstance(moment, datetime) else start_of_day(moment, zone)


def end_of_day(moment: date | datetime, zone: ZoneInfo) -> datetime:
    """The instant just after a day, or after the day in which an instant lies."""
    day = moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
    return start_of_day(day + timedelta(days=1), zone)


def _plain_spaces(text: str) -> str:
    """No-break spaces, which word processors put before « h », count as spaces."""
    return " ".join(text.split())

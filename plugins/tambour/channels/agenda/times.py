"""When a VEVENT takes place: DTSTART and DTEND."""

from datetime import date, datetime, timedelta

from .lines import when

_DAY = timedelta(days=1)


def times(start: date | datetime, end: date | datetime | None) -> tuple[bytes, ...]:
    """Of one date: as in `Occurrence`. Of days, DTEND is the one after the last (RFC 5545 §3.6.1)."""
    return when("DTSTART", start), *ending(start, end)


def ending(start: date | datetime, end: date | datetime | None) -> tuple[bytes, ...]:
    """DTEND; nothing when no hour of end is known."""
    if not isinstance(start, datetime):
        return (when("DTEND", (end or start) + _DAY),)
    return () if end is None else (when("DTEND", end),)

"""Moments of one December, and texts without the spaces that do not break."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tambour.words.typography import NBSP

PARIS = ZoneInfo("Europe/Paris")


def at(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


def plain(text: str) -> str:
    assert "\u202f" not in text, "a narrow no-break space is missing from many fonts"
    return text.replace(NBSP, " ")

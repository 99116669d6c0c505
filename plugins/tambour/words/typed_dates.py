"""Dates that people type into a text: « le 12 mars 2026 », « samedi 14 novembre »; and which of them are gone by.

A text that says "inscriptions avant le 12 mars" in May misleads whoever reads it. What a text tells of the past on
purpose (« depuis le… », « la loi du… », what was over when it was written) is left alone, and so is what comes back
each year (« du 1er avril au 30 septembre » on a page that nobody has dated).
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import zip_longest
from typing import NamedTuple

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_PLAIN_MONTHS = {"fevrier": 2, "aout": 8, "decembre": 12}  # as hurried people type them
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_NUMBERS = {name: number for number, name in enumerate(MONTHS, start=1)} | _PLAIN_MONTHS
_TYPED = re.compile(
    rf"\b(?:(?P<weekday>{'|'.join(_WEEKDAYS)})\s+)?"
    rf"(?P<day>1er|[0-3]?\d)\s+(?P<month>{'|'.join(_NUMBERS)})\b(?:\s+(?P<year>20\d\d)\b)?"
    r"|\b(?P<d>[0-3]?\d)/(?P<m>[01]?\d)/(?P<y>20\d\d)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:au|jusqu[’']au|-|–|→)\s*", re.IGNORECASE)
# What is told of the past on purpose, just before its date.
_HISTORY = re.compile(
    r"\b(?:depuis|lois?|décrets?|arrêtés?|ordonnances?|délibérations?|règlements?|directives?|circulaires?|conventions?"
    r"|en date du|jugement|avis|procès-verbal|compte rendu|conseil du|séance du|à jour"
    r"|(?:publi|cré|fond|inaugur|adopt|vot|sign|n|décéd|approuv|modifi|install|rénov|class|labellis)ée?s?"
    r"|(?:réalis|effectu|dat)ée?s?|établie?s?"
    r"|(?:él|parv|ven|reç)ue?s?|réuni(?:e?s)?|mise?s? en (?:service|place|ligne))\b[^.;:!?\n]{0,30}$",
    re.IGNORECASE,
)
_LOOK_BACK = 60  # characters
_HISTORIC = timedelta(days=730)  # what is older was never an announcement, or it is past all mending


class TypedDate(NamedTuple):
    """A date as it was typed, and the day that is meant."""

    words: str
    day: date


def gone_by(text: str, today: date, written: date | None = None) -> tuple[TypedDate, ...]:
    """Find the dates that have gone by since a text was written.

    >>> gone_by("Inscriptions avant le 12 mars 2026.", date(2026, 5, 4))
    (TypedDate(words='12 mars 2026', day=datetime.date(2026, 3, 12)),)
    >>> gone_by("Fermé samedi 14 novembre.", date(2026, 11, 20), date(2026, 11, 2))[0].day
    datetime.date(2026, 11, 14)

    Args:
        text: plain text.
        today: a date is gone by when it is before this day.
        written: when the text came out, or was last corrected; `None` when nothing tells. Without a year, the next such
            day from then on is meant.

    Returns:
        Each day once, in the order of the text.
    """
    oldest = max(filter(None, (written, today - _HISTORIC)))
    found: dict[date, TypedDate] = {}
    for typed in _dates(text, today, written):
        if oldest <= typed.day < today:
            found.setdefault(typed.day, typed)
    return tuple(found.values())


def _dates(text: str, today: date, written: date | None) -> Iterator[TypedDate]:
    """Every date that is meant as one to come; of « du 3 mars au 5 avril », the last day."""
    matches = list(_TYPED.finditer(text))
    for match, following in zip_longest(matches, matches[1:]):
        if following is not None and _RANGE.fullmatch(text, match.end(), following.start()):
            continue
        if _HISTORY.search(text[max(0, match.start() - _LOOK_BACK) : match.start()]):
            continue
        if (day := _day(match, today, written)) is not None:
            yield TypedDate(" ".join(match[0].split()), day)


def _day(match: re.Match[str], today: date, written: date | None) -> date | None:
    """The day that a match means; None for what is no day, or of no certain year."""
    if match["y"]:
        return next(_days((int(match["y"]),), int(match["m"]), int(match["d"])), None)
    number, month = int(match["day"].removesuffix("er").removesuffix("ER")), _NUMBERS[match["month"].lower()]
    if match["year"]:
        return next(_days((int(match["year"]),), month, number), None)
    start = written or today
    days: Sequence[date] = [*_days(range(start.year - 1, start.year + 2), month, number)]
    if match["weekday"]:
        weekday = _WEEKDAYS.index(match["weekday"].lower())
        days = [day for day in days if day.weekday() == weekday]
    elif written is None:
        return None
    if written is not None:
        return next((day for day in days if day >= written), None)
    return min(days, key=lambda day: abs(day - today), default=None)


def _days(years: Sequence[int], month: int, number: int) -> Iterator[date]:
    for year in years:
        with suppress(ValueError):  # 31 février, 29 février
            yield date(year, month, number)

"""Controls of opening hours: a week day by day, the hours of some days, and the days between which they hold."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import ClassVar
from zoneinfo import ZoneInfo

from tambour.model.time.moments import parse_moment
from tambour.model.time.recurrence import RANK_WORDS
from tambour.model.time.time_ranges import CLOSED
from tambour.model.time.week_hours import ChosenDay, parse_week_days
from tambour.model.time.weekdays import WEEKDAYS
from tambour.pupitre.forms.controls import CannotShow, Control, Texts, text_in
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.forms.groups import SORT
from tambour.source.frontmatter import Value
from tambour.words.typed_dates import MONTHS

_YEARLY = re.compile(r"(\d{1,2})/(\d{1,2})", re.ASCII)
_OPEN = "ouvert"
_WEEKS = {True: "semaines paires", False: "semaines impaires"}
_SPARE = 2  # lines that are empty, below those that are said


def _words_of(hours: Value) -> str:
    return ", ".join(map(text_in, hours)) if isinstance(hours, list) else text_in(hours)


@dataclass(frozen=True)
class WeekControl(Control):
    """The hours of each day of a week. required: a week without an hour is one in which it is closed."""

    required: bool = False
    days: tuple[str, ...] = WEEKDAYS
    which: tuple[str, ...] = (*RANK_WORDS.values(), *_WEEKS.values())  # of the days that bear one name
    macro: ClassVar[str] = "week"
    says_itself: ClassVar[bool] = True
    is_group: ClassVar[bool] = True

    def fill(self, value: Value, name: str) -> Texts:
        if not isinstance(value, dict):
            raise CannotShow
        texts: Texts = {} if value else {f"{name}.fermee": ("oui",)}
        chosen = [(day, hours) for key, hours in value.items() for day in parse_week_days(key)]
        texts |= {f"{name}.{WEEKDAYS[day.weekday]}": (_words_of(hours),) for day, hours in chosen if day.plain}
        others = [(day, hours) for day, hours in chosen if not day.plain]
        for number, (day, hours) in enumerate(others):
            line = f"{name}.{number}"
            texts |= {f"{line}.lequel": (_which(day),), f"{line}.jour": (WEEKDAYS[day.weekday],)}
            texts[f"{line}.heures"] = (_words_of(hours),)
        return texts

    def lines(self, data: FormData, name: str) -> range:
        """The lines to show for some days alone: those that are said, and some to fill."""
        said = 0
        while any(data.first(f"{name}.{said}.{part}") for part in ("lequel", "jour", "heures")):
            said += 1
        return range(said + _SPARE)

    def read(self, data: FormData, name: str) -> Value | None:
        hours = [data.first(f"{name}.{day}") for day in WEEKDAYS]
        week: dict[str, Value] = {}
        for words, days in groupby(range(7), key=hours.__getitem__):
            first, *others = days
            if words:
                week[f"{WEEKDAYS[first]} au {WEEKDAYS[others[-1]]}" if others else WEEKDAYS[first]] = words
        for number in self.lines(data, name):
            which, day, words = (data.first(f"{name}.{number}.{part}") for part in ("lequel", "jour", "heures"))
            if words or (which and day):  # a line without hours is refused by the build, which says so
                week[f"{day} des {which}" if which in _WEEKS.values() else f"{which} {day}".strip()] = words
        return week or ({} if self.required or data.has(f"{name}.fermee") else None)


def _which(day: ChosenDay) -> str:
    return _WEEKS[bool(day.even)] if day.rank is None else RANK_WORDS[day.rank]


@dataclass(frozen=True)
class HoursControl(Control):
    """The hours of some days: closed, or from when to when.

    usual: whether it may be open as on any other day, and closed is what holds when nothing is said.
    """

    usual: bool = False
    macro: ClassVar[str] = "hours"
    says_itself: ClassVar[bool] = True
    is_group: ClassVar[bool] = True

    def fill(self, value: Value, name: str) -> Texts:
        words = _words_of(value)
        plain = words.strip().lower()
        if plain in CLOSED:
            return {f"{name}.{SORT}": ("" if self.usual else "ferme",)}
        if self.usual and plain == _OPEN:
            return {f"{name}.{SORT}": (_OPEN,)}
        return {f"{name}.{SORT}": ("heures",), f"{name}.heures": (words,)}

    def read(self, data: FormData, name: str) -> Value | None:
        sort, hours = data.first(f"{name}.{SORT}"), data.first(f"{name}.heures")
        return {"ferme": "ferme", _OPEN: _OPEN, "heures": hours}.get(sort) or None


@dataclass(frozen=True)
class PeriodDayControl(Control):
    """A day that comes back each year, or, with its year, one that does not."""

    zone: ZoneInfo
    months: tuple[str, ...] = MONTHS
    macro: ClassVar[str] = "period_day"
    says_itself: ClassVar[bool] = True
    is_group: ClassVar[bool] = True

    def fill(self, value: Value, name: str) -> Texts:
        text = text_in(value).strip()
        if yearly := _YEARLY.fullmatch(text):
            return {f"{name}.jour": (str(int(yearly[1])),), f"{name}.mois": (str(int(yearly[2])),)}
        day = parse_moment(text, self.zone)
        if isinstance(day, datetime) or not isinstance(day, date):
            raise CannotShow
        parts = {"jour": day.day, "mois": day.month, "annee": day.year}
        return {f"{name}.{part}": (str(number),) for part, number in parts.items()}

    def read(self, data: FormData, name: str) -> Value | None:
        day, month, year = (data.first(f"{name}.{part}") for part in ("jour", "mois", "annee"))
        if day.isdecimal() and month.isdecimal():
            return f"{year}-{month.zfill(2)}-{day.zfill(2)}" if year else f"{day.zfill(2)}/{month.zfill(2)}"
        return " ".join(filter(None, (day, month, year))) or None  # the build says what is wrong with it

"""Dates, hours and durations in words: one place, for pages, feeds, mails and panels alike.

The language is the one that is spoken (`words.speech`) whatever the process's locale, and a datetime is worded in its
own zone. Names of days and months are Babel's; the order is a pattern of CLDR, which a catalogue translates. Spaces
that must not break are U+00A0; never U+202F, which many fonts lack.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType

from babel.dates import format_date, format_time, get_time_format

from tambour.model.events.occurrence import Occurrence
from tambour.model.time.periods import YearDay
from tambour.words.speech import N_, _, speech
from tambour.words.typography import NBSP

# Patterns of CLDR, by whether weekday and year are said. French has others, for its « 1er ».
_PATTERNS: Mapping[tuple[bool, bool], str] = MappingProxyType(
    {
        (True, True): N_("EEEE d MMMM y"),
        (True, False): N_("EEEE d MMMM"),
        (False, True): N_("d MMMM y"),
        (False, False): N_("d MMMM"),
    }
)
_LEAP_YEAR = 2000  # any would do: it has a 29 February


_NIGHT_ENDS = time(6)  # "de 20 h à 2 h du matin" is still one evening
_MOST_DAYS = 20_000  # each in a few forms


def day_in_words(day: date, pattern: str) -> str:
    """A day, as a pattern of Unicode's CLDR says it: `EEEE d MMMM`. Each day is told again and again.

    Args:
        day: the day.
        pattern: a date pattern of CLDR.

    Returns:
        The words.
    """
    return _day_in_words(day.toordinal(), pattern, speech().locale)


@lru_cache(maxsize=_MOST_DAYS)
def _day_in_words(ordinal: int, pattern: str, locale: str) -> str:
    return str(format_date(date.fromordinal(ordinal), pattern, locale=locale))


def date_fr(day: date, *, weekday: bool = False, year: bool = True) -> str:
    """`5 décembre 2026`, `1er mars 2026`, `samedi 5 décembre`.

    >>> date_fr(date(2026, 3, 1), weekday=True)
    'dimanche 1er\\xa0mars\\xa02026'

    Args:
        day: the day.
        weekday: whether its name comes first.
        year: whether the year is said; False where nobody doubts which.

    Returns:
        The date in words, its spaces unbreakable.
    """
    if not speech().is_french:
        return day_in_words(day, _(_PATTERNS[weekday, year]))
    number = "'1er'" if day.day == 1 else "d"
    pattern = ("EEEE " if weekday else "") + f"{number}{NBSP}MMMM" + (f"{NBSP}y" if year else "")
    return day_in_words(day, pattern)


def period_day_fr(day: date | YearDay) -> str:
    """`5 décembre 2026`, or `1er juillet` for a day that comes back each year.

    Args:
        day: a day of one year, or one that comes back each year.

    Returns:
        The day in words, with its year if it has one.
    """
    return date_fr(date(_LEAP_YEAR, *day), year=False) if isinstance(day, YearDay) else date_fr(day)


def month_fr(day: date) -> str:
    """`décembre 2026`.

    Args:
        day: any day of the month.

    Returns:
        The month and its year.
    """
    return day_in_words(day, _("LLLL y"))


def weekday_fr(day: date | int) -> str:
    """`samedi`: of a date, or of its number in the week, 0 for Monday.

    Args:
        day: a date, or a number in the week, 0 for Monday (as `date.weekday`).

    Returns:
        The name of the day, in small letters.
    """
    return day_in_words(date(2001, 1, 1 + day) if isinstance(day, int) else day, "EEEE")


_FOR_SCRIPTS = (("EEEE", "{jour}"), ("MMMM", "{mois}"), ("d", "{numero}"), ("y", "{annee}"))
_HOURS_FOR_SCRIPTS = (("HH", "{hh}"), ("H", "{h}"), ("mm", "{m}"))


def script_patterns() -> dict[str, str | list[str]]:
    """How a script in a browser writes days and hours as `date_fr` and `hour_fr` do.

    Returns:
        `date`, `date_annee`, of `{jour}`, `{numero}`, `{mois}`, `{annee}`; `h` and `hm`, of `{h}` or `{hh}`, and `{m}`;
        in another language than French, names of days (`jours`, Sunday first) and months (`mois`): a browser may not
        know them.
    """
    if speech().is_french:
        day = f"{{jour}} {{numero}}{NBSP}{{mois}}"
        return {
            "date": day,
            "date_annee": f"{day}{NBSP}{{annee}}",
            "h": f"{{h}}{NBSP}h",
            "hm": f"{{h}}{NBSP}h{NBSP}{{m}}",
        }
    hours = _filled_in(str(get_time_format("short", locale=speech().locale).pattern), _HOURS_FOR_SCRIPTS)
    return {
        "date": _filled_in(_(_PATTERNS[True, False]), _FOR_SCRIPTS),
        "date_annee": _filled_in(_(_PATTERNS[True, True]), _FOR_SCRIPTS),
        "h": hours.replace("h{m}", "h").replace("{m}", "00"),
        "hm": hours,
        "jours": [weekday_fr((day + 6) % 7) for day in range(7)],
        "mois": [day_in_words(date(_LEAP_YEAR, month, 1), "MMMM") for month in range(1, 13)],
    }


def _filled_in(pattern: str, names: Sequence[tuple[str, str]]) -> str:
    """A pattern of CLDR, its fields as names in braces; what stands in quotes stays as it is."""
    parts = pattern.split("'")
    for at in range(0, len(parts), 2):
        for number, (sign, _name) in enumerate(names):
            parts[at] = parts[at].replace(sign, chr(number))
        for number, (_sign, name) in enumerate(names):
            parts[at] = parts[at].replace(chr(number), name)
    return "".join(parts)


def hour_fr(moment: datetime | time) -> str:
    """`18 h 30`, `9 h`, `minuit`, `midi`.

    >>> hour_fr(time(18, 30))
    '18\\xa0h\\xa030'

    Args:
        moment: a time of the day, or a moment, of which only the time is said.

    Returns:
        The hour as French typography writes it, its spaces unbreakable.
    """
    if moment.minute == 0 and moment.hour in (0, 12):
        return _("midi") if moment.hour else _("minuit")
    if not speech().is_french:
        words = str(format_time(time(moment.hour, moment.minute), "short", locale=speech().locale))
        return words.removesuffix("00") if words.endswith("h00") else words  # 9h in Occitan, as in French
    minutes = f"{NBSP}{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}{NBSP}h{minutes}"


def days_fr(first: date, last: date, *, year: bool = True) -> str:
    """A range of days, saying month and year once where they are the same.

    >>> days_fr(date(2026, 12, 5), date(2026, 12, 6)).replace(NBSP, " ")
    'du samedi 5 au dimanche 6 décembre 2026'

    Args:
        first: the first day.
        last: the last day, included.
        year: whether the year is said; False where nobody doubts which.

    Returns:
        The range, `du … au …`.
    """
    same_year = first.year == last.year
    end = date_fr(last, weekday=True, year=year or not same_year)
    if same_year and first.month == last.month:
        start = day_in_words(first, "EEEE '1er'" if first.day == 1 and speech().is_french else "EEEE d")
    else:
        start = date_fr(first, weekday=True, year=not same_year)
    return _("du {start} au {end}", start=start, end=end)


def when(occurrence: Occurrence, *, year: bool = True) -> str:
    """When it takes place, in words, without its state.

    `samedi 5 décembre 2026 de 10 h à 18 h`, `du samedi 5 au dimanche 6 décembre 2026` (all-day),
    `du samedi 5 décembre 2026 à 10 h au dimanche 6 décembre 2026 à 19 h`.

    Args:
        occurrence: one date of an event.
        year: whether the year is said; False where nobody doubts which.

    Returns:
        The words, without its state.
    """
    return between(occurrence.start, occurrence.end, year=year)


def between(start: date | datetime, end: date | datetime | None, *, year: bool = True) -> str:
    """The same for two bare ends.

    Args:
        start: a day (all-day), or a moment.
        end: the last day, included, when both are days; a moment otherwise; None when not known.
        year: whether the year is said; False where nobody doubts which.

    Returns:
        As `when` says it.
    """
    start, end = whole_days(start, end)
    if not isinstance(start, datetime):
        one_day = end is None or end == start
        return date_fr(start, weekday=True, year=year) if one_day else days_fr(start, end or start, year=year)
    if hours := _hours(start, end):
        return _("{day} {hours}", day=date_fr(start, weekday=True, year=year), hours=hours)
    ends = end if isinstance(end, datetime) else start
    year = year or ends.year != start.year
    first, last = (
        _("{day} à {hour}", day=date_fr(one, weekday=True, year=year), hour=hour_fr(one)) for one in (start, ends)
    )
    return _("du {start} au {end}", start=first, end=last)


def hours_of(occurrence: Occurrence) -> str:
    """When it takes place, under a heading that says its day: `de 10 h à 18 h`, `toute la journée`.

    All of it when it lasts for days.

    Args:
        occurrence: one date of an event.

    Returns:
        Its hours; the whole of it when it lasts for days.
    """
    start, end = whole_days(occurrence.start, occurrence.end)
    if isinstance(start, datetime):
        return _hours(start, end) or when(occurrence, year=False)
    return _("toute la journée") if end is None or end == start else when(occurrence, year=False)


def whole_days(start: date | datetime, end: date | datetime | None) -> tuple[date | datetime, date | datetime | None]:
    """Both ends as they are, or the first and the last day of what goes from a midnight to another, or to 23 h 59.

    Args:
        start: a day, or a moment.
        end: the same, or None when not known.

    Returns:
        Two days for whole days, however they were typed; else what was given.

    >>> whole_days(datetime(2026, 12, 5), datetime(2026, 12, 5, 23, 59))
    (datetime.date(2026, 12, 5), datetime.date(2026, 12, 5))
    """
    if not isinstance(start, datetime) or not isinstance(end, datetime) or start.time() != time():
        return start, end
    if end.time() == time() and end > start:
        return start.date(), end.date() - timedelta(days=1)
    return (start.date(), end.date()) if (end.hour, end.minute) == (23, 59) else (start, end)


def _hours(start: datetime, end: date | datetime | None) -> str:
    """`à 10 h`, `de 20 h à 2 h du matin`; "" when it does not end on the same day, or in the night after it."""
    if not isinstance(end, datetime) or end == start:
        return _("à {hour}", hour=hour_fr(start))
    hours = _("de {start} à {end}", start=hour_fr(start), end=hour_fr(end))
    if end.date() == start.date():
        return hours
    if end.date() == start.date() + timedelta(days=1) and end.time() <= _NIGHT_ENDS:
        return hours if end.time() == time() else _("{hours} du matin", hours=hours)
    return ""


def onset(start: datetime) -> str:
    """`lundi 30 novembre 2026 à 8 h`; midnight is what a day alone means: `lundi 30 novembre 2026`.

    Args:
        start: the moment since which, or from which on, something holds.

    Returns:
        The day, and the hour unless it begins with the day.
    """
    return between(start.date() if start.time() == time() else start, None)


def until(end: datetime, *, year: bool = True) -> str:
    """`jusqu’au samedi 5 décembre 2026 à 18 h`; midnight is the end of the day before.

    Args:
        end: a moment.
        year: whether the year is said; False where nobody doubts which.

    Returns:
        `jusqu’au …`, to the hour.
    """
    if end.time() == time():
        return _("jusqu’au {day}", day=date_fr(end - timedelta(days=1), weekday=True, year=year))
    return _("jusqu’au {day} à {hour}", day=date_fr(end, weekday=True, year=year), hour=hour_fr(end))


def duration_fr(length: timedelta) -> str:
    """`1 h 30`, `45 min`, `3 jours`; rounded down to the minute.

    >>> duration_fr(timedelta(minutes=90))
    '1\\xa0h\\xa030'

    Args:
        length: a duration, zero or more.

    Returns:
        At most two units, rounded down to the minute.
    """
    minutes = int(length.total_seconds()) // 60
    if minutes >= 48 * 60:
        return _("{count}\u00a0jours", count=minutes // (24 * 60))
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{count}\u00a0min", count=rest)
    return (
        _("{hours}\u00a0h\u00a0{minutes}", hours=hours, minutes=f"{rest:02d}")
        if rest
        else _("{hours}\u00a0h", hours=hours)
    )

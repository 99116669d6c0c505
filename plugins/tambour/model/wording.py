"""French wording of dates, hours, sizes and numbers: one place, for pages, feeds, mails and panels alike.

Everything is explicit: the language is French whatever the process's locale, and a datetime is worded in its own zone.
Spaces that must not break are U+00A0; never U+202F, which many fonts lack.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType

from babel.dates import format_date
from babel.numbers import format_decimal

from tambour.model.dates.occurrence import EventStatus, Occurrence
from tambour.model.dates.periods import YearDay
from tambour.model.item import Level

NBSP = "\u00a0"
_LOCALE = "fr"
_LEAP_YEAR = 2000  # any would do: it has a 29 February
_NIGHT_ENDS = time(6)  # "de 20 h à 2 h du matin" is still one evening

STATUS = {
    EventStatus.CONFIRMED: "",
    EventStatus.CANCELLED: "Annulé",
    EventStatus.POSTPONED: "Reporté",
    EventStatus.MOVED: "Déplacé",
    EventStatus.FULL: "Complet",
}

LEVEL: Mapping[Level, str] = MappingProxyType(
    {Level.INFO: "Information", Level.WATCH: "Vigilance", Level.EMERGENCY: "Urgence"}
)


def date_fr(day: date, *, weekday: bool = False, year: bool = True) -> str:
    """`5 décembre 2026`, `1er mars 2026`, `samedi 5 décembre`.

    >>> date_fr(date(2026, 3, 1), weekday=True)
    'dimanche 1er\\xa0mars\\xa02026'
    """
    number = "'1er'" if day.day == 1 else "d"
    pattern = ("EEEE " if weekday else "") + f"{number}{NBSP}MMMM" + (f"{NBSP}y" if year else "")
    return str(format_date(day, pattern, locale=_LOCALE))


def period_day_fr(day: date | YearDay) -> str:
    """`5 décembre 2026`, or `1er juillet` for a day that comes back each year."""
    return date_fr(date(_LEAP_YEAR, *day), year=False) if isinstance(day, YearDay) else date_fr(day)


def month_fr(day: date) -> str:
    """`décembre 2026`."""
    return str(format_date(day, "MMMM y", locale=_LOCALE))


def hour_fr(moment: datetime | time) -> str:
    """`18 h 30`, `9 h`, `minuit`, `midi`.

    >>> hour_fr(time(18, 30))
    '18\\xa0h\\xa030'
    """
    if moment.minute == 0 and moment.hour in (0, 12):
        return "midi" if moment.hour else "minuit"
    minutes = f"{NBSP}{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}{NBSP}h{minutes}"


def days_fr(first: date, last: date, *, year: bool = True) -> str:
    """A range of days, saying month and year once where they are the same.

    >>> days_fr(date(2026, 12, 5), date(2026, 12, 6)).replace(NBSP, " ")
    'du samedi 5 au dimanche 6 décembre 2026'
    """
    same_year = first.year == last.year
    end = date_fr(last, weekday=True, year=year or not same_year)
    if same_year and first.month == last.month:
        start = str(format_date(first, "EEEE '1er'" if first.day == 1 else "EEEE d", locale=_LOCALE))
    else:
        start = date_fr(first, weekday=True, year=not same_year)
    return f"du {start} au {end}"


def when(occurrence: Occurrence, *, year: bool = True) -> str:
    """When it takes place, in words, without its state. year=False: where nobody doubts which.

    `samedi 5 décembre 2026 de 10 h à 18 h`, `du samedi 5 au dimanche 6 décembre 2026` (all-day),
    `du samedi 5 décembre 2026 à 10 h au dimanche 6 décembre 2026 à 19 h`.
    """
    return between(occurrence.start, occurrence.end, year=year)


def between(start: date | datetime, end: date | datetime | None, *, year: bool = True) -> str:
    """The same for two bare ends; `end` is the last day, included, when both are days, and None when not known."""
    if not isinstance(start, datetime):
        one_day = end is None or end == start
        return date_fr(start, weekday=True, year=year) if one_day else days_fr(start, end or start, year=year)
    if hours := _hours(start, end):
        return f"{date_fr(start, weekday=True, year=year)} {hours}"
    ends = end if isinstance(end, datetime) else start
    year = year or ends.year != start.year
    first, last = (f"{date_fr(one, weekday=True, year=year)} à {hour_fr(one)}" for one in (start, ends))
    return f"du {first} au {last}"


def hours_of(occurrence: Occurrence) -> str:
    """When it takes place, under a heading that says its day: `de 10 h à 18 h`, `toute la journée`.

    All of it when it lasts for days.
    """
    start, end = occurrence.start, occurrence.end
    if isinstance(start, datetime):
        return _hours(start, end) or when(occurrence, year=False)
    return "toute la journée" if end is None or end == start else when(occurrence, year=False)


def _hours(start: datetime, end: date | datetime | None) -> str:
    """`à 10 h`, `de 20 h à 2 h du matin`; "" when it does not end on the same day, or in the night after it."""
    if not isinstance(end, datetime) or end == start:
        return f"à {hour_fr(start)}"
    hours = f"de {hour_fr(start)} à {hour_fr(end)}"
    if end.date() == start.date():
        return hours
    if end.date() == start.date() + timedelta(days=1) and end.time() <= _NIGHT_ENDS:
        return hours if end.time() == time() else f"{hours} du matin"
    return ""


def until(end: datetime, *, year: bool = True) -> str:
    """`jusqu’au samedi 5 décembre 2026 à 18 h`; midnight is the end of the day before."""
    if end.time() == time():
        return f"jusqu’au {date_fr(end - timedelta(days=1), weekday=True, year=year)}"
    return f"jusqu’au {date_fr(end, weekday=True, year=year)} à {hour_fr(end)}"


def state(occurrence: Occurrence) -> str:
    """What has become of it: "" when it is simply confirmed, `Annulé`, `Reporté (prévu d’abord samedi …)`."""
    word = STATUS[occurrence.status]
    if word and occurrence.previous_start is not None:
        return f"{word} (prévu d’abord {between(occurrence.previous_start, None)})"
    return word


def titled(title: str, status: EventStatus) -> str:
    """A title that must say the state by itself: `ANNULÉ - Marché de Noël`. What is confirmed keeps its own."""
    word = STATUS[status]
    return f"{word.upper()} - {title}" if word else title


def euros_fr(amount: Decimal) -> str:
    """`10 €`, `6,50 €`, `Gratuit`.

    >>> euros_fr(Decimal("6.50"))
    '6,50\\xa0€'
    """
    if amount == 0:
        return "Gratuit"
    return f"{amount:.2f}".removesuffix(".00").replace(".", ",") + f"{NBSP}€"


def siren_fr(siren: str) -> str:
    """`200 999 985`: three digits at a time."""
    return NBSP.join(siren[i : i + 3] for i in range(0, len(siren), 3))


def duration_fr(length: timedelta) -> str:
    """`1 h 30`, `45 min`, `3 jours`; rounded down to the minute.

    >>> duration_fr(timedelta(minutes=90))
    '1\\xa0h\\xa030'
    """
    minutes = int(length.total_seconds()) // 60
    if minutes >= 48 * 60:
        return f"{minutes // (24 * 60)}{NBSP}jours"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    return f"{hours}{NBSP}h" + (f"{NBSP}{rest:02d}" if rest else "")


def number_fr(number: float) -> str:
    """`12 345,6`, with spaces that do not break."""
    return str(format_decimal(number, locale=_LOCALE)).replace("\u202f", NBSP)


def filesize_fr(octets: int) -> str:
    """Decimal units, as French operating systems show them: `1,2 Mo`.

    >>> filesize_fr(1_234_567)
    '1,2\\xa0Mo'
    """
    for unit, size in (("Go", 1_000_000_000), ("Mo", 1_000_000), ("ko", 1_000)):
        if octets >= size:
            value = octets / size
            return f"{number_fr(round(value, 1) if value < 10 else round(value))}{NBSP}{unit}"
    return f"{octets}{NBSP}octet" + ("s" if octets > 1 else "")


def count_fr(number: int, singular: str, plural: str = "") -> str:
    """`0 page`, `1 page`, `2 pages`: in French the plural begins at two."""
    word = singular if abs(number) < 2 else plural or f"{singular}s"
    return f"{number_fr(number)}{NBSP}{word}"


def list_fr(words: Sequence[str]) -> str:
    """`Cluny, Mazille et Massilly`."""
    return " et ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


# Overseas numbers are national inside their own plan: 0262… is +262 262…
# (Plan national de numérotation, décision Arcep n° 2018-0881.)
_OVERSEAS = {
    "262": ("0262", "0263", "0269", "0692", "0693", "0639"),
    "508": ("0508", "0708"),
    "590": ("0590", "0690", "0691"),
    "594": ("0594", "0694"),
    "596": ("0596", "0696", "0697"),
}


def phone_href(number: str) -> str:
    """The `tel:` URI (RFC 3966) of a number as the model keeps it: `03 85 59 05 34`, `3977`, `+41223456789`.

    >>> phone_href("03 85 59 05 34"), phone_href("0262 90 00 00"), phone_href("3977")
    ('tel:+33385590534', 'tel:+262262900000', 'tel:3977')
    """
    digits = "".join(number.split())
    if digits.startswith("0") and len(digits) == 10:
        prefix = next((code for code, starts in _OVERSEAS.items() if digits.startswith(starts)), "33")
        return f"tel:+{prefix}{digits[1:]}"
    return f"tel:{digits}"

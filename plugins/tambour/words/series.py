"""How a series comes back, and which of its dates do not take place: what a count of its other dates leaves unsaid."""

from collections.abc import Sequence
from datetime import date

from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.time.recurrence import Frequency, Recurrence, RuleDay
from tambour.words.dates import date_fr, days_fr, weekday_fr
from tambour.words.numbers import count_fr, list_fr
from tambour.words.states import change_head
from tambour.words.typography import NBSP

_RANKS = {1: "1er", 2: "2e", 3: "3e", 4: "4e", 5: "5e", -1: "dernier", -2: "avant-dernier"}
_OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)  # of the latter, those that wait for a new date
_NAMED = 3  # cancelled dates that are said one by one; more are counted


def how_often(event: Event) -> str:
    """How the dates of a series follow each other.

    Args:
        event: any event.

    Returns:
        `tous les mardis et jeudis`, `un mardi sur deux`, `chaque mois, le 1er mardi`; "" for what is no series.
    """
    rule = event.recurrence
    if rule is None or event.start is None:
        return ""
    first = event.start
    if rule.frequency is Frequency.DAILY:
        return _each(rule.interval, "tous les jours", "un jour sur deux", "jours")
    if rule.frequency is Frequency.WEEKLY:
        return _weekly(rule, first)
    if rule.frequency is Frequency.MONTHLY:
        days = list_fr([_rank_fr(day) for day in rule.days]) or f"le {'1er' if first.day == 1 else first.day}"
        return f"{_each(rule.interval, 'chaque mois', 'un mois sur deux', 'mois')}, {days}"
    return _each(rule.interval, "chaque année", "une année sur deux", "ans")


def _weekly(rule: Recurrence, first: date) -> str:
    days = sorted(day.weekday for day in rule.days) or [first.weekday()]
    names = [weekday_fr(day) for day in days]
    if rule.interval == 1:
        return "tous les jours" if len(days) == 7 else f"tous les {list_fr([f'{name}s' for name in names])}"
    if rule.interval == 2 and len(names) == 1:
        return f"un {names[0]} sur deux"
    weeks = "une semaine sur deux" if rule.interval == 2 else f"toutes les {rule.interval} semaines"
    return f"{weeks}, le {list_fr(names)}"


def _each(interval: int, every: str, other: str, unit: str) -> str:
    return every if interval == 1 else other if interval == 2 else f"tous les {interval} {unit}"


def _rank_fr(day: RuleDay) -> str:
    name = weekday_fr(day.weekday)
    return f"le {_RANKS[day.rank]} {name}" if day.rank is not None else f"le {name}"


def cancelled_fr(dates: Sequence[Occurrence], year: int, article: str = "") -> str:
    """The cancelled ones among dates, by name.

    Args:
        dates: of one event, soonest first.
        year: the one that goes without saying.
        article: what stands before each: `le `.

    Returns:
        `samedi 12 décembre`, `4 dates`; "" when none is cancelled.
    """
    off = [one.begins.date() for one in dates if one.is_cancelled]
    if len(off) > _NAMED:
        return count_fr(len(off), "date")
    return list_fr([f"{article}{date_fr(day, weekday=True, year=day.year != year)}" for day in off])


def off_dates_fr(dates: Sequence[Occurrence], year: int) -> tuple[str, ...]:
    """Which of the dates of an event nobody must come to, where others hold.

    Args:
        dates: of one event, those to come, soonest first.
        year: the one that goes without saying.

    Returns:
        `Une date annulée : samedi 12 décembre`, `4 dates annulées`, `Une date reportée : …`; none when all dates hold,
        or when all have the same state: it is then that of the event.
    """
    if len({one.status for one in dates}) == 1:
        return ()
    return tuple(_off_fr(status, days, year) for status in _OFF if (days := _days_off(dates, status)))


def off_head_fr(dates: Sequence[Occurrence]) -> str:
    """`Une date annulée`, before the title of an event of which other dates hold; "" when none is off.

    Args:
        dates: of one event, those to come.
    """
    if len({one.status for one in dates}) == 1:
        return ""
    found = ((status, len(_days_off(dates, status))) for status in _OFF)
    return next((change_head(status, every_date=False, dates=count) for status, count in found if count), "")


def _days_off(dates: Sequence[Occurrence], status: EventStatus) -> list[date]:
    return [one.begins.date() for one in dates if one.status is status and not one.holds]


def _off_fr(status: EventStatus, days: Sequence[date], year: int) -> str:
    head = change_head(status, every_date=False, dates=len(days))
    if len(days) > _NAMED:
        return f"{len(days)} {head.removeprefix('Des ')}"
    return f"{head}{NBSP}: {list_fr([date_fr(day, weekday=True, year=day.year != year) for day in days])}"


def rhythm_fr(event: Event, others: Sequence[Occurrence], year: int) -> str:
    """What goes after the count of a series' other dates: `tous les mardis, sauf le mardi 15 décembre (date annulée)`.

    Args:
        event: any event.
        others: its dates to come but those that are said one by one.
        year: the one that goes without saying.

    Returns:
        "" for what is no series and has no cancelled date among them.
    """
    count = sum(one.is_cancelled for one in others)
    off = cancelled_fr(others, year, "le ")
    ending = f"{off} annulées" if count > _NAMED else f"{off} ({'dates annulées' if count > 1 else 'date annulée'})"
    return ", ".join(filter(None, (how_often(event), off and f"sauf {ending}")))


def series_fr(event: Event, occurrences: Sequence[Occurrence]) -> tuple[str, ...]:
    """All the dates of an event in one line, the same from one date to the next.

    Args:
        event: any event.
        occurrences: all of its dates, in the order in which they begin.

    Returns:
        `tous les mardis, jusqu’au 30 juin 2027`, then without its end; of dates without a rule, `12 dates, du … au …`,
        then their number.
    """
    first, last = (one.begins.date() for one in (occurrences[0], occurrences[-1]))
    if event.recurrence is None:
        counted = count_fr(len(occurrences), "date")
        return f"{counted}, {days_fr(first, last)}", counted
    rule = how_often(event)
    return f"{rule}, jusqu’au {date_fr(last)}", rule

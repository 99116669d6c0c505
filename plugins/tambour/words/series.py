"""How a series comes back, and which of its dates do not take place: what a count of its other dates leaves unsaid."""

from collections.abc import Sequence
from datetime import date, timedelta

from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.time.recurrence import Frequency, Recurrence, RuleDay
from tambour.words.dates import date_fr, days_fr, weekday_fr
from tambour.words.numbers import count_fr, list_fr
from tambour.words.speech import N_, _
from tambour.words.states import head_of_some

_RANKS = {
    1: N_("1er"),
    2: N_("2e"),
    3: N_("3e"),
    4: N_("4e"),
    5: N_("5e"),
    -1: N_("dernier"),
    -2: N_("avant-dernier"),
}
_OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)  # of the latter, those that wait for a new date
_SOON = timedelta(weeks=4)  # after the first date to come
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
        every = _("tous les {count} jours", count=rule.interval)
        return _each(rule.interval, _("tous les jours"), _("un jour sur deux"), every)
    if rule.frequency is Frequency.WEEKLY:
        return _weekly(rule, first)
    if rule.frequency is Frequency.MONTHLY:
        number = _("1er") if first.day == 1 else first.day
        days = list_fr([_rank_fr(day) for day in rule.days]) or _("le {day}", day=number)
        every = _("tous les {count} mois", count=rule.interval)
        return ", ".join((_each(rule.interval, _("chaque mois"), _("un mois sur deux"), every), days))
    every = _("tous les {count} ans", count=rule.interval)
    return _each(rule.interval, _("chaque année"), _("une année sur deux"), every)


def _weekly(rule: Recurrence, first: date) -> str:
    days = sorted(day.weekday for day in rule.days) or [first.weekday()]
    names = [weekday_fr(day) for day in days]
    if rule.interval == 1:
        if len(days) == 7:
            return _("tous les jours")
        return _("tous les {days}", days=list_fr([_("{day}s", day=name) for name in names]))
    if rule.interval == 2 and len(names) == 1:
        return _("un {day} sur deux", day=names[0])
    several = _("toutes les {count} semaines", count=rule.interval)
    weeks = _("une semaine sur deux") if rule.interval == 2 else several
    return ", ".join((weeks, _("le {day}", day=list_fr(names))))


def _each(interval: int, every: str, other: str, several: str) -> str:
    return every if interval == 1 else other if interval == 2 else several


def _rank_fr(day: RuleDay) -> str:
    name = weekday_fr(day.weekday)
    if day.rank is None:
        return _("le {day}", day=name)
    return _("le {rank} {day}", rank=_(_RANKS[day.rank]), day=name)


def cancelled_fr(dates: Sequence[Occurrence], year: int, *, article: bool = False) -> str:
    """The cancelled ones among dates, by name.

    Args:
        dates: of one event, soonest first.
        year: the one that goes without saying.
        article: whether one stands before each: `le samedi 12 décembre`.

    Returns:
        `samedi 12 décembre`, `4 dates`; "" when none is cancelled.
    """
    off = [one.begins.date() for one in dates if one.is_cancelled]
    if len(off) > _NAMED:
        return count_fr(len(off), "date", "dates")
    days = [date_fr(day, weekday=True, year=day.year != year) for day in off]
    return list_fr([_("le {day}", day=day) for day in days] if article else days)


def elsewhere_fr(others: Sequence[Occurrence], shown: Sequence[Occurrence]) -> str:
    """That dates which are only counted are not where those are that stand beside their count.

    Args:
        others: the dates that are counted.
        shown: those that are told one by one, each with its place.

    Returns:
        `ailleurs`, `certaines ailleurs`; "" when all are at a place that is told.
    """
    places = {one.place for one in shown}
    away = sum(one.place not in places for one in others)
    if not away:
        return ""
    return _("ailleurs") if away == len(others) else _("certaines ailleurs")


def off_dates_fr(dates: Sequence[Occurrence], year: int) -> tuple[str, ...]:
    """Which of the dates of an event nobody must come to in the weeks that follow, where others hold.

    Args:
        dates: of one event, those to come, soonest first.
        year: the one that goes without saying.

    Returns:
        `Une date annulée : samedi 12 décembre`, `Une date reportée : …`; when they are many, `Des dates annulées`;
        none when all dates hold, or when all have the same state: it is then that of the event.
    """
    if len({one.status for one in dates}) < 2:
        return ()
    return tuple(_off_fr(status, days, year) for status in _OFF if (days := _days_off(dates, status)))


def _days_off(dates: Sequence[Occurrence], status: EventStatus) -> list[date]:
    """What is off in a year's time is said in the list of dates, and is nothing to begin with."""
    soon = dates[0].begins + _SOON
    return [one.begins.date() for one in dates if one.status is status and not one.holds and one.begins < soon]


def _off_fr(status: EventStatus, days: Sequence[date], year: int) -> str:
    head = head_of_some(status, len(days))
    if len(days) > _NAMED:
        return head
    named = list_fr([date_fr(day, weekday=True, year=day.year != year) for day in days])
    return _("{what}\u00a0: {details}", what=head, details=named)


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
    off = cancelled_fr(others, year, article=True)
    if count > _NAMED:
        ending = _("sauf {dates} annulées", dates=off)
    elif count > 1:
        ending = _("sauf {dates} (dates annulées)", dates=off)
    else:
        ending = _("sauf {dates} (date annulée)", dates=off)
    return ", ".join(filter(None, (how_often(event), off and ending)))


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
        counted = count_fr(len(occurrences), "date", "dates")
        return f"{counted}, {days_fr(first, last)}", counted
    rule = how_often(event)
    return ", ".join((rule, _("jusqu’au {day}", day=date_fr(last)))), rule

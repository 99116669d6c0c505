"""Which of an event's dates are not what they were, where others hold: it is named before anything else.

A text that is short of room gives up everything before these words: « UNE DATE ANNULÉE » over a date that holds would
keep people at home on that one.
"""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.words.dates import date_fr, weekday_fr
from tambour.words.numbers import list_fr
from tambour.words.speech import _, speech
from tambour.words.states import head_of_some

_GRAVEST_FIRST = (EventStatus.CANCELLED, EventStatus.POSTPONED, EventStatus.MOVED, EventStatus.FULL)
_ELSEWHEN = (EventStatus.POSTPONED, EventStatus.MOVED)
NAMED = 6  # days that are said one by one; of more, the first
_WITH_WEEKDAYS = 3  # days of which each has the name of its own


def changed_among(dates: Sequence[Occurrence]) -> tuple[Occurrence, ...]:
    """Those of some dates that people must hear of first.

    Args:
        dates: of one event, those to come.

    Returns:
        The dates that have the gravest state, in their order; none when all have the same: it is that of the event.
    """
    states = {one.status for one in dates}
    if len(states) < 2:
        return ()
    gravest = next(status for status in _GRAVEST_FIRST if status in states)
    return tuple(one for one in dates if one.status is gravest)


def are_named(changed: Sequence[Occurrence]) -> bool:
    """Whether the head of a text names each of some dates; more than a few are told by the first.

    Args:
        changed: as `changed_among` gives them.

    Returns:
        True where nothing is left to be said of which they are.
    """
    return len({_known_as(one) for one in changed}) <= NAMED


def changed_heads_fr(changed: Sequence[Occurrence], year: int) -> tuple[str, ...]:
    """What stands before the title of an event of which some dates are not what they were.

    Args:
        changed: as `changed_among` gives them.
        year: the one that goes without saying.

    Returns:
        `UNE DATE ANNULÉE : mercredi 9 décembre`, `UNE DATE REPORTÉE au jeudi 17 décembre (au lieu du mercredi 9
        décembre)`, then the same in fewer words, where there are fewer; none when nothing has changed.
    """
    if not changed:
        return ()
    head = head_of_some(changed[0].status, len(changed)).upper()
    named = _("{what}\u00a0: {details}", what=head, details=days_list_fr([_known_as(one) for one in changed], year))
    if len(changed) > 1:
        return (named,)
    [one] = changed
    before, day = _known_as(one), one.begins.date()
    if before == day:
        return (named,)
    moved = _("{state} au {day}", state=head, day=date_fr(day, weekday=True, year=day.year != year))
    old = date_fr(before, weekday=True, year=before.year != year)
    return _("{what} (au lieu du {day})", what=moved, day=old), named


def days_list_fr(days: Sequence[date], year: int) -> str:
    """Some days, in as few words as people say them with.

    Args:
        days: one at least, soonest first.
        year: the one that goes without saying.

    Returns:
        `mercredi 9 décembre`; `mercredis 9, 16 et 23 décembre`; `samedi 5 et dimanche 6 décembre`; of many (`NAMED`),
        `la première le mercredi 9 décembre`.
    """
    days = list(dict.fromkeys(days))
    if len(days) == 1 or len(days) > NAMED:
        first = date_fr(days[0], weekday=True, year=days[0].year != year)
        return first if len(days) == 1 else _("la première le {day}", day=first)
    if not speech().is_french:
        return list_fr([date_fr(day, weekday=True, year=day.year != year) for day in days])
    weekdays = {day.weekday() for day in days}
    each = len(weekdays) > 1 and len(days) <= _WITH_WEEKDAYS
    last_of_month = [one.month != after.month for one, after in pairwise(days)] + [True]
    names = [
        date_fr(day, weekday=each, year=day.year != year) if ends else _number_fr(day, weekday=each)
        for day, ends in zip(days, last_of_month, strict=True)
    ]
    return list_fr(names) if len(weekdays) > 1 else f"{weekday_fr(days[0])}s {list_fr(names)}"


def _number_fr(day: date, *, weekday: bool) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return f"{weekday_fr(day)} {number}" if weekday else number


def _known_as(occurrence: Occurrence) -> date:
    """The day under which people know a date: of one that goes elsewhen, that on which it was."""
    before = occurrence.previous_start if occurrence.status in _ELSEWHEN else None
    if before is None:
        return occurrence.begins.date()
    return before.date() if isinstance(before, datetime) else before

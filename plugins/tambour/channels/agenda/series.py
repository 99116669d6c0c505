"""A series as VEVENTs: one with the rule, and one for each date that is not as the rule says (RFC 5545 §3.8.4.4)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tambour.channels import Event, EventStatus, Occurrence
from tambour.model.ledger.history import History, SlotHistory

from .calendar_entry import EntryPart
from .clock import shown
from .lines import when
from .series_rule import Rule
from .times import times
from .words import alike

_MakePart = Callable[[Occurrence, SlotHistory, Iterable[bytes]], EntryPart]


def series_parts(
    event: Event, dates: Sequence[Occurrence], history: History, part: _MakePart, zone: ZoneInfo
) -> tuple[EntryPart, ...]:
    """The VEVENT with the rule, then the dates that differ. dates: all of them, as `expand` makes them."""
    assert history.series is not None
    rule, usual = Rule(event, zone), _usual(event, dates[0])
    names = {one.key: rule.name(one) for one in dates}
    series = part(usual, history.series, rule.lines(names.values()))

    def unlike(one: Occurrence) -> EntryPart:
        slot, moments = history.slots[one.key], times(one.start, one.end)
        told = part(one, slot, (when("RECURRENCE-ID", names[one.key]), *moments))
        if told.place in (None, series.place):
            return told
        return told._replace(alone=part(one, replace(slot, uid=f"{slot.uid}-{one.key}"), moments).data)

    agreed = {one.key for one in dates if rule.gives(names[one.key]) and _as_the_rule_says(one, usual)}
    return series, *(unlike(one) for one in dates if one.key not in agreed)


def _usual(event: Event, one: Occurrence) -> Occurrence:
    """A date of which no exception speaks, at the times of the first. one: any of them."""
    assert event.start is not None
    status = event.status or EventStatus.CONFIRMED
    said = replace(one, status=status, previous_start=None, place=event.place, note="")
    return replace(said, start=event.start, end=None if event.end == event.start else event.end)


def _as_the_rule_says(one: Occurrence, usual: Occurrence) -> bool:
    """Whether every program makes of the rule, and of the length of the series, just this date.

    A length is exact to some and what the clocks show to others: over a change of clock the end is told.
    """
    if alike(one) != alike(usual) or _length(one) != _length(usual):
        return False
    start, end = one.start, one.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return True
    return end.utcoffset() == start.utcoffset()


def _length(one: Occurrence) -> timedelta | None:
    """As clocks and calendars show it; None when the hour of its end is not known."""
    if not isinstance(one.start, datetime):
        return (one.end or one.start) - one.start
    return shown(one.end) - shown(one.start) if isinstance(one.end, datetime) else None

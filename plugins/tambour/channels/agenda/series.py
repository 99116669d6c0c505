"""A series as VEVENTs: one with the rule, and one for each date that is not as the rule says (RFC 5545 §3.8.4.4)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tambour.channels import Event, EventStatus, Occurrence
from tambour.model.ledger.history import History, SlotHistory

from .calendar_entry import EntryPart
from .clock import wall_time
from .lines import when
from .series_rule import Rule
from .times import times
from .words import same_words_key

_MakePart = Callable[[Occurrence, SlotHistory, Iterable[bytes]], EntryPart]


def series_parts(
    event: Event, dates: Sequence[Occurrence], history: History, part: _MakePart, zone: ZoneInfo
) -> tuple[EntryPart, ...]:
    """The VEVENT with the rule, then the dates that differ. dates: all of them, as `expand` makes them."""
    assert history.series is not None
    rule, usual = Rule(event, zone), _usual(event, dates[0])
    names = {one.key: rule.name(one) for one in dates}
    series = part(usual, history.series, rule.lines(names.values()))

    def unlike(occurrence: Occurrence) -> EntryPart:
        slot, moments = history.slots[occurrence.key], times(occurrence.start, occurrence.end)
        entry = part(occurrence, slot, (when("RECURRENCE-ID", names[occurrence.key]), *moments))
        if entry.place in (None, series.place):
            return entry
        return entry._replace(alone=part(occurrence, replace(slot, uid=f"{slot.uid}-{occurrence.key}"), moments).data)

    agreed = {one.key for one in dates if rule.gives(names[one.key]) and _as_the_rule_says(one, usual)}
    return series, *(unlike(one) for one in dates if one.key not in agreed)


def _usual(event: Event, occurrence: Occurrence) -> Occurrence:
    """A date of which no exception speaks, at the times of the first. occurrence: any of them."""
    assert event.start is not None
    status = event.status or EventStatus.CONFIRMED
    usual = replace(occurrence, status=status, previous_start=None, place=event.place, note="")
    return replace(usual, start=event.start, end=None if event.end == event.start else event.end)


def _as_the_rule_says(occurrence: Occurrence, usual: Occurrence) -> bool:
    """Whether every program makes of the rule, and of the length of the series, just this date.

    A length is exact to some and what the clocks show to others: over a change of clock the end is told.
    """
    if same_words_key(occurrence) != same_words_key(usual) or _length(occurrence) != _length(usual):
        return False
    start, end = occurrence.start, occurrence.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return True
    return end.utcoffset() == start.utcoffset()


def _length(occurrence: Occurrence) -> timedelta | None:
    """As clocks and calendars show it; None when the hour of its end is not known."""
    if not isinstance(occurrence.start, datetime):
        return (occurrence.end or occurrence.start) - occurrence.start
    return wall_time(occurrence.end) - wall_time(occurrence.start) if isinstance(occurrence.end, datetime) else None

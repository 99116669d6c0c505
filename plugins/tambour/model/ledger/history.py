"""What subscribers have been told of an item so far: names that never change, sequence, when it last changed.

It follows from the content and from what the ledger has recorded of the item. Without a record, from the content alone:
that is what the first record then confirms. What the content says and the ledger does not know yet is told all the
same: a change of state must not wait for a record; only its day is then a guess, unless its writer typed `modifie`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, takewhile
from types import MappingProxyType

from tambour.model.alert import Alert
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.item import Item
from tambour.model.ledger.ledger import NOTHING, Facts, Recorded, SlotRecord, is_date_of_series
from tambour.model.ledger.uids import NamedSlot, named_slots

_MINUTE = timedelta(minutes=1)
_ELSEWHERE = (
    EventStatus.POSTPONED,
    EventStatus.MOVED,
)  # states that are told again when the date or place changes again


@dataclass(frozen=True)
class SlotHistory:
    """What a calendar must know of one slot, beside its facts.

    Attributes:
        uid: the UID without `@domain`: the event's id for the slot that was published first, else
            `<id>-20261212T090000Z`, from the start under which it was first published. The dates of a series share
            one, as calendars want it: it does not tell them apart.
        sequence: grows when time, place or state change, never falls (RFC 5545 §3.8.7.4).
        changed_at: last change of the slot, or of what the item says: LAST-MODIFIED and DTSTAMP.
    """

    uid: str
    sequence: int
    changed_at: datetime


_NO_SLOTS: Mapping[str, SlotHistory] = MappingProxyType({})  # one for all: most items have none


@dataclass(frozen=True)
class StateChange:
    """One change of state that subscribers must hear of.

    Attributes:
        status: the new state.
        on: day of the change, part of the identifier of its announcement.
        at: its instant.
        keys: the occurrences concerned (`Occurrence.key`), in order.
    """

    status: EventStatus
    on: date
    at: datetime
    keys: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """What subscribers have been told of one item so far.

    Attributes:
        changed_at: last change that the content or the ledger admit; `None` for what is undated.
        slots: the history of each date, by `Occurrence.key`. The dates of a series share its UID.
        changes: the changes of state, oldest first.
        lifted_at: when an alert that was lifted was; `None` for everything else.
        series: the history of a series as a whole, the one calendar entry that has its rule; `None` for what is no
            series. The sequence of one of its dates is never below its own.
    """

    changed_at: datetime | None = None
    slots: Mapping[str, SlotHistory] = field(default_factory=lambda: _NO_SLOTS)
    changes: tuple[StateChange, ...] = ()
    series: SlotHistory | None = None
    lifted_at: datetime | None = None


def history_of(item: Item, occurrences: Sequence[Occurrence], recorded: Recorded = NOTHING) -> History:
    """The history of an item. occurrences: all of them, for an event."""
    text_changed = _text_changed_at(item, recorded)
    named = named_slots(item, occurrences, recorded)
    if text_changed is None or not named:
        return History(text_changed, lifted_at=_end_of_alert(item, recorded, text_changed))
    histories = {slot.name: _slot_history(item, slot, recorded, text_changed) for slot in named}
    series = histories[named[0].name] if named[0].facts.rule is not None else None
    slots = {key: _with_series(histories[slot.name], series) for slot in named for key in slot.keys}
    changed_at = _latest(*(one.changed_at for one in histories.values()))
    return History(changed_at, MappingProxyType(slots), _changes(item, named, recorded), series)


def changed_since(item: Item, recorded: Recorded, at: datetime | None = None) -> datetime:
    """When what differs from the last records changed, as the public is told.

    The `modifie` that the writer typed for it; else `at`, the minute at which it is recorded, when it is. A `modifie`
    that was there before belongs to an earlier change. For an event, which is dated. at: in UTC.
    """
    typed = typed_at(item)
    if not recorded.ats:
        return typed if at is None or typed <= at else at.astimezone(typed.tzinfo)
    last = recorded.ats[-1].astimezone(typed.tzinfo)
    before = recorded.texts[-1].updated if recorded.texts else None
    is_new = item.updated not in (None, before) and typed.date() >= last.date() and (at is None or typed <= at)
    return typed if is_new else (at or last).astimezone(typed.tzinfo)


def typed_at(item: Item) -> datetime:
    """Last change of an event, as far as its writer tells."""
    return _latest(*(moment for moment in (item.updated, item.publish_at) if moment is not None))


def minutes_to(item: Item, moment: datetime) -> int:
    """Whole minutes from an event's `publier_le`: the measure of sequences."""
    assert item.publish_at is not None, "an event is dated"
    return max(0, (moment.astimezone(UTC) - item.publish_at.astimezone(UTC)) // _MINUTE)


def told_sequence(item: Item, life: Sequence[SlotRecord], recorded: Recorded) -> int:
    """The sequence that subscribers have been told of a slot; 0 for one without a record.

    It grows with what the event inherits, too: a corrected street is another LOCATION. life: the records of the slot.
    """
    corrected = [after.at for before, after in pairwise(recorded.texts) if after.inherits_otherwise_than(before)]
    steps = [(one.at, one.sequence) for one in life]
    steps += [(at, -1) for at in corrected if life and at > life[0].at]
    told = 0
    for at, sequence in sorted(steps, key=lambda step: (step[0], -step[1])):
        told = max(told, sequence) if sequence >= 0 else max(told + 1, minutes_to(item, at))
    return told


def _latest(*moments: datetime) -> datetime:
    """As instants: within one zone, Python would compare what the clocks show, and one night a year they go back."""
    return max(moments, key=datetime.timestamp)


def _text_changed_at(item: Item, recorded: Recorded) -> datetime | None:
    """Last change of what the item says, its slots left out; None for what is undated and was never seen to change."""
    seen = [after for before, after in pairwise(recorded.texts) if after.says_otherwise_than(before)]
    updated, last = item.updated, recorded.texts[-1] if recorded.texts else None
    if updated is not None and last is not None and updated == last.updated:
        updated = min(updated, recorded.local(last))  # a slip of the keyboard is no date of the future
    dates = [moment for moment in (updated, item.publish_at, *map(recorded.local, seen)) if moment is not None]
    return _latest(*dates) if dates else None


def _end_of_alert(item: Item, recorded: Recorded, text_changed: datetime | None) -> datetime | None:
    """When an alert was lifted: the `modifie` that its writer typed with it, else when it was recorded.

    What is corrected in its words afterwards does not lift it again. Without a record, its last change is the guess.
    """
    if not isinstance(item, Alert) or not item.is_lifted:
        return None
    since = [*takewhile(lambda record: record.lifted, reversed(recorded.texts))]
    if not since:
        return text_changed
    first, before = since[-1], recorded.texts[: -len(since)]
    typed = first.updated if not before or first.updated != before[-1].updated else None
    return min(typed, recorded.local(first)) if typed is not None else recorded.local(first)


def _slot_history(item: Item, slot: NamedSlot, recorded: Recorded, text_changed: datetime) -> SlotHistory:
    if not recorded.ats:
        return SlotHistory(slot.uid, minutes_to(item, text_changed), text_changed)
    life = recorded.lives.get(slot.name, ())
    seen = [after for before, after in pairwise(life) if before.facts != after.facts]
    seen += [first for first in life[:1] if first.at > recorded.ats[0]]  # added to what had been published before
    changed_at = _latest(text_changed, *map(recorded.local, seen))
    return SlotHistory(slot.uid, told_sequence(item, life, recorded), changed_at)


def _with_series(own: SlotHistory, series: SlotHistory | None) -> SlotHistory:
    """The history of one date: a series that changes carries its dates along."""
    if series is None:
        return own
    return SlotHistory(own.uid, max(own.sequence, series.sequence), _latest(own.changed_at, series.changed_at))


def _changes(item: Item, named: Sequence[NamedSlot], recorded: Recorded) -> tuple[StateChange, ...]:
    """Announcements of one state and one day are one; the last gives its hour."""
    by_day: dict[tuple[EventStatus, date], tuple[datetime, set[str]]] = {}
    for slot in named:
        for status, since in _states(item, slot, named[0], recorded):
            at, keys = by_day.setdefault((status, since.date()), (since, set()))
            by_day[status, since.date()] = _latest(at, since), keys | set(slot.keys)
    changes = (StateChange(status, on, at, tuple(sorted(keys))) for (status, on), (at, keys) in by_day.items() if keys)
    return tuple(sorted(changes, key=lambda one: (one.at.timestamp(), one.status)))


def _states(
    item: Item, slot: NamedSlot, first: NamedSlot, recorded: Recorded
) -> Iterator[tuple[EventStatus, datetime]]:
    """The changes of state of one slot: what it became, and since when."""
    life = recorded.lives.get(slot.name, ())
    steps: list[tuple[Facts, datetime]] = [(record.facts, record.since) for record in life]
    if not life or life[-1].facts != slot.facts:
        steps.append((slot.facts, changed_since(item, recorded)))
    before = _facts_of_series_before(life, first, recorded) if is_date_of_series(slot.name) else None
    for facts, since in steps:
        if _must_be_told(before, facts):
            yield facts.status, since
        before = facts


def _facts_of_series_before(life: Iterable[SlotRecord], series: NamedSlot, recorded: Recorded) -> Facts | None:
    """What a date of a series was told to be until its first record: what the series then was."""
    until = next((record.at for record in life), None)
    earlier = [one for one in recorded.lives.get(series.name, ()) if until is None or one.at < until]
    return earlier[-1].facts if earlier else None


def _must_be_told(before: Facts | None, now: Facts) -> bool:
    if before is None or before.status is not now.status:
        return now.status is not (before.status if before else EventStatus.CONFIRMED)
    return now.status in _ELSEWHERE and (before.start, before.place) != (now.start, now.place)

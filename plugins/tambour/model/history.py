"""What subscribers have been told of an item so far: names that never change, sequence, when it last changed.

It follows from the content and from what the ledger has recorded of the item (`Record`). Without a record, from the
content alone: that is what the first record then confirms.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType

from tambour.model.dates.occurrence import EventStatus, Occurrence
from tambour.model.item import Item

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class SlotHistory:
    """What a calendar must know of one slot, beside its facts.

    uid: the UID without `@domain`: the event's id for the slot that was published first, else
        `<id>-20261212T090000Z`, from the start under which it was first published.
    sequence: grows when time, place or state change, never falls (RFC 5545 §3.8.7.4).
    changed_at: last change of the slot, or of what the item says: LAST-MODIFIED and DTSTAMP.
    """

    uid: str
    sequence: int
    changed_at: datetime


@dataclass(frozen=True)
class StateChange:
    """One change of state that subscribers must hear of.

    status: the new state. on: day of the change, part of the identifier of its announcement. at: its instant.
    keys: the occurrences concerned (`Occurrence.key`), in order.
    """

    status: EventStatus
    on: date
    at: datetime
    keys: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """Of one item. slots: by `Occurrence.key`, all of them; those of a series share its UID. changes: oldest first.

    changed_at: last change that the content or the ledger admit; None for what is undated.
    """

    changed_at: datetime | None = None
    slots: Mapping[str, SlotHistory] = field(default_factory=lambda: MappingProxyType({}))
    changes: tuple[StateChange, ...] = ()


def history_of(item: Item, occurrences: Sequence[Occurrence]) -> History:
    """The history of an item, from what its content says."""
    changed = max(filter(None, (item.updated, item.publish_at)), default=None)
    if changed is None or not occurrences:
        return History(changed)
    assert item.publish_at is not None, "an event is dated"
    sequence = (changed - item.publish_at) // _MINUTE
    one_uid = getattr(item, "recurrence", None) is not None
    slots = {
        occurrence.key: SlotHistory(
            item.id if one_uid or index == 0 else f"{item.id}-{occurrence.key}", sequence, changed
        )
        for index, occurrence in enumerate(sorted(occurrences, key=lambda one: one.key))
    }
    states: dict[EventStatus, list[str]] = {}
    for occurrence in occurrences:
        if occurrence.status is not EventStatus.CONFIRMED:
            states.setdefault(occurrence.status, []).append(occurrence.key)
    changes = tuple(StateChange(status, changed.date(), changed, tuple(keys)) for status, keys in states.items())
    return History(changed, MappingProxyType(slots), changes)

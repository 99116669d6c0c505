"""The UID of each slot and series of an event: the slots as its content has them now, named as the ledger named them.

A slot is recognised by the start under which it was first published, else by any other under which it was: a writer may
type as `debut_precedent` the first of its former dates or the last one, and may take that line away later.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.events.slots import instant_key
from tambour.model.item import Item
from tambour.model.ledger.ledger import Facts, Recorded, is_date_of_series
from tambour.model.place import FreePlace
from tambour.model.time.recurrence import rrule_text


@dataclass(frozen=True)
class NamedSlot:
    """One slot, one series, or one date of a series that its rule alone does not tell.

    name, uid: as in the ledger (`SlotRecord`). keys: the occurrences that it is (`Occurrence.key`); of a series, those
    that follow its rule.
    """

    name: str
    uid: str
    facts: Facts
    keys: tuple[str, ...]


def named_slots(item: Item, occurrences: Sequence[Occurrence], recorded: Recorded) -> tuple[NamedSlot, ...]:
    """Every slot of an event, by first start; a series, then its dates that differ. () for other kinds."""
    if not isinstance(item, Event) or not occurrences:
        return ()
    if item.recurrence is not None:
        return tuple(_of_series(item, occurrences, recorded))
    return tuple(_of_slots(item, occurrences, recorded))


def recognise_slots(event: Event, occurrences: Sequence[Occurrence], recorded: Recorded) -> Mapping[str, str]:
    """`Occurrence.key` → name in the ledger, for the occurrences of slots that were published before."""
    names = recorded.uids.keys()
    keys = sorted(occurrence.key for occurrence in occurrences)
    found = {key: key for key in keys if key in names}
    if names and len(found) < len(keys):
        last_at = {record.key: record.slot for record in recorded.slots if record.slot in names}
        for key in keys:
            if key not in found and last_at.get(key) not in (None, *found.values()):
                found[key] = last_at[key]
    if len(keys) == len(names) == 1 and not event.slots:
        found = dict(zip(keys, names, strict=True))  # `debut` alone: there is no other slot that it could be
    return found


def facts_of(occurrence: Occurrence) -> Facts:
    """What the ledger records of an occurrence."""
    return _facts(occurrence.start, occurrence.end, occurrence.place, occurrence.status)


def rule_day(occurrence: Occurrence) -> date:
    """The day under which the rule of a series gives an occurrence."""
    planned = occurrence.previous_start or occurrence.start
    return planned.date() if isinstance(planned, datetime) else planned


def _of_slots(event: Event, occurrences: Sequence[Occurrence], recorded: Recorded) -> Iterator[NamedSlot]:
    names = recognise_slots(event, occurrences, recorded)
    bare = {event.id} - {record.uid for record in recorded.slots}  # until a slot has taken it
    for occurrence in sorted(occurrences, key=lambda one: one.key):
        name = names.get(occurrence.key, occurrence.key)
        uid = recorded.uids.get(name) or (bare.pop() if bare else f"{event.id}-{name}")
        yield NamedSlot(name, uid, facts_of(occurrence), (occurrence.key,))


def _of_series(event: Event, occurrences: Sequence[Occurrence], recorded: Recorded) -> Iterator[NamedSlot]:
    assert event.start is not None
    by_day = {rule_day(occurrence): occurrence for occurrence in occurrences}
    differing = {one.day for one in event.exceptions if (one.start, one.end, one.status, one.place) != (None,) * 4}
    differing |= {date.fromisoformat(name) for name in recorded.lives if is_date_of_series(name)}
    name = next((name for name, uid in recorded.uids.items() if uid == event.id), instant_key(event.start))
    following = tuple(occurrence.key for day, occurrence in by_day.items() if day not in differing)
    yield NamedSlot(name, event.id, _facts_of_series(event, occurrences[0].begins.tzinfo), following)
    for day in sorted(differing & by_day.keys()):
        yield NamedSlot(day.isoformat(), event.id, facts_of(by_day[day]), (by_day[day].key,))


def _facts_of_series(event: Event, zone: object) -> Facts:
    assert event.start is not None and event.recurrence is not None and isinstance(zone, ZoneInfo)
    facts = _facts(event.start, event.end, event.place, event.status or EventStatus.CONFIRMED)
    excluded = tuple(sorted(day.isoformat() for day in event.excluded))
    return facts._replace(rule=rrule_text(event.recurrence, event.start, zone), excluded=excluded)


def _facts(start: date, end: date | None, place: str | FreePlace | None, status: EventStatus) -> Facts:
    if isinstance(place, FreePlace):
        place = ", ".join(filter(None, (place.name, place.street, place.postal_code, place.city)))
    return Facts(start.isoformat(), end.isoformat() if end is not None else None, place, status)

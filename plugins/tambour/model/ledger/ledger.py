"""The ledger of publications: what subscribers were told of each item, and when each change of it was first told.

A set of facts that are added and never changed: the order of its records, and a record that stands in it twice, mean
nothing; the union of two ledgers is a ledger. `inv registre` adds to it, a build only reads it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, AwareDatetime, Field, PlainSerializer, StringConstraints

from tambour.model.events.occurrence import EventStatus
from tambour.model.events.slots import instant_key
from tambour.model.fields import ID_PATTERN, Record


def _utc_minute(value: datetime) -> str:
    """`2026-11-20T08:00Z`: of a fixed width, so that lines in the order of their characters are in that of time."""
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def _moment(value: str) -> str:
    moment(value)
    return value


def _slot(value: str) -> str:
    moment(value if is_date_of_series(value) else f"{value[:4]}-{value[4:6]}-{value[6:8]}")
    return value


_Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
_At = Annotated[AwareDatetime, PlainSerializer(_utc_minute)]
_Instant = Annotated[
    AwareDatetime, PlainSerializer(datetime.isoformat)
]  # with the offset of the day: its date is local


_Moment = Annotated[str, StringConstraints(pattern=r"^[^T]{10}(T.{8,15}[+-]\d\d:\d\d)?$"), AfterValidator(_moment)]
_Slot = Annotated[str, StringConstraints(pattern=r"^(\d{8}(T\d{6}Z)?|\d{4}-\d\d-\d\d)$"), AfterValidator(_slot)]


class Facts(NamedTuple):
    """Time, place and state of a slot, as texts that can be compared for years.

    start, end: ISO 8601, a day when all-day (`end` included). place: an id, or a free place on one line.
    rule: RRULE (RFC 5545 §3.3.10) of a series, whose first date `start` and `end` then are; excluded: its `sauf`.
    """

    start: str
    end: str | None
    place: str | None
    status: EventStatus
    rule: str | None = None
    excluded: tuple[str, ...] = ()


class TextRecord(Record):
    """From `at` on, an item says this.

    text: digest of its words. updated: the `modifie` that its writer had typed. lifted: it is an alert that no longer
        holds. inherited: digest of what it says by naming a place or a contact; "" when it names none, or before that
        was recorded.
    """

    id: _Id
    at: _At
    text: str
    updated: _Instant | None = None
    lifted: bool = False
    inherited: str = ""

    def says_otherwise_than(self, other: "TextRecord") -> bool:
        """Whether the words differ, its own or those that it inherits."""
        return _differ(self.text, other.text) or self.inherits_otherwise_than(other)

    def inherits_otherwise_than(self, other: "TextRecord") -> bool:
        """Whether the place or the contacts that it names say something else: a street was corrected."""
        return _differ(self.inherited, other.inherited)


def _differ(one: str, other: str) -> bool:
    """Digests that were not made alike do not tell (`<scheme>-<hex digits>`)."""
    return one != other and one.partition("-")[0] == other.partition("-")[0]


class SlotRecord(Record):
    """From `at` on, a slot of an event has this time, place and state.

    slot: its name for ever: the start under which it was first published (`instant_key`); for one date of a series that
        differs from its rule, that date (`2026-12-10`), which the rule gives whatever the hour.
    at: when it was recorded, in UTC, to the minute; what was recorded of an item at another time has another minute.
    since: when it changed for the public: what the writer typed (`modifie`), else `at`. Its day names the announcement.
    uid: of the calendars' UID, what stands before `@`. sequence: the SEQUENCE that calendars are told.
    """

    id: _Id
    slot: _Slot
    at: _At
    since: _Instant
    uid: str
    sequence: Annotated[int, Field(ge=0, lt=2**31)]  # RFC 5545 §3.3.8
    start: _Moment
    end: _Moment | None = None
    place: str | None = None
    status: EventStatus
    rule: str | None = None
    excluded: tuple[_Moment, ...] = ()

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.start, self.end, self.place, self.status, self.rule, self.excluded)

    @property
    def key(self) -> str:
        """What `Occurrence.key` would be, had it been announced at this start first."""
        return instant_key(moment(self.start))


def is_date_of_series(slot: str) -> bool:
    """Whether the name of a slot is that of one date of a series."""
    return "-" in slot


def moment(text: str) -> date | datetime:
    """A day or an instant of `Facts`."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


@dataclass(frozen=True)
class Recorded:
    """What the ledger holds of one item. texts, slots: oldest first. zone: the territory's."""

    texts: tuple[TextRecord, ...] = ()
    slots: tuple[SlotRecord, ...] = ()
    zone: tzinfo = UTC

    def local(self, record: TextRecord | SlotRecord) -> datetime:
        """When it was recorded, on the territory's clocks."""
        return record.at.astimezone(self.zone)

    @cached_property
    def ats(self) -> tuple[datetime, ...]:
        """When something was recorded of it, in UTC."""
        return tuple(sorted({record.at for record in self.texts} | {record.at for record in self.slots}))

    @cached_property
    def lives(self) -> Mapping[str, tuple[SlotRecord, ...]]:
        """The records of each slot, oldest first, by name."""
        lives: dict[str, list[SlotRecord]] = {}
        for record in self.slots:
            lives.setdefault(record.slot, []).append(record)
        return MappingProxyType({name: tuple(records) for name, records in lives.items()})

    @cached_property
    def uids(self) -> Mapping[str, str]:
        """The UID of each slot, by name: the one under which it was first published.

        Two branches that each published the event for the first time may have given one UID to two slots: the older
        record keeps it, the other slot takes that of its name.
        """
        uids: dict[str, str] = {}
        taken: set[str] = set()
        for name, (first, *_) in self.lives.items():
            if not is_date_of_series(name):
                uids[name] = f"{first.id}-{name}" if first.uid in taken else first.uid
                taken.add(uids[name])
        return MappingProxyType(uids)


Ledger = Mapping[str, Recorded]  # by id of the item
NOTHING = Recorded()


def ledger_of(records: Iterable[TextRecord | SlotRecord], zone: tzinfo) -> Ledger:
    """The ledger that these records are, in whatever order they come. zone: the territory's."""
    texts: dict[str, list[TextRecord]] = {}
    slots: dict[str, list[SlotRecord]] = {}
    for record in records:
        if isinstance(record, TextRecord):
            texts.setdefault(record.id, []).append(record)
        else:
            slots.setdefault(record.id, []).append(record)
    return MappingProxyType(
        {
            item_id: Recorded(
                tuple(sorted(texts.get(item_id, ()), key=lambda one: (one.at, one.text, str(one.updated)))),
                tuple(sorted(slots.get(item_id, ()), key=_rank)),
                zone,
            )
            for item_id in sorted({*texts, *slots})
        }
    )


def _rank(one: SlotRecord) -> tuple[object, ...]:
    """By time; then by everything else, so that two branches' records of one minute have one order."""
    rest = (one.status, one.end or "", one.place or "", one.rule or "", one.excluded)
    return one.at, one.slot, one.sequence, one.uid, one.since, one.start, *rest

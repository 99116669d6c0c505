"""What a publication adds to the ledger: what an item says now, where it differs from what is recorded."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from tambour.model.alert import Alert
from tambour.model.conversions import clean_text
from tambour.model.events.occurrence import Occurrence
from tambour.model.item import Item
from tambour.model.ledger.history import changed_since, minutes_to, told_sequence, typed_at
from tambour.model.ledger.ledger import Recorded, SlotRecord, TextRecord
from tambour.model.ledger.uids import NamedSlot, named_slots

_MINUTE = timedelta(minutes=1)
_JUST_OUT = timedelta(days=1)  # a `publier_le` without an hour is of that day's first instant
# Keys of a head that say when and where an item is published, not what it tells.
UNTOLD = frozenset(
    ("id", "publier_le", "retirer_le", "modifie", "a_revoir_le", "brouillon", "adresse", "alias", "canaux")
)
# Keys of an event that its slots hold; their notes count as words.
SLOTS = frozenset(("debut", "fin", "creneaux", "recurrence", "sauf", "exceptions", "debut_precedent", "statut", "lieu"))
_SCHEME = "1"  # how the digest is made: digests of two schemes cannot be compared


def text_digest(typed: Mapping[str, object], body: str, occurrences: Sequence[Occurrence]) -> str:
    """Digest of what an item says, made from what was typed: a new version of the program cannot change it.

    typed: its head, scalars as cleaned text. body: Markdown. occurrences: an event's, whose notes are words.
    """
    left_out = UNTOLD | SLOTS if occurrences else UNTOLD
    words = {key: value for key, value in typed.items() if key not in left_out and value}
    notes = [[one.key, one.note] for one in occurrences if one.note]
    lines = [line.rstrip() for line in str(clean_text(body)).strip().split("\n")]
    return _digest([words, notes, lines])


def inherited_digest(inherited: Sequence[Mapping[str, object]]) -> str:
    """Digest of what an item says by naming it: the records of its places and contacts; "" when it names none.

    inherited: of each, what reaches the item's readers, as it was typed.
    """
    return _digest([{key: value for key, value in one.items() if value} for one in inherited]) if inherited else ""


def _digest(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return f"{_SCHEME}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def new_records(
    item: Item,
    text: str,
    occurrences: Sequence[Occurrence],
    recorded: Recorded,
    now: datetime,
    *,
    first_ever: bool,
    inherited: str = "",
) -> Iterator[TextRecord | SlotRecord]:
    """What to add so that the ledger knows an item as it is; nothing when it does.

    text: see `text_digest`; inherited: see `inherited_digest`. first_ever: the ledger is empty: it is new, or was lost.
    A clock that was put back does not make history run backwards: each record comes a minute after the last one.
    """
    at = now.astimezone(UTC).replace(second=0, microsecond=0)
    if recorded.ats:
        at = max(at, recorded.ats[-1] + _MINUTE)
    last = recorded.texts[-1] if recorded.texts else None
    if last is None or (last.text, last.updated, last.inherited) != (text, item.updated, inherited):
        lifted = isinstance(item, Alert) and item.is_lifted
        yield TextRecord(id=item.id, at=at, text=text, updated=item.updated, lifted=lifted, inherited=inherited)
    since = changed_since(item, recorded, at) if occurrences else at
    for slot in named_slots(item, occurrences, recorded):
        if not _is_known(slot, recorded.lives.get(slot.name, ())):
            sequence = _next(item, slot, recorded, at) if recorded.ats else _first(item, at, just_out=not first_ever)
            stamp = {"slot": slot.name, "at": at, "since": since, "uid": slot.uid, "sequence": sequence}
            yield SlotRecord.model_validate({"id": item.id, **stamp, **slot.facts._asdict()})


def _is_known(slot: NamedSlot, life: Sequence[SlotRecord]) -> bool:
    """Whether the last record says what the slot is, above all that another branch told subscribers in the meantime."""
    if not life or life[-1].facts != slot.facts:
        return False
    return all(one.sequence < life[-1].sequence for one in life if one.facts != slot.facts)


def _first(item: Item, at: datetime, *, just_out: bool) -> int:
    """The sequence of what the ledger hears of for the first time.

    0 for an event that has just been published. One that was there already may have had a ledger that was lost: only
    the time that has passed since is surely more than what subscribers were told. just_out: it may be new.
    """
    assert item.publish_at is not None, "an event is dated"
    unseen = minutes_to(item, typed_at(item))  # what a build tells without a record
    return unseen if just_out and at - item.publish_at <= _JUST_OUT else max(unseen, minutes_to(item, at))


def _next(item: Item, slot: NamedSlot, recorded: Recorded, at: datetime) -> int:
    """The sequence after a change, above all that its UID has had; 0 for a slot that is added."""
    names = dict.fromkeys(one.slot for one in recorded.slots if slot.name == one.slot or slot.uid == one.uid)
    sequences = [told_sequence(item, recorded.lives[name], recorded) for name in names]
    return max(max(sequences) + 1, minutes_to(item, at)) if sequences else 0

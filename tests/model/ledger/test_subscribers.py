"""Calendars that come back through all that can happen to an event and to its ledger: edits, publications, branches
that are merged, a clock put back, a ledger lost. Sequences never fall and rise with each change; UIDs never move.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tambour.model.events.event import Event
from tambour.model.events.occurrences import expand
from tambour.model.ledger.history import History, history_of
from tambour.model.ledger.ledger import NOTHING, Recorded, SlotRecord, TextRecord, ledger_of
from tambour.model.ledger.uids import facts_of
from tests.model.building import PARIS, additions, at, made

ID = "foire"
BEGIN = at("2026-11-20 09:00")
MINUTE = timedelta(minutes=1)
Facts = tuple[object, ...]


def text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


@dataclass
class Date:
    """One date as its writer thinks of it. Each number has days of its own, so that two dates never meet."""

    number: int
    move: int = 0
    previous: list[int] = field(default_factory=list)
    status: str | None = None

    def typed(self) -> dict[str, Any]:
        slot: dict[str, Any] = {"debut": self.start(self.move)}
        if self.previous:
            slot["debut_precedent"] = [self.start(move) for move in self.previous]
        return slot | ({"statut": self.status} if self.status else {})

    def start(self, move: int) -> str:
        return text(at("2027-01-01 10:00") + timedelta(days=20 * self.number + move))


@dataclass
class Branch:
    """The event and the ledger in one clone."""

    dates: list[Date]
    now: datetime = BEGIN
    publish_at: datetime = BEGIN
    updated: datetime | None = None
    title: int = 0
    earliest: datetime = BEGIN  # that `publish_at` has ever been
    records: list[TextRecord | SlotRecord] = field(default_factory=list)

    def typed(self) -> dict[str, Any]:
        head: dict[str, Any] = {"id": ID, "titre": f"Foire {self.title}", "publier_le": text(self.publish_at)}
        if self.updated is not None:
            head["modifie"] = text(self.updated)
        return head | {"creneaux": [date.typed() for date in sorted(self.dates, key=lambda date: date.number)]}

    @property
    def recorded(self) -> Recorded:
        return ledger_of(self.records, PARIS).get(ID, NOTHING)

    def seen(self) -> dict[int, tuple[str, int, Facts]]:
        """UID, sequence and facts of each date, by its number."""
        event = made(Event, self.typed())
        occurrences = expand(event, PARIS)
        history: History = history_of(event, occurrences, self.recorded)
        by_start = {text(one.begins): (history.slots[one.key], facts_of(one)) for one in occurrences}
        found = {date.number: by_start[date.start(date.move)] for date in self.dates}
        return {number: (slot.uid, slot.sequence, facts) for number, (slot, facts) in found.items()}

    def record(self) -> None:
        self.records += additions(Event, self.typed(), self.now, self.recorded, first_ever=not self.records)


class Subscriber:
    """What one calendar has been told of each date."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[str, int, Facts]] = {}
        self.highest: dict[str, int] = {}

    def look(self, branch: Branch, *, recorded: bool = True) -> None:
        """recorded: what changed since the last look has been recorded, and so must have risen."""
        for number, (uid, sequence, facts) in branch.seen().items():
            assert sequence >= self.highest.get(uid, 0), "a sequence has fallen"
            if number in self.known:
                known_uid, before, known_facts = self.known[number]
                assert uid == known_uid, "a UID has moved"
                assert sequence > before or facts == known_facts or not recorded, "a change without a new sequence"
            self.highest[uid] = sequence
            if recorded:
                self.known[number] = (uid, sequence, facts)

    def forget_uids(self) -> None:
        """Without a ledger, nothing tells which date was the first."""
        self.known = {}


NUMBERS = st.integers(0, 7)
EDITS = st.one_of(
    st.tuples(st.just("move"), NUMBERS, st.integers(0, 9), st.booleans()),
    st.tuples(st.just("state"), NUMBERS, st.sampled_from([None, "annule", "reporte", "complet", "confirme"])),
    st.tuples(st.just("add"), NUMBERS),
    st.tuples(st.just("words"), st.integers(0, 3)),
    st.tuples(st.just("modified"), st.none() | st.integers(-3000, 60_000)),
    st.tuples(st.just("republished"), st.integers(-5000, 5000)),
)
STEPS = st.one_of(
    EDITS,
    st.tuples(st.just("publish"), st.integers(0, 4000)),
    st.tuples(st.just("clock"), st.integers(-2000, -1)),
    st.tuples(st.just("lose")),
    st.tuples(st.just("merge"), st.lists(EDITS, max_size=4), st.lists(EDITS, max_size=4), st.integers(-2, 2)),
)


def edit(branch: Branch, step: tuple[Any, ...], allowed: Iterable[int] = range(8)) -> None:
    match step:
        case "move", number, move, from_last:
            published = branch.recorded.slots
            for date in branch.dates:
                if date.number == number and move != date.move and move not in date.previous:
                    was_published = any(
                        record.start[:16].replace("T", " ") == date.start(date.move) for record in published
                    )
                    date.previous = [date.move] if from_last and was_published else [*date.previous, date.move]
                    date.move = move
        case "state", number, status:
            for date in branch.dates:
                date.status = status if date.number == number else date.status
        case "add", number if number in allowed and number not in {date.number for date in branch.dates}:
            branch.dates.append(Date(number))
        case "words", title:
            branch.title = title
        case "modified", minutes:
            branch.updated = None if minutes is None else branch.now + minutes * MINUTE
        case "republished", minutes:
            branch.publish_at = min(branch.publish_at + minutes * MINUTE, branch.now)
            branch.earliest = min(branch.earliest, branch.publish_at)


def publish(branch: Branch, subscriber: Subscriber) -> None:
    subscriber.look(branch, recorded=False)  # as a build shows it that nobody recorded
    branch.record()
    subscriber.look(branch)


@settings(max_examples=200)
@given(st.lists(STEPS, min_size=3, max_size=25))
def test_sequences_never_fall_and_uids_never_move(steps):
    branch, subscriber = Branch([Date(3)]), Subscriber()
    publish(branch, subscriber)
    for step in steps:
        match step:
            case "publish", minutes:
                branch.now += minutes * MINUTE
                publish(branch, subscriber)
            case "clock", minutes:
                branch.now = max(branch.now + minutes * MINUTE, branch.publish_at)
            case ("lose",) if branch.publish_at == branch.earliest:  # else nothing tells how long ago it was published
                told = max(subscriber.highest.values())  # a clock, or a writer, may have been ahead of time
                branch.now = max(branch.now, branch.publish_at + told * MINUTE) + MINUTE
                branch.records.clear()
                subscriber.forget_uids()
                branch.record()
                subscriber.look(branch)
            case "merge", mine, theirs, minutes:
                branch = merged(branch, subscriber, mine, theirs, minutes * MINUTE)
            case _:
                edit(branch, step)


def merged(base: Branch, subscriber: Subscriber, mine: Any, theirs: Any, apart: timedelta) -> Branch:
    """Two clones publish on their own; then one has the lines of both ledgers, and its own version of what both edited.

    Each has subscribers, who all go on with what is merged.
    """
    base.record()
    subscriber.look(base)
    ours, other = deepcopy(base), deepcopy(base)
    told, other_told = subscriber, deepcopy(subscriber)
    ours.now += max(apart, 0 * MINUTE)
    other.now += max(-apart, 0 * MINUTE)
    for steps, branch, reader, numbers in (
        (mine, ours, told, range(0, 8, 2)),
        (theirs, other, other_told, range(1, 8, 2)),
    ):
        for step in steps:
            edit(branch, step, numbers)
        publish(branch, reader)
    ours.dates += [date for date in other.dates if date.number not in {one.number for one in ours.dates}]
    ours.records = [*other.records, *ours.records]
    ours.earliest = min(ours.earliest, other.earliest)
    ours.now = max(ours.now, other.now)
    ours.record()
    other_told.look(ours)
    told.look(ours)
    return ours

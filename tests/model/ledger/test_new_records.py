"""What is recorded is what changed; whatever happens to the ledger, sequences never fall and UIDs never move."""

import time
from typing import Any, ClassVar

import pytest

from tambour.model.events.event import Event
from tambour.model.events.occurrences import expand
from tambour.model.item import Item
from tambour.model.kinds import KINDS
from tambour.model.ledger.history import SlotHistory, history_of
from tambour.model.ledger.ledger import NOTHING, Recorded, SlotRecord, TextRecord, ledger_of
from tambour.model.ledger.new_records import SLOTS, UNTOLD, new_records, text_digest
from tests.model.building import PARIS, additions, at, made, recorded

FAIR = {"id": "foire", "titre": "Foire", "publier_le": "2026-11-20", "debut": "2026-12-05 10:00", "fin": "18h"}
GOAL = 0.1  # seconds of CPU for 1,000 events; a machine that does other things may take twice that


def shown(typed: dict[str, Any], known: Recorded) -> tuple[SlotHistory, ...]:
    event = made(Event, typed)
    return tuple(history_of(event, expand(event, PARIS), known).slots.values())


def test_a_first_publication_records_words_and_slot():
    text, slot = additions(Event, FAIR, at("2026-11-20 15:00"))

    assert isinstance(text, TextRecord)
    assert isinstance(slot, SlotRecord)
    assert (slot.slot, slot.uid, slot.sequence) == ("20261205T090000Z", "foire", 0)
    assert (slot.start, slot.end) == ("2026-12-05T10:00:00+01:00", "2026-12-05T18:00:00+01:00")
    assert slot.at == at("2026-11-20 15:00")


def test_nothing_new_is_nothing_to_record():
    assert additions(Event, FAIR, at("2026-11-25 15:00"), recorded(("2026-11-20 09:00", FAIR))) == []


def test_seconds_are_left_out():
    [text, _] = additions(Event, FAIR, at("2026-11-20 15:00:59"))

    assert text.at == at("2026-11-20 15:00")


def test_only_what_changed_is_recorded():
    known = recorded(("2026-11-20 09:00", FAIR))

    [text] = additions(Event, FAIR | {"titre": "Grande foire"}, at("2026-11-22 09:00"), known)
    [slot] = additions(Event, FAIR | {"statut": "annule"}, at("2026-11-22 09:00"), known)
    assert isinstance(text, TextRecord)
    assert isinstance(slot, SlotRecord)


@pytest.mark.parametrize("first_ever", [True, False])
def test_an_event_found_published_for_long_may_have_lost_its_ledger(first_ever: bool):
    """Time since its publication is all that is surely above the sequence that subscribers know."""
    _, slot = additions(Event, FAIR, at("2026-11-22 00:00"), first_ever=first_ever)

    assert slot.sequence == 2 * 24 * 60


def test_in_an_empty_ledger_everything_may_have_been_lost():
    _, slot = additions(Event, FAIR, at("2026-11-20 09:00"), first_ever=True)

    assert slot.sequence == 9 * 60


def test_a_date_of_the_future_typed_by_mistake_was_told_and_so_stays_below_what_is_told_next():
    _, slot = additions(Event, FAIR | {"modifie": "2026-12-24"}, at("2026-11-22 00:00"))

    assert slot.sequence == 34 * 24 * 60
    assert shown(FAIR | {"modifie": "2026-12-24"}, NOTHING)[0].sequence == slot.sequence


def test_a_branch_whose_sequence_was_lower_does_not_lower_it_when_merged():
    """There, the publication had been put off in the meantime. What is merged must be above both."""
    mine = recorded(("2026-11-20 09:00", FAIR), ("2026-11-22 09:00", FAIR | {"lieu": "Préau"}))
    late = FAIR | {"publier_le": "2026-11-22", "lieu": "Halle"}
    theirs = recorded(("2026-11-20 09:00", FAIR), ("2026-11-22 09:30", late))
    both = ledger_of((*mine.texts, *mine.slots, *theirs.texts, *theirs.slots), PARIS)["foire"]
    highest = 2 * 24 * 60 + 9 * 60

    [slot] = shown(late, both)
    [record] = additions(Event, late, at("2026-11-22 10:00"), both)
    assert slot.sequence == mine.slots[-1].sequence == highest > theirs.slots[-1].sequence
    assert isinstance(record, SlotRecord)
    assert record.sequence == highest + 1


def test_a_clock_put_back_moves_no_record_back():
    known = recorded(("2026-11-20 09:00", FAIR), ("2026-11-25 09:00", FAIR | {"lieu": "Préau"}))

    [slot] = additions(Event, FAIR | {"lieu": "Halle"}, at("2026-11-21 09:00"), known)
    assert slot.at == at("2026-11-25 09:01")
    assert slot.sequence > known.slots[-1].sequence


def test_the_hour_that_comes_twice_comes_in_its_order():
    """In the night of 25 October 2026, 2:59 in summer time is followed by 2:00 in winter time."""
    typed = FAIR | {"publier_le": "2026-10-24 22:00"}
    summer, winter = at("2026-10-25 02:50"), at("2026-10-25 02:10").replace(fold=1)
    known = ledger_of(additions(Event, typed, at("2026-10-24 22:00")), PARIS)["foire"]
    for moment, place in ((summer, "Préau"), (winter, "Halle")):
        changes = additions(Event, typed | {"lieu": place}, moment, known)
        known = ledger_of((*known.texts, *known.slots, *changes), PARIS)["foire"]

    [slot] = shown(typed | {"lieu": "Halle"}, known)
    assert [record.sequence for record in known.slots] == [0, 290, 310]
    assert slot.changed_at.isoformat() == "2026-10-25T02:10:00+01:00"


def test_two_changes_within_a_minute_are_told_apart():
    known = recorded(("2026-11-20 09:00", FAIR), ("2026-11-20 09:00", FAIR | {"lieu": "Préau"}))

    [slot] = additions(Event, FAIR | {"lieu": "Halle"}, at("2026-11-20 09:00"), known)
    assert [record.at for record in (*known.slots, slot)] == [at(f"2026-11-20 09:0{minute}") for minute in (0, 1, 2)]
    assert [record.sequence for record in (*known.slots, slot)] == [0, 541, 542]


class TestTheDigest:
    """What counts as words. Digests stand in ledgers for years: they are made from what was typed, in one way."""

    NEWS: ClassVar = {"id": "avis", "titre": "Avis", "publier_le": "2026-11-20", "themes": ["culture"]}

    def test_is_the_same_in_every_version(self):
        assert text_digest(self.NEWS, "Du **texte**.\n", ()) == "1-d1a75a00c738c889"

    @pytest.mark.parametrize(
        "change", [{"titre": "Avis !"}, {"image": "a.jpg"}, {"themes": ["sport"]}, {"niveau": "info"}]
    )
    def test_changes_with_the_words(self, change):
        assert text_digest(self.NEWS | change, "", ()) != text_digest(self.NEWS, "", ())

    def test_changes_with_the_text(self):
        assert text_digest(self.NEWS, "Un.", ()) != text_digest(self.NEWS, "Deux.", ())

    @pytest.mark.parametrize("body", ["Un.  \n\nDeux.", "\nUn.\n\nDeux.\n\n", "Un.\r\n\r\nDeux.\r\n"])
    def test_does_not_change_with_blanks_that_nobody_sees(self, body):
        assert text_digest(self.NEWS, body, ()) == text_digest(self.NEWS, "Un.\n\nDeux.", ())

    @pytest.mark.parametrize("key", sorted(UNTOLD))
    def test_does_not_change_with_what_is_not_said(self, key):
        assert text_digest(self.NEWS | {key: "autre"}, "", ()) == text_digest(self.NEWS, "", ())

    def test_changes_with_the_note_of_a_date(self):
        plain = made(Event, FAIR | {"debut": None, "fin": None, "creneaux": [{"debut": "2026-12-05"}]})
        noted = made(Event, FAIR | {"debut": None, "fin": None, "creneaux": [{"debut": "2026-12-05", "note": "Midi."}]})

        assert text_digest(FAIR, "", expand(plain, PARIS)) != text_digest(FAIR, "", expand(noted, PARIS))

    def test_knows_the_fields_by_the_names_that_writers_type(self):
        common = {info.alias or name for name, info in Item.model_fields.items()}
        event = {info.alias or name for name, info in KINDS["event"].model.model_fields.items()}

        assert common >= UNTOLD
        assert event - common >= SLOTS


def test_a_thousand_events_are_compared_before_anybody_notices():
    events = [made(Event, FAIR | {"id": f"foire-{number}", "resume": "Soixante artisans."}) for number in range(1000)]
    known = [recorded(("2026-11-20 09:00", FAIR | {"id": event.id})) for event in events]
    dates = [expand(event, PARIS) for event in events]

    def run() -> float:
        started = time.process_time()
        for event, ledger, occurrences in zip(events, known, dates, strict=True):
            text = text_digest(FAIR, "Du texte. " * 100, occurrences)
            assert list(new_records(event, text, occurrences, ledger, at("2026-11-21 09:00"), first_ever=False))
        return time.process_time() - started

    assert min(run() for _ in range(5)) < 2 * GOAL

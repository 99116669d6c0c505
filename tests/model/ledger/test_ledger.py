"""The ledger is a set of facts: neither the order of its records nor a record told twice means anything."""

from itertools import permutations
from typing import Any

import pytest
from pydantic import ValidationError

from tambour.model.events.event import Event
from tambour.model.events.occurrences import expand
from tambour.model.ledger.history import history_of
from tambour.model.ledger.ledger import SlotRecord, TextRecord, is_date_of_series, ledger_of
from tests.model.building import PARIS, made, recorded

FAIR = {"id": "foire", "titre": "Foire", "publier_le": "2026-11-20", "debut": "2026-12-05 10:00"}
CANCELLED = FAIR | {"statut": "annule"}
LIFE = recorded(("2026-11-20 09:00", FAIR), ("2026-11-22 09:00", CANCELLED))
FIELDS = {
    "id": "foire",
    "slot": "20261205T090000Z",
    "at": "2026-11-20T08:00Z",
    "since": "2026-11-20T09:00:00+01:00",
    "uid": "foire",
    "sequence": 0,
    "start": "2026-12-05T10:00:00+01:00",
    "status": "confirme",
}


def slot(**fields: Any) -> SlotRecord:
    return SlotRecord.model_validate(FIELDS | fields)


def test_any_order_of_the_records_and_any_repetition_is_one_history():
    records = (*LIFE.texts, *LIFE.slots)
    event = made(Event, CANCELLED)
    histories = [
        history_of(event, expand(event, PARIS), ledger_of((*order, order[0]), PARIS)["foire"])
        for order in permutations(records)
    ]

    assert len(histories) == 6
    assert all(history == history_of(event, expand(event, PARIS), LIFE) for history in histories)


def test_what_was_recorded_is_told_on_the_territory_s_clocks():
    assert LIFE.local(slot()).isoformat() == "2026-11-20T09:00:00+01:00"


@pytest.mark.parametrize(
    "wrong",
    [
        {"sequence": -1},
        {"sequence": 2**31},
        {"sequence": "beaucoup"},
        {"at": "2026-11-20T08:00"},
        {"at": "hier"},
        {"start": "2026-12-32"},
        {"start": "2026-12-05T10:00:00"},
        {"end": "tard"},
        {"slot": "20261305T090000Z"},
        {"slot": "2026-13-05"},
        {"slot": "demain"},
        {"status": "ajourne"},
        {"id": "Foire"},
        {"excluded": ["2026-02-30"]},
    ],
)
def test_a_record_that_later_code_could_stumble_over_is_refused(wrong):
    with pytest.raises(ValidationError):
        slot(**wrong)


def test_the_largest_sequence_is_that_of_the_rfc():
    """RFC 5545 §3.3.8: a signed 32-bit integer."""
    assert slot(sequence=2**31 - 1).sequence == 2147483647


def test_the_name_of_a_slot_tells_a_date_of_a_series_from_an_all_day_slot():
    assert is_date_of_series("2026-12-10")
    assert not is_date_of_series("20261210")


def test_two_branches_that_gave_one_uid_to_two_slots_leave_it_to_the_older_record():
    """Each published the event for the first time, one of them with an earlier date."""
    mine = slot()
    theirs = slot(slot="20261201T090000Z", at="2026-11-20T08:05Z", start="2026-12-01T10:00:00+01:00")
    same_slot = slot(at="2026-11-20T08:05Z", uid="foire-20261205T090000Z")

    uids = ledger_of((theirs, mine, same_slot), PARIS)["foire"].uids
    assert uids == {"20261205T090000Z": "foire", "20261201T090000Z": "foire-20261201T090000Z"}


def test_digests_that_were_not_made_alike_do_not_tell_a_change():
    def text(digest: str) -> TextRecord:
        return TextRecord.model_validate(
            {"id": "a", "at": "2026-11-20T08:00Z", "text": digest}, context={"zone": PARIS}
        )

    assert text("1-aa").says_otherwise_than(text("1-bb"))
    assert not text("2-aa").says_otherwise_than(text("1-bb"))

"""A slot keeps its UID whatever form its event takes, and however its writer says that it moved."""

from typing import Any

import pytest

from tambour.model.events.event import Event
from tambour.model.events.occurrences import expand
from tambour.model.ledger.ledger import NOTHING, Recorded
from tambour.model.ledger.uids import NamedSlot, named_slots
from tambour.model.news import News
from tests.model.building import PARIS, made, recorded

HEAD = {"id": "foire", "titre": "Foire", "publier_le": "2026-11-20"}
OUT, LATER, LATER_STILL = "2026-11-20 09:00", "2026-11-22 09:00", "2026-11-24 09:00"
A, B, C = "20261205T090000Z", "20261212T090000Z", "20261219T090000Z"
SINGLE = HEAD | {"debut": "2026-12-05 10:00"}
LIST = HEAD | {"creneaux": [{"debut": "2026-12-05 10:00"}, {"debut": "2026-12-12 10:00"}]}
SERIES = SINGLE | {"recurrence": {"frequence": "hebdomadaire", "nombre": "3"}}


def named(typed: dict[str, Any], known: Recorded = NOTHING) -> tuple[NamedSlot, ...]:
    event = made(Event, typed)
    return named_slots(event, expand(event, PARIS), known)


def uids(typed: dict[str, Any], known: Recorded) -> dict[str, str]:
    """UID by start."""
    return {slot.facts.start[:10]: slot.uid for slot in named(typed, known)}


def moved(day: str, *previous: str) -> dict[str, Any]:
    return {"debut": f"2026-12-{day} 10:00", "debut_precedent": [f"2026-12-{one} 10:00" for one in previous]}


def test_a_new_event_names_its_slots_after_their_starts():
    assert [(slot.name, slot.uid, slot.keys) for slot in named(LIST)] == [(A, "foire", (A,)), (B, f"foire-{B}", (B,))]


def test_other_kinds_have_no_slots():
    assert named_slots(made(News, HEAD), (), NOTHING) == ()


@pytest.mark.parametrize("edited", [{"debut": "2026-12-06 10:00"}, {"debut": "2026-12-06"}, moved("06", "05")])
def test_the_only_date_of_an_event_is_the_same_wherever_it_goes(edited):
    [slot] = named(HEAD | edited, recorded((OUT, SINGLE)))

    assert (slot.name, slot.uid) == (A, "foire")


def test_it_stays_the_same_through_one_move_after_another():
    once, twice = HEAD | {"debut": "2026-12-06 10:00"}, HEAD | {"debut": "2026-12-08 10:00"}

    [slot] = named(HEAD | moved("09", "08"), recorded((OUT, SINGLE), (LATER, once), (LATER_STILL, twice)))
    assert (slot.name, slot.uid) == (A, "foire")


@pytest.mark.parametrize(
    "slot", [moved("17", "12", "15"), moved("17", "15"), moved("17", "12"), {"debut": "2026-12-15 10:00"}]
)
def test_a_date_of_a_list_that_moved_is_known_by_any_start_that_it_had(slot):
    """Also when the writer takes `debut_precedent` away once it has been read."""
    once = HEAD | {"creneaux": [LIST["creneaux"][0], moved("15", "12")]}
    twice = HEAD | {"creneaux": [LIST["creneaux"][0], slot]}

    assert [one.uid for one in named(twice, recorded((OUT, LIST), (LATER, once)))] == ["foire", f"foire-{B}"]


def test_two_dates_never_become_one():
    once = HEAD | {"creneaux": [LIST["creneaux"][0], moved("15", "12")]}
    added = HEAD | {"creneaux": [LIST["creneaux"][0], moved("15", "12"), {"debut": "2026-12-16 10:00"}]}
    back = HEAD | {"creneaux": [LIST["creneaux"][0], moved("15", "12"), {"debut": "2026-12-15 10:00"}]}
    known = recorded((OUT, LIST), (LATER, once))

    assert [one.uid for one in named(added, known)][2] == "foire-20261216T090000Z"
    assert [one.uid for one in named(back, known)][2] == "foire-20261215T090000Z"


def test_a_single_date_that_becomes_a_list_keeps_its_uid():
    assert uids(LIST, recorded((OUT, SINGLE))) == {"2026-12-05": "foire", "2026-12-12": f"foire-{B}"}


def test_a_list_of_which_one_date_stays_keeps_that_date_s_uid():
    assert uids(HEAD | {"debut": "2026-12-12 10:00"}, recorded((OUT, LIST))) == {"2026-12-12": f"foire-{B}"}


def test_a_single_date_that_becomes_a_series_keeps_its_uid():
    assert uids(SERIES, recorded((OUT, SINGLE))) == {"2026-12-05": "foire"}


def test_a_series_that_becomes_a_list_leaves_its_uid_to_its_first_date():
    known = recorded((OUT, SERIES))

    assert uids(LIST, known) == {"2026-12-05": "foire", "2026-12-12": f"foire-{B}"}


def test_a_series_that_becomes_a_list_without_its_first_date_leaves_its_uid_to_nobody():
    later = HEAD | {"creneaux": [{"debut": "2026-12-12 10:00"}, {"debut": "2026-12-19 10:00"}]}

    assert uids(later, recorded((OUT, SERIES))) == {"2026-12-12": f"foire-{B}", "2026-12-19": f"foire-{C}"}


def test_a_list_becomes_a_series_and_a_list_again():
    known = recorded((OUT, LIST), (LATER, SERIES))

    assert uids(SERIES, known) == {"2026-12-05": "foire"}
    assert uids(LIST, recorded((OUT, LIST), (LATER, SERIES), (LATER_STILL, LIST))) == uids(LIST, NOTHING)


def test_a_series_has_the_dates_that_differ_beside_it():
    typed = SERIES | {
        "exceptions": [{"date": "2026-12-12", "statut": "annule"}, {"date": "2026-12-19", "note": "Avec un goûter."}]
    }

    assert [(slot.name, slot.uid, slot.keys) for slot in named(typed)] == [
        (A, "foire", (A, C)),
        ("2026-12-12", "foire", (B,)),
    ]


def test_a_series_keeps_its_name_when_its_first_date_changes():
    later = SERIES | {"debut": "2026-12-12 11:00"}

    assert [slot.name for slot in named(later, recorded((OUT, SERIES)))] == [A]


def test_a_date_that_no_longer_differs_stays_beside_it():
    typed = SERIES | {"exceptions": [{"date": "2026-12-12", "statut": "annule"}]}

    assert [slot.name for slot in named(SERIES, recorded((OUT, typed)))] == [A, "2026-12-12"]


def test_a_free_place_is_told_on_one_line():
    place = {"nom": "Préau", "rue": "2, rue Haute", "code_postal": "61930", "ville": "Rouvrelle"}

    assert named(SINGLE | {"lieu": place})[0].facts.place == "Préau, 2, rue Haute, 61930, Rouvrelle"

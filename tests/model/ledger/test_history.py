"""What subscribers are told of an item: UIDs that stay, sequences that grow, states with a day of their own."""

from datetime import date
from typing import Any

import pytest

from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.events.occurrences import expand
from tambour.model.ledger.history import History, StateChange, history_of
from tambour.model.ledger.ledger import NOTHING, Recorded
from tambour.model.news import News
from tambour.model.page import Page
from tests.model.building import PARIS, at, made, recorded

FAIR = {"id": "foire", "titre": "Foire", "publier_le": "2026-11-20 09:00", "debut": "2026-12-05 10:00", "fin": "18h"}
KEY = "20261205T090000Z"
OUT = ("2026-11-20 09:00", FAIR)
WALKS = {
    "id": "balades",
    "titre": "Balades",
    "publier_le": "2026-11-20 09:00",
    "creneaux": [{"debut": "2026-12-05 10:00"}, {"debut": "2026-12-12 10:00"}],
}
SECOND = "20261212T090000Z"
READINGS = {
    "id": "lectures",
    "titre": "Lectures",
    "publier_le": "2026-11-20 09:00",
    "debut": "2026-12-03 18:30",
    "recurrence": {"frequence": "hebdomadaire", "nombre": "4"},
}
THURSDAYS = ["20261203T173000Z", "20261210T173000Z", "20261217T173000Z", "20261224T173000Z"]


def told(typed: dict[str, Any], known: Recorded = NOTHING) -> History:
    event = made(Event, typed)
    return history_of(event, expand(event, PARIS), known)


def states(history: History) -> list[tuple[str, str]]:
    """Status and day of each announcement."""
    return [(change.status.value, change.on.isoformat()) for change in history.changes]


def test_an_event_just_published_has_its_id_as_uid_and_nothing_to_announce():
    history = told(FAIR, recorded(OUT))

    assert history.slots[KEY].uid == "foire"
    assert history.slots[KEY].sequence == 0
    assert history.slots[KEY].changed_at == history.changed_at == at("2026-11-20 09:00")
    assert (history.changes, history.series) == ((), None)


def test_a_ledger_made_again_does_not_date_everything_of_that_day():
    """Else all that was ever published would come up as new in feed readers."""
    history = told(FAIR, recorded(("2026-11-28 09:00", FAIR)))

    assert history.slots[KEY].changed_at == history.changed_at == at("2026-11-20 09:00")


@pytest.mark.parametrize(
    "change", [{"debut": "2026-12-05 11:00"}, {"fin": "19h"}, {"lieu": "Préau"}, {"statut": "complet"}]
)
def test_time_place_and_state_raise_the_sequence_to_the_minutes_since_publication(change):
    changed = FAIR | change
    history = told(changed, recorded(OUT, ("2026-11-22 09:30", changed)))

    [slot] = history.slots.values()
    assert slot.uid == "foire"
    assert slot.sequence == 2 * 24 * 60 + 30
    assert slot.changed_at == history.changed_at == at("2026-11-22 09:30")


@pytest.mark.parametrize("change", [{"titre": "Foire de Noël"}, {"prix": "gratuit"}, {"resume": "Soixante artisans."}])
def test_words_date_the_item_without_raising_its_sequence(change):
    changed = FAIR | change
    history = told(changed, recorded(OUT, ("2026-11-22 09:30", changed)))

    assert history.slots[KEY].sequence == 0
    assert history.slots[KEY].changed_at == history.changed_at == at("2026-11-22 09:30")


@pytest.mark.parametrize(
    "change",
    [
        {"publier_le": "2026-11-19"},
        {"retirer_le": "2027-01-01"},
        {"adresse": "la-foire"},
        {"a_revoir_le": "2026-12-01"},
    ],
)
def test_what_says_nothing_new_changes_nothing(change):
    assert told(FAIR | change, recorded(OUT, ("2026-11-22 09:30", FAIR | change))) == told(FAIR | change, recorded(OUT))


def test_undated_pages_are_dated_by_their_first_recorded_change():
    typed = {"id": "dechets", "titre": "Déchets"}
    published = ("2026-11-20 09:00", typed)
    changed = ("2026-11-22 09:30", typed | {"titre": "Déchets et tri"})

    assert history_of(made(Page, typed), (), recorded(published, model=Page)).changed_at is None
    assert history_of(made(Page, typed), (), recorded(published, changed, model=Page)).changed_at == at(
        "2026-11-22 09:30"
    )


def test_what_the_writer_dates_later_than_the_last_record_is_later():
    typed = {"id": "avis", "titre": "Avis", "publier_le": "2026-11-20"}
    known = recorded(("2026-11-20 09:00", typed), model=News)

    assert history_of(made(News, typed | {"modifie": "2026-11-23"}), (), known).changed_at == at("2026-11-23 00:00")


def test_a_date_of_the_future_typed_by_mistake_counts_until_it_is_recorded_and_no_longer():
    typed = {"id": "avis", "titre": "Avis", "publier_le": "2026-11-20", "modifie": "2062-11-21"}
    known = recorded(("2026-11-21 09:00", typed), model=News)

    assert history_of(made(News, typed), ()).changed_at == at("2062-11-21 00:00")
    assert history_of(made(News, typed), (), known).changed_at == at("2026-11-21 09:00")


def test_adding_a_date_before_the_first_moves_no_uid():
    longer = WALKS | {"creneaux": [{"debut": "2026-11-28 10:00"}, *WALKS["creneaux"]]}
    known = recorded(("2026-11-20 09:00", WALKS))

    for history in (
        told(longer, known),
        told(longer, recorded(("2026-11-20 09:00", WALKS), ("2026-11-22 09:00", longer))),
    ):
        assert {key: slot.uid for key, slot in history.slots.items()} == {
            "20261128T090000Z": "balades-20261128T090000Z",
            KEY: "balades",
            SECOND: f"balades-{SECOND}",
        }


def test_without_a_ledger_the_first_date_has_the_bare_id():
    assert [slot.uid for slot in told(WALKS).slots.values()] == ["balades", f"balades-{SECOND}"]


def test_an_added_date_is_a_change_of_the_event_and_begins_at_sequence_0():
    longer = WALKS | {"creneaux": [*WALKS["creneaux"], {"debut": "2026-12-19 10:00"}]}
    history = told(longer, recorded(("2026-11-20 09:00", WALKS), ("2026-11-22 09:30", longer)))

    assert [slot.sequence for slot in history.slots.values()] == [0, 0, 0]
    assert history.changed_at == history.slots["20261219T090000Z"].changed_at == at("2026-11-22 09:30")


def test_a_change_of_one_date_leaves_the_others_alone():
    moved = WALKS | {
        "creneaux": [WALKS["creneaux"][0], {"debut": "2026-12-13 10:00", "debut_precedent": "2026-12-12 10:00"}]
    }
    history = told(moved, recorded(("2026-11-20 09:00", WALKS), ("2026-11-22 09:30", moved)))

    assert [slot.sequence for slot in history.slots.values()] == [0, 2 * 24 * 60 + 30]
    assert [slot.changed_at for slot in history.slots.values()] == [at("2026-11-20 09:00"), at("2026-11-22 09:30")]
    assert history.changes == (StateChange(EventStatus.MOVED, date(2026, 11, 22), at("2026-11-22 09:30"), (SECOND,)),)


def test_without_a_ledger_the_sequence_is_that_of_what_the_writer_dates():
    assert told(FAIR | {"modifie": "2026-11-20 09:45"}).slots[KEY].sequence == 45


def test_cancelled_and_held_after_all_are_two_announcements():
    cancelled = FAIR | {"statut": "annule"}
    known = recorded(OUT, ("2026-11-22 09:30", cancelled), ("2026-11-24 18:00", FAIR))

    assert states(told(FAIR, known)) == [("annule", "2026-11-22"), ("confirme", "2026-11-24")]
    assert [change.at for change in told(FAIR, known).changes] == [at("2026-11-22 09:30"), at("2026-11-24 18:00")]


def test_each_postponement_is_announced():
    once = FAIR | {"statut": "reporte", "debut": "2026-12-12 10:00", "debut_precedent": "2026-12-05 10:00"}
    twice = once | {"debut": "2026-12-19 10:00", "debut_precedent": ["2026-12-05 10:00", "2026-12-12 10:00"]}
    known = recorded(OUT, ("2026-11-22 09:30", once), ("2026-11-25 09:30", twice))

    assert states(told(twice, known)) == [("reporte", "2026-11-22"), ("reporte", "2026-11-25")]
    assert told(twice, known).slots[KEY].uid == "foire"


def test_words_and_a_new_hour_are_no_change_of_state():
    later = FAIR | {"debut": "2026-12-05 11:00", "titre": "Grande foire"}

    assert told(later, recorded(OUT, ("2026-11-22 09:30", later))).changes == ()


def test_published_cancelled_is_announced_cancelled():
    cancelled = FAIR | {"statut": "annule"}

    assert states(told(cancelled, recorded(("2026-11-20 09:00", cancelled)))) == [("annule", "2026-11-20")]


@pytest.mark.parametrize("modified", ["2026-11-22", "2026-11-22 08:15", "2026-11-20 09:30"])
def test_a_change_that_its_writer_dates_has_one_name_before_and_after_it_is_recorded_and_when_the_ledger_is_lost(
    modified,
):
    """That name is the id of its entry in feeds: it must not change."""
    cancelled = FAIR | {"statut": "annule", "modifie": modified}
    late = "2026-11-24 06:00"  # a publication at night, two days later

    without_ledger = told(cancelled)
    before = told(cancelled, recorded(OUT))
    after = told(cancelled, recorded(OUT, (late, cancelled)))
    rebuilt = told(cancelled, recorded((late, cancelled)))

    assert states(without_ledger) == states(before) == states(after) == states(rebuilt) == [("annule", modified[:10])]


def test_a_change_that_nobody_dates_is_of_the_day_on_which_it_is_recorded():
    first = FAIR | {"modifie": "2026-11-21", "lieu": "Préau"}
    then = first | {"statut": "annule"}  # the date typed belongs to the change before
    known = recorded(OUT, ("2026-11-21 12:00", first), ("2026-11-24 00:10", then))

    assert states(told(then, known)) == [("annule", "2026-11-24")]


def test_a_day_before_the_last_publication_is_not_that_of_what_changed_since():
    cancelled = FAIR | {"statut": "annule", "modifie": "2026-11-21"}
    known = recorded(OUT, ("2026-11-22 09:30", FAIR | {"lieu": "Préau"}), ("2026-11-24 06:00", cancelled))

    assert states(told(cancelled, known)) == [("annule", "2026-11-24")]


@pytest.mark.parametrize("before", [[], [OUT]])
def test_a_day_of_the_future_typed_by_mistake_names_nothing_once_it_is_recorded(before):
    cancelled = FAIR | {"statut": "annule", "modifie": "2062-11-21"}

    assert states(told(cancelled, recorded(*before, ("2026-11-21 06:00", cancelled)))) == [("annule", "2026-11-21")]


def test_the_day_is_that_of_the_territory():
    cancelled = FAIR | {"statut": "annule"}
    known = recorded(OUT, ("2026-11-24 00:10", cancelled))  # 23:10 on the day before, in UTC

    assert states(told(cancelled, known)) == [("annule", "2026-11-24")]


def test_dates_that_change_alike_on_one_day_are_one_announcement():
    one = WALKS | {"creneaux": [{"debut": "2026-12-05 10:00", "statut": "annule"}, WALKS["creneaux"][1]]}
    both = WALKS | {"statut": "annule"}
    known = recorded(("2026-11-20 09:00", WALKS), ("2026-11-22 09:00", one), ("2026-11-22 17:00", both))

    assert told(both, known).changes == (
        StateChange(EventStatus.CANCELLED, date(2026, 11, 22), at("2026-11-22 17:00"), (KEY, SECOND)),
    )


def test_dates_that_change_alike_on_two_days_are_two_announcements():
    one = WALKS | {"creneaux": [{"debut": "2026-12-05 10:00", "statut": "annule"}, WALKS["creneaux"][1]]}
    both = WALKS | {"statut": "annule"}
    known = recorded(("2026-11-20 09:00", WALKS), ("2026-11-22 09:00", one), ("2026-11-23 17:00", both))

    assert [(change.on.day, change.keys) for change in told(both, known).changes] == [(22, (KEY,)), (23, (SECOND,))]


def test_a_series_is_one_uid_and_its_master_counts_for_all_its_dates():
    earlier = READINGS | {"debut": "2026-12-03 18:00"}
    history = told(earlier, recorded(("2026-11-20 09:00", READINGS), ("2026-11-22 09:30", earlier)))

    assert {slot.uid for slot in history.slots.values()} == {"lectures"}
    assert history.series is not None
    assert history.series.sequence == 2 * 24 * 60 + 30
    assert {slot.sequence for slot in history.slots.values()} == {history.series.sequence}
    assert history.changed_at == history.series.changed_at == at("2026-11-22 09:30")


@pytest.mark.parametrize(
    "change",
    [
        {"recurrence": {"frequence": "hebdomadaire", "nombre": "5"}},
        {"lieu": "Médiathèque"},
        {"statut": "complet"},
        {"sauf": ["2026-12-24"]},
    ],
)
def test_rule_place_state_and_left_out_days_raise_the_sequence_of_a_series(change):
    changed = READINGS | change

    series = told(changed, recorded(("2026-11-20 09:00", READINGS), ("2026-11-22 09:30", changed))).series
    assert series is not None
    assert series.sequence == 2 * 24 * 60 + 30


def test_one_cancelled_evening_has_a_sequence_and_an_announcement_of_its_own():
    changed = READINGS | {"exceptions": [{"date": "2026-12-10", "statut": "annule"}]}
    history = told(changed, recorded(("2026-11-20 09:00", READINGS), ("2026-11-22 09:30", changed)))

    assert [history.slots[key].sequence for key in THURSDAYS] == [0, 2 * 24 * 60 + 30, 0, 0]
    assert [(change.status.value, change.keys) for change in history.changes] == [("annule", (THURSDAYS[1],))]
    assert history.series is not None
    assert history.series.sequence == 0


def test_an_evening_held_after_all_is_announced_once_and_not_again_when_the_series_changes_its_hour():
    off = READINGS | {"exceptions": [{"date": "2026-12-10", "statut": "annule"}]}
    later = READINGS | {"debut": "2026-12-03 19:00"}
    known = recorded(
        ("2026-11-20 09:00", READINGS),
        ("2026-11-22 09:30", off),
        ("2026-11-23 09:30", READINGS),
        ("2026-11-24 09:30", later),
    )

    assert states(told(later, known)) == [("annule", "2026-11-22"), ("confirme", "2026-11-23")]


def test_a_cancelled_evening_is_not_announced_again_when_the_series_changes_its_hour():
    off = READINGS | {"exceptions": [{"date": "2026-12-10", "statut": "annule"}]}
    later = off | {"debut": "2026-12-03 19:00"}
    known = recorded(("2026-11-20 09:00", READINGS), ("2026-11-22 09:30", off), ("2026-11-24 09:30", later))

    assert states(told(later, known)) == [("annule", "2026-11-22")]
    assert [change.keys for change in told(later, known).changes] == [("20261210T180000Z",)]


def test_an_exception_of_a_full_series_does_not_announce_that_it_is_full_again():
    full = READINGS | {"statut": "complet"}
    elsewhere = full | {"exceptions": [{"date": "2026-12-10", "lieu": "Préau"}]}
    known = recorded(("2026-11-20 09:00", full), ("2026-11-24 09:30", elsewhere))

    assert states(told(elsewhere, known)) == [("complet", "2026-11-20")]


def test_a_series_cancelled_as_a_whole_is_one_announcement_of_all_its_dates():
    off = READINGS | {"exceptions": [{"date": "2026-12-10", "statut": "reporte"}]}
    cancelled = off | {"statut": "annule"}
    known = recorded(("2026-11-20 09:00", READINGS), ("2026-11-22 09:30", off), ("2026-11-24 09:30", cancelled))

    assert states(told(cancelled, known)) == [("reporte", "2026-11-22"), ("annule", "2026-11-24")]
    assert told(cancelled, known).changes[1].keys == tuple(THURSDAYS)


def test_a_change_that_is_not_recorded_yet_is_told_all_the_same():
    """Somebody who looks at the site before publishing it must see what subscribers will."""
    cancelled = FAIR | {"statut": "annule"}

    assert states(told(cancelled, recorded(OUT))) == [("annule", "2026-11-20")]
    assert told(cancelled, recorded(OUT)).slots[KEY].sequence == 0


def test_every_date_has_a_history():
    occurrences: tuple[Occurrence, ...] = expand(made(Event, READINGS), PARIS)

    for known in (NOTHING, recorded(("2026-11-20 09:00", READINGS))):
        assert list(told(READINGS, known).slots) == [occurrence.key for occurrence in occurrences]

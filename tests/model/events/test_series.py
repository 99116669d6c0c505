"""A series meets the changes of clock: what has no exact hour is told by date, and an exception is the way out."""

from datetime import timedelta

from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus
from tests.model.building import ITEM, event_refused, occurrences, told

NIGHTS = {"debut": "2026-03-22 02:30", "recurrence": {"frequence": "hebdomadaire", "nombre": "3"}}
AUTUMN = {"debut": "2026-10-18 02:30", "recurrence": {"frequence": "hebdomadaire", "nombre": "3"}}


def test_a_night_whose_hour_is_skipped_is_told_by_date():
    assert event_refused(**NIGHTS) == [("heure-inexistante", ("exceptions",))]
    assert told(Event, ITEM | NIGHTS) == [{"value": "29/03/2026 02:30", "zone": "Europe/Paris", "near": "recurrence"}]


def test_a_night_whose_hour_comes_twice_is_told_with_both():
    [context] = told(Event, ITEM | AUTUMN)

    assert context["value"] == "25/10/2026 02:30"
    assert (context["iso"], context["iso2"]) == ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00")


def test_every_such_night_is_told():
    years = AUTUMN | {"recurrence": {"frequence": "quotidienne", "jusqu_au": "2027-11-30"}}

    assert [context["value"] for context in told(Event, ITEM | years)] == [
        "25/10/2026 02:30",
        "28/03/2027 02:30",
        "31/10/2027 02:30",
    ]


def test_excluding_the_night_is_a_way_out():
    assert [one.start.day for one in occurrences(**NIGHTS, sauf="2026-03-29")] == [22, 5]


def test_an_exception_tells_which_of_the_two_hours_and_is_no_move():
    late = {"date": "2026-10-25", "debut": "2026-10-25T02:30+01:00"}

    _, chosen, _ = occurrences(**AUTUMN, exceptions=late)

    assert chosen.start.utcoffset() == timedelta(hours=1)
    assert (chosen.key, chosen.previous_start, chosen.status) == ("20261025T013000Z", None, EventStatus.CONFIRMED)


def test_an_exception_moves_the_night_whose_hour_is_skipped():
    _, moved, _ = occurrences(**NIGHTS, exceptions={"date": "2026-03-29", "debut": "3h30"})

    assert moved.start.isoformat() == "2026-03-29T03:30:00+02:00"
    assert moved.key == "20260329T013000Z"  # RFC 5545 §3.3.5: 02:30 with the offset before the gap


def test_an_end_at_a_skipped_hour_is_told_too():
    typed = {"debut": "2026-03-22 01:00", "fin": "2h30", "recurrence": {"frequence": "hebdomadaire", "nombre": "2"}}

    assert event_refused(**typed) == [("heure-inexistante", ("exceptions",))]
    assert len(occurrences(**typed, exceptions={"date": "2026-03-29", "fin": "3h30"})) == 2


def test_a_first_date_with_an_explicit_offset_is_kept():
    typed = AUTUMN | {"debut": "2026-10-25T02:30+01:00"}

    assert next(one.start.isoformat() for one in occurrences(**typed)) == "2026-10-25T02:30:00+01:00"

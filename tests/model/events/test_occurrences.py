"""Whatever form the writer used, channels get the same plain occurrences, each with a key that never changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tambour.model.events.occurrence import EventStatus
from tambour.model.place import FreePlace
from tests.model.building import PARIS, occurrences

TUESDAYS = {"debut": "2026-03-24 18:30", "fin": "20h", "recurrence": {"frequence": "hebdomadaire", "nombre": "3"}}


def instant(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS)


def test_an_event_with_hours():
    [one] = occurrences(debut="2026-12-05 10:00", fin="2026-12-05 12:30", lieu="mairie")

    assert (one.key, one.start, one.end) == ("20261205T090000Z", instant(2026, 12, 5, 10), instant(2026, 12, 5, 12, 30))
    assert (one.begins, one.over) == (one.start, one.end)
    assert (one.status, one.place, one.note, one.previous_start) == (EventStatus.CONFIRMED, "mairie", "", None)
    assert not one.all_day


def test_an_event_without_end_is_over_at_midnight():
    [one] = occurrences(debut="2026-12-05 20:00")

    assert one.end is None
    assert one.over == instant(2026, 12, 6)


def test_an_event_until_midnight():
    [one] = occurrences(debut="2026-12-05 20:00", fin="2026-12-06 00:00")

    assert one.end == one.over == instant(2026, 12, 6)


def test_an_event_of_one_day():
    [one] = occurrences(debut="2026-12-05", fin="2026-12-05")

    assert (one.key, one.start, one.end) == ("20261205", date(2026, 12, 5), None)
    assert (one.begins, one.over) == (instant(2026, 12, 5), instant(2026, 12, 6))
    assert one.all_day


def test_an_event_of_several_days_includes_the_last():
    [one] = occurrences(debut="2026-10-24", fin="2026-10-25")

    assert (one.start, one.end) == (date(2026, 10, 24), date(2026, 10, 25))
    assert one.over == instant(2026, 10, 26)
    assert one.over.astimezone(UTC) - one.begins.astimezone(UTC) == timedelta(hours=49)  # the clock goes back


def test_slots_take_what_they_do_not_say_from_their_event():
    first, second, third = occurrences(
        creneaux=[
            {"debut": "2026-03-27 20:00"},
            {"debut": "2026-03-30 20:00", "fin": "22h", "lieu": "Foyer rural", "note": "Version sous-titrée"},
            {"debut": "2026-10-31", "statut": "complet"},
        ],
        lieu="cinema",
        statut="deplace",
    )

    assert [first.place, second.place, third.place] == ["cinema", FreePlace(nom="Foyer rural"), "cinema"]
    assert [first.status, second.status, third.status] == [EventStatus.MOVED, EventStatus.MOVED, EventStatus.FULL]
    assert [first.note, second.note] == ["", "Version sous-titrée"]
    assert [one.key for one in (first, second, third)] == ["20260327T190000Z", "20260330T180000Z", "20261031"]


def test_one_word_on_the_event_cancels_every_slot_but_one_that_is_confirmed():
    slots = [
        {"debut": "2026-12-05"},
        {"debut": "2026-12-06", "statut": "complet"},
        {"debut": "2026-12-07", "statut": "confirme"},
    ]

    statuses = [one.status for one in occurrences(creneaux=slots, statut="annule")]

    assert statuses == [EventStatus.CANCELLED, EventStatus.CANCELLED, EventStatus.CONFIRMED]


def test_a_weekly_evening_stays_at_half_past_six_across_both_changes_of_clock():
    evenings = occurrences(
        debut="2026-03-10 18:30", fin="20h", recurrence={"frequence": "hebdomadaire", "jusqu_au": "2026-11-30"}
    )

    assert {(one.start.hour, one.start.minute, one.end.hour) for one in evenings} == {(18, 30, 20)}
    assert {one.start.utcoffset() for one in evenings} == {timedelta(hours=1), timedelta(hours=2)}
    assert {one.key[-7:] for one in evenings} == {"173000Z", "163000Z"}
    assert len(evenings) == 38


def test_one_cancelled_evening_is_announced_as_cancelled():
    before, cancelled, after = occurrences(**TUESDAYS, exceptions=[{"date": "2026-03-31", "statut": "annule"}])

    assert (before.status, cancelled.status, after.status) == (
        EventStatus.CONFIRMED,
        EventStatus.CANCELLED,
        EventStatus.CONFIRMED,
    )
    assert cancelled.start == instant(2026, 3, 31, 18, 30)


def test_an_excluded_day_is_not_announced():
    assert [one.start.day for one in occurrences(**TUESDAYS, sauf="2026-03-31")] == [24, 7]


def test_a_moved_evening_keeps_its_key_and_its_length_and_says_where_it_was():
    plain = occurrences(**TUESDAYS)
    moved = occurrences(**TUESDAYS, exceptions=[{"date": "2026-03-31", "debut": "2026-04-30 19:00", "lieu": "gymnase"}])

    assert sorted(one.key for one in moved) == sorted(one.key for one in plain)
    last = moved[-1]  # in the order of the new dates
    assert (last.start, last.end) == (instant(2026, 4, 30, 19), instant(2026, 4, 30, 20, 30))
    assert (last.previous_start, last.status, last.place) == (
        instant(2026, 3, 31, 18, 30),
        EventStatus.MOVED,
        "gymnase",
    )


def test_an_exception_may_give_an_hour_alone():
    _, later, longer = occurrences(
        **TUESDAYS, exceptions=[{"date": "2026-03-31", "debut": "19h"}, {"date": "2026-04-07", "fin": "1h"}]
    )

    assert (later.start, later.end) == (instant(2026, 3, 31, 19), instant(2026, 3, 31, 20, 30))
    assert (longer.start, longer.end) == (instant(2026, 4, 7, 18, 30), instant(2026, 4, 8, 1))


def test_a_series_of_days():
    found = occurrences(
        debut="2026-07-04", fin="2026-07-05", recurrence={"frequence": "annuelle", "jours": "1er samedi", "nombre": "3"}
    )

    assert [(one.start, one.end) for one in found] == [
        (date(2026, 7, 4), date(2026, 7, 5)),
        (date(2027, 7, 3), date(2027, 7, 4)),
        (date(2028, 7, 1), date(2028, 7, 2)),
    ]
    assert {(one.status, one.previous_start) for one in found} == {(EventStatus.CONFIRMED, None)}


def test_a_day_of_a_series_may_move_to_another():
    weekly = {"debut": "2026-07-04", "fin": "2026-07-05", "recurrence": {"frequence": "hebdomadaire", "nombre": "2"}}

    first, second = occurrences(**weekly, exceptions={"date": "2026-07-04", "debut": "2026-07-07"})

    assert (first.key, first.start, first.end, first.previous_start) == (
        "20260704",
        date(2026, 7, 7),
        date(2026, 7, 8),
        date(2026, 7, 4),
    )
    assert (second.status, second.previous_start) == (EventStatus.CONFIRMED, None)


def test_a_postponed_event_keeps_its_key_through_every_new_date():
    announced = occurrences(debut="2026-12-05 10:00")
    once = occurrences(debut="2027-01-09 14:00", debut_precedent="2026-12-05 10:00", statut="reporte")
    twice = occurrences(debut="2026-11-20", debut_precedent=["2026-12-05 10:00", "2027-01-09 14:00"], statut="reporte")

    assert {one.key for one in (*announced, *once, *twice)} == {"20261205T090000Z"}
    assert once[0].previous_start == instant(2026, 12, 5, 10)
    assert twice[0].previous_start == instant(2027, 1, 9, 14)


def test_an_event_may_move_back_to_its_first_date():
    [back] = occurrences(debut="2026-12-05", debut_precedent=["2026-12-05", "2026-12-12"], statut="confirme")

    assert (back.key, back.previous_start, back.status) == ("20261205", date(2026, 12, 12), EventStatus.CONFIRMED)


def test_a_postponed_event_without_new_date_awaits_one():
    [waiting] = occurrences(debut="2026-12-05 10:00", statut="reporte")
    [dated] = occurrences(debut="2027-01-09", debut_precedent="2026-12-05 10:00", statut="reporte")

    assert waiting.awaits_date
    assert not dated.awaits_date


@pytest.mark.parametrize(("said", "status"), [({}, EventStatus.MOVED), ({"statut": "confirme"}, EventStatus.CONFIRMED)])
def test_what_moved_is_said_to_have_moved_unless_it_is_confirmed_again(said, status):
    [one] = occurrences(debut="2027-01-09", debut_precedent="2026-12-05", **said)

    assert one.status is status


def test_a_new_title_place_or_end_changes_no_key():
    one = occurrences(titre="Marche", debut="2026-12-05 10:00")
    other = occurrences(
        titre="Marché", debut="2026-12-05T09:00:00Z", fin="18h", lieu="Halle", statut="complet", prix="5 €"
    )

    assert one[0].key == other[0].key


def test_occurrences_come_in_the_order_in_which_they_begin():
    found = occurrences(
        creneaux=[
            {"debut": "2026-12-20", "debut_precedent": "2026-10-25"},
            {"debut": "2026-10-25T02:45+02:00"},
            {"debut": "2026-10-25T02:15+01:00"},  # half an hour later, though the clock shows less
            {"debut": "2026-12-20 00:00"},
        ]
    )

    assert [one.key for one in found] == ["20261025T004500Z", "20261025T011500Z", "20261025", "20261219T230000Z"]


days = st.dates(date(2026, 1, 1), date(2030, 12, 31))


@given(st.lists(days, min_size=1, max_size=60, unique=True), st.booleans())
def test_keys_are_unique_and_each_slot_is_kept(starts, with_hours):
    hour = " 18:30" if with_hours else ""

    found = occurrences(creneaux=[{"debut": f"{day}{hour}"} for day in sorted(starts)])

    assert len({one.key for one in found}) == len(starts)
    assert [one.begins for one in found] == sorted(one.begins for one in found)
    assert all(one.over > one.begins for one in found)

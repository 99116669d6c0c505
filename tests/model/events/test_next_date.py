"""One of an event's dates stands for it: the next that takes place; and a state, when all that is ahead shares it."""

from tambour.model.events.next_date import EventDates, dates_of
from tambour.model.events.occurrence import EventStatus
from tambour.testing.building import NOW, published


def event(*slots: tuple[str, str]) -> EventDates:
    """slots: day and state of each."""
    typed = [{"debut": f"{day} 18:00", "fin": "20h", "statut": status} for day, status in slots]
    dates = dates_of(published("event", {"id": "a", "titre": "A", "publier_le": "2026-11-01", "creneaux": typed}), NOW)
    assert dates is not None
    return dates


def test_the_next_date_that_takes_place_is_shown():
    dates = event(("2026-11-30", "confirme"), ("2026-12-01", "annule"), ("2026-12-02", "confirme"))

    assert dates.shown == dates.ahead[1]
    assert [one.start.day for one in dates.ahead] == [1, 2]
    assert [one.start.day for one in dates.past] == [30]
    assert dates.common is None


def test_a_state_is_shown_when_all_that_is_ahead_shares_it():
    dates = event(("2026-12-01", "annule"), ("2026-12-02", "annule"))

    assert dates.common == dates.shown == dates.ahead[0]
    assert dates.common.status is EventStatus.CANCELLED


def test_when_all_is_over_the_last_date_is_shown():
    dates = event(("2026-11-02", "confirme"), ("2026-11-09", "confirme"))

    assert dates.shown.start.day == 9
    assert dates.common == dates.shown


def test_what_is_over_keeps_its_state():
    assert event(("2026-11-02", "annule")).common.status is EventStatus.CANCELLED
    assert event(("2026-11-02", "annule"), ("2026-11-09", "confirme")).common is None


def test_over_the_date_that_is_shown_stands_its_state():
    over = event(("2026-11-02", "confirme"), ("2026-11-09", "deplace"))
    ahead = event(("2026-12-02", "confirme"), ("2026-12-09", "deplace"))

    assert over.state_shown == over.shown == over.past[1]
    assert ahead.state_shown is None


def test_the_other_dates_are_those_that_people_can_count_on():
    some = event(("2026-12-01", "confirme"), ("2026-12-02", "annule"), ("2026-12-03", "complet"))
    all_of_them = event(("2026-12-01", "annule"), ("2026-12-02", "annule"))

    assert [date.start.day for date in some.others] == [3]
    assert [date.start.day for date in all_of_them.others] == [2]


def test_dates_have_one_place_or_several():
    typed = {"id": "a", "titre": "A", "publier_le": "2026-11-01", "lieu": "Halle"}
    here = [{"debut": "2026-11-02"}, {"debut": "2026-12-02"}]
    elsewhere = [here[0] | {"lieu": "École"}, here[1]]

    assert dates_of(published("event", typed | {"creneaux": here}), NOW).have_one_place
    assert not dates_of(published("event", typed | {"creneaux": elsewhere}), NOW).have_one_place


def test_what_is_no_event_has_no_dates():
    assert dates_of(published("news", {"id": "a", "titre": "A", "publier_le": "2026-11-01"}), NOW) is None

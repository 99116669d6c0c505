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

    assert (dates.shown.start.day, dates.common) == (9, None)


def test_what_is_no_event_has_no_dates():
    assert dates_of(published("news", {"id": "a", "titre": "A", "publier_le": "2026-11-01"}), NOW) is None

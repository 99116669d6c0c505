"""An alert has an end, and is over after it or when it is lifted."""

from datetime import datetime

import pytest

from tambour.model.alert import Alert
from tests.model.building import ITEM, PARIS, made, refused

ALERT = ITEM | {"niveau": "urgence", "fin": "2026-01-02"}


def test_an_alert_without_end_or_level_is_refused():
    assert refused(Alert, ITEM) == [("missing", ("niveau",)), ("missing", ("fin",))]


@pytest.mark.parametrize(
    "typed",
    [{"fin": "2025-12-31"}, {"fin": "2026-01-01 00:00"}, {"debut": "2026-01-03 12:00"}, {"debut": "2026-01-03"}],
)
def test_an_alert_ends_after_it_starts(typed):
    assert refused(Alert, ALERT | typed) == [("fin-avant-debut", ("fin",))]


def test_an_alert_holds_until_the_end_of_its_last_day():
    alert = made(Alert, ALERT)

    assert not alert.over(datetime(2026, 1, 2, 23, 59, tzinfo=PARIS))
    assert alert.over(datetime(2026, 1, 3, tzinfo=PARIS))


def test_a_lifted_alert_is_over_at_once():
    assert made(Alert, ALERT | {"statut": "levee"}).over(datetime(2026, 1, 1, 12, tzinfo=PARIS))

"""What has become of an event is said as one would."""

import pytest

from tambour.model.events.occurrence import EventStatus
from tambour.words import states


@pytest.mark.parametrize(
    ("status", "told"),
    [(EventStatus.CONFIRMED, "Bal"), (EventStatus.CANCELLED, "ANNULÉ - Bal"), (EventStatus.POSTPONED, "REPORTÉ - Bal")],
)
def test_a_title_that_stands_alone_says_the_state(status, told):
    assert states.titled("Bal", status) == told

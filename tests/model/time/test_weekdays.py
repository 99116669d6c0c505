"""Days of the week are read as an enumeration of French words."""

import pytest
from pydantic_core import PydanticCustomError

from tambour.model.time.weekdays import parse_weekdays


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("lundi", (0,)),
        ("Lundis", (0,)),
        ("le dimanche", (6,)),
        ("mardi, jeudi et samedi", (1, 3, 5)),
        ("mercredi au vendredi", (2, 3, 4)),
        ("du lundi au vendredi", (0, 1, 2, 3, 4)),
        ("samedi - lundi", (5, 6, 0)),
        ("lundi au mercredi, dimanche", (0, 1, 2, 6)),
        ("tous les jours", (0, 1, 2, 3, 4, 5, 6)),
    ],
)
def test_an_enumeration_of_days_is_read(typed, days):
    assert parse_weekdays(typed) == days


@pytest.mark.parametrize("typed", ["", "lun", "monday", "lundi au", "lundi, ", "lundi au zut"])
def test_an_unknown_day_is_refused(typed):
    with pytest.raises(PydanticCustomError) as caught:
        parse_weekdays(typed)

    assert caught.value.type == "jour-inconnu"

"""Two sessions on one day, in two places: a day without an hour stands for either, beside its own place."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from tambour.testing.building import PARIS
from tambour.verify.comparing import _dates
from tambour.verify.french import Mention
from tambour.verify.observation import Appearance, ComparedFact, SeenDate
from tambour.verify.truth import TrueDate, TrueItem

DAY = datetime(2026, 12, 9, tzinfo=PARIS)


def session(hour, place):
    start = DAY.replace(hour=hour)
    end = start + timedelta(hours=2)
    there = SimpleNamespace(name=place)
    return TrueDate(str(hour), start, end, start, end, "confirme", None, there, online=False, note="")


ITEM = TrueItem(None, "", "", (session(11, "Collège de la Fonderie"), session(14, "La Verrière")), expired=False)


@pytest.mark.parametrize(
    ("opens", "place", "wrong"),
    [
        (None, "Collège de la Fonderie, Pont-d’Aubrelle", 0),
        (None, "Salle des fêtes", 2),
        ((14, 0), "La Verrière", 0),
        ((14, 0), "Collège de la Fonderie", 1),
    ],
)
def test_a_place_beside_a_day_is_that_of_one_of_its_sessions(opens, place, wrong):
    seen = SeenDate(Mention((9, 12, 2026), opens=opens), place=place)
    told = [
        *_dates(ITEM, Appearance("l’archive", "lettres/a/index.html", "vote", dates=(seen,)), SimpleNamespace(now=DAY))
    ]

    assert [one.fact for one in told] == [ComparedFact.PLACE] * wrong

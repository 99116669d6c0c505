"""How a service works: what was typed, from its beginning to its expected end; as usual before and after."""

from datetime import datetime

import pytest

from tambour.model.services.status import ServiceLevel, ServiceStatus
from tambour.words.service_status import service_status_fr
from tests.model.building import ITEM, PARIS, made, refused

TYPED = ITEM | {"statut": "ferme", "depuis": "2026-11-23 08:00", "jusqu_au": "2026-12-04"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("typed", "now", "level", "words"),
    [
        (
            {},
            "2026-11-23 07:59",
            "normal",
            "Fermé à partir du lundi 23 novembre 2026 à 8 h, jusqu’au vendredi 4 décembre 2026",
        ),
        (
            {},
            "2026-11-23 08:00",
            "ferme",
            "Fermé depuis le lundi 23 novembre 2026 à 8 h, jusqu’au vendredi 4 décembre 2026",
        ),
        ({}, "2026-12-05 00:00", "normal", "Fonctionne normalement"),
        ({"jusqu_au": None}, "2027-06-01", "ferme", "Fermé depuis le lundi 23 novembre 2026 à 8 h"),
        (
            {"statut": "perturbe", "jusqu_au": None},
            "2026-11-24",
            "perturbe",
            "Perturbé depuis le lundi 23 novembre 2026 à 8 h",
        ),
        (
            {"depuis": "2026-11-23", "jusqu_au": None},
            "2026-11-24",
            "ferme",
            "Fermé depuis le lundi 23 novembre 2026",
        ),
        ({"statut": "normal", "jusqu_au": None}, "2026-11-24", "normal", "Fonctionne normalement"),
    ],
)
def test_a_state_holds_from_its_beginning_to_its_end(typed, now, level, words):
    status = made(ServiceStatus, {key: value for key, value in (TYPED | typed).items() if value is not None})

    assert status.level_at(at(now)) == level
    assert service_status_fr(status, at(now)).replace("\u00a0", " ") == words


def test_each_change_is_told_once_it_has_come():
    status = made(ServiceStatus, TYPED)

    assert status.changes(at("2026-11-23 07:59")) == ()
    assert [level for _, level in status.changes(at("2026-11-23 08:00"))] == [ServiceLevel.CLOSED]
    assert [level for _, level in status.changes(at("2026-12-05 00:00"))] == [ServiceLevel.CLOSED, ServiceLevel.NORMAL]


def test_an_end_comes_after_its_beginning():
    assert refused(ServiceStatus, TYPED | {"jusqu_au": "2026-11-20"}) == [("fin-avant-debut", ("jusqu_au",))]
    assert refused(ServiceStatus, ITEM) == [("missing", ("statut",)), ("missing", ("depuis",))]

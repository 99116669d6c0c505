"""How a service works: what was typed, from its beginning to its expected end; as usual before and after."""

from datetime import date, datetime

import pytest

from tambour.model.services.status import ServiceLevel, ServiceStatus
from tambour.model.site.services_now import actual_hours
from tambour.model.time.opening_hours import hours_on
from tambour.testing.building import published, site
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


def test_a_place_whose_service_is_closed_is_not_open_for_as_long_as_it_is_closed():
    place = published(
        "place",
        {"id": "piscine", "titre": "Piscine", "horaires": {"semaine": {"tous les jours": "9h-12h, 14h-18h, 22h-2h"}}},
    )
    typed = {"titre": "Piscine", "lieu": "piscine", "depuis": "2026-12-02 15:00", "jusqu_au": "2026-12-04 10:00"}

    def hours(**change):
        given = site([place, published("status", {"id": "etat", "statut": "ferme"} | typed | change)])
        actual = actual_hours(given, place)
        assert actual is not None
        held = (hours_on(actual, date(2026, 12, day), {}).ranges for day in range(1, 6))
        return [", ".join(f"{one.opens:%H}-{one.closes:%H}" for one in ranges) for ranges in held]

    usual = "09-12, 14-18, 22-02"
    assert hours() == [usual, "09-12, 14-15", "", "10-12, 14-18, 22-02", usual]
    assert hours(jusqu_au="2026-12-03") == [usual, "09-12, 14-15", "", usual, usual]
    assert hours(depuis="2026-11-20", jusqu_au=None) == [""] * 5
    assert hours(statut="perturbe") == hours(lieu=None) == [usual] * 5
    assert hours(depuis="2026-12-02 23:00", jusqu_au="2026-12-02 23:30")[1] == "09-12, 14-18, 22-23, 23-02"
    assert actual_hours(site([place]), published("news", {"id": "a", "titre": "A", "publier_le": "2026-11-01"})) is None

"""The kit holds what is worth posting, and says why this week."""

import pytest

from tambour.channels.kit.sheet import announced_items, reasons
from tambour.testing.building import NOW, published, site

EVENT = {"titre": "Bal", "publier_le": "2026-10-01"}
ALERT = {"titre": "Col fermé", "niveau": "vigilance", "publier_le": "2026-10-01"}


def event(name, **typed):
    return published("event", {"id": name, **EVENT, **typed})


def why(item) -> list[str]:
    return [reason.replace("\u00a0", " ") for reason in reasons(item, NOW, 7)]


def test_the_newest_comes_first_and_what_is_over_is_gone():
    items = [
        event("passe", debut="2026-11-10"),
        event("a-venir", debut="2026-12-24", publier_le="2026-11-02"),
        published("news", {"id": "info", "titre": "Info", "publier_le": "2026-11-30"}),
        published("news", {"id": "retiree", "titre": "Info", "publier_le": "2026-11-29"}, expired=True),
        published("alert", {"id": "levee", **ALERT, "fin": "2026-12-02", "statut": "levee"}, expired=True),
        published("alert", {"id": "levee-et-finie", **ALERT, "fin": "2026-11-02", "statut": "levee"}, expired=True),
        published("page", {"id": "dechets", "titre": "Déchets"}),
    ]

    assert [item.id for item in announced_items(site(items), "kit")] == ["info", "a-venir", "levee"]


def test_what_came_out_in_the_last_days_is_of_this_week():
    old = published("news", {"id": "a", "titre": "A", "publier_le": "2026-11-24 08:59"})
    new = published("news", {"id": "b", "titre": "B", "publier_le": "2026-11-24 09:01"})

    assert why(old) == []
    assert why(new) == ["Publié le mardi 24 novembre"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"debut": "2026-12-08 08:00"}, ["À venir : mardi 8 décembre à 8 h"]),
        ({"debut": "2026-12-08 10:00"}, []),
        ({"debut": "2026-11-20", "fin": "2026-12-20"}, ["En cours : du vendredi 20 novembre au dimanche 20 décembre"]),
        ({"debut": "2026-12-02", "statut": "annule"}, ["Était prévu : mercredi 2 décembre"]),
        ({"debut": "2026-12-02", "statut": "reporte"}, []),
        (
            {"creneaux": [{"debut": "2026-12-02"}, {"debut": "2026-12-03"}, {"debut": "2027-01-03"}]},
            ["À venir : mercredi 2 décembre, et 1 autre date"],
        ),
    ],
)
def test_what_takes_place_in_the_next_days_is_of_this_week(typed, told):
    assert why(event("bal", **typed)) == told


def test_a_change_of_state_is_of_this_week():
    changed = event("bal", debut="2027-03-01", statut="annule", modifie="2026-11-30")
    long_ago = event("bal", debut="2027-03-01", statut="annule", modifie="2026-11-02")

    assert why(changed) == ["Annulé le lundi 30 novembre"]
    assert why(long_ago) == []


def test_a_change_of_one_date_is_not_told_of_all():
    slots = [{"debut": "2027-03-01", "statut": "complet"}, {"debut": "2027-03-02"}]

    assert why(event("bal", creneaux=slots, modifie="2026-11-30")) == ["Complet le lundi 30 novembre (1 date)"]

"""Correcting an item never announces it again: no id depends on anything that may be corrected."""

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from tambour.testing.building import published
from tests.channels.feeds.reading import ATOM, FAIR, event, ids, news, place, written

CORRECTIONS = {
    "title": {"titre": "Grande fête du lac"},
    "summary": {"resume": "Autrement dit."},
    "slug": {"adresse": "fete"},
    "date": {"debut": "2026-12-13 10:00", "fin": None},
    "place": {"lieu": "Salle des fêtes de Bellecombe"},
    "day of publication": {"publier_le": "2026-10-01"},
    "correction": {"modifie": "2026-11-30"},
    "communes and topics": {"communes": ["bellecombe"], "themes": ["sport"]},
}


@pytest.mark.parametrize("typed", CORRECTIONS.values(), ids=CORRECTIONS)
def test_a_corrected_item_keeps_its_id(typed):
    assert ids(place(event(**typed))) == ids(place(event())) == ["fete-du-lac"]


@pytest.mark.parametrize("typed", [CORRECTIONS["title"], CORRECTIONS["slug"], CORRECTIONS["place"]])
def test_a_corrected_item_keeps_the_id_of_its_cancellation(typed):
    off = {"statut": "annule", "modifie": "2026-11-30 08:00"}

    assert ids(place(event(**off, **typed))) == ["fete-du-lac#annule-2026-11-30", "fete-du-lac"]


def test_an_item_that_changes_folder_keeps_its_id():
    same = {"id": "a", "titre": "A", "publier_le": "2026-11-01"}
    moved = published("alert", same | {"niveau": "info", "fin": "2026-12-24"})

    assert ids(place(published("news", same))) == ids(place(moved))


def test_a_site_that_moves_keeps_every_id():
    """From the pages of a project, under a sub-path, to the root of a domain."""
    here, there = (
        written(replace(place(event(), news("a")), url=url))
        for url in ("https://exemple.github.io/depot", "https://www.exemple.fr")
    )

    for path in here:
        assert identifiers(path, here[path]) == identifiers(path, there[path])
    assert here["tout.atom"] != there["tout.atom"]


def identifiers(path: str, data: bytes) -> list[str | None]:
    """Every id of a feed, its own included."""
    if path.endswith(".json"):
        return [item["id"] for item in json.loads(data)["items"]]
    if path.endswith(".rss"):
        return [guid.text for guid in ElementTree.fromstring(data).iter("guid")]
    return [one.text for one in ElementTree.fromstring(data).iter(f"{ATOM}id")] if path.endswith(".atom") else []


def test_each_feed_has_an_id_from_the_domain_that_never_changes():
    atoms = {path: data for path, data in written(place()).items() if path.endswith(".atom")}
    found = {path: identifiers(path, data) for path, data in atoms.items()}

    assert found["tout.atom"] == ["tag:exemple.fr,2026:flux/tout"]
    assert found["communes/mijoux.atom"] == ["tag:exemple.fr,2026:flux/communes/mijoux"]
    assert len({one for ids_ in found.values() for one in ids_}) == len(atoms)


def test_no_item_can_take_the_id_of_a_feed():
    """An item's id has no slash, and a feed's has one."""
    assert "/" not in FAIR["id"]
    with pytest.raises(ValueError, match="pattern"):
        news("flux/tout")

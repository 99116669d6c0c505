"""A place is a record of its own, or a name in an event."""

import pytest

from tambour.model.place import Access, FreePlace, Place
from tambour.model.references import references
from tambour.words.places import postal_line
from tests.model.building import ITEM, event, event_refused, made, refused


def test_a_text_that_looks_like_an_id_refers_to_a_place():
    with_place = event(debut="2026-12-05", lieu=" salle-des-fetes ")

    assert with_place.place == "salle-des-fetes"
    assert list(references(with_place)) == [(("lieu",), "place", "salle-des-fetes")]


@pytest.mark.parametrize("typed", ["Salle des fêtes", "Mairie", "place de l'abbaye", "Halle, rue du Port"])
def test_any_other_text_is_the_name_of_a_place(typed):
    with_place = event(debut="2026-12-05", lieu=typed)

    assert with_place.place == FreePlace(nom=typed)
    assert list(references(with_place)) == []


def test_a_place_written_in_the_event_refers_to_its_commune():
    with_place = event(debut="2026-12-05", lieu={"nom": "Pré Saint-Jean", "commune": "valdoux"})

    assert list(references(with_place)) == [(("lieu", "commune"), "commune", "valdoux")]


def test_a_slot_may_be_elsewhere_than_its_event():
    elsewhere = event(creneaux=[{"debut": "2026-12-05", "lieu": "gymnase"}, {"debut": "2026-12-06"}], lieu="ecole")

    assert set(references(elsewhere)) == {
        (("creneaux", 0, "lieu"), "place", "gymnase"),
        (("lieu",), "place", "ecole"),
    }


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ({"rue": "1 rue du Lac"}, [("missing", ("lieu", "nom"))]),
        ({"nom": "Halle", "zut": "x"}, [("extra_forbidden", ("lieu", "zut"))]),
        ({"nom": "Halle", "coordonnees": "ici"}, [("coordonnees-illisibles", ("lieu", "coordonnees"))]),
        (["Halle"], [("model_type", ("lieu",))]),
        ("Halle\nrue du Port", [("plusieurs-lignes", ("lieu", "nom"))]),
    ],
)
def test_a_wrong_place_is_told_without_names_of_code(typed, problems):
    assert event_refused(debut="2026-12-05", lieu=typed) == problems


def test_the_address_in_one_line_leaves_out_what_is_not_known():
    whole = made(Place, ITEM | {"titre": "Mairie", "rue": "1 rue du Lac", "code_postal": "71250", "ville": "Valdoux"})

    assert postal_line(whole) == "Mairie, 1 rue du Lac, 71250 Valdoux"
    assert postal_line(made(Place, ITEM | {"titre": "Mairie", "ville": "Valdoux"})) == "Mairie, Valdoux"
    assert postal_line(FreePlace(nom="Pré Saint-Jean")) == "Pré Saint-Jean"


def test_accessibility_is_a_known_list_with_french_labels():
    place = made(Place, ITEM | {"acces": ["fauteuil", "boucle-magnetique"]})

    assert place.access == (Access.WHEELCHAIR, Access.INDUCTION_LOOP)
    assert place.access[0].label == "Accessible en fauteuil roulant"
    assert len({access.label for access in Access}) == len(Access)
    assert refused(Place, ITEM | {"acces": "rampe"}) == [("enum", ("acces", 0))]

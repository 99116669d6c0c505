"""How services work, where people look for it: home, their commune, the place, and the page of each."""

from tambour.model.registers import Commune
from tambour.testing.building import published, site
from tambour.testing.village import STATUS
from tests.theme.drawing import drawn

PLACE = published("place", {"id": "salle-des-fetes", "titre": "Salle", "horaires": {"semaine": {"lundi": "9h-12h"}}})
COMMUNES = {
    name: Commune.model_validate({"id": name, "nom": name, "insee": "39001"}) for name in ("bellecombe", "mijoux")
}
CLOSED = published("status", STATUS)
NORMAL = published("status", {"id": "ligne-2", "titre": "Ligne 2", "statut": "normal", "depuis": "2026-11-01"})
GIVEN = site([PLACE, CLOSED, NORMAL], communes=COMMUNES)


def words(path: str) -> str:
    return " ".join(drawn(GIVEN, path).main.get_text(" ").split()).replace("\u00a0", " ")


def test_what_does_not_work_stands_on_the_home_page_of_its_communes_and_of_its_place():
    told = "Fermé depuis le lundi 30 novembre 2026 à 8 h, jusqu’au vendredi 18 décembre 2026"

    assert all(told in words(path) for path in ("", "communes/bellecombe/", PLACE.path, "etats/", CLOSED.path))
    assert "La piscine" not in words("communes/mijoux/")
    assert "Ligne 2" not in words("")
    assert "Ligne 2 Fonctionne normalement" in words("etats/")
    assert words("etats/").index("La piscine") < words("etats/").index("Ligne 2")


def test_its_page_says_what_to_do_instead_where_it_is_and_stops_saying_so_when_it_is_over():
    page = drawn(GIVEN, CLOSED.path)

    assert "La piscine de Mijoux accepte nos abonnements." in words(CLOSED.path)
    assert page.find("a", href=PLACE.url)
    assert page.find(class_="state-band--ferme")["data-jusqu-a"] == "2026-12-19T00:00:00+01:00"


def test_when_all_works_nothing_is_said_of_it_on_the_home_page():
    assert "État des services" not in drawn(site([NORMAL]), "").main.get_text()

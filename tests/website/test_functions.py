"""What templates ask of the site: where a call leads, and what makes an event usable by everybody."""

import pytest

from tambour.model.site.output import OutputIndex
from tambour.website.functions import page_functions
from tests.website.test_plan import published, site


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("id:fete", "https://a.fr/agenda/fete/"),
        ("id:fete#venir", "https://a.fr/agenda/fete/#venir"),
        ("https://exemple.fr/x#y", "https://exemple.fr/x#y"),
    ],
)
def test_a_call_leads_to_an_item_or_elsewhere(target, address):
    assert page_functions(site(published("event", "fete")), OutputIndex())["goal"](target) == address


def test_an_event_has_the_equipment_of_its_place_and_its_own_said_once():
    hall = published("place", "salle", rue="1, rue", code_postal="71250", ville="Cluny", acces="ascenseur")
    fete = published("event", "fete", lieu="salle", acces=["langue-des-signes", "ascenseur"])
    access_of = page_functions(site(hall, fete), OutputIndex())["access_of"]

    assert access_of(fete.item, "salle") == ("ascenseur", "langue-des-signes")
    assert access_of(fete.item, None) == ("langue-des-signes", "ascenseur")

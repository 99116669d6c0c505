"""What templates ask of the site: where a call leads, and what makes an event usable by everybody."""

import pytest

from tambour.model.events.next_date import dates_of
from tambour.model.site.output import OutputIndex
from tambour.testing import building
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


def test_an_event_says_what_one_must_know_of_its_place_and_of_itself():
    hall = building.published("place", {"id": "salle", "titre": "Salle", "acces": "ascenseur"})
    typed = {"id": "fete", "titre": "Fête", "publier_le": "2026-11-01", "debut": "2026-12-05", "lieu": "salle"}
    fete = building.published("event", typed | {"acces": ["langue-des-signes", "ascenseur"]})
    given = building.site([hall, fete])

    [access] = page_functions(given, OutputIndex())["practical"](fete.item, dates_of(fete, given.now))

    assert access.line == "Accessibilité\u00a0: ascenseur et langue des signes française (LSF)"

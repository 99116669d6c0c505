"""What is named for ever is named after the territory's domain and an id."""

from tambour.model.identity import uri
from tambour.testing.building import TERRITORY


def test_a_name_is_a_tag_uri_that_no_address_enters():
    assert uri(TERRITORY, "fete") == "tag:exemple.fr,2026:fete"
    assert uri(TERRITORY, "commune/mijoux") == "tag:exemple.fr,2026:commune/mijoux"

"""The territory's settings say who speaks, or what is wrong with them."""

from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from tambour.model.territory import Territory

LAKE = {
    "name": "Communauté de communes du Lac",
    "kind": "communaute-de-communes",
    "siren": "200 000 008",
    "domain": "lac.example",
    "address": {"street": "1 rue du Lac", "postal_code": "71250", "city": "Valdoux"},
    "phone": "03 53 01 00 00",
    "email": "accueil@lac.example",
    "president": "Camille Durand",
    "host": {"name": "Hébergeur", "address": "2 rue du Port, 71250 Valdoux", "phone": "03 53 01 00 01"},
    "colours": {"main": "#1F4E5F", "second": "#8c2f1b"},
}


def test_a_territory_has_sound_defaults():
    lake = Territory.model_validate(LAKE)

    assert lake.zone == ZoneInfo("Europe/Paris")
    assert (lake.holidays, lake.languages, lake.label) == ("Métropole", ("fr",), "Communauté de communes du Lac")
    assert (lake.siren, lake.colours.main) == ("200000008", "#1f4e5f")


def test_an_island_has_its_zone_and_its_holidays():
    island = Territory.model_validate(
        LAKE | {"timezone": "Indian/Reunion", "holidays": "La Réunion", "short_name": "Le Lac"}
    )

    assert (island.zone.key, island.holidays, island.label) == ("Indian/Reunion", "La Réunion", "Le Lac")


def test_a_site_without_an_audit_says_that_it_does_not_conform():
    assert Territory.model_validate(LAKE).accessibility == "non"
    assert Territory.model_validate(LAKE | {"accessibility": "partielle"}).accessibility == "partielle"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"siren": "200000009"}, ("siren-faux", ("siren",))),
        ({"siren": "20000000"}, ("siren-faux", ("siren",))),
        ({"timezone": "Paris"}, ("fuseau-inconnu", ("timezone",))),
        ({"holidays": "Bretagne"}, ("enum", ("holidays",))),
        ({"accessibility": "oui"}, ("enum", ("accessibility",))),
        ({"languages": []}, ("sans-langue", ("languages",))),
        ({"domain": "https://lac.example"}, ("string_pattern_mismatch", ("domain",))),
        ({"colours": {"main": "#ffff00", "second": "#8c2f1b"}}, ("contraste-insuffisant", ("colours", "main"))),
        ({"colours": "bleu"}, ("palette-inconnue", ("colours",))),
        ({"colours": {"main": "bleu", "second": "#8c2f1b"}}, ("string_pattern_mismatch", ("colours", "main"))),
    ],
)
def test_a_wrong_setting_is_told_at_its_place(typed, problem):
    with pytest.raises(ValidationError) as caught:
        Territory.model_validate(LAKE | typed)

    assert [(error["type"], error["loc"]) for error in caught.value.errors()] == [problem]

"""A place's page says where it is, when it is open, how to reach it and who can get in."""

from tambour.model.registers import Commune
from tambour.testing.building import URL
from tests.website.head.building import found, item_head, place

COMMUNES = {"mijoux": Commune.model_validate({"id": "mijoux", "nom": "Mijoux", "insee": "39002"})}


def test_a_place_with_hours_is_a_public_building():
    [main, town] = found(
        item_head(
            place(
                resume="Deux salles.",
                rue="2, rue du Lac",
                complement="Bâtiment B",
                code_postal="39999",
                ville="Mijoux",
                commune="mijoux",
                coordonnees="46.4342, 6.0190",
                telephone="0384000002",
                site_web="https://salle.exemple.fr/",
                acces=["fauteuil", "boucle-magnetique"],
                horaires={"semaine": {"lundi": "9h-12h"}, "jours_feries": "ouvert"},
            ),
            communes=COMMUNES,
        ),
        "Place",
    )

    assert main == {
        "@type": "CivicStructure",
        "@id": "tag:exemple.fr,2026:salle",
        "name": "Salle des fêtes",
        "url": f"{URL}/lieux/salle/",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "2, rue du Lac, Bâtiment B",
            "postalCode": "39999",
            "addressLocality": "Mijoux",
            "addressCountry": "FR",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 46.4342, "longitude": 6.019},
        "description": "Deux salles.",
        "telephone": "+33384000002",
        "sameAs": "https://salle.exemple.fr/",
        "openingHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "opens": "09:00",
                "closes": "12:00",
                "dayOfWeek": ["https://schema.org/Monday"],
            }
        ],
        "amenityFeature": [
            {"@type": "LocationFeatureSpecification", "name": "Accessible en fauteuil roulant", "value": True},
            {"@type": "LocationFeatureSpecification", "name": "Boucle magnétique", "value": True},
        ],
        "containedInPlace": town,
    }
    assert (town["name"], town["url"]) == ("Mijoux", f"{URL}/communes/mijoux/")


def test_a_place_without_hours_is_a_place_and_says_no_more_than_it_knows():
    [main] = found(item_head(place(resume="Une place.")), "Place")

    assert main == {
        "@type": "Place",
        "@id": "tag:exemple.fr,2026:salle",
        "name": "Salle des fêtes",
        "url": f"{URL}/lieux/salle/",
        "address": {"@type": "PostalAddress", "addressCountry": "FR"},
        "description": "Une place.",
    }

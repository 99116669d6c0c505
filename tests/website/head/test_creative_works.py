"""News, letters, alerts, documents and pages are told as what they are, with the dates that readers see."""

import pytest

from tambour.model.media import Original
from tambour.model.registers import Commune, Topic
from tambour.testing.building import TERRITORY, URL, Files, published
from tests.website.head.building import found, item_head, news

TOPICS = {"voirie": Topic.model_validate({"id": "voirie", "nom": "Voirie"})}
COMMUNES = {"mijoux": Commune.model_validate({"id": "mijoux", "nom": "Mijoux", "insee": "39002"})}
PUBLISHER = {"@id": "tag:exemple.fr,2026:site/organization"}


def main(item, **more):
    return item_head(item, **more).json_ld["@graph"][0]


def test_a_news_item_is_an_article():
    item = news(modifie="2026-11-21", retirer_le="2027-01-01", themes="voirie", communes="mijoux")

    assert main(item, topics=TOPICS, communes=COMMUNES) == {
        "@type": "NewsArticle",
        "@id": "tag:exemple.fr,2026:travaux",
        "headline": "Travaux",
        "mainEntityOfPage": f"{URL}/actualites/travaux/",
        "articleSection": ["Voirie"],
        "isAccessibleForFree": True,
        "description": "Rue fermée.",
        "url": f"{URL}/actualites/travaux/",
        "inLanguage": "fr",
        "datePublished": "2026-11-20T08:00:00+01:00",
        "dateModified": "2026-11-21T00:00:00+01:00",
        "expires": "2027-01-01T00:00:00+01:00",
        "author": {"@type": "GovernmentOrganization", **PUBLISHER, "name": TERRITORY.name, "url": f"{URL}/"},
        "publisher": PUBLISHER,
        "keywords": ["Voirie"],
        "spatialCoverage": [
            {
                "@type": "AdministrativeArea",
                "@id": "tag:exemple.fr,2026:commune/mijoux",
                "name": "Mijoux",
                "url": f"{URL}/communes/mijoux/",
            }
        ],
    }


def test_a_long_title_is_a_headline_that_fits():
    title = "Une actualité dont le titre n’en finit pas, " * 3 + "vraiment pas"

    headline = main(news(titre=title))["headline"]

    assert len(headline) <= 110
    assert title.startswith(headline.removesuffix("…"))


def test_what_concerns_everybody_covers_the_whole_territory():
    [area] = main(news())["spatialCoverage"]

    assert (area["@type"], area["name"]) == ("AdministrativeArea", TERRITORY.name)


def test_a_translation_names_its_original():
    assert main(
        news(id="roadworks", langue="en", traduction_de="travaux"),
    )["translationOfWork"] == {"@id": "tag:exemple.fr,2026:travaux"}


def test_a_letter_is_an_article():
    typed = {
        "id": "l",
        "titre": "La lettre",
        "publier_le": "2026-11-30",
        "preheader": "Le marché, les travaux et les collectes de Noël.",
    }

    assert main(published("letter", typed))["@type"] == "Article"


@pytest.mark.parametrize(
    ("typed", "expires"),
    [
        ({}, "2026-12-04T00:00:00+01:00"),
        ({"statut": "levee", "modifie": "2026-12-01 18:00"}, "2026-12-01T18:00:00+01:00"),
        ({"statut": "levee", "modifie": "2026-12-09"}, "2026-12-04T00:00:00+01:00"),
    ],
)
def test_an_alert_says_until_when_it_holds(typed, expires):
    alert = {
        "id": "eau",
        "titre": "Eau non potable",
        "niveau": "urgence",
        "publier_le": "2026-12-01 07:00",
        "fin": "2026-12-03",
    }
    said = main(published("alert", alert | typed))

    assert (said["@type"], said["category"], said["name"]) == ("SpecialAnnouncement", "urgence", "Eau non potable")
    assert (said["datePosted"], said["expires"]) == ("2026-12-01T07:00:00+01:00", expires)


def test_a_publication_says_where_its_file_is():
    file = Original("documents/budget.pdf", "application/pdf", 51_200, "b" * 64)
    typed = {
        "id": "budget",
        "titre": "Budget",
        "publier_le": "2026-04-15",
        "fichier": "budget.pdf",
        "categorie": "Budget",
    }

    said = main(published("document", typed | {"date_du_document": "2026-04-09"}), media=Files({file.path: file}))

    assert (said["@type"], said["genre"], said["dateCreated"]) == ("DigitalDocument", "Budget", "2026-04-09")
    assert said["encoding"] == {
        "@type": "MediaObject",
        "contentUrl": f"{URL}/documents/budget.pdf",
        "encodingFormat": "application/pdf",
        "contentSize": "51200",
    }


def test_a_lasting_page_is_a_part_of_the_site_and_has_no_date_that_nobody_said():
    said = main(published("page", {"id": "dechets", "titre": "Déchets"}))

    assert (said["@type"], said["isPartOf"]) == ("WebPage", {"@id": "tag:exemple.fr,2026:site/website"})
    assert not {"datePublished", "dateModified"} & said.keys()


def test_a_collection_calendar_is_a_public_service():
    typed = {
        "id": "bacs",
        "titre": "Collecte des bacs",
        "communes": ["mijoux"],
        "feries": "maintenu",
        "collectes": [
            {"id": name, "libelle": label, "jours": "lundi"}
            for name, label in (("om", "Bac gris"), ("tri", "Bac jaune"), ("tri2", "Bac jaune"))
        ],
    }
    [said] = found(item_head(published("service", typed), communes=COMMUNES), "Service")

    assert (said["@type"], said["serviceType"]) == ("GovernmentService", ["Bac gris", "Bac jaune"])
    assert [area["name"] for area in said["areaServed"]] == ["Mijoux"]

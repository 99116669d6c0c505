"""The site says whose it is, and each of its pages what it gathers and how to come to it."""

import pytest

from tambour.model.media import Original
from tambour.model.registers import Commune, Topic
from tambour.testing.building import TERRITORY, URL, Files, published, site
from tests.website.head.building import found, head_of, item_head, news

MIJOUX = Commune.model_validate(
    {
        "id": "mijoux",
        "nom": "Mijoux",
        "insee": "39002",
        "coordonnees": "46.3, 6.0",
        "site_web": "https://mijoux.exemple.fr/",
    }
)
REGISTERS = {"communes": {"mijoux": MIJOUX}, "topics": {"eau": Topic.model_validate({"id": "eau", "nom": "Eau"})}}
LOGO = Original("images/logo.svg", "image/svg+xml", 5_000, "b" * 64)


def test_the_home_page_names_the_site_and_the_body_in_full():
    territory = TERRITORY.model_copy(update={"logo": "logo.svg", "website": "https://www.interco.exemple.fr/"})
    home = head_of(site(territory=territory, media=Files({LOGO.path: LOGO}), **REGISTERS), "")
    [website, body] = home.json_ld["@graph"]

    assert (website["@type"], website["name"], website["url"]) == ("WebSite", TERRITORY.name, f"{URL}/")
    assert website["publisher"] == {"@id": body["@id"]}
    assert body | {"logo": None, "areaServed": None} == {
        "@type": "GovernmentOrganization",
        "@id": "tag:exemple.fr,2026:site/organization",
        "name": TERRITORY.name,
        "alternateName": "Haut-Jura d’en Bas",
        "url": f"{URL}/",
        "logo": None,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "5, place du Marché",
            "postalCode": "39999",
            "addressLocality": "Bellecombe",
            "addressCountry": "FR",
        },
        "telephone": "+33384000000",
        "email": "accueil@exemple.fr",
        "identifier": {"@type": "PropertyValue", "propertyID": "SIREN", "value": "200999985"},
        "iso6523Code": "0002:200999985",
        "sameAs": "https://www.interco.exemple.fr/",
        "areaServed": None,
    }
    assert body["logo"]["url"] == f"{URL}/images/logo.svg"
    assert [area["name"] for area in body["areaServed"]] == ["Mijoux"]


def test_ids_do_not_change_when_the_site_moves():
    ids = [
        [node["@id"] for node in found(head_of(site([news()], url=url), path), "Thing") if "@id" in node]
        for url in (URL, "https://autre.exemple.org")
        for path in ("actualites/travaux/",)
    ]

    assert ids[0] == ids[1] != []


def test_a_commune_s_page_is_about_the_commune():
    head = head_of(site(**REGISTERS), "communes/mijoux/")
    [page] = found(head, "CollectionPage")

    assert page["about"]["identifier"] == {"@type": "PropertyValue", "propertyID": "INSEE", "value": "39002"}
    assert page["about"]["sameAs"] == "https://mijoux.exemple.fr/"
    assert page["about"]["containedInPlace"]["name"] == TERRITORY.name


@pytest.mark.parametrize("path", ["actualites/", "agenda/", "agenda/communes/mijoux/", "themes/eau/", "plan-du-site/"])
def test_a_list_is_a_collection(path):
    event = published("event", {"id": "e", "titre": "E", "publier_le": "2026-11-01", "debut": "2026-12-05"})
    [page] = found(head_of(site([event], **REGISTERS), path), "WebPage")

    assert (page["@type"], page["url"]) == ("CollectionPage", f"{URL}/{path}")


def test_the_way_to_a_page_ends_with_the_page():
    mother = published("page", {"id": "dechets", "titre": "Déchets"})
    [breadcrumb] = found(
        item_head(published("page", {"id": "tri", "titre": "Tri", "page_mere": "dechets"}), mother), "BreadcrumbList"
    )

    assert [(step["position"], step["name"], step["item"]) for step in breadcrumb["itemListElement"]] == [
        (1, "Accueil", f"{URL}/"),
        (2, "Déchets", f"{URL}/dechets/"),
        (3, "Tri", f"{URL}/tri/"),
    ]


def test_the_home_page_is_the_beginning_of_every_way_and_has_none():
    assert found(head_of(site(), ""), "BreadcrumbList") == []

"""A page speaks one language: that of its item, where there is a catalogue of it."""

import re
from dataclasses import replace
from functools import cache

import pytest
from bs4 import BeautifulSoup, Comment

from docs.references import phrases
from tambour.model.media import Original
from tambour.model.site.site import Site
from tambour.model.territory import Territory
from tambour.testing.building import TERRITORY, Files, published, site
from tambour.testing.village import PROJECT, village
from tests.theme.drawing import drawn

FRENCH = {
    "id": "bal",
    "titre": "Bal du lac",
    "publier_le": "2026-11-20",
    "creneaux": [{"debut": "2026-12-05 20:00"}, {"debut": "2026-12-12 20:00", "statut": "annule"}],
    "prix": [{"montant": "5"}],
    "acces": ["fauteuil"],
}
ENGLISH = FRENCH | {"id": "ball", "titre": "Ball by the lake", "langue": "en", "traduction_de": "bal"}
OCCITAN = FRENCH | {"id": "bal-oc", "titre": "Bal del lac", "langue": "oc", "traduction_de": "bal"}
GERMAN = FRENCH | {"id": "ball-de", "titre": "Ball am See", "langue": "de", "traduction_de": "bal"}
EASY = FRENCH | {"id": "bal-facile", "titre": "Le bal", "falc_de": "bal"}
READ = ("alt", "title", "aria-label", "placeholder", "content")


def family(*more: dict[str, object]) -> Site:
    return site([published("event", one) for one in (FRENCH, *more)])


def page(given: Site, name: str) -> BeautifulSoup:
    return drawn(given, f"agenda/{name}/")


@cache
def french_alone() -> frozenset[str]:
    """What no Occitan page says: phrases that are others in Occitan."""
    catalogue = phrases.catalogue("oc")
    whole = {one for one in phrases.phrases() if isinstance(one, str) and not re.search(r"[{%]", one) and len(one) > 3}
    different = {one.strip() for one in whole if catalogue.get(one).string != one}
    return frozenset(different - {message.string for message in catalogue})


def words(soup: BeautifulSoup) -> set[str]:
    texts = {str(text).strip() for text in soup.find_all(string=True) if not isinstance(text, Comment)}
    return texts | {tag[name].strip() for tag in soup.find_all() for name in READ if isinstance(tag.get(name), str)}


def test_the_page_of_a_translation_is_in_its_language_from_top_to_bottom():
    soup = page(family(ENGLISH), "ball")

    assert soup.html["lang"] == "en"
    assert soup.select_one(".skip").text == "Skip to content"
    assert soup.select_one(".next-date__when").text.strip() == "Saturday 5\u00a0December\u00a02026, at 20:00"
    assert "Cancelled" in soup.select_one(".state-pill").text
    assert "€5" in soup.select_one(".next-date").text
    assert "Wheelchair accessible" in soup.select_one(".access-list").text
    assert soup.select_one(".breadcrumb a").text == "Home"
    assert soup.select_one("h1").get("lang") is None
    assert "at 20:00" in soup.select_one('meta[property="og:description"]')["content"]


def test_a_language_without_a_catalogue_leaves_the_page_in_that_of_the_site():
    soup = page(family(GERMAN), "ball-de")

    assert (soup.html["lang"], soup.h1["lang"]) == ("fr", "de")
    assert soup.select_one(".skip").text == "Aller au contenu"


def test_versions_name_each_other_in_the_page_and_for_search_engines():
    given = family(ENGLISH, OCCITAN, EASY)
    for name, language in (("bal", "fr"), ("ball", "en"), ("bal-oc", "oc")):
        soup = page(given, name)
        told = {link["hreflang"]: link["href"] for link in soup.select('link[rel="alternate"][hreflang]')}
        offered = {link["hreflang"]: link.text.split(":")[0].strip() for link in soup.select(".versions a[lang]")}

        assert {code: address.rsplit("/", 2)[1] for code, address in told.items()} == {
            "fr": "bal",
            "en": "ball",
            "oc": "bal-oc",
            "x-default": "bal",
        }
        assert offered == {
            code: own for code, own in (("fr", "Français"), ("en", "English"), ("oc", "Occitan")) if code != language
        }
        assert soup.html["lang"] == language


def test_an_item_without_translations_tells_search_engines_of_none():
    assert page(family(EASY), "bal").select("link[hreflang]") == []


def test_an_easy_text_is_marked_and_leads_back_and_forth():
    given = family(EASY)
    usual, easy = page(given, "bal"), page(given, "bal-facile")

    assert usual.select_one(".versions__easy").text.strip() == "Version facile à lire"
    assert usual.select_one(".easy-read") is None
    assert easy.select_one(".versions a").text.strip() == "Version habituelle"
    assert easy.select_one(".easy-read").text.strip() == "Texte en facile à lire et à comprendre (FALC)"
    assert easy.select_one(".easy-read svg") is not None


def test_the_territory_may_show_the_european_logo():
    logo = Original("images/falc.svg", "image/svg+xml", 4_000, "c" * 64, 100, 100)
    territory = Territory(**{**dict(TERRITORY), "easy_read_logo": "falc.svg"})
    given = replace(family(EASY), territory=territory, media=Files({logo.path: logo}))

    for name, place in (("bal", ".versions__easy img"), ("bal-facile", ".easy-read img")):
        assert page(given, name).select_one(place)["src"].endswith("/images/falc.svg")


def test_what_the_territory_writes_once_says_that_it_is_in_the_language_of_the_site():
    pages = [
        published("page", {"id": "dechets", "titre": "Les déchets", "menu": "principal"}),
        published("page", {"id": "ecole", "titre": "L’école", "menu": "principal"}),
        published("page", {"id": "waste", "titre": "Waste", "langue": "en", "traduction_de": "dechets"}),
    ]
    ways = drawn(site(pages), "waste/").select(".site-nav__pages a")

    assert {way.text: way.span["lang"] if way.span else None for way in ways} == {"L’école": "fr", "Waste": None}


def test_every_phrase_of_a_page_in_french_is_one_that_occitan_says_otherwise():
    """What the test below looks for is there to be found."""
    assert {"Aller au contenu", "Rester informé", "Voir l’agenda"} <= words(
        drawn(village(), "404.html")
    ) & french_alone()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "agenda/",
        "agenda/marche-de-noel/",
        "actualites/travaux-rue-haute/",
        "alertes/",
        "lieux/",
        "services/",
        "elus/",
        "elus/alix-morel/",
        "marches/",
        "marches/toiture-de-la-salle/",
        "marches/fauchage/",
        "projets/pont-du-moulin/",
        "annuaire/chorale/",
        "menus/",
        "menus/menu-2026-s49/",
        "404.html",
    ],
)
def test_a_territory_may_speak_another_language_than_french(path):
    soup = drawn(in_occitan(), path)

    assert soup.html["lang"] == "oc"
    assert words(soup) & french_alone() - _own_words() - typed_in(path) == set()


def typed_in(path: str) -> set[str]:
    """Names of phases and of who pays, which are those of some fields, too."""
    parts = [part for key in ("phases", "financements") for part in PROJECT[key]] if path.startswith("projets/") else []
    return {text for part in parts for text in part.values()}


@cache
def in_occitan() -> Site:
    return replace(village(), territory=Territory(**{**dict(TERRITORY), "languages": ("oc",)}))


def _own_words() -> set[str]:
    """What the village writes itself, in French."""
    return {text for one in village().items for text in (one.item.title, one.item.summary or "")}

"""A translation or an easy version has its page; it is not a second item anywhere else."""

import json

import pytest

from tambour.channels.agenda import Agenda
from tambour.channels.api import Api
from tambour.channels.cards import Cards
from tambour.channels.embeds import Embeds
from tambour.channels.feeds import Feeds
from tambour.channels.kit import Kit
from tambour.channels.newsletter import Newsletter
from tambour.channels.panneaux import Panneaux
from tambour.channels.posts import Posts
from tambour.channels.sitemap import Sitemap
from tambour.model.registers import Commune, Topic
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.testing.building import make, published, ready, rendered, site
from tests.theme.drawing import drawn

FRENCH = {
    "news": {"id": "travaux", "titre": "Travaux rue Haute", "publier_le": "2026-11-20"},
    "event": {"id": "bal", "titre": "Bal du lac", "publier_le": "2026-11-20", "debut": "2026-12-05 20:00"},
    "alert": {"id": "neige", "titre": "Neige", "publier_le": "2026-11-30", "niveau": "urgence", "fin": "2026-12-05"},
}
SHARED = {"communes": ["bellecombe"], "themes": ["culture"]}
ENGLISH = {"id": "in-english", "titre": "In English", "langue": "en"}
EASY = {"id": "en-facile", "titre": "En facile"}


def versions(kind: str, original: str = "") -> list[Published]:
    """The translation and the easy version of an item of one kind."""
    typed, target = FRENCH[kind] | SHARED, original or FRENCH[kind]["id"]
    return [
        published(kind, typed | ENGLISH | {"traduction_de": target}),
        published(kind, typed | EASY | {"falc_de": target}),
    ]


def place(*items: Published) -> Site:
    commune = Commune.model_validate({"id": "bellecombe", "nom": "Bellecombe", "insee": "39045"})
    topic = Topic.model_validate({"id": "culture", "nom": "Culture"})
    return site(items, communes={"bellecombe": commune}, topics={"culture": topic})


def family(kind: str) -> Site:
    return place(published(kind, FRENCH[kind] | SHARED), *versions(kind))


def titles_on(given: Site, path: str) -> list[str]:
    """Which of the family's titles a page shows, once for each link that bears it."""
    titles = {"Travaux rue Haute", "Bal du lac", "Neige", "In English", "En facile"}
    texts = (link.get_text(" ", strip=True) for link in drawn(given, path).select("body a[href]"))
    return sorted(text for text in texts if text in titles)


LISTS = [
    ("news", ""),
    ("news", "actualites/"),
    ("news", "communes/bellecombe/"),
    ("news", "themes/culture/"),
    ("event", ""),
    ("event", "agenda/"),
    ("event", "agenda/communes/bellecombe/"),
    ("event", "agenda/themes/culture/"),
    ("event", "communes/bellecombe/"),
    ("event", "themes/culture/"),
    ("alert", ""),
    ("alert", "alertes/"),
    ("alert", "communes/bellecombe/"),
    ("alert", "agenda/"),  # an emergency stands above every page
]


@pytest.mark.parametrize(("kind", "path"), LISTS)
def test_a_page_that_lists_shows_the_original_alone(kind, path):
    assert titles_on(family(kind), path) == [FRENCH[kind]["titre"]]


def test_an_emergency_stands_once_above_a_topic_and_in_its_list():
    assert titles_on(family("alert"), "themes/culture/") == ["Neige", "Neige"]


@pytest.mark.parametrize(("kind", "path"), LISTS)
def test_a_version_stands_for_itself_as_long_as_its_original_is_not_published(kind, path):
    english, _ = versions(kind, "brouillon")

    assert titles_on(place(english), path) == ["In English"]


def test_of_two_versions_without_their_original_the_one_in_french_stands():
    assert titles_on(place(*versions("news", "brouillon")), "actualites/") == ["En facile"]


@pytest.mark.parametrize("kind", FRENCH)
def test_a_version_keeps_its_page_and_each_leads_to_the_others(kind):
    given = family(kind)
    pages = {item.id: drawn(given, item.path) for item in given.items}

    assert {page.select_one("h1").text for page in pages.values()} == {FRENCH[kind]["titre"], "In English", "En facile"}
    assert [len(page.select(".versions a")) for page in pages.values()] == [2, 2, 2]


def test_a_place_lists_an_event_once():
    hall = published("place", {"id": "salle", "titre": "Salle"})
    events = [published("event", FRENCH["event"] | {"lieu": "salle"})]
    english = {"traduction_de": "bal", "lieu": "salle"}
    events.append(published("event", FRENCH["event"] | ENGLISH | english))

    assert titles_on(place(hall, *events), "lieux/salle/") == ["Bal du lac"]


def test_a_page_s_versions_are_in_no_menu_and_on_the_site_map_under_their_language_alone():
    typed = {"titre": "Accueil des nouveaux", "id": "accueil", "menu": "pied"}
    english = {"id": "moving-in", "titre": "Moving in", "langue": "en", "traduction_de": "accueil"}
    page = drawn(place(published("page", typed), published("page", typed | english)), "plan-du-site/")

    assert "Accueil des nouveaux" in page.select_one(".site-map").text
    assert page.select_one("section[lang=en]").extract().ul.text.strip() == "Moving in"
    assert "Moving in" not in page.text


@pytest.mark.parametrize("kind", FRENCH)
@pytest.mark.parametrize(
    ("factory", "path"),
    [
        (Panneaux, "panneaux/panneau.txt"),
        (Feeds, "flux/tout.rss"),
        (Feeds, "flux/communes/bellecombe.json"),
        (Embeds, "integrer/bellecombe/clair.html"),
        (Agenda, "agendas/tout.ics"),
        (Agenda, "agendas/communes/bellecombe.ics"),
        (Posts, "textes.json"),
        (Kit, "index.html"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_a_channel_lists_the_original_alone(kind, factory, path):
    told = rendered(make(factory), family(kind))[path].decode().casefold()

    assert "in english" not in told
    assert "en facile" not in told


@pytest.mark.parametrize("kind", FRENCH)
def test_a_letter_that_chooses_by_rules_carries_the_original_alone(kind):
    folder = {"news": "actualites", "event": "agenda", "alert": "alertes"}[kind]
    typed = {"id": "lettre", "titre": "Lettre", "publier_le": "2026-12-01", "preheader": "x" * 60}
    letter = published("letter", typed | {"blocs": [{"type": "selection", "genres": folder}]})
    given = family(kind)

    mail = rendered(make(Newsletter), place(*given.items, letter))["lettres/lettre/lettre.mail.html"].decode()

    assert FRENCH[kind]["titre"] in mail
    assert "In English" not in mail
    assert "En facile" not in mail


def test_a_letter_in_another_language_does_not_use_up_what_the_french_one_carries():
    rules = {"type": "selection", "genres": "actualites", "depuis_derniere_lettre": "oui", "sans_deja_envoyes": "oui"}
    typed = {"titre": "Lettre", "publier_le": "2026-12-01", "preheader": "x" * 60, "blocs": [rules]}
    french = published("letter", typed | {"id": "lettre"})
    english = published("letter", typed | {"id": "a-letter", "langue": "en", "traduction_de": "lettre"})
    given = place(published("news", FRENCH["news"]), french, english)

    made = rendered(make(Newsletter), given)

    for letter in ("lettre", "a-letter"):
        assert "Travaux rue Haute" in made[f"lettres/{letter}/lettre.mail.html"].decode()


@pytest.mark.parametrize("kind", FRENCH)
def test_what_lists_pages_or_data_has_the_versions_too(kind):
    given = family(kind)
    folder = {"news": "actualites", "event": "agenda", "alert": "alertes"}[kind]

    paths = rendered(make(Sitemap), given)["sitemap.xml"].decode()
    entries = json.loads(rendered(make(Api), given)[f"api/v1/{folder}.json"])["elements"]
    cards = {output.about for output in ready(make(Cards), given).outputs()}

    assert all(item.url in paths for item in given.items)
    assert {entry["id"]: entry.get("traduction_de") or entry.get("falc_de") for entry in entries} == {
        FRENCH[kind]["id"]: None,
        "in-english": FRENCH[kind]["id"],
        "en-facile": FRENCH[kind]["id"],
    }
    assert {item.id for item in given.items} <= cards

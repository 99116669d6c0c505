"""A page's title and description are its own, and say what has become of what it is about."""

import pytest

from tambour.model.registers import Commune
from tambour.testing.building import TERRITORY, URL, published, site
from tests.website.head.building import event, head_of, item_head, news

EVERYTHING = f"Actualités, agenda, alertes et démarches\u00a0: {TERRITORY.name}."
BELLECOMBE = Commune.model_validate({"id": "bellecombe", "nom": "Bellecombe", "insee": "39001", "resume": "Un bourg."})


def test_a_title_says_the_page_then_the_territory():
    assert item_head(news()).title == "Travaux · Haut-Jura d’en Bas"


def test_the_home_page_is_called_after_the_territory_alone():
    home = head_of(site(), "")

    assert (home.title, home.description) == (TERRITORY.name, EVERYTHING)
    assert (home.canonical, home.robots) == (f"{URL}/", "")


def test_a_further_part_of_a_list_has_its_number_and_its_own_description():
    many = site(
        [news(id=f"n{number:02}", communes="bellecombe") for number in range(25)], communes={"bellecombe": BELLECOMBE}
    )
    first, second = head_of(many, "communes/bellecombe/"), head_of(many, "communes/bellecombe/page/2/")

    assert first.description == "Un bourg."
    assert second.title == "Bellecombe, page 2 · Haut-Jura d’en Bas"
    assert second.description == f"Bellecombe, page 2. {EVERYTHING}"
    assert second.canonical.endswith("/page/2/")


def test_a_page_names_its_post_at_the_bridge_that_makes_one_of_it():
    def post(bridge: str, **typed: object) -> str:
        item = news(**typed)
        return head_of(site([item], bridge=bridge), item.path).activity

    assert post("https://hatsu.exemple.fr/") == f"https://hatsu.exemple.fr/posts/{URL}/actualites/travaux/"
    assert post("") == post("https://fed.brid.gy") == ""


def test_a_list_says_which():
    assert head_of(site(), "agenda/").description == f"Agenda. {EVERYTHING}"


@pytest.mark.parametrize(
    ("typed", "html", "description"),
    [
        ({"resume": "En bref."}, "<p>En long.</p>", "En bref."),
        ({}, "<p>En long,\nsur deux lignes.</p>", "En long, sur deux lignes."),
        ({}, "", f"Travaux. {EVERYTHING}"),
    ],
)
def test_a_description_is_the_summary_else_the_text_else_the_site_s(typed, html, description):
    item = {"id": "travaux", "titre": "Travaux", "publier_le": "2026-11-20"}

    assert item_head(published("news", item | typed, html=html)).description == description


def test_a_long_summary_is_shortened():
    description = item_head(news(resume="Une phrase de quarante lettres, à peu près. " * 6)).description

    assert len(description) <= 160
    assert description.endswith("à peu près.")


def test_a_letter_is_described_as_in_the_mailbox():
    letter = {
        "id": "l",
        "titre": "La lettre",
        "publier_le": "2026-11-30",
        "preheader": "Le marché, les travaux et les collectes de Noël.",
    }

    assert item_head(published("letter", letter)).description == letter["preheader"]


@pytest.mark.parametrize(
    ("typed", "description"),
    [
        ({}, "Samedi 5\u00a0décembre\u00a02026 à 10\u00a0h. Un bal."),
        ({"statut": "annule"}, "Annulé\u00a0: samedi 5\u00a0décembre\u00a02026 à 10\u00a0h."),
        ({"statut": "complet"}, "Complet\u00a0: samedi 5\u00a0décembre\u00a02026 à 10\u00a0h. Un bal."),
        (
            {"statut": "reporte", "debut_precedent": "2026-12-04 10:00"},
            "Reporté (prévu d’abord vendredi 4\u00a0décembre\u00a02026 à 10\u00a0h)\u00a0: "
            "samedi 5\u00a0décembre\u00a02026 à 10\u00a0h. Un bal.",
        ),
        (
            {"debut": None, "creneaux": [{"debut": "2026-12-05", "statut": "annule"}, {"debut": "2026-12-06"}]},
            "Samedi 5\u00a0décembre et dimanche 6\u00a0décembre\u00a02026. Un bal.",
        ),
    ],
)
def test_what_has_become_of_an_event_comes_first(typed, description):
    assert item_head(event(**typed)).description == description


@pytest.mark.parametrize(("statut", "words"), [("levee", "Alerte levée"), ("en_cours", "Alerte terminée")])
def test_whoever_meets_an_old_link_to_an_alert_reads_that_it_is_over(statut, words):
    typed = {"id": "eau", "titre": "Eau", "niveau": "urgence", "publier_le": "2026-11-28", "fin": "2026-12-24"}
    over = published("alert", typed | {"statut": statut, "resume": "Ne la buvez pas."}, expired=True)

    head = item_head(over)

    assert head.description == f"{words}. Territoire concerné\u00a0: Haut-Jura d’en Bas."
    assert head.robots == "noindex"


def test_a_page_for_nobody_has_no_json_ld_and_an_expired_item_keeps_its_own():
    assert head_of(site(), "404.html").json_ld == {}
    assert item_head(published("news", {"id": "a", "titre": "A", "publier_le": "2025-01-01"}, expired=True)).json_ld

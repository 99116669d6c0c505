"""Who types everyday words, without accents, in the plural or with a mistake, is answered or led to the right page."""

import gzip
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tambour.publish.servers.rules import SEARCH_POLICY
from tests.trees import Tree

SCRIPT = Path(__file__).with_name("searching.mjs")
NOW = "2026-11-23T09:00:00+01:00"  # of the demonstration; whoever reads is in Guadeloupe, five hours earlier
NBSP = "\u00a0"

# What is typed → the first page, or the first lines of the answer that comes before.
PAGES = {
    "trier mes déchets": "/trier-ses-dechets/",
    "encombrant": "/trier-ses-dechets/",
    "nounou": "/petite-enfance/",
    "assistantes maternelle": "/petite-enfance/",
    "fuite compteur d'eau": "/eau-et-assainissement/",
    "permi de construire": "/urbanisme/",
    "aides vélos electriques": "/actualites/aide-velo-electrique/",
    "ramassage scolaire": "/transport-scolaire/",
    "conseil comunautaire": "/conseil-communautaire/",
    "ecole de musique": "/lieux/ecole-de-musique/",
    "paperasse": "/demarches/",
    "corbevale": "/communes/corbeval/",
    "amiante": "/lieux/decheterie-de-rouvrelle/",
    "offre emploi bibliothecaire": "/offres-d-emploi/offre-bibliothecaire/",
    "maire corbeval": "/communes/corbeval/",
    "astreinte eau": "/urgences/",
    "bins": "/actualites/yellow-bins-2027/",
    "recycling centre": "/moving-to-the-valley/",
}
ANSWERS = {
    "poubelles jaunes": ["Bac jaune"],
    "bacs jaune rouvrelle": ["Prochains passages à Rouvrelle", f"Bac jaune{NBSP}: mardi 1er{NBSP}décembre"],
    "ordures corbeval": ["Prochains passages à Corbeval", f"Bac jaune{NBSP}: jeudi 26{NBSP}novembre"],
    "decheterie mobile hautefosse": [
        "Prochains passages à Hautefosse",
        f"Déchèterie mobile, salle communale de Hautefosse{NBSP}: samedi 12{NBSP}décembre de 9{NBSP}h à midi",
    ],
    "decheterie ouverte dimanche": [
        "Déchèterie de Rouvrelle",
        "Ouvert, ferme à midi",
        f"Dimanche 29{NBSP}novembre{NBSP}: fermé",
    ],
    "dechetrie": ["Déchèterie de Rouvrelle", "Ouvert, ferme à midi"],
    "piscine noel": [
        "Piscine de l’Aubrelle",
        "Fermé, ouvre aujourd’hui à midi",
        f"Vendredi 25{NBSP}décembre{NBSP}: fermé (Noël)",
    ],
    "mediateque horaires": ["Médiathèque L’Arche", f"Fermé, ouvre demain à 14{NBSP}h"],
    "marché de noël annulé ?": ["Marché de Noël sous les halles", f"A bien lieu{NBSP}: samedi 5{NBSP}décembre"],
    "téléphone mairie rouvrelle": [f"Rouvrelle{NBSP}: mairie", f"Téléphone{NBSP}: 02 61 91 20 20"],
    "telephone service dechets": ["Service Déchets", f"Téléphone{NBSP}: 02 61 91 10 20"],
    "quel docteur": ["Maison de santé du Mesnil-Harcel"],
    "carte d'identité": ["Espace France Services du Mesnil-Harcel"],
}


@pytest.fixture(scope="module")
def used(demo: Tree, node: Path, chromium: Path) -> dict[str, Any]:
    """What one run of Chromium saw."""
    job = {
        "chromium": str(chromium),
        "root": str(demo.root),
        "url": demo.url,
        "now": NOW,
        "headers": {"Content-Security-Policy": SEARCH_POLICY},
        "questions": [*PAGES, *ANSWERS],
    }
    done = subprocess.run([node, SCRIPT], input=json.dumps(job), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("question", PAGES)
def test_the_right_page_comes_first(used, question):
    assert used["asking"]["answers"][question]["results"][:1] == [PAGES[question]]


@pytest.mark.parametrize("question", ANSWERS)
def test_what_can_be_answered_is_answered_first(used, question):
    seen = used["asking"]["answers"][question]
    told = ANSWERS[question]

    assert [line[: len(wanted)] for line, wanted in zip(seen["answers"][0], told, strict=False)] == told
    assert seen["count"].startswith("Une réponse immédiate, puis")


def test_what_was_put_right_is_told(used):
    seen = used["asking"]["answers"]["dechetrie"]

    assert f"Nous avons cherché «{NBSP}déchèterie{NBSP}»" in seen["count"]
    assert "dechetrie" in seen["asked"], "what was typed stays in the field"


def test_nothing_is_asked_elsewhere_and_nothing_fails(used):
    assert used["asking"]["elsewhere"] == []
    assert [used[name]["errors"] for name in ("asking", "typing", "choosing")] == [[], [], []]


def test_excerpts_show_what_was_found(used):
    assert {mark.lower().strip(".,") for mark in used["asking"]["answers"]["encombrant"]["marks"]} == {"encombrants"}


def test_a_keyboard_is_enough(used):
    """From a page's first link to a question, a facet, back, and more results."""
    seen = used["typing"]

    assert seen["way"][-1] == "recherche-du-site"
    assert seen["first"]["asked"] == "conseil"
    assert seen["first"]["more"]
    assert seen["chosen"]["address"] == "?q=conseil&genre=news"
    assert {path.split("/")[1] for path in seen["chosen"]["results"]} == {"actualites"}
    assert (seen["back"]["address"], seen["back"]["results"]) == (seen["first"]["address"], seen["first"]["results"])
    assert seen["more"]["results"][:10] == seen["first"]["results"]
    assert seen["more"]["focus"] != "suite", "on the first of those that were added"


def test_a_commune_is_asked_once_and_stays_in_the_address(used):
    seen = used["choosing"]

    assert "Votre commune" in " ".join(seen["asked"]["answers"][0])
    assert seen["told"]["answers"][0][0] == "Prochains passages à Rouvrelle"
    assert seen["told"]["address"] == "?q=poubelles+jaunes&commune=rouvrelle"


def test_facets_alone_list_what_they_choose(used):
    seen = used["choosing"]

    assert len(seen["ahead"]["results"]) >= 10
    assert {path.split("/")[1] for path in seen["ahead"]["results"]} == {"agenda"}
    assert int(seen["ahead"]["count"].split()[0]) < int(seen["past"]["count"].split()[0])


def test_nothing_found_nothing_asked_and_nothing_reached_are_told(used):
    assert (used["choosing"]["nothing"]["count"], used["choosing"]["nothing"]["nothing"]) == ("Aucun résultat.", True)
    assert (used["choosing"]["empty"]["count"], used["choosing"]["empty"]["results"]) == ("", [])
    assert used["failing"]["count"].startswith("La recherche n’a pas pu se faire")


def test_without_a_script_the_site_map_and_the_topics_lead_on(used):
    seen = used["withoutScript"]

    assert "plan du site" in seen["told"]
    assert seen["links"] > 5
    assert not seen["facets"]


def test_a_page_that_is_not_found_is_searched_for_by_its_address(used):
    assert used["lost"] == {"asked": "ancienne piscine", "forms": 2}


def test_no_state_of_the_page_has_a_fault_of_accessibility(used):
    assert used["judging"] == []


def test_a_question_weighs_less_than_150_kb(used, demo: Tree):
    """Beside what every page has. The engine is half of it, and is kept by the browser."""
    paths = {address.removeprefix(demo.url).partition("?")[0].lstrip("/") for address in used["weighing"]}
    ours = {path: demo.root / path for path in paths if path.startswith("recherche/pagefind/") or "theme/js/re" in path}
    ours["answers"] = demo.root / "recherche/reponses.json"

    assert any(path.endswith(".pagefind") for path in ours)
    assert "recherche/mots.txt" not in paths, "asked for mistyped words alone"
    assert sum(len(gzip.compress(file.read_bytes())) for file in ours.values()) < 150_000


def test_each_page_has_the_form_and_what_is_asked_makes_no_page_of_its_own(demo: Tree):
    page, search = (html.parse(demo.root / path) for path in ("agenda/index.html", "recherche/index.html"))

    [form] = page.xpath("//header//form[@role='search']")
    assert form.get("action").endswith("/recherche/")
    assert form.xpath("./input/@name") == ["q"]
    assert search.xpath("//link[@rel='canonical']/@href") == [f"{demo.url}/recherche/"]
    assert [link.get("type") for link in page.xpath("//link[@rel='search']")] == [
        "application/opensearchdescription+xml"
    ]
    assert "/recherche/</loc>" in (demo.root / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize("name", ["recherche", "reponses", "corrections"])
def test_our_own_interface_stays_small(demo: Tree, name: str):
    [file] = (demo.root / "theme/js").glob(f"{name}*.js")

    assert len(gzip.compress(file.read_bytes(), 9)) <= 4096

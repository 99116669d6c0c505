"""Hard cases on one page and on whole ones: nothing for axe to say, and nobody needs a mouse, eyes or our colours."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.test_print import A4, printed
from tests.conformance.visits import EVERY_VIEW, Seen, visit
from tests.trees import Tree

SCRIPT = Path(__file__).with_name("walking.mjs")
NOW = "2026-12-01T09:00:00+01:00"  # of the hard cases
HARD = ("guide-de-style/", "", "agenda/soixante-dates/", "actualites/titre-long/", "page-longue/", "lieux/lieu-long/")
WALKED = (*HARD, "agenda/", "agenda/mois/2026-12/", "communes/saint-remy/", "recherche/", "s-abonner/", "404.html")
# What is told by a ground: for who has colours of their own, by an edge.
EDGED = (
    *(".alert-band", ".state-band", ".state-pill", ".date-tile", ".status-line", ".level", ".note"),
    *(".button", ".pill", ".filter-bar__link", ".pagination span[aria-current]", ".site-search button"),
)


@pytest.fixture(scope="module")
def seen(style_guide: Tree, node: Path, chromium: Path) -> list[Seen]:
    pages = [style_guide.root / path / "index.html" for path in HARD]
    return visit(style_guide, dict.fromkeys(pages, EVERY_VIEW), node, chromium)


@pytest.fixture(scope="module")
def met(style_guide: Tree, node: Path, chromium: Path) -> dict[str, Any]:
    job = {
        "chromium": str(chromium),
        "root": str(style_guide.root),
        "url": style_guide.url,
        "pages": WALKED,
        "widths": [1280, 360],
        "now": NOW,
        "edged": EDGED,
    }
    done = subprocess.run([node, SCRIPT], input=json.dumps(job), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["errors"] == []
    return found


def test_axe_finds_no_fault_in_the_hard_cases(seen: list[Seen]) -> None:
    assert [(one.address, one.view, one.violations) for one in seen if one.violations] == []
    assert len(seen) == len(HARD) * len(EVERY_VIEW)


def test_no_hard_case_scrolls_sideways(seen: list[Seen]) -> None:
    assert [(one.address, one.scroll_width) for one in seen if one.scroll_width > one.view.width] == []


def test_every_stop_of_the_keyboard_is_reached_and_seen(met):
    for walk in met["walks"]:
        where = walk["path"], walk["width"]
        assert len(walk["stops"]) == walk["expected"] > 20, where
        assert [stop["words"] for stop in walk["stops"] if not (stop["outlined"] and stop["seen"])] == [], where


def test_the_focus_goes_down_a_phone_as_the_eye_does(met):
    for walk in met["walks"]:
        if walk["width"] == 360:
            pairs = zip(walk["stops"], walk["stops"][1:], strict=False)
            assert [(a["words"], b["words"]) for a, b in pairs if b["bottom"] <= a["top"]] == [], walk["path"]


def test_the_first_stop_leads_straight_to_the_contents(met):
    skip = met["journeys"]["skip"]

    assert (skip["first"]["words"], skip["first"]["seen"]) == ("Aller au contenu", True)
    assert (skip["inside"], skip["next"]) == ("contenu", True)


def test_the_menu_of_a_phone_opens_closes_and_gives_the_focus_back(met):
    menu = met["journeys"]["menu"]

    assert menu["button"] and menu["opened"] and menu["closed"]
    assert (menu["first"], menu["second"], menu["back"]) == ("Fermer le menu", "Actualités", "Menu")


def test_what_unfolds_is_gone_through_next(met):
    journeys = met["journeys"]

    assert journeys["submenu"] == {"first": "Jours de collecte et passages", "shown": True}
    assert journeys["filter"] == {
        "opened": "Commune",
        "choice": "Le Mesnil-sous-les-Côtes 1 rendez-vous",
        "address": "/agenda/communes/mesnil/",
    }
    assert journeys["calendar"]["found"] and journeys["calendar"]["shown"]
    assert journeys["calendar"]["first"].startswith("Fichier ICS")


def test_a_month_is_walked_by_arrows_to_what_takes_place_that_day(met):
    month = met["journeys"]["month"]

    assert month["day"].startswith("9 ")
    assert month["address"] == "/agenda/mois/2026-12/#jour-2026-12-09"
    assert month["shown"] and month["next"]


@pytest.mark.parametrize("path", WALKED)
def test_a_voice_meets_landmarks_and_headings_in_order(met, path):
    heard = met["heard"][path]
    roles = [one["role"] for one in heard["tree"] if one["role"] in {"banner", "main", "contentinfo"}]
    levels = [one["level"] for one in heard["tree"] if one["role"] == "heading"]
    names = [(one["role"], one["name"]) for one in heard["tree"] if one["role"] in {"navigation", "search"}]

    assert roles == ["banner", "main", "contentinfo"]
    assert levels.count(1) == 1
    # What stands above the contents, an alert or the menu's, may come before the title.
    first = levels.index(1)
    assert all(after <= before + 1 for before, after in zip(levels[first:], levels[first + 1 :], strict=False))
    assert len(set(names)) == len(names)
    assert [one for one in heard["tree"] if one.get("nameless")] == []
    assert heard["upward"] == []


@pytest.fixture(scope="module")
def on_paper(style_guide: Tree, node: Path, chromium: Path) -> dict[str, dict[str, Any]]:
    paths = ("actualites/avec-image/", "agenda/aujourd-hui/", "communes/mesnil/", "agenda/soixante-dates/")
    paths += ("page-longue/",)
    sheets = printed(style_guide, [style_guide.root / path / "index.html" for path in paths], node, chromium)
    return dict(zip(paths, sheets, strict=True))


@pytest.mark.parametrize("path", ["actualites/avec-image/", "agenda/aujourd-hui/", "communes/mesnil/"])
def test_an_item_a_day_and_a_commune_are_one_sheet_without_what_is_only_for_screens(style_guide, on_paper, path):
    sheet = on_paper[path]

    assert sheet["papers"] == [A4]
    assert f"{style_guide.url}/{path}" in sheet["words"]
    shown = {"Aller au contenu", "Rechercher", "Menu", "S’abonner", "Mentions légales", "Fil d’Ariane"}
    assert {words for words in shown if words in sheet["words"]} == set()


def test_paper_says_what_is_folded_on_a_screen_and_where_links_lead(on_paper):
    assert "samedi 6\u00a0février\u00a02027" in on_paper["agenda/soixante-dates/"]["words"].lower()
    assert "https://billets.territoire.example/visite-guidee" in on_paper["agenda/soixante-dates/"]["words"]
    assert "Le texte replié" in on_paper["page-longue/"]["words"]
    assert "https://www.service-public.gouv.fr/" in on_paper["page-longue/"]["words"]


def test_text_twice_as_large_and_a_very_wide_screen_scroll_down_alone(met):
    assert met["large"] == []


def test_nothing_moves_for_who_asked_that_nothing_does(met):
    assert met["still"]["asked"] == 0 < met["still"]["otherwise"]


def test_what_a_ground_tells_has_an_edge_in_the_reader_s_own_colours(met):
    assert {name for name, found in met["forced"].items() if not found["found"]} == set()
    assert {name: found for name, found in met["forced"].items() if found["bare"]} == {}

"""The agent's kit, opened from its folder as she opens it: valid, accessible, and it filters, copies and downloads."""

import io
import json
import math
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.conformance.test_accessibility import hidden_by_a_scheme, told, too_wide
from tests.conformance.visits import EVERY_VIEW, Seen, visit
from tests.trees import Tree

SCRIPT = Path(__file__).with_name("kit.mjs")
CANCELLED, ALERT, NEWS = "cine-debat-sols", "eau-non-potable-hautefosse", "bacs-jaunes-2027"
LETTER, SERIES = "lettre-novembre-2026", "chantier-haies"
PAGES = ("index.html", *(f"contenus/{item}/index.html" for item in (CANCELLED, ALERT, NEWS, LETTER, SERIES)))


@pytest.fixture(scope="module")
def kit(demo: Tree) -> Tree:
    return Tree(demo.root.with_name(f"{demo.root.name}.kit"), "https://kit.example")


@pytest.fixture(scope="module")
def seen(kit: Tree, node: Path, chromium: Path) -> list[Seen]:
    return visit(kit, {kit.root / page: EVERY_VIEW for page in PAGES}, node, chromium)


@pytest.fixture(scope="module")
def used(kit: Tree, node: Path, chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one run of Chromium saw, from the folder."""
    archive = tmp_path_factory.mktemp("downloads") / "kit.zip"
    job = {"chromium": str(chromium), "top": kit.root.as_uri(), "item": NEWS, "archive": str(archive)}
    done = subprocess.run([node, SCRIPT], input=json.dumps(job), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout)) | {"zip": archive.read_bytes()}


def document(kit: Tree, item: str) -> dict[str, Any]:
    return dict(json.loads((kit.root / "contenus" / item / "kit.json").read_text("utf-8")))


def test_every_page_drawing_and_style_is_valid(judged: Mapping[str, list[str]]) -> None:
    assert judged["kit"] == []


def test_axe_finds_no_fault(seen: list[Seen]) -> None:
    assert len({one.address for one in seen}) == len(PAGES)
    assert told(seen) == []
    assert hidden_by_a_scheme(seen) == set()


def test_no_page_scrolls_sideways_or_asks_anything_of_anybody(seen: list[Seen], kit: Tree) -> None:
    assert too_wide(seen) == []
    assert {request for one in seen for request in one.requests if not request.startswith(kit.url)} == set()
    assert {error for one in seen for error in one.errors} == set()


def test_the_list_is_filtered_by_week_kind_month_and_words_and_it_is_said(used: dict[str, Any]) -> None:
    filtered = used["filtered"]

    assert filtered["week"]["shown"] == filtered["week"]["wanted"] != filtered["all"]["shown"]
    assert NEWS not in filtered["kind"]["shown"]
    assert ALERT in filtered["kind"]["shown"]
    assert set(filtered["month"]["shown"]) < set(filtered["all"]["shown"])
    assert filtered["words"]["shown"] == [CANCELLED]
    assert filtered["nothing"]["shown"] == filtered["nothing"]["groups"] == []
    assert filtered["reset"] == filtered["all"]


@pytest.mark.parametrize("step", ["all", "week", "kind", "month"])
def test_the_count_is_that_of_what_is_shown(used: dict[str, Any], step: str) -> None:
    assert used["filtered"][step]["said"] == f"{len(used['filtered'][step]['shown'])} contenus affichés."


def test_one_or_none_is_said_in_words(used: dict[str, Any]) -> None:
    assert used["filtered"]["words"]["said"] == "1 contenu affiché."
    assert used["filtered"]["nothing"]["said"] == "Aucun contenu ne correspond."


def test_a_text_is_copied_as_it_is_and_it_is_said(used: dict[str, Any], kit: Tree) -> None:
    [text] = [one["text"] for one in document(kit, NEWS)["texts"] if one["title"] == "Facebook"]

    assert used["copied"]["pasted"] == text
    assert used["copied"]["said"] == "Facebook : copié."
    assert used["copied"]["block"] == document(kit, NEWS)["blocks"][0]["html"]


def test_without_a_clipboard_the_text_is_copied_the_old_way(used: dict[str, Any]) -> None:
    assert used["fallback"]["pasted"] == used["copied"]["pasted"]
    assert used["fallback"]["said"] == "Facebook : copié."


def test_where_nothing_can_copy_the_text_is_selected(used: dict[str, Any]) -> None:
    assert used["refused"]["selected"] == used["copied"]["pasted"]
    assert used["refused"]["said"] == "Facebook : sélectionné : copiez avec Ctrl + C."


def test_the_archive_is_downloaded_and_holds_what_is_promised(used: dict[str, Any], kit: Tree) -> None:
    promised = document(kit, NEWS)
    with ZipFile(io.BytesIO(used["zip"])) as archive:
        assert archive.testzip() is None
        held = {name: archive.read(name) for name in archive.namelist()}

    assert used["suggested"] == f"{NEWS}.zip"
    assert {text["file"]: f"{text['text']}\n" for text in promised["texts"]}.items() <= {
        name: data.decode() for name, data in held.items() if name.endswith(".txt")
    }.items()
    assert {block["file"] for block in promised["blocks"]} <= held.keys()
    beside = kit.root / "contenus" / NEWS
    assert all((beside / card["file"]).is_file() for card in promised["cards"]), "no file is in two places"
    assert all((beside / code).is_file() for code in promised["qr"].values())


def test_a_mail_block_is_as_high_as_it_needs_and_shows_its_picture(used: dict[str, Any]) -> None:
    assert used["mail"]["height"] == math.ceil(used["mail"]["needed"]) > 200
    assert used["mail"]["pictures"] == [True]


def test_without_script_everything_is_there_and_nothing_dead(used: dict[str, Any]) -> None:
    seen = used["withoutScript"]

    assert sorted(seen["rows"]) == sorted(used["filtered"]["all"]["shown"])
    assert (seen["filter"], seen["buttons"], seen["text"]) == (False, 0, True)


def test_nothing_is_asked_beyond_the_folder(used: dict[str, Any], kit: Tree) -> None:
    assert used["requests"]
    assert [one for one in used["requests"] if not one.startswith(kit.root.as_uri()) and one != "about:srcdoc"] == []

"""People can subscribe: with a choice that shows what they chose, by copying an address, and without any script."""

import gzip
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.trees import Tree

SCRIPT = Path(__file__).with_name("subscribing.mjs")
HEAVIEST = 30_000  # octets sent, beside the fonts and the logo that every page has


@pytest.fixture(scope="module")
def used(demo: Tree, node: Path, chromium: Path) -> dict[str, Any]:
    """What one run of Chromium saw."""
    embeds = sorted((demo.root / "integrer" / "rouvrelle").glob("*.html"))
    job = {
        "chromium": str(chromium),
        "root": str(demo.root),
        "url": demo.url,
        "embeds": [demo.address(file) for file in embeds],
    }
    done = subprocess.run([node, SCRIPT], input=json.dumps(job), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_at_first_the_whole_territory_is_shown(used):
    seen = used["choosing"]["atFirst"]

    assert (seen["everywhere"], seen["choices"], seen["lists"]) == (True, [], ["", ""])


@pytest.mark.parametrize(
    ("step", "chosen"),
    [
        ("commune", ["rouvrelle"]),
        ("both", ["rouvrelle", "theme-culture"]),
        ("topic", ["theme-culture"]),
        ("link", ["corbeval"]),
        ("arrival", ["rouvrelle"]),
    ],
)
def test_what_was_chosen_is_shown_alone_and_open(used, step, chosen):
    seen = used["choosing"][step]

    assert seen["choices"] == seen["bodies"] == chosen
    assert [value for value in seen["lists"] if value] == chosen
    assert not seen["everywhere"]


def test_a_choice_is_said_and_can_be_passed_on(used):
    assert used["choosing"]["both"]["hash"] == "#rouvrelle"
    assert used["choosing"]["both"]["said"] == "Affiché\u00a0: Rouvrelle, Culture et lecture."
    assert used["choosing"]["topic"]["said"] == "Affiché\u00a0: Culture et lecture."


def test_an_address_is_copied_and_it_is_said(used):
    seen = used["copying"]

    assert seen["pasted"] == seen["address"] != ""
    assert seen["said"] == "Copié."


def test_where_copying_is_refused_the_address_is_selected(used):
    seen = used["refused"]

    assert seen["selected"] == seen["address"]
    assert seen["said"].startswith("Sélectionné")


def test_without_script_every_address_is_there_and_nothing_dead(used, demo: Tree):
    seen = used["withoutScript"]

    assert (seen["picker"], seen["buttons"]) == (False, 0)
    assert (seen["everywhere"], seen["opened"]) == (True, True)
    assert seen["choices"] == (demo.root / "s-abonner" / "index.html").read_text("utf-8").count("data-choice=")


def test_an_embed_fits_in_240_pixels(used):
    assert len(used["narrow"]) == 4
    assert {address: width for address, width in used["narrow"].items() if width > 240} == {}


@pytest.mark.parametrize("path", ["s-abonner", "pour-les-communes"])
def test_a_page_with_every_address_stays_light(demo: Tree, path):
    page = demo.root / path / "index.html"
    document = html.document_fromstring(page.read_bytes())
    own = {*document.xpath("//link[@rel='stylesheet']/@href"), *document.xpath("//script/@src")}
    files = [page, *filter(None, map(demo.file_at, own))]

    assert len(files) == 1 + len(own)
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < HEAVIEST

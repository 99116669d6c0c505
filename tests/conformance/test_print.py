"""A year of collection days is printed on one A4, whatever it says: people pin it up in the kitchen."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tambour.channels import Commune
from tambour.testing.building import URL, published, site
from tests.theme.drawing import drawn
from tests.trees import ROOT, Tree

SCRIPT = Path(__file__).with_name("print.mjs")
A4 = [595, 842]  # points
LABELS = ("Encombrants sur rendez-vous", "Cartons des commerçants", "Déchets verts en sacs", "Bac bleu des papiers")
LABELS += ("Huiles alimentaires usagées", "Bac gris", "Bac jaune", "Bac marron", "Verre des cafés et restaurants")
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "lundi", "mercredi", "jeudi")


def printed(tree: Tree, pages: list[Path], node: Path, chromium: Path) -> list[dict[str, Any]]:
    addresses = [tree.address(page) for page in pages]
    job = {"chromium": str(chromium), "root": str(tree.root), "url": tree.url, "addresses": addresses}
    done = subprocess.run([node, SCRIPT], input=json.dumps(job), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def crowded(tmp_path: Path) -> Tree:
    """The page of a commune where nine collections come by, and every public holiday moves those of its whole week."""
    collections = [
        {
            "id": f"c{number}",
            "libelle": label,
            "jours": day,
            "consigne": "Devant chez vous la veille au soir, pas avant 19 h.",
        }
        for number, (label, day) in enumerate(zip(LABELS, DAYS, strict=True))
    ]
    typed = {"id": "collectes", "titre": "Collectes", "communes": ["lac"], "feries": "decale_semaine"}
    commune = Commune.model_validate({"id": "lac", "nom": "Saint-Barthélemy-le-Château-sur-Lac", "insee": "39001"})
    given = site([published("service", typed | {"collectes": collections})], communes={"lac": commune})
    page = tmp_path / "calendriers" / "lac" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(str(drawn(given, "calendriers/lac/")), "utf-8")
    shutil.copytree(ROOT / "theme" / "static", tmp_path / "theme")
    return Tree(tmp_path, URL)


@pytest.fixture(scope="module")
def of_demo(demo: Tree, node: Path, chromium: Path) -> dict[str, dict[str, Any]]:
    """By path: the year that says most and the one that says least, the next year, and a service's own page."""
    years = sorted(demo.root.glob("calendriers/*/index.html"), key=lambda path: path.stat().st_size)
    next_year = next(demo.root.glob("calendriers/hautefosse/2027/index.html"))
    service = demo.root / "services" / "collecte-ordures-nord" / "index.html"
    found = printed(demo, [years[0], years[-1], next_year, service], node, chromium)
    return {one["address"].removeprefix(f"{demo.url}/"): one for one in found}


def test_each_year_of_a_commune_is_one_a4(of_demo):
    years = [one for path, one in of_demo.items() if path.startswith("calendriers/")]

    assert [one["papers"] for one in years] == [[A4] * one["sheets"] for one in years]
    assert {one["sheets"] for one in years} == {1, 2}  # two where two sectors share a commune


def test_a_service_s_page_is_its_words_then_each_year_on_one_a4(of_demo):
    found = of_demo["services/collecte-ordures-nord/"]

    assert (found["sheets"], found["papers"]) == (2, [A4] * 3)


def test_a_year_with_much_to_say_is_still_one_a4(crowded: Tree, node: Path, chromium: Path) -> None:
    [found] = printed(crowded, crowded.files("index.html"), node, chromium)

    assert (found["sheets"], found["papers"]) == (1, [A4])

"""The demo at other dates: what is out, what is over and what is yet to come is right, and no page is left empty."""

import json
import runpy
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from tambour.model.alert import Alert
from tambour.model.territory import Territory
from tambour.source.catalogue import Catalogue, ChannelNames, read_catalogue
from tests.trees import ROOT, Tree, settings_without

OF_THE_DEMO = "2026-11-23"  # as its settings say
DATES = {  # → channels that a build at that date does without
    "2026-08-23": ("cards", "kit"),
    OF_THE_DEMO: (),
    "2027-02-23": ("cards", "kit"),
    "2027-05-23": ("cards", "kit"),
}


@pytest.fixture(scope="module", params=DATES)
def dated(
    request: pytest.FixtureRequest, demo: Tree, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Tree, datetime]:
    """The site at a date. What is out stands in pages and in files of text: no picture is drawn to know it."""
    tree = demo
    if request.param != OF_THE_DEMO:
        folder = tmp_path_factory.mktemp("dated")
        settings = settings_without(folder, *DATES[request.param])
        tree = Tree.made(folder / "output", settings, f"{request.param} 09:00")
    zone = Territory.model_construct(timezone="Europe/Paris").zone
    return tree, datetime.combine(date.fromisoformat(request.param), datetime.min.time(), zone) + timedelta(hours=9)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    territory = Territory.model_construct(timezone="Europe/Paris")
    return read_catalogue(ROOT / "content", territory, ChannelNames({"sitemap": "sitemap"}))


def page(tree: Tree, path: str = "") -> BeautifulSoup:
    return BeautifulSoup((tree.root / path / "index.html").read_text("utf-8"), "html.parser")


def links(node: Tag, tree: Tree, folder: str) -> Iterator[str]:
    prefix = f"{urlsplit(tree.url).path}/{folder}/"
    for link in node.find_all("a", href=True):
        if link["href"].startswith(prefix) and link["href"] != prefix:
            yield link["href"].removeprefix(prefix).split("/")[0]


def test_what_is_not_out_yet_is_nowhere_and_what_is_out_has_its_page(
    dated: tuple[Tree, datetime], catalogue: Catalogue
):
    tree, now = dated
    made = set(json.loads((tree.root / "tambour.json").read_text("utf-8"))["items"])

    for entry in catalogue.entries:
        item = entry.item
        out = not item.draft and (item.publish_at is None or item.publish_at <= now)
        assert (item.id in made) is out, item.id
        assert (tree.root / entry.path / "index.html").is_file() is out, item.id
    hidden = [f"/{entry.path}" for entry in catalogue.entries if entry.item.id not in made]
    assert hidden
    for file in (*tree.files("*.html"), *tree.files("*.json"), *tree.files("*.xml")):
        text = file.read_text("utf-8")
        roots = tree.url, f'"{urlsplit(tree.url).path}'
        assert not [path for path in hidden if any(f"{root}{path}" in text for root in roots)], file


def test_the_demo_lives_at_one_of_these_dates():
    assert runpy.run_path(str(ROOT / "pelicanconf.py"))["NOW"] == f"{OF_THE_DEMO} 09:00"


def test_alerts_in_force_are_on_the_home_page_and_the_others_are_not(
    dated: tuple[Tree, datetime], catalogue: Catalogue
):
    tree, now = dated
    alerts = [entry.item for entry in catalogue.entries if isinstance(entry.item, Alert)]
    shown = set(links(page(tree), tree, "alertes"))

    assert shown == {a.address for a in alerts if not a.draft and a.publish_at <= now and not a.over(now)}
    assert shown


def test_the_home_page_has_something_new_and_something_to_come(dated: tuple[Tree, datetime]):
    home = page(dated[0])

    assert len(set(links(home, dated[0], "actualites"))) >= 4
    assert len(set(links(home, dated[0], "agenda"))) >= 4


def test_no_listing_is_empty(dated: tuple[Tree, datetime]):
    tree, _ = dated

    for folder in ("actualites", "agenda", "lieux", "publications", "services", "lettres"):
        assert set(links(page(tree, folder).main, tree, folder)), folder
    for commune in sorted(path.parent.name for path in tree.root.glob("communes/*/index.html")):
        main = page(tree, f"communes/{commune}").main
        assert set(links(main, tree, "actualites")) | set(links(main, tree, "agenda")), commune


def test_the_demo_is_as_large_as_a_real_territory_s_site(catalogue: Catalogue):
    kinds = [entry.item.kind for entry in catalogue.entries]
    listed = {kind: kinds.count(kind) for kind in sorted(set(kinds))}

    assert listed["news"] >= 40
    assert listed["event"] >= 40
    assert listed["place"] >= 12
    assert len(catalogue.communes) == 10
    assert len(catalogue.topics) >= 8
    assert Path(ROOT, "content/images/logo-val-d-aubrelle.svg").is_file()

"""One run of Chromium over the demo site, shared by the tests that judge it."""

from pathlib import Path

import pytest

from tests.conformance.visits import Seen, views_of_each_page, visit
from tests.trees import Tree


@pytest.fixture(scope="session")
def demo_seen(demo: Tree, node: Path, chromium: Path) -> list[Seen]:
    return visit(demo, views_of_each_page(demo), node, chromium)


@pytest.fixture
def page(tmp_path: Path):
    """Make a site of one page from the inside of its body, to show what a test finds in it."""

    def make(body: str, head: str = "", **files: str) -> Tree:
        top = f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title>{head}</head>'
        (tmp_path / "index.html").write_text(f"{top}<body><main><h1>Essai</h1>{body}</main></body></html>", "utf-8")
        for name, content in files.items():
            (tmp_path / name.replace("_", ".")).write_text(content, "utf-8")
        return Tree(tmp_path, "https://essai.example/sous/chemin")

    return make

"""One run of Chromium and one of the Nu Html Checker over the demo site, shared by the tests that judge it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conformance.nu_checker import checked_files, faults
from tests.conformance.visits import Seen, views_of_each_page, visit
from tests.trees import DEMO_URL, ROOT, Tree, invoke


@pytest.fixture(scope="session")
def demo_seen(demo: Tree, node: Path, chromium: Path) -> list[Seen]:
    return visit(demo, views_of_each_page(demo), node, chromium)


@pytest.fixture(scope="session")
def style_guide(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """The site of the hard cases, in the demo's colours."""
    output = tmp_path_factory.mktemp("guide") / "output"
    done = invoke("guide-de-style", f"--output={output}", f"--url={DEMO_URL}", cold=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return Tree(output, DEMO_URL)


@pytest.fixture(scope="session")
def judged(demo: Tree, java: Path, node: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """What the checker says of the demo, of its kit, and of a page, a drawing and a style that are faulty."""
    kit = demo.root.with_name(f"{demo.root.name}.kit")
    of_kit = [kit / "index.html", kit / "kit.css", *kit.glob("contenus/*/*.html"), next(kit.glob("contenus/*/qr.svg"))]
    assert len(of_kit) > 50
    drawing = "<svg xmlns='http://www.w3.org/2000/svg'><p/></svg>"
    broken = page_in(
        tmp_path_factory.mktemp("faulty"),
        "<p id=a><img src=x.jpg></p><p id=a>",
        a_svg=drawing,
        a_css="p { colour: red }",
    )
    files = {demo.root: checked_files(demo), kit: of_kit, broken.root: checked_files(broken)}
    return dict(zip(("demo", "kit", "faulty"), faults(java, files).values(), strict=True))


@pytest.fixture
def page(tmp_path: Path):
    """Make a site of one page from the inside of its body, to show what a test finds in it."""

    def make(body: str, head: str = "", **files: str) -> Tree:
        return page_in(tmp_path, body, head, **files)

    return make


def page_in(folder: Path, body: str, head: str = "", **files: str) -> Tree:
    top = f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title>{head}</head>'
    (folder / "index.html").write_text(f"{top}<body><main><h1>Essai</h1>{body}</main></body></html>", "utf-8")
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_text(content, "utf-8")
    return Tree(folder, "https://essai.example/sous/chemin")

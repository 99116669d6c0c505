"""Every page of the documentation is found from its index, and every link leads to a page and a heading that exist."""

import re
from pathlib import Path

import pytest

from tests.docs.guides import DOCS, pages
from tests.trees import ROOT

LINK = re.compile(r"\]\((?!https?:|mailto:|tel:|id:)(?P<target>[^)#\s]*)(?:#(?P<fragment>[^)\s]+))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
ANCHOR = re.compile(r'<a id="([^"]+)">')


def text_of(page: Path) -> str:
    """A page without its examples."""
    return re.sub(r"^```.*?^```$|`[^`\n]*\]\([^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """What a fragment can name, as forges spell it: headings, and the anchors that the page sets itself."""
    headings = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in HEADING.findall(text_of(page)))
    slugs = (re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)
    return {*slugs, *ANCHOR.findall(page.read_text("utf-8"))}


def links(page: Path) -> list[tuple[Path, str]]:
    """(file, fragment or "") of each link to another file or to a heading."""
    found = LINK.finditer(text_of(page))
    return [
        ((page.parent / link["target"]).resolve() if link["target"] else page, link["fragment"] or "") for link in found
    ]


def reached_from(*starts: Path) -> set[Path]:
    seen: set[Path] = set()
    waiting = list(starts)
    while waiting:
        page = waiting.pop()
        if page not in seen and page.suffix == ".md":
            seen.add(page)
            waiting += [target for target, _ in links(page)]
    return seen


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_something(page: Path) -> None:
    lost = [
        (str(target), fragment)
        for target, fragment in links(page)
        if not target.exists() or (fragment and fragment not in anchors(target))
    ]

    assert lost == []


def test_every_page_is_found_from_a_readme() -> None:
    assert set(pages()) - reached_from(ROOT / "README.md", DOCS / "README.md") == set()


def test_every_page_is_in_the_index() -> None:
    named = {target for target, _ in links(DOCS / "README.md")}

    assert set(pages()) - named == {DOCS / "README.md"}

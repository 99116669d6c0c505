"""What Chromium saw of a site's pages: requests, errors in the console, width, accessibility faults."""

import json
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tests.trees import Tree

SCRIPT = Path(__file__).with_name("visit.mjs")
REDIRECT = re.compile(rb'http-equiv="?refresh', re.IGNORECASE)
_BODY = re.compile(rb"<body[^>]*>")
WIDTHS, SCHEMES = (1280, 320), ("light", "dark")  # 320 CSS pixels: WCAG 2.2, 1.4.10 Reflow
WIDE, NARROW = WIDTHS


class View(NamedTuple):
    """How a page is looked at. rules: those of axe that are run, "all", "colours" or "none"."""

    width: int
    scheme: str
    rules: str


# The dark changes colours and nothing else: the same elements are visible, which `Seen.visible` tells. So all rules run
# once at each width, where menus open and elements hide, and those of colours in the dark of both.
EVERY_VIEW = tuple(
    View(width, scheme, "all" if scheme == "light" else "colours") for width in WIDTHS for scheme in SCHEMES
)
BRIEFLY = (View(WIDE, "light", "all"), View(NARROW, "light", "none"))


@dataclass(frozen=True)
class Seen:
    """One view of a page.

    scroll_width: what the page needs, in CSS pixels. visible: which of its elements are, as a digest. violations:
    axe's, in French.
    """

    address: str
    view: View
    requests: tuple[str, ...]
    errors: tuple[str, ...]
    scroll_width: int
    visible: str
    violations: tuple[str, ...]


def views_of_each_page(tree: Tree) -> dict[Path, tuple[View, ...]]:
    """Every view of the largest page of each template; briefly, the others of each type of address."""
    pages = one_page_of_each_type(tree)
    largest = {_template(page): page for page in sorted(pages, key=lambda page: page.stat().st_size)}
    return {page: EVERY_VIEW if largest[_template(page)] == page else BRIEFLY for page in pages}


def _template(page: Path) -> bytes:
    found = _BODY.search(page.read_bytes())
    assert found is not None
    return found[0]


def one_page_of_each_type(tree: Tree) -> list[Path]:
    """The largest page of each folder pattern (`agenda/`, `agenda/*/`…) and template: it uses the most of it."""
    largest: dict[tuple[bytes, ...], Path] = {}
    for page in tree.files("*.html"):
        if not is_for_browsers(page):
            continue
        parts = page.relative_to(tree.root).parts
        body = _BODY.search(page.read_bytes())
        assert body is not None
        pattern = (body[0], *(part.encode() for part in (*parts[:1], *("*" for _ in parts[1:-1]), *parts[1:][-1:])))
        if pattern not in largest or largest[pattern].stat().st_size < page.stat().st_size:
            largest[pattern] = page
    return sorted(largest.values())


def is_for_browsers(page: Path) -> bool:
    """Whether somebody reads it there: it is no mail, and leads nowhere else by itself."""
    return not page.name.endswith(".mail.html") and not REDIRECT.search(page.read_bytes())


def visit(tree: Tree, views: Mapping[Path, Iterable[View]], node: Path, chromium: Path) -> list[Seen]:
    """Each page in its views."""
    job = {
        "chromium": str(chromium),
        "root": str(tree.root),
        "url": tree.url,
        "visits": [
            {"address": tree.address(page), "views": [view._asdict() for view in views[page]]} for page in views
        ],
    }
    done = subprocess.run([node, SCRIPT], input=json.dumps(job), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return [seen(json.loads(line)) for line in done.stdout.splitlines()]


def seen(raw: dict) -> Seen:
    violations = tuple(f"[{fault['id']}] {fault['help']} : {' | '.join(fault['where'])}" for fault in raw["violations"])
    return Seen(
        raw["address"],
        View(raw["width"], raw["scheme"], raw["rules"]),
        tuple(raw["requests"]),
        tuple(raw["errors"]),
        raw["scrollWidth"],
        raw["visible"],
        violations,
    )

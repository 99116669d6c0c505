"""What Chromium saw of a site's pages: requests, errors in the console, width, accessibility faults."""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.trees import Tree

SCRIPT = Path(__file__).with_name("visit.mjs")
REDIRECT = re.compile(rb'http-equiv="?refresh', re.IGNORECASE)
WIDTHS, SCHEMES = (1280, 320), ("light", "dark")  # 320 CSS pixels: WCAG 2.2, 1.4.10 Reflow


@dataclass(frozen=True)
class Seen:
    """One visit. scroll_width: what the page needs, in CSS pixels. violations: axe's, in French."""

    address: str
    width: int
    scheme: str
    requests: tuple[str, ...]
    errors: tuple[str, ...]
    scroll_width: int
    violations: tuple[str, ...]


def one_page_of_each_type(tree: Tree) -> list[Path]:
    """The largest page of each folder pattern (`agenda/`, `agenda/*/`…): it uses the most of its template."""
    largest: dict[tuple[str, ...], Path] = {}
    for page in tree.files("*.html"):
        content = page.read_bytes()
        if page.name.endswith(".mail.html") or REDIRECT.search(content):
            continue
        parts = page.relative_to(tree.root).parts
        pattern = (*parts[:1], *("*" for _ in parts[1:-1]), *parts[1:][-1:])
        if pattern not in largest or largest[pattern].stat().st_size < len(content):
            largest[pattern] = page
    return sorted(largest.values())


def visit(tree: Tree, pages: list[Path], node: Path, chromium: Path) -> list[Seen]:
    """Each page at each width, light and dark."""
    job = {
        "chromium": str(chromium),
        "root": str(tree.root),
        "url": tree.url,
        "addresses": [tree.address(page) for page in pages],
        "widths": WIDTHS,
        "schemes": SCHEMES,
    }
    done = subprocess.run([node, SCRIPT], input=json.dumps(job), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return sorted((seen(json.loads(line)) for line in done.stdout.splitlines()), key=lambda one: one.address)


def seen(raw: dict) -> Seen:
    violations = tuple(f"[{fault['id']}] {fault['help']} : {' | '.join(fault['where'])}" for fault in raw["violations"])
    return Seen(
        raw["address"],
        raw["width"],
        raw["scheme"],
        tuple(raw["requests"]),
        tuple(raw["errors"]),
        raw["scrollWidth"],
        violations,
    )

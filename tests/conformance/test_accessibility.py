"""One page of each type, wide and at 320 pixels, light and dark: nothing for axe to say, nothing to scroll sideways."""

import re
from collections import defaultdict
from pathlib import Path

from tests.conformance.visits import EVERY_VIEW, NARROW, WIDE, WIDTHS, Seen, is_for_browsers, visit
from tests.trees import Tree

CONTRAST = "[color-contrast]"
LABEL = "Chaque élément de formulaire doit avoir une étiquette"


def told(seen: list[Seen]) -> list[str]:
    return [f"{one.address} ({one.view.width} px, {one.view.scheme}) {said}" for one in seen for said in one.violations]


def too_wide(seen: list[Seen]) -> list[str]:
    return [f"{one.address}: {one.scroll_width} px" for one in seen if one.scroll_width > one.view.width]


def hidden_by_a_scheme(seen: list[Seen]) -> set[str]:
    """Addresses of pages on which the dark shows or hides something: to check its colours is not enough there."""
    visible: dict[tuple[str, int], set[str]] = defaultdict(set)
    for one in seen:
        visible[one.address, one.view.width].add(one.visible)
    return {address for (address, _), digests in visible.items() if len(digests) > 1}


def template(page: Path) -> bytes:
    """What tells a page's template: its body's class."""
    return re.search(rb"<body[^>]*>", page.read_bytes())[0]


def test_axe_finds_no_fault_in_the_demo(demo_seen: list[Seen]) -> None:
    assert told(demo_seen) == []


def test_no_demo_page_scrolls_sideways(demo_seen: list[Seen]) -> None:
    assert too_wide(demo_seen) == []


def test_the_dark_changes_colours_alone(demo_seen: list[Seen]) -> None:
    assert hidden_by_a_scheme(demo_seen) == set()


def test_every_type_of_page_is_seen_in_every_view_and_each_page_at_both_widths(
    demo: Tree, demo_seen: list[Seen]
) -> None:
    views = defaultdict(set)
    for one in demo_seen:
        views[one.address].add(one.view)
    whole = {template(demo.file_at(address)) for address, seen in views.items() if seen == set(EVERY_VIEW)}

    assert whole == {template(page) for page in demo.files("*.html") if is_for_browsers(page)}
    assert all({view.width for view in seen} == set(WIDTHS) for seen in views.values())
    assert len(views) > 50


def test_faults_are_found_in_french_in_the_scheme_that_has_them(page, node: Path, chromium: Path) -> None:
    dark = "<style>@media (prefers-color-scheme: dark) { p { color: #111; background: #222 } }</style>"
    tree = page('<p>Texte</p><input type="text"><div style="width: 400px">x</div>', head=dark)

    seen = visit(tree, dict.fromkeys(tree.files("*.html"), EVERY_VIEW), node, chromium)

    assert [one.view for one in seen] == list(EVERY_VIEW)
    contrast = {(one.view.width, one.view.scheme) for one in seen for fault in one.violations if CONTRAST in fault}
    assert contrast == {(width, "dark") for width in WIDTHS}
    nameless = {one.view for one in seen if LABEL in "".join(one.violations)}
    assert nameless == {view for view in EVERY_VIEW if view.rules == "all"}
    assert too_wide(seen) != []


def test_a_fault_that_is_only_there_on_a_phone_is_found(page, node: Path, chromium: Path) -> None:
    narrow = "<style>@media (min-width: 30rem) { .phone { display: none } } .phone p { color: #ccc }</style>"
    tree = page('<div class="phone"><p>Texte</p><input type="text"></div>', head=narrow)

    seen = visit(tree, dict.fromkeys(tree.files("*.html"), EVERY_VIEW), node, chromium)

    assert {one.view.width for one in seen if CONTRAST in "".join(one.violations)} == {NARROW}
    assert {one.view.width for one in seen if LABEL in "".join(one.violations)} == {NARROW}
    assert [one.violations for one in seen if one.view.width == WIDE] == [(), ()]


def test_what_the_dark_hides_is_noticed(page, node: Path, chromium: Path) -> None:
    dark = "<style>@media (prefers-color-scheme: dark) { p { display: none } }</style>"
    tree = page("<p>Texte</p>", head=dark)

    seen = visit(tree, dict.fromkeys(tree.files("*.html"), EVERY_VIEW), node, chromium)

    assert hidden_by_a_scheme(seen) == {f"{tree.url}/"}


def test_a_text_that_looks_as_one_that_passed_is_not_judged_again_and_any_other_is(page, node: Path, chromium: Path):
    """Each of the three differs from the first paragraph in one thing alone: what lies behind, its own, its size."""
    styles = ".on p { color: #777 } div { background: #fff } .grey { background: #999 } .large { font-size: 40px }"
    first = '<div class="on large"><p>Grand</p></div>'
    tree = page(first * 3, head=f"<style>{styles}</style>")
    body = (tree.root / "index.html").read_text("utf-8")
    others = {
        "behind": first.replace("on large", "on large grey"),
        "own": first.replace("<p>", '<p style="color: #ccc">'),
        "small": f'{first}<div class="on small"><p>Petit</p></div><div class="on small"><p>Petit</p></div>',
    }
    for name, inside in others.items():
        (tree.root / f"{name}.html").write_text(body.replace(first * 3, inside), "utf-8")

    seen = visit(tree, {tree.root / f"{name}.html": EVERY_VIEW[:1] for name in ("index", *others)}, node, chromium)

    faults = [[fault for fault in one.violations if CONTRAST in fault] for one in seen]
    assert [len(found) for found in faults] == [0, 1, 1, 1]
    assert faults[3][0].count("Petit") == 2, "what fails is told each time"

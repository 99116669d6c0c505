"""One page of each type, wide and at 320 pixels, light and dark: nothing for axe to say, nothing to scroll sideways."""

from pathlib import Path

from tests.conformance.visits import SCHEMES, WIDTHS, Seen, visit


def told(seen: list[Seen]) -> list[str]:
    return [f"{one.address} ({one.width} px, {one.scheme}) {fault}" for one in seen for fault in one.violations]


def too_wide(seen: list[Seen]) -> list[str]:
    return [f"{one.address}: {one.scroll_width} px" for one in seen if one.scroll_width > one.width]


def test_axe_finds_no_fault_in_the_demo(demo_seen: list[Seen]) -> None:
    assert told(demo_seen) == []


def test_no_demo_page_scrolls_sideways(demo_seen: list[Seen]) -> None:
    assert too_wide(demo_seen) == []


def test_faults_are_found_in_french_in_the_scheme_that_has_them(page, node: Path, chromium: Path) -> None:
    dark = "<style>@media (prefers-color-scheme: dark) { p { color: #111; background: #222 } }</style>"
    tree = page('<p>Texte</p><input type="text"><div style="width: 400px">x</div>', head=dark)

    seen = visit(tree, tree.files("*.html"), node, chromium)

    contrast = {(one.width, one.scheme) for one in seen for fault in one.violations if "[color-contrast]" in fault}
    assert contrast == {(width, "dark") for width in WIDTHS}
    assert len(seen) == len(WIDTHS) * len(SCHEMES)
    assert all("Chaque élément de formulaire doit avoir une étiquette" in "".join(one.violations) for one in seen)
    assert too_wide(seen) != []

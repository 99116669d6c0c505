"""HTML that stands where it may not is told, with its line; ours never does."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tambour.source.body import read_body
from tambour.source.body.nesting import find_misplaced


def faults(markdown: str) -> list[tuple[int, str, object, object]]:
    body = read_body(markdown, PurePosixPath("pages/a.md"))
    return [(f.line, f.code, f.context.get("value"), f.context.get("parent")) for f in body.faults]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Avant\n\n<ul>\n\n```\ncode\n```\n\n</ul>", [(3, "html-mal-imbrique", "<pre>", "<ul>")]),
        ("<ul>texte</ul>", [(1, "html-mal-imbrique", "du texte", "<ul>")]),
        ("<li>seul</li>", [(1, "html-mal-imbrique", "<li>", "le texte")]),
        ("<details><summary><ul><li>a</li></ul></summary></details>", [(1, "html-mal-imbrique", "<ul>", "<summary>")]),
        ("<dl><p>a</p></dl>", [(1, "html-mal-imbrique", "<p>", "<dl>")]),
        ("<figcaption>a</figcaption>", [(1, "html-mal-imbrique", "<figcaption>", "le texte")]),
    ],
)
def test_a_misplaced_element_is_told(markdown: str, expected: list[tuple[int, str, str, str]]):
    assert faults(markdown) == expected


@pytest.mark.parametrize(
    "markdown",
    [
        "<ul>\n<li>un\n<li>deux <ul><li>a</li></ul></li>\n</ul>",
        "<dl><dt>a</dt><dd><p>b</p></dd></dl>",
        "<details><summary>Plus</summary>\n\n- a\n- b\n\n</details>",
        "<table><tr><th>a</th><td><p>b</p></td></tr></table>",
        "<figure>\n\n![a](a.jpg)\n\n<figcaption>Légende</figcaption></figure>",
        "<div><p>a <abbr title='x'>b</abbr></p></div>",
    ],
)
def test_well_placed_html_is_left_alone(markdown: str):
    assert faults(markdown) == []


@given(
    st.lists(
        st.sampled_from(
            ["# a\n", "- b\n", "> c\n", "    d\n", "|e|\n|-|\n|f|\n", "\n", "g[^1]\n", "[^1]: h\n", "t\n: d\n"]
        )
    )
)
def test_markdown_alone_is_always_well_placed(lines: list[str]):
    body = read_body("".join(lines), PurePosixPath("pages/a.md"))

    assert list(find_misplaced(body.html)) == []

"""Laws that hold for any text, however hostile."""

import re
from pathlib import PurePosixPath
from time import process_time
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from tambour.model.conversions import clean_text
from tambour.source.body import Body, read_body, resolve

PAGE = PurePosixPath("agenda/a.md")
HARMLESS = {
    *("a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn"),
    *("div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd"),
    *("li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong"),
    *("sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr"),
}
ATTRIBUTES = {
    *("abbr", "alt", "class", "colspan", "datetime", "dir", "href", "id", "lang", "loading", "open", "reversed"),
    *("role", "rowspan", "scope", "src", "start", "tabindex", "title", "type", "value"),
}
SCHEMES = {"", "http", "https", "mailto", "tel", "id", "file", "media", "path"}
FRAGMENTS = st.sampled_from(
    [
        *("\n", "\n\n", "    ", "- ", "1. ", "> ", "# ", "### ", "`", "```\n", "|", "\n|-|-|\n", "~~", "**", "_", "\\"),
        *(
            "[",
            "](",
            ")",
            "![",
            "][",
            "]: ",
            "[^1]",
            "[^1]: ",
            "<",
            ">",
            '"',
            "'",
            "&#1;",
            "&#91;",
            "&lt;",
            "]]>",
            "%00",
        ),
        *(
            "id:fete",
            "javascript:",
            "data:text/html,",
            "{static}",
            "{filename}",
            "../",
            "https://a.fr/",
            "www.a.fr",
            "#",
        ),
        *("<script>", "</script>", "<a href=", "<img src=x ", "alt=x>", "onerror=alert(1)>", "style=x", "<!--", "-->"),
        *("<svg>", "<math>", "<style>", "<textarea>", "<title>", "<b>", "</b>", "<h1>", "</h1>", "<div>", "</div>"),
        *(
            "<table>",
            "<td>",
            "</p>",
            "<p id=a>",
            "<?",
            "<![CDATA[",
            "a@b.fr",
            "\x00",
            "\r\n",
            "\u202e",
            "\u0338",
            "é",
            "👩‍👧",
        ),
    ]
)
HOSTILE = st.lists(st.one_of(FRAGMENTS, st.text(max_size=5)), max_size=25).map("".join)


def parsed(html: str) -> BeautifulSoup:
    """By another's parser, as a page."""
    return BeautifulSoup(f"<html><body>{html}</body></html>", "lxml")


def read(text: str) -> Body:
    return read_body(text, PAGE)


@given(HOSTILE)
@settings(max_examples=400)
def test_no_element_attribute_or_address_that_could_do_harm_comes_out(text):
    html = read(text).html

    for tag in parsed(html).find_all(True):
        if tag.name in ("html", "body"):
            continue
        assert tag.name in HARMLESS
        assert set(tag.attrs) <= ATTRIBUTES
        for name in ("href", "src"):
            assert urlsplit(str(tag.get(name, ""))).scheme in SCHEMES
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", html)


@given(HOSTILE)
@settings(max_examples=400)
def test_every_address_to_resolve_is_a_link_that_was_told(text):
    body = read(text)
    asked: set[str] = set()
    resolve(body.html, lambda neutral: asked.add(neutral) or "https://x.fr/")

    schemes = {"item": "id", "file": "file", "media": "media", "path": "path"}
    assert asked <= {f"{schemes[link.kind]}:{link.target}" for link in body.links if link.kind in schemes}


@given(HOSTILE)
@settings(max_examples=200)
def test_lines_are_those_of_the_text_and_reading_twice_says_the_same(text):
    body = read(text)

    last = str(clean_text(text)).count("\n") + 1
    assert all(1 <= found.line <= last for found in (*body.links, *body.faults))
    assert read(text) == body


@given(HOSTILE)
@settings(max_examples=200)
def test_ids_are_unique(text):
    ids = [tag["id"] for tag in parsed(read(text).html).find_all(id=True)]
    told = any(fault.code == "ancre-double" for fault in read(text).faults)

    assert told or len(ids) == len(set(ids))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_a_text_whose_signs_are_escaped_comes_out_as_it_is(text):
    wanted = str(clean_text(text)).strip()
    body = read(re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", wanted))

    assert parsed(body.html).get_text() == wanted
    assert body.plain == wanted


@pytest.mark.parametrize(
    "unit",
    [
        *(">", "[", "](", "[a](", "![[", "[a][b]", "[^1]", "*a ", "<a b='", "<!--", "<?", "<div>\n", "x <b>", "# a\n"),
        *(
            "|a",
            "www.",
            "https://a.fr/(",
            "a@",
            "a.",
            "] (@",
            " ",
            "&#91;",
            "\\[",
            "- ",
            "`",
            "{static}",
            "👩‍👧",
            "\u202e",
        ),
    ],
)
def test_ten_thousand_times_anything_is_read_at_once(unit):
    started = process_time()
    body = read(f"[a](b c) {unit * 10_000}")
    resolve(body.html, lambda neutral: neutral)

    assert process_time() - started < 5  # seconds; a cost that grows with the square takes minutes

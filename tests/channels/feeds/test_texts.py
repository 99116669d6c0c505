"""Whatever is typed comes out of every format as it went in, but for the characters that XML forbids."""

from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tambour.channels.feeds.texts import as_html, for_readers
from tambour.model.conversions import printable
from tambour.testing.building import site
from tests.channels.feeds.reading import ATOM, CONTENT, in_all_formats, news

# Controls, `<`, `&`, quotes, `]]>`, entities, emoji, right-to-left: more often than chance would have it.
PIECES = ("<b>", "</p>", "&amp;", "&foo;", "&#0;", "]]>", "<![CDATA[", "\x00\x0b", "é🎭\u202e", "{{ x }}", "  ", '"')
TEXT = st.lists(st.one_of(st.sampled_from(PIECES), st.text(st.characters(codec="utf-8"), max_size=12)), max_size=6)
WORDS = TEXT.map("".join)
LINE = WORDS.map(
    lambda text: f"a\x01\x0c{' '.join(printable(text).split())}z"[:150]
)  # spaces are the clipping's business


class Plain(HTMLParser):
    """The text of HTML, as a browser would show it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    @classmethod
    def of(cls, html: str) -> str:
        reader = cls()
        reader.feed(html)
        reader.close()
        return "".join(reader.found)


@given(title=LINE, summary=LINE, body=WORDS)
@settings(max_examples=200)
def test_what_goes_in_comes_out_of_the_three_formats(title, summary, body):
    item = news("a", titre=title, resume=summary, html=f"<p>{escape(body)}</p>")
    [rss], [atom], [read] = in_all_formats(site([replace(item, plain="")]))

    assert rss.findtext("title") == atom.findtext(f"{ATOM}title") == read["title"] == item.item.title
    assert Plain.of(rss.findtext("description")) == item.item.summary
    assert atom.findtext(f"{ATOM}summary") == read["summary"] == item.item.summary
    for html in (rss.findtext(CONTENT), atom.findtext(f"{ATOM}content"), read["content_html"]):
        assert Plain.of(html) == f"{item.item.summary}\n{printable(body)}"


@given(WORDS)
def test_plain_text_read_as_html_is_the_same_text(text):
    assert Plain.of(as_html(printable(text))) == printable(text)


@pytest.mark.parametrize("text", ["Eau & déchets", "5 < 6 > 4", "R & D, l’été", "a &b c", "AT&T"])
def test_ordinary_text_is_not_touched_so_that_readers_of_plain_text_show_it_right(text):
    assert as_html(text) == text


@given(WORDS)
def test_html_for_readers_is_accepted_by_an_xml_parser_once_escaped(text):
    html = for_readers(text)

    assert ElementTree.fromstring(f"<a>{escape(html)}</a>").text == (html or None)

"""The theme speaks through gettext, writes French as it is printed, and weighs little."""

import re
from pathlib import Path

import pytest

from tests.trees import ROOT

THEME = ROOT / "theme"
TEMPLATES = sorted((THEME / "templates").rglob("*.html"))
FONTS = THEME / "static" / "fonts"
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
TRANSLATED = re.compile(r"\{% trans.*?endtrans %\}", re.DOTALL)
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
READ_ALOUD = re.compile(r'(?:aria-label|alt|title|placeholder)="([^"]*)"')
ENTITY = re.compile(r"&\w+;")
WORD = re.compile(r"[^\W\d_]{2,}")
MSGID = re.compile(r'\b_\(\s*"((?:[^"\\]|\\.)*)"')


def bare_words(template: str) -> list[str]:
    """Words of a template that no translation would reach: between tags, and in attributes that are read aloud."""
    markup = JINJA.sub("", STYLE.sub("", TRANSLATED.sub("", COMMENT.sub("", template))))
    text = " ".join([*READ_ALOUD.findall(markup), re.sub(r"<[^<>]*>|\b(?:lang|dir)=\"\"", " ", markup)])
    return WORD.findall(ENTITY.sub(" ", text))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_word_of_a_template_can_be_translated(path: Path) -> None:
    assert bare_words(path.read_text("utf-8")) == []


def test_a_word_outside_gettext_would_be_found() -> None:
    assert bare_words('<p>{{ _("Agenda") }} Bonjour</p>') == ["Bonjour"]
    assert bare_words('<a aria-label="Fermer">{% if x %}{{ y }}{% endif %}</a>') == ["Fermer"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_words_have_typographic_apostrophes(path: Path) -> None:
    assert [words for words in MSGID.findall(path.read_text("utf-8")) if re.search(r"\w'\w", words)] == []


def test_the_fonts_weigh_at_most_70_kb() -> None:
    assert sum(path.stat().st_size for path in FONTS.glob("*.woff2")) <= 70_000


def test_each_font_is_used_and_has_its_licence() -> None:
    used = set(re.findall(r'url\("\.\./fonts/([^"]+)"\)', (THEME / "static" / "css" / "base.css").read_text("utf-8")))

    assert used == {path.name for path in FONTS.glob("*.woff2")}
    assert all("SIL OPEN FONT LICENSE" in path.read_text("utf-8") for path in FONTS.glob("OFL-*.txt"))
    assert {path.name for path in FONTS.glob("OFL-*.txt")} == {"OFL-bricolage-grotesque.txt", "OFL-public-sans.txt"}


@pytest.mark.parametrize("path", sorted((THEME / "static").rglob("*.css")), ids=lambda path: path.name)
def test_a_style_sheet_asks_for_nothing_elsewhere(path: Path) -> None:
    assert re.findall(r"url\((?!\"\.\./fonts/)|@import (?!\"[a-z]+\.css\")|https?:", path.read_text("utf-8")) == []

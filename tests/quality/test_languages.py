"""Every phrase that readers are told goes through a catalogue, and each catalogue says all of them."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from docs.references import phrases
from tambour.words.speech import translated_languages

LANGUAGES = translated_languages()
_PLACES = re.compile(r"%\(\w+\)s|%s|\{\w*\}|<[^>]+>|…")
_HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"  # where a template says something
_READ = ("alt", "title", "aria-label", "placeholder", "label")
# Names and signs that are the same in every language; `script` and `style` are no text.
_SAME = {"OpenStreetMap", "RSS", "px", "xqtout"}


@cache
def said() -> tuple[phrases.Phrase, ...]:
    return tuple(phrases.phrases())


def test_there_is_english_and_a_language_of_the_country():
    assert {"en", "oc"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_says_every_phrase_and_no_other(language):
    assert (phrases.missing(language), phrases.orphans(language)) == ([], []), "inv messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_values_of_its_phrase(language):
    catalogue = phrases.catalogue(language)
    for phrase in said():
        one = phrase if isinstance(phrase, str) else phrase[0]
        translations = catalogue.get(one).string
        for translation in (translations,) if isinstance(translations, str) else translations:
            assert sorted(_PLACES.findall(translation)) == sorted(_PLACES.findall(one)), (one, translation)
            blanks = re.match(r"\s*", one)[0] != "", re.search(r"\s*$", one)[0] != ""
            ours = re.match(r"\s*", translation)[0] != "", re.search(r"\s*$", translation)[0] != ""
            assert ours[1] == blanks[1], (one, translation)


@pytest.mark.parametrize("language", LANGUAGES)
def test_spaces_before_punctuation_are_french_alone(language):
    for message in phrases.catalogue(language):
        told = (message.string,) if isinstance(message.string, str) else message.string
        assert not message.id or not [one for one in told if re.search("[\u00a0 ][:;!?»](?![-)])|«[\u00a0 ]", one)], (
            message.id
        )


def test_every_phrase_of_a_template_goes_through_a_catalogue():
    assert [literal for file in phrases.templates() for literal in _literals(file)] == []


def test_what_stands_in_a_template_without_a_catalogue_is_found(tmp_path):
    file = tmp_path / "a.html"
    file.write_text(
        '<p title="Titre">Bonjour {{ name }}, {{ _("vous") }} {{ "à côté" }}</p>{# un mot #}<script>var a</script>'
    )
    assert [*_literals(file)] == ["Titre", "Bonjour ,  ", "à côté"]


def test_phrases_are_found_wherever_python_says_them():
    source = "a = f\"{_(1 and 'non')}{_('dedans')} {count_fr(2, 'un', 'des')}\"; b = _(\"dehors\", x=_(\"niché\"))"
    assert sorted(map(str, phrases.in_python(source))) == ["('un', 'des')", "dedans", "dehors", "niché"]


def _literals(file: Path) -> list[str]:
    """What a template says by itself: in its text, in attributes that are read, in strings of its expressions."""
    environment = Environment(extensions=["jinja2.ext.i18n"])
    source = file.read_text("utf-8")
    inside_trans = re.sub(r"{%-? ?trans\b.*?{%-? ?endtrans ?-?%}", "", source, flags=re.DOTALL)
    page = "".join(
        value if kind == "data" else _HOLE if kind == "variable_begin" else ""
        for _line, kind, value in environment.lex(re.sub(r'"? (?:lang|hreflang|dir)="', "", inside_trans))
    )
    reader = _Reader()
    reader.feed(page)
    found = [one for one in reader.found if _has_words(one)]
    tree = environment.parse(inside_trans)
    translated = {
        id(const)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in phrases.KEYWORDS
        for const in call.find_all(nodes.Const)
    }
    strings = (
        one.value for one in tree.find_all(nodes.Const) if id(one) not in translated and isinstance(one.value, str)
    )
    return found + [one for one in strings if re.search("[À-ÿœŒ’]", one)]


def _has_words(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", text)
    return bool(set(words) - _SAME)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag, attrs):
        self._silent += tag in ("script", "style", "mj-style")
        self.found += [value.replace(_HOLE, "") for name, value in attrs if name in _READ and value]

    def handle_endtag(self, tag):
        self._silent -= tag in ("script", "style", "mj-style")

    def handle_data(self, data):
        if not self._silent:
            self.found.append(data.replace(_HOLE, ""))

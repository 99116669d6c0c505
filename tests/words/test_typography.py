"""French text keeps its spaces together, and survives alphabets that lack half of its letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tambour.words.typography import NBSP, french_spaces, simplify


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Déchets : que faire ?", "Déchets_: que faire_?"),
        ("« Oui ! » ; non", "«_Oui_!_»_; non"),
        ("De 18 h 30 à 20 h, 5 € ou 10 %", "De 18_h_30 à 20_h, 5_€ ou 10_%"),
        ("un\u202f! deux\u2009?", "un_! deux_?"),
        ("https://a.fr/?q=1;b:c 8 hommes", "https://a.fr/?q=1;b:c 8 hommes"),
        ("Déjà!", "Déjà!"),
        ("ligne\n: suite", "ligne\n: suite"),
    ],
)
def test_spaces_that_must_not_break_do_not_break_and_no_other_is_added(typed, set_):
    assert french_spaces(typed).replace(NBSP, "_") == set_


@given(st.text(st.sampled_from("abé 12h30:;!?«»€%\u00a0\u202f\n"), max_size=60))
def test_french_spaces_change_nothing_but_spaces_and_once_is_enough(text):
    once = french_spaces(text)

    assert "".join(once.split()) == "".join(text.split())
    assert french_spaces(once) == once


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("« Où ? » – l’œuf", '"Ou ?" - l\'oeuf'),
        ("n° 5, 20 °C, 3 m², ½", "no 5, 20 C, 3 m2, 1/2"),
        ("E\u0301te\u0301 · 10×5 € …", "Ete - 10x5 EUR ..."),
        ("Łódź, Æsir, Straße, ﬁn", "Lodz, AEsir, Strasse, fin"),
        ("🎉 عربي 朱", "  "),
    ],
)
def test_what_ascii_lacks_is_what_a_keyboard_would_type(typed, plain):
    assert simplify(typed, str.isascii) == plain


def test_what_an_alphabet_has_is_kept_and_what_nothing_stands_for_can_be_kept_too():
    assert simplify("« é » 朱 œ", "« é»".__contains__) == "« é »  "
    assert simplify("朱 é", str.isascii, other=lambda sign: f"<{sign}>") == "<朱> e"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_nothing_but_the_alphabet_is_left(text):
    assert simplify(text, str.isascii).isascii()

"""A name without what people type in several ways, whatever it is written in."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tambour.model.slugs import fold


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Médiathèque  L’Arche", "mediatheque l arche"),
        ("« Cœur d’été » – 5 €, n° 3_bis…", "coeur d ete 5 n 3 bis"),
        ("Straße ÆGIR", "strasse aegir"),
        ("Żółw Ελλάδα Привет 東京", "zołw ελλαδα привет 東京"),
    ],
)
def test_case_accents_quotes_and_spaces_go(name: str, words: str):
    assert fold(name) == words


@given(st.text())
def test_it_is_quick_and_says_what_is_said_slowly(text: str):
    for sign, letters in {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"}.items():
        text = text.replace(sign, letters)
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))

    assert fold(text) == " ".join(re.findall(r"[^\W_]+", letters))

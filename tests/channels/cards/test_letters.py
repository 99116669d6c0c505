"""Each sign is shown in a face that has it, or told as one that no card can show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tambour.channels.cards.letters import is_plain, is_right_to_left, missing, runs, tidy
from tambour.look.fonts import ALL, EMOJI, OTHERS, STRONG, TEXT, TITLE

SIGNS, ARABIC, HEBREW = OTHERS


def test_spaces_become_french_and_what_is_unseen_goes():
    assert tidy("« Œuvre » :  à 18 h\u202f30 ?") == "«\u00a0Œuvre\u00a0»\u00a0: à 18\u00a0h\u00a030\u00a0?"
    assert tidy("\u202eSaint\u00ad-\u200bJean\u202c\u2066\ufeff\x07") == "Saint-Jean"
    assert tidy("e\u0301te\u0301") == "été"


@given(st.text())
def test_what_is_tidy_stays_as_it_is(text):
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("text", ["Fête d’été — 1 500 € · « Œuvre »", "Łódź, Kraków", "№ 2"])
def test_latin_is_set_letter_by_letter(text):
    assert is_plain(tidy(text), TITLE)


@pytest.mark.parametrize("text", ["🎄", "مهرجان", "ערב", "Ласкаво", "q\u0301"])
def test_the_rest_is_shaped(text):
    assert not is_plain(text, TITLE)


def test_each_run_has_the_first_face_that_has_it():
    assert list(runs("Fête 🎄❤\ufe0f vin", TITLE)) == [(TITLE, "Fête "), (EMOJI, "🎄❤"), (TITLE, " vin")]
    assert list(runs("→ Bus 2", TEXT)) == [(SIGNS, "→"), (TEXT, " Bus 2")]
    assert [face for face, _ in runs("مهرجان 2026", TITLE)] == [ARABIC, TITLE]
    assert [face for face, _ in runs("ערב", STRONG)] == [HEBREW]


@pytest.mark.parametrize("sign", ["👩🏽‍🚒", "🇫🇷", "1️⃣", "🏳️‍🌈", "❤️‍🔥"])
def test_an_emoji_of_several_code_points_is_one_sign(sign):
    assert list(runs(sign, TITLE)) == [(EMOJI, sign.replace("\ufe0f", ""))]
    assert list(missing(sign)) == []


def test_signs_that_no_face_has_are_told_once():
    assert list(missing("Le 漢字 et la 漢, e\u0331")) == ["漢", "字", "e\u0331"]


@given(st.text())
def test_a_sign_is_either_drawn_or_told(text):
    text = tidy(text)
    told = set(missing(text))

    for face, part in runs(text, TITLE):
        assert face in ALL
        if not told:
            assert part


def test_a_text_reads_from_the_side_of_its_first_letter():
    assert is_right_to_left("2026: مهرجان (Cluny)")
    assert not is_right_to_left("Cluny : مهرجان")
    assert not is_right_to_left("2026 !")

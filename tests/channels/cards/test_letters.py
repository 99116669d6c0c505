"""Each sign is shown in a face that has it, or told as one that no card can show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tambour.channels.cards.letters import drawable, is_plain, is_right_to_left, missing, parts_of, tidy
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


def parts(text, face=TITLE, *, right_to_left=False):
    return [(part.face, part.text) for part in parts_of(text, face, right_to_left=right_to_left)]


def test_each_part_has_the_first_face_that_has_it():
    assert parts("Fête 🎄❤\ufe0f vin") == [(TITLE, "Fête "), (EMOJI, "🎄❤"), (TITLE, " vin")]
    assert parts("→ Bus 2", TEXT) == [(SIGNS, "→"), (TEXT, " Bus 2")]
    assert parts("مهرجان 2026") == [(ARABIC, "مهرجان 2026")]
    assert parts("ערב", STRONG) == [(HEBREW, "ערב")]


def test_parts_stand_as_they_are_read_in_each_direction():
    assert parts("Bal مهرجان 🎄 ليلة puis vin") == [
        *((TITLE, "Bal "), (ARABIC, " ليلة"), (EMOJI, "🎄"), (ARABIC, "مهرجان "), (TITLE, " puis vin"))
    ]
    assert parts("ערב 12 🎄, Corbeval (2026)!", right_to_left=True) == [
        *((TITLE, ")!"), (TITLE, "Corbeval (2026"), (HEBREW, ", "), (EMOJI, "🎄"), (HEBREW, "ערב 12 "))
    ]


@pytest.mark.parametrize("sign", ["👩🏽‍🚒", "🇫🇷", "1️⃣", "🏳️‍🌈", "❤️‍🔥"])
def test_an_emoji_of_several_code_points_is_one_sign(sign):
    assert parts(sign) == [(EMOJI, sign.replace("\ufe0f", ""))]
    assert list(missing(sign)) == []


def test_signs_that_no_face_has_are_told_once():
    assert list(missing("Le 漢字 et la 漢, e\u0331")) == ["漢", "字"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("La 2ᵉ édition, Mᵐᵉ Roy", "La 2e édition, Mme Roy"),
        ("n° 3, 25 m², ½ tarif, 1º", "n° 3, 25 m², ½ tarif, 1º"),
        ("30 ㎡ et 10 ㎥, 5 ㎞", "30 m² et 10 m³, 5 km"),
        ("𝐁𝐚𝐥 ﬁnal ２０２６", "Bal final 2026"),
        ("Le 漢字 e\u0331 \ue000!", "Le e\u00a0!"),
        ("♪ Chorale ♫", "Chorale"),
    ],
)
def test_a_sign_that_no_face_has_becomes_the_nearest(typed, written):
    assert drawable(tidy(typed)) == written


@given(st.text())
def test_what_is_drawable_has_a_face_for_each_sign(text):
    assert list(missing(drawable(tidy(text)))) == []


@given(st.text())
def test_a_sign_is_either_drawn_or_told(text):
    text = tidy(text)
    told = set(missing(text))

    for part in parts_of(text, TITLE, right_to_left=False):
        assert part.face in ALL
        if not told:
            assert part.text


def test_a_text_reads_from_the_side_of_its_first_letter():
    assert is_right_to_left("2026: مهرجان (Cluny)")
    assert not is_right_to_left("Cluny : مهرجان")
    assert not is_right_to_left("2026 !")

"""The typefaces of pictures come with Tambour, can be told apart, and hold what French is written with."""

import pytest

from tambour.look.fonts import ALL, EMOJI, OTHERS, STRONG, TEXT, TITLE, load_font, tables

FRENCH = "AÀÂÆBCÇDEÉÈÊËFGHIÎÏJKLMNOÔŒPQRSTUÙÛÜVWXYŸZaàâæbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿz0123456789"
SIGNS = ".,;:!?…’'\"«»“”()[]{}/\\-–—•·&@#%€£$°§*+=<>×\u00a0"


@pytest.mark.parametrize("face", ALL, ids=lambda face: face.name)
def test_every_face_is_there_with_its_licence(face):
    licence = face.file.parent / f"OFL-{face.family.lower().replace(' ', '-')}.txt"

    assert load_font(face, 20).getname()[0] == face.family
    assert "SIL Open Font License, Version 1.1" in licence.read_text("utf-8")
    assert face.file.name in (face.file.parent / "README.md").read_text("utf-8")


@pytest.mark.parametrize("face", (TITLE, TEXT, STRONG), ids=lambda face: face.name)
def test_french_is_set_in_one_face(face):
    assert [sign for sign in FRENCH + SIGNS if ord(sign) not in tables(face).glyphs] == []


def test_the_others_have_what_these_lack():
    arabic, hebrew = "مهرجان الحكاية", "ערב שירה"

    assert all(any(ord(sign) in tables(face).glyphs for face in OTHERS) for sign in "Ласкаво καλημέρα →₂№")
    assert all(ord(sign) in tables(OTHERS[1]).glyphs for sign in arabic)
    assert all(ord(sign) in tables(OTHERS[2]).glyphs for sign in hebrew)
    assert all(ord(sign) in tables(EMOJI).glyphs for sign in "🎄🎭🚒👩🌾🏽🇫🇷❤☀⚠✅")

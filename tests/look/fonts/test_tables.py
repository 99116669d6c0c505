"""What is read of a font's file is what FreeType, another reader of it, finds there."""

import pytest
from PIL import ImageFont

from tambour.look.fonts import ALL, STRONG, TEXT, TITLE, tables


@pytest.mark.parametrize("face", ALL, ids=lambda face: face.name)
def test_widths_and_heights_are_the_font_s_own(face):
    facts = tables(face)
    # As many pixels as the font has units: nothing is rounded.
    font = ImageFont.truetype(str(face.file), facts.units, layout_engine=ImageFont.Layout.BASIC)
    signs = [chr(point) for point in sorted(facts.glyphs) if chr(point).isprintable()][:400]

    assert len(signs) > 100
    assert [facts.advance(sign) * facts.units for sign in signs] == pytest.approx(
        [font.getlength(sign) for sign in signs]
    )
    assert (facts.ascent, facts.descent) == font.getmetrics()


@pytest.mark.parametrize("face", (TITLE, TEXT), ids=lambda face: face.name)
def test_a_capital_is_as_high_as_is_said(face):
    font = ImageFont.truetype(str(face.file), tables(face).units, layout_engine=ImageFont.Layout.BASIC)
    _, top, _, bottom = font.getbbox("H", anchor="ls")

    assert (-top, bottom) == (tables(face).cap_height, 0)


@pytest.mark.parametrize("face", (TITLE, TEXT, STRONG), ids=lambda face: face.name)
def test_letters_that_would_gape_are_brought_together(face):
    measure = tables(face).advance

    for pair in ("AV", "To", "L’", "r."):
        assert measure(pair) < sum(map(measure, pair)) - 0.02
    assert measure("nn") == pytest.approx(2 * measure("n"))


def test_what_a_font_lacks_takes_no_room():
    assert tables(TITLE).advance("a字b") == pytest.approx(tables(TITLE).advance("ab"))

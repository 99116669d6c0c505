"""Colours are readable, or the writer is told which darker one would be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from tambour.messages.fields import MESSAGES
from tambour.model.colours import (
    AA_TEXT,
    INK,
    PAPER,
    READY,
    contrast,
    lightened_until,
    mix,
    nearest_readable,
    readable_on_paper,
    ready_palette,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)  # the lightest grey that passes AA on white
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@given(colours, colours)
def test_contrast_has_no_side_and_its_bounds(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.001


@given(colours)
def test_every_colour_has_a_tint_that_can_be_read_on_a_dark_ground(colour):
    assert contrast(lightened_until(colour, INK), INK) >= AA_TEXT


def test_a_tint_that_is_light_enough_already_is_left_alone():
    assert lightened_until("#ffcc00", INK) == "#ffcc00"


@given(colours)
def test_a_colour_is_readable_or_a_readable_one_is_offered(colour):
    try:
        assert readable_on_paper(colour) == colour
        assert contrast(colour, PAPER) >= AA_TEXT
    except PydanticCustomError as error:
        assert error.type == "contraste-insuffisant"
        assert readable_on_paper(error.context["darker"]) == error.context["darker"]
        assert error.context["ground"] == PAPER
        assert float(error.context["ratio"].replace(",", ".")) < AA_TEXT  # never « 4,5 au lieu de 4,5 »


@given(colours)
def test_what_is_offered_is_the_nearest_that_is_accepted(colour):
    nearest = nearest_readable(colour, PAPER)

    if contrast(colour, PAPER) >= AA_TEXT:
        assert nearest == colour
    else:
        one_more = (f"{min(255, int(nearest[i : i + 2], 16) + 1):02x}" for i in (1, 3, 5))
        assert contrast(f"#{''.join(one_more)}", PAPER) < AA_TEXT + 0.06  # a step of each channel is enough, or nearly
        assert all(int(nearest[i : i + 2], 16) <= int(colour[i : i + 2], 16) for i in (1, 3, 5))


@pytest.mark.parametrize(
    ("typed", "said", "offered"),
    [
        ("#ffcc00", "contraste est de 1,4:1", "#8f7200"),
        ("#009fe3", "contraste est de 2,9:1", "#007db3"),
    ],
)
def test_a_refusal_says_what_was_measured_and_what_is_needed(typed, said, offered):
    with pytest.raises(PydanticCustomError) as refused:
        readable_on_paper(typed)

    words = [part.format(**refused.value.context) for part in MESSAGES["contraste-insuffisant"]]
    assert said in words[0] and "il en faut 4,5:1" in words[0] and "#fffdf8" in words[0]
    assert offered in words[1]
    assert readable_on_paper(offered) == offered


def test_mixing_goes_from_one_colour_to_the_other():
    assert [mix("#000000", "#ffffff", share) for share in (0, 0.5, 1)] == ["#000000", "#808080", "#ffffff"]


@pytest.mark.parametrize("name", READY)
def test_a_palette_by_its_name_is_two_colours_that_can_be_read(name):
    given = ready_palette(name)

    assert tuple(given.values()) == READY[name]
    assert [readable_on_paper(colour) for colour in given.values()] == [*READY[name]]

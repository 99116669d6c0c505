"""Whatever two colours a territory has, what is written in them and on them can be read, by day and by night."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tambour.look.palette import Palette, day_palette, night_palette
from tambour.model.colours import AA_TEXT, PAPER, contrast, darkened_until
from tambour.model.territory import Colours

GROUNDS = ("paper", "soft", "arc", "main_soft", "second_soft")
TEXTS = ("ink", "muted", "title", "main", "second")
ON_COLOUR = (("on_main", "main_block"), ("on_main", "main_deep"), ("on_second", "second_block"))
colours = st.integers(0, 0xFFFFFF).map(lambda number: darkened_until(f"#{number:06x}", PAPER))


def unreadable(palette: Palette) -> list[tuple[str, str]]:
    pairs = (*product(TEXTS, GROUNDS), *ON_COLOUR)
    return [pair for pair in pairs if contrast(*(getattr(palette, name) for name in pair)) < AA_TEXT]


@pytest.mark.parametrize("scheme", [day_palette, night_palette])
@given(colours, colours)
def test_text_stands_out_from_every_ground(scheme, main, second):
    assert unreadable(scheme(Colours(main=main, second=second))) == []


def test_colours_that_need_no_help_are_kept():
    shown = day_palette(Colours(main="#1f5746", second="#8c2f1b"))

    assert (shown.main, shown.main_block, shown.second, shown.second_block) == (
        "#1f5746",
        "#1f5746",
        "#8c2f1b",
        "#8c2f1b",
    )


def test_each_colour_is_a_css_variable():
    named = dict(night_palette(Colours(main="#1f5746", second="#a63d1e")).variables())

    assert {"paper", "main-soft", "on-second"} <= set(named)
    assert all(value.startswith("#") and len(value) == 7 for value in named.values())

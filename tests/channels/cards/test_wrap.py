"""A title is as large as its box allows; its lines fit, are alike, end where one pauses, and lose nothing."""

from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tambour.channels.cards.letters import tidy
from tambour.channels.cards.typesetting import width_of
from tambour.channels.cards.wrap import ELLIPSIS, Space, fit
from tambour.look.fonts import TITLE

MEASURE = partial(width_of, TITLE)
TITLE_BOX = Space(width=648, height=330, largest=84, smallest=34, lines=4, leading=1.06)
words = st.text("abcdefghijklmnopqrstuvwxyzéèàœç’-", min_size=1, max_size=24)
titles = st.lists(
    words | st.sampled_from(["«\u00a0Œuvre\u00a0»", "18\u00a0h\u00a030", "Saint-Jean-d’Y", "—", "à"]), min_size=1
)
rooms = st.builds(
    Space,
    width=st.integers(200, 1000),
    height=st.integers(60, 600),
    largest=st.integers(60, 120),
    smallest=st.integers(24, 58),
    lines=st.integers(1, 6),
    leading=st.just(1.1),
)


@given(titles.map(" ".join), rooms)
@example("x" * 150, TITLE_BOX)
@example("« Le fil de Corbeval », deux siècles de tisserands", TITLE_BOX)
def test_lines_fit_their_box_and_lose_nothing(title, room):
    title = tidy(title)
    lines = fit(title, room, MEASURE)

    if not lines.size:
        assert room.smallest > room.height
        return
    assert room.smallest <= lines.size <= room.largest
    assert room.holds(len(lines.texts), lines.size)
    assert all(line and line == line.strip(" ") for line in lines.texts)
    assert all(MEASURE(line) * lines.size <= room.width * 1.02 + 1 for line in lines.texts)
    kept, whole = ("".join(text.split(" ")) for text in ("".join(lines.texts), title))
    if lines.whole:
        assert kept == whole
    else:
        assert lines.size == room.smallest
        assert kept.endswith(ELLIPSIS)
        assert whole.startswith(kept.removesuffix(ELLIPSIS))


@given(titles.map(" ".join))
def test_what_does_not_break_stays_on_one_line(title):
    for line in fit(tidy(title), TITLE_BOX, MEASURE).texts:
        assert not line.endswith(("«", "\u00a0"))
        assert not line.startswith(("»", ":", "?", "!", "\u00a0"))


@pytest.mark.parametrize(
    "title, lines",
    [
        ("Marché de Noël", ("Marché de Noël",)),
        (
            "Neige et verglas : quelles routes sont salées ?",
            ("Neige et verglas\u00a0:", "quelles routes", "sont salées\u00a0?"),
        ),
        ("La lettre de décembre est arrivée", ("La lettre", "de décembre", "est arrivée")),
        ("Saint-Ouvrain-sur-Aubrelle-et-Montjoie", ("Saint-Ouvrain-", "sur-Aubrelle-", "et-Montjoie")),
    ],
)
def test_lines_are_alike_and_end_where_one_pauses(title, lines):
    assert fit(tidy(title), TITLE_BOX, MEASURE).texts == lines


def test_a_short_title_is_set_larger_than_a_long_one():
    sizes = [fit("mot " * count, TITLE_BOX, MEASURE).size for count in (1, 8, 16, 24)]

    assert sizes[0] == TITLE_BOX.largest
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]


def test_a_text_that_is_cut_ends_on_a_word():
    cut = fit("déviation " * 40, TITLE_BOX, MEASURE)

    assert not cut.whole
    assert cut.texts[-1].endswith("déviation…")


def test_a_word_wider_than_the_box_is_broken_rather_than_cut_short():
    broken = fit("anticonstitutionnellement" * 2, TITLE_BOX, MEASURE)

    assert broken.whole
    assert "".join(broken.texts) == "anticonstitutionnellement" * 2


def test_where_not_even_one_line_fits_there_is_none():
    assert fit("mot", Space(600, 20, 84, 34, 4, 1.06), MEASURE).texts == ()

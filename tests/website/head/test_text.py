"""A description is one line that stops where a reader can stop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tambour.website.head.text import one_line, shortened

TEXTS = st.text(st.sampled_from("abcé . …!?\u00a0»,"), max_size=80).map(one_line)


@given(TEXTS, st.integers(10, 60))
def test_a_shortened_text_fits_and_is_the_beginning_of_the_text(text, limit):
    short = shortened(text, limit)

    assert len(short) <= limit
    assert text.startswith(short.removesuffix("…"))
    assert short == text or len(text) > limit


@given(st.lists(st.text("abcdé", min_size=1, max_size=9), min_size=1).map(" ".join), st.integers(10, 60))
def test_no_word_is_cut(text, limit):
    assert set(shortened(text, limit).removesuffix("…").split()) <= set(text.split())


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("Le marché ouvre samedi. Il ferme dimanche.", 30, "Le marché ouvre samedi."),
        ("Oui. Le marché ouvre samedi et ferme dimanche.", 30, "Oui. Le marché ouvre samedi…"),
        ("Avec le discours de M. Martin, maire de la ville.", 28, "Avec le discours de M…"),
        ("Venez nombreux\u00a0! Entrée libre et gratuite.", 26, "Venez nombreux\u00a0!"),
        ("On dit «\u00a0venez.\u00a0» Et l’on vient en nombre.", 26, "On dit «\u00a0venez.\u00a0»"),
        ("Un, deux, trois, quatre", 17, "Un, deux, trois…"),
        ("Intercommunalité", 10, "Intercomm…"),
    ],
)
def test_it_stops_at_a_sentence_else_at_a_word(text, limit, short):
    assert shortened(text, limit) == short


def test_one_line_keeps_the_spaces_that_must_not_break():
    assert one_line(" Le\x07 marché\n\tde\u00a0Noël\x0b ici ") == "Le marché de\u00a0Noël ici"

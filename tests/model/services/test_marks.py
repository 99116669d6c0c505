"""Whoever sees no colour, or no shape, or prints in black, still tells collections apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tambour.model.services.collection import Collection, Colour
from tambour.model.services.marks import SHAPES, Mark, marks
from tests.model.building import made


def marked(*labels: str, **typed: object) -> list[Mark]:
    named = [{"id": f"c{rank}", "libelle": label, "jours": "lundi"} for rank, label in enumerate(labels)]
    return list(marks([made(Collection, one | typed) for one in named]).values())


def letters(*labels: str) -> str:
    return "".join(mark.letter for mark in marked(*labels))


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("Bac gris", "Bac jaune", "Bac marron", "Verre"), "GJMV"),
        (("Ordures ménagères", "Emballages"), "OE"),
        (("Bac gris",), "B"),
        (("Déchets verts", "Déchèterie mobile"), "DM"),
        (("Électroménager", "Encombrants"), "EN"),
        (("Bac", "Bac bleu"), "BL"),
        (("À l’étang",), "E"),
        (("3e bac",), "3"),
    ],
)
def test_a_letter_is_that_of_the_word_that_tells_apart(labels, expected):
    assert letters(*labels) == expected


@pytest.mark.parametrize(
    ("label", "colour"),
    [
        ("Bac jaune", Colour.YELLOW),
        ("Poubelle grise", Colour.GREY),
        ("Déchets verts", Colour.GREEN),
        ("Benne blanche", Colour.WHITE),
        ("Bac brun", Colour.BROWN),
    ],
)
def test_a_bin_has_the_colour_that_its_label_says(label, colour):
    assert marked(label)[0].colour is colour


def test_the_writer_may_say_the_colour():
    assert marked("Bac jaune", couleur="bleu")[0].colour is Colour.BLUE


def test_what_has_no_colour_takes_none_that_a_bin_has():
    colours = [mark.colour for mark in marked("Bac bleu", "Verre", "Sapins", "Bac rouge")]

    assert len(set(colours)) == 4
    assert (colours[0], colours[3]) == (Colour.BLUE, Colour.RED)


def test_the_yellow_bin_looks_the_same_on_every_page():
    alone, [_, among, _] = marked("Bac jaune")[0], marked("Verre", "Bac jaune", "Bac marron")

    assert (alone.shape, alone.colour) == (among.shape, among.colour)


def test_one_label_has_one_mark_whatever_calendars_say_it():
    assert len(marked("Bac jaune", "Bac gris", "Bac jaune")) == 2


@given(st.lists(st.text(min_size=1, max_size=30).filter(lambda text: text.strip() and "\n" not in text), max_size=20))
def test_letters_shapes_and_names_of_marks_are_each_their_own(labels):
    found = marked(*(" ".join(label.split()) for label in labels if " ".join(label.split()).isprintable()))

    assert len({mark.id for mark in found}) == len(found)
    assert len({mark.letter for mark in found}) == len(found)
    assert all(mark.letter.isascii() and mark.letter.isalnum() and len(mark.letter) == 1 for mark in found)
    assert len({mark.shape for mark in found}) == min(len(found), len(SHAPES))

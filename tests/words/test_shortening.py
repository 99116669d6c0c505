"""A text is shortened where a reader would stop: after a sentence, at worst between two words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tambour.words.shortening import ELLIPSIS, fewer_words, one_line, sentences, shorten, shorter

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ouvert lundi. Fermé mardi.", ["Ouvert lundi.", "Fermé mardi."]),
        ("M. Martin et Mme. Durand viendront. Et vous ?", ["M. Martin et Mme. Durand viendront.", "Et vous ?"]),
        ("Écrit par J.-P. Dupont. J. Dupont lit.", ["Écrit par J.-P. Dupont.", "J. Dupont lit."]),
        ("De 8.30 à 12.30. Voir av. Foch.", ["De 8.30 à 12.30.", "Voir av. Foch."]),
        (f"Venez{NBSP}! Où{NBSP}? Ici.", [f"Venez{NBSP}!", f"Où{NBSP}?", "Ici."]),
        (
            f"Il dit{NBSP}: «{NBSP}Non.{NBSP}» Elle rit. «{NBSP}Si.{NBSP}»",
            [f"Il dit{NBSP}: «{NBSP}Non.{NBSP}»", "Elle rit.", f"«{NBSP}Si.{NBSP}»"],
        ),
        ("Des cars… circulent. Des trains…", ["Des cars… circulent.", "Des trains…"]),
        ("Ligne une.\n\nÉtat des lieux.\n- Un point", ["Ligne une.", "État des lieux.\n- Un point"]),
        ("2 500 arbres. 12 communes.", ["2 500 arbres.", "12 communes."]),
        ("Sans fin", ["Sans fin"]),
        ("Voir https://a.fr/b.c et d.", ["Voir https://a.fr/b.c et d."]),
        ("", []),
    ],
)
def test_sentences_are_told_from_abbreviations_numbers_and_quotes(text, found):
    assert sentences(text) == found


def test_a_text_loses_its_sentences_from_the_end():
    assert list(shorter("Un. Deux.\n\nTrois.")) == ["Un. Deux.", "Un."]


def test_a_sentence_loses_whole_words_and_no_small_word_is_left_hanging():
    text = f"Soixante artisans, un manège et le vin chaud des pompiers à 18{NBSP}h{NBSP}30"

    assert list(fewer_words(text)) == [
        "Soixante artisans, un manège et le vin chaud des pompiers…",
        "Soixante artisans, un manège et le vin chaud…",
        "Soixante artisans, un manège et le vin…",
        "Soixante artisans, un manège…",
        "Soixante artisans…",
        "Soixante…",
    ]


TEXTS = st.text(st.sampled_from("abcÉ. !?…«»,\n\u00a0'’1é"), max_size=120)


@given(TEXTS)
def test_sentences_lose_no_word(text):
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(TEXTS)
def test_every_shorter_text_is_a_beginning_made_of_whole_sentences(text):
    whole = sentences(text)
    for short in shorter(text):
        assert text.startswith(short)
        assert sentences(short) == whole[: len(sentences(short))]


@given(TEXTS)
def test_every_cut_falls_between_two_words(text):
    for short in fewer_words(text):
        kept = short.removesuffix(ELLIPSIS)
        rest = text[len(kept) :].lstrip("\u00a0,;:.!?–—-«(…")
        assert text.startswith(kept)
        assert rest[:1].isspace() or rest == "" or not rest[0].isalnum()


@given(TEXTS.map(one_line), st.integers(10, 60))
def test_a_shortened_text_fits_and_is_the_beginning_of_the_text(text, limit):
    short = shorten(text, limit)

    assert len(short) <= limit
    assert text.startswith(short.removesuffix("…"))
    assert short == text or len(text) > limit


@given(st.lists(st.text("abcdé", min_size=1, max_size=9), min_size=1).map(" ".join), st.integers(10, 60))
def test_no_word_is_cut(text, limit):
    assert set(shorten(text, limit).removesuffix("…").split()) <= set(text.split())


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("Le marché ouvre samedi. Il ferme dimanche.", 30, "Le marché ouvre samedi."),
        ("Oui. Le marché ouvre samedi et ferme dimanche.", 30, "Oui. Le marché ouvre samedi…"),
        ("Avec le discours de M. Martin, maire de la ville.", 28, "Avec le discours…"),
        ("Venez nombreux\u00a0! Entrée libre et gratuite.", 26, "Venez nombreux\u00a0!"),
        ("On dit «\u00a0venez.\u00a0» Et l’on vient en nombre.", 26, "On dit «\u00a0venez.\u00a0»"),
        ("Un, deux, trois, quatre", 17, "Un, deux, trois…"),
        ("Le bal et la fête du lac", 12, "Le bal…"),
        ("Intercommunalité", 10, "Intercomm…"),
        ("Intercommunalité", 1, ""),
        ("Intercommunalité", 0, ""),
    ],
)
def test_it_stops_at_a_sentence_else_at_a_word(text, limit, short):
    assert shorten(text, limit) == short


def test_one_line_keeps_the_spaces_that_must_not_break():
    assert one_line(" Le\x07 marché\n\tde\u00a0Noël\x0b ici ") == "Le marché de\u00a0Noël ici"

"""A draft gives up what matters least first, and what is left always fits."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tambour.channels.posts.fitting import Cut, Draft, Fitted, fit
from tambour.channels.posts.networks import COMPACT, Name, table
from tambour.words.shortening import sentences

LINK = "https://www.exemple.fr/a/"
FULL = Draft(
    title="Titre de la fête",
    facts=("Samedi 5 décembre", "Salle des fêtes", "Gratuit"),
    texts=("Une longue version. Avec davantage de mots que l’autre.", "Un premier fait est là. Un second le suit."),
    link=LINK,
    tags=("#Commune", "#Sujet"),
)
NETWORKS = table(500, 2)


def within(limit: int) -> Fitted:
    def length(draft: Draft) -> int:
        return sum(map(len, (draft.title, *draft.facts, draft.text, *draft.end, draft.link, *draft.tags)))

    return fit(FULL, lambda draft: length(draft) <= limit)


def test_what_fits_is_left_alone():
    assert within(1000).draft.text == FULL.texts[0]
    assert within(1000).cut is Cut.NOTHING


def test_the_shorter_version_is_told_before_anything_is_cut():
    assert within(136).draft == replace(FULL, texts=FULL.texts[1:])
    assert within(136).cut is Cut.NOTHING


@pytest.mark.parametrize(
    ("limit", "cut", "left"),
    [
        (135, Cut.TAGS, {"texts": FULL.texts[1:], "tags": ("#Commune",)}),
        (129, Cut.SENTENCES, {"texts": ("Un premier fait est là.",)}),
        (116, Cut.SENTENCES, {"texts": ("Un premier fait est là.",), "tags": ("#Commune",)}),
        (110, Cut.TEXT, {"texts": ("",)}),
        (93, Cut.TEXT, {"texts": ("",), "tags": ("#Commune",)}),
        (80, Cut.TEXT, {"texts": ("",), "tags": ()}),
        (79, Cut.FACTS, {"texts": ("",), "tags": (), "facts": FULL.facts[:2]}),
        (60, Cut.FACTS, {"texts": ("",), "tags": (), "facts": FULL.facts[:1]}),
        (41, Cut.FACTS, {"texts": ("",), "tags": (), "facts": ()}),
        (40, Cut.TITLE, {"texts": ("",), "tags": (), "facts": (), "title": "Titre…"}),
        (30, Cut.LINK, {"texts": ("",), "tags": (), "facts": (), "link": ""}),
        (5, Cut.LINK, {"texts": ("",), "tags": (), "facts": (), "link": "", "title": ""}),
    ],
)
def test_what_goes_goes_in_this_order(limit, cut, left):
    assert within(limit) == Fitted(replace(FULL, **left), cut)


def test_half_a_sentence_is_better_than_none_if_it_tells_something():
    sentence = "Soixante artisans et le vin chaud des pompiers vous attendent sous les halles de la ville"
    told = fit(Draft("T", texts=(sentence,)), lambda draft: len(draft.text) <= 60)
    told_nothing = fit(Draft("T", texts=(sentence,)), lambda draft: len(draft.text) <= 30)

    assert (told.cut, told.draft.text) == (Cut.WORDS, "Soixante artisans et le vin chaud des pompiers vous…")
    assert (told_nothing.cut, told_nothing.draft.text) == (Cut.TEXT, "")


LINES = st.text(st.sampled_from("abé ’1À🎉🇫🇷e\u0301عر朱.,:!?«»\u00a0-"), max_size=90).map(str.strip)
DRAFTS = st.builds(
    Draft,
    title=LINES,
    facts=st.lists(LINES, max_size=4).map(tuple),
    texts=st.lists(st.text(st.sampled_from("abÉ. ,!🎉\u00a0’\n"), max_size=500), min_size=1, max_size=3).map(tuple),
    end=st.lists(LINES, max_size=1).map(tuple),
    link=st.just(LINK),
    tags=st.lists(st.sampled_from(["#Un", "#DeuxMots", "#Été"]), unique=True, max_size=2).map(tuple),
)


@given(DRAFTS, st.sampled_from([*Name]))
def test_a_fitted_post_never_exceeds_any_limit_of_its_network(draft, name):
    network = NETWORKS[name]
    told = fit(draft, network.fits).draft

    assert all(size.length <= size.limit for size in network.sizes(network.text(told)))


@given(DRAFTS, st.sampled_from([Name.X, Name.BLUESKY, Name.THREADS, Name.MASTODON]))
def test_the_link_stays_and_so_does_a_hashtag_as_long_as_there_is_a_text(draft, name):
    told = fit(draft, NETWORKS[name].fits)

    if told.cut < Cut.LINK:
        assert LINK in NETWORKS[name].text(told.draft)
    if told.cut < Cut.TEXT:
        assert told.draft.tags[:1] == draft.tags[:1]


@given(DRAFTS)
def test_sentences_that_are_kept_are_whole(draft):
    told = fit(draft, NETWORKS[Name.X].fits)

    if told.cut in (Cut.TAGS, Cut.SENTENCES):
        kept = sentences(told.draft.text)
        assert kept == sentences(draft.texts[-1])[: len(kept)]


def test_blocks_without_anything_leave_no_empty_lines():
    bare = Draft("Titre", facts=("", "Salle"), link=LINK)

    assert NETWORKS[Name.FACEBOOK].text(bare) == f"Titre\n\nSalle\n\n{LINK}"
    assert NETWORKS[Name.X].layout == COMPACT
    assert NETWORKS[Name.X].text(bare) == f"Titre\nSalle\n\n{LINK}"

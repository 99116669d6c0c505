"""The picture composed for an item is its own for ever, and items of one topic look related."""

from itertools import pairwise
from math import hypot

from tambour.look.motif import HEAD, HEIGHT, WIDTH, motif
from tambour.model.news import News
from tests.model.building import ITEM, made


def news(item_id: str, *topics: str) -> News:
    return made(News, ITEM | {"id": item_id, "titre": "Titre", "publier_le": "2026-11-20", "themes": list(topics)})


def test_it_follows_from_topic_and_id_alone():
    one, retitled = news("travaux", "voirie"), news("travaux", "voirie").model_copy(update={"title": "Autre titre"})

    assert motif(one) == motif(retitled)


def test_items_of_one_topic_share_their_colours_and_differ_otherwise():
    several = [motif(news(f"n{number}", "voirie")) for number in range(40)]

    assert len({one.ground for one in several}) == 1
    assert len({(one.x, one.stroke) for one in several}) > 10


def test_topics_spread_over_the_colours():
    assert len({motif(news("n", topic)).ground for topic in ("dechets", "culture", "voirie", "sport", "eau")}) > 2


def test_the_arcs_surround_the_head_and_reach_every_corner():
    for one in (motif(news(f"n{number}")) for number in range(40)):
        square = (WIDTH - HEIGHT) / 2, (WIDTH + HEIGHT) / 2
        assert square[0] + HEAD <= one.x <= square[1] - HEAD
        assert one.radii[0] - one.stroke / 2 > HEAD
        assert all(further - near == 2 * one.stroke for near, further in pairwise(one.radii))
        corner = hypot(max(one.x, WIDTH - one.x), HEIGHT / 2)
        assert one.radii[-1] - one.stroke / 2 < corner + one.stroke <= one.radii[-1] + 2 * one.stroke

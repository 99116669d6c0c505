"""Where an item stands is told without a feed being written, and as the written feeds have it."""

import pytest

from tambour.channels.feeds import Feeds
from tambour.channels.feeds import all_feeds as feeds_module
from tambour.channels.feeds.all_feeds import AllFeeds
from tambour.channels.feeds.feed import most_bytes
from tambour.testing.building import make
from tambour.testing.village import village
from tests.channels.feeds.reading import news, place

LONG = 'Un mot & <b>un "autre"</b>\n'
HEAVY = [news(f"n-{n}", themes=["culture"], html=f"<p>{LONG * (n * 60)}</p>") for n in range(14)]


def feeds_of(given, **settings):
    channel = make(Feeds, **settings)
    return AllFeeds(given, channel.name, channel.settings, channel.templates)


@pytest.mark.parametrize("given", [village(), place(*HEAVY)], ids=["every kind", "more than there is room for"])
def test_where_an_item_stands_is_the_same_whether_feeds_are_written_or_not(given):
    for settings in ({}, {"limit": 5, "max_bytes": 50_000}):
        asked, written = feeds_of(given, **settings), feeds_of(given, **settings)
        assert written.by_stem

        told = {item.id: asked.paths_of(item) for item in given.items}

        assert told == {item.id: written.paths_of(item) for item in given.items}
        assert any(told.values())
        assert not all(told.values())


def test_no_feed_is_written_to_tell_where_an_item_stands(monkeypatch):
    monkeypatch.setattr(feeds_module, "_write_feeds", lambda *_: pytest.fail("written"))
    given = village()

    assert "flux/tout.rss" in {path for item in given.items for path in feeds_of(given).paths_of(item)}


@pytest.mark.parametrize("given", [village(), place(*HEAVY)], ids=["every kind", "heavy texts"])
def test_no_entry_takes_more_than_is_told_of_it(given):
    entries = {one.entry.id: one for full in feeds_of(given).by_stem.values() for one in full.entries}

    assert entries
    assert {name: one.size for name, one in entries.items() if one.size > most_bytes(one.entry)} == {}

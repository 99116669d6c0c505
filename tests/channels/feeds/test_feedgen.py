"""What feedgen does wrong: as long as these pass, `generator.py` is needed; one that fails says what to take out."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import feedgen.version
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

ATOM = "{http://www.w3.org/2005/Atom}"


def made() -> FeedGenerator:
    feed = FeedGenerator()
    feed.id("tag:exemple.fr,2026:flux")
    feed.title("Flux")
    feed.description("Un flux")
    feed.link(href="https://exemple.fr/")
    return feed


def entry(feed: FeedGenerator, name: str, **order: str) -> FeedEntry:
    one = feed.add_entry(**order)
    one.id(f"tag:exemple.fr,2026:{name}")
    one.title(name)
    one.link(href=f"https://exemple.fr/{name}/", rel="alternate", type="text/html")
    return one


def test_it_is_the_version_that_is_known():
    assert feedgen.version.version == (1, 0, 0)


def test_links_of_atom_entries_lose_all_but_their_address():
    feed = made()
    entry(feed, "a").enclosure("https://exemple.fr/a.jpg", 1200, "image/jpeg")

    links = ElementTree.fromstring(feed.atom_str()).findall(f"{ATOM}entry/{ATOM}link")

    assert [link.attrib for link in links] == [{"href": "https://exemple.fr/a/"}, {"href": "https://exemple.fr/a.jpg"}]


def test_entries_are_put_first_unless_told():
    feed = made()
    for name in "ab":
        entry(feed, name)
    titles = [item.findtext("title") for item in ElementTree.fromstring(feed.rss_str()).iter("item")]

    assert titles == ["b", "a"]


def test_what_is_not_dated_is_dated_by_the_clock():
    feed = made()
    just_now = datetime.now(UTC) - timedelta(minutes=1)

    assert feed.updated() > just_now
    assert entry(feed, "a").updated() > just_now


def test_a_picture_cannot_be_described():
    feed = made()
    feed.load_extension("media")
    one = entry(feed, "a")
    one.media.content({"url": "https://exemple.fr/a.jpg", "group": None})

    try:
        one.media.content({"url": "https://exemple.fr/a.jpg", "description": "Le lac", "group": None})
    except ValueError:
        refused = True

    assert refused
    assert not hasattr(one.media, "description")


def test_an_entry_cannot_say_its_language():
    assert not hasattr(FeedEntry, "language")
    assert not hasattr(FeedEntry, "lang")


def test_the_last_link_becomes_that_of_an_rss_channel():
    feed = made()
    feed.link(href="https://exemple.fr/flux.rss", rel="self")

    assert ElementTree.fromstring(feed.rss_str()).findtext("channel/link") == "https://exemple.fr/flux.rss"


def test_the_hub_is_not_in_rss():
    feed = made()
    feed.link(href="https://hub.exemple.fr/", rel="hub")
    feed.link(href="https://exemple.fr/flux.rss", rel="self")
    feed.link(href="https://exemple.fr/")

    links = ElementTree.fromstring(feed.rss_str()).iter(f"{ATOM}link")

    assert [link.get("rel") for link in links] == ["self"]

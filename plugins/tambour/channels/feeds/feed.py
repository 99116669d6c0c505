"""A feed and its entries: the one representation from which RSS, Atom and JSON Feed are written.

Nothing here is known to one format alone, and no format knows more: that is why the three cannot disagree. Texts are
free of the characters that XML forbids; every URL is absolute; every datetime is aware, in the territory's zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

RSS, ATOM, JSON = "application/rss+xml", "application/atom+xml", "application/feed+json"
# Media type → how the name of its file ends; in the order in which a page offers them.
FORMATS: Mapping[str, str] = MappingProxyType({RSS: "rss", ATOM: "atom", JSON: "json"})

_MARKUP = 800  # bytes; more than the elements, dates and names of an entry take in any format
_CATEGORY = 100  # bytes; more than the elements of one
_TIMES = 2  # no format says anything but the text more often
# Bytes that writing adds to a character, in whichever format adds most: `&quot;`, `&amp;`, `&#13;`.
_GROWTH = {"&": 4, "<": 3, ">": 3, '"': 5, "\\": 1, "\n": 1, "\t": 3, "\r": 4}
_TWICE = {"&": 8, "<": 8, ">": 6, '"': 5, "\\": 1, "\n": 1, "\t": 3, "\r": 4}  # of what is escaped as HTML before


@dataclass(frozen=True)
class Person:
    """Who speaks. url: where to read more of them."""

    name: str
    url: str


@dataclass(frozen=True)
class Category:
    """term: id of a topic or a commune, or an alert's level. label: its name. No scheme: readers stumble over it."""

    term: str
    label: str


@dataclass(frozen=True)
class FeedPicture:
    """What illustrates an entry, in a format that every reader knows. width, height: pixels, None when not known.

    length: bytes. alt: "" = decorative.
    """

    url: str
    media_type: str
    length: int
    width: int | None
    height: int | None
    alt: str


@dataclass(frozen=True)
class Enclosure:
    """The file that goes with an entry; length: bytes. seconds: how long a sound or a video lasts, if that is told."""

    url: str
    media_type: str
    length: int
    title: str
    seconds: int | None = None


@dataclass(frozen=True)
class FeedItem:
    """One entry.

    id: permanent URI. url: the page. summary: plain text, never empty. html: all of it, safe. published: when it was
    announced; updated: its last real change. language: BCP 47.
    """

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    author: Person
    language: str
    categories: tuple[Category, ...] = ()
    picture: FeedPicture | None = None
    enclosure: Enclosure | None = None


@dataclass(frozen=True)
class FeedHead:
    """All of a feed but its entries.

    id: permanent URI. page: what it follows, for people. urls: of the feed itself, by media type. style: URL of the
    style sheet with which a browser shows it. updated: of its newest entry. hub: URL of the hub that tells its
    readers what is new (WebSub); "" for none.
    """

    id: str
    title: str
    description: str
    page: str
    urls: Mapping[str, str]
    style: str
    language: str
    author: Person
    updated: datetime
    hub: str = ""


def most_bytes(entry: FeedItem) -> int:
    """More bytes than an entry takes in the heaviest format, and not many more: told without writing it."""
    names = [entry.id, entry.url, entry.title, entry.language, entry.author.name, entry.author.url]
    names += [word for category in entry.categories for word in (category.term, category.label)]
    if entry.picture:
        names += [entry.picture.url, entry.picture.media_type, entry.picture.alt]
    if entry.enclosure:
        names += [entry.enclosure.url, entry.enclosure.media_type, entry.enclosure.title]
    fixed = _MARKUP + _CATEGORY * len(entry.categories)
    said = _bytes_of("\n".join(names), _GROWTH) + _bytes_of(entry.summary, _TWICE)
    return fixed + _bytes_of(entry.html, _GROWTH) + _TIMES * said


def _bytes_of(text: str, growth: dict[str, int]) -> int:
    return len(text.encode()) + sum(more * text.count(sign) for sign, more in growth.items())

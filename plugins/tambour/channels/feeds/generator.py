"""feedgen, put right: the one place that knows what feedgen 1.0.0 does wrong, and makes up for it.

- An Atom entry's links lose `rel`, `type` and `length`: feedgen reads them from the element that it has just made.
- Entries are put first: the newest would come last. Here the order is that in which they are added.
- What is not dated is dated by the clock. Here nothing is made without its dates.
- Its media extension cannot describe a picture, and it cannot say that an entry is in another language.

tests/channels/feeds/test_feedgen.py fails when a new version changes one of these.
"""

from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from .feed import FeedHead, FeedItem
from .texts import as_html

_MEDIA = "{http://search.yahoo.com/mrss/}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_LINK_FACTS = ("rel", "type", "hreflang", "title", "length")


def generator(feed: FeedHead, media_type: str) -> Any:
    """A feed without entries. media_type: of the format that it is going to be written in."""
    made = FeedGenerator()
    made.load_extension("dc", atom=False)  # Atom has its own author and language
    made.load_extension("media")
    made.id(feed.id)
    made.title(feed.title)
    made.description(feed.description)
    made.language(feed.language)
    made.author(name=feed.author.name, uri=feed.author.url)
    # RSS takes the last one for its own <link>.
    made.link(href=feed.urls[media_type], rel="self", type=media_type)
    made.link(href=feed.page, rel="alternate", type="text/html")
    made.updated(feed.updated)
    made.generator("Tambour")
    return made


def add(made: Any, entry: FeedItem, language: str) -> None:
    """Add an entry after the others. language: the feed's."""
    one = made.add_entry(_Repaired(entry, language), order="append")
    one.id(entry.id)
    one.title(entry.title)
    one.link(href=entry.url, rel="alternate", type="text/html")
    one.summary(entry.summary)
    one.description(as_html(entry.summary))  # of RSS; it becomes the content of Atom, too, until the next line
    one.content(entry.html, type="html")
    one.author(name=entry.author.name, uri=entry.author.url)
    one.dc.dc_creator(entry.author.name)  # RSS's own <author> is an email address
    if entry.language != language:
        one.dc.dc_language(entry.language)
    for category in entry.categories:
        one.category(term=category.term, label=category.label)
    if entry.enclosure:
        one.enclosure(entry.enclosure.url, entry.enclosure.length, entry.enclosure.media_type)
    if entry.picture:
        one.media.content(_media(entry), group=None)
    one.published(entry.published)
    one.updated(entry.updated)


def _media(entry: FeedItem) -> dict[str, Any]:
    picture = entry.picture
    assert picture is not None
    facts = {"fileSize": picture.length, "width": picture.width, "height": picture.height}
    sizes = {name: str(value) for name, value in facts.items() if value is not None}
    return {"url": picture.url, "type": picture.media_type, "medium": "image", **sizes, "group": None}


class _Repaired(FeedEntry):  # type: ignore[misc]  # feedgen has no types
    """An entry that feedgen writes, with what it forgets."""

    def __init__(self, entry: FeedItem, language: str) -> None:
        super().__init__()
        self._entry, self._language = entry, language

    def atom_entry(self, extensions: bool = True) -> Any:
        element = super().atom_entry(extensions)
        for written, link in zip(element.findall("link"), self.link(), strict=True):
            for name in _LINK_FACTS:
                if link.get(name):
                    written.set(name, link[name])
        if self._entry.language != self._language:
            element.set(_LANGUAGE, self._entry.language)
        return self._described(element)

    def rss_entry(self, extensions: bool = True) -> Any:
        return self._described(super().rss_entry(extensions))

    def _described(self, element: Any) -> Any:
        for media in element.findall(f"{_MEDIA}content"):
            if self._entry.picture and self._entry.picture.alt:
                description = media.makeelement(f"{_MEDIA}description", type="plain")
                description.text = self._entry.picture.alt
                media.append(description)
        return element

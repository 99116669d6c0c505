"""feedgen, put right: the one place that knows what feedgen 1.0.0 does wrong, and makes up for it.

- An Atom entry's links lose `rel`, `type` and `length`: feedgen reads them from the element that it has just made.
- Entries are put first: the newest would come last. Here the order is that in which they are added.
- What is not dated is dated by the clock. Here nothing is made without its dates.
- Its media extension cannot describe a picture, and it cannot say that an entry is in another language.
- A feed's hub is not in its RSS: of all links, it keeps the feed's own.

tests/channels/feeds/test_feedgen.py fails when a new version changes one of these.
"""

from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from .feed import FeedHead, FeedItem
from .texts import as_html

_ATOM = "{http://www.w3.org/2005/Atom}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_LINK_FACTS = ("rel", "type", "hreflang", "title", "length")


def generator(feed: FeedHead, media_type: str) -> Any:
    """A feed without entries. media_type: of the format that it is going to be written in."""
    xml_feed = _WithHub()
    xml_feed.load_extension("dc", atom=False)  # Atom has its own author and language
    xml_feed.load_extension("media")
    xml_feed.id(feed.id)
    xml_feed.title(feed.title)
    xml_feed.description(feed.description)
    xml_feed.language(feed.language)
    xml_feed.author(name=feed.author.name, uri=feed.author.url)
    # RSS takes the last one for its own <link>.
    if feed.hub:
        xml_feed.link(href=feed.hub, rel="hub")
    xml_feed.link(href=feed.urls[media_type], rel="self", type=media_type)
    xml_feed.link(href=feed.page, rel="alternate", type="text/html")
    xml_feed.updated(feed.updated)
    xml_feed.generator("Tambour")
    return xml_feed


def add(xml_feed: Any, entry: FeedItem, language: str) -> None:
    """Add an entry after the others. language: the feed's."""
    xml_entry = xml_feed.add_entry(_Repaired(entry, language), order="append")
    xml_entry.id(entry.id)
    xml_entry.title(entry.title)
    xml_entry.link(href=entry.url, rel="alternate", type="text/html")
    xml_entry.summary(entry.summary)
    xml_entry.description(as_html(entry.summary))  # of RSS; it becomes the content of Atom, too, until the next line
    xml_entry.content(entry.html, type="html")
    xml_entry.author(name=entry.author.name, uri=entry.author.url)
    xml_entry.dc.dc_creator(entry.author.name)  # RSS's own <author> is an email address
    if entry.language != language:
        xml_entry.dc.dc_language(entry.language)
    for category in entry.categories:
        xml_entry.category(term=category.term, label=category.label)
    if entry.enclosure:
        xml_entry.enclosure(entry.enclosure.url, entry.enclosure.length, entry.enclosure.media_type)
    if entry.picture:
        xml_entry.media.content(_media(entry), group=None)
    xml_entry.published(entry.published)
    xml_entry.updated(entry.updated)


def _media(entry: FeedItem) -> dict[str, Any]:
    picture = entry.picture
    assert picture is not None
    facts = {"fileSize": picture.length, "width": picture.width, "height": picture.height}
    sizes = {name: str(value) for name, value in facts.items() if value is not None}
    return {"url": picture.url, "type": picture.media_type, "medium": "image", **sizes, "group": None}


class _WithHub(FeedGenerator):  # type: ignore[misc]  # feedgen has no types
    """A feed whose RSS names its hub, as its Atom does."""

    def _create_rss(self, extensions: bool = True) -> Any:
        rss, document = super()._create_rss(extensions)
        for own in rss.findall(f"channel/{_ATOM}link"):
            for hub in (link["href"] for link in self.link() if link.get("rel") == "hub"):
                own.addprevious(own.makeelement(own.tag, href=hub, rel="hub"))
        return rss, document


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
        return self._describe_picture(element)

    def rss_entry(self, extensions: bool = True) -> Any:
        return self._describe_picture(super().rss_entry(extensions))

    def _describe_picture(self, element: Any) -> Any:
        for media in element.findall(f"{_MEDIA}content"):
            if self._entry.picture and self._entry.picture.alt:
                description = media.makeelement(f"{_MEDIA}description", type="plain")
                description.text = self._entry.picture.alt
                media.append(description)
        return element

"""RSS 2.0 and Atom (RFC 4287): entries written once, by feedgen, and put together in every feed that carries them."""

from collections.abc import Sequence
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from .feed import ATOM, RSS, FeedHead, FeedItem
from .generator import add, generator

_END = {RSS: b"</channel>", ATOM: b"</feed>"}  # what follows the last entry
_START = {RSS: b"<item>", ATOM: b"<entry"}  # what an entry begins with; a text never does: its `<` are escaped


def write_entry(feed: FeedHead, entry: FeedItem, media_type: str) -> bytes:
    """An entry as it stands in a feed of this language. feed: any of them."""
    xml_feed = generator(feed, media_type)
    add(xml_feed, entry, feed.language)
    inside, _, _ = _document(xml_feed, media_type).rpartition(_END[media_type])
    start = _START[media_type]
    _, _, written = inside.partition(start)
    return start + written


def document(feed: FeedHead, entries: Sequence[bytes], media_type: str) -> bytes:
    """The whole feed, one entry a line. entries: `write_entry`, newest first."""
    head, end, tail = _document(generator(feed, media_type), media_type).rpartition(_END[media_type])
    declaration, _, root = head.partition(b"\n")
    return b"\n".join((declaration, _style(feed.style), root, *entries, end + tail, b""))


def _document(xml_feed: object, media_type: str) -> bytes:
    text: bytes = xml_feed.rss_str() if media_type == RSS else xml_feed.atom_str()  # type: ignore[attr-defined]  # no types
    return text


def _style(url: str) -> bytes:
    """What makes a browser show a feed as a page, not as its source (W3C, Associating Style Sheets with XML 1.0)."""
    instruction = ElementTree.ProcessingInstruction("xml-stylesheet", f'type="text/css" href={quoteattr(url)}')
    return ElementTree.tostring(instruction)

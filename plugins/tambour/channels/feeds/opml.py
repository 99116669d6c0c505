"""OPML 2.0 (http://opml.org/spec2.opml): every feed in one file, which readers import at once."""

from collections.abc import Sequence
from email.utils import format_datetime
from xml.etree import ElementTree

from tambour.channels import Site
from tambour.words.speech import N_, _

from .feed import RSS, FeedHead

# Register of a feed's scope → the heading under which it stands.
_HEADINGS = {
    "all": N_("Tout le territoire"),
    "kind": N_("Tout le territoire"),
    "commune": N_("Par commune"),
    "topic": N_("Par thème"),
}


def document(site: Site, feeds: Sequence[tuple[str, FeedHead]]) -> bytes:
    """feeds: each with the register of its scope.

    Each is listed once, as RSS, which every reader knows: who imports the file wants no news three times.
    """
    root = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(root, "head")
    facts = {
        "title": _("Flux — {name}", name=site.territory.label),
        "dateModified": format_datetime(max(feed.updated for _, feed in feeds)),  # RFC 822, whatever the locale
        "ownerName": site.territory.name,
        "ownerId": site.absolute(""),
    }
    for name, value in facts.items():
        ElementTree.SubElement(head, name).text = value
    body = ElementTree.SubElement(root, "body")
    groups: dict[str, ElementTree.Element] = {}
    for register, feed in feeds:
        heading = _(_HEADINGS[register])
        if heading not in groups:
            groups[heading] = ElementTree.SubElement(body, "outline", text=heading)
        ElementTree.SubElement(groups[heading], "outline", _outline(feed))
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, "UTF-8", xml_declaration=True)
    return written + b"\n"


def _outline(feed: FeedHead) -> dict[str, str]:
    return {
        "type": "rss",
        "version": "RSS2",
        "text": feed.title,
        "title": feed.title,
        "description": feed.description,
        "xmlUrl": feed.urls[RSS],
        "htmlUrl": feed.page,
        "language": feed.language,
    }

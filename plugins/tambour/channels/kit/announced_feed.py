"""What left, where and when, as an Atom feed (RFC 4287) for whoever follows it: the last posts that stand.

It is never on the site. It names posts of contents that have left it since, and a site that told what was announced of
it would be another site after each announcement.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from tambour.model.announcements import AnnouncedItem, AnnouncedPost
from tambour.model.identity import uri
from tambour.model.territory import Territory
from tambour.words.announcements import account_fr, came_there, posted_fr
from tambour.words.typography import NBSP

ATOM = "application/atom+xml; charset=utf-8"
_MOST = 100
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def announced_feed(
    territory: Territory, announced: Iterable[AnnouncedItem], titles: Mapping[str, str], site_url: str
) -> bytes:
    """The whole feed.

    Args:
        territory: who announces.
        announced: what became of each item.
        titles: of items, by id.
        site_url: address of the site.
    """
    posts = [(post, item.item) for item in announced for post in item.posts]
    last = sorted(posts, key=lambda one: (one[0].at, one[0].target, one[1]), reverse=True)[:_MOST]
    feed = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom"})
    _add(feed, "id", uri(territory, "annonces/"))
    _add(feed, "title", f"Annonces – {territory.label}")
    _add(feed, "updated", _moment(last[0][0].at if last else _NEVER, territory.zone))
    _add(_add(feed, "author"), "name", territory.name)
    _add(feed, "link", rel="alternate", type="text/html", href=site_url)
    for post, item in last:
        _add_entry(feed, territory, post, item, titles.get(item, item))
    ElementTree.indent(feed)
    text: bytes = ElementTree.tostring(feed, "UTF-8", xml_declaration=True)
    return text + b"\n"


def _add_entry(feed: ElementTree.Element, territory: Territory, post: AnnouncedPost, item: str, title: str) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", f"{uri(territory, item)}#{post.target}-{post.at:%Y%m%dT%H%M%S}")
    _add(entry, "title", f"{account_fr(post.target)}, {came_there(post)}{NBSP}: {title}")
    _add(entry, "updated", _moment(post.at, territory.zone))
    if post.address:
        _add(entry, "link", rel="alternate", type="text/html", href=post.address)
    _add(entry, "summary", posted_fr(post, territory.zone))


def _add(parent: ElementTree.Element, name: str, text: str = "", **facts: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, facts)
    element.text = text or None
    return element


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).replace(microsecond=0).isoformat()

"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from .feed import JSON, FeedHead, FeedItem, Person

_VERSION = "https://jsonfeed.org/version/1.1"
_EMPTY = b"[]}"


def write_entry(entry: FeedItem) -> bytes:
    """An entry as it stands in a feed."""
    return _json(_item(entry))


def document(feed: FeedHead, entries: Sequence[bytes]) -> bytes:
    """The whole feed. entries: `write_entry`, newest first."""
    head = {
        "version": _VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.urls[JSON],
        "description": feed.description,
        "authors": [_person(feed.author)],
        "language": feed.language,
        **({"hubs": [{"type": "WebSub", "url": feed.hub}]} if feed.hub else {}),
        "items": [],
    }
    return _json(head).removesuffix(_EMPTY) + b"[" + b",\n".join(entries) + b"]}\n"


def _item(entry: FeedItem) -> Mapping[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [_person(entry.author)],
        "language": entry.language,
        "tags": [category.label for category in entry.categories],
    }
    if entry.picture:
        item["image"] = entry.picture.url
    if file := entry.enclosure:
        told = {"title": file.title, "duration_in_seconds": file.seconds}
        attachment = {"url": file.url, "mime_type": file.media_type, "size_in_bytes": file.length}
        item["attachments"] = [attachment | {name: value for name, value in told.items() if value}]
    return item


def _person(person: Person) -> Mapping[str, str]:
    return {"name": person.name, "url": person.url}


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()

"""A message as a record of `app.bsky.feed.post`, and the key under which it is kept (atproto.com, lexicons)."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from tambour.announce.contract import Message

POST = "app.bsky.feed.post"
_TAG = re.compile(r"(?<![\w&])#(\w*[^\W\d_]\w*)")
_SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"  # base32-sortable, of a TID
_TID_LENGTH, _CLOCK_BITS, _PER_SECOND = 13, 10, 1_000_000


def record_key(message: Message) -> str:
    """A TID (atproto.com/specs/tid) that is the same for the same message: the second of the publication, and a digest.

    Whoever sends it twice sends it to the same place.
    """
    digest = int.from_bytes(hashlib.sha256(message.key.encode()).digest()[:8], "big")
    micros = int(message.at.timestamp()) * _PER_SECOND + digest % _PER_SECOND
    number = micros << _CLOCK_BITS | (digest >> 32) % (1 << _CLOCK_BITS)
    letters = (_SORTABLE[number >> 5 * place & 31] for place in reversed(range(_TID_LENGTH)))
    return "".join(letters)


def record_of(message: Message, embed: Mapping[str, Any] | None) -> dict[str, Any]:
    """The record."""
    record: dict[str, Any] = {
        "$type": POST,
        "text": message.text,
        "createdAt": created_at(message.now),
        "langs": [message.language],
        "facets": [*facets(message.text, message.url)],
    }
    return record | ({"embed": dict(embed)} if embed is not None else {})


def created_at(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def facets(text: str, url: str) -> Iterator[dict[str, Any]]:
    """What can be followed in a text: the address of the page, and hashtags; places are counted in bytes of UTF-8.

    >>> [facet["index"] for facet in facets("Été : https://a.fr #Fête", "https://a.fr")]
    [{'byteStart': 8, 'byteEnd': 20}, {'byteStart': 21, 'byteEnd': 27}]
    """
    links = [(found.start(), found.end()) for found in re.finditer(re.escape(url), text)] if url else []
    for start, end in links:
        yield _facet(text, start, end, {"$type": "app.bsky.richtext.facet#link", "uri": url})
    for found in _TAG.finditer(text):
        if not any(start <= found.start() < end for start, end in links):
            yield _facet(text, *found.span(), {"$type": "app.bsky.richtext.facet#tag", "tag": found[1]})


def _facet(text: str, start: int, end: int, feature: Mapping[str, str]) -> dict[str, Any]:
    before, inside = len(text[:start].encode()), len(text[start:end].encode())
    return {"index": {"byteStart": before, "byteEnd": before + inside}, "features": [dict(feature)]}

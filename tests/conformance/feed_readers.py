"""What other people's readers make of our feeds: feedparser (Python), rss-parser and feedsmith (npm), in one shape."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import feedparser

SCRIPT = Path(__file__).with_name("read_feeds.mjs")


class Read(NamedTuple):
    """One entry. published, updated: UTC. enclosures: url, type, bytes.

    What a reader or a format does not tell is None.
    """

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime | None
    html: str
    enclosures: tuple[tuple[str, str, int], ...] | None


def by_feedparser(data: bytes) -> list[Read]:
    """RSS or Atom. Its own cleaning of HTML is switched off: what is wanted is what we wrote."""
    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return [
        Read(
            entry.id,
            entry.title,
            entry.link,
            datetime(*entry.published_parsed[:6], tzinfo=UTC),
            datetime(*entry.updated_parsed[:6], tzinfo=UTC) if "atom" in parsed.version else None,
            entry.content[0].value,
            tuple((file.href, file.type, int(file.length)) for file in entry.enclosures),
        )
        for entry in parsed.entries
    ]


def by_node(node: Path, files: Sequence[Path]) -> Mapping[tuple[str, Path], list[Read]]:
    """Every file by every npm reader that knows its format: (reader, file) → entries. One process."""
    job = json.dumps([str(file) for file in files])
    done = subprocess.run([node, SCRIPT], input=job, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    told = (json.loads(line) for line in done.stdout.splitlines())
    return {(one["reader"], Path(one["file"])): [_read(entry) for entry in one["entries"]] for one in told}


def _read(raw: Mapping) -> Read:
    files = raw["enclosures"]
    return Read(
        raw["id"],
        raw["title"],
        raw["link"],
        _moment(raw["published"]),
        _moment(raw["updated"]) if raw["updated"] else None,
        raw["html"],
        None if files is None else tuple((file["url"], file["type"], int(file["length"])) for file in files),
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)

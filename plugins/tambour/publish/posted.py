"""What was posted, where: `_diffusion.jsonl`, in the content folder, one tick a line, of the pupitre or of `annonces`.

It lies where the content lies, and is saved with it as one more version: whoever shares the content shares it, on
whatever machine, and it outlives the cache. The reader of content passes over what begins with `_`. Lines are only ever
added, so that what two people tick is united line by line; the last one of a network counts. A tick says when: whatever
became new of the item later is still to be posted.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tambour.build.machine import write_whole

POSTED_FILE = "_diffusion.jsonl"
ATTRIBUTES = ".gitattributes"  # beside it: whatever git unites elsewhere, it unites as we do
EVERYWHERE = "*"  # a network: what was announced once, on all of them
_UNITE = f"{POSTED_FILE} text eol=lf merge=union\n".encode()


@dataclass(frozen=True)
class PostTick:
    """Somebody has posted an item on a network. at: when. by: who. is_done: False when she takes it back."""

    item: str
    network: str
    at: datetime
    by: str = ""
    is_done: bool = True

    def line(self) -> bytes:
        """As it is written."""
        said = {"item": self.item, "network": self.network, "at": self.at.isoformat(), "by": self.by}
        return (json.dumps(said | ({} if self.is_done else {"undone": True}), ensure_ascii=False) + "\n").encode()


def ticks_since(ticks: Mapping[tuple[str, str], PostTick], item: str, day: date) -> list[PostTick]:
    """On which networks an item was posted from a day on, the first one first.

    A day, not an instant: what is told by hand is told as soon as it is saved, before it is seen online.
    """
    found = [tick for (named, _), tick in ticks.items() if named == item and tick.is_done and tick.at.date() >= day]
    return sorted(found, key=lambda tick: (tick.at, tick.network))


def add_tick(content: Path, tick: PostTick) -> None:
    """Write one more line; whoever saves the content next saves it. Raises OSError."""
    file, attributes = content / POSTED_FILE, content / ATTRIBUTES
    rules = attributes.read_bytes() if attributes.exists() else b""
    if with_rule(rules) != rules:
        write_whole(attributes, with_rule(rules))
    with file.open("a+b") as lines:
        if lines.tell():
            lines.seek(-1, os.SEEK_END)
            lines.write(b"" if lines.read(1) == b"\n" else b"\n")
        lines.write(tick.line())


def ticks_in(content: Path) -> Mapping[tuple[str, str], PostTick]:
    """The last tick of each item and network of a content folder."""
    try:
        return read_ticks((content / POSTED_FILE).read_bytes())
    except OSError:
        return {}


def with_rule(attributes: bytes) -> bytes:
    """The attributes of the content folder, with what git is to know of ticks."""
    if _UNITE.strip() in attributes:
        return attributes
    return attributes + (b"" if attributes.endswith(b"\n") or not attributes else b"\n") + _UNITE


def read_ticks(data: bytes) -> Mapping[tuple[str, str], PostTick]:
    """The last tick of each item and network. Lines that are none are passed over."""
    found: dict[tuple[str, str], PostTick] = {}
    for line in data.splitlines():
        try:
            said = json.loads(line)
            at = datetime.fromisoformat(said["at"])
            tick = PostTick(str(said["item"]), str(said["network"]), at, str(said["by"]), not said.get("undone"))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
        key, before = (tick.item, tick.network), found.get((tick.item, tick.network))
        if at.tzinfo is not None and (before is None or before.at <= tick.at):
            found[key] = tick
    return found

"""What calendars are made of: the VEVENTs of one UID, written once and put into every file that shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from tambour.channels import Published, Site

from .lines import component, plain, texts, uri

_PICTURE_WIDTH = 800  # pixels: what a phone shows of one
# Confirmed, even when cancelled: Google hides what is not, and a meeting must not vanish. Nobody is made busy by it.
_ALWAYS = plain("STATUS", "CONFIRMED") + plain("TRANSP", "TRANSPARENT") + plain("CLASS", "PUBLIC")


class EntryPart(NamedTuple):
    """One VEVENT. place: id of the place in which it is; None when that is no place of ours.

    alone: of a date of a series that is elsewhere than the others, the VEVENT where the series is not shown. It has a
    UID of its own there: several dates of one UID without their series are read as one by some programs.
    """

    place: str | None
    data: bytes
    alone: bytes = b""


@dataclass(frozen=True)
class CalendarEntry:
    """The VEVENTs of one UID: of one date; or of a series, and then of each of its dates that is unlike the others.

    uid: before the @. begins, over: of the first and of the last date. changed_at: None when nothing tells it.
    parts: the series, or the only one, comes first.
    """

    uid: str
    begins: datetime
    over: datetime
    changed_at: datetime | None
    parts: tuple[EntryPart, ...]

    @property
    def places(self) -> frozenset[str]:
        """Ids of all the places."""
        return frozenset(part.place for part in self.parts if part.place is not None)

    def at(self, place: str) -> bytes:
        """What is in one place: all of it when it usually is there, else the dates that are."""
        if self.parts[0].place == place:
            return self.data
        return b"".join(part.alone for part in self.parts if part.place == place)

    @property
    def data(self) -> bytes:
        """All of it."""
        return b"".join(part.data for part in self.parts)


def vevent(identity: bytes, times: Iterable[bytes], wording: bytes) -> bytes:
    """One VEVENT. identity: its UID, and which state of it this is. wording: what people read."""
    return component("VEVENT", identity, *times, wording, _ALWAYS)


def about(site: Site, published: Published) -> bytes:
    """What every date of an item says alike: its page, its topics, its picture, its documents."""
    topics = [site.topics[topic].name for topic in published.item.topics if topic in site.topics]
    lines = [uri("URL", published.url)]
    if topics:
        lines.append(texts("CATEGORIES", topics))
    if (original := site.media.originals.get(f"images/{published.item.image}")) is not None:
        picture = original.at(_PICTURE_WIDTH)
        address = site.absolute(picture.path)
        lines.append(uri("IMAGE", address, VALUE="URI", DISPLAY="BADGE", FMTTYPE=picture.media_type))
        lines.append(uri("ATTACH", address, FMTTYPE=picture.media_type))
    for document in published.item.documents:
        if (file := site.media.originals.get(f"documents/{document.path}")) is not None:
            lines.append(uri("ATTACH", site.absolute(file.readable[-1].path), FMTTYPE=file.media_type))
    return b"".join(lines)

"""The receipt of a build: where each item came out, and why it did not; what has not come out at all, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath
from types import MappingProxyType

from tambour.model.kinds import Kind
from tambour.model.site.output import Output


class Absence(StrEnum):
    """Why something is not somewhere. The values stand in `tambour.json`, and are permanent.

    Attributes:
        EXCLUDED: its writer keeps it out (`canaux:`).
        KIND: the channel does not take its kind.
        NOTHING: it has nothing that the channel carries: no old address, no letter that chose it.
        VERSION: its original stands for it.
        WITHDRAWN: it has left the listings.
        OVER: all its dates are past.
        OLD: it came out, and last changed, longer ago than the channel goes back.
        NO_ROOM: others that are newer, or sooner, have all the room.
        LATER: its next date is further ahead than the channel looks.
        ELSEWHERE: the channel is for the people of other communes.
        DRAFT: of what is not published: it is a draft.
        NOT_YET: of what is not published: it comes out later.
        FAULTY: of what is not published: something in it is to be mended.
    """

    EXCLUDED = "excluded"
    KIND = "kind"
    NOTHING = "nothing"
    VERSION = "version"
    WITHDRAWN = "withdrawn"
    OVER = "over"
    OLD = "old"
    NO_ROOM = "no-room"
    LATER = "later"
    ELSEWHERE = "elsewhere"
    DRAFT = "draft"
    NOT_YET = "not-yet"
    FAULTY = "faulty"


@dataclass(frozen=True)
class Presence:
    """One item in one channel.

    Attributes:
        files: the files about it alone.
        shared: paths of the files that show it among others.
        absence: why it is not there; `None` when it is.
    """

    files: tuple[Output, ...] = ()
    shared: tuple[str, ...] = ()
    absence: Absence | None = None


@dataclass(frozen=True)
class WaitingItem:
    """An item that has not come out, or whose last changes have not.

    Attributes:
        id: its id; "" when its file does not even tell one.
        title: what it is called, for its writer.
        kind: what it is.
        path: of its file, relative to the content folder.
        why: a draft, not yet, or faulty.
        due: when it comes out by itself; `None` when it does not.
        problems: what is to be mended, in French.
        keeps_last: whether what was published of it before stays in its place.
        trimmed: whether it came out all the same, without what is wrong around it: an alert.
    """

    id: str
    title: str
    kind: Kind
    path: PurePosixPath
    why: Absence
    due: datetime | None = None
    problems: tuple[str, ...] = ()
    keeps_last: bool = False
    trimmed: bool = False


@dataclass(frozen=True)
class WaitingLink:
    """A link whose target is not published: readers see its words, without a link.

    Attributes:
        item: id of the item in which it stands.
        line: 1-based, in the item's file.
        target: id of what it will lead to.
        due: when that comes out; `None` when nothing tells.
    """

    item: str
    line: int
    target: str
    due: datetime | None = None


@dataclass(frozen=True)
class Receipt:
    """What one build made of its content.

    Attributes:
        channels: name → what agents call it, the pages first, then in the order of the settings.
        items: of each published item, by id: its presence in each channel.
        waiting: what has not come out, by id; never to be published.
        links: links that wait for their target.
    """

    channels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    items: Mapping[str, Mapping[str, Presence]] = field(default_factory=lambda: MappingProxyType({}))
    waiting: tuple[WaitingItem, ...] = ()
    links: tuple[WaitingLink, ...] = ()

    def of(self, item_id: str) -> Mapping[str, Presence]:
        """Where an item came out.

        Args:
            item_id: of a published item.

        Returns:
            Its presence by channel; empty for an item that is not published.
        """
        return self.items.get(item_id, MappingProxyType({}))

"""What a build left out or kept back, and why: said at the top of its report, and in whatever else tells of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath


class Fate(StrEnum):
    """What became of a file that could not be published as it is written.

    KEPT: what was last published of it stays. WAITS: it does not appear. DRAFT: it was not to appear anyway.
    TRIMMED: an alert goes out, without what is wrong around it. ASIDE: nothing is ever made of this file.
    """

    KEPT = "kept"
    WAITS = "waits"
    DRAFT = "draft"
    TRIMMED = "trimmed"
    ASIDE = "aside"


@dataclass(frozen=True)
class LeftOut:
    """One file of the content that is not published as it is written.

    Attributes:
        path: relative to the content folder.
        line: 1-based, of its first fault; 0 when the file has no lines.
        fate: what became of it.
        codes: of what is wrong with it, each once, in order.
        id: of the item; "" for a register, and for a file in which no id can be read.
        title: of the item; "" when none can be read.
        since: when what is kept was last published as it was written; `None` when nothing is kept.
        without: French keys of what an alert goes out without.
        awaits: ids of other items that are left out, and that it needs.
    """

    path: PurePosixPath
    line: int
    fate: Fate
    codes: tuple[str, ...]
    id: str = ""
    title: str = ""
    since: datetime | None = None
    without: tuple[str, ...] = ()
    awaits: tuple[str, ...] = ()

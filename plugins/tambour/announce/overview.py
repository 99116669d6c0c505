"""Where each item went, when, and what became of it: for whoever shows it afterwards. What failed stands first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tambour.announce.journal import JournalWriter
from tambour.announce.plan import AnnouncePlan, PlannedPost, PostReason
from tambour.model.announcements import Act, AnnounceJournal, NetworkTrouble


@dataclass(frozen=True)
class AnnouncedPost:
    """A post that people can see. act: how it came there. at: when it was sent, by the clock of that machine."""

    target: str
    act: Act
    at: datetime
    address: str


@dataclass(frozen=True)
class FailedPost:
    """A message that did not leave, or may have. words: of the network."""

    target: str
    at: datetime
    trouble: NetworkTrouble
    words: str


@dataclass(frozen=True)
class ItemOverview:
    """All of one item. leaving: what the next passage sends. waiting: what does not leave yet, each with its reason."""

    item: str
    failed: tuple[FailedPost, ...] = ()
    leaving: tuple[PlannedPost, ...] = ()
    waiting: tuple[PlannedPost, ...] = ()
    posts: tuple[AnnouncedPost, ...] = ()


def overview(journal: AnnounceJournal, plan: AnnouncePlan, targets: Iterable[str]) -> Mapping[str, ItemOverview]:
    """Each item that was announced, or is to be; those of which something failed first.

    Args:
        journal: of the project (`journal_of`).
        plan: of now; `AnnouncePlan()` where nobody asks the place.
        targets: names of accounts.
    """
    states = journal.states.values()
    items = {line.item for state in states for line in state.lines} | {post.item for post in plan.posts}
    found = [_of_item(item, journal, plan, tuple(targets)) for item in items]
    return {one.item: one for one in sorted(found, key=lambda one: (not one.failed, one.item))}


def journal_of(content: Path) -> AnnounceJournal:
    """The journal of a project. Raises OSError."""
    return JournalWriter(content).journal


def _of_item(item: str, journal: AnnounceJournal, plan: AnnouncePlan, targets: tuple[str, ...]) -> ItemOverview:
    failures = [state.last_failure for state in journal.states.values()]
    ours = [one for one in failures if one is not None and one.item == item and one.trouble is not None]
    failed = [FailedPost(one.target, one.at, one.trouble, one.words) for one in ours if one.trouble is not None]
    posts = [
        AnnouncedPost(target, standing.line.act, standing.line.at, standing.post.address)
        for target in targets
        for standing in journal.posts(target, item)
    ]
    planned = [one for one in plan.posts if one.item == item]
    leaving = [one for one in planned if one.reason is PostReason.READY]
    return ItemOverview(
        item,
        tuple(sorted(failed, key=lambda one: one.at)),
        tuple(leaving),
        tuple(one for one in planned if one not in leaving),
        tuple(sorted(posts, key=lambda one: one.at)),
    )

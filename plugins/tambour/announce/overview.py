"""Where each item went, when, and what became of it: for whoever shows it afterwards. What failed stands first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tambour.announce.decisions import AnnouncePlan, PlannedPost, PostReason
from tambour.announce.journal import JournalWriter
from tambour.model.announcements import AnnouncedPost, AnnounceJournal, FailedPost

NOTHING_PLANNED = AnnouncePlan()


@dataclass(frozen=True)
class ItemOverview:
    """All of one item. leaving: what the next passage sends. waiting: what does not leave yet, each with its reason."""

    item: str
    failed: tuple[FailedPost, ...] = ()
    leaving: tuple[PlannedPost, ...] = ()
    waiting: tuple[PlannedPost, ...] = ()
    posts: tuple[AnnouncedPost, ...] = ()


def overview(journal: AnnounceJournal, plan: AnnouncePlan = NOTHING_PLANNED) -> Mapping[str, ItemOverview]:
    """Each item that was announced, or is to be; those of which something failed first.

    Args:
        journal: of the project (`journal_of`).
        plan: of now; nothing where nobody asks the place.
    """
    planned: dict[str, list[PlannedPost]] = {}
    for post in plan.posts:
        planned.setdefault(post.item, []).append(post)
    found = [_of_item(item, journal, planned.get(item, ())) for item in journal.items | planned.keys()]
    return {one.item: one for one in sorted(found, key=lambda one: (not one.failed, one.item))}


def journal_of(content: Path) -> AnnounceJournal:
    """The journal of a project. Raises OSError."""
    return JournalWriter(content).journal


def _of_item(item: str, journal: AnnounceJournal, planned: Sequence[PlannedPost]) -> ItemOverview:
    leaves = (PostReason.READY, PostReason.ASK)
    return ItemOverview(
        item,
        journal.failures_of(item),
        tuple(one for one in planned if one.reason in leaves),
        tuple(one for one in planned if one.reason not in leaves),
        journal.posts_of(item),
    )

"""What a plan decides: for each item and each target, one thing to do, and why it is not done now, if it is not."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from tambour.announce.contract import Message
from tambour.model.announce_lines import Act, RemotePost
from tambour.model.announcements import KeyState, StandingPost
from tambour.publish.news import ItemChange


class PostReason(StrEnum):
    """Why a message does not leave now.

    ready: it does. ask: it may have left, which the network is to say first. unsure: it may have left, which people are
    to say.
    """

    READY = "part"
    ASK = "a-verifier"
    UNSURE = "a-dire"
    DELAY = "delai"
    QUIET = "silence"
    RETRY = "plus-tard"
    CROWD = "au-suivant"
    TAKEN = "pris"
    OTHERWISE = "autre-contenu"
    OLD = "ancien"
    SILENT = "muet"


@dataclass(frozen=True)
class PlannedPost:
    """One decision.

    Attributes:
        target, label: name of the target, and what its users call it.
        item, title, url: what it is about.
        change: what is new of it.
        announcement: the latest that it says; others: those before it that it says, too.
        act: what is done.
        key: of the message.
        reason: whether it leaves, else why not.
        at: when it leaves, of one that waits.
        compose: makes the message that leaves; None where nothing is to be sent.
        state: what the journal knows of it.
        edition: of a letter, id of the commune that it is for.
        on: what is held.
        is_draft: people have the last word there.
    """

    target: str
    label: str
    item: str
    title: str
    url: str
    change: ItemChange
    announcement: str
    act: Act
    key: str
    reason: PostReason = PostReason.READY
    at: datetime | None = None
    others: tuple[str, ...] = ()
    compose: Callable[[], Message] | None = field(default=None, compare=False)
    state: KeyState = field(default_factory=KeyState)
    edition: str = ""
    on: RemotePost | None = None
    is_draft: bool = False

    @cached_property
    def message(self) -> Message | None:
        """What leaves."""
        return self.compose() if self.compose is not None else None

    @property
    def announcements(self) -> tuple[str, ...]:
        return (*self.others, self.announcement)

    @property
    def waits(self) -> bool:
        """Whether time alone will have it leave."""
        return self.reason in (PostReason.DELAY, PostReason.QUIET, PostReason.RETRY, PostReason.CROWD)


class StrandedPosts(NamedTuple):
    """What stands on a target of an item that is no longer shown: somebody is to say whether it goes.

    by_hand: from here, it cannot.
    """

    target: str
    label: str
    item: str
    title: str
    posts: tuple[StandingPost, ...]
    by_hand: bool = False


@dataclass(frozen=True)
class AnnouncePlan:
    """posts: every decision, in the order in which messages leave. is_journal_lost: messages have left from here, the
    place of the site knows, and the journal tells of none.
    """

    posts: tuple[PlannedPost, ...] = ()
    stranded: tuple[StrandedPosts, ...] = ()
    is_journal_lost: bool = False

    def of(self, *reasons: PostReason) -> tuple[PlannedPost, ...]:
        return tuple(one for one in self.posts if one.reason in reasons)

    @property
    def pending(self) -> frozenset[str]:
        """Ids of announcements that are still to be said somewhere."""
        return frozenset(name for one in self.posts for name in one.announcements)

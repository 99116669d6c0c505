"""Where items were announced, as the journal tells it that `annoncer` keeps beside the ledger.

Lines mean the same in any order: two machines' journals are united line by line.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from typing import NamedTuple

from tambour.model.announce_lines import Act, AnnounceLine, LineStage, NetworkTrouble, RemotePost, lines_in
from tambour.model.memory import remember

_KEY_LENGTH = 32


@dataclass(frozen=True)
class KeyState:
    """All that is known of one message. lines: of its key, in no order that matters."""

    lines: tuple[AnnounceLine, ...] = ()

    @property
    def sent(self) -> AnnounceLine | None:
        """That a network has it: the one line on which all who read the journal agree."""
        found = [one for one in self.lines if one.stage is LineStage.SENT and one.post is not None]
        return min(found, key=lambda one: (one.at, one.post.id if one.post else "")) if found else None

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be done."""
        over = (LineStage.SENT, LineStage.SETTLED, LineStage.DROPPED, LineStage.REMOVED)
        return any(one.stage in over for one in self.lines)

    @property
    def is_settled(self) -> bool:
        return any(one.stage is LineStage.SETTLED for one in self.lines)

    @property
    def is_removed(self) -> bool:
        return any(one.stage is LineStage.REMOVED for one in self.lines)

    @property
    def is_open(self) -> bool:
        """Whether a network was asked, and nobody knows what came of it."""
        closed = {one.attempt for one in self.lines if one.stage in (LineStage.FAILED, LineStage.ABSENT)}
        begun = {one.attempt for one in self.lines if one.stage is LineStage.INTENT}
        return not self.is_over and bool(begun - closed)

    @property
    def attempts(self) -> frozenset[str]:
        """Digests of the texts with which a network was asked."""
        return frozenset(one.said for one in self.lines if one.said)

    @property
    def last_failure(self) -> AnnounceLine | None:
        """The latest, while the message waits."""
        failures = [one for one in self.lines if one.trouble is not None]
        return max(failures, key=lambda one: one.at) if failures and not self.is_over else None


NOTHING_DONE = KeyState()


@dataclass(frozen=True)
class StandingPost:
    """One that people can see. line: that it was sent. last: that it became what it is. look: of its picture."""

    post: RemotePost
    line: AnnounceLine
    last: AnnounceLine

    @property
    def look(self) -> str:
        return self.last.look


@dataclass(frozen=True)
class AnnouncedPost:
    """A post that people can see, or a draft of which they have the last word there.

    act: how it came there. at: when it was sent, by the clock of that machine.
    """

    target: str
    act: Act
    at: datetime
    address: str
    is_draft: bool = False


@dataclass(frozen=True)
class FailedPost:
    """A message that did not leave, or may have. words: of the network. until: when it may be tried again."""

    target: str
    at: datetime
    trouble: NetworkTrouble
    words: str
    until: datetime | None = None


class AnnouncedItem(NamedTuple):
    """What became of one item. posts: what stands, the first post first. failed: what waits, the oldest failure first.

    Neither, of an item of which nothing was said or tried.
    """

    item: str
    posts: tuple[AnnouncedPost, ...] = ()
    failed: tuple[FailedPost, ...] = ()


@dataclass(frozen=True)
class AnnounceJournal:
    """states: by key."""

    states: Mapping[str, KeyState] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Iterable[AnnounceLine]) -> "AnnounceJournal":
        by_key: dict[str, list[AnnounceLine]] = {}
        for line in lines:
            by_key.setdefault(line.key, []).append(line)
        return cls({key: KeyState(tuple(found)) for key, found in by_key.items()})

    @classmethod
    def read(cls, data: bytes) -> "AnnounceJournal":
        """Lines that are none are passed over: half of one that a machine wrote as it died, the marks of a merge."""
        return cls.of(lines_in(data))

    def state(self, key: str) -> KeyState:
        return self.states.get(key, NOTHING_DONE)

    def posts(self, target: str, item: str, edition: str | None = None) -> tuple[StandingPost, ...]:
        """What of an item stands on a target now, the first post first. edition: of a letter; None for all of them."""
        found: dict[str, StandingPost] = {}
        for line in self.history(target, item):
            assert line.post is not None
            if line.post.id not in self._removed and edition in (None, line.edition):
                first = found[line.post.id].line if line.post.id in found else line
                found[line.post.id] = StandingPost(line.post, first, line)
        return tuple(found.values())

    def history(self, target: str, item: str) -> Sequence[AnnounceLine]:
        """All that left for a target of an item, in the order in which it became due."""
        return self._sent.get((target, item), ())

    def ids(self, target: str) -> frozenset[str]:
        """Of every post of ours that is known there."""
        return frozenset(self._ids.get(target, ()))

    @property
    def items(self) -> frozenset[str]:
        """Ids of all of which anything was said, or tried."""
        return frozenset(line.item for line in self._lines)

    def of_item(self, item: str) -> AnnouncedItem:
        """All that became of one."""
        return AnnouncedItem(item, self.posts_of(item), self.failures_of(item))

    def posts_of(self, item: str) -> tuple[AnnouncedPost, ...]:
        """What stands of an item on whichever target, the first post first."""
        found = [
            AnnouncedPost(target, standing.line.act, standing.line.at, standing.post.address, standing.line.is_draft)
            for target in self._targets.get(item, ())
            for standing in self.posts(target, item)
        ]
        return tuple(sorted(found, key=lambda one: (one.at, one.target, one.address)))

    def failures_of(self, item: str) -> tuple[FailedPost, ...]:
        """What of an item did not leave and waits, the oldest failure first."""
        return self._failed.get(item, ())

    def failures(self, target: str) -> Sequence[AnnounceLine]:
        """Of a target, also those that are made good."""
        return self._failures.get(target, ())

    @cached_property
    def _failures(self) -> Mapping[str, Sequence[AnnounceLine]]:
        found: dict[str, list[AnnounceLine]] = {}
        for line in self._lines:
            if line.trouble is not None:
                found.setdefault(line.target, []).append(line)
        return found

    @cached_property
    def _failed(self) -> Mapping[str, tuple[FailedPost, ...]]:
        found: dict[str, list[FailedPost]] = {}
        for state in self.states.values():
            if (line := state.last_failure) is not None and line.trouble is not None and not self._is_past(state, line):
                failed = FailedPost(line.target, line.at, line.trouble, line.words, line.until)
                found.setdefault(line.item, []).append(failed)
        return {item: tuple(sorted(failed, key=lambda one: (one.at, one.target))) for item, failed in found.items()}

    def _is_past(self, state: KeyState, failure: AnnounceLine) -> bool:
        """Whether what could not be held has become something else since, or what was in doubt is not any more."""
        if failure.trouble is not None and failure.trouble.may_be_done and not state.is_open:
            return True
        closed = (LineStage.SENT, LineStage.DROPPED, LineStage.REMOVED)
        return failure.act is Act.HOLD and any(
            (one.target, one.item, one.edition) == (failure.target, failure.item, failure.edition)
            for one in self._lines
            if one.stage in closed and one.at > failure.at
        )

    @cached_property
    def _targets(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, set[str]] = {}
        for target, item in self._sent:
            found.setdefault(item, set()).add(target)
        return {item: sorted(targets) for item, targets in found.items()}

    @cached_property
    def _lines(self) -> Sequence[AnnounceLine]:
        return [line for state in self.states.values() for line in state.lines]

    @cached_property
    def _removed(self) -> frozenset[str]:
        return frozenset(one.post.id for one in self._lines if one.stage is LineStage.REMOVED and one.post is not None)

    @cached_property
    def _sent(self) -> Mapping[tuple[str, str], Sequence[AnnounceLine]]:
        found: dict[tuple[str, str], list[AnnounceLine]] = {}
        for state in self.states.values():
            if (sent := state.sent) is not None and sent.act is not Act.HOLD:  # what is held is what it was
                found.setdefault((sent.target, sent.item), []).append(sent)
        return {place: sorted(lines, key=_in_time) for place, lines in found.items()}

    @cached_property
    def _ids(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for line in self._lines:
            if line.post is not None:
                found.setdefault(line.target, set()).add(line.post.id)
        return found


class AnnouncingSite:
    """What a site knows of its announcements. journal: None where nothing is announced from here."""

    journal: AnnounceJournal | None

    @property
    def announces(self) -> bool:
        """Whether anything was announced from here, or is to be."""
        return self.journal is not None

    def announcement_of(self, item_id: str) -> AnnouncedItem:
        """Where an item was announced: what stands, and what did not leave."""
        return self.journal.of_item(item_id) if self.journal is not None else AnnouncedItem(item_id)

    @remember
    def announcements(self) -> tuple[AnnouncedItem, ...]:
        """The same of all of which something was said or tried, published or not any more, in the order of ids."""
        return tuple(map(self.announcement_of, sorted(self.journal.items))) if self.journal is not None else ()


@lru_cache(maxsize=4096)
def key_of(domain: str, target: str, announcement: str, act: Act | None = None, edition: str = "") -> str:
    """The key of a message: the same wherever it is worked out.

    act: of what is not the announcement itself. edition: of a letter, id of its commune.
    """
    said = "\0".join((domain, target, announcement, *([act] if act else []), *([f"/{edition}"] if edition else [])))
    return hashlib.sha256(said.encode()).hexdigest()[:_KEY_LENGTH]


def _in_time(line: AnnounceLine) -> tuple[str, datetime, str]:
    """The release names the moment: clocks of machines may differ, and an answer is never before what it answers."""
    return line.announcement.rpartition("/")[2], line.at, line.key

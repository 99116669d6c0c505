"""The journal of announcements: `_annonces.jsonl`, in the content folder, one line for each thing that happened.

A line is written, and on the disk, before a network is asked for anything, and another once it has answered; whatever
cuts it short, the lines say what is known and what must be asked. Lines are only ever added, and mean the same in any
order: two machines' journals are united line by line. It holds no secret.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from tambour.announce.contract import Act, NetworkTrouble, RemotePost
from tambour.build.machine import write_whole

JOURNAL_FILE = "_annonces.jsonl"
_ATTRIBUTES = ".gitattributes"  # beside it: it goes where the content goes, into whatever repository
_UNITE = f"{JOURNAL_FILE} text eol=lf merge=union"  # both sides of a merge are true
_KEY_LENGTH = 32


class LineStage(StrEnum):
    """What a line says.

    intent: a network is about to be asked. sent: it has it. settled: the record of publications knows that, too.
    failed: it did not take it, and is as it was. unheard: nobody knows. absent: it was asked afterwards, and does not
    have it. dropped: nothing is to leave, `words` say why. removed: it was taken away again.
    """

    INTENT = "intention"
    SENT = "parti"
    SETTLED = "fait"
    FAILED = "echec"
    UNHEARD = "sans-reponse"
    ABSENT = "absent"
    DROPPED = "sans-objet"
    REMOVED = "retire"


@dataclass(frozen=True)
class AnnounceLine:
    """One thing that happened.

    Attributes:
        key: of the message.
        stage: what it says.
        at: when, by the clock of that machine.
        attempt: which one of the intents of a key it belongs to. said: digest of the text of it.
        target, item, announcement, act: of the message. edition: of a letter, id of its commune; "" for all else.
        post: what the network has.
        look: of the picture that was sent (`SpokenPicture.look`); "" for none.
        trouble, words: what went wrong. until: not before.
    """

    key: str
    stage: LineStage
    at: datetime
    target: str
    item: str
    announcement: str
    act: Act = Act.POST
    attempt: str = ""
    said: str = ""
    post: RemotePost | None = None
    look: str = ""
    trouble: NetworkTrouble | None = None
    words: str = ""
    until: datetime | None = None
    edition: str = ""

    def data(self) -> bytes:
        """As it is written, with its line end."""
        said: dict[str, Any] = {
            "key": self.key,
            "stage": self.stage,
            "at": _instant(self.at),
            "target": self.target,
            "item": self.item,
            "announcement": self.announcement,
            "act": self.act,
        }
        if self.post is not None:
            said |= {"id": self.post.id, "address": self.post.address, "more": dict(self.post.more)}
        more = {
            "attempt": self.attempt,
            "said": self.said,
            "look": self.look,
            "trouble": self.trouble,
            "words": self.words,
            "edition": self.edition,
        }
        said |= {name: value for name, value in more.items() if value}
        if self.until is not None:
            said["until"] = _instant(self.until)
        return (json.dumps(said, ensure_ascii=False) + "\n").encode()

    @classmethod
    def read(cls, line: bytes) -> "AnnounceLine":
        """Raises ValueError, KeyError, TypeError, AttributeError for what is none."""
        said = json.loads(line)
        more = {str(name): str(value) for name, value in said.get("more", {}).items()}
        return cls(
            key=str(said["key"]),
            stage=LineStage(said["stage"]),
            at=_aware(said["at"]),
            target=str(said["target"]),
            item=str(said["item"]),
            announcement=str(said["announcement"]),
            act=Act(said["act"]),
            attempt=str(said.get("attempt", "")),
            said=str(said.get("said", "")),
            post=RemotePost(str(said["id"]), str(said["address"]), more) if "id" in said else None,
            look=str(said.get("look", "")),
            trouble=NetworkTrouble(said["trouble"]) if "trouble" in said else None,
            words=str(said.get("words", "")),
            until=_aware(said["until"]) if "until" in said else None,
            edition=str(said.get("edition", "")),
        )


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
    """One that people can see. line: that it was sent. look: of the picture that it has now."""

    post: RemotePost
    line: AnnounceLine
    look: str


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
        return cls.of(_lines(data))

    def state(self, key: str) -> KeyState:
        return self.states.get(key, NOTHING_DONE)

    def posts(self, target: str, item: str, edition: str | None = None) -> tuple[StandingPost, ...]:
        """What of an item stands on a target now, the first post first. edition: of a letter; None for all of them."""
        found: dict[str, StandingPost] = {}
        for line in self.history(target, item):
            assert line.post is not None
            if line.post.id not in self._removed and edition in (None, line.edition):
                first = found[line.post.id].line if line.post.id in found else line
                found[line.post.id] = StandingPost(line.post, first, line.look)
        return tuple(found.values())

    def history(self, target: str, item: str) -> Sequence[AnnounceLine]:
        """All that left for a target of an item, in the order in which it became due."""
        return self._sent.get((target, item), ())

    def ids(self, target: str) -> frozenset[str]:
        """Of every post of ours that is known there."""
        return frozenset(self._ids.get(target, ()))

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
    def _lines(self) -> Sequence[AnnounceLine]:
        return [line for state in self.states.values() for line in state.lines]

    @cached_property
    def _removed(self) -> frozenset[str]:
        return frozenset(one.post.id for one in self._lines if one.stage is LineStage.REMOVED and one.post is not None)

    @cached_property
    def _sent(self) -> Mapping[tuple[str, str], Sequence[AnnounceLine]]:
        found: dict[tuple[str, str], list[AnnounceLine]] = {}
        for state in self.states.values():
            if (sent := state.sent) is not None:
                found.setdefault((sent.target, sent.item), []).append(sent)
        return {place: sorted(lines, key=_in_time) for place, lines in found.items()}

    @cached_property
    def _ids(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for line in self._lines:
            if line.post is not None:
                found.setdefault(line.target, set()).add(line.post.id)
        return found


class JournalWriter:
    """Adds lines to the journal of one project, and knows it as it stands.

    folder: of the content.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / JOURNAL_FILE
        try:
            self._lines = [*_lines(self._file.read_bytes())]
        except FileNotFoundError:
            self._lines = []

    @property
    def journal(self) -> AnnounceJournal:
        return AnnounceJournal.of(self._lines)

    def add(self, *lines: AnnounceLine) -> None:
        """Have these be on the disk before anything else happens. Raises OSError."""
        is_new = not self._file.exists()
        with self._file.open("ab+") as file:
            data = b"".join(line.data() for line in lines)
            if file.tell() and _last_byte(file) != b"\n":  # half of a line
                data = b"\n" + data
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            _let_git_unite(self._file.with_name(_ATTRIBUTES))
            _settle_folder(self._file.parent)
        self._lines += lines


@lru_cache(maxsize=4096)
def key_of(domain: str, target: str, announcement: str, act: Act | None = None, edition: str = "") -> str:
    """The key of a message: the same wherever it is worked out.

    act: of what is not the announcement itself. edition: of a letter, id of its commune.
    """
    said = "\0".join((domain, target, announcement, *([act] if act else []), *([f"/{edition}"] if edition else [])))
    return hashlib.sha256(said.encode()).hexdigest()[:_KEY_LENGTH]


def _lines(data: bytes) -> Iterator[AnnounceLine]:
    for line in data.splitlines():
        try:
            yield AnnounceLine.read(line)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue


def _in_time(line: AnnounceLine) -> tuple[str, datetime, str]:
    """The release names the moment: clocks of machines may differ, and an answer is never before what it answers."""
    return line.announcement.rpartition("/")[2], line.at, line.key


def _let_git_unite(file: Path) -> None:
    """Tell git to keep the lines of both sides, unless somebody has told it something about the journal already."""
    attributes = file.read_text("utf-8") if file.is_file() else ""
    if JOURNAL_FILE not in attributes:
        write_whole(file, f"{attributes.rstrip()}\n{_UNITE}\n".lstrip().encode())


def _last_byte(file: Any) -> bytes:
    file.seek(-1, os.SEEK_END)
    return bytes(file.read(1))


def _settle_folder(folder: Path) -> None:
    """Have the name of a new file outlive the machine, too, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _aware(said: object) -> datetime:
    at = datetime.fromisoformat(str(said))
    if at.tzinfo is None:
        raise ValueError(said)
    return at

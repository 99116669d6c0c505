"""What a line of the journal of announcements says (`_annonces.jsonl`, beside the ledger): one thing that happened.

It holds no secret, and no text.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

JOURNAL_FILE = "_annonces.jsonl"


class Act(StrEnum):
    """What is done with a message.

    post: nothing of the item is there yet. answer: the first post of the item is answered, or quoted. edit: the last
    post of the item is changed. hold: a draft of what is no longer shown says that it is not to be sent. remove: a post
    is taken away.
    """

    POST = "publier"
    ANSWER = "repondre"
    EDIT = "modifier"
    HOLD = "retenir"
    REMOVE = "retirer"


@dataclass(frozen=True)
class RemotePost:
    """A post, as its network knows it.

    id: by which it is changed and removed. address: where people see it. more: what else the network wants to be told
    of it when it is answered.
    """

    id: str
    address: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


class NetworkTrouble(StrEnum):
    """Why a network did not do what it was asked. The value is the code of the sentence that tells it.

    unheard: it did not answer, or answered that it is out of order: it may have done it. busy: not before a while.
    denied: the token is not, or no longer, accepted. refused: it does not take this message, and did nothing. gone:
    what was to be changed or answered is no longer there. left: somebody has sent there what was to be changed. held:
    somebody has it in hand there, and it will be sent. away: it was not reached, and nothing left. unsure: it may have
    taken the message, and cannot be asked: somebody is to look. address: nobody may write from, or to, that address.
    """

    UNHEARD = "annonce-sans-reponse"
    BUSY = "annonce-a-ralentir"
    DENIED = "annonce-jeton-refuse"
    REFUSED = "annonce-refusee"
    GONE = "annonce-disparue"
    LEFT = "annonce-lettre-partie"
    HELD = "annonce-lettre-programmee"
    AWAY = "annonce-injoignable"
    UNSURE = "annonce-peut-etre-partie"
    ADDRESS = "annonce-adresse-refusee"

    @property
    def stops_target(self) -> bool:
        """Whether the next message to the same target would fare no better."""
        return self in _OF_TARGET

    @property
    def may_be_done(self) -> bool:
        """Whether it may have been done although it is not said so."""
        return self in (NetworkTrouble.UNHEARD, NetworkTrouble.UNSURE)


_OF_TARGET = (
    NetworkTrouble.UNHEARD,
    NetworkTrouble.BUSY,
    NetworkTrouble.DENIED,
    NetworkTrouble.AWAY,
    NetworkTrouble.UNSURE,
)


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
        is_draft: people have the last word there.
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
    is_draft: bool = False

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
        if self.is_draft:
            said["draft"] = True
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
            is_draft=said.get("draft") is True,
        )


def lines_in(data: bytes) -> Iterator[AnnounceLine]:
    """What is a line of these bytes."""
    for line in data.splitlines():
        try:
            yield AnnounceLine.read(line)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _aware(said: object) -> datetime:
    at = datetime.fromisoformat(str(said))
    if at.tzinfo is None:
        raise ValueError(said)
    return at

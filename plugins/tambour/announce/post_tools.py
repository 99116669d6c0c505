"""What tools have in common that hold drafts of posts for networks that we do not speak to ourselves.

A draft is one of one account of one network. Until somebody publishes it, whatever changes replaces it; once somebody
has, what changes is a draft of its own.
"""

import re
from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from html import escape, unescape
from typing import ClassVar, cast

from pydantic import Field

from tambour.announce.contract import Message, SpokenPicture, TargetRefusal, TargetSettings, refusal_of
from tambour.announce.doors import DraftState, GuardedTarget, refuse_unless_draft
from tambour.announce.web import SentFile, Web, WebAnswer
from tambour.model.announce_lines import NetworkTrouble, RemotePost

_NOT_FOUND = 404
_MOST_BYTES = 8_000_000  # of a picture: what the networks behind take
_TAG = re.compile(r"<[^>]*>")


class DraftNetwork(StrEnum):
    """Networks whose own doors ask for an application of one's own, and their examination of it."""

    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    LINKEDIN = "linkedin"
    THREADS = "threads"


class PostToolSettings(TargetSettings):
    """What may be said of every tool that holds drafts."""

    network: DraftNetwork = Field(
        title="Réseau", description="Dont ce compte porte les textes, comptés pour lui, et que `canaux:` nomme."
    )

    @property
    def place(self) -> str:
        return self.network.value.capitalize()


@dataclass(frozen=True)
class PostDraft:
    """One post of a tool.

    text: without markup. key: of the message that it is, where the tool keeps it. more: as `RemotePost.more`.
    """

    id: str
    state: DraftState
    text: str = ""
    key: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class HeldPicture:
    """A picture that lies in a tool. facts: by which it is named there."""

    alt: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


class PostTool(GuardedTarget):
    """One account of one network, in one tool."""

    Settings: ClassVar[type[TargetSettings]] = PostToolSettings
    network = "facebook"
    edits = True

    def __init__(self, name: str, settings: TargetSettings, web: Web, secret: str) -> None:
        super().__init__(name, settings, web, secret)
        self.network = cast(PostToolSettings, settings).network.value  # each account has its own

    def find(self, message: Message) -> RemotePost | None:
        first = message.answers.id if message.answers is not None else ""
        mine = (one for one in self._drafts(message) if one.id == first or one.id not in message.known)
        found = next((one for one in mine if one.key == message.key or _says(one, message)), None)
        return RemotePost(found.id, self._place(found.id), found.more) if found is not None else None

    def post(self, message: Message) -> RemotePost:
        if (there := self.find(message)) is not None:
            return there
        if message.answers is not None:
            state = self._get(message.answers)
            if state is DraftState.HELD:
                refuse_unless_draft(state)
            if state is DraftState.DRAFT:
                return self._fill(message.answers.id, message, self._picture(message))
        return self._create(message, self._picture(message))

    def change(self, message: Message) -> RemotePost:
        assert message.answers is not None, "what is changed is named"
        refuse_unless_draft(self._get(message.answers))
        return self._fill(message.answers.id, message, self._picture(message))

    def remove(self, post: RemotePost) -> None:
        try:
            refuse_unless_draft(self._get(post))
        except TargetRefusal as refusal:
            if refusal.trouble is NetworkTrouble.GONE:
                return
            raise
        answer = self._delete(post.id)
        if not answer.is_fine and answer.status != _NOT_FOUND:
            raise refusal_of(answer)

    @abstractmethod
    def _drafts(self, message: Message) -> Iterable[PostDraft]:
        """The last posts of the account, drafts or not, among which one may be this message."""

    @abstractmethod
    def _get(self, post: RemotePost) -> DraftState:
        """How it stands now. Raises TargetRefusal, GONE where it is not there."""

    @abstractmethod
    def _create(self, message: Message, picture: HeldPicture | None) -> RemotePost: ...

    @abstractmethod
    def _fill(self, draft: str, message: Message, picture: HeldPicture | None) -> RemotePost:
        """Have a draft be this message, and nothing else."""

    @abstractmethod
    def _delete(self, draft: str) -> WebAnswer: ...

    @abstractmethod
    def _upload(self, file: SentFile, alt: str) -> Mapping[str, str]:
        """Have the tool hold a picture. Returns the facts by which it is named there."""

    @abstractmethod
    def _place(self, draft: str) -> str:
        """Where people see it, once they have logged in."""

    def _picture(self, message: Message) -> HeldPicture | None:
        """What goes with a message; what lies there already is not sent again. Instagram takes no post without one."""
        picture = message.picture
        if picture is None and self.network == DraftNetwork.INSTAGRAM:
            picture = message.card
        if picture is None:
            return None
        if not picture.versions and message.answers is not None:
            return HeldPicture(picture.alt, message.answers.more)
        file = _file(picture)
        return HeldPicture(picture.alt, self._upload(file, picture.alt)) if file is not None else None


def _file(picture: SpokenPicture) -> SentFile | None:
    version = picture.widest(_MOST_BYTES)
    if version is None:
        return None
    suffix = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}.get(version.media_type, "jpg")
    return SentFile(f"image.{suffix}", version.media_type, version.read())


def _says(draft: PostDraft, message: Message) -> bool:
    return message.url in draft.text and message.is_said_by(draft.text)


def instant_text(at: datetime) -> str:
    """`2026-12-01T08:00:00.000Z`"""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def markup_of(text: str, tag: str) -> str:
    """A text as these tools keep it: each line an element of its own."""
    return "".join(f"<{tag}>{escape(line, quote=False)}</{tag}>" for line in text.split("\n"))


def text_of(markup: object) -> str:
    """What such an element says."""
    return unescape(_TAG.sub("\n", str(markup or "")))

"""What a target is: an account elsewhere, on which a post is made, found again, changed or removed, and nothing else.

A target decides nothing: what leaves, when, with which words, is the plan's; that it leaves once is the journal's. It
is given a message and says what came of it, or raises a `TargetRefusal`.
"""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar, NamedTuple, Self
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints, model_validator

from tambour.announce.web import Web, WebAnswer
from tambour.model.announce_lines import NetworkTrouble, RemotePost
from tambour.model.fields import Record
from tambour.model.problems import invalid
from tambour.model.web import is_local
from tambour.publish.news import ItemChange

_TOO_MANY, _UNAVAILABLE = 429, 503
_A_WHILE = 900  # seconds, for a network that does not say how long
_SAID_IN = ("message", "error_description", "error", "detail")  # where networks say in JSON what is wrong
_QUIET = r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$"


class TargetSettings(Record):
    """What may be said of every target in `ANNOUNCE["targets"]`."""

    @property
    def needs_secret(self) -> bool:
        """Whether nothing can be done without one."""
        return True

    @model_validator(mode="after")
    def _keeps_the_secret(self) -> Self:
        server = getattr(self, "server", "")
        if urlsplit(server).scheme == "http" and not is_local(server):
            raise invalid("annonce-serveur-en-clair")
        return self

    @property
    def place(self) -> str:
        """Which account it is, as its users call it; "" where the settings do not say so."""
        return ""

    on: bool = Field(True, title="En service", description="`False` : rien n'y part ; ce qui attend y est oublié.")
    delay: int = Field(
        0,
        ge=0,
        le=10_080,
        title="Délai",
        description="Minutes entre la publication et l'annonce, le temps de se relire ; une alerte n'attend pas.",
    )
    quiet: Annotated[str, StringConstraints(pattern=_QUIET)] | None = Field(
        None,
        title="Heures de silence",
        description="`\"21:00-08:00\"` : rien n'y part alors, sauf une alerte, et ce qui change d'un événement qui "
        "commence avant qu'elles finissent.",
    )
    most: int = Field(
        10, ge=1, le=100, title="Au plus", description="Messages en un passage ; les autres partent au passage suivant."
    )
    kinds: tuple[str, ...] = Field(
        (), title="Dossiers", description='Seulement ceux-là : `("agenda", "alertes")` ; sinon, tout ce qui s\'annonce.'
    )
    topics: tuple[str, ...] = Field((), title="Thèmes", description="Seulement ceux-là, par identifiant ; sinon, tous.")
    communes: tuple[str, ...] = Field(
        (),
        title="Communes",
        description="Seulement ce qui concerne celles-là, par identifiant, et ce qui concerne tout le territoire ; "
        "sinon, tout.",
    )
    changes: tuple[ItemChange, ...] = Field(
        (), title="Changements", description='Seulement ceux-là : `("paru", "annule", "levee")` ; sinon, tous.'
    )


class PictureVersion(NamedTuple):
    """read: gives its bytes."""

    media_type: str
    width: int
    height: int
    length: int
    read: Callable[[], bytes]


@dataclass(frozen=True)
class SpokenPicture:
    """A picture, and what is said of it to those who do not see it.

    look: digest of what is seen and of `alt`: the same for as long as neither changes, whatever library makes the
    versions. versions: of it, by width.
    """

    alt: str
    look: str
    versions: tuple[PictureVersion, ...]

    def widest(self, length: int, pixels: int = 2**31) -> PictureVersion | None:
        """The best version of at most so many bytes and pixels; None when each has more."""
        fit = [one for one in self.versions if one.length <= length and one.width * one.height <= pixels]
        return fit[-1] if fit else None


@dataclass(frozen=True)
class LetterEdition:
    """One edition of a letter, as a sending tool is given it; its version in text is the text of the message.

    Attributes:
        key: chosen by us, for ever: the edition has it whatever changes of it, and whichever message tells so.
        letter: its id.
        commune: id of the commune that it is for; "" for the edition of the whole territory.
        name: what people call it where campaigns are listed: its title, and the commune.
        subject, preheader: of the mail.
        sender, sender_name: address and name from which it comes.
        html: the mail, in the version of this tool.
    """

    key: str
    letter: str
    commune: str
    name: str
    subject: str
    preheader: str
    sender: str
    sender_name: str
    html: str


@dataclass(frozen=True)
class Message:
    """What is said once on one target.

    Attributes:
        key: chosen by us, for ever: the same message has the same key on every machine.
        item: id of what it is about.
        at: of the publication that made it due. now: the instant at which it leaves.
        text: whole, as counted for this network.
        url: of the item's page; it stands in the text.
        title, description: of the item, for a card under the text.
        language: of the text, BCP 47.
        picture: the item's own; None when it has none, or it only decorates. Without versions, of an edit: it is the
            one that the post has already.
        card: the picture that stands for the page.
        answers: what is answered or quoted; the post that is changed, of an edit.
        known: ids of posts that the journal knows to be something else.
        attempts: digests (`text_digest`) of what was sent under this key, it is not known with what outcome.
        edition: of the letter that it is, for a target that is a sending tool.
    """

    key: str
    item: str
    at: datetime
    now: datetime
    text: str
    url: str
    title: str = ""
    description: str = ""
    language: str = "fr"
    picture: SpokenPicture | None = None
    card: SpokenPicture | None = None
    answers: RemotePost | None = None
    known: frozenset[str] = frozenset()
    attempts: frozenset[str] = frozenset()
    edition: LetterEdition | None = None

    @property
    def digest(self) -> str:
        """Of all that it says; of one without an edition, that of its text."""
        one = self.edition
        whole = () if one is None else (one.name, one.subject, one.preheader, one.sender, one.sender_name, one.html)
        return text_digest("\0".join((self.text, *whole)))

    def is_said_by(self, text: str) -> bool:
        """Whether a post that somebody made is this very message: its words, or those of an attempt."""
        return text_digest(text) in {text_digest(self.text), *self.attempts}


class TargetRefusal(Exception):
    """words: what the network said, without a secret. until: of a busy one, seconds to wait."""

    def __init__(self, trouble: NetworkTrouble, words: str = "", until: float = 0) -> None:
        super().__init__(words)
        self.trouble, self.words, self.until = trouble, words, until


def only_asked(refusal: TargetRefusal) -> TargetRefusal:
    """The same, of a network that was only asked something: whatever became of the question, nothing has left."""
    if refusal.trouble is not NetworkTrouble.UNHEARD:
        return refusal
    return TargetRefusal(NetworkTrouble.AWAY, refusal.words, refusal.until)


def text_digest(text: str) -> str:
    """By which a text is known again, whatever a network makes of its spaces."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def refusal_of(answer: WebAnswer) -> TargetRefusal:
    """What an answer that is not fine means, where a network follows HTTP (RFC 9110 § 15; RFC 6585 § 4: 429)."""
    said = answer.json()
    texts = [said.get(name) for name in _SAID_IN] if isinstance(said, dict) else []
    words = next((str(text) for text in texts if text), answer.words) or f"HTTP {answer.status}"
    wait = answer.wait if answer.status in (_TOO_MANY, _UNAVAILABLE) else 0
    if not answer.reached:
        return TargetRefusal(NetworkTrouble.AWAY, words)
    if answer.may_be_done:
        return TargetRefusal(NetworkTrouble.UNHEARD, words, wait)
    if answer.status == _TOO_MANY:
        return TargetRefusal(NetworkTrouble.BUSY, words, wait or _A_WHILE)
    troubles = {401: NetworkTrouble.DENIED, 403: NetworkTrouble.DENIED, 404: NetworkTrouble.GONE}
    return TargetRefusal(troubles.get(answer.status, NetworkTrouble.REFUSED), words)


def said_by(answer: WebAnswer, *names: str) -> dict[str, Any]:
    """What a fine answer holds. names: of what it must.

    Raises:
        TargetRefusal: for one that is not fine; and for one of somebody else, a proxy's page: the server may have done
            what it was asked.
    """
    if not answer.is_fine:
        raise refusal_of(answer)
    said = answer.json()
    if not isinstance(said, dict) or not said.keys() >= {*names}:
        raise TargetRefusal(NetworkTrouble.UNHEARD, "la réponse n'est pas celle de ce réseau")
    return said


class TokenRight(NamedTuple):
    """One thing that a token may do, or not. words: French. needed: announcing takes it."""

    words: str
    granted: bool
    needed: bool = True


class AnnounceTarget(ABC):
    """One account. What it is made with is all that it keeps.

    Class attributes:
        label: what its users call it.
        network: by what name the texts of `channel`, and `canaux:`, know it.
        channel: whose texts these are; of the letters' channel, each edition of a letter is a message of its own, and
            nothing else leaves.
        secret: what its secret is called after `TAMBOUR_<NAME>_`.
        edits: whether what is posted can be changed.
        answers: whether a change of state is a post of its own, tied to the first; else it changes the first.
        publishes: whether people see at once what is sent; else somebody there has the last word.
        removes: whether what is posted can be taken away from here.
        holds: whether what nobody has sent yet can be marked there as not to be sent.
        tells: whether it can be asked what it has; where it cannot, people say what became of what nobody knows
            (`trace`).
    """

    Settings: ClassVar[type[TargetSettings]] = TargetSettings
    label: ClassVar[str]
    network: str
    channel: ClassVar[str] = "posts"
    secret: ClassVar[str] = "TOKEN"  # noqa: S105 — what it is called, not what it is
    edits: ClassVar[bool] = False
    answers: ClassVar[bool] = True
    publishes: ClassVar[bool] = True
    removes: ClassVar[bool] = True
    holds: ClassVar[bool] = False
    tells: ClassVar[bool] = True

    def __init__(self, name: str, settings: TargetSettings, web: Web, secret: str) -> None:
        self.name, self.settings, self._web, self._secret = name, settings, web, secret

    @abstractmethod
    def rights(self) -> Sequence[TokenRight]:
        """What the token may do; nothing is posted to find out."""

    @classmethod
    def spellings(cls, secret: str) -> Sequence[str]:
        """What else of a secret is one: its parts, and what it is made into on its way."""
        return ()

    def takes(self, commune: str) -> bool:
        """Whether an edition of a letter has somebody to go to there. commune: "" for the whole territory."""
        return True

    def most_characters(self) -> int | None:
        """How long a text may be there, asked of the server; None where the network has one limit for all."""
        return None

    @abstractmethod
    def find(self, message: Message) -> RemotePost | None:
        """The post that this message became, if it was sent by whomever; asked of the network."""

    @abstractmethod
    def post(self, message: Message) -> RemotePost:
        """Send it; it was not found."""

    def trace(self, message: Message) -> RemotePost:
        """What a message is there once it has left, where nothing `tells` so."""
        raise NotImplementedError

    def change(self, message: Message) -> RemotePost:
        """Have the post that `answers` names be this message. Done twice, it is the same as once."""
        raise NotImplementedError

    def hold(self, post: RemotePost) -> None:
        """Have it say, to whoever might send it, that it is not to be sent. Done twice, it is the same as once."""
        raise NotImplementedError

    def remove(self, post: RemotePost) -> None:
        """Take it away. One that is not there any more is no accident."""
        raise NotImplementedError

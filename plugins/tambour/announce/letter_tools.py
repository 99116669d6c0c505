"""What sending tools have in common: an edition of a letter is one campaign there, a draft, for people to send.

Nothing that is asked here sends or schedules. A tool is asked by its `doors` alone: what stands in none of them, a
method, a path, one word of what is told, does not leave this machine.
"""

import json
import re
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar, NamedTuple, NoReturn, cast

from pydantic import Field

from tambour.announce.contract import (
    AnnounceTarget,
    LetterEdition,
    Message,
    NetworkTrouble,
    RemotePost,
    TargetRefusal,
    TargetSettings,
    refusal_of,
)
from tambour.announce.speech import LETTERS
from tambour.announce.web import WebAnswer

_MARK_LENGTH = 12
_MARK = re.compile(rf"tambour-[0-9a-f]{{{_MARK_LENGTH}}}(?![0-9a-f])")
_UNFINISHED = " (incomplète)"
_NOT_FOUND = 404
_HELD_FR = "quelqu'un l'y a programmée, ou l'envoi a commencé"
_LEFT_FR = "elle y est déjà partie"


class LetterToolSettings(TargetSettings):
    """What may be said of every sending tool."""

    most: int = Field(
        100, ge=1, le=1000, title="Au plus", description="Éditions en un passage ; les autres au passage suivant."
    )


class Door(NamedTuple):
    """A request that may leave. path: all of it, without its query. told: names that what is told may have."""

    method: str
    path: str
    told: frozenset[str] = frozenset()

    def lets(self, method: str, path: str, told: Mapping[str, Any] | None) -> bool:
        is_here = method == self.method and re.fullmatch(self.path, path.partition("?")[0]) is not None
        return is_here and set(told or ()) <= self.told


class CampaignState(Enum):
    """draft: nobody has sent it. held: it is scheduled, or on its way. left: it was sent."""

    DRAFT = 0
    HELD = 1
    LEFT = 2


@dataclass(frozen=True)
class Campaign:
    """One campaign of a tool.

    mark: that it bears. address: where people see it, once they have logged in. is_whole: whether it holds its letter;
    where that takes a second request, somebody may have died before it.
    """

    id: str
    state: CampaignState
    mark: str
    address: str
    is_whole: bool = True

    @property
    def post(self) -> RemotePost:
        return RemotePost(self.id, self.address, {"mark": self.mark})


class LetterTool(AnnounceTarget):
    """One account of a sending tool.

    Class attributes:
        doors: all that it can be asked.
    """

    Settings: ClassVar[type[TargetSettings]] = LetterToolSettings
    channel = LETTERS
    edits = True
    answers = False
    doors: ClassVar[tuple[Door, ...]]

    def find(self, message: Message) -> RemotePost | None:
        found = self._find(mark_of(message))
        if found is None or (found.state is CampaignState.DRAFT and not found.is_whole):
            return None
        return found.post

    def post(self, message: Message) -> RemotePost:
        found = self._find(mark_of(message))
        if found is None:
            found = self._create(message)
        elif found.state is CampaignState.DRAFT:
            self._fill(found, message)
        return found.post

    def change(self, message: Message) -> RemotePost:
        assert message.answers is not None, "what is changed is named"
        found = self._get(message.answers)
        _refuse_what_is_not_ours(found)
        self._fill(found, message)
        return found.post

    def remove(self, post: RemotePost) -> None:
        try:
            found = self._get(post)
        except TargetRefusal as refusal:
            if refusal.trouble is NetworkTrouble.GONE:
                return
            raise
        _refuse_what_is_not_ours(found)
        answer = self._delete(found)
        if not answer.is_fine and answer.status != _NOT_FOUND:
            raise refusal_of(answer)

    @abstractmethod
    def _find(self, mark: str) -> Campaign | None:
        """The campaign that bears our mark."""

    @abstractmethod
    def _get(self, post: RemotePost) -> Campaign:
        """As it stands now. Raises TargetRefusal, GONE where it is not there."""

    @abstractmethod
    def _create(self, message: Message) -> Campaign:
        """A draft, with all that is to be in it."""

    @abstractmethod
    def _fill(self, campaign: Campaign, message: Message) -> None:
        """Have a draft hold what is to be in it, and nothing else."""

    def _delete(self, campaign: Campaign) -> WebAnswer:
        """Take a draft away, where `removes` says that it can be."""
        raise NotImplementedError

    @property
    @abstractmethod
    def _server(self) -> str:
        """What stands before a path."""

    @property
    @abstractmethod
    def _headers(self) -> Mapping[str, str]: ...

    def _ask(self, method: str, path: str, told: Mapping[str, Any] | None = None) -> WebAnswer:
        """One request by a door. told: what the tool is given, as JSON."""
        if not any(door.lets(method, path, told) for door in self.doors):
            raise ForbiddenRequest(method, path, sorted(told or ()))
        headers = {"Accept": "application/json", **self._headers}
        if told is None:
            return self._web.ask(method, f"{self._server}{path}", headers)
        body = json.dumps(told).encode()
        return self._web.ask(method, f"{self._server}{path}", headers | {"Content-Type": "application/json"}, body)


class ForbiddenRequest(AssertionError):
    """A fault of ours: what was about to be asked might have sent a letter, and was not asked."""


def mark_of(message: Message) -> str:
    """What a campaign bears so that it is known again: the same for an edition, whatever of it changes."""
    return f"tambour-{edition_of(message).key[:_MARK_LENGTH]}"


def marked_name(message: Message, *, is_whole: bool = True) -> str:
    """What a campaign is called where nothing but its name can bear our mark.

    is_whole: its letter is in it; else whoever sees it is told.
    """
    return f"{edition_of(message).name} · {mark_of(message)}{'' if is_whole else _UNFINISHED}"


def mark_in(name: str) -> tuple[str, bool]:
    """The mark that a name bears, "" for none, and whether the campaign is whole."""
    found = _MARK.search(name)
    return (found[0] if found else "", not name.endswith(_UNFINISHED))


def edition_of(message: Message) -> LetterEdition:
    """The letter that a message is."""
    return cast(LetterEdition, message.edition)


def data_of(answer: WebAnswer, *path: str) -> Any:
    """What a fine answer holds under some names, one in the other.

    Raises:
        TargetRefusal: for one that is not fine; and for one of somebody else, a proxy's page.
    """
    if not answer.is_fine:
        raise refusal_of(answer)
    said = answer.json()
    for name in path:
        said = said.get(name) if isinstance(said, dict) else None
    if said is None or said == {}:
        refuse_stranger()
    return said


def done(answer: WebAnswer) -> None:
    """That it was done, where a tool says so without a word.

    Raises:
        TargetRefusal: for what is not fine; and for a page of somebody else.
    """
    if not answer.is_fine:
        raise refusal_of(answer)
    if answer.body and not isinstance(answer.json(), dict | list):
        refuse_stranger()


def records_of(answer: WebAnswer, *path: str) -> Sequence[Mapping[str, Any]]:
    """The same, of a list of records."""
    said = data_of(answer, *path)
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        refuse_stranger()
    return cast(Sequence[Mapping[str, Any]], said)


def record_of(answer: WebAnswer, *path: str) -> Mapping[str, Any]:
    """The same, of the first of them."""
    found = records_of(answer, *path)
    if not found:
        refuse_stranger()
    return found[0]


def number_in(record: Mapping[str, Any], name: str) -> str:
    """The number by which a tool knows something."""
    number = record.get(name)
    if not isinstance(number, int):
        refuse_stranger()
    return str(number)


def first_of(campaigns: Iterable[Campaign]) -> Campaign | None:
    """Of several that bear one mark, that which was there first."""
    return min(campaigns, key=lambda one: (len(one.id), one.id), default=None)


def refuse_stranger() -> NoReturn:
    raise TargetRefusal(NetworkTrouble.UNHEARD, "la réponse n'est pas celle de cet outil")


def _refuse_what_is_not_ours(campaign: Campaign) -> None:
    if campaign.state is CampaignState.HELD:
        raise TargetRefusal(NetworkTrouble.HELD, _HELD_FR)
    if campaign.state is CampaignState.LEFT:
        raise TargetRefusal(NetworkTrouble.LEFT, _LEFT_FR)

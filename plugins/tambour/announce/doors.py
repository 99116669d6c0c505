"""What tools have in common in which people have the last word: what is handed over is a draft, and stays one.

Nothing that is asked here sends or schedules. A tool is asked by its `doors` alone: what stands in none of them, a
method, a path, one word of what is told, does not leave this machine.
"""

import json
import re
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple, NoReturn, cast

from tambour.announce.contract import AnnounceTarget, TargetRefusal, refusal_of
from tambour.announce.web import SentFile, WebAnswer
from tambour.model.announce_lines import NetworkTrouble

_HELD_FR = "quelqu'un l'y a programmée, ou l'envoi a commencé"
_LEFT_FR = "c'est déjà parti"


class DraftState(Enum):
    """draft: nobody has sent it. held: it is scheduled, or on its way. left: it was sent."""

    DRAFT = 0
    HELD = 1
    LEFT = 2


class AllowedRequest(NamedTuple):
    """A request that may leave.

    path: all of it, without its query. told: names that what is told may have. fixed: of these, with the one value that
    each may have.
    """

    method: str
    path: str
    told: frozenset[str] = frozenset()
    fixed: Mapping[str, Any] = MappingProxyType({})

    def lets(self, method: str, path: str, told: Mapping[str, Any] | None) -> bool:
        is_here = method == self.method and re.fullmatch(self.path, path.partition("?")[0]) is not None
        said = told or {}
        is_fixed = all(name in said and said[name] == value for name, value in self.fixed.items())
        return is_here and set(said) <= self.told and is_fixed


class GuardedTarget(AnnounceTarget):
    """A target that is asked by its doors.

    Class attributes:
        doors: all that it can be asked.
    """

    publishes = False
    doors: ClassVar[tuple[AllowedRequest, ...]]

    @property
    @abstractmethod
    def _server(self) -> str:
        """What stands before a path."""

    @property
    @abstractmethod
    def _headers(self) -> Mapping[str, str]: ...

    def _ask(
        self, method: str, path: str, told: Mapping[str, Any] | None = None, file: SentFile | None = None
    ) -> WebAnswer:
        """One request by a door. told: what the tool is given, as JSON; with a file, as parts of a form."""
        if not any(door.lets(method, path, told) for door in self.doors):
            raise ForbiddenRequest(method, path, sorted(told or ()))
        headers = {"Accept": "application/json", **self._headers}
        if file is not None:
            kind, body = file.form(told or {})
            return self._web.ask(method, f"{self._server}{path}", headers | {"Content-Type": kind}, body)
        if told is None:
            return self._web.ask(method, f"{self._server}{path}", headers)
        body = json.dumps(told).encode()
        return self._web.ask(method, f"{self._server}{path}", headers | {"Content-Type": "application/json"}, body)


class ForbiddenRequest(AssertionError):
    """A fault of ours: what was about to be asked might have sent a letter, and was not asked."""


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


def refuse_undone(answer: WebAnswer) -> None:
    """See that it was done, where a tool says so without a word.

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


def refuse_stranger() -> NoReturn:
    raise TargetRefusal(NetworkTrouble.UNHEARD, "la réponse n'est pas celle de cet outil")


def refuse_unless_draft(state: DraftState) -> None:
    """What somebody has scheduled or sent is not touched. Raises TargetRefusal."""
    if state is DraftState.HELD:
        raise TargetRefusal(NetworkTrouble.HELD, _HELD_FR)
    if state is DraftState.LEFT:
        raise TargetRefusal(NetworkTrouble.LEFT, _LEFT_FR)

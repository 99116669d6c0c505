"""What sending tools have in common: an edition of a letter is one campaign there, a draft, for people to send."""

import re
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, cast

from pydantic import Field

from tambour.announce.contract import LetterEdition, Message, TargetRefusal, TargetSettings, TokenRight, refusal_of
from tambour.announce.doors import DraftState, GuardedTarget, refuse_stranger, refuse_unless_draft
from tambour.announce.speech import LETTERS
from tambour.announce.web import WebAnswer
from tambour.model.announce_lines import NetworkTrouble, RemotePost
from tambour.words.typography import NBSP

_MARK_LENGTH = 12
_MARK = re.compile(rf"tambour-[0-9a-f]{{{_MARK_LENGTH}}}(?![0-9a-f])")
_UNFINISHED = " (incomplète)"
HELD = f"À NE PAS ENVOYER{NBSP}– "
_NOT_FOUND = 404


class LetterToolSettings(TargetSettings):
    """What may be said of every sending tool."""

    most: int = Field(
        100, ge=1, le=1000, title="Au plus", description="Éditions en un passage ; les autres au passage suivant."
    )


@dataclass(frozen=True)
class Campaign:
    """One campaign of a tool.

    mark: that it bears. address: where people see it, once they have logged in. is_whole: whether it holds its letter;
    where that takes a second request, somebody may have died before it. name: as it stands there. again: what the tool
    wants told again with whatever is told.
    """

    id: str
    state: DraftState
    mark: str
    address: str
    is_whole: bool = True
    name: str = ""
    again: Mapping[str, Any] = field(default_factory=dict)

    @property
    def post(self) -> RemotePost:
        return RemotePost(self.id, self.address, {"mark": self.mark})


class LetterTool(GuardedTarget):
    """One account of a sending tool."""

    Settings: ClassVar[type[TargetSettings]] = LetterToolSettings
    channel = LETTERS
    edits = True
    answers = False
    holds = True

    def find(self, message: Message) -> RemotePost | None:
        found = self._find(mark_of(message))
        if found is None or (found.state is DraftState.DRAFT and not found.is_whole):
            return None
        return found.post

    def post(self, message: Message) -> RemotePost:
        found = self._find(mark_of(message))
        if found is None:
            found = self._create(message)
        elif found.state is DraftState.DRAFT:
            self._fill(found, message)
        return found.post

    def change(self, message: Message) -> RemotePost:
        assert message.answers is not None, "what is changed is named"
        found = self._get(message.answers)
        refuse_unless_draft(found.state)
        self._fill(found, message)
        return found.post

    def hold(self, post: RemotePost) -> None:
        found = self._get(post)
        refuse_unless_draft(found.state)
        if not found.name.startswith(HELD):
            self._rename(found, f"{HELD}{found.name}")

    def remove(self, post: RemotePost) -> None:
        try:
            found = self._get(post)
        except TargetRefusal as refusal:
            if refusal.trouble is NetworkTrouble.GONE:
                return
            raise
        refuse_unless_draft(found.state)
        answer = self._delete(found)
        if not answer.is_fine and answer.status != _NOT_FOUND:
            raise refusal_of(answer)

    def _sees(self, what: str, paths: Mapping[object, str]) -> TokenRight:
        """Whether it is shown all of what the settings name. paths: where each is asked for, by its name there."""
        out = [str(name) for name, path in paths.items() if not self._ask("GET", path).is_fine]
        missing = f", sauf {', '.join(out)}" if out else ""
        return TokenRight(f"voit {what} des réglages{missing}", not out)

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

    @abstractmethod
    def _rename(self, campaign: Campaign, name: str) -> None:
        """Have a draft be called otherwise, and be what it is."""

    def _delete(self, campaign: Campaign) -> WebAnswer:
        """Take a draft away, where `removes` says that it can be."""
        raise NotImplementedError


def ready_sender(active: Sequence[str]) -> TokenRight:
    """Whether mail may leave from there. active: addresses from which it may."""
    return TokenRight(f"un expéditeur est prêt là-bas ({', '.join(active) or 'aucun'})", bool(active))


def mark_of(message: Message) -> str:
    """What a campaign bears so that it is known again: the same for an edition, whatever of it changes."""
    return f"tambour-{edition_of(message).key[:_MARK_LENGTH]}"


def name_with_mark(message: Message, *, is_whole: bool = True) -> str:
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


def number_in(record: Mapping[str, Any], name: str) -> str:
    """The number by which a tool knows something."""
    number = record.get(name)
    if not isinstance(number, int):
        refuse_stranger()
    return str(number)


def first_of(campaigns: Iterable[Campaign]) -> Campaign | None:
    """Of several that bear one mark, that which was there first."""
    return min(campaigns, key=lambda one: (len(one.id), one.id), default=None)

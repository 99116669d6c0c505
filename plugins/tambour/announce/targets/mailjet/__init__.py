"""Mailjet (API v3): an edition of a letter is a draft of a campaign, whose title ends with our mark.

What sends and schedules a draft are requests of their own, for which there are no doors; neither is there one to delete
a draft: Mailjet has none.
"""

import base64
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlencode

from tambour.announce.contract import Message, TargetRefusal, TokenRight
from tambour.announce.doors import AllowedRequest, DraftState, record_of, records_of, refuse_stranger
from tambour.announce.letter_tools import (
    Campaign,
    LetterTool,
    edition_of,
    first_of,
    mark_in,
    mark_of,
    name_with_mark,
    number_in,
    ready_sender,
)
from tambour.announce.targets.mailjet.settings import MailjetSettings
from tambour.model.announce_lines import NetworkTrouble, RemotePost

_API, _PLACE = "https://api.mailjet.com", "https://app.mailjet.com/campaigns"
_DRAFTS = "/v3/REST/campaigndraft"
_ONE = rf"{_DRAFTS}/\d+"
_PAGE = 500  # drafts, the last ones: how far back ours are looked for
_UNCHANGED = 304  # what was told is there already
_SETTINGS = ("Locale", "Subject", "Sender", "SenderEmail", "SenderName", "Title", "ContactsListID", "SegmentationID")
_TOLD = frozenset((*_SETTINGS, "EditMode"))
_CONTENT = frozenset(("Html-part", "Text-part"))
_DRAFT, _SENT = 0, 2  # `Status`: below, archived or deleted; between, somebody has programmed it


class Mailjet(LetterTool):
    """One account, or one sub-account."""

    Settings = MailjetSettings
    label = "Mailjet"
    network = "mailjet"
    secret = "KEYS"  # noqa: S105 — what it is called, not what it is
    removes = False
    doors = (
        AllowedRequest("GET", "/v3/REST/myprofile"),
        AllowedRequest("GET", "/v3/REST/sender"),
        AllowedRequest("GET", r"/v3/REST/contactslist/\d+"),
        AllowedRequest("GET", _DRAFTS),
        AllowedRequest("POST", _DRAFTS, _TOLD),
        AllowedRequest("GET", _ONE),
        AllowedRequest("PUT", _ONE, _TOLD),
        AllowedRequest("POST", f"{_ONE}/detailcontent", _CONTENT),
    )

    @classmethod
    def spellings(cls, secret: str) -> Sequence[str]:
        return (*secret.split(":"), _basic(secret))

    def takes(self, commune: str) -> bool:
        return not commune or commune in self._own.by_commune or commune in self._own.segments

    def rights(self) -> Sequence[TokenRight]:
        profile = record_of(self._ask("GET", "/v3/REST/myprofile"), "Data")
        senders = records_of(self._ask("GET", "/v3/REST/sender?Limit=100"), "Data")
        active = [str(one.get("Email")) for one in senders if one.get("Status") == "Active"]
        wanted = sorted({self._own.to, *self._own.by_commune.values()})
        name = " ".join(filter(None, (str(profile.get(one) or "") for one in ("Firstname", "Lastname", "CompanyName"))))
        return [
            TokenRight(f"parle pour le compte {name}".rstrip(), granted=True),
            TokenRight("relit les brouillons de campagne", self._ask("GET", f"{_DRAFTS}?Limit=1").is_fine),
            self._sees("les listes", {one: f"/v3/REST/contactslist/{one}" for one in wanted}),
            ready_sender(active),
            TokenRight(
                "ces clés peuvent tout dans ce compte, envoyer compris : Mailjet n'en donne pas de moindres ; "
                "Tambour n'envoie rien",
                granted=True,
                needed=False,
            ),
        ]

    def _find(self, mark: str) -> Campaign | None:
        return first_of(one for one in self._drafts if one.mark == mark)

    @cached_property
    def _drafts(self) -> list[Campaign]:
        """The last ones of the account: asked for once, before the first is made."""
        query = urlencode({"Limit": _PAGE, "Sort": "ID DESC"})
        found = records_of(self._ask("GET", f"{_DRAFTS}?{query}"), "Data")
        return [self._draft(one) for one in found if _status(one) >= _DRAFT]

    def _get(self, post: RemotePost) -> Campaign:
        found = records_of(self._ask("GET", f"{_DRAFTS}/{post.id}"), "Data")
        if not found or _status(found[0]) < _DRAFT:
            raise TargetRefusal(NetworkTrouble.GONE, "le brouillon n'y est plus")
        return self._draft(found[0])

    def _create(self, message: Message) -> Campaign:
        told = self._words_for(message, is_whole=False) | {"EditMode": "html2"}
        said = record_of(self._ask("POST", _DRAFTS, told), "Data")
        made = Campaign(number_in(said, "ID"), DraftState.DRAFT, mark_of(message), _PLACE)
        self._complete(made, message)
        self._drafts.append(made)
        return made

    def _fill(self, campaign: Campaign, message: Message) -> None:
        self._tell(campaign, self._words_for(message, is_whole=False))
        self._complete(campaign, message)

    def _complete(self, campaign: Campaign, message: Message) -> None:
        """Have a draft that says that it is not complete be complete, and say so no more."""
        content = {"Html-part": edition_of(message).html, "Text-part": message.text}
        records_of(self._ask("POST", f"{_DRAFTS}/{campaign.id}/detailcontent", content), "Data")
        self._tell(campaign, {"Title": name_with_mark(message)})

    def _rename(self, campaign: Campaign, name: str) -> None:
        self._tell(campaign, {"Title": name})

    def _tell(self, campaign: Campaign, told: Mapping[str, Any]) -> None:
        answer = self._ask("PUT", f"{_DRAFTS}/{campaign.id}", told)
        if answer.status != _UNCHANGED:
            records_of(answer, "Data")

    def _words_for(self, message: Message, *, is_whole: bool = True) -> dict[str, Any]:
        edition, own = edition_of(message), self._own
        told: dict[str, Any] = {
            "Locale": "fr_FR",
            "Subject": edition.subject,
            "Sender": edition.sender_name,
            "SenderEmail": edition.sender,
            "SenderName": edition.sender_name,
            "Title": name_with_mark(message, is_whole=is_whole),
            "ContactsListID": own.by_commune.get(edition.commune, own.to),
        }
        if edition.commune in own.segments:
            told["SegmentationID"] = own.segments[edition.commune]
        return told

    @staticmethod
    def _draft(said: Mapping[str, Any]) -> Campaign:
        status = _status(said)
        states = {_DRAFT: DraftState.DRAFT, _SENT: DraftState.LEFT}
        name = str(said.get("Title") or "")
        mark, is_whole = mark_in(name)
        return Campaign(number_in(said, "ID"), states.get(status, DraftState.HELD), mark, _PLACE, is_whole, name)

    @property
    def _server(self) -> str:
        return _API

    @property
    def _headers(self) -> Mapping[str, str]:
        return {"Authorization": f"Basic {_basic(self._secret)}"}

    @property
    def _own(self) -> MailjetSettings:
        return cast(MailjetSettings, self.settings)


TARGET = Mailjet


def _basic(pair: str) -> str:
    return base64.b64encode(pair.encode()).decode()


def _status(draft: Mapping[str, Any]) -> int:
    status = draft.get("Status")
    if not isinstance(status, int):
        refuse_stranger()
    return status

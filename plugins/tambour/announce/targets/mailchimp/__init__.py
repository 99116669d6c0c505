"""Mailchimp (Marketing API 3.0): an edition of a letter is a campaign, whose title ends with our mark.

A campaign is a draft there (`save`) until an action is asked of it, for which there is no door.
"""

import base64
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlencode

from tambour.announce.contract import Message, TargetRefusal, TokenRight
from tambour.announce.doors import AllowedRequest, DraftState, data_of, records_of, refuse_stranger
from tambour.announce.letter_tools import Campaign, LetterTool, edition_of, first_of, mark_in, mark_of, name_with_mark
from tambour.announce.targets.mailchimp.settings import MailchimpSettings
from tambour.announce.web import WebAnswer
from tambour.model.announce_lines import NetworkTrouble, RemotePost

_CAMPAIGNS = "/3.0/campaigns"
_ONE = rf"{_CAMPAIGNS}/[0-9a-f]+"
_PAGE = 500  # campaigns, the last ones: how far back ours are looked for
_SHOWN = "campaigns.id,campaigns.web_id,campaigns.status,campaigns.settings.title"  # of each: it has much to say
_TOLD = frozenset(("recipients", "settings"))
_CENTRE = re.compile(r"[a-z]{2,4}\d{1,3}")  # where an account lives: the end of its key says so
_STATES = {
    "save": DraftState.DRAFT,
    "sent": DraftState.LEFT,
    "archived": DraftState.LEFT,
    "canceled": DraftState.LEFT,
}
_PREPARES = "author"
_AGAIN = ("subject_line", "from_name", "reply_to")  # settings that are told with whatever is told of them


class Mailchimp(LetterTool):
    """One account."""

    Settings = MailchimpSettings
    label = "Mailchimp"
    network = "mailchimp"
    secret = "KEY"  # noqa: S105 — what it is called, not what it is
    doors = (
        AllowedRequest("GET", "/3.0/"),
        AllowedRequest("GET", r"/3.0/lists/[0-9a-f]+"),
        AllowedRequest("GET", r"/3.0/lists/[0-9a-f]+/segments/\d+"),
        AllowedRequest("GET", _CAMPAIGNS),
        AllowedRequest("POST", _CAMPAIGNS, _TOLD | {"type"}),
        AllowedRequest("GET", _ONE),
        AllowedRequest("PATCH", _ONE, _TOLD),
        AllowedRequest("PUT", f"{_ONE}/content", frozenset(("html", "plain_text"))),
        AllowedRequest("DELETE", _ONE),
    )

    @classmethod
    def spellings(cls, secret: str) -> Sequence[str]:
        return (_basic(secret),)

    def rights(self) -> Sequence[TokenRight]:
        account = data_of(self._ask("GET", "/3.0/"))
        name, role = str(account.get("account_name") or ""), str(account.get("role") or "").lower()
        audience = self._own.to
        segments = sorted({*self._own.by_commune.values()})
        paths: dict[object, str] = {one: f"/3.0/lists/{audience}/segments/{one}" for one in segments}
        paths = {audience: f"/3.0/lists/{audience}", **paths} if audience else {}
        return [
            TokenRight(f"parle pour le compte « {name} »", granted=True),
            TokenRight("relit les campagnes", self._ask("GET", f"{_CAMPAIGNS}?count=1").is_fine),
            self._sees("l'audience et les segments", paths),
            TokenRight(
                f"la clé est celle d'un utilisateur « {role} », qui peut envoyer : un « {_PREPARES} » suffit, si votre "
                "offre en a ; Tambour n'envoie rien",
                role != _PREPARES,
                needed=False,
            ),
        ]

    def _find(self, mark: str) -> Campaign | None:
        return first_of(one for one in self._campaigns if one.mark == mark)

    @cached_property
    def _campaigns(self) -> list[Campaign]:
        """The last ones of the account: asked for once, before the first is made."""
        query = {"count": _PAGE, "sort_field": "create_time", "sort_dir": "DESC", "fields": _SHOWN}
        found = records_of(self._ask("GET", f"{_CAMPAIGNS}?{urlencode(query)}"), "campaigns")
        return [self._campaign(one) for one in found]

    def _get(self, post: RemotePost) -> Campaign:
        return self._campaign(data_of(self._ask("GET", f"{_CAMPAIGNS}/{post.id}")))

    def _create(self, message: Message) -> Campaign:
        told = {"type": "regular", **self._words_for(message, is_whole=False)}
        made = self._campaign(data_of(self._ask("POST", _CAMPAIGNS, told)), mark_of(message))
        self._complete(made, message)
        self._campaigns.append(made)
        return made

    def _fill(self, campaign: Campaign, message: Message) -> None:
        self._tell(campaign, self._words_for(message, is_whole=False))
        self._complete(campaign, message)

    def _complete(self, campaign: Campaign, message: Message) -> None:
        """Have a campaign that says that it is not complete be complete, and say so no more."""
        content = {"html": edition_of(message).html, "plain_text": message.text}
        data_of(self._ask("PUT", f"{_CAMPAIGNS}/{campaign.id}/content", content))
        self._tell(campaign, self._words_for(message))

    def _rename(self, campaign: Campaign, name: str) -> None:
        self._tell(campaign, {"settings": {**campaign.again, "title": name}})

    def _tell(self, campaign: Campaign, told: Mapping[str, Any]) -> None:
        self._campaign(data_of(self._ask("PATCH", f"{_CAMPAIGNS}/{campaign.id}", told)))

    def _delete(self, campaign: Campaign) -> WebAnswer:
        return self._ask("DELETE", f"{_CAMPAIGNS}/{campaign.id}")

    def _words_for(self, message: Message, *, is_whole: bool = True) -> dict[str, Any]:
        edition, own = edition_of(message), self._own
        settings = {
            "subject_line": edition.subject,
            "preview_text": edition.preheader,
            "title": name_with_mark(message, is_whole=is_whole),
            "from_name": edition.sender_name,
            "reply_to": edition.sender,
        }
        told: dict[str, Any] = {"settings": settings}
        if own.to is not None and not edition.commune:
            told["recipients"] = {"list_id": own.to}
        elif own.to is not None and edition.commune in own.by_commune:
            segment = {"saved_segment_id": own.by_commune[edition.commune]}
            told["recipients"] = {"list_id": own.to, "segment_opts": segment}
        return told

    def _campaign(self, said: Mapping[str, Any], mark: str = "") -> Campaign:
        number, settings = said.get("id"), said.get("settings") or {}
        if not isinstance(number, str) or not isinstance(settings, dict):
            refuse_stranger()
        name = str(settings.get("title") or "")
        found, is_whole = mark_in(name)
        state = _STATES.get(str(said.get("status")), DraftState.HELD)
        shown = f"https://{self._centre}.admin.mailchimp.com/campaigns/show/?id={said.get('web_id', '')}"
        again = {one: settings[one] for one in _AGAIN if one in settings}
        return Campaign(number, state, mark or found, shown, is_whole, name, again)

    @property
    def _centre(self) -> str:
        centre = self._secret.rpartition("-")[2]
        if not _CENTRE.fullmatch(centre):
            raise TargetRefusal(NetworkTrouble.DENIED, "une clé finit par le nom de son centre, comme « -us21 »")
        return centre

    @property
    def _server(self) -> str:
        return f"https://{self._centre}.api.mailchimp.com"

    @property
    def _headers(self) -> Mapping[str, str]:
        return {"Authorization": f"Basic {_basic(self._secret)}"}

    @property
    def _own(self) -> MailchimpSettings:
        return cast(MailchimpSettings, self.settings)


TARGET = Mailchimp


def _basic(secret: str) -> str:
    return base64.b64encode(f"tambour:{secret}".encode()).decode()

"""Brevo (API v3): an edition of a letter is a campaign, whose tag is our mark.

A campaign without `scheduledAt` is a draft there; that word, and those that send, are told by no door.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlencode

from tambour.announce.contract import Message, TokenRight
from tambour.announce.doors import AllowedRequest, DraftState, data_of, refuse_stranger, refuse_undone
from tambour.announce.letter_tools import Campaign, LetterTool, edition_of, first_of, mark_of, number_in, ready_sender
from tambour.announce.targets.brevo.settings import BrevoSettings
from tambour.announce.web import WebAnswer
from tambour.model.announce_lines import RemotePost

_API, _PLACE = "https://api.brevo.com", "https://app.brevo.com/"
_CAMPAIGNS = "/v3/emailCampaigns"
_ONE = rf"{_CAMPAIGNS}/\d+"
_PAGE, _MOST_PAGES = 100, 5  # campaigns at once, as many as are given; how far back ours are looked for
_TOLD = frozenset(("name", "tag", "subject", "previewText", "sender", "htmlContent", "recipients"))
_STATES = {"draft": DraftState.DRAFT, "sent": DraftState.LEFT, "archive": DraftState.LEFT}


class Brevo(LetterTool):
    """One account."""

    Settings = BrevoSettings
    label = "Brevo"
    network = "brevo"
    secret = "KEY"  # noqa: S105 — what it is called, not what it is
    doors = (
        AllowedRequest("GET", "/v3/account"),
        AllowedRequest("GET", "/v3/senders"),
        AllowedRequest("GET", r"/v3/contacts/lists/\d+"),
        AllowedRequest("GET", _CAMPAIGNS),
        AllowedRequest("POST", _CAMPAIGNS, _TOLD),
        AllowedRequest("GET", _ONE),
        AllowedRequest("PUT", _ONE, _TOLD),
        AllowedRequest("DELETE", _ONE),
    )

    def rights(self) -> Sequence[TokenRight]:
        account = data_of(self._ask("GET", "/v3/account"), "email")
        senders = data_of(self._ask("GET", "/v3/senders")).get("senders") or ()
        active = [str(one.get("email")) for one in senders if one.get("active")]
        wanted = sorted({*self._own.by_commune.values(), *([self._own.to] if self._own.to else [])})
        return [
            TokenRight(f"parle pour le compte de {account}", granted=True),
            TokenRight("relit les campagnes", self._ask("GET", f"{_CAMPAIGNS}?limit=1").is_fine),
            self._sees("les listes", {one: f"/v3/contacts/lists/{one}" for one in wanted}),
            ready_sender(active),
            TokenRight(
                "cette clé peut tout, envoyer compris : Brevo n'en donne pas de moindre ; Tambour n'envoie rien",
                granted=True,
                needed=False,
            ),
        ]

    def _find(self, mark: str) -> Campaign | None:
        return first_of(one for one in self._campaigns if one.mark == mark)

    @cached_property
    def _campaigns(self) -> list[Campaign]:
        """The last ones of the account: asked for once, before the first is made."""
        found: list[Campaign] = []
        for page in range(_MOST_PAGES):
            query = {"limit": _PAGE, "offset": page * _PAGE, "sort": "desc", "excludeHtmlContent": "true"}
            said = data_of(self._ask("GET", f"{_CAMPAIGNS}?{urlencode(query)}"))
            if not isinstance(said, dict) or "count" not in said:
                refuse_stranger()
            campaigns = said.get("campaigns") or []
            found += map(self._campaign, campaigns)
            if len(campaigns) < _PAGE:
                break
        return found

    def _get(self, post: RemotePost) -> Campaign:
        said = data_of(self._ask("GET", f"{_CAMPAIGNS}/{post.id}?excludeHtmlContent=true"))
        return self._campaign(said)

    def _create(self, message: Message) -> Campaign:
        number = number_in(data_of(self._ask("POST", _CAMPAIGNS, self._words_for(message))), "id")
        made = Campaign(number, DraftState.DRAFT, mark_of(message), _PLACE)
        self._campaigns.append(made)
        return made

    def _fill(self, campaign: Campaign, message: Message) -> None:
        refuse_undone(self._ask("PUT", f"{_CAMPAIGNS}/{campaign.id}", self._words_for(message)))

    def _rename(self, campaign: Campaign, name: str) -> None:
        refuse_undone(self._ask("PUT", f"{_CAMPAIGNS}/{campaign.id}", {"name": name}))

    def _delete(self, campaign: Campaign) -> WebAnswer:
        return self._ask("DELETE", f"{_CAMPAIGNS}/{campaign.id}")

    def _words_for(self, message: Message) -> dict[str, Any]:
        edition = edition_of(message)
        told: dict[str, Any] = {
            "name": edition.name,
            "tag": mark_of(message),
            "subject": edition.subject,
            "previewText": edition.preheader,
            "sender": {"name": edition.sender_name, "email": edition.sender},
            "htmlContent": edition.html,
        }
        own, commune = self._own, edition.commune
        to = own.by_commune.get(commune) if commune else own.to
        if to is not None:
            told["recipients"] = {"listIds": [to]}
        elif commune in own.segments:
            told["recipients"] = {"segmentIds": [own.segments[commune]]}
        return told

    @staticmethod
    def _campaign(said: Mapping[str, Any]) -> Campaign:
        state = _STATES.get(str(said.get("status")), DraftState.HELD)
        mark, name = (str(said.get(one) or "") for one in ("tag", "name"))
        return Campaign(number_in(said, "id"), state, mark, _PLACE, name=name)

    @property
    def _server(self) -> str:
        return _API

    @property
    def _headers(self) -> Mapping[str, str]:
        return {"api-key": self._secret}

    @property
    def _own(self) -> BrevoSettings:
        return cast(BrevoSettings, self.settings)


TARGET = Brevo

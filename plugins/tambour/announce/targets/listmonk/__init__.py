"""listmonk (its API, 4.0 to 6.2): an edition of a letter is a campaign, whose tag is our mark.

A campaign is always made as a draft there; what starts it is a request of its own, for which there is no door here.
"""

from collections.abc import Mapping, Sequence
from email.utils import quote
from typing import Any, cast
from urllib.parse import urlencode

from tambour.announce.contract import Message, TargetRefusal, TokenRight
from tambour.announce.doors import AllowedRequest, DraftState, data_of, records_of
from tambour.announce.letter_tools import Campaign, LetterTool, edition_of, first_of, mark_of, number_in
from tambour.announce.targets.listmonk.settings import ListmonkSettings
from tambour.announce.web import WebAnswer
from tambour.model.announce_lines import NetworkTrouble, RemotePost

_ONE = r"/api/campaigns/\d+"
_TOLD = frozenset(
    (
        *("name", "subject", "lists", "from_email", "type", "content_type", "body", "altbody"),
        *("template_id", "tags", "messenger"),
    )
)
_STATES = {"draft": DraftState.DRAFT, "finished": DraftState.LEFT, "cancelled": DraftState.LEFT}
_READS, _WRITES = ("campaigns:get", "campaigns:get_all"), ("campaigns:manage", "campaigns:manage_all")
_SENDS = ("campaigns:send", "tx:send")


class Listmonk(LetterTool):
    """One server."""

    Settings = ListmonkSettings
    label = "listmonk"
    network = "listmonk"
    doors = (
        AllowedRequest("GET", "/api/profile"),
        AllowedRequest("GET", "/api/campaigns"),
        AllowedRequest("POST", "/api/campaigns", _TOLD),
        AllowedRequest("PUT", _ONE, _TOLD),
        AllowedRequest("DELETE", _ONE),
    )

    def takes(self, commune: str) -> bool:
        return not commune or commune in self._own.by_commune

    def rights(self) -> Sequence[TokenRight]:
        profile = data_of(self._ask("GET", "/api/profile"), "data")
        role = profile.get("user_role") or {}
        granted = {*(role.get("permissions") or ())}
        lists = (profile.get("list_role") or {}).get("lists") or ()
        by_list = {int(one["id"]): {*one.get("permissions", ())} for one in lists}
        wanted = {self._own.to, *self._own.by_commune.values()}
        reaches = {"lists:get_all", "lists:manage_all"} & granted
        out = sorted(one for one in wanted if not reaches and not by_list.get(one, set()) & {"list:get", "list:manage"})
        more = sorted(granted - {*_READS, *_WRITES, *_SENDS, "lists:get_all"})
        return [
            TokenRight(f"parle pour l'utilisateur « {profile.get('username', '')} »", granted=True),
            TokenRight("relit les campagnes (campaigns:get)", bool(granted & {*_READS})),
            TokenRight("prépare, change et supprime des campagnes (campaigns:manage)", bool(granted & {*_WRITES})),
            TokenRight(f"voit les listes des réglages{_of(out)}", not out),
            TokenRight(
                "peut aussi envoyer (campaigns:send, tx:send) : retirez-le, Tambour n'envoie rien",
                bool(granted & {*_SENDS}),
                needed=False,
            ),
            TokenRight(f"peut davantage ({', '.join(more)}) : un moindre rôle suffit", bool(more), needed=False),
        ]

    def _find(self, mark: str) -> Campaign | None:
        return first_of(self._bearing(mark))

    def _get(self, post: RemotePost) -> Campaign:
        """Asked by its mark: of one that is not there, its own address says that we may not see it (403)."""
        found = next((one for one in self._bearing(post.more.get("mark", "")) if one.id == post.id), None)
        if found is None:
            raise TargetRefusal(NetworkTrouble.GONE, "la campagne n'y est plus")
        return found

    def _bearing(self, mark: str) -> Sequence[Campaign]:
        query = urlencode({"tag": mark, "per_page": "all", "no_body": "true"})
        found = records_of(self._ask("GET", f"/api/campaigns?{query}"), "data", "results")
        return [self._campaign(one, mark) for one in found if mark in (one.get("tags") or ())]

    def _create(self, message: Message) -> Campaign:
        made = data_of(self._ask("POST", "/api/campaigns", self._words_for(message)), "data")
        return self._campaign(made, mark_of(message))

    def _fill(self, campaign: Campaign, message: Message) -> None:
        data_of(self._ask("PUT", f"/api/campaigns/{campaign.id}", self._words_for(message)), "data")

    def _rename(self, campaign: Campaign, name: str) -> None:
        data_of(self._ask("PUT", f"/api/campaigns/{campaign.id}", {"name": name, **campaign.again}), "data")

    def _delete(self, campaign: Campaign) -> WebAnswer:
        return self._ask("DELETE", f"/api/campaigns/{campaign.id}")

    def _words_for(self, message: Message) -> dict[str, Any]:
        edition, own = edition_of(message), self._own
        return {
            "name": edition.name,
            "subject": edition.subject,
            "lists": [own.by_commune[edition.commune] if edition.commune else own.to],
            "from_email": f'"{quote(edition.sender_name)}" <{edition.sender}>',
            "type": "regular",
            "content_type": "html",
            "body": edition.html,
            "altbody": message.text,
            "template_id": own.template,
            "messenger": "email",
            "tags": ["tambour", mark_of(message)],
        }

    def _campaign(self, said: Mapping[str, Any], mark: str) -> Campaign:
        number = number_in(said, "id")
        state = _STATES.get(str(said.get("status")), DraftState.HELD)
        lists = [int(one["id"]) for one in said.get("lists") or () if isinstance(one, dict) and "id" in one]
        address = f"{self._server}/admin/campaigns/{number}"
        return Campaign(number, state, mark, address, name=str(said.get("name") or ""), again={"lists": lists})

    @property
    def _server(self) -> str:
        return self._own.server.rstrip("/")

    @property
    def _headers(self) -> Mapping[str, str]:
        return {"Authorization": f"token {self._own.user}:{self._secret}"}

    @property
    def _own(self) -> ListmonkSettings:
        return cast(ListmonkSettings, self.settings)


TARGET = Listmonk


def _of(lists: Sequence[int]) -> str:
    return f", sauf {', '.join(map(str, lists))}" if lists else ""

"""Sending tools that live in the test, each as its public documentation tells its requests and answers.

None of them knows how to send: what would have a letter leave is an accident of the test.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tambour.announce.web import WebAnswer

Record = dict[str, Any]
Route = Callable[..., WebAnswer]


def answer(said: object = None, status: int = 200) -> WebAnswer:
    return WebAnswer(status, b"" if said is None else json.dumps(said).encode())


@dataclass
class LetterServer:
    """Campaigns, and what was asked. url: before each path. authorization: what a request must bring."""

    campaigns: list[Record] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    told: list[Record] = field(default_factory=list)
    made: int = 0
    url: str = "https://outil.exemple.fr"
    authorization: tuple[str, str] = ("authorization", "")
    denied: Callable[[], WebAnswer] = lambda: answer({"message": "invalid key"}, 401)

    def ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> WebAnswer:
        assert url.startswith(self.url), url
        parts = urlsplit(url)
        self.asked.append((method, parts.path))
        said: Record = json.loads(body) if body else {}
        self.told.append(said)
        name, wanted = self.authorization
        if {key.lower(): value for key, value in headers.items()}.get(name) != wanted:
            return self.denied()
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        for (verb, pattern), route in self.routes().items():
            if verb == method and (found := re.fullmatch(pattern, parts.path)):
                return route(*found.groups(), said=said, query=query)
        raise AssertionError(f"nobody may ask {method} {parts.path}")

    def routes(self) -> Mapping[tuple[str, str], Route]:
        raise NotImplementedError

    def add(self, record: Record) -> Record:
        self.made += 1
        self.campaigns.append(record)
        return record

    def one(self, number: str) -> Record | None:
        return next((one for one in self.campaigns if str(one["id"]) == number), None)

    def drop(self, number: str) -> bool:
        before = len(self.campaigns)
        self.campaigns = [one for one in self.campaigns if str(one["id"]) != number]
        return len(self.campaigns) < before


@dataclass
class ListmonkServer(LetterServer):
    """listmonk 6.2 (docs/docs/content/apis/campaigns.md). permissions: of the user's role."""

    url: str = "https://lettre.exemple.fr"
    authorization: tuple[str, str] = ("authorization", "token tambour:jeton-listmonk-5d21")
    denied: Callable[[], WebAnswer] = lambda: answer({"message": "invalid API credentials"}, 403)
    permissions: tuple[str, ...] = ("campaigns:get", "campaigns:manage")
    lists: Mapping[int, str] = field(default_factory=lambda: {3: "list:get", 4: "list:get"})

    def routes(self) -> Mapping[tuple[str, str], Route]:
        return {
            ("GET", "/api/profile"): self._profile,
            ("GET", "/api/campaigns"): self._search,
            ("POST", "/api/campaigns"): self._create,
            ("PUT", r"/api/campaigns/(\d+)"): self._update,
            ("DELETE", r"/api/campaigns/(\d+)"): self._delete,
        }

    def _profile(self, **_: Any) -> WebAnswer:
        lists = [{"id": number, "name": "", "permissions": [right]} for number, right in self.lists.items()]
        role = {"id": 2, "name": "Tambour", "permissions": [*self.permissions]}
        return answer({"data": {"username": "tambour", "user_role": role, "list_role": {"id": 3, "lists": lists}}})

    def _search(self, query: Record, **_: Any) -> WebAnswer:
        found = [one for one in self.campaigns if query.get("tag") in (None, *one["tags"])]
        assert query["per_page"] == "all"
        return answer({"data": {"results": [{**one, "body": ""} for one in found]}})

    def _create(self, said: Record, **_: Any) -> WebAnswer:
        if not said["lists"] or not said["name"]:
            return answer({"message": "Invalid list IDs"}, 400)
        record = self.add({"id": self.made + 1, "status": "draft", "send_at": None, "views": 0, **said})
        return answer({"data": record})

    def _update(self, number: str, said: Record, **_: Any) -> WebAnswer:
        found = self.one(number)
        if found is None:
            return answer({"message": "Campaign not found"}, 400)
        if found["status"] not in ("draft", "paused", "scheduled"):
            return answer({"message": "Cannot update a running or a finished campaign"}, 400)
        found.update(said)
        return answer({"data": found})

    def _delete(self, number: str, **_: Any) -> WebAnswer:
        return answer({"data": True}) if self.drop(number) else answer({"message": "Campaign not found"}, 400)


@dataclass
class BrevoServer(LetterServer):
    """Brevo's API v3 (developers.brevo.com/reference, email campaigns)."""

    url: str = "https://api.brevo.com"
    authorization: tuple[str, str] = ("api-key", "xkeysib-cle-brevo-91c4")
    denied: Callable[[], WebAnswer] = lambda: answer({"code": "unauthorized", "message": "Key not found"}, 401)
    lists: tuple[str, ...] = ("3", "4")

    def routes(self) -> Mapping[tuple[str, str], Route]:
        return {
            ("GET", "/v3/account"): lambda **_: answer({"email": "com@exemple.fr", "companyName": "Exemple"}),
            ("GET", "/v3/senders"): lambda **_: answer({"senders": [{"email": "lettre@exemple.fr", "active": True}]}),
            ("GET", r"/v3/contacts/lists/(\d+)"): self._list,
            ("GET", "/v3/emailCampaigns"): self._all,
            ("POST", "/v3/emailCampaigns"): self._create,
            ("GET", r"/v3/emailCampaigns/(\d+)"): self._get,
            ("PUT", r"/v3/emailCampaigns/(\d+)"): self._update,
            ("DELETE", r"/v3/emailCampaigns/(\d+)"): self._delete,
        }

    def _list(self, number: str, **_: Any) -> WebAnswer:
        return answer({"id": int(number)}) if number in self.lists else self._missing()

    def _all(self, query: Record, **_: Any) -> WebAnswer:
        start, limit = int(query.get("offset", 0)), int(query["limit"])
        assert limit <= 100
        shown = [{**one, "htmlContent": ""} for one in reversed(self.campaigns)][start : start + limit]
        return answer({"count": len(self.campaigns)} | ({"campaigns": shown} if shown else {}))

    def _create(self, said: Record, **_: Any) -> WebAnswer:
        if not {"name", "sender", "subject", "htmlContent"} <= said.keys():
            return answer({"code": "missing_parameter", "message": "missing"}, 400)
        record = self.add({"id": self.made + 1, "type": "classic", "status": "draft", **said})
        return answer({"id": record["id"]}, 201)

    def _get(self, number: str, **_: Any) -> WebAnswer:
        found = self.one(number)
        return answer({**found, "htmlContent": ""}) if found else self._missing()

    def _update(self, number: str, said: Record, **_: Any) -> WebAnswer:
        found = self.one(number)
        if found is None:
            return self._missing()
        if found["status"] not in ("draft", "queued"):
            return answer({"code": "invalid_parameter", "message": "Campaign can not be updated"}, 400)
        found.update(said)
        return answer(status=204)

    def _delete(self, number: str, **_: Any) -> WebAnswer:
        return answer(status=204) if self.drop(number) else self._missing()

    @staticmethod
    def _missing() -> WebAnswer:
        return answer({"code": "document_not_found", "message": "Campaign ID does not exist"}, 404)

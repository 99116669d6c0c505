"""Sending tools that live in the test, each as its public documentation tells its requests and answers.

None of them knows how to send: what would have a letter leave is an accident of the test.
"""

import base64
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
        return answer({"data": {"results": [self._shown(one) | {"body": ""} for one in found]}})

    def _create(self, said: Record, **_: Any) -> WebAnswer:
        if not said["lists"] or not said["name"]:
            return answer({"message": "Invalid list IDs"}, 400)
        record = self.add({"id": self.made + 1, "status": "draft", "send_at": None, "views": 0, **said})
        return answer({"data": self._shown(record)})

    @staticmethod
    def _shown(record: Record) -> Record:
        return {**record, "lists": [{"id": number, "name": ""} for number in record["lists"]]}

    def _update(self, number: str, said: Record, **_: Any) -> WebAnswer:
        found = self.one(number)
        if found is None:
            return answer({"message": "Campaign not found"}, 400)
        if found["status"] not in ("draft", "paused", "scheduled"):
            return answer({"message": "Cannot update a running or a finished campaign"}, 400)
        if not said.get("lists"):  # cmd/campaigns.go: alone of all, they are not kept when nobody tells them
            return answer({"message": "Invalid list IDs"}, 400)
        found.update(said)
        return answer({"data": self._shown(found)})

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


def _basic(pair: str) -> tuple[str, str]:
    return "authorization", f"Basic {base64.b64encode(pair.encode()).decode()}"


@dataclass
class MailjetServer(LetterServer):
    """Mailjet's API v3 (dev.mailjet.com/email/reference/campaigns/drafts)."""

    url: str = "https://api.mailjet.com"
    authorization: tuple[str, str] = field(default_factory=lambda: _basic("cle-publique:cle-secrete-77a0"))
    denied: Callable[[], WebAnswer] = lambda: answer({"ErrorMessage": "API key authentication failed"}, 401)

    def routes(self) -> Mapping[tuple[str, str], Route]:
        return {
            ("GET", "/v3/REST/myprofile"): lambda **_: _data({"Firstname": "Val", "CompanyName": "Exemple"}),
            ("GET", "/v3/REST/sender"): lambda **_: _data({"Email": "lettre@exemple.fr", "Status": "Active"}),
            ("GET", r"/v3/REST/contactslist/(\d+)"): lambda number, **_: _data({"ID": int(number)}),
            ("GET", "/v3/REST/campaigndraft"): self._all,
            ("POST", "/v3/REST/campaigndraft"): self._create,
            ("GET", r"/v3/REST/campaigndraft/(\d+)"): self._get,
            ("PUT", r"/v3/REST/campaigndraft/(\d+)"): self._update,
            ("POST", r"/v3/REST/campaigndraft/(\d+)/detailcontent"): self._content,
        }

    def _all(self, query: Record, **_: Any) -> WebAnswer:
        assert query.get("Sort") == "ID DESC" or query["Limit"] == "1"
        return _data(*[*reversed(self.campaigns)][: int(query["Limit"])])

    def _create(self, said: Record, **_: Any) -> WebAnswer:
        if not {"Locale", "Sender", "SenderEmail", "Subject", "ContactsListID"} <= said.keys():
            return answer({"ErrorMessage": "mandatory property missing", "StatusCode": 400}, 400)
        return _data(self.add({"ID": self.made + 1, "id": self.made + 1, "Status": 0, **said}), status=201)

    def _get(self, number: str, **_: Any) -> WebAnswer:
        found = self.one(number)
        return _data(found) if found else answer({"ErrorMessage": "Object not found", "StatusCode": 404}, 404)

    def _update(self, number: str, said: Record, **_: Any) -> WebAnswer:
        found = self.one(number)
        if found is None:
            return answer({"ErrorMessage": "Object not found", "StatusCode": 404}, 404)
        if found == {**found, **said}:
            return answer(status=304)
        found.update(said)
        return _data(found)

    def _content(self, number: str, said: Record, **_: Any) -> WebAnswer:
        found = self.one(number)
        if found is None:
            return answer({"ErrorMessage": "Object not found", "StatusCode": 404}, 404)
        found.update(said)
        return _data(said, status=201)


def _data(*records: Record, status: int = 200) -> WebAnswer:
    return answer({"Count": len(records), "Data": records, "Total": len(records)}, status)


@dataclass
class MailchimpServer(LetterServer):
    """Mailchimp's Marketing API 3.0 (mailchimp.com/developer/marketing/api/campaigns). role: of the key's user."""

    url: str = "https://us21.api.mailchimp.com"
    authorization: tuple[str, str] = field(default_factory=lambda: _basic("tambour:0123456789abcdef-us21"))
    denied: Callable[[], WebAnswer] = lambda: answer({"title": "API Key Invalid", "detail": "invalid"}, 401)
    role: str = "author"

    def routes(self) -> Mapping[tuple[str, str], Route]:
        return {
            ("GET", "/3.0/"): lambda **_: answer({"account_name": "Exemple", "role": self.role}),
            ("GET", r"/3.0/lists/([0-9a-f]+)"): lambda number, **_: answer({"id": number}),
            ("GET", r"/3.0/lists/[0-9a-f]+/segments/(\d+)"): lambda number, **_: answer({"id": int(number)}),
            ("GET", "/3.0/campaigns"): self._all,
            ("POST", "/3.0/campaigns"): self._create,
            ("GET", r"/3.0/campaigns/([0-9a-f]+)"): self._get,
            ("PATCH", r"/3.0/campaigns/([0-9a-f]+)"): self._update,
            ("PUT", r"/3.0/campaigns/([0-9a-f]+)/content"): self._content,
            ("DELETE", r"/3.0/campaigns/([0-9a-f]+)"): self._delete,
        }

    def _all(self, query: Record, **_: Any) -> WebAnswer:
        assert int(query["count"]) <= 1000
        return answer({"campaigns": [*reversed(self.campaigns)], "total_items": len(self.campaigns)})

    def _create(self, said: Record, **_: Any) -> WebAnswer:
        if said.get("type") != "regular":
            return answer({"title": "Invalid Resource", "detail": "type"}, 400)
        number = self.made + 1
        return answer(self.add({"id": f"{number:010x}", "web_id": number, "status": "save", **said}))

    def _get(self, number: str, **_: Any) -> WebAnswer:
        found = self.one(number)
        return answer(found) if found else answer({"title": "Resource Not Found", "detail": "not found"}, 404)

    def _update(self, number: str, said: Record, **_: Any) -> WebAnswer:
        found = self.one(number)
        if found is None or found["status"] != "save":
            return answer({"title": "Bad Request", "detail": "Cannot update"}, 400 if found else 404)
        if not {"subject_line", "from_name", "reply_to"} <= said["settings"].keys():
            return answer({"title": "Invalid Resource", "detail": "settings"}, 400)
        found.update({**said, "settings": {**found["settings"], **said["settings"]}})
        return answer(found)

    def _content(self, number: str, said: Record, **_: Any) -> WebAnswer:
        found = self.one(number)
        if found is None:
            return answer({"title": "Resource Not Found", "detail": "not found"}, 404)
        found["content"] = said
        return answer({**said, "archive_html": said["html"]})

    def _delete(self, number: str, **_: Any) -> WebAnswer:
        return answer(status=204) if self.drop(number) else answer({"title": "Resource Not Found"}, 404)

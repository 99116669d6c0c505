"""A Mastodon that keeps to what its documentation says (docs.joinmastodon.org/methods, 4.4), and refuses all else."""

import itertools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.parser import BytesParser
from email.policy import HTTP
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tambour.announce.web import WebAnswer
from tambour.channels.posts.counting import mastodon as length_of

TOKEN = "jeton-du-compte-7f3a"
URL = "https://social.exemple.fr"
ALL = frozenset({"read:accounts", "read:statuses", "write:statuses", "write:media"})
_ADDRESS = re.compile(r"https?://\S+")
_SCOPES = {
    ("GET", "accounts"): "read:accounts",
    ("GET", "statuses"): "read:statuses",
    ("POST", "statuses"): "write:statuses",
    ("PUT", "statuses"): "write:statuses",
    ("DELETE", "statuses"): "write:statuses",
    ("POST", "media"): "write:media",
    ("GET", "media"): "write:media",
    ("GET", "blocks"): "read:blocks",
}


def _answer(status: int, said: object, **headers: str) -> WebAnswer:
    date = {"date": "Tue, 01 Dec 2026 08:00:00 GMT"}
    return WebAnswer(status, json.dumps(said).encode(), date | {k.replace("_", "-"): v for k, v in headers.items()})


@dataclass
class MastodonServer:
    """A `Web` that is one server with one account.

    scopes: of its token; whether the server tells them. limit: characters of a post. busy: requests that are
    answered 429 from now on. token: that is accepted. slow_media: questions until a picture is ready. statuses:
    what people see, the newest last, each with its `source`. asked: method and path of each request. edits: ids,
    one for each edit.
    """

    scopes: frozenset[str] = ALL
    tells_scopes: bool = True
    url: str = URL
    limit: int = 500
    token: str = TOKEN
    busy: int = 0
    slow_media: int = 1
    statuses: list[dict[str, Any]] = field(default_factory=list)
    media: dict[str, dict[str, Any]] = field(default_factory=dict)
    idempotency: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    edits: list[str] = field(default_factory=list)
    now: datetime = datetime(2026, 12, 1, 8, tzinfo=UTC)

    def __post_init__(self) -> None:
        self._ids = itertools.count(1001)

    def ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> WebAnswer:
        parts = urlsplit(url)
        assert f"{parts.scheme}://{parts.netloc}" == self.url, "a token goes to its server alone"
        self.asked.append((method, parts.path))
        if self.busy:
            self.busy -= 1
            return _answer(429, {"error": "Too many requests"}, x_ratelimit_reset="2026-12-01T08:05:00.000000Z")
        if parts.path == "/api/v2/instance" and method == "GET":
            return _answer(200, self._instance())
        if headers.get("Authorization") != f"Bearer {self.token}":
            return _answer(401, {"error": "The access token is invalid"})
        steps = parts.path.split("/")[3:]
        kind = "statuses" if steps[-1] == "statuses" else steps[0]
        if steps == ["apps", "verify_credentials"]:  # asks for no scope; before 4.3 it tells none
            return _answer(200, {"name": "Tambour"} | ({"scopes": sorted(self.scopes)} if self.tells_scopes else {}))
        if _SCOPES[method, kind] not in self.scopes:
            return _answer(403, {"error": "This action is outside the authorized scopes"})
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        return self._do(method, steps, query, headers, body or b"")

    def _do(  # noqa: PLR0911 — one answer a case
        self, method: str, steps: list[str], query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> WebAnswer:
        match method, steps:
            case "GET", ["accounts", "verify_credentials"]:
                return _answer(200, {"id": "7", "acct": "interco", "username": "interco"})
            case "GET", ["accounts", "7", "statuses"]:
                return self._timeline(query)
            case "POST", ["statuses"]:
                return self._post(headers, json.loads(body))
            case "POST", ["media"]:
                return self._upload(headers, body)
            case "GET", ["media", media]:
                one = self.media[media]
                one["left"] -= 1
                return _answer(206 if one["left"] > 0 else 200, {"id": media, "url": None if one["left"] > 0 else "x"})
            case "GET", ["blocks"]:
                return _answer(200, [])
            case _, ["statuses", status, *more]:
                return self._of_status(method, status, more, body)
        raise AssertionError((method, steps))

    def _of_status(self, method: str, status: str, more: list[str], body: bytes) -> WebAnswer:
        found = next((one for one in self.statuses if one["id"] == status), None)
        if found is None:
            return _answer(404, {"error": "Record not found"})
        match method, more:
            case "GET", []:
                return _answer(200, _shown(found))
            case "GET", ["source"]:
                return _answer(200, {"id": status, "text": found["source"], "spoiler_text": ""})
            case "PUT", []:
                said = json.loads(body)
                if refused := self._refused(said):
                    return refused
                found |= {"source": said["status"], "media": said["media_ids"], "language": said["language"]}
                self.edits.append(status)
                return _answer(200, _shown(found))
            case "DELETE", []:
                self.statuses.remove(found)
                return _answer(200, _shown(found))
        raise AssertionError((method, more))

    def _timeline(self, query: Mapping[str, str]) -> WebAnswer:
        assert query.keys() <= {"limit", "exclude_reblogs", "max_id"}, query
        limit = int(query["limit"])
        assert limit <= 40, "the server gives no more at once"
        before = int(query.get("max_id", "999999"))
        page = [one for one in reversed(self.statuses) if int(one["id"]) < before][:limit]
        return _answer(200, [_shown(one) for one in page])

    def _refused(self, said: Mapping[str, Any]) -> WebAnswer | None:
        if not said.get("status") and not said.get("media_ids"):
            return _answer(422, {"error": "Validation failed: Text can't be blank"})
        if length_of(said["status"]) > self.limit:
            return _answer(422, {"error": f"Validation failed: Text character limit of {self.limit} exceeded"})
        for media in said.get("media_ids", ()):
            if media not in self.media or self.media[media]["left"] > 0:
                return _answer(422, {"error": "Cannot attach files that have not finished processing"})
        return None

    def _post(self, headers: Mapping[str, str], said: dict[str, Any]) -> WebAnswer:
        known = {"status", "visibility", "language", "in_reply_to_id", "media_ids"}
        assert said.keys() <= known, said.keys() - known
        key = headers.get("Idempotency-Key")
        if key is not None and key in self.idempotency:
            [found] = [one for one in self.statuses if one["id"] == self.idempotency[key]]
            return _answer(200, _shown(found))
        if refused := self._refused(said):
            return refused
        assert key is not None, "a post without a key may be there twice"
        assert said["visibility"] in ("public", "unlisted", "private", "direct")
        assert re.fullmatch(r"[a-z]{2}", said["language"])
        answers = said.get("in_reply_to_id")
        if answers is not None and all(one["id"] != answers for one in self.statuses):
            return _answer(404, {"error": "The post you are trying to reply to does not appear to exist."})
        self.now += timedelta(seconds=1)
        status = {
            "id": str(next(self._ids)),
            "created_at": self.now.isoformat(),
            "in_reply_to_id": answers,
            "source": said["status"],
            "language": said["language"],
            "visibility": said["visibility"],
            "media": said.get("media_ids", []),
        }
        self.statuses.append(status)
        self.idempotency[key] = status["id"]
        return _answer(200, _shown(status))

    def forget_keys(self) -> None:
        """An hour has passed."""
        self.idempotency.clear()

    def _upload(self, headers: Mapping[str, str], body: bytes) -> WebAnswer:
        if "multipart" not in headers.get("Content-Type", ""):
            return _answer(422, {"error": "Validation failed: File can't be blank"})
        head = f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode()
        parts = {
            part.get_param("name", header="content-disposition"): part
            for part in BytesParser(policy=HTTP).parsebytes(head + body).iter_parts()
        }
        media = str(next(self._ids))
        data = parts["file"].get_content()
        alt = parts["description"].get_content().rstrip("\r\n")
        assert len(alt) <= 1500
        assert parts["file"].get_filename()
        self.media[media] = {
            "left": self.slow_media,
            "alt": alt,
            "data": data,
            "type": parts["file"].get_content_type(),
        }
        return _answer(202, {"id": media, "url": None})

    def _instance(self) -> dict[str, Any]:
        statuses = {"max_characters": self.limit, "max_media_attachments": 4, "characters_reserved_per_url": 23}
        media = {"image_size_limit": 16_777_216, "image_matrix_limit": 33_177_600, "description_limit": 1500}
        return {"domain": "social.exemple.fr", "configuration": {"statuses": statuses, "media_attachments": media}}


def _shown(status: Mapping[str, Any]) -> dict[str, Any]:
    """As the API gives it: the text as HTML, with links."""
    html = _ADDRESS.sub(lambda found: f'<a href="{found[0]}" rel="nofollow">{found[0]}</a>', escape(status["source"]))
    return {
        "id": status["id"],
        "url": f"{URL}/@interco/{status['id']}",
        "content": f"<p>{html}</p>",
        "created_at": status["created_at"],
        "in_reply_to_id": status["in_reply_to_id"],
        "media_attachments": [{"id": media} for media in status["media"]],
    }

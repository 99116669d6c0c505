"""A server of AT Protocol, as far as one account needs it: for what the real one would be too slow for."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tambour.announce.web import WebAnswer

PASSWORD = "abcd-efgh-ijkl-mnop"
URL = "https://pds.exemple.fr"
DID = "did:plc:interco"
HANDLE = "interco.exemple.fr"
_TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")


def _answer(status: int, said: object) -> WebAnswer:
    return WebAnswer(status, json.dumps(said).encode(), {"date": "Tue, 01 Dec 2026 08:00:00 GMT"})


def _refused(error: str, message: str = "", status: int = 400) -> WebAnswer:
    return _answer(status, {"error": error, "message": message or error})


@dataclass
class BlueskyServer:
    """records: what people see, by key, in the order in which it came."""

    password: str = PASSWORD
    scope: str = "com.atproto.appPass"
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)

    def ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> WebAnswer:
        parts = urlsplit(url)
        assert f"{parts.scheme}://{parts.netloc}" == URL, "a token goes to its server alone"
        name = parts.path.removeprefix("/xrpc/")
        if name == "com.atproto.server.createSession":
            return self._session(json.loads(body or b""))
        if headers.get("Authorization") != f"Bearer {self._token}":
            return _refused("AuthMissing", status=401)
        if name == "com.atproto.repo.uploadBlob":
            return self._blob(headers, body or b"")
        asked = json.loads(body or b"{}") or {one: values[0] for one, values in parse_qs(parts.query).items()}
        assert (asked["repo"], asked["collection"]) == (DID, "app.bsky.feed.post")
        return getattr(self, f"_{name.rpartition('.')[2]}")(asked.get("rkey", ""), asked)

    @property
    def _token(self) -> str:
        claims = base64.urlsafe_b64encode(json.dumps({"scope": self.scope}).encode()).decode().rstrip("=")
        return f"e30.{claims}.x"

    def _session(self, said: Mapping[str, str]) -> WebAnswer:
        if said != {"identifier": HANDLE, "password": self.password}:
            return _refused("AuthenticationRequired", "Invalid identifier or password", 401)
        return _answer(200, {"accessJwt": self._token, "did": DID, "handle": HANDLE})

    def _blob(self, headers: Mapping[str, str], data: bytes) -> WebAnswer:
        cid = hashlib.sha256(data).hexdigest()
        self.blobs[cid] = data
        blob = {"$type": "blob", "ref": {"$link": cid}, "mimeType": headers["Content-Type"], "size": len(data)}
        return _answer(200, {"blob": blob})

    def _getRecord(self, key: str, _: object) -> WebAnswer:
        if key not in self.records:
            return _refused("RecordNotFound", f"Could not locate record: {key}")
        return _answer(200, self._named(key) | {"value": self.records[key]})

    def _listRecords(self, _: str, asked: Mapping[str, Any]) -> WebAnswer:
        assert int(asked["limit"]) <= 100, "the server gives no more at once"
        return _answer(200, {"records": [self._named(key) | {"value": self.records[key]} for key in self.records]})

    def _createRecord(self, key: str, said: Mapping[str, Any]) -> WebAnswer:
        assert _TID.fullmatch(key), key
        if key in self.records:
            return _refused("InternalServerError", status=500)  # as the reference server answers
        self.records[key] = said["record"]
        return _answer(200, self._named(key))

    def _deleteRecord(self, key: str, _: object) -> WebAnswer:
        self.records.pop(key, None)
        return _answer(200, {})

    def _named(self, key: str) -> dict[str, str]:
        cid = hashlib.sha256(json.dumps(self.records[key]).encode()).hexdigest()
        return {"uri": f"at://{DID}/app.bsky.feed.post/{key}", "cid": cid}

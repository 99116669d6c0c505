"""Bluesky, and any other server of AT Protocol: one account, opened by an app password.

A post is a record whose key we choose, so that one that is sent twice is there once. Records of this kind are not
edited: a correction stays silent, a change of state is a new post that quotes the first.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlencode

from tambour.announce.contract import AnnounceTarget, Message, SpokenPicture, TargetRefusal, TokenRight, said_by
from tambour.announce.targets.bluesky.posts import POST, record_key, record_of
from tambour.announce.targets.bluesky.settings import BlueskySettings
from tambour.announce.web import WebAnswer
from tambour.model.announce_lines import NetworkTrouble, RemotePost

_TOO_MANY, _LAST = 429, 100
_MOST_BYTES = 1_000_000  # of a picture: lexicon app.bsky.embed.images
_OF_APP = ("com.atproto.appPass", "com.atproto.appPassPrivileged")  # `scope` of a session, by the sort of password
_ALL_RIGHTS, _PRIVATE = "com.atproto.access", "com.atproto.appPassPrivileged"
_DENIED = ("AccountTakedown", "AccountDeactivated", "AuthFactorTokenRequired", "ExpiredToken", "InvalidToken")


class Bluesky(AnnounceTarget):
    """One account."""

    Settings = BlueskySettings
    label = "Bluesky"
    network = "bluesky"
    secret = "PASSWORD"  # noqa: S105 — what it is called, not what it is

    def rights(self) -> Sequence[TokenRight]:
        scope = _scope(self._session["accessJwt"])
        return [
            TokenRight(f"parle pour le compte @{self._session['handle']}", granted=True),
            TokenRight("publie, et supprime ce qu'il a publié", scope in (*_OF_APP, _ALL_RIGHTS)),
            TokenRight(
                "c'est le mot de passe du compte, qui peut tout : donnez un mot de passe d'application",
                scope == _ALL_RIGHTS,
                needed=False,
            ),
            TokenRight("lit aussi les messages privés : refaites-le sans cette case", scope == _PRIVATE, needed=False),
        ]

    def find(self, message: Message) -> RemotePost | None:
        if (there := self._get(record_key(message))) is not None:
            return there
        by_hand = (one for one in self._last_posts if str(one["uri"]) not in message.known)
        found = next((one for one in by_hand if message.is_said_by(str(one["value"].get("text", "")))), None)
        return self._remote(str(found["uri"]).rpartition("/")[2], found) if found is not None else None

    def post(self, message: Message) -> RemotePost:
        key = record_key(message)
        asked = {"repo": self._did, "collection": POST, "rkey": key, "record": record_of(message, self._embed(message))}
        answer = self._call("com.atproto.repo.createRecord", asked)
        if not answer.is_fine and answer.status != _TOO_MANY and (there := self._get(key)) is not None:
            return there  # somebody was faster, which the reference server calls an error of its own (500)
        return self._remote(key, self._fine(answer, "uri", "cid"))

    def remove(self, post: RemotePost) -> None:
        asked = {"repo": self._did, "collection": POST, "rkey": post.id.rpartition("/")[2]}
        self._fine(self._call("com.atproto.repo.deleteRecord", asked))

    def _get(self, key: str) -> RemotePost | None:
        asked = {"repo": self._did, "collection": POST, "rkey": key}
        answer = self._call("com.atproto.repo.getRecord", query=asked)
        said = answer.json()
        if isinstance(said, dict) and said.get("error") == "RecordNotFound":
            return None
        return self._remote(key, self._fine(answer, "uri", "cid"))

    def _remote(self, key: str, said: Mapping[str, Any]) -> RemotePost:
        address = f"https://bsky.app/profile/{self._session['handle']}/post/{key}"
        return RemotePost(str(said["uri"]), address, {"cid": str(said["cid"])})

    def _embed(self, message: Message) -> dict[str, Any] | None:
        """What stands under the text: the post that is quoted, else the picture, else a card of the page."""
        first = message.answers
        if first is not None and self._get(first.id.rpartition("/")[2]) is not None:
            quoted = {"uri": first.id, "cid": first.more.get("cid", "")}
            return {"$type": "app.bsky.embed.record", "record": quoted}
        if message.picture is not None and (blob := self._upload(message.picture)):
            image = {"image": blob[0], "alt": message.picture.alt, "aspectRatio": blob[1]}
            return {"$type": "app.bsky.embed.images", "images": [image]}
        card: dict[str, Any] = {"uri": message.url, "title": message.title, "description": message.description}
        if message.card is not None and (blob := self._upload(message.card)):
            card["thumb"] = blob[0]
        return {"$type": "app.bsky.embed.external", "external": card}

    def _upload(self, picture: SpokenPicture) -> tuple[Any, dict[str, int]] | None:
        """The blob of a picture, and its proportions; None when no version is small enough."""
        version = picture.widest(_MOST_BYTES)
        if version is None:
            return None
        answer = self._call("com.atproto.repo.uploadBlob", version.read(), kind=version.media_type)
        return self._fine(answer, "blob")["blob"], {"width": version.width, "height": version.height}

    @cached_property
    def _last_posts(self) -> list[dict[str, Any]]:
        """The last ones of the account, whoever made them: asked for once, before the first is sent."""
        asked = {"repo": self._did, "collection": POST, "limit": str(_LAST)}
        return list(self._fine(self._call("com.atproto.repo.listRecords", query=asked), "records")["records"])

    @property
    def _did(self) -> str:
        return str(self._session["did"])

    @cached_property
    def _session(self) -> dict[str, Any]:
        settings = cast(BlueskySettings, self.settings)
        asked = {"identifier": settings.account, "password": self._secret}
        answer = self._ask(settings.server, "com.atproto.server.createSession", asked, {})
        return self._fine(answer, "accessJwt", "did", "handle")

    @property
    def _server(self) -> str:
        """Where the account lies: its document of identity says so, else where it was opened."""
        document = self._session.get("didDoc") or {}
        for service in document.get("service", ()):
            if str(service.get("id", "")).endswith("#atproto_pds"):
                return str(service["serviceEndpoint"])
        return cast(BlueskySettings, self.settings).server

    def _call(
        self,
        method: str,
        asked: dict[str, Any] | bytes | None = None,
        query: Mapping[str, str] | None = None,
        kind: str = "",
    ) -> WebAnswer:
        headers = {"Authorization": f"Bearer {self._session['accessJwt']}"} | ({"Content-Type": kind} if kind else {})
        return self._ask(self._server, f"{method}?{urlencode(query)}" if query else method, asked, headers)

    def _ask(
        self, server: str, method: str, asked: dict[str, Any] | bytes | None, headers: dict[str, str]
    ) -> WebAnswer:
        url = f"{server.rstrip('/')}/xrpc/{method}"
        if asked is None:
            return self._web.ask("GET", url, headers)
        if isinstance(asked, dict):
            headers = headers | {"Content-Type": "application/json"}
            asked = json.dumps(asked).encode()
        return self._web.ask("POST", url, headers, asked)

    def _fine(self, answer: WebAnswer, *names: str) -> dict[str, Any]:
        said = answer.json()
        if isinstance(said, dict) and not answer.is_fine and said.get("error") in _DENIED:
            raise TargetRefusal(NetworkTrouble.DENIED, str(said.get("message") or said["error"]))
        return said_by(answer, *names)


TARGET = Bluesky


def _scope(token: str) -> str:
    """What a session may do, as its token says without being asked (RFC 7519 § 3)."""
    part = token.split(".")[1] if token.count(".") == 2 else ""
    try:
        claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except ValueError:
        return ""
    return str(claims.get("scope", "")) if isinstance(claims, dict) else ""

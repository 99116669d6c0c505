"""Postiz (its public API, 2026): drafts for Facebook, Instagram, LinkedIn and Threads, which people publish there.

Postiz keeps whatever stands among a post's settings: there stands the key of the message. A post that is told with the
id of another takes its place.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from tambour.announce.contract import Message, TargetRefusal, TokenRight
from tambour.announce.doors import AllowedRequest, DraftState, data_of, refuse_stranger
from tambour.announce.post_tools import (
    DraftNetwork,
    HeldPicture,
    PostDraft,
    PostTool,
    instant_text,
    markup_of,
    text_of,
)
from tambour.announce.targets.postiz.settings import PostizSettings
from tambour.announce.web import SentFile, WebAnswer
from tambour.model.announce_lines import NetworkTrouble, RemotePost

_API = "/public/v1"
_AROUND = timedelta(days=60)  # of a draft in the calendar, where people may have moved it
_EVER = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_STATES = {"DRAFT": DraftState.DRAFT, "QUEUE": DraftState.HELD, "ERROR": DraftState.HELD}
_OF_NETWORK: Mapping[str, Mapping[str, Any]] = {DraftNetwork.INSTAGRAM: {"post_type": "post"}}  # what each demands
_KEY, _DATE = "tambour", "date"
_OF_PICTURE = ("id", "path")


class Postiz(PostTool):
    """One account of one network."""

    Settings = PostizSettings
    label = "Postiz"
    secret = "KEY"  # noqa: S105 — what it is called, not what it is
    doors = (
        AllowedRequest("GET", f"{_API}/integrations"),
        AllowedRequest("GET", f"{_API}/posts"),
        AllowedRequest(
            "POST",
            f"{_API}/posts",
            frozenset(("type", "shortLink", "date", "tags", "posts")),
            {"type": "draft", "shortLink": False},
        ),
        AllowedRequest("POST", f"{_API}/upload"),
        AllowedRequest("DELETE", rf"{_API}/posts/[A-Za-z0-9_-]+"),
    )

    def rights(self) -> Sequence[TokenRight]:
        accounts = self._list(f"{_API}/integrations")
        mine = next((one for one in accounts if one.get("id") == self._own.account), None)
        shown = ", ".join(f"{one.get('identifier')} « {one.get('name')} » : {one.get('id')}" for one in accounts)
        is_right = _works(mine) and str((mine or {}).get("identifier", "")).startswith(self._own.network)
        return [
            TokenRight(f"voit les comptes ({shown or 'aucun'})", granted=True),
            TokenRight(f"celui des réglages est un compte {self._own.network}, encore connecté", is_right),
            TokenRight(
                "cette clé peut tout, publier compris : Postiz n'en donne pas de moindre ; Tambour ne laisse que des "
                "brouillons",
                granted=True,
                needed=False,
            ),
        ]

    def _drafts(self, message: Message) -> Iterator[PostDraft]:
        for one in self._posts(message.now):
            settings = _read(one.get("settings"))
            text = text_of(one.get("content"))
            more = {_DATE: str(one.get("publishDate") or "")}
            yield PostDraft(str(one.get("id")), _state(one), text, str(settings.get(_KEY) or ""), more)

    def _get(self, post: RemotePost) -> DraftState:
        for one in self._posts(_instant(post.more.get(_DATE, ""))):
            if one.get("id") == post.id:
                return _state(one)
        raise TargetRefusal(NetworkTrouble.GONE, "le brouillon n'y est plus")

    def _create(self, message: Message, picture: HeldPicture | None) -> RemotePost:
        return self._save(message, picture, {})

    def _fill(self, draft: str, message: Message, picture: HeldPicture | None) -> RemotePost:
        return self._save(message, picture, {"id": draft})

    def _save(self, message: Message, picture: HeldPicture | None, identity: Mapping[str, str]) -> RemotePost:
        facts = {name: picture.facts[name] for name in _OF_PICTURE if name in picture.facts} if picture else {}
        images = [{**facts, "alt": picture.alt}] if picture is not None and facts else []
        date = instant_text(message.now)
        value = {**identity, "content": markup_of(message.text, "p"), "image": images}
        settings = {**_OF_NETWORK.get(self._own.network, {}), _KEY: message.key}
        told = {
            "type": "draft",
            "shortLink": False,
            "date": date,
            "tags": [],
            "posts": [{"integration": {"id": self._own.account}, "value": [value], "settings": settings}],
        }
        made = data_of(self._ask("POST", f"{_API}/posts", told))
        if not isinstance(made, list) or not made or not isinstance(made[0].get("postId"), str):
            refuse_stranger()
        number = str(made[0]["postId"])
        return RemotePost(number, self._place(number), {_DATE: date, **facts})

    def _delete(self, draft: str) -> WebAnswer:
        return self._ask("DELETE", f"{_API}/posts/{draft}")

    def _upload(self, file: SentFile, alt: str) -> Mapping[str, str]:
        said = data_of(self._ask("POST", f"{_API}/upload", file=file))
        if not {*_OF_PICTURE} <= said.keys():
            refuse_stranger()
        return {name: str(said[name]) for name in _OF_PICTURE}

    def _place(self, draft: str) -> str:
        return self._server.removesuffix("/api").replace("//api.postiz.com", "//platform.postiz.com") + "/launches"

    def _posts(self, at: datetime | None) -> Sequence[Mapping[str, Any]]:
        """Those of this account around a day, or all; asked anew: somebody may have published one meanwhile."""
        start, end = (at - _AROUND, at + _AROUND) if at is not None else _EVER
        query = urlencode({"startDate": instant_text(start), "endDate": instant_text(end)})
        found = self._list(f"{_API}/posts?{query}", "posts")
        return [one for one in found if (one.get("integration") or {}).get("id") == self._own.account]

    def _list(self, path: str, *name: str) -> Sequence[Mapping[str, Any]]:
        answer = self._ask("GET", path)
        said = answer.json() if answer.is_fine and not name else data_of(answer, *name)
        if not isinstance(said, list):
            refuse_stranger()
        return said

    @property
    def _server(self) -> str:
        return self._own.server.rstrip("/")

    @property
    def _headers(self) -> Mapping[str, str]:
        return {"Authorization": self._secret}

    @property
    def _own(self) -> PostizSettings:
        return cast(PostizSettings, self.settings)


TARGET = Postiz


def _state(post: Mapping[str, Any]) -> DraftState:
    return _STATES.get(str(post.get("state")), DraftState.LEFT)


def _works(account: Mapping[str, Any] | None) -> bool:
    return account is not None and not account.get("disabled")


def _read(settings: object) -> Mapping[str, Any]:
    """What Postiz keeps as a text."""
    try:
        said = json.loads(str(settings or "{}"))
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _instant(said: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)

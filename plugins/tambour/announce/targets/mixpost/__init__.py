"""Mixpost (the API of its Pro and Enterprise editions): drafts for networks, which people publish there.

A post that is told without a date is a draft. Mixpost keeps nothing of ours: a draft is known again by the address of
the item's page and by its words.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast
from urllib.parse import urlencode

from tambour.announce.contract import Message, TokenRight
from tambour.announce.doors import AllowedRequest, DraftState, data_of, records_of, refuse_stranger
from tambour.announce.post_tools import HeldPicture, PostDraft, PostTool, markup_of, text_of
from tambour.announce.targets.mixpost.settings import MixpostSettings
from tambour.announce.web import SentFile, WebAnswer
from tambour.model.announce_lines import RemotePost

_LAST = 100  # posts: how far back ours are looked for
_WORKSPACE = r"/api/[0-9a-f-]{36}"
_ONE = rf"{_WORKSPACE}/posts/[0-9a-f-]{{36}}"
_TOLD = frozenset(("accounts", "tags", "versions"))
_STATES = {"draft": DraftState.DRAFT, "published": DraftState.LEFT}
_MEDIA = "media"


class Mixpost(PostTool):
    """One account of one network."""

    Settings = MixpostSettings
    label = "Mixpost"
    doors = (
        AllowedRequest("GET", rf"{_WORKSPACE}/accounts"),
        AllowedRequest("GET", rf"{_WORKSPACE}/posts"),
        AllowedRequest("POST", rf"{_WORKSPACE}/posts", _TOLD),
        AllowedRequest("GET", _ONE),
        AllowedRequest("PUT", _ONE, _TOLD),
        AllowedRequest("DELETE", _ONE, frozenset(("delete_mode",)), {"delete_mode": "app_only"}),
        AllowedRequest("POST", rf"{_WORKSPACE}/media", frozenset(("alt_text",))),
    )

    def rights(self) -> Sequence[TokenRight]:
        accounts = records_of(self._ask("GET", self._path("accounts")), "data")
        mine = next((one for one in accounts if one.get("id") == self._own.account), {})
        shown = ", ".join(f"{one.get('provider')} « {one.get('name')} » : {one.get('id')}" for one in accounts)
        is_right = str(mine.get("provider", "")).startswith(self._own.network) and mine.get("authorized") is not False
        return [
            TokenRight(f"voit les comptes ({shown or 'aucun'})", granted=True),
            TokenRight(f"celui des réglages est un compte {self._own.network}, encore connecté", is_right),
            TokenRight(
                "ce jeton peut ce que peut son utilisateur, publier compris ; Tambour ne laisse que des brouillons",
                granted=True,
                needed=False,
            ),
        ]

    def _drafts(self, message: Message) -> Iterator[PostDraft]:
        query = urlencode({"limit": _LAST})
        for one in records_of(self._ask("GET", f"{self._path('posts')}?{query}"), "data"):
            if self._own.account in [account.get("id") for account in one.get("accounts") or ()]:
                yield PostDraft(_id(one), _state(one), "\n".join(_texts(one)), more=_media_in(one))

    def _get(self, post: RemotePost) -> DraftState:
        return _state(data_of(self._ask("GET", self._path(f"posts/{post.id}"))))

    def _create(self, message: Message, picture: HeldPicture | None) -> RemotePost:
        made = _id(data_of(self._ask("POST", self._path("posts"), self._words_for(message, picture))))
        return self._post(made, picture)

    def _fill(self, draft: str, message: Message, picture: HeldPicture | None) -> RemotePost:
        answer = self._ask("PUT", self._path(f"posts/{draft}"), self._words_for(message, picture))
        data_of(answer)
        return self._post(draft, picture)

    def _delete(self, draft: str) -> WebAnswer:
        return self._ask("DELETE", self._path(f"posts/{draft}"), {"delete_mode": "app_only"})

    def _upload(self, file: SentFile, alt: str) -> Mapping[str, str]:
        said = data_of(self._ask("POST", self._path("media"), {"alt_text": alt}, file))
        if not isinstance(said.get("id"), int):
            refuse_stranger()
        return {_MEDIA: str(said["id"])}

    def _words_for(self, message: Message, picture: HeldPicture | None) -> dict[str, Any]:
        media = [int(picture.facts[_MEDIA])] if picture is not None and _MEDIA in picture.facts else []
        content = [{"body": markup_of(message.text, "div"), "media": media}]
        version = {"account_id": 0, "is_original": True, "content": content}
        return {"accounts": [self._own.account], "tags": [], "versions": [version]}

    def _place(self, draft: str) -> str:
        return f"{self._server}/{self._own.workspace}/posts/{draft}"

    def _post(self, draft: str, picture: HeldPicture | None) -> RemotePost:
        return RemotePost(draft, self._place(draft), dict(picture.facts) if picture is not None else {})

    def _path(self, name: str) -> str:
        return f"/api/{self._own.workspace}/{name}"

    @property
    def _server(self) -> str:
        return self._own.server.rstrip("/")

    @property
    def _headers(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self._secret}"}

    @property
    def _own(self) -> MixpostSettings:
        return cast(MixpostSettings, self.settings)


TARGET = Mixpost


def _id(post: Mapping[str, Any]) -> str:
    found = post.get("uuid") or post.get("id")
    if not isinstance(found, str):
        refuse_stranger()
    return found


def _state(post: Mapping[str, Any]) -> DraftState:
    status = post.get("status")
    if not isinstance(status, str):
        refuse_stranger()
    return _STATES.get(status.lower(), DraftState.HELD)


def _contents(post: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for version in post.get("versions") or ():
        yield from version.get("content") or ()


def _texts(post: Mapping[str, Any]) -> Iterator[str]:
    return (text_of(one.get("body")) for one in _contents(post))


def _media_in(post: Mapping[str, Any]) -> Mapping[str, str]:
    """The picture that lies in a post."""
    found = [media for one in _contents(post) for media in one.get("media") or ()]
    numbers = [media.get("id") if isinstance(media, dict) else media for media in found]
    return {_MEDIA: str(numbers[0])} if numbers else {}

"""Mastodon, and what speaks its API (docs.joinmastodon.org, 4.2 to 4.5): one account of one server.

A post is sent under an `Idempotency-Key`, which the server remembers for an hour; later on, it is looked for among the
account's own posts, by the address of the item's page and by its words.
"""

import json
import time
from collections.abc import Iterator, Sequence
from functools import cached_property
from html.parser import HTMLParser
from itertools import chain
from typing import Any, cast
from urllib.parse import urlencode

from tambour.announce.contract import (
    AnnounceTarget,
    Message,
    SpokenPicture,
    TargetRefusal,
    TokenRight,
    refusal_of,
    said_by,
)
from tambour.announce.targets.mastodon.settings import MastodonSettings
from tambour.announce.web import SentFile, WebAnswer
from tambour.model.announce_lines import NetworkTrouble, RemotePost

_PAGE, _MOST_PAGES = 40, 5  # posts at once, as many as the server gives; how far back one is looked for
_PER_ADDRESS = 23  # characters that an address counts for in our texts
_OF_PICTURE = 1500  # characters of a description, where the server does not say
_PATIENCE, _PAUSE = 60, 0.5  # seconds for a picture to be ready, and between two questions
_NOBODY, _FORBIDDEN, _NOT_FOUND, _NOT_READY = 401, 403, 404, 206


class Mastodon(AnnounceTarget):
    """One account."""

    Settings = MastodonSettings
    label = "Mastodon"
    network = "mastodon"
    edits = True

    def rights(self) -> Sequence[TokenRight]:
        account = self._me["acct"]
        reads = self._ask("GET", self._own_posts_path({"limit": 1}))
        blocks = self._ask("GET", "/api/v1/blocks?limit=1")
        return [
            TokenRight(f"parle pour le compte @{account}", granted=True),
            TokenRight("relit les messages du compte (read:statuses)", reads.is_fine),
            TokenRight("publie, modifie et supprime des messages (write:statuses)", self._may("statuses", "v1")),
            TokenRight("envoie des images (write:media)", self._may("media", "v2")),
            TokenRight(
                "lit aussi les comptes bloqués : un jeton de moindre droit suffit", blocks.is_fine, needed=False
            ),
        ]

    def _may(self, what: str, version: str) -> bool:
        """Whether it may write these: as the server tells the scopes (4.3), else by a request that lacks what it needs.

        That one is refused, but not for want of a right; a server that takes it all the same has nothing left of it.
        """
        scopes = self._scopes
        if scopes is not None:
            return not scopes.isdisjoint(("write", f"write:{what}"))
        answer = self._ask("POST", f"/api/{version}/{what}", {})
        if answer.is_fine and (made := answer.json().get("id")):
            self._ask("DELETE", f"/api/v1/{what}/{made}")
        return _permits(answer)

    @cached_property
    def _scopes(self) -> frozenset[str] | None:
        """Of the token; None where the server does not tell them."""
        said = self._ask("GET", "/api/v1/apps/verify_credentials").json()
        scopes = said.get("scopes") if isinstance(said, dict) else None
        return frozenset(map(str, scopes)) if isinstance(scopes, list) else None

    def most_characters(self) -> int:
        """As the server counts, less what its addresses take beyond those of our counting."""
        limits = self._limits.get("statuses", {})
        beyond = max(0, int(limits.get("characters_reserved_per_url", _PER_ADDRESS)) - _PER_ADDRESS)
        return int(limits.get("max_characters", 500)) - beyond

    def find(self, message: Message) -> RemotePost | None:
        found = [one for one in self._own_posts if _speaks_of(one, message.url) and one["id"] not in message.known]
        texts = {one["id"]: self._source(one["id"]) for one in found}
        whole = (one for one in found if message.is_said_by(texts[one["id"]]))
        alike = (one for one in found if _first_line(texts[one["id"]]) == _first_line(message.text))
        post = next(chain(whole, alike), None)
        return _remote(post) if post is not None else None

    def post(self, message: Message) -> RemotePost:
        said: dict[str, Any] = {
            "status": message.text,
            "visibility": cast(MastodonSettings, self.settings).visibility,
            "language": message.language,
        }
        if message.answers is not None:
            said["in_reply_to_id"] = message.answers.id
        if message.picture is not None and (media := self._upload(message.picture)):
            said["media_ids"] = [media]
        answer = self._ask("POST", "/api/v1/statuses", said, {"Idempotency-Key": message.key})
        if answer.status == _NOT_FOUND and message.answers is None:
            raise TargetRefusal(NetworkTrouble.REFUSED, f"HTTP {answer.status}")
        post = said_by(answer, "id")
        self._own_posts.insert(0, post)
        return _remote(post)

    def change(self, message: Message) -> RemotePost:
        assert message.answers is not None, "what is changed is named"
        path = f"/api/v1/statuses/{message.answers.id}"
        before = said_by(self._ask("GET", path), "id")
        there = [str(one["id"]) for one in before.get("media_attachments", ())]
        picture = message.picture
        is_same = not there if picture is None else bool(there) and not picture.versions
        if is_same and message.is_said_by(self._source(message.answers.id)):
            return _remote(before)  # nobody sees « modifié » under what says the same
        media = [] if picture is None else there if is_same else [self._upload(picture)]
        said = {"status": message.text, "language": message.language, "media_ids": [one for one in media if one]}
        return _remote(said_by(self._ask("PUT", path, said), "id"))

    def remove(self, post: RemotePost) -> None:
        answer = self._ask("DELETE", f"/api/v1/statuses/{post.id}")
        if not answer.is_fine and answer.status != _NOT_FOUND:
            raise refusal_of(answer)

    @cached_property
    def _limits(self) -> dict[str, Any]:
        found = said_by(self._ask("GET", "/api/v2/instance"), "configuration")["configuration"]
        return found if isinstance(found, dict) else {}

    @cached_property
    def _me(self) -> dict[str, Any]:
        return said_by(self._ask("GET", "/api/v1/accounts/verify_credentials"), "id", "acct")

    @cached_property
    def _own_posts(self) -> list[dict[str, Any]]:
        """The last ones of the account, the newest first: asked for once, before the first is sent."""
        return [*self._pages()]

    def _pages(self) -> Iterator[dict[str, Any]]:
        before: dict[str, Any] = {}
        for _ in range(_MOST_PAGES):
            answer = self._ask("GET", self._own_posts_path({"limit": _PAGE, "exclude_reblogs": "true"} | before))
            if not answer.is_fine:
                raise refusal_of(answer)
            page = answer.json()
            if not isinstance(page, list):
                raise TargetRefusal(NetworkTrouble.UNHEARD, "la réponse n'est pas une liste de messages")
            yield from page
            if len(page) < _PAGE:
                return
            before = {"max_id": page[-1]["id"]}

    def _own_posts_path(self, query: dict[str, Any]) -> str:
        return f"/api/v1/accounts/{self._me['id']}/statuses?{urlencode(query)}"

    def _source(self, post_id: str) -> str:
        answer = self._ask("GET", f"/api/v1/statuses/{post_id}/source")
        if answer.status == _NOT_FOUND:
            return ""
        return str(said_by(answer, "text")["text"])

    def _upload(self, picture: SpokenPicture) -> str:
        """The id of the picture there; "" when the server takes none of its versions."""
        limits = self._limits.get("media_attachments", {})
        sizes = int(limits.get("image_size_limit", 2**24)), int(limits.get("image_matrix_limit", 2**24))
        version = picture.widest(*sizes)
        if version is None:
            return ""
        name = f"image.{version.media_type.rpartition('/')[2]}"
        file = SentFile(name, version.media_type, version.read())
        kind, form = file.form({"description": self._description(picture)})
        media = said_by(self._ask("POST", "/api/v2/media", form, {"Content-Type": kind}), "id")
        return self._ready(str(media["id"]), is_ready=bool(media.get("url")))

    def _ready(self, media: str, *, is_ready: bool) -> str:
        """A picture, once the server has it in all sizes."""
        left = float(_PATIENCE)
        while not is_ready:
            answer = self._ask("GET", f"/api/v1/media/{media}")
            if not answer.is_fine:
                raise refusal_of(answer)
            is_ready = answer.status != _NOT_READY
            if not is_ready:
                if left <= 0:
                    raise TargetRefusal(NetworkTrouble.UNHEARD, "l'image n'est pas prête")
                time.sleep(_PAUSE)
                left -= _PAUSE
        return media

    def _description(self, picture: SpokenPicture) -> str:
        most = int(self._limits.get("media_attachments", {}).get("description_limit", _OF_PICTURE))
        return picture.alt[:most]

    def _ask(
        self, method: str, path: str, said: dict[str, Any] | bytes | None = None, more: dict[str, str] | None = None
    ) -> WebAnswer:
        headers = {"Authorization": f"Bearer {self._secret}", "Accept": "application/json"}
        if isinstance(said, dict):
            headers["Content-Type"] = "application/json"
            said = json.dumps(said).encode()
        server = cast(MastodonSettings, self.settings).server.rstrip("/")
        return self._web.ask(method, f"{server}{path}", headers | (more or {}), said)


TARGET = Mastodon


class _Links(HTMLParser):
    """The addresses that a post leads to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.update(value for name, value in attrs if name == "href" and value)


def _speaks_of(post: dict[str, Any], url: str) -> bool:
    return url in _Links(str(post.get("content", ""))).found


def _remote(post: dict[str, Any]) -> RemotePost:
    return RemotePost(str(post["id"]), str(post.get("url") or post.get("uri") or ""))


def _first_line(text: str) -> str:
    return " ".join(text.strip().partition("\n")[0].split())


def _permits(answer: WebAnswer) -> bool:
    """Whether what was refused was refused for what it said, and not for who said it."""
    return answer.status not in (_NOBODY, _FORBIDDEN) and not answer.may_be_done

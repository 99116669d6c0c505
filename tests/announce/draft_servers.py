"""Tools that hold drafts of posts, living in the test, as their documentation tells requests and answers."""

import json
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tambour.announce.web import WebAnswer
from tests.announce.letter_servers import Record, Route, answer

WORKSPACE = "9b1e5f4a-3c2d-4a7b-8e6f-1d2c3b4a5e6f"


@dataclass
class DraftServer:
    """posts, files: as people see them. url: before each path."""

    posts: list[Record] = field(default_factory=list)
    files: list[Record] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""
    authorization: str = ""
    denied: Callable[[], WebAnswer] = lambda: answer({"message": "Unauthenticated."}, 401)

    def ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> WebAnswer:
        assert url.startswith(self.url), url
        parts = urlsplit(url.removeprefix(self.url))
        self.asked.append((method, parts.path))
        if headers.get("Authorization") != self.authorization:
            return self.denied()
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        form = headers.get("Content-Type", "").startswith("multipart/form-data")
        said: Record = {"form": body} if form else json.loads(body) if body else {}
        for (verb, pattern), route in self.routes().items():
            if verb == method and (found := re.fullmatch(pattern, parts.path)):
                return route(*found.groups(), said=said, query=query)
        raise AssertionError(f"nobody may ask {method} {parts.path}")

    def routes(self) -> Mapping[tuple[str, str], Route]:
        raise NotImplementedError

    def one(self, number: str) -> Record | None:
        return next((one for one in self.posts if one["id"] == number), None)


@dataclass
class PostizServer(DraftServer):
    """Postiz' public API, as its controller of August 2026 has it."""

    url: str = "https://api.postiz.com"
    authorization: str = "cle-postiz-3e2b"
    denied: Callable[[], WebAnswer] = lambda: answer({"msg": "Invalid API key"}, 401)

    def routes(self) -> Mapping[tuple[str, str], Route]:
        return {
            ("GET", "/public/v1/integrations"): self._accounts,
            ("GET", "/public/v1/posts"): self._list,
            ("POST", "/public/v1/posts"): self._save,
            ("POST", "/public/v1/upload"): self._upload,
            ("DELETE", r"/public/v1/posts/([\w-]+)"): self._delete,
        }

    def _accounts(self, **_: Any) -> WebAnswer:
        accounts = [("cm9x2k1ab0001", "facebook", "Exemple"), ("cm9x2k1ab0002", "instagram-standalone", "exemple")]
        return answer(
            [{"id": one, "identifier": kind, "name": name, "disabled": False} for one, kind, name in accounts]
        )

    def _list(self, query: Record, **_: Any) -> WebAnswer:
        start, end = (datetime.fromisoformat(query[name]) for name in ("startDate", "endDate"))
        found = [one for one in self.posts if start <= datetime.fromisoformat(one["publishDate"]) <= end]
        return answer({"posts": [{name: value for name, value in one.items() if name != "image"} for one in found]})

    def _save(self, said: Record, **_: Any) -> WebAnswer:
        assert said["type"] == "draft", "nobody may publish"
        [post] = said["posts"]
        [value] = post["value"]
        number = value.get("id") or f"post-{len(self.posts) + 1}"
        record = self.one(number)
        if record is None:
            record = {"id": number}
            self.posts.append(record)
        record.update(
            state="DRAFT",
            content=value["content"],
            image=value["image"],
            publishDate=said["date"],
            settings=json.dumps(post["settings"]),
            integration={"id": post["integration"]["id"]},
        )
        return answer([{"postId": number, "integration": post["integration"]["id"]}], 201)

    def _upload(self, said: Record, **_: Any) -> WebAnswer:
        self.files.append(said)
        return answer({"id": f"media-{len(self.files)}", "path": "https://uploads.postiz.com/image.jpg"}, 201)

    def _delete(self, number: str, **_: Any) -> WebAnswer:
        self.posts = [one for one in self.posts if one["id"] != number]
        return answer({"id": number})


@dataclass
class MixpostServer(DraftServer):
    """Mixpost's API, as its own connector for n8n asks it."""

    url: str = "https://mixpost.exemple.fr/mixpost"
    authorization: str = "Bearer jeton-mixpost-a90d"

    def routes(self) -> Mapping[tuple[str, str], Route]:
        here = f"/api/{WORKSPACE}"
        return {
            ("GET", f"{here}/accounts"): self._accounts,
            ("GET", f"{here}/posts"): lambda **_: answer({"data": [*reversed(self.posts)]}),
            ("POST", f"{here}/posts"): self._create,
            ("GET", f"{here}/posts/([0-9a-f-]+)"): self._get,
            ("PUT", f"{here}/posts/([0-9a-f-]+)"): self._update,
            ("DELETE", f"{here}/posts/([0-9a-f-]+)"): self._delete,
            ("POST", f"{here}/media"): self._upload,
        }

    def _accounts(self, **_: Any) -> WebAnswer:
        return answer({"data": [{"id": 3, "name": "Exemple", "provider": "facebook_page", "authorized": True}]})

    def _create(self, said: Record, **_: Any) -> WebAnswer:
        number = str(uuid.UUID(int=len(self.posts) + 1))
        self.posts.append({"id": number, "uuid": number, "status": "draft"})
        return self._update(number, said)

    def _get(self, number: str, **_: Any) -> WebAnswer:
        found = self.one(number)
        return answer(found) if found else answer({"message": "Not found"}, 404)

    def _update(self, number: str, said: Record, **_: Any) -> WebAnswer:
        found = self.one(number)
        if found is None:
            return answer({"message": "Not found"}, 404)
        found.update(accounts=[{"id": one} for one in said["accounts"]], versions=said["versions"])
        return answer(found)

    def _delete(self, number: str, said: Record, **_: Any) -> WebAnswer:
        assert said == {"delete_mode": "app_only"}
        self.posts = [one for one in self.posts if one["id"] != number]
        return answer({})

    def _upload(self, said: Record, **_: Any) -> WebAnswer:
        self.files.append(said)
        return answer({"id": len(self.files), "uuid": "", "name": "image.jpg"})

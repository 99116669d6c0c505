"""The pupitre behind `serve`: answers asked over the server that shows the site, on the same port.

`serve` finds it by its name, and goes without when its libraries are not there.
"""

import asyncio
import threading
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tambour.build.request import Request
from tambour.pupitre.web.app import application
from tambour.pupitre.web.guards import KEY, TOP, Guard, lasting_key
from tambour.pupitre.web.project import DESK, Project

Header = tuple[str, str]


@dataclass
class Answer:
    """What to send back."""

    code: int = 500
    headers: list[Header] = field(default_factory=list)
    body: bytes = b""


class ServedDesk:
    """One pupitre.

    read: the request as the settings make it now. cache: folder of what the project keeps. hosts: names and port that
    it is called by.
    """

    def __init__(self, read: Callable[[], Request], cache: Path, hosts: Iterable[str]) -> None:
        self._project = Project(read, stays=True)
        self._cache = cache
        self._hosts = frozenset(hosts)
        self._lock = threading.Lock()
        self._app: Any = None
        self._guard: Guard | None = None

    def path(self) -> str:
        """The first address, under the host: it bears the key."""
        return f"{TOP}/?{KEY}={self._door().key}"

    def is_asked(self, path: str) -> bool:
        """Whether an address is one of the pupitre's."""
        return path == TOP or path.startswith(f"{TOP}/")

    def forget(self, *, anew: bool) -> None:
        """Something was saved. anew: it may be settings."""
        self._project.forget(anew=anew)

    def answer(self, method: str, target: str, headers: Iterable[Header], body: bytes) -> Answer:
        """Ask the application. target: path and query, as the browser sent them."""
        path, _, query = target.partition("?")
        scope: MutableMapping[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode("latin-1", "replace"),
            "query_string": query.encode("latin-1", "replace"),
            "root_path": "",
            "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
            "client": ("127.0.0.1", 0),
            "server": ("127.0.0.1", 0),
        }
        return asyncio.run(self._ask(scope, body))

    async def _ask(self, scope: MutableMapping[str, Any], body: bytes) -> Answer:
        answer = Answer()
        inbox = [{"type": "http.request", "body": body, "more_body": False}]
        gone = asyncio.Event()

        async def receive() -> Mapping[str, Any]:
            if inbox:
                return inbox.pop()
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Mapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                answer.code = message["status"]
                answer.headers = [
                    (name.decode("latin-1"), value.decode("latin-1")) for name, value in message["headers"]
                ]
            else:
                answer.body += message.get("body", b"")

        await self._application()(scope, receive, send)
        gone.set()
        return answer

    def _door(self) -> Guard:
        with self._lock:
            if self._guard is None:
                self._guard = Guard(lasting_key(self._cache / DESK), self._hosts)
            return self._guard

    def _application(self) -> Any:
        guard = self._door()
        with self._lock:
            if self._app is None:
                self._project.recover()
                self._app = application(self._project, guard)
            return self._app

"""A small site that is published to real servers on 127.0.0.1."""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tambour.commands.cli import main
from tests.projects import Project

CHANNELS = 'CHANNELS = {"feeds": {}, "agenda": {}, "redirects": {}}'
EVENT = (
    "---\nid: fete\ntitre: Fête du lac\npublier_le: 2020-11-20\ndebut: 2090-12-05 10:00\nfin: 2090-12-05 18:00\n"
    "{more}---\n{text}\n"
)
TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".map": "text/plain; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".woff2": "font/woff2",
}


class _Handler(http.server.SimpleHTTPRequestHandler):
    """As a web server that was set up for the site: its types, its folders' pages."""

    protocol_version = "HTTP/1.1"

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        name = str(path)
        if name.endswith(".json") and "/flux/" in name:
            return "application/feed+json"
        suffix = Path(name).suffix
        return self.server.types.get(suffix) or TYPES.get(suffix) or super().guess_type(path)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@dataclass
class WebServer:
    """root: what it serves. types: that it announces, against what is right."""

    root: Path
    types: dict[str, str] = field(default_factory=dict)
    url: str = ""

    def __enter__(self) -> "WebServer":
        handler = functools.partial(_Handler, directory=str(self.root))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._server.types = self.types
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@dataclass
class Territory:
    """A project with a place to be published to. place: the folder on the server."""

    project: Project
    place: Path
    web: WebServer

    def publish(self, *options: str) -> int:
        return main(["publier", *options])

    def target(self, more: str = "", name: str = "serveur") -> None:
        """What publishconf.py says of the place."""
        self.project.write("publishconf.py", publishconf(self.web.url, f'"{name}": {{{server(self.place)}{more}}}'))

    def event(self, more: str = "", text: str = "Au bord de l'eau.") -> None:
        self.project.write("content/agenda/fete.md", EVENT.format(more=more, text=text))

    def current(self, path: str) -> bytes:
        return (self.place / "current" / path).read_bytes()

    @property
    def releases(self) -> list[str]:
        return sorted(one.name for one in (self.place / "releases").iterdir())


def server(place: Path) -> str:
    return f'"kind": "serveur", "folder": "{place}", "wait": 0'


def publishconf(url: str, targets: str, more: str = "") -> str:
    return (
        "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))\n"
        f'from pelicanconf import *\nSITEURL = "{url}"\nNOW = None\nPUBLICATION = True\n'
        f"TARGETS = {{{targets}}}\n{more}\n"
    )


@pytest.fixture
def territory(project: Project, tmp_path: Path) -> Iterator[Territory]:
    """Published to a folder of this machine, which a web server shows."""
    place = tmp_path / "serveur"
    shutil.rmtree(project.root / "theme")  # the bare one says less than what is read back
    conf = project.root / "pelicanconf.py"
    conf.write_text(conf.read_text("utf-8").replace('THEME = "theme"\n', ""), "utf-8")
    project.set(CHANNELS)
    with WebServer(place / "current") as web:
        made = Territory(project, place, web)
        made.event()
        made.target()
        yield made

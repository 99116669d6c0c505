"""A small site that is published to real servers on 127.0.0.1."""

import functools
import http.server
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tambour.commands.cli import main
from tests.projects import Project

# rclone is started a dozen times for a publication, and lives for a moment: Go then need not look for garbage.
os.environ |= {"GOGC": "off", "GOMAXPROCS": "1"}
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


def server(place: Path, *, compressed: bool = False) -> str:
    return f'"kind": "serveur", "folder": "{place}", "wait": 0, "compressed": {compressed}'


def publishconf(url: str, targets: str, more: str = "") -> str:
    return (
        "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))\n"
        f'from pelicanconf import *\nSITEURL = "{url}"\nNOW = None\nPUBLICATION = True\n'
        f"TARGETS = {{{targets}}}\n{more}\n"
    )


@pytest.fixture
def territory(project: Project, tmp_path: Path, rsync: Path) -> Iterator[Territory]:
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


@dataclass(frozen=True)
class SshMachine:
    """This machine, as one that SSH reaches. config: for ssh. key: that is let in."""

    config: Path
    key: Path
    port: int

    def config_for(self, folder: Path, *, key: Path | None = None, known: bool = True) -> Path:
        """Another configuration of the client."""
        text = self.config.read_text("utf-8")
        if key is not None:
            text = text.replace(str(self.key), str(key))
        if not known:
            text = text.replace("UserKnownHostsFile ", "UserKnownHostsFile /dev/null\n#")
        made = folder / "ssh_config"
        made.write_text(text, "utf-8")
        return made


@pytest.fixture(scope="session")
def ssh_machine(sshd: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshMachine]:
    """A server of its own, with its own keys, on a free port."""
    folder = tmp_path_factory.mktemp("sshd")
    for name in ("host", "key"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(command, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # where it keeps nothing, but wants to
    server_config = {
        "Port": port,
        "ListenAddress": "127.0.0.1",
        "HostKey": folder / "host",
        "AuthorizedKeysFile": folder / "key.pub",
        "PidFile": "none",
        "StrictModes": "no",
        "UsePAM": "no",
        "PasswordAuthentication": "no",
        "MaxStartups": "100",
        "Subsystem": "sftp internal-sftp",
    }
    (folder / "sshd_config").write_text("".join(f"{key} {value}\n" for key, value in server_config.items()))
    (folder / "known").write_text(f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}")
    client = f"Host *\nHostName 127.0.0.1\nPort {port}\nIdentityFile {folder / 'key'}\nIdentitiesOnly yes\n"
    client += f"UserKnownHostsFile {folder / 'known'}\nGlobalKnownHostsFile /dev/null\nStrictHostKeyChecking yes\n"
    client += "KexAlgorithms curve25519-sha256\n"  # the cheapest: each publication connects ten times
    (folder / "ssh_config").write_text(client)
    log = (folder / "log").open("wb")
    process = subprocess.Popen([str(sshd), "-D", "-e", "-f", str(folder / "sshd_config")], stderr=log)
    try:
        for _ in range(100):
            with socket.socket() as trying:
                if trying.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield SshMachine(folder / "ssh_config", folder / "key", port)
    finally:
        process.terminate()
        process.wait()
        log.close()


@dataclass(frozen=True)
class S3Server:
    """A service of buckets, without accounts."""

    url: str

    def new_bucket(self, name: str) -> None:
        """An empty one, and no other."""
        import requests

        requests.post(f"{self.url}/moto-api/reset", timeout=10).raise_for_status()
        requests.put(f"{self.url}/{name}", timeout=10).raise_for_status()


@pytest.fixture(scope="session")
def s3() -> Iterator[S3Server]:
    from moto.server import ThreadedMotoServer  # a second of processor

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield S3Server(f"http://{host}:{port}")
    server.stop()

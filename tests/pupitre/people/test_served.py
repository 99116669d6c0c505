"""The pupitre as it is installed: its own process behind a real proxy, its unit, what each way of coming in refuses."""

import configparser
import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tambour.build.request import Request
from tambour.commands.build import build
from tambour.commands.install import install
from tambour.commands.project import read_settings
from tambour.model.problems import SettingsRefused
from tambour.publish.servers import SERVERS, desk_configuration, desk_unit
from tambour.publish.servers.served_site import CertificateFiles, ProxiedDesk, ServedSite
from tambour.pupitre.asgi import application_of
from tambour.pupitre.people.doors import SecretMissing
from tambour.pupitre.web.project import Project as DeskProject
from tests.projects import Project
from tests.publish.servers.running import certificate, serving

HOST = "pupitre.exemple.fr"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def asked(project: Project, text: str) -> DeskProject:
    project.set(f"PUPITRE = {text}")
    return DeskProject(lambda: Request.read(None, Path("pelicanconf.py")), project.root / "etat", is_served=True)


@contextmanager
def running(command: list[str], port: int, environ: dict[str, str] | None = None) -> Iterator[None]:
    """A program, until the end of the block, once it answers at a port."""
    with subprocess.Popen(command, env={**os.environ, **(environ or {})}, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(400):
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                assert process.poll() is None
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            process.wait(25)


def test_behind_a_real_proxy_people_are_whom_it_names_and_nobody_names_himself(project: Project, tmp_path: Path):
    port, https, upstream = free_port(), free_port(), free_port()
    url = f"https://{HOST}:{https}"
    people = {"kind": "entete", "proxies": ["127.0.0.1"]}
    said = {"url": url, "port": upstream, "people": people, "roles": {"agent": ["zoe.martin@exemple.fr"]}}
    desk_project = asked(project, repr(said))
    chain = CertificateFiles(*certificate(tmp_path, HOST))
    desk = ProxiedDesk.of(desk_project.settings.desk, "www.exemple.fr", chain)
    assert desk is not None
    site = ServedSite("https://www.exemple.fr", tmp_path, http=port, https=https)
    lines = desk_configuration("caddy", site, desk)["pupitre.caddy"]
    sso = "\t\t@sso header X-Essai oui\n\t\trequest_header @sso X-Remote-Email Zoe.Martin@exemple.fr\n\t\treverse_proxy"
    name = '\t\trequest_header @sso X-Remote-Name "Zoé Martin"\n\t\treverse_proxy'
    lines = lines.replace("\t\treverse_proxy", sso).replace("\t\treverse_proxy", name)
    options = f"{{\n\tadmin off\n\thttp_port {port}\n\thttps_port {https}\n\tdefault_bind 127.0.0.1\n"
    (tmp_path / "Caddyfile").write_text(f"{options}\tstorage file_system {tmp_path}/caddy\n}}\n{lines}")
    caddy = shutil.which("caddy", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert caddy
    environ = {"TAMBOUR_PROJET": str(project.root / "pelicanconf.py"), "TAMBOUR_ETAT": str(tmp_path / "etat")}

    def ask(path: str, **headers: str) -> tuple[int, str]:
        context = ssl.create_default_context(cafile=chain.chain)
        connection = http.client.HTTPSConnection("127.0.0.1", https, context=context, timeout=20)
        connection.sock = context.wrap_socket(socket.create_connection(("127.0.0.1", https)), server_hostname=HOST)
        told = {"Host": f"{HOST}:{https}", **{one.replace("_", "-"): value for one, value in headers.items()}}
        connection.request("GET", path, headers=told)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    with (
        running([sys.executable, "-m", "tambour.pupitre"], upstream, environ),
        running([caddy, "run", "--config", str(tmp_path / "Caddyfile"), "--adapter", "caddyfile"], https),
    ):
        code, page = ask("/pupitre/contenus/", X_Essai="oui")
        assert (code, "Zoé Martin" in page, "Fête du lac" in page) == (200, True, True)
        code, page = ask("/pupitre/contenus/", X_Remote_Email="zoe.martin@exemple.fr")
        assert (code, "Fête du lac" in page) == (403, False), "the proxy takes away what a browser says of itself"
        assert ask("/pupitre/")[0] == 403
        project.write(
            "content/agenda/fete.md", "---\nid: fete\ntitre: Fête vue\npublier_le: 2026-11-20\ndebut: 2026-12-05\n---\n"
        )
        for _ in range(100):  # somebody else has written: it is seen without a restart
            if "Fête vue" in ask("/pupitre/contenus/", X_Essai="oui")[1]:
                break
            time.sleep(0.1)
        else:
            raise AssertionError("what was written meanwhile is not seen")


def with_people(server: str, text: str) -> str:
    """The lines of a server with, where they say to put it, what recognises people: here, who says `X-Essai: oui`."""
    mail = "Zoe.Martin@exemple.fr"
    if server == "nginx":
        known = f'map $http_x_essai $essai {{ default ""; oui {mail}; }}\n'
        return known + text.replace('proxy_set_header X-Remote-Email "";', "proxy_set_header X-Remote-Email $essai;")
    known = f"    RequestHeader set X-Remote-Email {mail} \"expr=%{{HTTP:X-Essai}} == 'oui'\"\n    ProxyPass"
    return text.replace("    ProxyPass", known)


def test_nginx_and_apache_lead_to_it_and_say_themselves_who_comes(project: Project, tmp_path: Path, servers: Path):
    upstream = free_port()
    people = {"kind": "entete", "proxies": ["127.0.0.1"]}
    said = {"url": f"https://{HOST}", "port": upstream, "people": people, "roles": {"agent": ["zoe.martin@exemple.fr"]}}
    desk_project = asked(project, repr(said))
    desk = ProxiedDesk.of(desk_project.settings.desk, "www.exemple.fr", CertificateFiles(*certificate(tmp_path, HOST)))
    assert desk is not None
    environ = {"TAMBOUR_PROJET": str(project.root / "pelicanconf.py"), "TAMBOUR_ETAT": str(tmp_path / "etat")}

    def lines(server: str, site: ServedSite) -> dict[str, str]:
        return {name: with_people(server, text) for name, text in desk_configuration(server, site, desk).items()}

    with running([sys.executable, "-m", "tambour.pupitre"], upstream, environ):
        for server in ("nginx", "apache"):
            folder = tmp_path / server
            folder.mkdir()
            with serving(server, ServedSite(f"https://{HOST}", folder), folder, lines) as proxy:
                page = proxy.ask("/pupitre/contenus/", X_Essai="oui")
                assert (page.status, "Fête du lac" in page.body.decode()) == (200, True), server
                assert page.headers["strict-transport-security"], server
                form = proxy.ask("/pupitre/ecrire/agenda/fete.md", X_Essai="oui")
                assert form.status == 200, server
                forged = proxy.ask("/pupitre/contenus/", X_Remote_Email="zoe.martin@exemple.fr")
                assert (forged.status, b"du lac" in forged.body) == (403, False), server
                assert proxy.ask("/pupitre/contenus/").status == 403, server
                plain = proxy.ask("/pupitre/?a=b", plain=True)
                assert plain.status == 301, server
                assert plain.headers["location"].startswith(f"https://{HOST}"), server
                assert proxy.ask("/pupitre/fichiers/pupitre.css").status == 200, server


def client_of(desk: DeskProject, peer: str = "127.0.0.1", base: str = f"https://{HOST}") -> TestClient:
    return TestClient(application_of(desk), base_url=base, client=(peer, 5000))


HEADERS = (
    f'{{"url": "https://{HOST}", "people": {{"kind": "entete", "proxies": ["10.0.0.5"], "siret": "X-Siret"}}, '
    '"roles": {"technicien": ["sam@exemple.fr"]}}'
)


def test_a_header_of_anybody_but_the_proxy_is_refused(project: Project):
    desk = asked(project, HEADERS)
    sam = {"X-Remote-Email": "sam@exemple.fr"}

    assert client_of(desk, "10.0.0.5").get("/pupitre/journal", headers=sam).status_code == 200
    assert client_of(desk, "10.0.0.6").get("/pupitre/journal", headers=sam).status_code == 403
    assert client_of(desk, "127.0.0.1").get("/pupitre/journal", headers={"X-Siret": "1" * 14}).status_code == 403
    twice = [("X-Remote-Email", "sam@exemple.fr"), ("X-Remote-Email", "zoe@exemple.fr")]
    assert client_of(desk, "10.0.0.5").get("/pupitre/journal", headers=twice).status_code == 403
    forged = {**sam, "X-Forwarded-For": "10.0.0.5"}
    assert client_of(desk, "10.0.0.6").get("/pupitre/journal", headers=forged).status_code == 403
    other_host = client_of(desk, "10.0.0.5", "https://autre.exemple.fr")
    assert other_host.get("/pupitre/journal", headers=sam).status_code == 403
    crossing = client_of(desk, "10.0.0.5").post("/pupitre/enligne", headers={**sam, "Origin": "https://autre.fr"})
    assert crossing.status_code == 403
    siret = {"X-Remote-Email": "autre@exemple.fr", "X-Siret": "200 999 985 00017"}
    assert client_of(desk, "10.0.0.5").get("/pupitre/contenus/", headers=siret).status_code == 200


def test_without_accounts_it_is_this_machine_s_alone(project: Project):
    desk = asked(project, "{}")
    here = client_of(desk, base="http://127.0.0.1:8010")
    key = (desk.state / "cle").read_text()

    assert here.get(f"/pupitre/?cle={key}").status_code == 200
    assert client_of(desk, "10.0.0.6", "http://127.0.0.1:8010").get(f"/pupitre/?cle={key}").status_code == 403
    proxied = client_of(desk, base="http://127.0.0.1:8010").get(
        f"/pupitre/?cle={key}", headers={"X-Forwarded-For": "203.0.113.9"}
    )
    assert proxied.status_code == 403


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"url": "https://pupitre.exemple.fr"}', "pupitre-sans-compte"),
        ('{"address": "0.0.0.0"}', "pupitre-sans-compte"),
        ('{"people": {"kind": "ldap"}}', "comptes-inconnus"),
        ('{"people": {"kind": "entete"}}', "reglage-manquant"),
        ('{"url": "https://a.fr", "people": {"kind": "entete", "proxies": ["proxy"]}}', "adresse-de-machine"),
        ('{"url": "https://a.fr/b", "people": {"kind": "entete"}}', "adresse-du-pupitre"),
        (
            '{"url": "https://a.fr", "people": {"kind": "oidc", "issuer": "http://b.fr", "client_id": "c"}}',
            "pupitre-sans-tls",
        ),
        (
            '{"url": "https://a.fr", "people": {"kind": "oidc", "issuer": "https://b.fr", "client_id": "c", '
            '"client_secret": "d"}}',
            "secret-dans-les-reglages",
        ),
    ],
)  # fmt: skip
def test_settings_that_would_open_it_to_anybody_are_refused(project: Project, text: str, code: str):
    project.set(f"PUPITRE = {text}")
    with pytest.raises(SettingsRefused) as refused:
        read_settings(Request.read(None, Path("pelicanconf.py")))

    assert [problem.code for problem in refused.value.problems] == [code]


def test_without_its_secret_it_does_not_start_and_says_where_to_put_it(project: Project, tmp_path: Path):
    desk = asked(
        project, '{"url": "https://a.fr", "people": {"kind": "oidc", "issuer": "https://b.fr", "client_id": "c"}}'
    )
    with pytest.raises(SecretMissing, match="TAMBOUR_PUPITRE_SECRET_FILE"):
        application_of(desk, {})
    (tmp_path / "secret").write_text("chut\n")
    assert application_of(desk, {"TAMBOUR_PUPITRE_SECRET_FILE": str(tmp_path / "secret")})


def test_the_unit_is_one_that_systemd_takes_and_finds_safe(tmp_path: Path, servers: Path):
    desk = ProxiedDesk("https://pupitre.exemple.fr", "127.0.0.1:8010", is_own_host=True, has_secret=True)
    texts = desk_unit(desk, tmp_path, tmp_path / "publishconf.py", "/srv/site", sys.executable)
    [(name, text)] = texts.items()
    file = tmp_path / name
    file.write_text(text, "utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", str(file)], capture_output=True, text=True, check=False)
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--json=short", "--threshold=100", str(file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",), strict=False)
    parser.read_string(text)

    assert [said for said in verified.stderr.splitlines() if name in said] == []
    exposed = sum(float(one["exposure"] or 0) for one in json.loads(judged.stdout))
    assert exposed <= 2.5, judged.stdout
    assert parser["Service"]["User"] == "tambour"


@pytest.mark.parametrize("headers", [(), ("X-Remote-Email",)], ids=["oidc", "entete"])
@pytest.mark.parametrize("own", [True, False], ids=["a-part", "avec-le-site"])
def test_the_lines_of_each_server_lead_to_it(own: bool, headers: tuple[str, ...]):
    desk = ProxiedDesk("https://pupitre.exemple.fr", "127.0.0.1:8010", is_own_host=own, headers=headers)
    site = ServedSite("https://www.exemple.fr", Path("/srv/site/current"))
    for server in SERVERS:
        [(_, text)] = desk_configuration(server, site, desk).items()
        assert "127.0.0.1:8010" in text, server
        assert ("pupitre.exemple.fr {" in text or "pupitre.exemple.fr;" in text or "ServerName pupitre" in text) == own
        assert all(text.count(name) == 1 for name in headers), server


def test_they_are_written_beside_those_of_publication(project: Project, capsys: pytest.CaptureFixture[str]):
    project.set(f"PUPITRE = {HEADERS}")
    assert build() == 0
    assert install("nginx", project.root / "pelicanconf.py") == 0

    names = {file.name for file in (project.root / "serveur").iterdir()}
    assert {"pupitre.conf", "tambour-pupitre.service"} <= names
    assert "serveur/tambour-pupitre.service" in capsys.readouterr().out

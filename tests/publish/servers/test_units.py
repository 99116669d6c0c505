"""The units of systemd publish at the next change that the content announces, and certificates can be named."""

import configparser
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from tambour.commands.build import build
from tambour.commands.install import install
from tambour.model.problems import ContentRefused, SettingsRefused
from tambour.publish.refusals import CONFIGURATION, DATA, NO_PERMISSION, TRY_AGAIN, UNAVAILABLE
from tambour.publish.servers import SERVERS, TIMER, configuration, units
from tambour.publish.servers.installing import write
from tambour.publish.servers.next_change import arm, calendar_line
from tambour.publish.servers.served_site import ServedSite
from tambour.testing.building import PARIS
from tambour.words.dates import date_fr, hour_fr
from tests.projects import Project
from tests.publish.conftest import Territory
from tests.publish.test_story import keep_in_git

ALERT = "---\nid: eau\ntitre: Eau coupée\nniveau: urgence\npublier_le: 2026-11-30\nfin: 2026-12-01 17:30\n---\nTexte.\n"


def test_the_timer_is_told_the_end_of_the_alert_that_is_on(project: Project, tmp_path: Path) -> None:
    project.write("content/alertes/eau.md", ALERT)
    assert build() == 0
    commands: list[Sequence[str]] = []

    assert arm(project.output, tmp_path, commands.append) is None, "no timer is installed"
    (tmp_path / TIMER).touch()
    assert arm(project.output, tmp_path, commands.append) == datetime(2026, 12, 1, 16, 30, tzinfo=UTC)

    assert (tmp_path / f"{TIMER}.d" / "suite.conf").read_text("utf-8").splitlines()[1:] == [
        "[Timer]",
        "OnCalendar=2026-12-01 16:30:00 UTC",
    ]
    assert commands == [["systemctl", "--user", "daemon-reload"], ["systemctl", "--user", "restart", TIMER]]
    sooner = datetime(2026, 12, 1, 7, tzinfo=UTC)
    assert arm(project.output, tmp_path, commands.append, sooner) == sooner, "an announcement that waits leaves before"


def test_without_a_build_the_timer_keeps_its_hours(tmp_path: Path) -> None:
    (tmp_path / TIMER).touch()

    assert arm(tmp_path / "output", tmp_path, pytest.fail) is None


def test_systemd_takes_the_units_and_the_instant(tmp_path: Path, servers: Path) -> None:
    for name, text in units(tmp_path, f"{sys.executable} -m tambour publier").items():
        (tmp_path / name).write_text(text, "utf-8")
    line = calendar_line(datetime(2030, 12, 5, 9, 30, tzinfo=UTC)).partition("=")[2]

    verified = subprocess.run(
        ["systemd-analyze", "--user", "verify", *sorted(map(str, tmp_path.glob("tambour-publication.*")))],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    calendar = subprocess.run(["systemd-analyze", "calendar", line], capture_output=True, encoding="utf-8", check=False)

    assert [said for said in verified.stderr.splitlines() if "tambour-publication" in said] == []
    assert "Thu 2030-12-05 09:30:00 UTC" in calendar.stdout


def test_what_the_service_starts_takes_the_content_publishes_and_tells_the_timer_when_it_changes_next(
    territory: Territory, tmp_path: Path, servers: Path
) -> None:
    """Its commands, as systemd would start them: in its folder, without a shell, one after the other."""
    project, home, asked = territory.project, tmp_path / "home", tmp_path / "systemctl.log"
    installed = home / ".config/systemd/user"
    installed.mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/systemctl").write_text(f'#!/bin/sh\necho "$@" >> {asked}\n')
    (tmp_path / "bin/systemctl").chmod(0o755)
    keep_in_git(territory, tmp_path)
    until = _have_a_colleague_write_an_alert(tmp_path)
    assert territory.publish("--simuler") == 0
    assert write("nginx", project.root / ".cache/simulation/output", territory.place / "current", project.root) == 0
    for unit in (project.root / "serveur").glob("tambour-publication.*"):
        (installed / unit.name).write_bytes(unit.read_bytes())
    service = _section(installed / "tambour-publication.service", "Service")
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "HOME": str(home), "PATH": path}

    for step in ("ExecStartPre", "ExecStart"):
        typed = service[step]
        command = shlex.split(typed.removeprefix("-"))
        done = subprocess.run(
            command, cwd=service["WorkingDirectory"], env=environment, capture_output=True, text=True, check=False
        )
        assert typed.startswith("-") or done.returncode == 0, done.stderr

    assert "Eau coupée" in territory.current("alertes/eau/index.html").decode(), "the content was taken first"
    assert asked.read_text().splitlines() == ["--user daemon-reload", f"--user restart {TIMER}"]
    line = _section(installed / f"{TIMER}.d" / "suite.conf", "Timer")["OnCalendar"]
    elapse = ["systemd-analyze", "calendar", line]
    said = subprocess.run(elapse, capture_output=True, text=True, check=True, env={**os.environ, "TZ": "UTC"}).stdout
    assert f"Next elapse: {until.astimezone(UTC):%a %Y-%m-%d %H:%M:%S} UTC" in said
    assert f"Prochaine publication d'elle-même : {date_fr(until)} à {hour_fr(until)}" in done.stdout


def _section(unit: Path, name: str) -> Mapping[str, str]:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str
    parser.read_string(unit.read_text("utf-8"))
    return parser[name]


def _have_a_colleague_write_an_alert(folder: Path) -> datetime:
    """Pushed from another machine. Returns when the site changes next: at its end, or at midnight."""
    now = datetime.now(PARIS)
    end = (now + timedelta(minutes=20)).replace(second=0, microsecond=0)
    other = folder / "collegue"
    subprocess.run(["git", "clone", "--quiet", str(folder / "depot.git"), str(other)], check=True)
    alert = other / "content/alertes/eau.md"
    alert.parent.mkdir(exist_ok=True)
    moment = f"{now - timedelta(hours=1):%Y-%m-%d %H:%M}"
    text = ALERT.replace("2026-11-30", moment).replace("2026-12-01 17:30", f"{end:%Y-%m-%d %H:%M}")
    alert.write_text(text, "utf-8")
    for command in (["add", "."], ["commit", "--quiet", "-m", "Eau"], ["push", "--quiet"]):
        subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b.fr", *command], cwd=other, check=True)
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), PARIS)
    return min(end, midnight)


def test_what_only_a_person_mends_is_not_tried_again(tmp_path: Path) -> None:
    texts = units(tmp_path, "tambour publier")
    (tmp_path / "service").write_text(texts["tambour-publication.service"], "utf-8")
    service = _section(tmp_path / "service", "Service")
    kept = {*map(int, service["RestartPreventExitStatus"].split())}

    assert service["Restart"] == "on-failure"
    assert {TRY_AGAIN, UNAVAILABLE}.isdisjoint(kept)
    assert {CONFIGURATION, DATA, NO_PERMISSION, ContentRefused.exitcode, SettingsRefused.exitcode} <= kept


def test_a_timer_that_cannot_be_told_stops_no_publication(
    territory: Territory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".config/systemd/user").mkdir(parents=True)
    (tmp_path / ".config/systemd/user" / TIMER).touch()
    (tmp_path / "systemctl").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "systemctl").chmod(0o755)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    assert territory.publish() == 0

    assert "le minuteur de cette machine n'a pas pu être réglé" in capsys.readouterr().out


def test_a_command_writes_what_is_to_be_installed(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = project.root / "pelicanconf.py"
    project.set('TARGETS = {"serveur": {"kind": "serveur", "folder": "/srv/site"}}')
    assert install("caddy", settings) == 66
    assert build() == 0
    assert install("caddy", settings) == 0

    names = ["Caddyfile", "tambour-publication.service", "tambour-publication.timer"]
    assert sorted(file.name for file in (project.root / "serveur").iterdir()) == names
    assert "\troot * /srv/site/current\n" in (project.root / "serveur/Caddyfile").read_text("utf-8")
    assert "serveur/Caddyfile" in capsys.readouterr().out
    project.set(
        'TARGETS |= {"autre": {"kind": "serveur", "folder": "/srv/autre", "certificate": "/etc/a.pem", '
        '"certificate_key": "/etc/a.key"}}'
    )
    for server, line in (
        ("nginx", "ssl_certificate_key /etc/a.key;"),
        ("apache", "SSLCertificateFile /etc/a.pem"),
        ("caddy", "tls /etc/a.pem /etc/a.key"),
    ):
        assert install(server, settings, "autre") == 0
        name = "Caddyfile" if server == "caddy" else "www.exemple.fr.conf"
        assert line in (project.root / "serveur" / name).read_text("utf-8")
    assert install("nginx", settings, "absent") == 78
    project.set('TARGETS["autre"].pop("certificate")')
    assert install("nginx", settings, "autre") == 78
    assert "[certificat-incomplet]" in capsys.readouterr().err
    project.set('TARGETS.pop("autre")')
    assert install("iis", settings) == 64
    assert "au choix nginx, apache, caddy" in capsys.readouterr().err
    assert write("nginx", project.root / "output", Path("/srv/mon site"), project.root) == 66
    assert write("nginx", project.root / "output", Path("/srv/site"), tmp_path / "mon dossier") == 66


def test_certificates_are_those_that_are_named_or_let_s_encrypt_s() -> None:
    site = ServedSite("https://www.exemple.fr", Path("/srv/site/current"))
    named = replace(site, certificate="/etc/a.pem", key="/etc/a.key")

    def text(server: str, of: ServedSite) -> str:
        return next(iter(configuration(server, of).values()))

    assert "ssl_certificate /etc/letsencrypt/live/www.exemple.fr/fullchain.pem;" in text("nginx", site)
    assert "SSLCertificateFile /etc/a.pem" in text("apache", named)
    assert "tls /etc/a.pem /etc/a.key" in text("caddy", named)
    assert "\ttls " not in text("caddy", site)


@pytest.mark.parametrize(
    ("server", "lines"),
    [
        ("nginx", ("    listen 8090;", "    server_name 127.0.0.1;")),
        ("apache", ("Listen 8090", "<VirtualHost *:8090>")),
        ("caddy", ("http://127.0.0.1:8090 {",)),
    ],
)
def test_an_address_without_https_is_served_as_it_says(server: str, lines: tuple[str, ...]) -> None:
    site = ServedSite("http://127.0.0.1:8090/interco", Path("/srv/site/current"))
    text = next(iter(configuration(server, site).values()))
    named = next(iter(configuration(server, replace(site, url="http://www.exemple.fr")).values()))

    assert all(line in text.splitlines() for line in lines)
    assert "Sans HTTPS, au port 8090" in text and "Sans HTTPS, au port 80," in named
    for word in ("443", "ssl", "SSL", "letsencrypt", "https://", "tls ", "Strict-Transport", "www.127", "Mozilla"):
        assert word not in text.replace("frame-src https:", ""), word


def test_tls_is_as_mozilla_s_guidelines_say() -> None:
    site = ServedSite("https://www.exemple.fr", Path("/srv/site/current"))
    for server in SERVERS:
        assert "recommandations de Mozilla, version 6.0" in next(iter(configuration(server, site).values()))
    text = next(iter(configuration("nginx", site).values()))
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in text
    assert "ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:" in text
    assert "ssl_ecdh_curve X25519:prime256v1:secp384r1;" in text
    assert "max-age=63072000" in text

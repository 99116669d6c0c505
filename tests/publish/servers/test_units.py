"""The units of systemd publish at the next change that the content announces, and certificates can be named."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tambour.commands.build import build
from tambour.commands.publish import install
from tambour.publish.servers import SERVERS, TIMER, configuration, units
from tambour.publish.servers.installing import write
from tambour.publish.servers.next_change import arm, calendar_line
from tambour.publish.servers.served_site import ServedSite
from tests.projects import Project

ALERT = "---\nid: eau\ntitre: Eau coupée\nniveau: urgence\npublier_le: 2026-11-30\nfin: 2026-12-01 17:30\n---\nTexte.\n"


def test_the_timer_is_told_the_end_of_the_alert_that_is_on(project: Project, tmp_path: Path) -> None:
    project.write("content/alertes/eau.md", ALERT)
    assert build() == 0
    commands: list[Sequence[str]] = []

    assert arm(project.output, tmp_path, commands.append)

    assert (tmp_path / f"{TIMER}.d" / "suite.conf").read_text("utf-8").splitlines()[1:] == [
        "[Timer]",
        "OnCalendar=2026-12-01 16:30:00 UTC",
    ]
    assert commands == [["systemctl", "--user", "daemon-reload"], ["systemctl", "--user", "restart", TIMER]]


def test_without_a_build_the_timer_keeps_its_hours(tmp_path: Path) -> None:
    assert not arm(tmp_path / "output", tmp_path, pytest.fail)


def test_systemd_takes_the_units_and_the_instant(tmp_path: Path, servers: Path) -> None:
    for name, text in units(tmp_path, f"{sys.executable} -m tambour publier", sys.executable).items():
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


def test_a_command_writes_what_is_to_be_installed(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
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


def test_certificates_are_those_that_are_named_or_let_s_encrypt_s() -> None:
    site = ServedSite("https://www.exemple.fr", Path("/srv/site/current"))
    named = replace(site, certificate="/etc/a.pem", key="/etc/a.key")

    def text(server: str, of: ServedSite) -> str:
        return next(iter(configuration(server, of).values()))

    assert "ssl_certificate /etc/letsencrypt/live/www.exemple.fr/fullchain.pem;" in text("nginx", site)
    assert "SSLCertificateFile /etc/a.pem" in text("apache", named)
    assert "tls /etc/a.pem /etc/a.key" in text("caddy", named)
    assert "\ttls " not in text("caddy", site)


def test_tls_is_as_mozilla_s_guidelines_say() -> None:
    site = ServedSite("https://www.exemple.fr", Path("/srv/site/current"))
    for server in SERVERS:
        assert "recommandations de Mozilla, version 6.0" in next(iter(configuration(server, site).values()))
    text = next(iter(configuration("nginx", site).values()))
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in text
    assert "ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:" in text
    assert "ssl_ecdh_curve X25519:prime256v1:secp384r1;" in text
    assert "max-age=63072000" in text

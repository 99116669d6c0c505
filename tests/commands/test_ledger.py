"""`inv registre` writes down what is published, once, and says it; two clones that publish at once lose nothing."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tambour.build import ledger_file
from tambour.build.fingerprint import fingerprint
from tambour.commands.build import build
from tambour.commands.ledger import record
from tambour.model.events.event import Event
from tambour.model.events.occurrences import expand
from tambour.model.ledger.history import History, history_of
from tambour.model.ledger.ledger import Ledger, ledger_of
from tambour.words.typography import NBSP
from tests.model.building import PARIS, made
from tests.projects import EVENT, Project
from tests.trees import ROOT

LEDGER = "content/registre.jsonl"
FAIR = "content/agenda/fete.md"
CANCELLED = EVENT.replace("titre", "statut: annule\ntitre")


def read(root: Path) -> Ledger:
    return ledger_of(ledger_file.read(root / "content").records, PARIS)


def told(capsys: pytest.CaptureFixture[str]) -> str:
    printed = capsys.readouterr()
    return (printed.out + printed.err).replace(NBSP, " ")


def test_a_first_run_records_all_that_is_published(project: Project, capsys):
    project.write("content/actualites/a-venir.md", "---\nid: a-venir\ntitre: À venir\npublier_le: 2026-12-24\n---\n")
    project.write(
        "content/actualites/brouillon.md", "---\nid: b\ntitre: B\npublier_le: 2026-11-01\nbrouillon: oui\n---\n"
    )

    assert record() == 0
    *notes, recorded = told(capsys).splitlines()
    assert recorded == "registre.jsonl : 3 contenus parus."
    assert notes == ["À noter : actualites/a-venir.md:4 : paraîtra le 24 décembre 2026."]
    assert list(read(project.root)) == ["fete", "mentions-legales", "travaux"]


def test_a_second_run_has_nothing_to_write(project: Project, capsys):
    record()
    before = (project.root / LEDGER).stat().st_mtime_ns
    capsys.readouterr()

    assert record(now="2026-12-02 10:00") == 0
    assert told(capsys) == "registre.jsonl : rien de nouveau.\n"
    assert (project.root / LEDGER).stat().st_mtime_ns == before


def test_it_says_what_it_has_recorded(project: Project, capsys):
    record()
    capsys.readouterr()
    project.write(FAIR, CANCELLED.replace("Fête du lac", "Fête"))
    project.write("content/actualites/avis.md", "---\nid: avis\ntitre: Avis\npublier_le: 2026-12-01\n---\n")

    record(now="2026-12-02 10:00")
    assert told(capsys) == "registre.jsonl : 1 contenu paru, 1 date changée et 1 texte corrigé.\n"


def test_content_to_mend_is_told_and_nothing_is_recorded(project: Project, capsys):
    project.write(FAIR, EVENT.replace("2026-12-05 10:00", "demain"))

    assert record() == 65
    assert "agenda/fete.md:5: Début : « demain »" in told(capsys)
    assert not (project.root / LEDGER).exists()


def test_what_must_not_vanish_cannot_be_recorded_as_vanished(project: Project, capsys):
    listed = "---\nid: fete\ntitre: Fête\npublier_le: 2026-11-20\ncreneaux: [2026-12-05, 2026-12-12]\n---\n"
    listed = listed.replace("2026-12-05, 2026-12-12", "{debut: 2026-12-05}, {debut: 2026-12-12}")
    project.write(FAIR, listed)
    record()
    before = (project.root / LEDGER).read_bytes()
    project.write(FAIR, listed.replace("{debut: 2026-12-05}, ", ""))

    assert record() == 65
    assert "[creneau-publie-disparu]" in told(capsys)
    assert (project.root / LEDGER).read_bytes() == before


def test_a_broken_line_is_told_with_everything_else_that_is_wrong(project: Project, capsys):
    project.write(LEDGER, "hm\n")
    project.write(FAIR, EVENT.replace("2026-12-05 10:00", "demain"))

    assert build() == 65
    printed = told(capsys)
    assert "registre.jsonl:1: cette ligne n'est pas une ligne du registre : « hm » [registre-illisible]" in printed
    assert "agenda/fete.md:5: Début" in printed


def test_publication_refuses_to_record_another_day(project: Project, capsys):
    project.set("PUBLICATION = True")

    assert record() == 78
    assert "[date-fixee-en-publication]" in told(capsys)


def test_a_machine_whose_clock_is_late_is_told(project: Project, capsys):
    record(now="2026-12-04 10:00")
    capsys.readouterr()
    project.write(FAIR, CANCELLED)

    record()
    assert "À noter : le registre a été écrit le 4 décembre 2026 à 10 h, plus tard que l'heure d'ici" in told(capsys)
    assert f"{read(project.root)['fete'].slots[-1].at:%d %H:%M}" == "04 09:01"  # in UTC


def test_the_build_takes_what_it_knows_from_it_and_writes_nothing_into_it(project: Project):
    """An agent who forgets `modifie` must not freeze the dates that channels tell."""
    project.set('CHANNELS = {"api": {}}')
    record()
    project.write(FAIR, CANCELLED)
    record(now="2026-12-01 10:00")
    before = (project.root / LEDGER).read_bytes()

    assert build() == 0
    first = project.tree()
    assert json.loads(first["api/v1/agenda/fete.json"])["maj"] == "2026-12-01T10:00:00+01:00"
    shutil.rmtree(project.output)
    assert build() == 0
    assert project.tree() == first
    assert (project.root / LEDGER).read_bytes() == before


def test_a_build_notices_that_it_has_changed_and_rests_after_that(project: Project, capsys):
    build()
    before = fingerprint([project.root / "content"], {})
    record()

    assert fingerprint([project.root / "content"], {}) != before
    capsys.readouterr()
    assert build() == 0
    assert "Site construit" in told(capsys)
    assert build() == 0
    assert "Rien n'a changé" in told(capsys)


def test_a_lost_ledger_is_made_again_and_its_sequences_are_higher(project: Project):
    record()
    project.write(FAIR, CANCELLED)
    record(now="2026-12-01 10:00")
    [_, before] = read(project.root)["fete"].slots

    (project.root / LEDGER).unlink()
    record(now="2026-12-01 10:01")
    [after] = read(project.root)["fete"].slots
    assert after.uid == before.uid
    assert after.sequence > before.sequence


def test_a_fork_that_becomes_another_territory_begins_with_a_ledger_of_its_own(project: Project):
    record()
    (project.root / LEDGER).unlink()
    project.write("content/actualites/travaux.md", "---\nid: travaux\ntitre: Travaux\npublier_le: 2026-11-20\n---\n")
    project.write(FAIR, EVENT.replace("id: fete", "id: kermesse"))

    assert record() == 0
    assert "kermesse" in read(project.root)
    assert "fete" not in read(project.root)


@pytest.fixture
def clones(project: Project, tmp_path: Path) -> tuple[Project, Project]:
    """Two clones of a project that was recorded once."""
    record()
    git(project.root, "init", "-b", "main")
    git(project.root, "add", "-A")
    git(project.root, "commit", "-m", "depart")
    git(tmp_path, "clone", str(project.root), str(tmp_path / "clone"))
    return project, Project(tmp_path / "clone")


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=a", "-c", "user.email=a@exemple.fr", "-c", "core.autocrlf=false")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def published(clone: Project, file: str, text: str, moment: str) -> None:
    """Edit, record, commit: what a publication does."""
    clone.write(file, text)
    assert record(clone.root / "content", clone.root / "pelicanconf.py", moment) == 0
    git(clone.root, "add", "-A")
    git(clone.root, "commit", "-m", "publication")


def test_git_unites_what_two_clones_recorded_and_nothing_is_lost(clones, capsys):
    here, there = clones
    news = "---\nid: {0}\ntitre: Avis\npublier_le: 2026-12-01\n---\n"
    published(here, FAIR, CANCELLED, "2026-12-01 10:00")
    published(here, "content/actualites/fete-annulee.md", news.format("fete-annulee"), "2026-12-01 10:10")
    published(there, "content/actualites/fermeture.md", news.format("fermeture"), "2026-12-01 10:05")
    published(there, "content/actualites/travaux.md", news.format("travaux"), "2026-12-01 10:15")

    git(here.root, "pull", "--no-rebase", "--no-edit", str(there.root))

    ledger = read(here.root)
    assert list(ledger) == ["fermeture", "fete", "fete-annulee", "mentions-legales", "travaux"]
    assert [slot.status.value for slot in ledger["fete"].slots] == ["confirme", "annule"]
    assert len(ledger["travaux"].texts) == 2
    assert build() == 0
    capsys.readouterr()
    record(now="2026-12-01 11:00")
    lines = (here.root / LEDGER).read_text("utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert read(here.root) == ledger


def test_both_clones_recording_the_same_change_announce_it_once(clones):
    here, there = clones
    published(here, FAIR, CANCELLED, "2026-12-01 10:00")
    published(there, FAIR, CANCELLED, "2026-12-01 10:05")

    git(here.root, "pull", "--no-rebase", "--no-edit", str(there.root))

    known = read(here.root)["fete"]
    fair = made(Event, {"id": "fete", "titre": "Fête", "publier_le": "2026-11-20", "debut": "2026-12-05 10:00"})
    assert [slot.status.value for slot in known.slots] == ["confirme", "annule", "annule"]
    assert len(history_of(fair, expand(fair, PARIS), known).changes) == 2  # that it was cancelled, and that it is held
    assert record(now="2026-12-01 11:00") == 0
    assert len(read(here.root)["fete"].slots) == 3


def test_a_publication_that_others_were_faster_than_is_rebased(clones):
    """What the guide says a scheduled publication does."""
    here, there = clones
    published(here, FAIR, CANCELLED, "2026-12-01 10:00")
    published(
        there, "content/pages/mentions.md", "---\nid: mentions-legales\ntitre: Mentions\n---\n", "2026-12-01 10:05"
    )

    git(there.root, "pull", "--rebase")

    assert len(read(there.root)["fete"].slots) == 2
    assert len(read(there.root)["mentions-legales"].texts) == 2


def test_without_that_union_what_git_leaves_is_refused_and_put_right(clones, capsys):
    """A merge made on a hosting site, or by a tool that does not know `merge=union`."""
    here, there = clones
    for clone in clones:
        (clone.root / "content" / ".gitattributes").write_text("registre.jsonl text eol=lf merge=text\n")
    published(here, FAIR, CANCELLED, "2026-12-01 10:00")
    published(there, FAIR, EVENT.replace("titre", "statut: complet\ntitre"), "2026-12-01 10:05")
    subprocess.run(["git", "pull", "--no-rebase", str(there.root)], cwd=here.root, capture_output=True, check=False)
    here.write(FAIR, CANCELLED)

    assert "<<<<<<<" in (here.root / LEDGER).read_text("utf-8")
    assert build() == 65
    assert "deux versions du registre n'ont pas été réunies [registre-en-conflit]" in told(capsys)
    assert record(now="2026-12-01 11:00") == 0
    assert [slot.status.value for slot in read(here.root)["fete"].slots] == ["confirme", "annule", "complet", "annule"]
    assert "<<<<<<<" not in (here.root / LEDGER).read_text("utf-8")
    assert build() == 0


def test_the_demonstration_s_ledger_goes_with_its_content():
    assert (ROOT / "content" / ".gitattributes").read_text() == "registre.jsonl text eol=lf merge=union\n"


def history(project: Project) -> History:
    """What subscribers have been told of the fair."""
    fair = made(Event, {"id": "fete", "titre": "Fête", "publier_le": "2026-11-20", "debut": "2026-12-05 10:00"})
    return history_of(fair, expand(fair, PARIS), read(project.root)["fete"])


PLACE = "content/lieux/salle.md"
HALL = "---\nid: salle\ntitre: Salle des fêtes\nrue: 2, rue du Lac\n---\n"
THERE = EVENT.replace("\n---\n", "\nlieu: salle\ncontacts: [voirie]\n---\n", 1)
CONTACTS = "content/referentiel/contacts.yaml"
ROADS = "voirie:\n  nom: Service voirie\n  telephone: 03 84 00 00 03\n"


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [(PLACE, HALL, HALL.replace("2, rue", "12, rue")), (CONTACTS, ROADS, ROADS.replace("00 03", "00 04"))],
    ids=["a street", "a phone number"],
)
def test_what_an_event_inherits_is_part_of_what_it_says(project: Project, file, before, after):
    for path, text in {FAIR: THERE, PLACE: HALL, CONTACTS: ROADS, file: before}.items():
        project.write(path, text)
    record(now="2026-12-02 10:00")
    first = history(project)
    project.write(file, after)

    record(now="2026-12-03 11:00")

    second = history(project)
    [was], [now] = first.slots.values(), second.slots.values()
    assert now.sequence > was.sequence
    assert {now.changed_at.isoformat(), second.changed_at.isoformat()} == {"2026-12-03T11:00:00+01:00"}


def test_a_place_that_opens_later_changes_no_event(project: Project):
    for path, text in {FAIR: THERE, PLACE: HALL, CONTACTS: ROADS}.items():
        project.write(path, text)
    record(now="2026-12-02 10:00")
    first = history(project)
    project.write(PLACE, HALL.replace("\n---\n", "\nhoraires: {semaine: {lundi: 9h-12h}}\n---\n", 1))

    record(now="2026-12-03 11:00")

    assert history(project) == first

"""A save is a version with a name and a time, of its files and of nothing else; it can be brought back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tambour.pupitre.files.source_file import SourceFile
from tambour.pupitre.files.unwritable import ChangedMeanwhile
from tambour.pupitre.versions.history import ContentHistory
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.versions.store import Author
from tests.pupitre.versions.repositories import FETE, git, history, repository

CLAIRE = Author("Claire Dubois", "claire@exemple.fr")
PATH = "agenda/fete.md"


@pytest.fixture(params=["git", "dulwich"])
def store(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def changed(content: Path, **fields: object) -> bytes:
    return SourceFile.read(content / PATH).change(fields)


def test_a_save_is_a_version_with_a_name_and_a_time(tmp_path: Path, store: str):
    content = repository(tmp_path)
    kept = history(content, store)
    made = kept.save([(PATH, changed(content, titre="Fête de l’eau"))], CLAIRE, "Titre\nprécisé")
    [last, first] = kept.of(PATH)

    assert (last, last.author, last.message) == (made, CLAIRE, "Titre précisé")
    assert abs((datetime.now(UTC) - last.when).total_seconds()) < 60
    assert (first.message, first.author.name) == ("Début", "Tech")
    assert kept.at(first, PATH) == FETE.encode()
    assert kept.at(last, PATH) == (content / PATH).read_bytes() != FETE.encode()
    assert kept.at(last, "agenda/rien.md") is None
    assert git(tmp_path, "status", "--porcelain") == ""
    assert git(tmp_path, "fsck") == ""


@pytest.mark.parametrize(
    ("name", "owner"), [("Zoé Martin", Author("Zoé Martin", "zoe@exemple.fr")), (" ", Author("Pupitre"))]
)
def test_whoever_owns_a_repository_is_known_by_the_name_that_git_has(
    tmp_path: Path, store: str, name: str, owner: Author
):
    content = repository(tmp_path)
    git(tmp_path, "config", "user.name", name)
    git(tmp_path, "config", "user.email", "zoe@exemple.fr")

    assert history(content, store).owner == owner


def test_saving_what_it_says_makes_no_version(tmp_path: Path, store: str):
    content = repository(tmp_path)
    kept = history(content, store)
    kept.save([(PATH, FETE.encode())], CLAIRE, "Rien")

    assert len(kept.of(PATH)) == 1


def test_other_work_is_left_as_it_is(tmp_path: Path, store: str):
    content = repository(tmp_path, {PATH: FETE, "pages/a.md": "a\n", "pages/b.md": "b\n", "pages/c.md": "c\n"})
    (content / "pages/a.md").write_text("autre\n")
    (content / "pages/b.md").write_text("prêt\n", "utf-8")
    git(tmp_path, "add", "content/pages/b.md")
    git(tmp_path, "rm", "--quiet", "--cached", "content/pages/c.md")
    (content / "pages/neuf.md").write_text("neuf\n")
    before = git(tmp_path, "status", "--porcelain")
    history(content, store).save([(PATH, changed(content, titre="Bal")), ("pages/d.md", b"d\n")], CLAIRE, "Bal")

    assert git(tmp_path, "status", "--porcelain") == before
    assert git(tmp_path, "show", "--format=", "--name-only").split() == ["content/" + PATH, "content/pages/d.md"]


def test_a_file_is_removed_and_brought_back(tmp_path: Path, store: str):
    content = repository(tmp_path)
    kept = history(content, store)
    kept.save([(PATH, None), ("pages/x.md", b"x\n")], CLAIRE, "Retrait")
    assert not (content / PATH).exists()
    [gone, first] = kept.of(PATH)
    restored = kept.restore(PATH, first, CLAIRE)

    assert (content / PATH).read_bytes() == FETE.encode()
    assert restored.message == f"Version du {first.when:%d/%m/%Y à %Hh%M} rétablie"
    assert kept.at(gone, PATH) is None
    assert git(tmp_path, "status", "--porcelain") == ""


def test_what_changed_is_said_field_by_field(tmp_path: Path, store: str):
    content = repository(tmp_path)
    kept = history(content, store)
    prices = [{"libelle": "Plein tarif", "montant": "6"}, {"libelle": "Enfants", "montant": "1"}]
    file = SourceFile.read(content / PATH)
    data = file.change(
        {
            "titre": "Bal",
            "resume": "",
            "prix": prices,
            "communes": ["rouvrelle", "corbeval"],
            "lieu": {"nom": "Halle", "rue": "Quai"},
        },
        file.body.replace("bal", "grand bal"),
    )
    last = kept.save([(PATH, data)], CLAIRE, "Bal")
    first = kept.of(PATH)[-1]

    assert [str(change).replace("\u00a0", " ") for change in kept.fields_changed(PATH, first, last)] == [
        "Titre : « Fête du lac » devient « Bal »",
        "Résumé : « Deux jours. » est retiré",
        "Communes : « rouvrelle » devient « rouvrelle, corbeval »",
        "Lieu : « Nom : Halle, Rue : Quai » est ajouté",
        "Prix n° 1, Montant : « 5 » devient « 6 »",
        "Prix n° 2, Tarif : « Réduit » devient « Enfants »",
        "Prix n° 2, Montant : « 3 » devient « 1 »",
        "Texte : « Le soir, bal. » devient « Le soir, grand bal. »",
    ]
    assert kept.fields_changed(PATH, last) == ()
    assert len(kept.fields_changed(PATH, None, first)) == 7


def test_strange_names_of_people_and_files(tmp_path: Path, store: str):
    content = repository(tmp_path)
    kept = history(content, store)
    names = ["agenda/-- été.md", "agenda/:(top)x.md", "agenda/a*b.md"]
    made = kept.save([(name, b"x\n") for name in names], Author("A <b>\n\0c\ud800", "\n<>"), "-m\0\n# x")

    assert (made.author.name, made.author.email, made.message) == ("A b c", "pupitre@localhost", "-m # x")
    assert [len(kept.of(name)) for name in names] == [1, 1, 1]
    assert git(tmp_path, "status", "--porcelain") == ""


def test_of_several_files_all_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    content = repository(tmp_path)
    kept = history(content)

    def write(path: Path, data: bytes) -> None:
        if path.name == "x.md":
            raise OSError(28, "No space left on device")
        path.write_bytes(data)

    monkeypatch.setattr("tambour.pupitre.versions.journal.write_durably", write)
    monkeypatch.setattr("tambour.pupitre.versions.journal.Journal.begin", lambda _self, _intent: None)
    with pytest.raises(OSError, match="No space"):
        kept.save([(PATH, b"a"), ("pages/x.md", b"x")], CLAIRE, "x")
    assert (content / PATH).read_bytes() == FETE.encode()
    assert len(kept.of(PATH)) == 1


@pytest.mark.parametrize("path", ["../../x.md", "/etc/passwd", "../.git/config", ".", "../content/../.git/HEAD"])
def test_nothing_is_written_outside(tmp_path: Path, path: str):
    content = repository(tmp_path / "projet")

    with pytest.raises(ValueError, match=r".*"):
        history(content).save([(path, b"x")], CLAIRE, "x")


def test_whoever_saves_second_is_told(tmp_path: Path, store: str):
    content = repository(tmp_path)
    kept = history(content, store)
    kept.save([(PATH, b"theirs\n")], CLAIRE, "Elle", {PATH: FETE.encode()})
    with pytest.raises(ChangedMeanwhile) as told:
        kept.save([(PATH, b"mine\n"), ("pages/x.md", b"x")], CLAIRE, "Moi", {PATH: FETE.encode(), "pages/x.md": None})

    assert (told.value.mine, told.value.theirs) == (b"mine\n", b"theirs\n")
    assert not (content / "pages/x.md").exists()


def test_line_ends_that_git_itself_changes_are_no_change(tmp_path: Path):
    content = repository(tmp_path)
    git(tmp_path, "config", "core.autocrlf", "true")
    kept = history(content)
    data = changed(content, titre="Bal").replace(b"\n", b"\r\n")
    for _ in range(2):
        kept.save([(PATH, data)], CLAIRE, "Bal")

    assert (content / PATH).read_bytes() == data
    assert [version.message for version in kept.of(PATH)] == ["Bal", "Début"]


def test_a_first_version_of_all(tmp_path: Path, store: str):
    content = tmp_path / "content"
    content.mkdir()
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    kept = history(content, store)
    assert kept.of(PATH) == []
    kept.save([(PATH, FETE.encode())], CLAIRE, "Première")

    assert [version.message for version in kept.of(PATH)] == ["Première"]
    assert git(tmp_path, "status", "--porcelain") == ""


def test_without_a_repository_the_file_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for path in ("/usr/bin:/bin", "/nowhere"):
        monkeypatch.setenv("PATH", path)
        with pytest.raises(HistoryRefused) as refused:
            ContentHistory(tmp_path).save([(PATH, path.encode())], CLAIRE, "Bal")
        assert refused.value.written
        assert [problem.code for problem in refused.value.problems] == ["historique-absent"]
        assert (tmp_path / PATH).read_bytes() == path.encode()


TROUBLES = {
    "merge": "historique-fusion-en-cours",
    "rebase": "historique-fusion-en-cours",
    "detached": "historique-sans-branche",
    "hook": "historique-refuse-par-le-depot",
    "locked": "historique-occupe",
}


def trouble(root: Path, which: str) -> None:
    if which in ("merge", "rebase"):
        git(root, "switch", "--quiet", "--create", "autre")
        (root / "pelicanconf.py").write_text("A = 2\n")
        git(root, "commit", "--quiet", "--all", "--message=deux")
        git(root, "switch", "--quiet", "main")
        (root / "pelicanconf.py").write_text("A = 3\n")
        git(root, "commit", "--quiet", "--all", "--message=trois")
        git(root, which, "autre", check=False)
    elif which == "detached":
        git(root, "switch", "--quiet", "--detach")
    elif which == "hook":
        hook = root / ".git/hooks/pre-commit"
        hook.write_text("#!/bin/sh\necho 'pas un vendredi' >&2\nexit 1\n")
        hook.chmod(0o755)
    else:
        (root / ".git/index.lock").touch()


@pytest.mark.parametrize("which", TROUBLES)
def test_a_repository_in_trouble_is_told_and_the_file_is_there(
    tmp_path: Path, which: str, store: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tambour.pupitre.versions.store._WAIT", 0.1)
    content = repository(tmp_path)
    trouble(tmp_path, which)
    before = git(tmp_path, "rev-parse", "HEAD")
    data = changed(content, titre="Bal")
    with pytest.raises(HistoryRefused) as refused:
        history(content, store).save([(PATH, data)], CLAIRE, "Bal")

    assert (refused.value.code, refused.value.written) == (TROUBLES[which], True)
    assert (content / PATH).read_bytes() == data
    assert git(tmp_path, "rev-parse", "HEAD") == before
    if which == "hook":
        assert store == "dulwich" or "pas un vendredi" in str(refused.value)
        (tmp_path / ".git/hooks/pre-commit").unlink()
    elif which == "locked":
        (tmp_path / ".git/index.lock").unlink()
    else:
        return
    history(content, store).save([(PATH, data)], CLAIRE, "Bal")  # the same again is a version now
    assert history(content, store).of(PATH)[0].message == "Bal"

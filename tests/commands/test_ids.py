"""Missing ids are written once, and nothing else of the file changes."""

from pathlib import Path, PurePosixPath

import pytest

from tambour.commands.cli import main
from tambour.commands.ids import write_missing_ids
from tambour.model.slugs import id_from


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Marché de Noël", "marche-de-noel"),
        ("L’œuvre au noir — 2e séance", "l-oeuvre-au-noir-2e-seance"),
        ("2026-12-05 fête 🎉", "2026-12-05-fete"),
        ("🎉", "contenu"),
        ("a" * 300, "a" * 100),
    ],
)
def test_an_id_is_made_of_any_name(name: str, expected: str):
    assert id_from(name) == expected


def test_a_missing_id_is_written_and_nothing_else_changes(tmp_path: Path):
    folder = tmp_path / "actualites"
    folder.mkdir()
    (folder / "Fête.md").write_bytes(b"\xef\xbb\xbf---\r\nid:\r\ntitre: a\r\n---\r\nid:\r\nTexte\r\n")
    (folder / "fete.md").write_bytes(b"---\ntitre: b\n---\n")
    (folder / "autre.md").write_bytes(b"---\nid: fete-2\n---\n")
    (folder / "vide.md").write_bytes(b"")

    written = write_missing_ids(tmp_path)

    assert written == [
        (PurePosixPath("actualites/Fête.md"), "fete"),
        (PurePosixPath("actualites/fete.md"), "fete-3"),
    ]
    assert (folder / "Fête.md").read_bytes() == b"\xef\xbb\xbf---\r\nid: fete\r\ntitre: a\r\n---\r\nid:\r\nTexte\r\n"
    assert (folder / "vide.md").read_bytes() == b""
    assert write_missing_ids(tmp_path) == []


def test_what_somebody_has_written_is_never_half_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A disk that is full, a power cut: the file is as it was."""
    text = b"---\ntitre: a\n---\nTexte\n"
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/a.md").write_bytes(text)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tambour.build.machine.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_missing_ids(tmp_path)

    assert [path.read_bytes() for path in (tmp_path / "pages").iterdir()] == [text]


def test_a_file_that_cannot_be_read_is_told_and_not_counted_as_done(project, capsys):
    for name, data in {"a": b"\xff\xfe\x00", "c": b"pas de t\xc3\xaate\n"}.items():
        project.write(f"content/actualites/{name}.md", data)

    assert main(["ids"]) == 0

    said = capsys.readouterr()
    assert said.out == ""
    assert "actualites/a.md : laissé de côté, aucun identifiant ne s'y lit" in said.err
    assert "actualites/c.md : laissé de côté" in said.err


def test_a_new_file_takes_neither_the_name_nor_the_id_of_one_that_cannot_be_read(project, capsys):
    project.write("content/actualites/travaux-de-nuit.md", "pas de tête\n")

    assert main(["new", "--kind=actualite", "--title=Travaux de nuit"]) == 0

    said = capsys.readouterr()
    assert "actualites/travaux-de-nuit-2.md" in said.out
    assert "actualites/travaux-de-nuit.md : laissé de côté" in said.err

"""`inv check` reads everything, says what is wrong, and makes nothing."""

import os
import shutil
import subprocess
import sys

import pytest

from tambour.commands.build import build
from tambour.commands.check import check
from tambour.source import frontmatter
from tests.trees import ROOT

# What is wrong in five files of the demonstration: (file, what stands there, what is written instead).
FAULTS = (
    ("actualites", "publier_le: ", "publier_le: demain, "),
    ("agenda", "debut: ", "debut: le 31 février "),
    ("lieux", "titre: ", "title: "),
    ("pages", "\n---\n", "\n---\n[une page](id:absente) et [un texte](/nulle-part/)\n"),
    ("alertes", "niveau: ", "niveau: très "),
)


def test_a_project_without_fault_is_told_so(project, capsys):
    assert check() == 0

    assert "3\u00a0contenus relus, rien à corriger" in capsys.readouterr().out
    assert not project.output.exists()


def test_what_is_wrong_is_told_with_the_code_of_a_content_error(project, capsys):
    project.write("content/agenda/fete.md", "---\nid: fete\ntitre: Fête\npublier_le: demain\n---\n")

    assert check() == 65
    assert "agenda/fete.md:4: Publier le : « demain » n'est pas une date" in capsys.readouterr().err


def test_wrong_settings_have_their_own_code(project, capsys):
    project.set("PLUGINS = []")
    project.set("NOW = 20261205")

    assert check() == 78
    told = capsys.readouterr().err
    assert 'PLUGINS = ["tambour"] » manque' in told
    assert "NOW » : un texte est attendu ici" in told


def test_what_is_due_for_review_is_recalled(project, capsys):
    head = "---\nid: a\ntitre: A\na_revoir_le: {day}\n---\n"
    project.write("content/pages/a.md", head.format(day="2026-11-30"))
    project.write("content/pages/b.md", head.format(day="2027-11-30").replace("id: a", "id: b"))

    check()

    told = capsys.readouterr().out
    assert "À relire : pages/a.md (a_revoir_le : 30\u00a0novembre\u00a02026)." in told
    assert "pages/b.md" not in told


def test_pelican_is_not_even_loaded(project):
    asked = "import sys; from tambour.commands.check import check; code = check()"
    code = f"{asked}; sys.exit(code or 'pelican' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.fixture
def demo_copy(tmp_path):
    """The demonstration, to be written to."""
    folder = tmp_path
    shutil.copytree(ROOT / "content", folder / "content", copy_function=shutil.copyfile)
    for name in ("pelicanconf.py", "theme"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def spoil(folder):
    """Make the mistakes of FAULTS, each in the first file that can have it."""
    for kind, typed, wrong in FAULTS:
        file = next(file for file in sorted((folder / "content" / kind).glob("*.md")) if typed in file.read_text())
        file.write_text(file.read_text().replace(typed, wrong, 1))


def files_read(monkeypatch):
    """The number of content files that are read from here on, in a list that grows."""
    read = []
    monkeypatch.setattr(frontmatter, "split", lambda data, split=frontmatter.split: read.append(data) or split(data))
    return read


def test_what_the_last_check_has_read_is_not_read_again_and_faults_are_told_alike(demo_copy, monkeypatch, capsys):
    monkeypatch.chdir(demo_copy)
    spoil(demo_copy)
    read = files_read(monkeypatch)
    assert check() == 65
    told, all_files = capsys.readouterr().err, len({*read})

    read.clear()
    assert check() == 65

    assert told == capsys.readouterr().err
    assert told.count(".md:") >= len(FAULTS)
    assert len({*read}) < all_files / 10, "what is wrong is judged again"


def test_what_is_kept_of_a_reading_is_not_believed_under_other_settings_nor_when_damaged(project, monkeypatch, capsys):
    check()
    project.set("TERRITORY = {**TERRITORY, 'languages': ['en']}")
    read = files_read(monkeypatch)
    check()
    assert len(read) == 3, "other settings"

    check()
    assert len(read) == 3
    for file in (project.root / ".cache" / "readings").iterdir():
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    check()
    assert len(read) == 6, "damaged"


def test_what_a_build_has_read_is_not_read_again(project, monkeypatch, capsys):
    build()
    news = project.root / "content/actualites/travaux.md"
    news.write_text(news.read_text().replace("Travaux", "Chantier"))
    read = files_read(monkeypatch)

    assert check() == 0
    assert [b"Chantier" in data for data in read] == [True]

    read.clear()
    project.set("TERRITORY = {**TERRITORY, 'languages': ['en']}")
    check()
    assert len(read) == 3, "other settings"


def test_a_file_that_was_written_twice_in_one_moment_is_read(project, capsys):
    file = project.root / "content/actualites/travaux.md"
    check()
    before = file.stat()
    file.write_text(file.read_text().replace("Travaux", "Trav[ux").replace("2026-11-20", "2026-15-20"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert check() == 65, "its times can be put back, that of its inode cannot"


def test_a_reading_that_cannot_be_kept_stops_no_check(project, capsys):
    (project.root / ".cache").mkdir()
    (project.root / ".cache" / "readings").write_text("")

    assert check() == 0

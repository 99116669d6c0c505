"""Every command acts on the project that the current folder belongs to, names it, and says so when there is none."""

import subprocess
import sys
from pathlib import Path

import pytest

import tasks
from tambour.commands.cli import COMMANDS, main
from tambour.commands.new_channel import ChannelRefused, create
from tests.trees import ROOT

OF_A_PROJECT = sorted(name for name, command in COMMANDS.items() if not command.is_for_none)


@pytest.mark.parametrize("command", OF_A_PROJECT)
def test_outside_of_any_territory_a_command_says_what_to_do(command, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert main([command]) == 64

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Aucun territoire ici : ") and err.endswith("tambour nouveau.\n")


def test_a_folder_inside_is_as_good_as_its_own(project, monkeypatch, capsys):
    monkeypatch.chdir(project.root / "content" / "agenda")

    assert main(["check"]) == 0

    assert capsys.readouterr().out.startswith(f"Territoire : {project.root}\n3\u00a0contenus relus")


def test_drafts_and_ids_go_to_the_content_of_the_territory(project, monkeypatch, capsys):
    project.set('PATH = "textes"')
    (project.root / "content").rename(project.root / "textes")
    project.write("textes/pages/sans.md", "---\ntitre: Sans\n---\n")
    (project.root / "textes" / "agenda" / "content").mkdir()
    monkeypatch.chdir(project.root / "textes" / "agenda")

    assert main(["new", "--kind=actualite", "--title=Avis"]) == 0
    assert main(["ids"]) == 0

    draft = project.root / "textes" / "actualites" / "avis.md"
    assert f"À compléter : {draft}" in capsys.readouterr().out
    assert "publier_le: 2026-12-01" in draft.read_text("utf-8")
    assert (project.root / "textes/pages/sans.md").read_text("utf-8").startswith("---\nid: sans\n")


def test_a_path_that_is_typed_starts_from_the_current_folder(project, monkeypatch, capsys):
    project.write("essais/autre/pages/seule.md", "---\nid: seule\ntitre: Seule\n---\n")
    monkeypatch.chdir(project.root / "essais")

    assert main(["check", "--content=autre"]) == 0
    assert "1\u00a0contenu relu" in capsys.readouterr().out


def test_the_territory_is_meant_although_the_engine_s_starter_is_typed(project):
    typed = [sys.executable, *tasks.answered(["check"], "python3 ../tambour/tasks.py")]

    done = subprocess.run(typed, cwd=project.root / "content", capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stdout.splitlines()[0]) == (0, f"Territoire : {project.root}")
    assert "3\u00a0contenus relus" in done.stdout


def test_in_the_engine_s_repository_the_demonstration_is_meant(monkeypatch, capsys):
    monkeypatch.chdir(ROOT / "docs")

    assert main(["mise-a-jour"]) == 64
    assert capsys.readouterr().out == f"Territoire : {ROOT}\n"


def test_a_channel_of_one_s_own_is_written_beside_the_engine_s_and_works(project, capsys):
    assert main(["new-channel", "--name=panneau"]) == 0
    assert '"canaux.panneau": {} dans CHANNELS' in capsys.readouterr().out
    project.set('CHANNELS = {"canaux.panneau": {}}')

    assert main(["build"]) == 0

    assert "Fête du lac" in project.page("panneau")
    assert (project.root / "tests/canaux/panneau/test_panneau.py").is_file()


def test_a_channel_of_the_engine_keeps_its_name(tmp_path: Path):
    with pytest.raises(ChannelRefused, match="existe déjà"):
        create(tmp_path, "kit")

"""`tambour` answers in French whatever is typed, and does what the tasks of this repository do."""

import inspect
import re
import subprocess
import sys

import pytest

import tasks
from tambour.build.engine import LOCK, THEME
from tambour.commands.cli import COMMANDS, main
from tests.trees import ROOT

ENGLISH = re.compile(r"\b(?:usage|show this|error|argument|expected|unrecognized|default|the)\b")


def test_it_builds_the_project_of_the_current_folder(project, capsys):
    assert main(["build", "--now", "2026-12-02", "--output=ailleurs"]) == 0

    assert "Site construit dans ailleurs/" in capsys.readouterr().out
    assert (project.root / "ailleurs/index.html").is_file()


def test_it_checks_another_project(project, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert main(["check", "--settings=project/pelicanconf.py"]) == 0

    assert "3\u00a0contenus relus" in capsys.readouterr().out


def test_it_makes_a_draft_and_gives_missing_ids(project, capsys):
    project.write("content/pages/sans.md", "---\ntitre: Sans\n---\n")

    assert main(["new", "--kind=actualite", "--title=La piscine rouvre"]) == 0
    assert main(["ids"]) == 0

    assert (project.root / "content/actualites/la-piscine-rouvre.md").is_file()
    assert capsys.readouterr().out.splitlines() == [
        "À compléter : content/actualites/la-piscine-rouvre.md",
        "pages/sans.md : id: sans",
    ]


def test_it_writes_the_ledger(project, capsys):
    assert main(["registre"]) == 0

    assert "registre.jsonl : 3\u00a0contenus parus" in capsys.readouterr().out


def test_a_letter_that_does_not_exist_is_refused(project, capsys):
    assert main(["lettre", "--figer", "--settings=pelicanconf.py"]) == 64

    assert capsys.readouterr().err == "Il n'y a pas encore de lettre.\n"


def test_a_letter_is_frozen_with_the_settings_of_the_publication(project, capsys):
    assert main(["lettre", "--figer"]) == 78

    assert capsys.readouterr().err.startswith("publishconf.py: ")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["buid"], "Commande inconnue : buid. Vouliez-vous dire « build » ?"),
        (["--aide"], "Option inconnue : --aide."),
        (["build", "--contnt=x"], "« --contnt=x » est de trop. Vouliez-vous dire « --content » ?"),
        (["build", "--cont=x"], "« --cont=x » est de trop."),
        (["build", "encore"], "« encore » est de trop."),
        (["build", "--content"], "--content attend une valeur."),
        (["lettre", "--figer=oui"], "--figer n'attend pas de valeur."),
        (["serve", "--port=huit"], "« huit » n'est pas un numéro de port"),
        (["serve", "--port=80000"], "« 80000 » n'est pas un numéro de port"),
        (["new", "--kind=truc"], "Cette nature n'existe pas."),
        (["ids", "--content=nulle-part"], "Le dossier nulle-part/ n'existe pas"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_french_sentence(project, capsys, typed, sentence):
    assert main(typed) == 64

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(sentence)
    assert err.count("\n") == 1
    assert not ENGLISH.search(err)


def test_a_question_that_nobody_answers_is_no_traceback(project, monkeypatch, capsys):
    def hang_up(_question: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", hang_up)

    assert main(["new"]) == 64
    assert "Il manque la nature ou le titre" in capsys.readouterr().err


@pytest.mark.parametrize("typed", [[], ["--help"], ["-h"], *([name, "--help"] for name in COMMANDS)], ids=" ".join)
def test_help_is_in_french_and_complete(typed, capsys):
    assert main(typed) == 0

    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith("Utilisation : tambour ")
    assert not ENGLISH.search(told)
    if typed[1:]:
        command = COMMANDS[typed[0]]
        assert command.summary in told
        assert all(f"--{name}" in told and words in told for name, words in command.options.items())
    else:
        assert all(f"{name} {command.summary}" in told for name, command in COMMANDS.items())


def test_it_says_its_version_and_where_the_lock_is_without_any_library(capsys):
    alone = [sys.executable, "-S", "-c", "from tambour.commands.cli import main; main(['--requirements'])"]

    done = subprocess.run(
        alone, env={"PYTHONPATH": str(ROOT / "plugins")}, capture_output=True, encoding="utf-8", check=True
    )
    assert main(["--version"]) == 0

    assert done.stdout == f"{LOCK}\n"
    assert re.fullmatch(r"tambour \d+\.\d+\.\d+\n", capsys.readouterr().out)
    assert (LOCK, THEME) == (ROOT / "requirements.lock", ROOT / "theme")


def test_the_tasks_of_this_repository_have_the_same_options_and_sentences():
    assert set(COMMANDS) == tasks.PUBLISHING
    for name, command in COMMANDS.items():
        options = list(inspect.signature(getattr(tasks, name).body).parameters)[1:]

        assert set(options) == set(command.options)
        assert tasks.task_summaries()[name] == command.summary

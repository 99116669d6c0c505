"""`tambour` answers in French whatever is typed, and does what the tasks of this repository do."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence

import pytest

import tasks
from tambour.build.engine import LOCK, THEME
from tambour.commands.cli import COMMANDS, main
from tambour.commands.command import FLAGS
from tambour.model import program
from tests import warm
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
        (["serve", "--port=٣"], "« ٣ » n'est pas un numéro de port"),
        (["build", "--tout=oui"], "--tout n'attend pas de valeur."),
        (["build", "--help=oui"], "--help n'attend pas de valeur."),
        (["build", "-x"], "« -x » est de trop."),
        (["check", "--content=\udcff"], "« --content=? » ne se lit pas"),
        (["a" * 5000], "Commande inconnue : aaa"),
        (["registre", "--now=2027-06-01"], "Le registre garde pour toujours le moment où chaque chose a paru"),
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


def test_a_moment_that_is_no_date_is_a_fault_of_what_was_typed(project, capsys):
    assert main(["build", "--now=demain"]) == 78

    assert capsys.readouterr().err.startswith("--now: « demain » n'est pas une date [date-illisible]\n")


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
        assert all(
            (name if name == command.word else f"--{name}") in told and words in told
            for name, words in command.options.items()
        )
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
    assert "test" not in tasks.PUBLISHING  # that of this repository is the engine's
    for name in tasks.PUBLISHING:
        command, task = COMMANDS[name], tasks.namespace[name]
        taken = [(argument.name, argument.kind is bool, argument.help) for argument in task.get_arguments()]

        assert {name: words for name, _is_flag, words in taken} == dict(command.options)
        assert {name for name, is_flag, _words in taken if is_flag} == FLAGS & set(command.options)
        assert task.__doc__ == tasks.task_summaries()[name] == command.summary


def test_a_task_of_this_repository_runs_its_command_for_it(monkeypatch):
    asked = []
    monkeypatch.setattr(tasks, "run", lambda *typed, **options: asked.append((*typed, options)) or 0)

    tasks.namespace["lettre"](tasks.Context(), id="lettre-de-mai", figer=True)

    assert asked == [("lettre", ROOT, {"id": "lettre-de-mai", "figer": True})]


TAMBOUR = "import sys; from tambour.commands.cli import main; sys.exit(main())"


def shell(project, command: str, python: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """A line of shell in which `tambour` is ours; what the last program of it could still say."""
    line = f"tambour() {{ {shlex.join(python or warm.python())} -c '{TAMBOUR}' \"$@\"; }}; {command}"
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    return subprocess.run(
        ["bash", "-c", line], cwd=project.root, env=environ, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("tambour build | head -0; exit ${PIPESTATUS[0]}", 0),
        ("tambour build >&-", 0),
        ("tambour build <&- >&- 2>&-", 0),
        ("tambour build 2>&1 > /dev/full", 74),
        ("tambour new <&-", 64),
        ("tambour new --kind=page < /dev/null", 64),
        ("tambour check --settings=/dev/null", 78),
        ("tambour build --output=/dev/null/site", 74),
        ("tambour new --kind=page --title=A --content=pelicanconf.py", 74),
    ],
)
def test_whoever_listens_or_not_the_work_is_done_and_there_is_no_traceback(project, command, code):
    how_it_ends = {"python": (sys.executable,)} if "build" in command and "--output" not in command else {}
    done = shell(project, command, **how_it_ends)

    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "Exception" not in done.stdout + done.stderr
    assert (project.output / "tambour.json").is_file() == ("build" in command and "--output" not in command)


def test_what_could_not_be_written_down_is_told(project):
    done = shell(project, "tambour check > /dev/full")

    assert done.returncode == 74
    assert done.stderr == ("Ce qui devait être dit n'a pas pu l'être : le fichier qui devait le recevoir est plein.\n")


def test_ctrl_c_ends_a_command_with_a_word(project):
    project.set("import os, signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)")
    project.set("os.kill(os.getpid(), signal.SIGINT)")

    done = shell(project, "tambour build")

    assert (done.returncode, done.stderr) == (130, "\nInterrompu.\n")


@pytest.mark.parametrize(
    ("called", "words"),
    [("tambour", "avec : tambour new"), ("python3 tasks.py", "avec : python3 tasks.py new"), ("inv", "avec : inv new")],
)
def test_a_message_names_the_command_as_it_is_typed_there(project, capsys, monkeypatch, called, words):
    monkeypatch.setattr(program, "_called", "tambour")
    project.write("content/actualites/vide.md", "")

    assert main(["check"], program=called) == 65
    assert words in capsys.readouterr().err
    assert main(["build", "--foo"], program=called) == 64
    assert f"« {called} build --help » dit les options." in capsys.readouterr().err


INVOKED = (
    "import sys; sys.argv[0] = 'inv'; from invoke.main import program; program.run()"  # as the shell's `inv` begins
)


@pytest.mark.parametrize(
    ("start", "called"),
    [
        (tasks.answered(["build", "--foo"], "python3 tasks.py"), "python3 tasks.py"),
        (["-c", INVOKED, "build", "--foo"], "inv"),
    ],
    ids=["tasks.py", "inv"],
)
def test_in_this_repository_a_task_answers_in_french_too(start, called):
    done = subprocess.run([*warm.python(), *start], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 64
    assert done.stderr.startswith("« --foo » est de trop.")
    assert f"« {called} build --help » dit les options." in done.stderr
    assert not ENGLISH.search(done.stdout + done.stderr)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["test", "--foo"], "« --foo » est de trop. Les options de test : --help, --only, --rapide."),
        (["test", "tests/docs"], "« tests/docs » est de trop. Les options de test : --help, --only, --rapide."),
        (["test", "--only"], "« --only » attend une valeur : --only=…"),
        (["test", "--rapide=oui"], "« --rapide » n'attend pas de valeur."),
        (["bench", "-n", "abc"], "« -n » attend un nombre, et non « abc »."),
        (["bench", "--rounds=x"], "« --rounds » attend un nombre, et non « x »."),
    ],
)
def test_a_developer_s_task_answers_in_french(typed, sentence):
    done = subprocess.run(
        [sys.executable, "tasks.py", *typed], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )

    assert (done.returncode, done.stderr) == (64, f"{sentence}\n")

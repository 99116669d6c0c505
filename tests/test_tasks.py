"""The starter needs nothing but Python, installs once, and says what is missing in one French sentence."""

import ast
import re
import subprocess
import sys

import pytest

import tasks
from tests.trees import ROOT, invoke

SOURCE = (ROOT / "tasks.py").read_text("utf-8")
OLD_PYTHON = "import runpy, sys; sys.version_info = (3, 9, 2); sys.argv = ['tasks.py', 'serve']; "
RUN = f"runpy.run_path({str(ROOT / 'tasks.py')!r}, run_name='__main__')"
FRENCH = re.compile(
    r"^(Choisir|Construire|Dire|Écrire|Faire|Mesurer|Passer|Préparer|Publier|Refaire|Relire|Vérifier|Créer)\b.*\.$"
)


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A project folder whose installs are recorded instead of made; `machine.fails` names what goes wrong."""

    class Machine:
        def __init__(self) -> None:
            self.commands: list[str] = []
            self.fails = "nothing"

        def run(self, command, **_options):
            words = " ".join(map(str, command))
            self.commands.append(words)
            tasks.VENV.mkdir(exist_ok=True)
            if self.fails in words:
                raise subprocess.CalledProcessError(1, command)

        def install(self, lock: str) -> list[str]:
            self.commands = []
            tasks.install(lock)
            return self.commands

    machine = Machine()
    for name in ("pyproject.toml", tasks.BUILD_LOCK, tasks.RUNTIME_LOCK, tasks.TEST_LOCK):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(tasks, "ROOT", tmp_path)
    monkeypatch.setattr(tasks, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(tasks, "STAMP", tmp_path / ".venv" / "stamp")
    monkeypatch.setattr(tasks.subprocess, "run", machine.run)
    return machine


def test_it_installs_the_hashed_lock_into_a_new_venv_once(machine) -> None:
    venv, build, libraries, package = machine.install(tasks.RUNTIME_LOCK)

    assert venv.endswith(f"-m venv --clear {tasks.VENV}")
    assert build.endswith(f"--require-hashes -r {tasks.BUILD_LOCK}")
    assert libraries.endswith(f"--require-hashes -r {tasks.RUNTIME_LOCK}")
    assert package.endswith("--no-deps -e .")
    assert machine.install(tasks.RUNTIME_LOCK) == []


def test_the_tests_libraries_come_on_top_and_serve_everybody(machine) -> None:
    machine.install(tasks.RUNTIME_LOCK)

    libraries, _package = machine.install(tasks.TEST_LOCK)

    assert libraries.endswith(f"--require-hashes -r {tasks.TEST_LOCK}")
    assert machine.install(tasks.RUNTIME_LOCK) == []


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.lock", "requirements-test.lock"])
def test_a_changed_lock_is_installed_from_nothing(machine, name: str) -> None:
    machine.install(tasks.TEST_LOCK)
    (tasks.ROOT / name).write_text("changed")

    assert "-m venv --clear" in machine.install(tasks.TEST_LOCK)[0]


@pytest.mark.parametrize("step", [" venv ", tasks.BUILD_LOCK, tasks.RUNTIME_LOCK, "-e ."])
def test_an_install_cut_short_says_so_and_starts_again(machine, step: str) -> None:
    machine.fails = step
    with pytest.raises(SystemExit, match="L'installation n'a pas abouti"):
        machine.install(tasks.RUNTIME_LOCK)

    machine.fails = "nothing"
    assert len(machine.install(tasks.RUNTIME_LOCK)) == 4


def test_a_python_without_venv_is_told_the_command(machine, monkeypatch) -> None:
    monkeypatch.setattr(tasks.importlib.util, "find_spec", lambda _name: None)

    with pytest.raises(SystemExit, match="sudo apt install python3-venv"):
        machine.install(tasks.RUNTIME_LOCK)


def test_an_old_python_gets_one_french_sentence() -> None:
    done = subprocess.run([sys.executable, "-c", OLD_PYTHON + RUN], capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Tambour demande Python 3.11 ou plus ; celui-ci est le 3.9.\n"


def test_an_old_python_can_read_the_file() -> None:
    assert ast.parse(SOURCE, feature_version=(3, 7))


def test_without_a_task_it_lists_them_in_french() -> None:
    done = subprocess.run([sys.executable, ROOT / "tasks.py"], capture_output=True, encoding="utf-8", check=True)

    assert re.match(r"Utilisation : (python3|py) \S*tasks\.py TÂCHE", done.stdout)
    assert re.search(r"^  serve +Construire le site, le montrer", done.stdout, re.MULTILINE)


def test_an_unknown_task_is_named() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tasks.py", "srve"], capture_output=True, encoding="utf-8", check=False
    )

    assert (done.returncode, done.stdout) == (64, "")
    assert done.stderr.startswith("Tâche inconnue : srve. Vouliez-vous dire « serve » ? « ")


def test_an_unknown_option_without_a_task_is_no_question() -> None:
    done = subprocess.run([sys.executable, ROOT / "tasks.py", "-x"], capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stderr.partition(".")[0]) == (64, "Tâche inconnue : -x")


def test_invoke_knows_the_same_tasks() -> None:
    listing = invoke("--list", cold=True).stdout

    assert set(re.findall(r"^  ([a-z-]+) ", listing, re.MULTILINE)) == set(tasks.task_summaries())


def test_each_task_is_short_and_says_in_french_what_it_does() -> None:
    functions = [node for node in ast.parse(SOURCE).body if isinstance(node, ast.FunctionDef) and node.decorator_list]
    bodies = {node.name: node.end_lineno - node.body[1].lineno + 1 for node in functions}  # the docstring left out

    assert {name: lines for name, lines in bodies.items() if lines > 12} == {}
    assert [summary for summary in tasks.task_summaries().values() if not FRENCH.match(summary)] == []

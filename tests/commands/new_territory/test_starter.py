"""A territory's starter needs nothing but Python, installs what the pin names, and installs anew when it changes."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import tambour.commands.new_territory
from tambour.commands import libraries

SOURCE = Path(tambour.commands.new_territory.__file__).parent / "templates" / "tasks.py.txt"
RUN = "import runpy, sys; sys.version_info = (3, 9, 2); sys.argv = ['tasks.py']; "
RUN += "runpy.run_path({!r}, run_name='__main__')"


@pytest.fixture
def starter(tmp_path: Path, monkeypatch) -> ModuleType:
    """The starter in a folder of its own, whose commands are recorded in `commands`; `fails` names what goes wrong."""
    file = tmp_path / "tasks.py"
    file.write_text(SOURCE.read_text("utf-8"), "utf-8")
    (tmp_path / "requirements.txt").write_text("tambour==0.1.0\n")
    spec = importlib.util.spec_from_file_location("own_tasks", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.commands, module.fails = [], "nothing"

    def run(command, **_options):
        module.commands.append(" ".join(map(str, command)))
        module.VENV.mkdir(exist_ok=True)
        if module.fails in module.commands[-1]:
            raise subprocess.CalledProcessError(1, command)

    class Replaced(BaseException):
        """What execve does: nothing comes after it."""

    def execve(*command):
        module.commands.append("execve " + " ".join(command[1][3:]))
        raise Replaced

    def started(*arguments: str) -> list[str]:
        module.commands.clear()
        with pytest.raises(Replaced):
            module.start(list(arguments))
        return module.commands

    monkeypatch.setattr(module.subprocess, "run", run)
    monkeypatch.setattr(module.os, "execve", execve)
    module.started = started
    return module


def test_it_installs_the_pin_then_its_libraries_once(starter):
    venv, engine, brought, command = starter.started("check", "--strict")

    assert venv.endswith(f"-m venv --clear {starter.VENV}")
    assert engine.endswith(f"install --no-deps -r {starter.PIN}")
    assert brought.endswith("-m tambour.commands.libraries")
    assert command.startswith(f"execve {starter.ROOT} ") and command.endswith(" check --strict")
    assert len(starter.started("check")) == 1


def test_another_pin_is_installed_from_nothing(starter):
    starter.started("check")
    starter.PIN.write_text("tambour==0.2.0\n")

    assert len(starter.started("check")) == 4


@pytest.mark.parametrize("step", [" venv ", "requirements.txt", "libraries"])
def test_an_install_cut_short_says_so_and_starts_again(starter, step):
    starter.fails = step
    with pytest.raises(SystemExit, match="L’installation n’a pas abouti"):
        starter.start(["check"])

    starter.fails = "nothing"
    assert len(starter.started("check")) == 4


def test_a_python_without_venv_is_told_the_command(starter, monkeypatch):
    monkeypatch.setattr(starter.importlib.util, "find_spec", lambda _name: None)

    with pytest.raises(SystemExit, match="sudo apt install python3-venv"):
        starter.start(["check"])


def test_an_old_python_gets_one_french_sentence():
    done = subprocess.run(
        [sys.executable, "-c", RUN.format(str(SOURCE))], capture_output=True, encoding="utf-8", check=False
    )

    assert (done.returncode, done.stderr) == (1, "Tambour demande Python 3.11 ou plus ; celui-ci est le 3.9.\n")
    assert ast.parse(SOURCE.read_text("utf-8"), feature_version=(3, 7))


def test_libraries_come_with_their_hashes_and_editors_get_their_schemas(tmp_path, monkeypatch):
    commands = []

    def run(command, **_options):
        commands.append(" ".join(command))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(libraries.subprocess, "run", run)
    monkeypatch.setattr(libraries.sys, "prefix", str(tmp_path))

    assert libraries.bring_libraries() == 0
    assert [command.rpartition("/")[2] for command in commands] == [
        "requirements-build.lock",
        "requirements-territory.lock",
    ]
    assert all("--require-hashes" in command for command in commands)
    assert (tmp_path / "schemas" / "communes.schema.json").is_file()

"""The icon starts the right program in the right folder, whatever these are called; a second click opens what runs."""

import configparser
import os
import re
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest

from tambour.build.request import Request
from tambour.commands import cli
from tambour.commands.local_server import server_of
from tambour.commands.serve import serve
from tambour.commands.shortcut import Shortcut, linux_desktop
from tambour.pupitre.served import ServedDesk
from tests.projects import Project

ODD = 'Val d’Ébène "50 %" $HOME `id` \\ fin'


@pytest.fixture
def odd(tmp_path: Path) -> Shortcut:
    """A project in a folder with everything that a quotation may stumble on. Its program says where it was started."""
    folder = tmp_path / ODD
    folder.mkdir()
    (folder / "tasks.py").write_text("import os, sys; print(os.getcwd(), *sys.argv[1:], sep='|')")
    return Shortcut("Val d’Ébène", Path(sys.executable), folder)


def test_a_desktop_entry_starts_it(odd: Shortcut):
    entry = configparser.RawConfigParser(strict=True)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read_string(odd.for_linux(Path("/icone.svg")))
    values = {key: re.sub(r"\\(.)", r"\1", text) for key, text in entry["Desktop Entry"].items()}

    # A shell undoes this quotation as a desk does.
    command = ["/bin/sh", "-c", values["Exec"].replace("%%", "%")]
    done = subprocess.run(command, cwd=values["Path"], capture_output=True, text=True, check=True)

    assert values["Name"] == "Écrire pour Val d’Ébène"
    assert done.stdout.strip() == f"{odd.folder}|serve"


def test_a_script_starts_it_on_a_mac(odd: Shortcut):
    done = subprocess.run(["/bin/sh", "-c", odd.for_macos()], cwd="/", capture_output=True, text=True, check=True)

    assert done.stdout.strip() == f"{odd.folder}|serve"


def test_a_batch_file_says_where_and_what():
    lines = Shortcut("Ébène", Path("C:/Python/python.exe"), Path("C:/Mes sites/50 %")).for_windows().split("\r\n")

    assert lines[1:4] == ["chcp 65001 >nul", 'cd /d "C:/Mes sites/50 %%"', '"C:/Python/python.exe" tasks.py serve']


def test_the_desk_has_the_name_that_the_system_gave_it(tmp_path: Path):
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config/user-dirs.dirs").write_text('# rien\nXDG_DESKTOP_DIR="$HOME/Bureau"\n')

    assert linux_desktop(tmp_path, {}) == tmp_path / "Bureau"


def test_it_is_placed_in_the_menu_and_on_the_desk(project: Project, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", "linux")
    home = tmp_path / "home"
    (home / "Desktop").mkdir(parents=True)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    project.write("tasks.py", "")

    assert cli.main(["serve", "--raccourci"], project.root) == 0

    placed, told = sorted(home.rglob("*.desktop")), capsys.readouterr().out
    assert [file.parent for file in placed] == [home / ".local/share/applications", home / "Desktop"]
    assert all(os.access(file, os.X_OK) and str(file) in told for file in placed)


def test_a_second_start_opens_what_runs_already(project: Project, monkeypatch, capsys):
    server = server_of(project.output, 0)
    port = server.server_address[1]
    read = partial(Request.read, None, Path("pelicanconf.py"))
    server.RequestHandlerClass.desk = ServedDesk(read, project.root / ".cache", [f"127.0.0.1:{port}"])  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()

    assert serve(port=port) == 0
    told = capsys.readouterr().out
    (project.root / ".cache/pupitre/cle").unlink()  # as another project would have another key
    assert serve(port=port) == 1
    server.shutdown()
    server.server_close()

    assert f"« serve » montre déjà ce site sur http://127.0.0.1:{port}/." in told
    assert re.search(rf"Pour écrire : http://127.0.0.1:{port}/pupitre/\?cle=\S{{40,}}", told)
    assert "déjà pris" in capsys.readouterr().err

"""An icon on the desk of whoever writes: a double click shows the site and opens the pupitre."""

import os
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tambour.build.report import text as report_of
from tambour.build.request import Request
from tambour.commands.project import read_settings
from tambour.model.problems import Refused

STARTER = "tasks.py"  # of a territory: it brings its libraries itself
_ICON = Path(__file__).parent.parent / "pupitre" / "web" / "static" / "pupitre.svg"
_UNFIT = '\\/:*?"<>|%'  # in the name of a file, on one system or another


@dataclass(frozen=True)
class Shortcut:
    """What is double-clicked. name: of the territory. python: the program; folder: of the project."""

    name: str
    python: Path
    folder: Path

    @property
    def title(self) -> str:
        """Under the icon."""
        return f"Écrire pour {self.name}"

    @property
    def file_name(self) -> str:
        """The title, as any system takes it; the suffix is its own."""
        return "".join("-" if char in _UNFIT or not char.isprintable() else char for char in self.title)

    def for_linux(self, icon: Path) -> str:
        """A desktop entry (freedesktop.org, Desktop Entry Specification 1.5)."""
        command = " ".join(_exec_word(str(word)) for word in (self.python, self.folder / STARTER, "serve"))
        lines = {
            "Type": "Application",
            "Version": "1.5",
            "Name": _entry_text(self.title),
            "Comment": "Montre le site sur cette machine et ouvre le pupitre.",
            "Exec": _entry_text(command),
            "Path": _entry_text(str(self.folder)),
            "Icon": _entry_text(str(icon)),
            "Terminal": "true",
            "Categories": "Office;",
        }
        return "[Desktop Entry]\n" + "".join(f"{key}={value}\n" for key, value in lines.items())

    def for_macos(self) -> str:
        """A script that the Finder opens in a terminal."""
        words = (self.python, self.folder / STARTER, "serve")
        return f"#!/bin/sh\ncd {shlex.quote(str(self.folder))} && exec {shlex.join(map(str, words))}\n"

    def for_windows(self) -> str:
        """A batch file: a window that stays while the site is shown."""
        folder, python = (str(path).replace("%", "%%") for path in (self.folder, self.python))
        lines = [
            "@echo off",
            "chcp 65001 >nul",
            f'cd /d "{folder}"',
            f'"{python}" {STARTER} serve',
            "if errorlevel 1 pause",
        ]
        return "".join(f"{line}\r\n" for line in lines)


def place_shortcut(settings: Path) -> int:
    """Put the icon there and say where. settings: those of the project. Returns the exit code."""
    try:
        territory = read_settings(Request.read(settings=settings)).territory
    except Refused as refused:
        print(report_of(refused), file=sys.stderr)
        return refused.exitcode
    folder = settings.absolute().parent
    if not (folder / STARTER).is_file():
        print(f"Il manque {STARTER} dans {folder} : c'est lui que l'icône lance.", file=sys.stderr)
        return 1
    python = Path(getattr(sys, "_base_executable", "") or sys.executable)  # .venv may be made anew
    shortcut = Shortcut(territory.label, python, folder)
    home = Path.home()
    try:
        placed = _place(shortcut, home)
    except OSError as error:
        print(f"L'icône n'a pas pu être posée : {error.strerror or error}.", file=sys.stderr)
        return 1
    for file in placed:
        print(f"Icône posée : {file}")
    print(f"« {shortcut.title} » : un double clic montre le site et ouvre le pupitre.")
    return 0


def _place(shortcut: Shortcut, home: Path) -> list[Path]:
    if sys.platform == "win32":
        return [_write(windows_desktop(home) / f"{shortcut.file_name}.cmd", shortcut.for_windows())]
    if sys.platform == "darwin":
        return [_write(home / "Desktop" / f"{shortcut.file_name}.command", shortcut.for_macos(), 0o755)]
    entry = shortcut.for_linux(_ICON)
    menu = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "applications"
    folders = [menu, *([desk] if (desk := linux_desktop(home, os.environ)).is_dir() else [])]
    return [_write(folder / f"{shortcut.file_name}.desktop", entry, 0o755) for folder in folders]


def _write(file: Path, text: str, mode: int = 0o644) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    file.chmod(mode)
    return file


def linux_desktop(home: Path, environ: Mapping[str, str]) -> Path:
    """The folder of what stands on the desk: `Bureau` where the system speaks French (xdg-user-dirs)."""
    chosen = Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "user-dirs.dirs"
    lines = chosen.read_text("utf-8").splitlines() if chosen.is_file() else ()
    told = (line.partition("=")[2].strip().strip('"') for line in lines if line.startswith("XDG_DESKTOP_DIR="))
    return Path(next(told, "$HOME/Desktop").replace("$HOME", str(home), 1))


def windows_desktop(home: Path) -> Path:
    """The folder of what stands on the desk, which may lie in OneDrive: the registry tells."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 — there is none elsewhere

        key = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as folders:
            return Path(os.path.expandvars(str(winreg.QueryValueEx(folders, "Desktop")[0])))
    return home / "Desktop"


def _exec_word(word: str) -> str:
    """A word of `Exec=`: always quoted, `%` doubled (Desktop Entry Specification, "The Exec key")."""
    for char in '\\"`$':
        word = word.replace(char, "\\" + char)
    return f'"{word}"'.replace("%", "%%")


def _entry_text(text: str) -> str:
    """A value of a desktop entry: backslashes are doubled once more, and nothing breaks the line."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")

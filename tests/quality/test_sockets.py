"""No call leaves without `annoncer` or `publier`: the other commands, in processes that refuse every connection."""

import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tambour.build.engine import THEME
from tambour.build.registry import own_channels
from tests.projects import Project

# Python tells of each connection, name that is looked up and program that is started (PEP 578), whatever library does
# it, and whatever becomes of the exception.
SCRIPT = """\
import json, sys
leaks = open(sys.argv[1], "a")
HERE = (None, "", "127.0.0.1", "::1", "localhost", b"localhost")
STARTED = ("git", "pagefind")  # which ask nobody: one keeps the content, the other indexes what lies there

def refuse(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.bind"):
        address = arguments[1]
        fine = isinstance(address, (str, bytes)) or address[0] in HERE
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        fine = arguments[0] in HERE
    elif event == "subprocess.Popen":
        fine = str(arguments[0]).rpartition("/")[2] in STARTED
    else:
        return
    if not fine:
        leaks.write(json.dumps([event, repr(arguments)]) + "\\n")
        leaks.flush()
        raise PermissionError(event)

sys.addaudithook(refuse)
from tambour.commands.cli import main
for command in json.loads(sys.argv[2]):
    code = main(command)
    if code:
        sys.exit(f"{command}: {code}")
"""
ACCOUNT = (
    'ANNOUNCE = {"websub": "https://hub.exemple.fr", "targets": {"mastodon": {"kind": "mastodon", '
    '"server": "https://social.exemple.fr"}}}'
)
ALERT = """\
---
id: eau
titre: Eau non potable
niveau: urgence
publier_le: 2026-12-01
fin: 2026-12-03
troncon: {rue: Rue Haute, trace: ["46.36, 6.00", "46.37, 6.01"]}
---
Voir [le site de l’État](https://www.ailleurs.exemple/eau).
"""
LETTER = """\
---
id: hiver
titre: Hiver
objet: Hiver
preheader: Ce qui ferme, ce qui ouvre, et ce qui change pour les bacs.
publier_le: 2026-12-01
blocs:
  - {type: selection, titre: À lire, genres: actualites, jours: 30}
---
Bonjour.
"""
COMMANDS = [
    ["check"],
    ["registre"],
    ["build", "--verify"],
    ["kit", "--id=travaux"],
    ["lettre", "--id=hiver"],
    ["ids"],
]


def test_whatever_is_read_built_or_looked_at_opens_no_connection(project: Project, tmp_path: Path):
    every = {name: {} for name in own_channels()}
    project.set(f"THEME, CHANNELS = {str(THEME)!r}, {every!r}")
    project.set(ACCOUNT)
    project.write("content/alertes/eau.md", ALERT)
    project.write("content/lettres/hiver.md", LETTER)
    leaks = tmp_path / "leaks"
    leaks.touch()

    done = run(leaks, COMMANDS, project)

    assert leaks.read_text("utf-8") == ""
    assert done.returncode == 0, done.stdout + done.stderr
    assert (project.output / "cap/eau.xml").is_file()
    assert served(leaks, project) == 200
    assert leaks.read_text("utf-8") == ""


def test_a_connection_would_be_seen(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What `annoncer` asks of an account."""
    monkeypatch.setenv("TAMBOUR_MASTODON_TOKEN", "jeton")
    project.set(ACCOUNT)
    leaks = tmp_path / "leaks"
    leaks.touch()

    run(leaks, [["annoncer", "--essai", "--settings=pelicanconf.py"]], project)

    assert "social.exemple.fr" in leaks.read_text("utf-8")


def run(leaks: Path, commands: list[list[str]], project: Project) -> "subprocess.CompletedProcess[str]":
    words = [sys.executable, "-c", SCRIPT, str(leaks), json.dumps(commands)]
    return subprocess.run(words, cwd=project.root, capture_output=True, encoding="utf-8", check=False)


def served(leaks: Path, project: Project) -> int:
    """What the first page answers when the site is served."""
    words = [sys.executable, "-c", SCRIPT, str(leaks), json.dumps([["serve", "--port=0"]])]
    with subprocess.Popen(words, cwd=project.root, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        try:
            said = next(line for line in process.stdout if "http://" in line)
            address = said[said.index("http://") :].split()[0].rstrip(".,")
            with urllib.request.urlopen(address, timeout=20) as answer:
                time.sleep(0.2)  # what it does by itself afterwards
                return int(answer.status)
        finally:
            process.terminate()

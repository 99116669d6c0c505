"""A server that is killed in the middle of a save loses nothing, and leaves nothing half-written."""

import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import pytest

from tambour.pupitre.versions.store import Author
from tests import warm
from tests.pupitre.versions.repositories import FETE, git, history, repository, two_of

CLAIRE = Author("Claire")
SAVES = """
import sys
from pathlib import Path
from tambour.pupitre.files.source_file import SourceFile
from tambour.pupitre.versions.dulwich_store import DulwichStore
from tambour.pupitre.versions.history import ContentHistory
from tambour.pupitre.versions.store import Author
content, first = Path(sys.argv[1]), int(sys.argv[2])
kept = ContentHistory(content)
if sys.argv[3] == "dulwich":
    kept.__dict__["store"] = DulwichStore.of(content)
for number in range(first, first + 1000):
    files = [SourceFile.read(content / path) for path in ("agenda/fete.md", "agenda/bal.md")]
    changes = [(f"agenda/{file.path.name}", file.change({"titre": f"N {number}"})) for file in files]
    print("begin", number, flush=True)
    kept.save(changes, Author("Claire"), f"N {number}", {path: file.data for (path, _), file in zip(changes, files)})
    print("done", number, flush=True)
"""
RECEIVES = """
import sys
from pathlib import Path
from tambour.pupitre.versions.history import ContentHistory
kept = ContentHistory(Path(sys.argv[1]))
print("begin 1", flush=True)
kept.receive()
print("done 1", flush=True)
"""


def kill(child: warm.Program) -> None:
    """The server and whatever it has started, as a power cut would."""
    family = {child.pid}
    for _ in range(3):
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                try:
                    parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                except (OSError, IndexError):
                    continue
                if parent in family:
                    family.add(int(entry.name))
    for number, pids in ((signal.SIGSTOP, [child.pid]), (signal.SIGKILL, family)):
        for pid in pids:
            with suppress(ProcessLookupError):  # it has ended meanwhile
                os.kill(pid, number)
    child.wait()


def start(program: str, *arguments: str) -> tuple[warm.Program, TextIO]:
    """A program, and what it says."""
    heard, said = os.pipe()
    child = warm.Program("-c", program, *arguments, folder=Path.cwd(), said=said)
    os.close(said)
    return child, os.fdopen(heard)


@pytest.mark.parametrize("store", ["git", "dulwich"])
def test_saves_that_are_killed(
    tmp_path: Path, pytestconfig: pytest.Config, store: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tambour.pupitre.versions.store._WAIT", 0.2)  # nobody is left who could free it
    content = repository(tmp_path, {"agenda/fete.md": FETE, "agenda/bal.md": FETE.replace("id: fete", "id: bal")})
    chance = random.Random(7)
    number = 1
    for _ in range(max(1, pytestconfig.option.sauvegardes // 2)):
        child, heard = start(SAVES, str(content), str(number), store)
        with heard:
            said = [heard.readline()]
            time.sleep(chance.uniform(0, 0.25))
            kill(child)
            said += heard.read().splitlines()
        begun = max(int(line.split()[1]) for line in said if line.startswith("begin"))
        ended = max((int(line.split()[1]) for line in said if line.startswith("done")), default=number - 1)
        history(content, store).recover()
        titles = {line for name in ("fete", "bal") for line in (content / f"agenda/{name}.md").read_text().splitlines()
                  if line.startswith("titre")}  # fmt: skip

        assert len(titles) == 1
        title = titles.pop()
        saved = int(title.rpartition(" ")[2]) if "N " in title else 0
        assert saved in (ended, begun)
        assert git(tmp_path, "status", "--porcelain") == ""
        assert git(tmp_path, "log", "-1", "--format=%s") == (f"N {saved}" if saved else "Début")
        assert git(tmp_path, "fsck", "--connectivity-only") == ""
        number = saved + 1
    assert git(tmp_path, "log", "--format=%s").split("\n") == [*(f"N {n}" for n in range(number - 1, 0, -1)), "Début"]


def test_what_is_received_is_whole_or_not_there(
    tmp_path: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tambour.pupitre.versions.store._WAIT", 0.2)
    files = {f"agenda/x{number}.md": FETE for number in range(40)}
    claire, paul = two_of(tmp_path, files)
    history(claire).save(
        [(name, text.replace("Venez.", "Ne venez pas.").encode()) for name, text in files.items()], CLAIRE, "Tout"
    )
    history(paul).save([("agenda/x0.md", FETE.replace("Deux jours", "Trois jours").encode())], CLAIRE, "Un")
    history(claire).send()
    chance = random.Random(11)
    begun = git(paul, "rev-parse", "HEAD")
    for _ in range(max(1, pytestconfig.option.sauvegardes // 3)):
        child, heard = start(RECEIVES, str(paul))
        with heard:
            heard.readline()
            time.sleep(chance.uniform(0, 0.3))
            kill(child)
        history(paul).recover()
        changed = [name for name in files if "Ne venez pas" in (paul / name).read_text()]

        assert len(changed) in (0, 40)
        assert git(paul, "status", "--porcelain") == ""
        assert "Trois jours" in (paul / "agenda/x0.md").read_text()
        git(paul, "reset", "--quiet", "--hard", begun)
    assert len(history(paul).receive().received) == 40

"""One publication from the pupitre: a child process that outlives it, one at a time, and what it has said so far.

The child is told by its files alone: a pupitre that was started again finds it, and tells how far it is.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from tambour.build.machine import write_whole

FORGE, PUBLISH = "forge", "publier"
CONFLICTS, INTERNAL = 3, 70  # what the child ends with: somebody is to choose; EX_SOFTWARE
_STATE, _SAID, _LOCK, _ANSWERS, _CHOICES = "etat.json", "dit.txt", "verrou", "reponses.json", "choix.json"
_AGAIN = "encore.json"
_PUBLICATION = "tambour.pupitre.publishing.publication"
_LONGEST = 200  # lines that are shown
_NOT_TOLD = "TAMBOUR_PUPITRE_"  # names of secrets that a publication has no use for
_TOLD = {"PYTHONUNBUFFERED": "1"}


@dataclass(frozen=True)
class ReleaseState:
    """One publication.

    Attributes:
        by: who has asked for it.
        began: when.
        ended: when; "" while it goes on.
        code: what it ended with, 0 when all is online.
    """

    by: str
    began: str
    ended: str = ""
    code: int = 0


@dataclass(frozen=True)
class Choice:
    """Something that two people have said otherwise.

    key: `path name`. mine: said here, as it is typed; theirs: elsewhere. name: of the place; "" of a whole file.
    values: both as the file has them, None for what no file can say.
    """

    key: str
    path: str
    label: str
    mine: str
    theirs: str
    name: str = ""
    values: Sequence[object] = (None, None)


class ReleaseFolder:
    """Where a publication and the pupitre tell each other things. folder: of the pupitre's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Whether no other publication goes on, as long as this one does."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / _LOCK).open("ab") as stream:
            try:
                import fcntl  # noqa: PLC0415 — not on Windows, where one process serves
            except ImportError:
                yield True
                return
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
                return
            yield True

    def state(self) -> ReleaseState | None:
        """The last publication; None before the first."""
        try:
            return ReleaseState(**json.loads((self.folder / _STATE).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, state: ReleaseState) -> None:
        """Note how far it is."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self.folder / _STATE, json.dumps(asdict(state)).encode())

    def is_going_on(self) -> bool:
        """Whether a publication is at work: whoever has its turn still holds it."""
        with self.turn() as is_free:
            return not is_free

    def ask_again(self, by: str, now: datetime) -> None:
        """Ask for one more: what was saved meanwhile may not be in the one that goes on."""
        write_whole(self.folder / _AGAIN, json.dumps(asdict(ReleaseState(by, now.isoformat()))).encode())

    def take_again(self) -> bool:
        """Whether one more was asked for: it begins, and what was said of the last one goes."""
        try:
            state = ReleaseState(**json.loads((self.folder / _AGAIN).read_bytes()))
        except (OSError, ValueError, TypeError):
            (self.folder / _AGAIN).unlink(missing_ok=True)
            return False
        self.keep(state)
        (self.folder / _AGAIN).unlink(missing_ok=True)
        return True

    def lines(self) -> Sequence[str]:
        """What it has said, line by line."""
        with suppress(OSError):
            lines = (self.folder / _SAID).read_text("utf-8", "replace").splitlines()
            return [line for line in lines if line.strip()][-_LONGEST:]
        return ()

    @property
    def said_file(self) -> Path:
        """Where it says so."""
        return self.folder / _SAID

    def answers(self) -> Mapping[str, str]:
        """What was chosen: key of a choice → `mienne` or `autre`."""
        try:
            return {str(key): str(value) for key, value in json.loads((self.folder / _ANSWERS).read_bytes()).items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def answer(self, answers: Mapping[str, str]) -> None:
        """Keep what was chosen for the next publication."""
        write_whole(self.folder / _ANSWERS, json.dumps(dict(answers)).encode())

    def choices(self) -> Sequence[Choice]:
        """What is still to be chosen."""
        try:
            return [Choice(**one) for one in json.loads((self.folder / _CHOICES).read_bytes())]
        except (OSError, ValueError, TypeError):
            return ()

    def ask(self, choices: Sequence[Choice]) -> None:
        """Keep what is to be chosen; nothing: it was."""
        if choices:
            write_whole(self.folder / _CHOICES, json.dumps([asdict(one) for one in choices]).encode())
            return
        for name in (_CHOICES, _ANSWERS):
            (self.folder / name).unlink(missing_ok=True)


def start(
    folder: ReleaseFolder, settings: Path, by: str, now: datetime, environ: Mapping[str, str] = os.environ
) -> bool:
    """Begin a publication in a process of its own. Returns False when one goes on already: one more follows it.

    Args:
        folder: where it tells what it does.
        settings: file of the settings of publication.
        by: who has asked for it.
        now: the moment.
        environ: what the process is to know.
    """
    if folder.is_going_on():
        folder.ask_again(by, now)
        if folder.is_going_on():  # it looks again after it has given its turn back
            return False
    (folder.folder / _AGAIN).unlink(missing_ok=True)  # this is the one
    launch(
        folder,
        (_PUBLICATION, str(folder.folder), str(settings)),
        settings.parent,
        ReleaseState(by, now.isoformat()),
        environ,
    )
    return True


def launch(
    folder: ReleaseFolder,
    command: Sequence[str],
    where: Path,
    state: ReleaseState,
    environ: Mapping[str, str] = os.environ,
) -> None:
    """Begin something in a process of its own, which outlives this one.

    Args:
        folder: where it tells what it does.
        command: a module of ours, and what it is given.
        where: the folder in which it begins.
        state: what is known of it.
        environ: what it is to know.
    """
    folder.keep(state)
    with folder.said_file.open("wb") as said:
        child = subprocess.Popen(  # noqa: S603 — ourselves; nothing that was typed is in it
            [sys.executable, "-m", *command],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd=where,
            env={name: value for name, value in environ.items() if not name.startswith(_NOT_TOLD)} | _TOLD,
            start_new_session=True,  # it goes on when the pupitre is stopped
        )
    threading.Thread(target=child.wait, daemon=True).start()

"""What versions are kept in, whichever program keeps them: a git repository."""

import math
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Protocol

from tambour.pupitre.versions.refusals import HistoryRefused

_UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply", "BISECT_LOG")
REGULAR = ("100644", "100755")
_WAIT, _STEP = 3.0, 0.02  # seconds
_ONE_AT_A_TIME = RLock()


@dataclass(frozen=True)
class Author:
    """Who saves. name: as colleagues know her; email: "" when there is none."""

    name: str
    email: str = ""


PUPITRE = Author("Pupitre")  # where nothing says who saves


@dataclass(frozen=True)
class SavedVersion:
    """One save. id: what git calls it. when: aware."""

    id: str
    author: Author
    when: datetime
    message: str


@dataclass(frozen=True)
class Blob:
    """What a version holds at a path. mode: as git writes it, `100644`."""

    id: str
    mode: str


@dataclass(frozen=True)
class BlobChange:
    """What one version has at a path, and another. None: nothing."""

    before: Blob | None
    after: Blob | None


class Store(Protocol):
    """A repository. Paths are under `root`, with slashes. Everything that fails raises HistoryRefused."""

    @property
    def root(self) -> Path:
        """The folder that it follows."""

    @property
    def git_folder(self) -> Path:
        """Where it keeps what it knows."""

    def owner(self) -> Author:
        """Whose it is, as the settings of git say; without a name where they say nothing."""

    def head(self) -> str:
        """The last version of this branch; "" before the first."""

    def versions(self, path: str, limit: int) -> list[SavedVersion]:
        """Those that changed a path, the last one first."""

    def version(self, name: str) -> SavedVersion:
        """One of them."""

    def read(self, version: str, path: str) -> bytes | None:
        """What a version holds at a path."""

    def read_blobs(self, ids: Collection[str]) -> dict[str, bytes]:
        """What blobs hold."""

    def changes(self, before: str, after: str) -> dict[str, BlobChange]:
        """Path → what changed from one version to another; "" stands for one without files."""

    def record(self, paths: Collection[str], author: Author, message: str) -> None:
        """Make a version of these paths as they lie in the folder, and of nothing else; what waits waits on."""

    def join(self, parents: tuple[str, str], files: Mapping[str, Blob | None], author: Author, message: str) -> str:
        """Make a version of two: that of the first, with these files instead. No branch knows it yet."""

    def store_blob(self, data: bytes) -> str:
        """Keep bytes; returns their id."""

    def advance(self, new: str, old: str, files: Mapping[str, Blob | None]) -> None:
        """Let the branch go on to a version that has these files; what else waits to be recorded waits on."""

    def settle(self, paths: Collection[str]) -> None:
        """Let the list of what waits say of these paths what the last version says."""

    def fetch(self) -> str:
        """Ask where the branch comes from what is new there. Returns the last version there; "" if nowhere."""

    def comes_from_elsewhere(self) -> bool:
        """Whether the branch has a place to be sent to."""

    def common(self, one: str, other: str) -> str:
        """The last version that two have in common; "" when there is none."""

    def push(self) -> bool:
        """Send the branch where it comes from. False: others have been there since."""


def identity(author: Author) -> tuple[str, str]:
    """Name and address of whoever saves, without what git cannot write in them."""
    name, email = (_plain(part) for part in (author.name, author.email))
    return name or PUPITRE.name, email or "pupitre@localhost"


def _plain(text: str) -> str:
    signs = (" " if sign in "<>" or not sign.isprintable() else sign for sign in text)
    return " ".join("".join(signs).encode("utf-8", "ignore").decode().split()).strip(".,:;\"' ")


def check_state(git_folder: Path) -> None:
    """Raises HistoryRefused when somebody has left the repository in the middle of something."""
    if any((git_folder / name).exists() for name in _UNFINISHED):
        raise HistoryRefused("historique-fusion-en-cours")
    if not (git_folder / "HEAD").read_text("utf-8", "replace").startswith("ref: refs/heads/"):
        raise HistoryRefused("historique-sans-branche")


@contextmanager
def alone(git_folder: Path) -> Iterator[None]:
    """No other thread, nor another process of ours, changes this repository meanwhile."""
    with _ONE_AT_A_TIME:
        try:
            import fcntl  # noqa: PLC0415 — not on Windows, where one process serves
        except ImportError:
            yield
            return
        with (git_folder / "tambour.lock").open("ab") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield


def wait_for_locks(git_folder: Path, *, left_since: float | None = None) -> None:
    """Wait until no other program holds the list of what is to be recorded, or the branch.

    left_since: since when a save of ours that was killed may have left them held: then they are freed.

    Raises:
        HistoryRefused: when one still does after a while.
    """
    end = time.monotonic() + _WAIT
    while locks := [lock for lock in _locks(git_folder, objects=left_since is not None) if lock.exists()]:
        if time.monotonic() > end:
            for lock in locks:
                if left_since is None or _since(lock) < left_since:
                    raise HistoryRefused("historique-occupe", error=str(lock))
                lock.unlink(missing_ok=True)
            return
        time.sleep(_STEP)


def _locks(git_folder: Path, *, objects: bool) -> list[Path]:
    """Where a program says that it is at work. objects: those of single objects, too, which dulwich leaves."""
    yonder = git_folder / "commondir"  # of a work tree that shares its repository
    shared = git_folder / yonder.read_text("utf-8").strip() if yonder.exists() else git_folder
    branch = (git_folder / "HEAD").read_text("utf-8", "replace").removeprefix("ref: ").strip()
    names = [
        git_folder / "index.lock",
        git_folder / "HEAD.lock",
        shared / f"{branch}.lock",
        shared / "packed-refs.lock",
    ]
    return [*names, *(shared.glob("objects/??/*.lock") if objects else ())]


def _since(lock: Path) -> float:
    try:
        return lock.stat().st_mtime
    except FileNotFoundError:  # freed by now
        return math.inf

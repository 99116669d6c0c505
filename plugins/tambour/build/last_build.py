"""What the last complete build was made from, kept beside its output; and the lock: one build at a time."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Self

from tambour.media.sealed import seal, unseal

try:
    import fcntl
except ImportError:  # Windows: two builds at once are then the user's business
    fcntl = None  # type: ignore[assignment]

_PUBLISHED = "published"  # folder of the cache
MANIFEST = "tambour.json"  # the last file that a build writes
KIT_MARK = ".tambour"  # in the kit: it is ours to replace
KIT_NOTE = "Tambour refait ce dossier en entier à chaque construction : n'y gardez rien d'autre.\n".encode()
NO_JEKYLL = ".nojekyll"  # GitHub Pages would leave out what begins with an underscore


@dataclass(frozen=True)
class LastBuild:
    """fingerprint: of all inputs but time. since, until: instants (ISO 8601) between which time changes nothing.

    witness: inode and time of the output's manifest, so that an output that was removed or replaced is made again.
    files, kit: signature of each file of the output and of the kit, by path (`signatures`), so that one that somebody
    removed or wrote over is made again. ledger: lines of the ledger of publications.
    report: what publication went round, in French. states: witness of what was kept of it (`published_states`).
    """

    fingerprint: str
    since: str
    until: str
    witness: str
    files: Mapping[str, str] = field(default_factory=dict)
    kit: Mapping[str, str] = field(default_factory=dict)
    ledger: int = 0
    report: str = ""
    states: str = ""

    def still_holds(self, fingerprint: str, now: datetime, witness: str, states: str = "") -> bool:
        """Whether a build now would make the same. states: what could be kept counts where something is at fault."""
        same = (self.fingerprint, self.witness) == (fingerprint, witness)
        same = same and (not self.report or self.states == states)
        return same and datetime.fromisoformat(self.since) <= now < datetime.fromisoformat(self.until)


def store_of(cache: Path, output: Path, root: Path) -> Path:
    """The file that holds what was last published of an output (`published_states`).

    cache: folder of caches. root: the project's folder.
    """
    place = output.relative_to(root) if output.is_relative_to(root) else output
    return cache / _PUBLISHED / f"{hashlib.sha256(place.as_posix().encode()).hexdigest()[:16]}.json"


class StateFile:
    """The open, locked state file of one output."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def last(self) -> LastBuild | None:
        """The last complete build; None when there is none to trust."""
        self._file.seek(0)
        return _parse(self._file.read())

    def forget(self) -> None:
        """From here to `keep` the output is not what the state says: a build killed in between builds again."""
        self._file.truncate(0)
        os.fsync(self._file.fileno())

    def keep(self, made: LastBuild) -> Self:
        """Remember a complete build."""
        self._file.seek(0)
        self._file.truncate(0)
        self._file.write(seal(json.dumps(vars(made)).encode()))
        self._file.flush()
        return self


@contextmanager
def lock(output: Path) -> Iterator[StateFile]:
    """The state of an output; waits for another build of the same output to end."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with state_file(output).open("a+b") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield StateFile(file)


def recall(output: Path) -> LastBuild | None:
    """The last complete build of an output, for whoever only reads: no lock is taken, nothing is made."""
    try:
        return _parse(state_file(output).read_bytes())
    except OSError:
        return None


def _parse(data: bytes) -> LastBuild | None:
    try:
        return LastBuild(**json.loads(unseal(data)))
    except (ValueError, TypeError):
        return None


def state_file(output: Path) -> Path:
    """Where the state of an output is kept: made before anything else is."""
    return output.with_name(f".{output.name}.state")


def witness(manifest: Path) -> str:
    """What tells this output from another: "" when there is none."""
    try:
        stat = manifest.stat()
    except OSError:
        return ""
    return f"{stat.st_ino} {stat.st_mtime_ns} {stat.st_size}"


def signatures(folder: Path) -> dict[str, str]:
    """Signature of every file below a folder, by its path; {} without one.

    A file counts as untouched when its size, its time and its inode are. Its inode's time says nothing here: each build
    makes a hard link more or less.
    """
    found: dict[str, str] = {}
    waiting = [(str(folder), "")]
    while waiting:
        here, prefix = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append((entry.path, f"{prefix}{entry.name}/"))
                    else:
                        found[prefix + entry.name] = signature(entry.stat(follow_symlinks=False))
        except OSError:  # what cannot be listed is not what was written
            found[prefix] = ""
    return found if folder.is_dir() else {}


def signature(stat: os.stat_result) -> str:
    """What tells a file that nobody has touched."""
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ino} {stat.st_mode:o}"


def inode_in(look: str) -> int:
    """The inode that a signature tells: two names of one inode are one file."""
    return int(look.split(" ")[2])

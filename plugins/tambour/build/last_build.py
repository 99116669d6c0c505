"""What the last complete build was made from, kept beside its output; and the lock: one build at a time."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Self

try:
    import fcntl
except ImportError:  # Windows: two builds at once are then the user's business
    fcntl = None  # type: ignore[assignment]

MANIFEST = "tambour.json"  # the last file that a build writes
NO_JEKYLL = ".nojekyll"  # GitHub Pages would leave out what begins with an underscore


@dataclass(frozen=True)
class LastBuild:
    """fingerprint: of all inputs but time. since, until: instants (ISO 8601) between which time changes nothing.

    witness: inode and time of the output's manifest, so that an output that was removed or replaced is made again.
    report: what publication went round, in French. states: witness of what was kept of it (`published_states`).
    """

    fingerprint: str
    since: str
    until: str
    witness: str
    report: str = ""
    states: str = ""

    def still_holds(self, fingerprint: str, now: datetime, witness: str, states: str = "") -> bool:
        """Whether a build now would make the same. states: what could be kept counts where something is at fault."""
        same = (self.fingerprint, self.witness) == (fingerprint, witness)
        same = same and (not self.report or self.states == states)
        return same and datetime.fromisoformat(self.since) <= now < datetime.fromisoformat(self.until)


class StateFile:
    """The open, locked state file of one output."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def last(self) -> LastBuild | None:
        """The last complete build; None when there is none to trust."""
        self._file.seek(0)
        try:
            return LastBuild(**json.loads(self._file.read()))
        except (ValueError, TypeError):
            return None

    def forget(self) -> None:
        """From here to `keep` the output is not what the state says: a build killed in between builds again."""
        self._file.truncate(0)
        os.fsync(self._file.fileno())

    def keep(self, made: LastBuild) -> Self:
        """Remember a complete build."""
        self._file.seek(0)
        self._file.truncate(0)
        self._file.write(json.dumps(asdict(made)).encode())
        self._file.flush()
        return self


@contextmanager
def lock(output: Path) -> Iterator[StateFile]:
    """The state of an output; waits for another build of the same output to end."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with output.with_name(f".{output.name}.state").open("a+b") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield StateFile(file)


def witness(manifest: Path) -> str:
    """What tells this output from another: "" when there is none."""
    try:
        stat = manifest.stat()
    except OSError:
        return ""
    return f"{stat.st_ino} {stat.st_mtime_ns} {stat.st_size}"

"""The journal: who did what, and when. It is only ever added to, and says nothing that nobody did."""

import json
import os
import threading
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tambour.build import clock
from tambour.pupitre.people.person import Colleague

_FILE = "journal.jsonl"
_SIZE = 100  # lines of one page of it


@dataclass(frozen=True)
class JournalLine:
    """One line. what: a code of ours. words: what was done, French. paths: of the files that it was done to."""

    at: datetime
    name: str
    email: str
    what: str
    words: str = ""
    paths: tuple[str, ...] = ()


class Deeds:
    """folder: where the journal is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    @property
    def file(self) -> Path:
        """One JSON object a line."""
        return self._folder / _FILE

    def note(self, person: Colleague, what: str, words: str = "", paths: Iterable[str] = ()) -> None:
        """Add a line. A journal that cannot be written stops no work: systems tell that their disk is full."""
        at = clock.now(None, ZoneInfo("UTC"), {}).isoformat()
        said = {"at": at, "name": person.name, "email": person.email, "what": what, "words": words}
        line = json.dumps({**said, "paths": [*paths]}, ensure_ascii=False) + "\n"
        with self._lock, suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(descriptor, line.encode())
            finally:
                os.close(descriptor)

    def last(self, skipped: int = 0) -> tuple[Sequence[JournalLine], bool]:
        """The last lines, the newest first, and whether there are older ones. skipped: how many to pass over."""
        wanted = skipped + _SIZE + 1
        try:
            with self.file.open("rb") as stream:
                lines = [*deque(stream, maxlen=wanted)]
        except OSError:
            return (), False
        newest = [deed for line in reversed(lines) if (deed := _read(line)) is not None]
        return newest[skipped : skipped + _SIZE], len(newest) > skipped + _SIZE


def _read(line: bytes) -> JournalLine | None:
    try:
        said = json.loads(line)
        return JournalLine(
            datetime.fromisoformat(said["at"]),
            str(said["name"]),
            str(said["email"]),
            str(said["what"]),
            str(said["words"]),
            tuple(map(str, said["paths"])),
        )
    except (ValueError, KeyError, TypeError):
        return None

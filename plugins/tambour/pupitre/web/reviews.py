"""What was said of a content that waits for somebody to read it: who asks, or who sends it back, and why."""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from tambour.build.machine import write_whole
from tambour.pupitre.people.person import Person

ASKED, SENT_BACK = "demande", "renvoi"


@dataclass(frozen=True)
class Review:
    """The last word on one content. what: ASKED or SENT_BACK. name: of whoever said it. note: her words, or ""."""

    path: str
    what: str
    name: str
    note: str
    at: datetime


class Reviews:
    """folder: where they are kept, one file a content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def say(self, path: str, what: str, person: Person, note: str, at: datetime) -> None:
        """Somebody asks for a reading, or sends a content back."""
        self._folder.mkdir(parents=True, exist_ok=True)
        said = asdict(Review(path, what, person.name, " ".join(note.split())[:500], at))
        write_whole(self._file(path), json.dumps({**said, "at": at.isoformat()}, ensure_ascii=False).encode())

    def find(self, path: str) -> Review | None:
        """The last word on a content."""
        try:
            said = json.loads(self._file(path).read_bytes())
            return Review(**{**said, "at": datetime.fromisoformat(said["at"])})
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def drop(self, path: str) -> None:
        """It is published, or a draft like any other again."""
        with suppress(OSError):
            self._file(path).unlink()

    def _file(self, path: str) -> Path:
        return self._folder / f"{hashlib.sha256(path.encode()).hexdigest()[:32]}.json"

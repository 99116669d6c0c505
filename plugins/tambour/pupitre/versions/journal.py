"""What a save is about to do, written down first: one that was killed is finished by whoever comes next."""

import glob
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tambour.pupitre.files.writing import version_of, write_durably
from tambour.pupitre.versions.store import Author

_FILE = "tambour.save.json"


@dataclass(frozen=True)
class Intent:
    """A save, whole.

    before: path → name of the bytes that it held, None for nothing. after: path → the bytes that it is to hold, None
    for nothing. new, old: of what is brought from others, the versions between which the branch goes on.
    """

    before: Mapping[str, str | None]
    after: Mapping[str, bytes | None]
    author: Author
    message: str
    new: str = ""
    old: str = ""

    def apply(self, root: Path) -> tuple[str, ...]:
        """Bring the files to what they are to hold. Returns those that somebody else has changed since: they stay."""
        others = []
        for path, data in self.after.items():
            real = root / path
            there = real.read_bytes() if real.is_file() else None
            if there == data:
                continue
            if name_of(there) != self.before[path]:
                others.append(path)
            elif data is None:
                real.unlink()
            else:
                write_durably(real, data)
        return tuple(others)


@dataclass(frozen=True)
class Journal:
    """Where the intent of a save waits while it is carried out. git_folder: of the repository."""

    git_folder: Path

    @property
    def file(self) -> Path:
        """There while a save is going on, or was killed."""
        return self.git_folder / _FILE

    def begin(self, intent: Intent) -> None:
        """Write down what is about to be done."""
        after = {path: None if data is None else b64encode(data).decode() for path, data in intent.after.items()}
        said = {
            "before": dict(intent.before),
            "after": after,
            "author": [intent.author.name, intent.author.email],
            "message": intent.message,
            "new": intent.new,
            "old": intent.old,
        }
        write_durably(self.file, json.dumps(said).encode())

    def rest(self) -> Intent | None:
        """What was begun, and never ended."""
        try:
            said = json.loads(self.file.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError:  # no intent of ours: it was written at one instant
            self.end()
            return None
        return Intent(
            said["before"],
            {path: None if text is None else b64decode(text) for path, text in said["after"].items()},
            Author(*said["author"]),
            said["message"],
            said["new"],
            said["old"],
        )

    def sweep(self, root: Path, intent: Intent) -> None:
        """Take away what was being written when a save was killed."""
        for real in [self.file, *(root / path for path in intent.after)]:
            for spare in real.parent.glob(f".{glob.escape(real.name)}.*"):
                if spare.suffix[1:].isdecimal():
                    spare.unlink(missing_ok=True)

    def end(self) -> None:
        """It is done."""
        self.file.unlink(missing_ok=True)

    def set_aside(self) -> Path:
        """It cannot be finished: what it was to write is kept under another name. Returns it."""
        number = 1
        while (aside := self.file.with_name(f"tambour.save.{number}.json")).exists():
            number += 1
        self.file.replace(aside)
        return aside


def name_of(data: bytes | None) -> str | None:
    """The name of bytes; None for nothing."""
    return None if data is None else version_of(data)

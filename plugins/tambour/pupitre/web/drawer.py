"""What the pupitre keeps beside the contents: forms that were left unsaved, and the last word on what is to be read."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from tambour.build.machine import write_whole
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.people.person import Colleague

ASKED, SENT_BACK = "demande", "renvoi"  # what was said of a content that waits to be read


@dataclass(frozen=True)
class Unsaved:
    """A form that was left. at: when it was touched last. by: name of whoever wrote it, where people have names."""

    data: FormData
    at: datetime
    by: str = ""


class UnsavedForms:
    """Of one person: what somebody else is writing is never offered to her.

    folder: where everybody's are kept. person: whose they are.
    """

    def __init__(self, folder: Path, person: Colleague) -> None:
        self._all, self._name = folder, person.name
        self._folder = folder / digest(person.key) if person.key else folder

    def keep(self, key: str, data: FormData, at: datetime) -> None:
        """Keep a form. key: what it is of."""
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._file(key)
        spare = file.with_name(f".{file.name}.{os.getpid()}")
        said = {"key": key, "at": at.isoformat(), "by": self._name, "values": data.values}
        spare.write_text(json.dumps(said), "utf-8")
        spare.replace(file)

    def find(self, key: str) -> Unsaved | None:
        """What is kept of a form; None for nothing."""
        kept = _read_form(self._file(key))
        return kept[1] if kept is not None else None

    def all(self) -> Iterator[tuple[str, Unsaved]]:
        """Every form that was left, whoever writes it, with what it is of."""
        for file in (*self._all.glob("*.json"), *self._all.glob("*/*.json")):
            if (kept := _read_form(file)) is not None:
                yield kept

    def drop(self, key: str) -> None:
        """It was saved, or is not wanted any more."""
        with suppress(OSError):
            self._file(key).unlink()

    def _file(self, key: str) -> Path:
        return self._folder / f"{digest(key)}.json"


def digest(text: str) -> str:
    """How a file is named after what it is of."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _read_form(file: Path) -> tuple[str, Unsaved] | None:
    """What a file keeps; None for what is no form."""
    try:
        kept = json.loads(file.read_text("utf-8"))
        values = {str(name): tuple(map(str, texts)) for name, texts in kept["values"].items()}
        at, by = datetime.fromisoformat(kept["at"]), str(kept.get("by", ""))
        return str(kept["key"]), Unsaved(FormData(values), at, by)
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return None


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

    def say(self, path: str, what: str, person: Colleague, note: str, at: datetime) -> None:
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
        return self._folder / f"{digest(path)}.json"

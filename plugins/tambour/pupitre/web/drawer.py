"""What the pupitre keeps beside the contents: forms that were left unsaved, and the last word on what is to be read."""

import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from tambour.build.machine import write_whole
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.people.person import Colleague

ASKED, SENT_BACK = "demande", "renvoi"  # what was said of a content that waits to be read
FORM_NAME = "_formulaire"  # of the field that tells one opening of a form from another
_BUTTON = "_faire"
_MOST_SAVED = 400  # forms that are remembered as saved: their pages are long closed


def new_form_name() -> str:
    """The name of a form that is being opened."""
    return secrets.token_hex(8)


@dataclass(frozen=True)
class Unsaved:
    """A form that was left. at: when it was touched last. by: name of whoever wrote it, where people have names."""

    data: FormData
    at: datetime
    by: str = ""


class UnsavedForms:
    """Of one person: what somebody else is writing is never offered to her.

    A form that was saved is done with: what its page still sends, late, is neither kept nor offered.

    folder: where everybody's are kept. person: whose they are.
    """

    def __init__(self, folder: Path, person: Colleague) -> None:
        self._all, self._name = folder, person.name
        self._folder = folder / digest(person.key) if person.key else folder

    def keep(self, key: str, data: FormData, at: datetime) -> None:
        """Keep a form, unless it was saved meanwhile. key: what it is of."""
        if self._is_saved(data):
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._file(key)
        spare = file.with_name(f".{file.name}.{os.getpid()}")
        said = {"key": key, "at": at.isoformat(), "by": self._name, "values": data.values}
        spare.write_text(json.dumps(said), "utf-8")
        spare.replace(file)

    def find(self, key: str) -> Unsaved | None:
        """What is kept of a form; None for nothing."""
        kept = _read_form(self._file(key))
        return kept[1] if kept is not None and not self._is_saved(kept[1].data) else None

    def all(self) -> Iterator[tuple[str, Unsaved]]:
        """Every form that was left, whoever writes it, with what it is of."""
        for file in (*self._all.glob("*.json"), *self._all.glob("*/*.json")):
            if (kept := _read_form(file)) is not None and not self._is_saved(kept[1].data):
                yield kept

    def drop(self, key: str) -> None:
        """It is not wanted any more."""
        with suppress(OSError):
            self._file(key).unlink()

    def note_saved(self, key: str, data: FormData, path: str) -> None:
        """A form was saved. key: what it was of; path: of what it has become."""
        if name := data.first(FORM_NAME):
            self._saved.mkdir(parents=True, exist_ok=True)
            write_whole(self._mark(name), json.dumps([path, _pairs_digest(data)]).encode())
            for old in sorted(self._saved.iterdir(), key=lambda file: -file.stat().st_mtime)[_MOST_SAVED:]:
                old.unlink(missing_ok=True)
        self.drop(key)

    def saved_path(self, data: FormData) -> str:
        """What this very form has become already, when it is sent twice with the same words; "" for nothing."""
        try:
            path, said = json.loads(self._mark(data.first(FORM_NAME)).read_bytes())
        except (OSError, ValueError, TypeError):
            return ""
        return str(path) if said == _pairs_digest(data) else ""

    def fresh(self, data: FormData) -> FormData:
        """A form that is sent on purpose: one that was saved already, and says something else, is another one now."""
        return data.with_values({FORM_NAME: (new_form_name(),)}) if self._is_saved(data) else data

    @staticmethod
    def is_same(one: FormData, other: FormData) -> bool:
        """Whether both are of one opening of a form."""
        return bool(one.first(FORM_NAME)) and one.first(FORM_NAME) == other.first(FORM_NAME)

    def _is_saved(self, data: FormData) -> bool:
        name = data.first(FORM_NAME)
        return bool(name) and self._mark(name).exists()

    @property
    def _saved(self) -> Path:
        return self._all / "enregistres"

    def _mark(self, name: str) -> Path:
        return self._saved / digest(name)

    def _file(self, key: str) -> Path:
        return self._folder / f"{digest(key)}.json"


def _pairs_digest(data: FormData) -> str:
    """What a form says, whichever button was pressed."""
    return digest(json.dumps(sorted(pair for pair in data.pairs() if pair[0] != _BUTTON)))


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

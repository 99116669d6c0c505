"""What somebody who reads a content before it is published says of one of its fields, until its writer has done it.

Kept beside the content, as the word that goes with a reading is: never in its file, so no channel can carry it.
"""

import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from tambour.build.machine import write_whole
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.forms.form import TEXT, Form
from tambour.pupitre.people.person import Colleague
from tambour.pupitre.web.drawer import digest

REMARK, DONE_WITH = "remarquer", "fait:"  # what is asked of a form; the second with the number of a remark
PLACE, WORDS = "_remarque_champ", "_remarque"
LONGEST = 500  # characters
MOST = 100  # of one content: what is longer is a talk, and has its place elsewhere
DATES = "_dates"  # the place of the fields that say when, which forms draw as one
_LOCK = threading.Lock()


@dataclass(frozen=True)
class Remark:
    """One remark. number: of its content. place: key of a field, `_texte`, or "" for the whole.

    name: of whoever made it. done_by: of whoever has done what it asks. done_at: None as long as nobody has.
    """

    number: int
    place: str
    words: str
    name: str
    at: datetime
    done_by: str = ""
    done_at: datetime | None = None

    @property
    def is_done(self) -> bool:
        """Whether its writer has done with it."""
        return self.done_at is not None


class Remarks:
    """folder: where they are kept, one file a content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, path: str) -> Sequence[Remark]:
        """Those of one content, the oldest first."""
        try:
            kept = json.loads(self._file(path).read_bytes())
            return [*map(_remark, kept["remarks"])]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return ()

    def add(self, path: str, place: str, words: str, person: Colleague, at: datetime) -> None:
        """Somebody says something. Said twice, it is one remark. Nothing is kept of nothing."""
        words = " ".join(words.split())[:LONGEST]
        with _LOCK:
            before = self.of(path)
            is_there = any((one.place, one.words, one.is_done) == (place, words, False) for one in before)
            if not words or is_there or len(before) >= MOST:
                return
            number = max((one.number for one in before), default=0) + 1
            self._write(path, [*before, Remark(number, place, words, person.name, at)])

    def finish(self, path: str, number: int, person: Colleague, at: datetime) -> None:
        """What one asks is done."""
        with _LOCK:
            before = self.of(path)
            after = [
                replace(one, done_by=person.name, done_at=at) if one.number == number and not one.is_done else one
                for one in before
            ]
            if after != before:
                self._write(path, after)

    def drop(self, path: str) -> None:
        """The content is published: they have served."""
        with _LOCK, suppress(OSError):
            self._file(path).unlink()

    def _write(self, path: str, remarks: Iterable[Remark]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        said = {"path": path, "remarks": [asdict(one) for one in remarks]}
        write_whole(self._file(path), json.dumps(said, ensure_ascii=False, default=datetime.isoformat).encode())

    def _file(self, path: str) -> Path:
        return self._folder / f"{digest(path)}.json"


def _remark(kept: Mapping[str, object]) -> Remark:
    number, at, done_at = kept["number"], datetime.fromisoformat(str(kept["at"])), kept.get("done_at")
    if not isinstance(number, int):
        raise TypeError
    words = (str(kept["place"]), str(kept["words"]), str(kept["name"]))
    done = datetime.fromisoformat(str(done_at)) if done_at else None
    return Remark(number, *words, at, str(kept.get("done_by", "")), done)


def places_of(form: Form) -> Mapping[str, str]:
    """The fields of a form that a remark can be about, in its order: key → title."""
    return dict(_places(form))


def _places(form: Form) -> Iterator[tuple[str, str]]:
    for part in form.parts:
        for key in part.keys:
            if key == DATES:
                yield key, "Quand"
            elif key == TEXT:
                yield key, "Texte"
            elif key in form.fields and form.fields[key].control.macro not in ("constant", "made_id"):
                yield key, form.fields[key].title


def remark_in(data: FormData, form: Form) -> tuple[str, str]:
    """What a form says of itself: the place and the words of a remark. A place that it does not have: the whole."""
    place = data.first(PLACE)
    return place if place in places_of(form) else "", data.first(WORDS)

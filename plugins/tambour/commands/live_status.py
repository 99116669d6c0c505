"""What `serve` is doing, for the pages that it shows: they wait for news, and load again when they have become others.

It is put into a page on its way to the browser, never into a file.
"""

import hashlib
import re
import threading
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

from tambour.build.report import fate_fr, gravest_first
from tambour.model.left_out import LeftOut
from tambour.model.problems import Problem
from tambour.words.numbers import count_fr
from tambour.words.typography import french_spaces

PREFIX = "/.tambour/"  # no page begins with a dot: servers hide such files
SCRIPT, STATE = f"{PREFIX}live.js", f"{PREFIX}state"
_SOURCE = Path(__file__).parent / "templates" / "live.js"
_PATIENCE = 20.0  # seconds that a page waits for news before it asks again
_END = re.compile(rb"</body\s*>(?![\s\S]*</body\s*>)", re.IGNORECASE)


class BulletinLine(NamedTuple):
    """One thing to know. place: file and line, or "". text, remedy: French sentences."""

    place: str
    text: str
    remedy: str = ""


@dataclass(frozen=True)
class Bulletin:
    """What a page shows. title: "" when there is nothing to say."""

    state: Literal["work", "ready", "fault"] = "ready"
    title: str = ""
    lines: tuple[BulletinLine, ...] = ()


_LAST_VERSION = "À corriger ; la dernière version reste affichée."
_NOT_PUBLISHED = (
    "À corriger : rien n’est publié. Les pages montrent, sur ce poste seulement, ce qui vient d’être enregistré."
)
AT_WORK = Bulletin("work", "Le site se refait…")


class Status:
    """The latest news; whoever waits is told at once."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._version = 0
        self._news = Bulletin()

    def tell(self, news: Bulletin) -> None:
        """From now on, this is so; pages look whether they are still what they were."""
        with self._changed:
            self._version += 1
            self._news = news
            self._changed.notify_all()

    def after(self, version: int, patience: float = _PATIENCE) -> tuple[int, Bulletin]:
        """The news and their number, as soon as it is another than `version`, or when patience ends."""
        with self._changed:
            self._changed.wait_for(lambda: self._version != version, patience)
            return self._version, self._news


def faults(problems: Iterable[Problem], *, ahead: bool = False) -> Bulletin:
    """What stopped the build, each problem with its file, line, sentence and remedy.

    ahead: whether pages show what was saved, though nothing of it can be published.
    """
    return Bulletin("fault", _NOT_PUBLISHED if ahead else _LAST_VERSION, tuple(map(_line, problems)))


def detour(
    problems: Sequence[Problem], left_out: Sequence[LeftOut], saved: Collection[PurePosixPath], sentences: Sequence[str]
) -> Bulletin:
    """What the build went round: what becomes of each file, followed by what is wrong with it.

    saved: what was saved last; it comes first. sentences: what whoever saved it should know.
    """
    lines = [BulletinLine("", sentence) for sentence in sentences]
    for left in sorted(gravest_first(left_out), key=lambda left: left.path not in saved):
        lines.append(BulletinLine("", _sentence(fate_fr(left))))
        lines += [_line(problem) for problem in problems if problem.path == left.path]
    named = {left.path for left in left_out}
    lines += [_line(problem) for problem in problems if problem.path not in named]
    count = count_fr(len(problems), "point", "points")
    return Bulletin("fault", f"{count} à corriger ; le reste du site est à jour.", tuple(lines))


def _line(problem: Problem) -> BulletinLine:
    place = f"{problem.path}, ligne {problem.line}" if problem.line else str(problem.path)
    subject = f"{problem.field} : " if problem.field else ""
    return BulletinLine(place, french_spaces(f"{subject}{problem.message}"), french_spaces(problem.hint))


def _sentence(words: str) -> str:
    return f"{french_spaces(words)}."


def ready(sentences: Sequence[str]) -> Bulletin:
    """All is done. sentences: what whoever saved should know."""
    title = "Enregistré, mais pas encore publié :" if sentences else ""
    return Bulletin("ready", title, tuple(BulletinLine("", sentence) for sentence in sentences))


def digest_of(page: bytes) -> str:
    """What tells a page from what it was."""
    return hashlib.sha256(page).hexdigest()


def with_status(page: bytes) -> bytes:
    """A page, with what makes it show the news and load itself again."""
    tag = f'<script src="{SCRIPT}" data-page="{digest_of(page)}"></script>'
    return _END.sub(lambda end: tag.encode() + end[0], page, count=1)


def script() -> bytes:
    """What the browser runs."""
    return _SOURCE.read_bytes()

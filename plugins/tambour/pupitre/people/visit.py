"""Whom the pupitre is answering: set at its door for each request, asked by whatever is done for it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from tambour.pupitre.people.deeds import Deeds
from tambour.pupitre.people.person import OWNER, Colleague
from tambour.pupitre.versions.history import SAVED, ContentHistory
from tambour.pupitre.versions.store import Author


@dataclass(frozen=True)
class Visit:
    """One request.

    Attributes:
        person: who asks.
        token: what each of her forms must bring back.
        logout: address where she logs out; "" where there is no session.
        deeds: the journal; None for none.
    """

    person: Colleague = OWNER
    token: str = ""
    logout: str = ""
    deeds: Deeds | None = None


_VISIT: ContextVar[Visit] = ContextVar("visit", default=Visit())  # noqa: B039 — it is frozen


def visit() -> Visit:
    """The request that is being answered; outside of any, whoever sits at the machine."""
    return _VISIT.get()


@contextmanager
def during(one: Visit) -> Iterator[None]:
    """Answer somebody."""
    before = _VISIT.set(one)
    listener = SAVED.set(_note_save)
    try:
        yield
    finally:
        SAVED.reset(listener)
        _VISIT.reset(before)


def note(what: str, words: str = "", paths: Iterable[str] = ()) -> None:
    """Write into the journal what whoever asks has done. what: a code; words: French."""
    one = visit()
    if one.deeds is not None:
        one.deeds.note(one.person, what, words, paths)


def _note_save(paths: Iterable[str], message: str) -> None:
    note("enregistrement", message, paths)


def author_of(history: ContentHistory) -> Author:
    """Who signs what is saved now: the person who asks, or whoever the repository belongs to."""
    return visit().person.author or history.owner

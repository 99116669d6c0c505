"""Whom the pupitre is answering: set at its door for each request, asked by whatever is done for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from tambour.pupitre.people.person import OWNER, Person
from tambour.pupitre.versions.history import ContentHistory
from tambour.pupitre.versions.store import Author


@dataclass(frozen=True)
class Visit:
    """One request. person: who asks. token: what each of her forms must bring back."""

    person: Person = OWNER
    token: str = ""


_VISIT: ContextVar[Visit] = ContextVar("visit", default=Visit())  # noqa: B039 — it is frozen


def visit() -> Visit:
    """The request that is being answered; outside of any, whoever sits at the machine."""
    return _VISIT.get()


@contextmanager
def visited(one: Visit) -> Iterator[None]:
    """Answer somebody."""
    before = _VISIT.set(one)
    try:
        yield
    finally:
        _VISIT.reset(before)


def author_of(history: ContentHistory) -> Author:
    """Who signs what is saved now: the person who asks, or whoever the repository belongs to."""
    return visit().person.author or history.owner

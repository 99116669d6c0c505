"""What a content folder declares, by id and by name: what a writer may mean when she does not type an id."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tambour.model.slugs import fold
from tambour.source.suggest import closest_name


@dataclass(frozen=True)
class DeclaredNames:
    """What can be named.

    by_target: kind of target, as in `Reference.target` → id → the name that readers see. drafts: ids to which nothing
    that is published may refer.
    """

    by_target: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    drafts: frozenset[str] = frozenset()

    def ids(self, target: str) -> Collection[str]:
        """Every id of one kind of target."""
        return self.by_target.get(target, {}).keys()

    def guess_key(self, target: str, typed: str) -> str:
        """The one id that a text names, as an id or by its name, however it is written; else ""."""
        names, wanted = self.by_target.get(target, {}), fold(typed)
        keys = {key for key, name in names.items() if wanted in (fold(key), fold(name))}
        return keys.pop() if len(keys) == 1 else ""

    def near(self, target: str, typed: str) -> str:
        """The id that a text names, or nearly does; else ""."""
        if near := self.guess_key(target, typed):
            return near
        names = self.by_target.get(target, {})
        if near := closest_name(typed, names):
            return near
        by_name = {name: key for key, name in sorted(names.items(), reverse=True)}
        return by_name.get(closest_name(typed, by_name), "")


NO_NAMES = DeclaredNames()


def enumeration(text: str) -> Iterator[tuple[str, ...]]:
    """The ways to take a text for several values, the surest first.

    >>> list(enumeration("rouvrelle, corbeval et hautefosse"))
    [('rouvrelle', 'corbeval et hautefosse'), ('rouvrelle', 'corbeval', 'hautefosse')]
    """
    for signs in ((";",), (",", ";"), (",", ";", "/", " et ", " & ")):
        parts = _split(text, signs)
        if len(parts) > 1:
            yield parts


def _split(text: str, signs: Iterable[str]) -> tuple[str, ...]:
    parts = [text]
    for sign in signs:
        parts = [piece for part in parts for piece in part.split(sign)]
    return tuple(part.strip() for part in parts if part.strip())

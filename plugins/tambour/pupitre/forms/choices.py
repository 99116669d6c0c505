"""What a form offers to choose from: the records and contents of a project, under the words that people know."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from tambour.build.request import ZONE
from tambour.model.kinds import KINDS
from tambour.model.slugs import fold
from tambour.words.typography import initial_capital

MOST_LISTED = 600  # choices that a page holds whole; of more, it is sent those that are looked for
MOST_FOUND = 50
MOST_SEEN = 25  # choices that are seen as a list; of more, one is found by typing its name
quick_fold = lru_cache(maxsize=40_000)(fold)  # after each save the same titles are compared again
Names = Mapping[str, str]


@dataclass(frozen=True)
class ChannelChoice:
    """A channel that `canaux:` may name. name: as it is written; label: as it is read."""

    name: str
    label: str


@dataclass(frozen=True)
class Choices:
    """What forms offer.

    targets: what a reference may name, by its target: id → words, no two the same; "" for what is its own name.
    channels: those of the project. zone: its own.
    """

    targets: Mapping[str, Names] = field(default_factory=dict)
    channels: tuple[ChannelChoice, ...] = ()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(ZONE))
    _ids: dict[str, Mapping[str, str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of(self, target: str) -> Names:
        """Those of one target: id → words."""
        return self.targets.get(target, {})

    def words_of(self, target: str, name: str) -> str:
        """What a person reads for an id, or a path; itself when it names nothing."""
        return self.of(target).get(name) or name

    def id_of(self, target: str, typed: str) -> str:
        """The id of what a person names by its words, or by its id; what was typed when it names nothing."""
        if target not in self._ids:
            self._ids[target] = {
                quick_fold(words): name for name, words in self.of(target).items() if quick_fold(words)
            }
        return self._ids[target].get(fold(typed), typed)

    def is_long(self, target: str) -> bool:
        """Whether there are too many of a target for a page to hold them all."""
        return len(self.of(target)) > MOST_LISTED

    def listed(self, target: str) -> Names:
        """What a page holds of a target before anybody looks for something."""
        return self.find(target, "") if self.is_long(target) else self.of(target)

    def find(self, target: str, query: str) -> Names:
        """The first ones of a target whose id or words hold every word of a query."""
        words = fold(query).split()
        found = (
            (name, title)
            for name, title in self.of(target).items()
            if not words or all(word in fold(f"{name} {title}") for word in words)
        )
        return dict(islice(found, MOST_FOUND))


def link_goals(contents: Names) -> dict[str, str]:
    """What a link may lead to in the site: contents, and each list of them. contents: id → words."""
    lists = {f"/{kind.listing}": initial_capital(kind.section) for kind in KINDS.values()}
    return {**{f"id:{item_id}": title for item_id, title in contents.items()}, **lists}


def distinct(names: Names, more: Callable[[str], str]) -> dict[str, str]:
    """Names of which no two are the same, as `fold` sees them.

    Args:
        names: id → words.
        more: what tells an id from its namesakes, in words; "" for nothing.
    """
    told = dict(names)
    for tell in (more, str):
        often = Counter(map(quick_fold, told.values()))
        for name, words in told.items():
            if (often[quick_fold(words)] > 1 or not quick_fold(words)) and (other := tell(name)):
                told[name] = f"{words} ({other})"
    return told


NO_CHOICES = Choices()

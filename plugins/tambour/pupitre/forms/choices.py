"""What a form offers to choose from: the records and contents of a project, under the words that people know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from zoneinfo import ZoneInfo

from tambour.build.request import ZONE
from tambour.model.slugs import fold

MOST_LISTED = 200  # choices that a page holds whole; of more, it is sent those that are looked for
MOST_FOUND = 50
Names = Mapping[str, str]


@dataclass(frozen=True)
class ChannelChoice:
    """A channel that `canaux:` may name. name: as it is written; label: as it is read."""

    name: str
    label: str


@dataclass(frozen=True)
class Choices:
    """targets: what a reference may name, by its target: id → words. channels: those of the project. zone: its own."""

    targets: Mapping[str, Names] = field(default_factory=dict)
    channels: tuple[ChannelChoice, ...] = ()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(ZONE))

    def of(self, target: str) -> Names:
        """Those of one target: id → words."""
        return self.targets.get(target, {})

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


NO_CHOICES = Choices()

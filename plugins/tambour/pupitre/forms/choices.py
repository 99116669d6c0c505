"""What a form offers to choose from: the records and contents of a project, under the words that people know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from tambour.build.request import ZONE

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


NO_CHOICES = Choices()

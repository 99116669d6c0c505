"""What becomes an entry: the announcement of an item, and each change of its state."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tambour.channels import Published
from tambour.model.ledger.history import StateChange


@dataclass(frozen=True)
class Announcement:
    """An item, or one change of its state. at: when it was announced: never the day on which it takes place."""

    published: Published
    at: datetime
    change: StateChange | None = None

    @property
    def order(self) -> tuple[float, str, str]:
        """Newest first; of one instant, by item, a change before the announcement that it corrects."""
        change = f"{self.change.status.value}-{self.change.on}" if self.change else "~"
        return -self.at.timestamp(), self.published.id, change


def posts(items: Iterable[Published]) -> list[Announcement]:
    """Everything to announce, newest first."""
    return sorted((post for item in items for post in _posts_of(item)), key=lambda one: one.order)


def _posts_of(published: Published) -> Iterator[Announcement]:
    if published.item.publish_at is None:
        return
    yield Announcement(published, published.item.publish_at)
    for change in published.history.changes:
        yield Announcement(published, change.at, change)

"""What becomes an entry: the announcement of an item, each change of its state, and the end of a lifted alert."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tambour.channels import Published, ServiceStatus
from tambour.model.ledger.history import StateChange
from tambour.model.services.status import ServiceLevel


@dataclass(frozen=True)
class Announcement:
    """An item, or one change of its state. at: when it was announced: never the day on which it takes place.

    lifted: it is the end of an alert that is told. level: the state of a service, which has begun.
    """

    published: Published
    at: datetime
    change: StateChange | None = None
    lifted: bool = False
    level: ServiceLevel | None = None

    @property
    def order(self) -> tuple[float, str, str]:
        """Newest first; of one instant, by item, a change before the announcement that it corrects."""
        told = "fin" if self.lifted else self.level.value if self.level else "~"
        change = f"{self.change.status.value}-{self.change.on}" if self.change else told
        return -self.at.timestamp(), self.published.id, change


def is_carried(published: Published) -> bool:
    """Whether feeds have something to say of an item, now or one day."""
    return published.kind.announced or published.kind.followed


def posts(items: Iterable[Published], now: datetime) -> list[Announcement]:
    """Everything to announce, newest first; of what has left the listings, only that it was lifted."""
    return sorted((post for item in items for post in _posts_of(item, now)), key=lambda one: one.order)


def _posts_of(published: Published, now: datetime) -> Iterator[Announcement]:
    if isinstance(published.item, ServiceStatus):
        changes = () if published.expired else published.item.changes(now)
        yield from (Announcement(published, at, level=level) for at, level in changes)
        return
    if published.tells_that_it_is_lifted(now) and published.history.lifted_at is not None:
        yield Announcement(published, published.history.lifted_at, lifted=True)
    if published.item.publish_at is None or published.expired:
        return
    yield Announcement(published, published.item.publish_at)
    for change in published.history.changes:
        yield Announcement(published, change.at, change)

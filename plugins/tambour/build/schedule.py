"""What time decides: which items are published now, which have left the listings, and until when nothing changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tambour.model.alert import Alert
from tambour.model.item import Item
from tambour.model.letters.letter import Letter
from tambour.model.news import News
from tambour.model.services.status import ServiceStatus
from tambour.model.time.moments import end_of_day
from tambour.source.entry import ContentFile

LONG_PAST = timedelta(days=365)


def is_public(item: Item, now: datetime) -> bool:
    """Whether an item appears at all."""
    return not item.draft and (item.publish_at is None or item.publish_at <= now)


def is_expired(item: Item, now: datetime) -> bool:
    """Whether a public item has left the listings; its page stays, with a note: links already sent must not die."""
    if isinstance(item, Alert) and item.over(now):
        return True
    return item.leaves_at is not None and item.leaves_at <= now


def is_long_past(entry: ContentFile, now: datetime) -> bool:
    """Whether an item has been over for a year: it is in no list, feed or calendar but archives; its page stays.

    News and letters grow old once they are out or changed; events and alerts, once they are over; the rest never does.
    """
    item = entry.item
    told = [moment for moment in (item.publish_at, item.updated) if moment is not None]
    if isinstance(item, Alert):
        told.append(item.end)
    elif entry.occurrences:
        told += [occurrence.over for occurrence in entry.occurrences]
    elif not isinstance(item, News | Letter):
        return False
    return bool(told) and max(told) + LONG_PAST <= now


def quiet_until(entries: Iterable[ContentFile], now: datetime) -> datetime:
    """The first instant after `now` at which the same content would make another site.

    At the latest the next midnight of the territory (`now`'s zone): agendas are told by day.
    """
    midnight = end_of_day(now, now.tzinfo)  # type: ignore[arg-type]  # clock.now gives the territory's ZoneInfo
    changes = (moment for entry in entries for moment in _moments(entry) if moment > now)
    return min(midnight, min(changes, default=midnight))


def _moments(entry: ContentFile) -> Iterator[datetime]:
    item = entry.item
    if item.draft:
        return
    yield from filter(None, (item.publish_at, item.leaves_at))
    if isinstance(item, Alert):
        yield from filter(None, (item.start, item.end))
    if isinstance(item, ServiceStatus):
        yield from filter(None, (item.since, item.until))
    for occurrence in entry.occurrences:
        yield from (occurrence.begins, occurrence.over)


@dataclass
class Spans:
    """span: the number of the stretch of time in which nothing changes by itself."""

    span: int = 0
    _last: datetime | None = None

    def tell(self, now: datetime, entries: Iterable[ContentFile]) -> None:
        """It is now so late. entries: as they were at the last build."""
        if self._last is not None and (now < self._last or now >= quiet_until(entries, self._last)):
            self.span += 1
        self._last = now

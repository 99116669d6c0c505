"""Events expanded into plain occurrences: once, here, for every channel."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.events.series import Series
from tambour.model.events.slots import SeriesException, Slot, instant_key
from tambour.model.time.moments import as_instant, end_of_day


def expand(event: Event, zone: ZoneInfo) -> tuple[Occurrence, ...]:
    """Every occurrence of an event, by (begins, key); keys are unique within the event.

    zone: the territory's, the one with which the event was validated (which has refused what cannot be expanded).
    """
    return tuple(sorted(_occurrences(event, zone), key=lambda one: (one.begins.timestamp(), one.key)))


def _occurrences(event: Event, zone: ZoneInfo) -> Iterator[Occurrence]:
    for slot in event.slots:
        yield _occurrence(event, zone, slot.start, slot.end, slot.previous_starts, slot)
    if event.start is not None and event.recurrence is not None:
        yield from _series(event, Series(event.recurrence, event.start, event.end, zone))
    elif event.start is not None:
        yield _occurrence(event, zone, event.start, event.end, event.previous_starts)


def _series(event: Event, series: Series) -> Iterator[Occurrence]:
    exceptions = {exception.day: exception for exception in event.exceptions}
    for day, wall in series.starts_by_day().items():
        if day in event.excluded:
            continue
        exception = exceptions.get(day)
        start = series.start_on(wall, exception)
        moved_from = series.moved_from(wall, start)
        previous = () if moved_from is None else (moved_from,)
        yield _occurrence(event, series.zone, start, series.end_on(start, exception), previous, exception)


def _occurrence(
    event: Event,
    zone: ZoneInfo,
    start: date | datetime,
    end: date | datetime | None,
    previous: tuple[date | datetime, ...],
    entry: Slot | SeriesException | None = None,
) -> Occurrence:
    """One occurrence; `entry` is what the writer says of it alone."""
    last = end if end is not None else start
    return Occurrence(
        key=instant_key(next(iter(previous), start)),
        start=start,
        end=None if end == start else end,
        begins=as_instant(start, zone),
        over=end if isinstance(end, datetime) else end_of_day(last, zone),
        status=_status(event, entry.status if entry else None, moved=bool(previous)),
        previous_start=previous[-1] if previous else None,
        moved_again=len(previous) > 1,
        place=entry.place if entry and entry.place is not None else event.place,
        note=(entry.note if entry else None) or event.note or "",
        online=event.online,
    )


def _status(event: Event, own: EventStatus | None, *, moved: bool) -> EventStatus:
    if event.status is EventStatus.CANCELLED and own is not EventStatus.CONFIRMED:
        return EventStatus.CANCELLED  # one line cancels everything, whatever its slots said before
    return own or event.status or (EventStatus.MOVED if moved else EventStatus.CONFIRMED)

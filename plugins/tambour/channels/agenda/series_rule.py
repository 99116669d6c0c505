"""The rule of a series: DTSTART, RRULE and what goes with them, as far as every program makes the same dates of it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tambour.channels import Event, Occurrence
from tambour.model.events.series import Series
from tambour.model.time.recurrence import rrule_text

from .clock import comes_twice, is_skipped, wall_time
from .lines import duration, plain, when
from .times import ending

_ONCE = "FREQ=DAILY;COUNT=1"


class Rule:
    """Of one event.

    Programs disagree about a date whose hour the clocks skip or show twice, some of them about all that follow it. The
    rule ends before it: from then on dates are listed by their names (`RDATE`), and each is to be told apart.
    """

    def __init__(self, event: Event, zone: ZoneInfo) -> None:
        assert event.start is not None
        assert event.recurrence is not None
        self._event, self._zone, self._first, self._recurrence = event, zone, event.start, event.recurrence
        walls = Series(event.recurrence, event.start, event.end, zone).starts_by_day()
        self._planned = {day: _in_zone(wall, zone) for day, wall in walls.items()}
        odd = (day for day, start in self._planned.items() if is_skipped(start) or comes_twice(start))
        self._end = next(odd, date.max)

    def name(self, occurrence: Occurrence) -> date | datetime:
        """Where the rule puts a date, which is its name within the series. At an hour that is skipped, where it is."""
        planned = occurrence.start if occurrence.previous_start is None else occurrence.previous_start
        if is_skipped(planned):
            return occurrence.start
        # In one zone, what is equal is what the clocks show: the first date may have been told to take the other hour.
        return self._first if planned == self._first else planned

    def gives(self, name: date | datetime) -> bool:
        """Whether a date is before the end of the rule."""
        return (name.date() if isinstance(name, datetime) else name) < self._end

    def lines(self, names: Iterable[date | datetime]) -> Iterator[bytes]:
        """DTSTART, DTEND or DURATION, RRULE, EXDATE, RDATE. names: of every date of the series."""
        yield when("DTSTART", self._first)
        yield from self._length()
        before = [day for day in self._planned if day < self._end]
        yield plain("RRULE", self._text(before[-1]) if before else _ONCE)
        yield from (when("EXDATE", self._planned[day]) for day in before if day in self._event.excluded)
        yield from (when("RDATE", name) for name in names if not self.gives(name) and name != self._first)

    def _length(self) -> Iterator[bytes]:
        """What its dates last, by the clocks: over a change of clock, DTEND would tell another length of the first."""
        start, end = self._first, self._event.end
        if not isinstance(start, datetime) or not isinstance(end, datetime):
            yield from ending(start, end)
        elif end.utcoffset() == start.utcoffset():
            yield when("DTEND", end)
        else:
            yield duration("DURATION", wall_time(end) - wall_time(start))

    def _text(self, last: date) -> str:
        cut = self._end < date.max
        shortened = self._recurrence.model_copy(update={"until": last, "count": None})
        return rrule_text(shortened if cut else self._recurrence, self._first, self._zone)


def _in_zone(wall: date | datetime, zone: ZoneInfo) -> date | datetime:
    return wall.replace(tzinfo=zone) if isinstance(wall, datetime) else wall

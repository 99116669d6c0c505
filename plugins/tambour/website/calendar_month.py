"""The agenda by time as data: a month as a grid of days, and the links that lead from one span of time to another."""

from datetime import date
from typing import NamedTuple

from tambour.model.events.occurrence import Occurrence
from tambour.model.site.published import Published


class MonthLink(NamedTuple):
    """Where a month of the agenda begins. first: its first date. url: absolute, with the day's anchor."""

    first: date
    url: str


class TimeLink(NamedTuple):
    """A page of the agenda by time. group: "when", "month", "holidays", "changed", "past". url: absolute.

    until: its last day.
    """

    group: str
    title: str
    url: str
    until: date | None = None


class SameDay(NamedTuple):
    """What takes place on one day: an event once, by its first date of that day. others: its later ones."""

    occurrence: Occurrence
    published: Published
    others: tuple[Occurrence, ...] = ()

    def with_another(self, occurrence: Occurrence) -> "SameDay":
        """The same with one more date."""
        return self._replace(others=(*self.others, occurrence))


class DayOfMonth(NamedTuple):
    """A square of a month's grid. is_over: the day is."""

    date: date
    entries: tuple[SameDay, ...]
    is_over: bool = False


class MonthGrid(NamedTuple):
    """A month of the agenda. weeks: seven squares each, Monday first; None for a day of another month."""

    first: date
    weeks: tuple[tuple[DayOfMonth | None, ...], ...]
    previous: TimeLink | None
    next: TimeLink | None

    @property
    def days(self) -> tuple[DayOfMonth, ...]:
        """Those on which something takes place, from today on."""
        return tuple(day for day in self._busy if not day.is_over)

    @property
    def earlier(self) -> tuple[DayOfMonth, ...]:
        """Those on which something took place."""
        return tuple(day for day in self._busy if day.is_over)

    @property
    def _busy(self) -> tuple[DayOfMonth, ...]:
        return tuple(day for week in self.weeks for day in week if day is not None and day.entries)

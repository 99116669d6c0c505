"""One time at which an event takes place: what every channel shows, whatever form the writer used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from tambour.model.place import FreePlace


class EventStatus(StrEnum):
    """State of an event, of one of its slots or of one date of a series, as writers type it.

    Attributes:
        CONFIRMED: takes place; what is meant when nothing is said.
        CANCELLED: does not take place. It is shown all the same.
        POSTPONED: to `start`; or to a date that is not known yet (`Occurrence.awaits_date`).
        MOVED: takes place at another time or in another place than announced.
        FULL: takes place, without a seat left.
    """

    CONFIRMED = "confirme"
    CANCELLED = "annule"
    POSTPONED = "reporte"
    MOVED = "deplace"
    FULL = "complet"

    @property
    def icon(self) -> str:
        """Of the theme; "" for what simply takes place."""
        return _ICONS.get(self, "")


_ICONS: Mapping[EventStatus, str] = MappingProxyType(
    {
        EventStatus.CANCELLED: "circle-x",
        EventStatus.POSTPONED: "calendar-clock",
        EventStatus.MOVED: "map-pin",
        EventStatus.FULL: "users",
    }
)


@dataclass(frozen=True)
class Occurrence:
    """One date of an event, whatever form the writer used. Made by the build, never written by hand.

    Attributes:
        key: stable identity inside the event: the first announced start, in UTC (`20261205T090000Z`), or the day
            (`20261205`) when all-day. A slot that moves keeps the key of the first of its `debut_precedent`.
        start: a day (`date`) when all-day, else an aware datetime in the territory's zone.
        end: the last day, included, when all-day (`None`: that one day); else an aware datetime (`None`: not known).
        begins: the start as an instant in the territory's zone, for comparing with `now`.
        over: the end as an instant: midnight after the last day when all-day, midnight after the start when no end is
            known.
        status: cancelled when the event is and the slot does not say `confirme`; else the slot's own; else the
            event's; MOVED when nothing is said and it moved. Always say it.
        previous_start: where it was just before its last move.
            moved_again: whether it had moved before that.
            place: id of a place, a free place, or `None`: the slot's own, else the event's. `site.place_of(occurrence)`
            finds the place itself.
        note: what the writer says of this date alone; "" when nothing.
        online: address to follow it from home, or `None`.
    """

    key: str
    start: date | datetime
    end: date | datetime | None
    begins: datetime
    over: datetime
    status: EventStatus = EventStatus.CONFIRMED
    previous_start: date | datetime | None = None
    moved_again: bool = False
    place: str | FreePlace | None = None
    note: str = ""
    online: str | None = None

    @property
    def all_day(self) -> bool:
        """Whether it has days and no hours."""
        return not isinstance(self.start, datetime)

    def lasts_at(self, now: datetime) -> bool:
        """Whether it began on an earlier day and goes on: what matters then is until when.

        Args:
            now: the instant to judge at: `site.now`.

        Returns:
            True for what lasts for days and is under way.
        """
        return self.end is not None and self.begins.date() < now.date() and self.over > now

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place at all; it is shown all the same."""
        return self.status is EventStatus.CANCELLED

    @property
    def holds(self) -> bool:
        """Whether it takes place when it says, as far as is known: not cancelled, nor waiting for a new date."""
        return not self.is_cancelled and not self.awaits_date

    @property
    def awaits_date(self) -> bool:
        """Whether it is postponed without a new date: `start` is then the date that no longer holds."""
        return self.status is EventStatus.POSTPONED and self.previous_start is None

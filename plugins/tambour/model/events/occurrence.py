"""One time at which an event takes place: what every channel shows, whatever form the writer used."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tambour.model.place import FreePlace


class EventStatus(StrEnum):
    """State of an event, of one of its slots or of one date of a series."""

    CONFIRMED = "confirme"
    CANCELLED = "annule"
    POSTPONED = "reporte"
    MOVED = "deplace"
    FULL = "complet"


@dataclass(frozen=True)
class Occurrence:
    """One plain occurrence. Produced by `tambour.model.events.occurrences.expand`, never written by hand.

    key: stable identity inside the event: the first announced start, in UTC (`20261205T090000Z`), or the day
        (`20261205`) when all-day. A slot that moves keeps the key of the first of its `debut_precedent`.
    start, end: `date` when all-day (`end` is the LAST day, included; None = one day), else aware datetimes in the
        territory's zone (`end` None = not known).
    begins, over: the same as instants in the territory's zone, for comparing with `now`: `over` is the end, midnight
        after the last day when all-day, midnight after the start when no end is known.
    status: cancelled when the event is and the slot does not say `confirme`; else the slot's own; else the event's;
        MOVED when nothing is said and it moved.
    previous_start: where it was just before its last move.
    place: id of a place, a free place, or None; the slot's own, else the event's.
    note: what the writer says of this date alone ("").
    """

    key: str
    start: date | datetime
    end: date | datetime | None
    begins: datetime
    over: datetime
    status: EventStatus = EventStatus.CONFIRMED
    previous_start: date | datetime | None = None
    place: str | FreePlace | None = None
    note: str = ""

    @property
    def all_day(self) -> bool:
        """Has days, no hours."""
        return not isinstance(self.start, datetime)

    @property
    def awaits_date(self) -> bool:
        """Postponed without a new date: what is shown is the date that no longer holds (EventPostponed)."""
        return self.status is EventStatus.POSTPONED and self.previous_start is None

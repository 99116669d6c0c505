"""Which of an event's dates stands for it, on its page and on its card."""

from datetime import datetime
from typing import NamedTuple

from tambour.model.events.occurrence import Occurrence
from tambour.model.site.published import Published


class EventDates(NamedTuple):
    """An event's dates as its page and its card show them.

    shown: the one at the head of the page: the next that takes place, else the next, else the last. ahead, past: those
    that are not over and those that are, soonest first. common: `shown` when all that is ahead has one state; of what
    is over, when all of it has.
    """

    shown: Occurrence
    ahead: tuple[Occurrence, ...]
    past: tuple[Occurrence, ...]
    common: Occurrence | None

    @property
    def others(self) -> tuple[Occurrence, ...]:
        """The other dates to come that people can count on: one that is cancelled is no date more.

        Of an event that is cancelled as a whole, the other dates that are.
        """
        all_cancelled = self.common is not None and self.common.is_cancelled
        others = (other for other in self.ahead if other is not self.shown)
        return tuple(other for other in others if all_cancelled or not other.is_cancelled)

    @property
    def state_shown(self) -> Occurrence | None:
        """The date whose state stands over the one shown: `common`; of what is over, the date that is shown.

        None when what is ahead has several states: each date then says its own.
        """
        return self.common or (None if self.ahead else self.shown)

    @property
    def have_one_place(self) -> bool:
        """Whether all of them, past ones included, take place where the first one does."""
        dates = (*self.past, *self.ahead)
        return all(date.place == dates[0].place for date in dates)


def dates_of(published: Published, now: datetime) -> EventDates | None:
    """An event's dates as it shows them by itself; None for another kind."""
    if not published.occurrences:
        return None
    ahead = published.upcoming(now)
    past = published.occurrences[: len(published.occurrences) - len(ahead)]
    holding = [one for one in ahead if not one.is_cancelled]
    shown = (*holding, *ahead, *reversed(past))[0]
    alike = len({one.status for one in ahead or past}) == 1
    return EventDates(shown, ahead, past, shown if alike else None)

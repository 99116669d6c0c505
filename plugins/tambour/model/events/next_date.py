"""Which of an event's dates stands for it, on its page and on its card."""

from datetime import datetime
from typing import NamedTuple

from tambour.model.events.occurrence import Occurrence
from tambour.model.site.published import Published


class EventDates(NamedTuple):
    """An event's dates as its page and its card show them.

    shown: the one at the head of the page: the next that takes place, else the next, else the last. ahead, past: those
    that are not over and those that are, soonest first. common: `shown` when all that is ahead has one state.
    """

    shown: Occurrence
    ahead: tuple[Occurrence, ...]
    past: tuple[Occurrence, ...]
    common: Occurrence | None


def dates_of(published: Published, now: datetime) -> EventDates | None:
    """An event's dates as it shows them by itself; None for another kind."""
    if not published.occurrences:
        return None
    ahead = published.upcoming(now)
    past = published.occurrences[: len(published.occurrences) - len(ahead)]
    holding = [one for one in ahead if not one.is_cancelled]
    shown = (*holding, *ahead, *reversed(past))[0]
    alike = len({one.status for one in ahead}) == 1
    return EventDates(shown, ahead, past, shown if alike else None)

"""An event's dates in words, for entries that subscribers read once: all of them, whatever day it is."""

from dataclasses import dataclass

from tambour.channels import Occurrence, Published, Site
from tambour.words.dates import when
from tambour.words.leads import common_place
from tambour.words.places import where_in_full
from tambour.words.states import state

MOST_LINES = 60  # dates written one by one; the page has the others


@dataclass(frozen=True)
class DateLine:
    """One date: when, what has become of it (""), where (""), and what is said of it alone ("")."""

    when: str
    state: str
    place: str
    note: str


def date_lines(site: Site, published: Published, before: str = "") -> tuple[DateLine, ...]:
    """Each date of an event that has several, or of which something is said apart; none when the lead says it all.

    before: what stands before them: a note that it says is not said again.
    """
    occurrences = published.occurrences
    if len(occurrences) == 1 and (not occurrences[0].note or occurrences[0].note in before):
        return ()
    shared = common_place(site, published)
    return tuple(_line(site, published, occurrence, shared, before) for occurrence in occurrences[:MOST_LINES])


def _line(site: Site, published: Published, occurrence: Occurrence, shared: str | None, before: str) -> DateLine:
    """shared: the place that has been said already."""
    place = where_in_full(site, published, occurrence)
    note = "" if occurrence.note in before else occurrence.note
    return DateLine(when(occurrence), state(occurrence), "" if place == shared else place, note)

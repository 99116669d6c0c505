"""When and where an event takes place, all of it in one phrase: what stands before its text where it is met by chance.

Whatever day it is: a feed reader, a search engine and a network keep what they read once.
"""

from collections.abc import Sequence
from datetime import date, datetime

from tambour.model.alert import Alert
from tambour.model.events.occurrence import Occurrence
from tambour.model.item import SUMMARY_MAX
from tambour.model.services.status import ServiceStatus
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.words.dates import between, hours_of, until, when
from tambour.words.numbers import count_fr, list_fr
from tambour.words.places import where_in_full, where_in_short
from tambour.words.shortening import one_line, sentences, shorten
from tambour.words.speech import _
from tambour.words.states import first_planned, state
from tambour.words.typography import initial_capital

_ENDS = (".", "!", "?", "…", "»")
_FEW = 2  # dates that one sentence says in full


def summary_of(published: Published) -> str:
    """What is said under a title wherever it is met.

    Args:
        published: any item.

    Returns:
        Its summary; of an alert or a service's state without one, the first sentence of its text: a title says what
        happens, and people must read what to do. "" for what has neither.
    """
    item = published.item
    if item.summary or not isinstance(item, Alert | ServiceStatus):
        return item.summary or ""
    paragraphs = [one_line(one) for one in published.words.split("\n\n")]
    opening = next((one for one in paragraphs if one.endswith(_ENDS)), paragraphs[0])  # no heading, when there is prose
    return shorten(next(iter(sentences(opening)), ""), SUMMARY_MAX)


def lead_fr(site: Site, published: Published, *, full: bool = True) -> str:
    """When and where, as an entry begins: `Samedi 5 décembre 2026 de 10 h à 19 h, Salle des fêtes, 39999 Bellecombe`.

    Args:
        site: the site, which knows the places.
        published: any item.
        full: with the address of the place.

    Returns:
        The phrase; many dates are counted: `3 dates, du samedi 5 au samedi 12 décembre 2026, en plusieurs lieux`.
        of what closes by itself, until when: `Jusqu’au dimanche 20 décembre 2026`. "" for what has none.
    """
    occurrences = published.occurrences
    if not occurrences:
        return initial_capital(until(published.item.deadline)) if published.item.deadline else ""
    days_text = _days(occurrences)
    states = {state(occurrence) for occurrence in occurrences}
    if len(occurrences) == 1 and occurrences[0].awaits_date:
        days_text = f"{states.pop()} ({first_planned(days_text)})"
    elif len(states) == 1 and (words := states.pop()):
        days_text = _("{what}\u00a0: {details}", what=words, details=days_text)
    where = common_place(site, published, full=full)
    return ", ".join(filter(None, (initial_capital(days_text), _("en plusieurs lieux") if where is None else where)))


def _days(occurrences: Sequence[Occurrence]) -> str:
    if len(occurrences) == 1:
        return when(occurrences[0])
    if len(occurrences) == _FEW:
        return _both(*occurrences)
    first = min(_day(occurrence.start) for occurrence in occurrences)
    last = max(_day(occurrence.end or occurrence.start) for occurrence in occurrences)
    return f"{count_fr(len(occurrences), 'date', 'dates')}, {between(first, last)}"


def _both(first: Occurrence, second: Occurrence) -> str:
    """Two dates, their day or their year said once where it is the same."""
    if first.begins.date() == second.begins.date():
        return list_fr([when(first), hours_of(second)])
    return list_fr([when(first, year=first.begins.year != second.begins.year), when(second)])


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def common_place(site: Site, published: Published, *, full: bool = True) -> str | None:
    """The place of all dates of an event.

    Args:
        site: the site, which knows the places.
        published: an event.
        full: with its address.

    Returns:
        "" when nothing is said; None when they have several.
    """
    say = where_in_full if full else where_in_short
    places = {say(site, published, occurrence) for occurrence in published.occurrences}
    return places.pop() if len(places) == 1 else None

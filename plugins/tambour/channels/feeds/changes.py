"""A change of state as an entry of its own: what is cancelled, postponed, moved, full or back on, from when to when."""

from collections.abc import Sequence
from dataclasses import dataclass

from tambour.channels import EventStatus, Occurrence, Published, Site
from tambour.model.ledger.history import StateChange
from tambour.words.changed_dates import NAMED, days_list_fr
from tambour.words.dates import between, when
from tambour.words.numbers import count_fr
from tambour.words.places import where_in_full
from tambour.words.speech import _
from tambour.words.states import NEW_DATE_TO_COME, changed_to, first_planned, state, state_change, title_with_head
from tambour.words.typography import initial_small

from .dates import MOST_LINES


@dataclass(frozen=True)
class ChangeText:
    """What is said of a change, in French. title: `ANNULÉ – Marché de Noël`. lines: one for each date concerned."""

    title: str
    sentence: str
    lines: tuple[str, ...]

    @property
    def plain(self) -> str:
        """`L’événement est annulé : samedi 5 décembre 2026 de 10 h à 19 h, Salle des fêtes.`"""
        dates = _("\u00a0; ").join(self.lines).rstrip(".")
        return _("{what}\u00a0: {details}.", what=self.sentence, details=dates) if dates else f"{self.sentence}."


def describe_change(site: Site, published: Published, change: StateChange, title: str) -> ChangeText:
    """title: the event's, as this channel says it."""
    concerned = [occurrence for occurrence in published.occurrences if occurrence.key in change.keys]
    whole = len(concerned) in (0, len(published.occurrences))
    sentence = state_change(change.status, len(concerned), whole=whole)
    lines = tuple(_line(site, published, occurrence, change.status) for occurrence in concerned[:MOST_LINES])
    which = title if whole else f"{title} ({_which(concerned)})"
    return ChangeText(title_with_head(changed_to(change.status).upper(), which), sentence, lines)


def _which(concerned: Sequence[Occurrence]) -> str:
    """Of a series: which days, so that nobody takes the others for cancelled; of many, their number and the first."""
    days = sorted({occurrence.begins.date() for occurrence in concerned})
    words = days_list_fr(days, 0)
    return words if len(days) <= NAMED else f"{count_fr(len(days), 'date', 'dates')}, {words}"


def _line(site: Site, published: Published, occurrence: Occurrence, status: EventStatus) -> str:
    """`prévu d’abord samedi 5 décembre 2026 à 10 h, désormais dimanche 13 décembre 2026 de 10 h à midi, Salle…`."""
    now, place = when(occurrence), where_in_full(site, published, occurrence)
    if occurrence.awaits_date:
        now = f"{first_planned(now)}, {_(NEW_DATE_TO_COME)}"
    elif occurrence.previous_start is not None and status is not EventStatus.CANCELLED:
        before = first_planned(between(occurrence.previous_start, None), again=occurrence.moved_again)
        now = ", ".join((before, _("désormais {what}", what=now)))
    elif place and status is EventStatus.MOVED:
        place = _("désormais {what}", what=place)
    since = initial_small(state(occurrence) or changed_to(occurrence.status)) if occurrence.status is not status else ""
    said = ", ".join(filter(None, (now, place, since and _("puis {state}", state=since))))
    return f"{said}. {occurrence.note}" if occurrence.note else said

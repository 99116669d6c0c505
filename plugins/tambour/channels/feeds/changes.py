"""A change of state as an entry of its own: what is cancelled, postponed, moved, full or back on, from when to when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from tambour.channels import EventStatus, Occurrence, Published, Site
from tambour.model.ledger.history import StateChange
from tambour.words.dates import between, date_fr, when
from tambour.words.numbers import count_fr
from tambour.words.states import titled
from tambour.words.typography import NBSP

from .dates import MOST_LINES, place_line, state_words

_KEPT = "Maintenu"  # what a date that is confirmed again is called
# State → what is said of the whole event, of one date of several, of some of them.
_SENTENCES: Mapping[EventStatus, tuple[str, str, str]] = MappingProxyType(
    {
        EventStatus.CANCELLED: ("L’événement est annulé", "Une date est annulée", "Des dates sont annulées"),
        EventStatus.POSTPONED: ("L’événement est reporté", "Une date est reportée", "Des dates sont reportées"),
        EventStatus.MOVED: ("L’événement est déplacé", "Une date est déplacée", "Des dates sont déplacées"),
        EventStatus.FULL: ("L’événement est complet", "Une date est complète", "Des dates sont complètes"),
        EventStatus.CONFIRMED: ("L’événement est maintenu", "Une date est maintenue", "Des dates sont maintenues"),
    }
)


@dataclass(frozen=True)
class ChangeText:
    """What is said of a change, in French. title: `ANNULÉ - Marché de Noël`. lines: one for each date concerned."""

    title: str
    sentence: str
    lines: tuple[str, ...]

    @property
    def plain(self) -> str:
        """`L’événement est annulé : samedi 5 décembre 2026 de 10 h à 19 h, Salle des fêtes.`"""
        dates = f"{NBSP}; ".join(self.lines).rstrip(".")
        return f"{self.sentence}{NBSP}: {dates}." if dates else f"{self.sentence}."


def told(site: Site, published: Published, change: StateChange, title: str) -> ChangeText:
    """title: the event's, as this channel says it."""
    concerned = [occurrence for occurrence in published.occurrences if occurrence.key in change.keys]
    whole = len(concerned) in (0, len(published.occurrences))
    sentence = _SENTENCES[change.status][0 if whole else 1 if len(concerned) == 1 else 2]
    lines = tuple(_line(site, published, occurrence, change.status) for occurrence in concerned[:MOST_LINES])
    which = title if whole else f"{title} ({_which(concerned)})"
    kept = change.status is EventStatus.CONFIRMED
    return ChangeText(f"{_KEPT.upper()} - {which}" if kept else titled(which, change.status), sentence, lines)


def _which(concerned: Sequence[Occurrence]) -> str:
    """Of a series: the one day, so that nobody takes the others for cancelled; or how many dates."""
    days = list(dict.fromkeys(occurrence.begins.date() for occurrence in concerned))
    if len(days) > 1:
        return count_fr(len(concerned), "date")
    return date_fr(days[0], weekday=True)


def _line(site: Site, published: Published, occurrence: Occurrence, status: EventStatus) -> str:
    """`prévu d’abord samedi 5 décembre 2026 à 10 h, désormais dimanche 13 décembre 2026 de 10 h à midi, Salle…`."""
    now, place = when(occurrence), place_line(site, published, occurrence)
    if occurrence.awaits_date:
        now = f"prévu d’abord {now}, nouvelle date à venir"
    elif occurrence.previous_start is not None and status is not EventStatus.CANCELLED:
        now = f"prévu d’abord {between(occurrence.previous_start, None)}, désormais {now}"
    elif place and status is EventStatus.MOVED:
        place = f"désormais {place}"
    since = (state_words(occurrence) or _KEPT).lower() if occurrence.status is not status else ""
    said = ", ".join(filter(None, (now, place, since and f"depuis{NBSP}: {since}")))
    return f"{said}. {occurrence.note}" if occurrence.note else said

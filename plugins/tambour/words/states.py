"""What has become of an event or an alert, and how grave an alert is, in French: every word of it is in this module."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from tambour.model.alert import Alert
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.item import Level
from tambour.words.dates import between, when
from tambour.words.typography import NBSP


class StateWord(NamedTuple):
    """One state. of_event: agrees with « un événement », of_date: with « une date »; both as a sentence begins."""

    of_event: str
    of_date: str


_WORDS: Mapping[EventStatus, StateWord] = MappingProxyType(
    {
        EventStatus.CONFIRMED: StateWord("Maintenu", "Maintenue"),
        EventStatus.CANCELLED: StateWord("Annulé", "Annulée"),
        EventStatus.POSTPONED: StateWord("Reporté", "Reportée"),
        EventStatus.MOVED: StateWord("Déplacé", "Déplacée"),
        EventStatus.FULL: StateWord("Complet", "Complète"),
    }
)
_LEVELS: Mapping[Level, str] = MappingProxyType(
    {Level.INFO: "Information", Level.WATCH: "Vigilance", Level.EMERGENCY: "Urgence"}
)
_INFO = "info"  # as people write it over a notice; the other levels have no short form
NEW_DATE_TO_COME = "nouvelle date à venir"
_FIRST_PLANNED = "prévu d’abord"
_LIFTED, _ENDED = "levée", "terminée"
ALERT_LIFTED = "ALERTE LEVÉE"  # before a title
# Before a title. A dash and no colon: every second title has a colon of its own, and nothing else has to be asked.
_BEFORE_TITLE = " – "


_NEWS: Mapping[str, str] = MappingProxyType(
    {
        "paru": "Nouveau",
        "annule": "Annulé",
        "reporte": "Reporté",
        "deplace": "Déplacé",
        "levee": "Alerte levée",
        "maintenu": "Maintenu",
        "complet": "Complet",
        "dates": "Dates changées",
        "corrige": "Corrigé",
    }
)


_HEADS: Mapping[str, str] = MappingProxyType({"maintenu": "Maintenu", "dates": "Dates changées"})
# Of some dates among others: one of them, several. What was maintained among others is not told apart any more.
_HEADS_OF_SOME: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "annule": ("Une date annulée", "Des dates annulées"),
        "reporte": ("Une date reportée", "Des dates reportées"),
        "deplace": ("Une date déplacée", "Des dates déplacées"),
        "complet": ("Une date complète", "Des dates complètes"),
        "maintenu": ("Dates changées", "Dates changées"),
    }
)
ALERT_RESUMED = "L’ALERTE REPREND"  # before a title


def news_fr(change: str) -> str:
    """`Annulé`: what is new of an item since the last publication.

    Args:
        change: one of `tambour.publish.news.ItemChange`.

    Returns:
        One or two words.
    """
    return _NEWS[change]


def change_head(change: str, *, every_date: bool, dates: int = 1) -> str:
    """`Maintenu`, `Certaines dates complètes`: what stands before a title that does not say itself what is new.

    Args:
        change: one of `tambour.publish.news.ItemChange`.
        every_date: whether it is true of every date to come.
        dates: of how many it is true.

    Returns:
        A few words; "" for what has just come out, or is merely said better.
    """
    if every_date or change not in _HEADS_OF_SOME:
        return _HEADS.get(change, "")
    one, several = _HEADS_OF_SOME[change]
    return several if dates > 1 else one


def status_fr(status: EventStatus) -> str:
    """`Annulé`, `Reporté`, `Déplacé`, `Complet`; "" for what simply takes place.

    Args:
        status: of an event or of one date.

    Returns:
        One word; "" for what simply takes place.
    """
    return "" if status is EventStatus.CONFIRMED else _WORDS[status].of_event


def changed_to(status: EventStatus) -> str:
    """What an event has become, told as news: as `status_fr`, and `Maintenu` for what takes place after all.

    Args:
        status: of an event or of one date.

    Returns:
        One word.
    """
    return _WORDS[status].of_event


def state(occurrence: Occurrence) -> str:
    """What has become of a date, in full.

    Args:
        occurrence: one date of an event.

    Returns:
        "" when it is simply confirmed; `Annulé`, `Reporté (prévu d’abord samedi …)`, `Reporté, nouvelle date à venir`.
    """
    word = status_fr(occurrence.status)
    if occurrence.awaits_date:
        return f"{word}, {NEW_DATE_TO_COME}"
    if word and occurrence.previous_start is not None:
        return f"{word} ({first_planned(between(occurrence.previous_start, None))})"
    return word


def state_parts(words: str) -> tuple[str, str]:
    """The bare state and the rest of what `state` says: `("Reporté", "prévu d’abord samedi …")`.

    Args:
        words: as `state` gives them.

    Returns:
        The bare state, then the rest; "" when there is none.
    """
    word, bracket, before = words.partition(" (")
    if bracket:
        return word, before.removesuffix(")")
    word, _, rest = words.partition(", ")
    return word, rest


def first_planned(when: str) -> str:
    """`prévu d’abord samedi 5 décembre 2026`.

    Args:
        when: a date in words.

    Returns:
        The same as a former plan.
    """
    return f"{_FIRST_PLANNED} {when}"


def when_or_planned(occurrence: Occurrence) -> str:
    """When a date takes place; of one that no longer holds, `prévu d’abord samedi …, nouvelle date à venir`.

    Args:
        occurrence: one date of an event.

    Returns:
        When it takes place; of one that no longer holds, when it should have.
    """
    words = when(occurrence)
    return f"{first_planned(words)}, {NEW_DATE_TO_COME}" if occurrence.awaits_date else words


def state_change(status: EventStatus, dates: int, *, whole: bool) -> str:
    """A change of state as a sentence, without its stop: `L’événement est annulé`, `Des dates sont reportées`.

    Args:
        status: what has become of it.
        dates: how many dates are concerned.
        whole: whether these are all of the event's dates.

    Returns:
        The sentence, without its stop.
    """
    word = _WORDS[status]
    if whole:
        return f"L’événement est {word.of_event.lower()}"
    return f"Des dates sont {word.of_date.lower()}s" if dates > 1 else f"Une date est {word.of_date.lower()}"


def nothing_to_keep(occurrence: Occurrence, now: datetime) -> str:
    """Why a date is not offered for people's own calendars: `Annulé : il n’y a rien à ajouter à votre agenda.`

    Args:
        occurrence: one date of an event.
        now: the moment of the build.

    Returns:
        The reason; "" when the date may be kept.
    """
    if occurrence.over <= now:
        return f"Passé{NBSP}: il n’y a plus rien à ajouter à votre agenda."
    if occurrence.awaits_date:
        return f"{state(occurrence)}{NBSP}: il n’y a encore rien à ajouter à votre agenda."
    return f"{status_fr(occurrence.status)}{NBSP}: il n’y a rien à ajouter à votre agenda."


def title_with_state(title: str, status: EventStatus) -> str:
    """A title that must say the state by itself: `ANNULÉ – Marché de Noël`. What is confirmed keeps its own.

    Args:
        title: the event's.
        status: what has become of it.

    Returns:
        The title behind its state in capitals; alone when the event holds.
    """
    return title_with_head(status_fr(status).upper(), title)


def title_with_head(head: str, title: str) -> str:
    """A title behind what matters more: `URGENCE – Eau non potable`, `REPORTÉ au 5 mai – Travaux : ce qui change`.

    Args:
        head: a state or a level, as it is read; "" leaves the title alone.
        title: the item's.

    Returns:
        Head and title, with a dash between them.
    """
    return f"{head}{_BEFORE_TITLE}{title}" if head else title


def level_fr(level: Level) -> str:
    """`Information`, `Vigilance`, `Urgence`.

    Args:
        level: an alert's.

    Returns:
        One word.
    """
    return _LEVELS[level]


def level_in_short(level: Level) -> str:
    """At the head of a notice: `INFO`, `VIGILANCE`, `URGENCE`.

    Args:
        level: an alert's.

    Returns:
        One word in capitals.
    """
    return (_INFO if level is Level.INFO else level_fr(level)).upper()


def alert_end(alert: Alert, *, over: bool) -> str:
    """How an alert has come to its end: `levée` before its time, else `terminée`; "" as long as it holds.

    Args:
        alert: the alert.
        over: whether it is off the listings, or past its end.

    Returns:
        One word; "" as long as it holds.
    """
    if alert.is_lifted:
        return _LIFTED
    return _ENDED if over else ""


def alert_state(alert: Alert, *, over: bool) -> str:
    """`Alerte levée`, `Alerte terminée`; "" as long as it holds.

    Args:
        alert: the alert.
        over: whether it is off the listings, or past its end.

    Returns:
        Two words; "" as long as it holds.
    """
    end = alert_end(alert, over=over)
    return end and f"Alerte {end}"

"""What has become of an event or an alert, and how grave an alert is: every word of it is in this module."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from tambour.model.alert import Alert
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.item import Level
from tambour.words.dates import between, until, when
from tambour.words.speech import N_, _


class StateWord(NamedTuple):
    """One state. of_event: agrees with « un événement », of_date: with « une date »; both as a sentence begins."""

    of_event: str
    of_date: str


_WORDS: Mapping[EventStatus, StateWord] = MappingProxyType(
    {
        EventStatus.CONFIRMED: StateWord(N_("Maintenu"), N_("Maintenue")),
        EventStatus.CANCELLED: StateWord(N_("Annulé"), N_("Annulée")),
        EventStatus.POSTPONED: StateWord(N_("Reporté"), N_("Reportée")),
        EventStatus.MOVED: StateWord(N_("Déplacé"), N_("Déplacée")),
        EventStatus.FULL: StateWord(N_("Complet"), N_("Complète")),
    }
)
_LEVELS: Mapping[Level, str] = MappingProxyType(
    {Level.INFO: N_("Information"), Level.WATCH: N_("Vigilance"), Level.EMERGENCY: N_("Urgence")}
)
_INFO = N_("info")  # as people write it over a notice; the other levels have no short form
CHANGED = N_("Annulés, reportés, déplacés")  # what lists the dates that do not hold as announced is called
NEW_DATE_TO_COME = N_("nouvelle date à venir")
_LIFTED, _ENDED = N_("levée"), N_("terminée")
ALERT_LIFTED = N_("ALERTE LEVÉE")  # before a title
# Before a title. A dash and no colon: every second title has a colon of its own, and nothing else has to be asked.
_BEFORE_TITLE = " – "


_NEWS: Mapping[str, str] = MappingProxyType(
    {
        "paru": N_("Nouveau"),
        "annule": N_("Annulé"),
        "reporte": N_("Reporté"),
        "deplace": N_("Déplacé"),
        "levee": N_("Alerte levée"),
        "aggravee": N_("Alerte aggravée"),
        "prolongee": N_("Alerte prolongée"),
        "mise-a-jour": N_("Alerte mise à jour"),
        "maintenu": N_("Maintenu"),
        "complet": N_("Complet"),
        "dates": N_("Date, heure ou lieu changés"),
        "corrige": N_("Corrigé"),
    }
)


# Of some dates among others: one of them, several.
_HEADS_OF_SOME: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "annule": (N_("Une date annulée"), N_("Des dates annulées")),
        "reporte": (N_("Une date reportée"), N_("Des dates reportées")),
        "deplace": (N_("Une date déplacée"), N_("Des dates déplacées")),
        "complet": (N_("Une date complète"), N_("Des dates complètes")),
        "maintenu": (N_("Une date maintenue"), N_("Des dates maintenues")),
    }
)
ALERT_RESUMED = N_("L’ALERTE REPREND")  # before a title
_INSTEAD: Mapping[Level, str] = MappingProxyType(
    {
        Level.INFO: N_("au lieu d’une simple information"),
        Level.WATCH: N_("au lieu de vigilance"),
        Level.EMERGENCY: N_("au lieu d’urgence"),
    }
)


def news_fr(change: str) -> str:
    """`Annulé`: what is new of an item since the last publication.

    Args:
        change: one of `tambour.publish.news.ItemChange`.

    Returns:
        One or two words.
    """
    return _(_NEWS[change])


def head_of_some(change: str, dates: int) -> str:
    """`Une date annulée`, `Des dates complètes`: what has become of some dates of an event.

    Args:
        change: a state, or `maintenu` of what takes place after all.
        dates: of how many it is true.

    Returns:
        A few words.
    """
    one, several = _HEADS_OF_SOME[change]
    return _(several if dates > 1 else one)


def alert_heads_fr(alert: Alert, before: Sequence[str], year: int) -> tuple[str, ...]:
    """What stands before the title of an alert that holds, and of which people have heard something else.

    Args:
        alert: the alert.
        before: what they had heard: level, end (ISO 8601).
        year: the one that goes without saying.

    Returns:
        `URGENCE (au lieu de vigilance)`, `VIGILANCE PROLONGÉE jusqu’au mardi 8 décembre à 18 h`, `URGENCE (mise à
        jour)`; then the same in fewer words.
    """
    level, was, end = level_in_short(alert.level), Level(before[0]), datetime.fromisoformat(before[1])
    head = level if was is alert.level else _("{what} ({details})", what=level, details=_(_INSTEAD[was]))
    if alert.end > end:
        longer = _("{what} PROLONGÉE", what=head if was is alert.level else f"{head},")
        return f"{longer} {until(alert.end, year=alert.end.year != year)}", longer, head
    if alert.end < end:
        return f"{head}, {until(alert.end, year=alert.end.year != year)}", head
    return (head,) if was is not alert.level else (_("{what} (mise à jour)", what=head), head)


def status_fr(status: EventStatus) -> str:
    """`Annulé`, `Reporté`, `Déplacé`, `Complet`; "" for what simply takes place.

    Args:
        status: of an event or of one date.

    Returns:
        One word; "" for what simply takes place.
    """
    return "" if status is EventStatus.CONFIRMED else _(_WORDS[status].of_event)


def changed_to(status: EventStatus) -> str:
    """What an event has become, told as news: as `status_fr`, and `Maintenu` for what takes place after all.

    Args:
        status: of an event or of one date.

    Returns:
        One word.
    """
    return _(_WORDS[status].of_event)


def state(occurrence: Occurrence) -> str:
    """What has become of a date, in full.

    Args:
        occurrence: one date of an event.

    Returns:
        "" when it is simply confirmed; `Annulé`, `Reporté (prévu d’abord samedi …)`, `Reporté, nouvelle date à venir`.
    """
    word = status_fr(occurrence.status)
    if occurrence.awaits_date:
        return f"{word}, {_(NEW_DATE_TO_COME)}"
    if word and occurrence.previous_start is not None:
        return f"{word} ({first_planned(between(occurrence.previous_start, None), again=occurrence.moved_again)})"
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


def first_planned(when: str, *, again: bool = False) -> str:
    """`prévu d’abord samedi 5 décembre 2026`.

    Args:
        when: a date in words.
        again: it was another before that one.

    Returns:
        The same as a former plan.
    """
    return _("prévu auparavant {when}", when=when) if again else _("prévu d’abord {when}", when=when)


def when_or_planned(occurrence: Occurrence) -> str:
    """When a date takes place; of one that no longer holds, `prévu d’abord samedi …, nouvelle date à venir`.

    Args:
        occurrence: one date of an event.

    Returns:
        When it takes place; of one that no longer holds, when it should have.
    """
    words = when(occurrence)
    return f"{first_planned(words)}, {_(NEW_DATE_TO_COME)}" if occurrence.awaits_date else words


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
        return _("L’événement est {state}", state=_(word.of_event).lower())
    state = _(word.of_date).lower()
    return _("Des dates sont {state}s", state=state) if dates > 1 else _("Une date est {state}", state=state)


def nothing_to_keep(occurrence: Occurrence, now: datetime) -> str:
    """Why a date is not offered for people's own calendars: `Annulé : il n’y a rien à ajouter à votre agenda.`

    Args:
        occurrence: one date of an event.
        now: the moment of the build.

    Returns:
        The reason; "" when the date may be kept.
    """
    if occurrence.over <= now:
        return _("Passé\u00a0: il n’y a plus rien à ajouter à votre agenda.")
    if occurrence.awaits_date:
        return _("{state}\u00a0: il n’y a encore rien à ajouter à votre agenda.", state=state(occurrence))
    return _("{state}\u00a0: il n’y a rien à ajouter à votre agenda.", state=status_fr(occurrence.status))


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
    return _(_LEVELS[level])


def level_in_short(level: Level) -> str:
    """At the head of a notice: `INFO`, `VIGILANCE`, `URGENCE`.

    Args:
        level: an alert's.

    Returns:
        One word in capitals.
    """
    return (_(_INFO) if level is Level.INFO else level_fr(level)).upper()


def alert_end(alert: Alert, *, over: bool) -> str:
    """How an alert has come to its end: `levée` before its time, else `terminée`; "" as long as it holds.

    Args:
        alert: the alert.
        over: whether it is off the listings, or past its end.

    Returns:
        One word; "" as long as it holds.
    """
    if alert.is_lifted:
        return _(_LIFTED)
    return _(_ENDED) if over else ""


def alert_state(alert: Alert, *, over: bool) -> str:
    """`Alerte levée`, `Alerte terminée`; "" as long as it holds.

    Args:
        alert: the alert.
        over: whether it is off the listings, or past its end.

    Returns:
        Two words; "" as long as it holds.
    """
    end = alert_end(alert, over=over)
    return end and _("Alerte {end}", end=end)

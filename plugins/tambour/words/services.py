"""Wording of collection days: what takes place, what is moved and where to, which holiday is the cause."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from tambour.model.services.days import ServiceDay
from tambour.model.services.year import CalendarDay, Change
from tambour.model.time.holidays import holiday_names
from tambour.words.dates import date_fr
from tambour.words.numbers import list_fr
from tambour.words.speech import N_, _, speech, spoken
from tambour.words.typography import initial_capital

# Beside a date, a holiday that is called by its date says nothing: what it celebrates.
_FEASTS: Mapping[str, str] = MappingProxyType(
    {
        "1er janvier": N_("jour de l’An"),
        "1er mai": N_("fête du Travail"),
        "8 mai": N_("Victoire de 1945"),
        "14 juillet": N_("fête nationale"),
        "11 novembre": N_("Armistice de 1918"),
        "Lundi de Pâques": N_("lundi de Pâques"),
        "Lundi de Pentecôte": N_("lundi de Pentecôte"),
        "Abolition de l’esclavage": N_("abolition de l’esclavage"),
    }
)


def feast_fr(holiday: str) -> str:
    """A public holiday beside its date: `fête du Travail`; two on one day: `fête du Travail et Ascension`.

    Args:
        holiday: its name, as `model.time.holidays` gives it.

    Returns:
        The name as it is said behind a date.
    """
    return list_fr([_(_FEASTS.get(name, name)) for name in holiday.split(" et ")])


_known_holidays = cache(holiday_names)


def holiday_fr(name: str) -> str:
    """A public holiday, or two on one day, in the language that is spoken; what is none stays as its writer has it.

    Args:
        name: as `model.time.holidays` gives it, or why something is closed, in a writer's words.

    Returns:
        `Noël`, `1er mai et Ascension`.
    """
    names = name.split(" et ")
    if speech().is_french or not _known_holidays().issuperset(names):
        return name
    return list_fr([_(one) for one in names])


def fate_fr(service_day: ServiceDay, on: date) -> str:
    """What is not as usual for a round, seen from one of its two days; "" when all is.

    `passage reporté au samedi 2 mai`, `au lieu du vendredi 1er mai`, `pas de passage`.

    Args:
        service_day: a round: the day that it was due, and the day of its passage, if any.
        on: one of these two days.

    Returns:
        What changes; "" when nothing does.
    """
    if service_day.cancelled:
        return _("pas de passage")
    if not service_day.moved:
        return ""
    other = service_day.planned if on == service_day.day else service_day.day
    words = date_fr(other, weekday=True, year=other.year != on.year)
    if on == service_day.day:
        return _("au lieu du {day}", day=words)
    if service_day.day > service_day.planned:
        return _("passage reporté au {day}", day=words)
    return _("passage avancé au {day}", day=words)


def day_fr(day: CalendarDay) -> str:
    """All of a day in a row: `vendredi 1er mai, fête du Travail : Bac gris (passage reporté au samedi 2 mai)`.

    Args:
        day: a day of a service calendar, with its rounds.

    Returns:
        One line of text.
    """
    head = _head(day.date, day.holiday, spoken())
    rounds = ", ".join(f"{one.label} ({fate})" if (fate := fate_fr(one, day.date)) else one.label for one in day.rounds)
    return _("{what}\u00a0: {details}", what=head, details=rounds) if rounds else head


@cache  # a commune's neighbours have the same days
def _head(day: date, holiday: str, _language: str) -> str:
    words = date_fr(day, weekday=True, year=False)
    return f"{words}, {feast_fr(holiday)}" if holiday else words


class Outcome(NamedTuple):
    """What becomes of some rounds that share their fate. note: the writer's own words, or ""."""

    said: str
    note: str


def outcomes_fr(change: Change) -> tuple[Outcome, ...]:
    """What becomes of each round of a day: `Bac gris et Bac marron, passage reporté au samedi 2 mai`.

    Args:
        change: a day whose rounds are not as usual.

    Returns:
        One outcome for all rounds that share it, in order.
    """

    def fate(day: ServiceDay) -> tuple[str, str]:
        return fate_fr(day, change.planned), "" if day.note == day.holiday else day.note

    fates = dict.fromkeys(map(fate, change.rounds))
    labels = {shared: list_fr([one.label for one in change.rounds if fate(one) == shared]) for shared in fates}
    return tuple(Outcome(", ".join(filter(None, (labels[shared], shared[0]))), shared[1]) for shared in fates)


def planned_fr(change: Change, *, year: bool = False) -> str:
    """The day that a change is about, and its cause: `Vendredi 1er mai (fête du Travail)`.

    When another day of the week is the holiday: `Samedi 2 mai (jour férié : fête du Travail)`.

    Args:
        change: a day whose rounds are not as usual.
        year: whether the year is said.

    Returns:
        The day, with its cause if it has one.
    """
    head = date_fr(change.planned, weekday=True, year=year)
    head = initial_capital(head)
    causes = dict.fromkeys(feast_fr(one.holiday) for one in change.rounds if one.holiday)
    if change.holiday:
        return f"{head} ({feast_fr(change.holiday)})"
    return _("{day} (jour férié\u00a0: {name})", day=head, name=list_fr(list(causes))) if causes else head

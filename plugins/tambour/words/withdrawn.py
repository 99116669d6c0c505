"""What is told of what no longer holds, a lifted alert, an event that is off: never what it asked of people.

Its page keeps its text, for memory. Elsewhere « amenez vos voisins » under « ANNULÉ », or « restez chez vous » under
« ALERTE LEVÉE », would send people the wrong way: of such texts, only the sentences that speak of the end are told.
"""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from tambour.model.alert import Alert
from tambour.model.events.occurrence import Occurrence
from tambour.model.item import Item
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.words.dates import date_fr, hour_fr
from tambour.words.numbers import list_fr
from tambour.words.shortening import one_line, sentences
from tambour.words.speech import _
from tambour.words.typography import initial_capital, initial_small

_OF_EVENT = re.compile(
    r"\b(?:annul|report|rembours|supprim|pas lieu|ne se \w+ pas|en raison d|pour cause|à cause d|faute d)",
    re.IGNORECASE,
)
# In small letters: « le trio Vent d’Ouest » is nobody's reason.
_CAUSE = re.compile(
    r"\bn(?:e |[’'])\w+ (?:pas|plus|rien|personne)\b|\btrop \w"
    r"|\b(?:intempér|météo|vents?\b|pluies?\b|orages?\b|tempête|neige|verglas|gel\b|canicul|inond|incendie|sécheresse"
    r"|malad|souffran|blessé|décès|deuil|grève|panne|sécurité|trop peu)",
)
_INVITES = re.compile(r"\b(?!chez\b|assez\b|nez\b|rez\b)\w+ez\b|\ben cas de\b|\bsi \b", re.IGNORECASE)
_OF_ALERT = re.compile(
    r"\b(?:est|sont|a été|ont été) (?:levé|terminé|rétabli|rouvert|redevenu|de nouveau|à nouveau)"
    r"|\b(?:redevien(?:t|nent)|n[’'](?:est|y a) plus)\b",
    re.IGNORECASE,
)


def still_told(published: Published, text: str, now: datetime) -> str:
    """What may be told now of a text that was written about an item.

    Args:
        published: the item.
        text: of its writer: a summary, an opening; in sentences.
        now: the instant at which it is told: `site.now`.

    Returns:
        The text; of what no longer holds, the note that says why, else its sentences that do, else those of the first
        paragraph, else "".
    """
    if not published.is_off(now):
        return text
    if notes := notes_ahead(published, now):
        return notes
    opening = one_line(published.words.partition("\n\n")[0])
    return of_the_end(published.item, text) or of_the_end(published.item, opening)


def notes_ahead(published: Published, now: datetime) -> str:
    """What its writer notes of the dates of an event to come; of the last one, when it is over.

    Args:
        published: the item.
        now: the instant at which it is told: `site.now`.

    Returns:
        The note that all of them share, as a sentence; else each with its dates: `Samedi 12 décembre : le ponton a
        cédé.`; "" when there is none, or when the item has no dates.
    """
    return notes_fr(published.upcoming(now) or published.occurrences[-1:], now)


def notes_fr(dates: Sequence[Occurrence], now: datetime, *, named: bool = False) -> str:
    """What its writer notes of some dates of an event.

    Args:
        dates: of one event.
        now: the instant at which it is told: `site.now`.
        named: whether the dates are said even where they all have one note.

    Returns:
        As `notes_ahead`.
    """
    of_each: dict[str, list[str]] = {}
    for one in dates:
        day = date_fr(one.begins.date(), weekday=True, year=one.begins.year != now.year)
        of_each.setdefault(one.note, []).append(day)
    if len(of_each) == 1 and not named:
        return note_fr(dates[0].note)
    told = (
        _("{what}\u00a0: {details}", what=initial_capital(list_fr(days)), details=note_fr(note))
        for note, days in of_each.items()
        if note
    )
    return " ".join(told)


def note_fr(note: str) -> str:
    """A note as a sentence.

    Args:
        note: of a date; "" for none.

    Returns:
        It, with the stop that it lacks.
    """
    return note if not note or note.endswith((".", "!", "?", "…")) else f"{note}."


def of_the_end(item: Item, text: str) -> str:
    """The sentences of a text that say why an event does not take place, or what is right again after an alert.

    Args:
        item: an event or an alert.
        text: in sentences.

    Returns:
        Those sentences, in their order; "" when there is none.
    """
    speaks = _OF_ALERT.search if isinstance(item, Alert) else _says_why
    return " ".join(sentence for sentence in sentences(text) if speaks(sentence))


def _says_why(sentence: str) -> bool:
    """Whether it tells that something does not take place, or what stands in its way."""
    return bool(
        _OF_EVENT.search(sentence) or (_CAUSE.search(initial_small(sentence)) and not _INVITES.search(sentence))
    )


def end_in_short(published: Published, now: datetime) -> str:
    """Where an alert said until when: `Levée le lundi 30 novembre 2026 à 18 h`, `Terminée le …`.

    Args:
        published: an alert that is over.
        now: the instant at which it is told: `site.now`.

    Returns:
        The words; without a moment, when neither the writer nor the ledger says more than that it is.
    """
    alert, day = published.item, _end_of(published, now)
    if not isinstance(alert, Alert):
        return ""
    if not alert.is_lifted:
        return _("Terminée le {day}", day=day) if day else _("Terminée")
    return _("Levée le {day}", day=day) if day else _("Levée")


def since_end_fr(published: Published, now: datetime) -> str:
    """Since when an alert is over, under a title that says that it is: `Depuis le lundi 30 novembre 2026 à 18 h.`

    Args:
        published: an alert that is over.
        now: the instant at which it is told: `site.now`.

    Returns:
        The sentence; "" when neither the writer nor the ledger knows.
    """
    day = _end_of(published, now)
    return day and _("Depuis le {day}.", day=day)


def _end_of(published: Published, now: datetime) -> str:
    """When an alert has come to its end; "" when nobody knows, and for what is no alert."""
    alert, at = published.item, published.history.lifted_at
    if not isinstance(alert, Alert):
        return ""
    if not alert.is_lifted:
        ends = alert.end - timedelta(days=1) if alert.end.time() == time() else alert.end
        return _moment(ends) if alert.end <= now else ""
    return _moment(at) if at is not None and at > alert.publish_at else ""


def end_fr(published: Published, now: datetime) -> str:
    """The same as a sentence.

    Args:
        published: an alert that is over.
        now: the instant at which it is told: `site.now`.

    Returns:
        `Alerte levée le mardi 1er décembre 2026 à 14 h.`, `Alerte levée.`; "" for what is no alert.
    """
    words = end_in_short(published, now)
    return words and _("Alerte {end}.", end=initial_small(words))


def _moment(at: datetime) -> str:
    """A day alone was typed as one: nobody lifts an alert at midnight."""
    day = date_fr(at, weekday=True)
    return _("{day} à {hour}", day=day, hour=hour_fr(at)) if at.time() != time() else day


def concerned_fr(site: Site, published: Published) -> str:
    """Whom an item concerned, as a sentence.

    Args:
        site: the site, which knows the communes.
        published: any item.

    Returns:
        `Commune concernée : Mijoux.`, `Communes concernées : Bellecombe et Mijoux.`; the territory for everybody.
    """
    names = [site.communes[commune].name for commune in published.communes if commune in site.communes]
    if not names:
        return _("Territoire concerné\u00a0: {name}.", name=site.territory.label)
    if len(names) == 1:
        return _("Commune concernée\u00a0: {name}.", name=names[0])
    return _("Communes concernées\u00a0: {names}.", names=list_fr(names))

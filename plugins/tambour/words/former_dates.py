"""What people had been told of an event's dates before they changed, and how the change is said: « au lieu de … »."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.ledger.uids import NamedSlot, facts_of, named_slots, rule_day
from tambour.model.place import Place
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.words.changed_dates import days_list_fr
from tambour.words.dates import date_fr, hour_fr
from tambour.words.places import place_in_short
from tambour.words.speech import N_, _
from tambour.words.states import changed_to, head_of_some

_NEW_PLACE, _NEW_TIME, _NEW_BOTH = N_("Nouveau lieu"), N_("Nouvel horaire"), N_("Nouvel horaire et nouveau lieu")
_NEW_DATE, _NEW_DATES = N_("Nouvelle date"), N_("Nouvelles dates")
_GONE_DATE, _GONE_DATES = N_("Date retirée"), N_("Dates retirées")
_DATES_CHANGED, _UPDATE = N_("Dates changées"), N_("Mise à jour")


@dataclass(frozen=True)
class FormerDate:
    """What was told of one date. place: as the ledger has it, an id or a line; None when nothing was said of it."""

    start: date | datetime
    end: date | datetime | None
    place: str | None
    status: EventStatus = EventStatus.CONFIRMED


Former = Mapping[str, FormerDate]  # by `Occurrence.key`; those that nobody had heard of are not there
NOT_KNOWN: Former = MappingProxyType({})


def former_dates(published: Published, told: Mapping[str, Any]) -> Former:
    """What was told of each date of an event.

    Args:
        published: the event as it is now.
        told: the `dates` of what was told of it: by name in the ledger, start, end, place, state.

    Returns:
        The dates, by the key that they have now.
    """
    slots = named_slots(published.item, published.occurrences, published.recorded)
    if not slots or slots[0].facts.rule is None:
        names = _names_of(slots, told)
        pairs = [(key, told[names[slot.name]]) for slot in slots if slot.name in names for key in slot.keys]
    elif (series := told.get(slots[0].name)) is not None:
        pairs = [
            (one.key, told.get(rule_day(one).isoformat()) or _on_day(series, rule_day(one)))
            for one in published.occurrences
        ]
    else:
        pairs = []
    return {key: _former(facts) for key, facts in pairs}


def _former(facts: Sequence[Any]) -> FormerDate:
    return FormerDate(_moment(facts[0]), _moment(facts[1]) if facts[1] else None, facts[2], EventStatus(facts[3]))


def _names_of(slots: Sequence[NamedSlot], told: Mapping[str, Any]) -> Mapping[str, str]:
    """Under which name each date was told: its own; of one whose hour was typed anew, that of the same day.

    The only one left is the only one that there was.
    """
    names = {slot.name: slot.name for slot in slots if slot.name in told}
    left = {name: _day(_moment(facts[0])) for name, facts in told.items() if name not in names}
    new = [slot for slot in slots if slot.name not in names]
    if len(slots) == len(told) == len(left) == 1:
        return {new[0].name: next(iter(left))}
    for slot in new:
        day = _day(_moment(slot.facts.start))
        if same := [name for name, other in left.items() if other == day]:
            names[slot.name] = same[0]
            del left[same[0]]
    return names


def former_places(published: Published) -> Former:
    """Where each date was told to be that is said to be moved, as the ledger of publications knows it.

    Args:
        published: the event.

    Returns:
        The dates whose place was another before, as they were then.
    """
    by_key = {one.key: one for one in published.occurrences}
    found: dict[str, FormerDate] = {}
    for slot in named_slots(published.item, published.occurrences, published.recorded):
        before = [one for one in published.recorded.lives.get(slot.name, ()) if one.facts.place != slot.facts.place]
        for key in slot.keys:
            if before and by_key[key].status is EventStatus.MOVED:
                one = by_key[key]
                found[key] = FormerDate(one.start, one.end, before[-1].facts.place)
    return found


def changes_head_fr(ahead: Sequence[Occurrence], former: Former, gone: Sequence[date], year: int) -> str:
    """What stands before the title of an event whose dates hold, and of which something else changed than their state.

    Args:
        ahead: its dates to come.
        former: what was told of them.
        gone: the days of those that there are no more.
        year: the one that goes without saying.

    Returns:
        `NOUVEL HORAIRE`, `NOUVEAU LIEU : jeudi 10 décembre`, `NOUVELLE DATE : …`, `DATE RETIRÉE : …`; `MISE À JOUR`
        when what has changed is nothing of all this.
    """
    new = [one for one in ahead if one.key not in former]
    elsewhen = [one for one in ahead if one.key in former and _day(former[one.key].start) != _day(one.start)]
    other = [one for one in ahead if one.key in former and one not in elsewhen]
    hours, places = (
        [one for one in other if _hours_differ(one, former)],
        [one for one in other if _place_differs(one, former)],
    )
    added, changed = [*new, *elsewhen], [one for one in other if one in hours or one in places]
    if not former or sum(map(bool, (added, changed, gone))) != 1:
        return _(_DATES_CHANGED if former and (added or gone) else _UPDATE).upper()
    if gone:
        return _with_days(_(_GONE_DATES if len(gone) > 1 else _GONE_DATE), gone, year)
    if added:
        head = _(_NEW_DATES if len(added) > 1 else _NEW_DATE)
        return head.upper() if len(ahead) == 1 else _with_days(head, [one.begins.date() for one in added], year)
    both = hours and places
    head = _(_NEW_BOTH if both else _NEW_TIME if hours else _NEW_PLACE)
    return (
        head.upper() if len(changed) == len(ahead) else _with_days(head, [one.begins.date() for one in changed], year)
    )


def restored_of(ahead: Sequence[Occurrence], former: Former) -> Sequence[Occurrence]:
    """The dates that take place after all.

    Args:
        ahead: the dates to come of an event.
        former: what was told of them.

    Returns:
        Those that are simply held now and were told to be something else.
    """
    confirmed = [one for one in ahead if one.status is EventStatus.CONFIRMED]
    return [one for one in confirmed if one.key in former and former[one.key].status is not EventStatus.CONFIRMED]


def restored_head_fr(ahead: Sequence[Occurrence], former: Former, year: int) -> str:
    """What stands before the title of an event that takes place after all, or of which some dates do.

    Args:
        ahead: its dates to come.
        former: what was told of them.
        year: the one that goes without saying.

    Returns:
        `MAINTENU`; `UNE DATE MAINTENUE : jeudi 10 décembre`.
    """
    back = restored_of(ahead, former)
    if not back or len(back) == len(ahead):
        return changed_to(EventStatus.CONFIRMED).upper()
    return _with_days(head_of_some("maintenu", len(back)), [one.begins.date() for one in back], year)


def _with_days(head: str, days: Sequence[date], year: int) -> str:
    return _("{what}\u00a0: {details}", what=head.upper(), details=days_list_fr(days, year))


def gone_days(published: Published, told: Mapping[str, Any], now: datetime) -> Sequence[date]:
    """The days to come of dates that were told and that there are no more; not of a series, whose rule tells.

    Args:
        published: the event as it is now.
        told: as `former_dates` takes it.
        now: the instant at which it is told.

    Returns:
        The days, soonest first.
    """
    slots = named_slots(published.item, published.occurrences, published.recorded)
    if slots and slots[0].facts.rule is not None:
        return ()
    names = {*_names_of(slots, told).values()}
    days = sorted(_day(_moment(facts[0])) for name, facts in told.items() if name not in names)
    return [day for day in days if day >= now.date()]


def other_series_head_fr(published: Published, told: Mapping[str, Any]) -> str:
    """What stands before the title of a series that comes back on other days than was told.

    Args:
        published: the event as it is now.
        told: as `former_dates` takes it.

    Returns:
        `DATES CHANGÉES` when its rule, or the days that it leaves out, have changed; else "".
    """
    slots = named_slots(published.item, published.occurrences, published.recorded)
    before = told.get(slots[0].name) if slots else None
    is_other = before is not None and [*before[4:6]] != [slots[0].facts.rule, [*slots[0].facts.excluded]]
    return _(_DATES_CHANGED).upper() if is_other else ""


def is_elsewhere(occurrence: Occurrence, former: Former) -> bool:
    """Whether a date is at another moment, or in another place, than was told.

    Args:
        occurrence: the date as it is now.
        former: what was told of it.

    Returns:
        False, too, for one of which nothing is known.
    """
    before = former.get(occurrence.key)
    if before is None:
        return False
    other_day = _day(before.start) != _day(occurrence.start)
    return other_day or _hours_differ(occurrence, former) or _place_differs(occurrence, former)


def former_time_fr(occurrence: Occurrence, former: Former, year: int) -> str:
    """In brackets after a date: ` (au lieu de 18 h 30)`.

    Args:
        occurrence: the date as it is now.
        former: what was told of it.
        year: the one that goes without saying.

    Returns:
        The words; "" when its time is as it was, or nothing is known of it.
    """
    before = former.get(occurrence.key)
    if before is None:
        return ""
    day = _day(before.start)
    if day != _day(occurrence.start):
        return _(" (au lieu du {day})", day=date_fr(day, weekday=True, year=day.year != year))
    if not _hours_differ(occurrence, former) or not isinstance(before.start, datetime):
        return ""
    if [*_clocks(before.start)] != [*_clocks(occurrence.start)]:
        return _(" (au lieu de {hour})", hour=hour_fr(before.start))
    return _(" (et non jusqu’à {hour})", hour=hour_fr(before.end)) if isinstance(before.end, datetime) else ""


def former_place_fr(site: Site, occurrence: Occurrence, former: Former) -> str:
    """In brackets after a place: ` (au lieu de : Gymnase, Les Granges)`.

    Args:
        site: the site, which knows the declared places.
        occurrence: the date as it is now.
        former: what was told of it.

    Returns:
        The words; "" when it is where it was, or nothing is known of it.
    """
    if not _place_differs(occurrence, former):
        return ""
    name = former[occurrence.key].place or ""
    record = site.get(name)
    if record is not None and isinstance(record.item, Place):
        name = place_in_short(record.item)
    elif name.islower() and " " not in name:
        name = ""  # the id of a place that is gone
    return _(" (au lieu de\u00a0: {place})", place=name) if name else ""


def _on_day(series: Sequence[Any], day: date) -> Sequence[Any]:
    """The facts of a series as they are on one of its days."""
    start, end = _moment(series[0]), _moment(series[1]) if series[1] else None
    ahead = day - _day(start)
    return [(start + ahead).isoformat(), (end + ahead).isoformat() if end is not None else None, *series[2:]]


def _place_differs(occurrence: Occurrence, former: Former) -> bool:
    before = former.get(occurrence.key)
    return before is not None and before.place is not None and before.place != facts_of(occurrence).place


def _hours_differ(occurrence: Occurrence, former: Former) -> bool:
    """By the clock: the offset of a zone says nothing of it."""
    before = former[occurrence.key]
    return [*_clocks(before.start, before.end)] != [*_clocks(occurrence.start, occurrence.end)]


def _clocks(*moments: date | datetime | None) -> Iterator[object]:
    for one in moments:
        yield one.replace(tzinfo=None).time() if isinstance(one, datetime) else None


def _moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment

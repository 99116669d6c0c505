"""What happens to what was announced: cancelled, postponed, full, moved, lifted… Each writes the right fields.

For a whole event, or for one of its dates: a slot of a list, or an exception of a series.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from tambour.model.alert import Alert, AlertStatus
from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.item import Item
from tambour.model.time.moments import is_clock, parse_moment
from tambour.source.entry import ContentFile
from tambour.source.frontmatter import Value
from tambour.words.dates import when
from tambour.words.states import state

CANCEL, POSTPONE, FULL, MOVE, RESTORE = "annuler", "reporter", "complet", "deplacer", "retablir"
LIFT, PROLONG, WITHDRAW = "lever", "prolonger", "retirer"
ALL = "toutes"
_STATUS: Mapping[str, EventStatus] = {
    CANCEL: EventStatus.CANCELLED,
    POSTPONE: EventStatus.POSTPONED,
    FULL: EventStatus.FULL,
    MOVE: EventStatus.MOVED,
}
Fields = dict[str, Value]


@dataclass(frozen=True)
class DateChoice:
    """A date of an event that one may speak of. value: as a form posts it; words: when, and its state."""

    value: str
    words: str


@dataclass(frozen=True)
class Deed:
    """What was asked for. date: one of the choices; moment: the new one; place: its id; why: a sentence."""

    act: str
    date: str = ALL
    moment: str = ""
    place: str = ""
    why: str = ""


def acts_for(entry: ContentFile, now: datetime) -> tuple[str, ...]:
    """What may happen to a content that is published."""
    item = entry.item
    found: list[str] = []
    if isinstance(item, Event) and dates_ahead(entry, now):
        found += [CANCEL, POSTPONE, FULL, MOVE]
        if any(one.status is not EventStatus.CONFIRMED for one in entry.occurrences):
            found.append(RESTORE)
    if isinstance(item, Alert) and not item.over(now):
        found += [LIFT, PROLONG]
    if item.expire_at is None and _is_dated(item):
        found.append(WITHDRAW)
    return tuple(found)


def _is_dated(item: Item) -> bool:
    return item.publish_at is not None and not isinstance(item, Alert)


def dates_ahead(entry: ContentFile, now: datetime) -> tuple[DateChoice, ...]:
    """The dates that are not over, each by itself."""
    return tuple(
        DateChoice(one.key, " – ".join(filter(None, (when(one, year=one.begins.year != now.year), state(one)))))
        for one in entry.occurrences
        if one.over > now
    )


def changes(deed: Deed, typed: Mapping[str, Value], entry: ContentFile, now: datetime) -> Fields:
    """The fields to write: key → value; "" for one that is to be removed.

    Args:
        deed: what was asked for.
        typed: what the file says.
        entry: the same, read.
        now: the instant at which it happens.
    """
    if deed.act == LIFT:
        return {"statut": str(AlertStatus.LIFTED), "modifie": f"{now:%Y-%m-%d %H:%M}"}
    if deed.act == PROLONG:
        return {"fin": deed.moment} if deed.moment else {}
    if deed.act == WITHDRAW:
        return {"retirer_le": f"{now:%Y-%m-%d %H:%M}"}
    assert isinstance(entry.item, Event)
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    one = next((one for one in entry.occurrences if one.key == deed.date), None)
    if one is None or len(entry.occurrences) < 2:
        return _of_whole(deed, typed, zone)
    if entry.item.slots:
        slots = deepcopy(_list(typed.get("creneaux")))
        place = next(number for number, slot in enumerate(entry.item.slots) if slot.key == one.key)
        slot = slots[place]
        assert isinstance(slot, dict), "it was valid"
        slots[place] = _one_date(deed, slot, zone)
        return {"creneaux": slots}
    return {"exceptions": _exceptions(deed, typed, one, zone)}


def _of_whole(deed: Deed, typed: Mapping[str, Value], zone: ZoneInfo) -> Fields:
    if deed.moment and "debut" not in typed:
        deed = Deed(deed.act, ALL, "", deed.place, deed.why)
    keys = ("statut", "debut", "fin", "debut_precedent", "note", "lieu")
    before = {key: typed[key] for key in keys if key in typed}
    after = _one_date(deed, before, zone)
    return {key: after.get(key, "") for key in keys if after.get(key) != before.get(key)}


def _one_date(deed: Deed, before: Mapping[str, Value], zone: ZoneInfo) -> Fields:
    """A date, with what has happened to it."""
    after = dict(before)
    if deed.act == RESTORE:
        after |= {"statut": "", "note": deed.why}  # what was said of it no longer holds
        return {key: value for key, value in after.items() if value != ""}
    after["statut"] = str(_STATUS[deed.act])
    if deed.act == POSTPONE and deed.moment:
        start, end = str(before.get("debut", "")), before.get("fin")
        after["debut_precedent"] = [*_list(before.get("debut_precedent")), start]
        after["debut"] = deed.moment
        if isinstance(end, str) and not is_clock(end):
            after["fin"] = _end_after(start, end, deed.moment, zone)
    if deed.act == MOVE and deed.place:
        after["lieu"] = deed.place
    if deed.why or before.get("statut", EventStatus.CONFIRMED) != EventStatus.CONFIRMED:
        after["note"] = deed.why  # the reason of one change is not that of the next
    return {key: value for key, value in after.items() if value != ""}


def _end_after(start: str, end: str, moment: str, zone: ZoneInfo) -> str:
    """The end of what lasts as long as before; "" when that cannot be said."""
    try:
        first, last, new = (parse_moment(text, zone) for text in (start, end, moment))
    except PydanticCustomError:
        return ""
    if isinstance(first, datetime) and isinstance(last, datetime) and isinstance(new, datetime):
        return f"{new + (last - first):%Y-%m-%d %H:%M}"
    if any(isinstance(one, datetime) for one in (first, last, new)):
        return ""
    return f"{new + (last - first)}"


def _exceptions(deed: Deed, typed: Mapping[str, Value], one: Occurrence, zone: ZoneInfo) -> list[Value]:
    """The exceptions of a series, with one for this date."""
    planned = one.previous_start or one.start
    day = planned.date() if isinstance(planned, datetime) else planned
    exceptions = deepcopy(_list(typed.get("exceptions")))
    place = next((number for number, other in enumerate(exceptions) if _is_of(other, day, zone)), None)
    before = exceptions[place] if place is not None else {"date": f"{day}"}
    assert isinstance(before, dict), "it was valid"
    after = _one_date(Deed(deed.act, "", "", deed.place, deed.why), before, zone)
    if deed.act == POSTPONE and deed.moment:
        after["debut"] = deed.moment
    if after.keys() <= {"date"}:
        kept = [other for number, other in enumerate(exceptions) if number != place]
    elif place is None:
        kept = sorted([*exceptions, after], key=lambda other: _day_of(other, zone))
    else:
        kept = [after if number == place else other for number, other in enumerate(exceptions)]
    return kept


def _is_of(exception: Value, day: date, zone: ZoneInfo) -> bool:
    return _day_of(exception, zone) == day


def _day_of(exception: Value, zone: ZoneInfo) -> date:
    typed = exception.get("date", "") if isinstance(exception, dict) else ""
    moment = parse_moment(str(typed), zone)
    return moment.date() if isinstance(moment, datetime) else moment


def _list(value: Value | None) -> list[Value]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


# What a copy leaves behind: what happened to this one, and what is its own.
_OF_THIS_ONE = (
    "id",
    "statut",
    "debut_precedent",
    "exceptions",
    "sauf",
    "modifie",
    "retirer_le",
    "alias",
    "adresse",
    "a_revoir_le",
    "fichier",
    "date_du_document",
)
_A_YEAR = timedelta(weeks=52)  # the same day of the week


def next_year(typed: Mapping[str, Value], zone: ZoneInfo, now: datetime) -> Fields:
    """A content to begin another one with: its dates fifty-two weeks later, on the same day of the week."""
    fields = {key: deepcopy(value) for key, value in typed.items() if key not in _OF_THIS_ONE}
    fields["publier_le"] = f"{now:%Y-%m-%d}"
    for key in ("debut", "fin"):
        if isinstance(value := fields.get(key), str):
            fields[key] = _later(value, zone)
    slots = [dict(slot) for slot in _list(fields.get("creneaux")) if isinstance(slot, dict)]
    if slots:
        fields["creneaux"] = [_slot_later(slot, zone) for slot in slots]
    rule = fields.get("recurrence")
    if isinstance(rule, dict) and isinstance(until := rule.get("jusqu_au"), str):
        fields["recurrence"] = {**rule, "jusqu_au": _later(until, zone)}
    return fields


def _slot_later(slot: Mapping[str, Value], zone: ZoneInfo) -> Fields:
    kept = {key: value for key, value in slot.items() if key not in ("statut", "debut_precedent", "note")}
    return {
        key: _later(value, zone) if key in ("debut", "fin") and isinstance(value, str) else value
        for key, value in kept.items()
    }


def _later(text: str, zone: ZoneInfo) -> str:
    if is_clock(text):
        return text
    try:
        moment = parse_moment(text, zone)
    except PydanticCustomError:
        return text
    if isinstance(moment, datetime):
        return f"{moment.replace(tzinfo=None) + _A_YEAR:%Y-%m-%d %H:%M}"
    return f"{moment + _A_YEAR}"

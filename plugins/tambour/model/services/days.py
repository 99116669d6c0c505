"""The days of a service calendar: what its rules plan, what holidays shift, what the writer says otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tambour.model.events.occurrence import EventStatus
from tambour.model.services.calendar import ServiceCalendar
from tambour.model.services.collection import Collection, HolidayPolicy
from tambour.model.time.periods import days_from
from tambour.model.time.time_ranges import TimeRange

# A day planned this much before or after a span may land inside it; those that an exception moves are all looked at.
_FARTHEST = timedelta(days=14)
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True)
class ServiceDay:
    """One collection on one day.

    day: when it takes place (or would have, when `cancelled`). planned: the day that the rule gives.
    key: stable identity inside the calendar: the collection's id and the planned day, `om-20260501`.
    holiday: the name of the one that moved or dropped it, or "". note: the writer's for that day, else `holiday`.
    instruction: what to do each time, or "". hours: none = not said.
    """

    day: date
    key: str
    label: str
    planned: date
    note: str = ""
    cancelled: bool = False
    instruction: str = ""
    hours: tuple[TimeRange, ...] = ()
    holiday: str = ""

    @property
    def moved(self) -> bool:
        """On another day than the rule gives."""
        return self.day != self.planned

    def status_on(self, day: date) -> EventStatus:
        """What has become of it, seen from one of its two days: on the planned one, what was moved does not come."""
        if self.cancelled or day != self.day:
            return EventStatus.CANCELLED
        return EventStatus.MOVED if self.moved else EventStatus.CONFIRMED


def days(calendar: ServiceCalendar, first: date, last: date, holidays: Mapping[date, str]) -> tuple[ServiceDay, ...]:
    """What takes place from `first` to `last`, both included, by (day, key); days moved into that span included.

    holidays: `tambour.model.time.holidays.holidays_around(first, last, zone)`.
    """
    return tuple(one for one in planned_or_held(calendar, first, last, holidays) if first <= one.day <= last)


def planned_or_held(
    calendar: ServiceCalendar, first: date, last: date, holidays: Mapping[date, str]
) -> tuple[ServiceDay, ...]:
    """The same, with what was planned in that span and has left it."""
    concerned = _days_off(calendar, holidays)
    rounds = (one for collection in calendar.collections for one in _days(calendar, collection, first, last, concerned))
    inside = (one for one in rounds if first <= one.day <= last or first <= one.planned <= last)
    return tuple(sorted(inside, key=lambda one: (one.day, one.key)))


def _days_off(calendar: ServiceCalendar, holidays: Mapping[date, str]) -> Mapping[date, str]:
    """The holidays on which this service does not work; two of one day are named « 1er mai et Ascension »."""
    wanted = set(calendar.holidays_concerned)
    return {day: name for day, name in holidays.items() if not wanted or wanted & set(name.split(" et "))}


def _days(
    calendar: ServiceCalendar, collection: Collection, first: date, last: date, holidays: Mapping[date, str]
) -> Iterator[ServiceDay]:
    exceptions = {exception.day: exception for exception in collection.exceptions}
    policy = collection.on_holidays or calendar.on_holidays
    for planned in sorted({*_rule_days(collection, first - _FARTHEST, last + _FARTHEST), *exceptions}):
        exception = exceptions.get(planned)
        actual, holiday = _on_holidays(policy, planned, holidays)
        if planned in collection.dates:
            actual, holiday = planned, ""
        if exception is not None and (exception.moved_to or exception.cancelled):
            actual, holiday = (None if exception.cancelled else exception.moved_to), ""
        yield ServiceDay(
            day=actual or planned,
            key=f"{collection.id}-{planned:%Y%m%d}",
            label=collection.label,
            planned=planned,
            note=(exception.note if exception else None) or holiday,
            cancelled=actual is None,
            instruction=collection.instruction or "",
            hours=collection.hours,
            holiday=holiday,
        )


def _rule_days(collection: Collection, first: date, last: date) -> Iterator[date]:
    """The days of the rule; most days are ruled out by their weekday alone."""
    weekdays = {day.weekday for day in collection.days} | {day.weekday() for day in collection.dates}
    for weekday in weekdays:
        start = first + (weekday - first.weekday()) % 7 * _DAY
        weekly = (start + number * _WEEK for number in range(((last - start).days // 7) + 1))
        yield from (day for day in weekly if collection.planned_on(day))


def _on_holidays(policy: HolidayPolicy, planned: date, holidays: Mapping[date, str]) -> tuple[date | None, str]:
    """Where a planned day goes (None = dropped), and the holiday that is the cause."""
    if policy is HolidayPolicy.REST_OF_WEEK:
        return _rest_of_week(planned, holidays)
    if planned not in holidays or policy is HolidayPolicy.KEPT:
        return planned, ""
    if policy is HolidayPolicy.DROPPED:
        return None, holidays[planned]
    if policy is HolidayPolicy.DAY_BEFORE:
        return _working_day(planned - _DAY, -_DAY, holidays), holidays[planned]
    saturday = planned + (_SATURDAY - planned.weekday()) % 7 * _DAY
    wanted = saturday if policy is HolidayPolicy.SATURDAY and planned != saturday else planned + _DAY
    return _working_day(wanted, _DAY, holidays), holidays[planned]


def _rest_of_week(planned: date, holidays: Mapping[date, str]) -> tuple[date | None, str]:
    """From the first holiday of a week on, each round takes the next day worked, in the same order.

    A Sunday's round moves only for its own holiday.
    """
    monday = planned - planned.weekday() * _DAY
    before = [day for day in days_from(monday, planned) if day in holidays]
    if not before or (planned.weekday() == _SUNDAY and planned not in holidays):
        return planned, ""
    actual = monday - _DAY
    for _ in range(planned.weekday() + 1):
        actual = _working_day(actual + _DAY, _DAY, holidays)
    return actual, holidays[before[0]]


def _working_day(day: date, step: timedelta, holidays: Mapping[date, str]) -> date:
    """The first day from `day` on, in steps of one day, that is neither a Sunday nor a holiday."""
    while day in holidays or day.weekday() == _SUNDAY:
        day += step
    return day

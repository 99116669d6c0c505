"""The days of a service calendar: what its rules plan, what holidays shift, what the writer says otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tambour.model.dates.periods import days_from
from tambour.model.dates.time_ranges import TimeRange
from tambour.model.service_calendar import Collection, HolidayPolicy, ServiceCalendar

# A day planned this much before or after a span may land inside it; those that an exception moves are all looked at.
_FARTHEST = timedelta(days=14)
_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True)
class ServiceDay:
    """One collection on one day.

    day: when it takes place (or would have, when `cancelled`). planned: the day that the rule gives.
    key: stable identity inside the calendar: the collection's id and the planned day, `om-20260501`.
    note: the writer's for that day, else the name of the holiday that moved or dropped it, else "".
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

    @property
    def moved(self) -> bool:
        """On another day than the rule gives."""
        return self.day != self.planned


def days(calendar: ServiceCalendar, first: date, last: date, holidays: Mapping[date, str]) -> tuple[ServiceDay, ...]:
    """What takes place from `first` to `last`, both included, by (day, key); days moved into that span included.

    holidays: `tambour.model.dates.holidays.holidays_around(first, last, zone)`.
    """
    concerned = _concerned(calendar, holidays)
    found = (one for collection in calendar.collections for one in _days(calendar, collection, first, last, concerned))
    return tuple(sorted((one for one in found if first <= one.day <= last), key=lambda one: (one.day, one.key)))


def _concerned(calendar: ServiceCalendar, holidays: Mapping[date, str]) -> Mapping[date, str]:
    """The holidays on which this service does not work; two of one day are named « 1er mai et Ascension »."""
    wanted = set(calendar.holidays_concerned)
    return {day: name for day, name in holidays.items() if not wanted or wanted & set(name.split(" et "))}


def _days(
    calendar: ServiceCalendar, collection: Collection, first: date, last: date, holidays: Mapping[date, str]
) -> Iterator[ServiceDay]:
    exceptions = {exception.day: exception for exception in collection.exceptions}
    policy = collection.on_holidays or calendar.on_holidays
    near = [day for day in days_from(first - _FARTHEST, last + _FARTHEST) if collection.planned_on(day)]
    for planned in sorted({*near, *exceptions}):
        exception = exceptions.get(planned)
        actual, note = _on_holidays(policy, planned, holidays)
        if planned in collection.dates:
            actual, note = planned, ""
        if exception is not None and (exception.moved_to or exception.cancelled):
            actual, note = (None if exception.cancelled else exception.moved_to), ""
        yield ServiceDay(
            day=actual or planned,
            key=f"{collection.id}-{planned:%Y%m%d}",
            label=collection.label,
            planned=planned,
            note=(exception.note if exception else None) or note,
            cancelled=actual is None,
            instruction=collection.instruction or "",
            hours=collection.hours,
        )


def _on_holidays(policy: HolidayPolicy, planned: date, holidays: Mapping[date, str]) -> tuple[date | None, str]:
    """Where a planned day goes (None = dropped), and the holiday that is the cause."""
    if policy is HolidayPolicy.REST_OF_WEEK:
        return _rest_of_week(planned, holidays)
    if planned not in holidays or policy is HolidayPolicy.KEPT:
        return planned, ""
    if policy is HolidayPolicy.DROPPED:
        return None, holidays[planned]
    if policy is HolidayPolicy.DAY_BEFORE:
        return _worked(planned - _DAY, -_DAY, holidays), holidays[planned]
    saturday = planned + (_SATURDAY - planned.weekday()) % 7 * _DAY
    wanted = saturday if policy is HolidayPolicy.SATURDAY and planned != saturday else planned + _DAY
    return _worked(wanted, _DAY, holidays), holidays[planned]


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
        actual = _worked(actual + _DAY, _DAY, holidays)
    return actual, holidays[before[0]]


def _worked(day: date, step: timedelta, holidays: Mapping[date, str]) -> date:
    """The first day from `day` on, in steps of one day, that is neither a Sunday nor a holiday."""
    while day in holidays or day.weekday() == _SUNDAY:
        day += step
    return day

"""The coming weekend, or the one that is on: from Friday evening to Sunday night."""

from datetime import date, datetime, time, timedelta

from tambour.model.events.occurrence import Occurrence

FRIDAY = 4  # as `date.weekday` counts
EVENING = time(18)  # from then on a Friday belongs to the weekend


def of_the_weekend(occurrence: Occurrence, now: datetime) -> bool:
    """Begins between Friday and Sunday of this week; on Friday, in the evening, or to go on on Saturday."""
    friday, saturday, monday = (_day_of_week(now, day) for day in (FRIDAY, FRIDAY + 1, FRIDAY + 3))
    if not friday <= occurrence.begins < monday:
        return False
    return occurrence.begins >= saturday or occurrence.over > saturday or occurrence.begins.time() >= EVENING


def goes_through_the_weekend(occurrence: Occurrence, now: datetime) -> bool:
    """Begins before the weekend and is still on: an exhibition is something to do on Saturday, too."""
    begins_before = not of_the_weekend(occurrence, now) and occurrence.begins < _day_of_week(now, FRIDAY + 1)
    return begins_before and occurrence.over > _day_of_week(now, FRIDAY + 1) and occurrence.holds


def _day_of_week(now: datetime, day: int) -> datetime:
    """Midnight at the beginning of a day of this week. day: as `date.weekday` counts, from 7 on of the next week."""
    return datetime.combine(now.date() + timedelta(days=day - now.weekday()), time(), now.tzinfo)


def weekend_end(now: datetime) -> datetime:
    """When the coming weekend, or the one that is on, is over."""
    return _day_of_week(now, FRIDAY + 3)


def has_friday(now: datetime) -> bool:
    """Whether its Friday evening is still to come, or on."""
    return now < _day_of_week(now, FRIDAY + 1)


def weekend_days(now: datetime) -> tuple[date, date]:
    """Its Saturday and its Sunday."""
    saturday = _day_of_week(now, FRIDAY + 1).date()
    return saturday, saturday + timedelta(days=1)

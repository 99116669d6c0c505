"""A series, date by date: its rule in wall-clock time, its excluded days, its exceptions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from tambour.model.events.slots import SeriesException, resolve_end
from tambour.model.problems import Located, invalid
from tambour.model.time.moments import in_zone
from tambour.model.time.recurrence import Recurrence, wall_starts


@dataclass(frozen=True)
class Series:
    """The rule of a series and the times of its first date: days, or aware datetimes in the territory's zone."""

    recurrence: Recurrence
    start: date | datetime
    end: date | datetime | None
    zone: ZoneInfo

    def starts_by_day(self) -> Mapping[date, date | datetime]:
        """Start of each date that the rule gives, by day: a day, or a naive wall-clock time."""
        return {_day(wall): wall for wall in wall_starts(self.recurrence, self.start)}

    def rule_start(self, wall: date | datetime) -> date | datetime:
        """The start that the rule announces, even at an hour that the day's change of clock skips or doubles.

        Then it is what RFC 5545 §3.3.5 says of such a time: the offset before the change.
        """
        if not isinstance(wall, datetime):
            return wall
        return self.start if self._is_first(wall) else wall.replace(tzinfo=self.zone, fold=0)

    def start_on(self, wall: date | datetime, exception: SeriesException | None) -> date | datetime:
        """Where one date starts, its exception applied.

        Raises `jours-et-heures-melanges`; `heure-inexistante` and `heure-double` when no exception gives the hour.
        """
        if exception is not None and exception.start is not None:
            if isinstance(exception.start, datetime) is not isinstance(wall, datetime):
                raise invalid("jours-et-heures-melanges")
            return exception.start
        if not isinstance(wall, datetime) or self._is_first(wall):
            return self.rule_start(wall)
        return in_zone(wall, self.zone)

    def moved_from(self, wall: date | datetime, start: date | datetime) -> date | datetime | None:
        """The start that the rule announces, when `start` is another one.

        The same clock is no move: an exception may tell which of two hours is meant when the clock goes back.
        """
        same = _clock(start) == wall if isinstance(start, datetime) else start == wall
        return None if same else self.rule_start(wall)

    def end_on(self, start: date | datetime, exception: SeriesException | None) -> date | datetime | None:
        """Where one date that starts at `start` ends: as its exception says, else after as long as the first one."""
        if exception is not None and exception.end is not None:
            return resolve_end(start, exception.end, self.zone)
        if self.end is None or start == self.start:
            return self.end
        if not isinstance(start, datetime):
            return start + (self.end - self.start)
        return in_zone(_clock(start) + (_clock(self.end) - _clock(self.start)), self.zone)

    def _is_first(self, wall: datetime) -> bool:
        return _clock(self.start) == wall


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _clock(moment: date | datetime) -> datetime:
    assert isinstance(moment, datetime)
    return moment.replace(tzinfo=None)


def unknown_days(
    planned: Mapping[date, object], days: Sequence[tuple[tuple[str | int, ...], date]]
) -> Iterator[Located]:
    """The days, each with its place, that the rule does not give: `date-hors-serie`, with the nearest that it gives."""
    for place, day in days:
        if day not in planned:
            nearest = min(planned, key=lambda known: (abs(known - day), known))
            yield place, invalid("date-hors-serie", value=f"{day:%d/%m/%Y}", nearest=f"{nearest:%d/%m/%Y}")


def wrong_exceptions(
    series: Series, excluded: Sequence[date], exceptions: Sequence[SeriesException]
) -> Iterator[Located]:
    """What is wrong in the exceptions of a series, each fault at its place."""
    planned = series.starts_by_day()
    days = [exception.day for exception in exceptions]
    yield from unknown_days(planned, [((index, "date"), day) for index, day in enumerate(days)])
    for index, exception in enumerate(exceptions):
        if exception.day in days[:index]:
            yield (index, "date"), invalid("exception-double", value=f"{exception.day:%d/%m/%Y}")
        elif exception.day in excluded:
            yield (index, "date"), invalid("exception-exclue", value=f"{exception.day:%d/%m/%Y}")
        elif exception.day in planned:
            yield from _wrong_times(series, planned[exception.day], exception, index)


def _wrong_times(series: Series, wall: date | datetime, exception: SeriesException, index: int) -> Iterator[Located]:
    try:
        start = series.start_on(wall, exception)
    except PydanticCustomError as error:
        yield (index, "debut"), error
        return
    try:
        series.end_on(start, exception)
    except PydanticCustomError as error:
        yield (index, "fin"), error


def wrong_hours(series: Series, excluded: Sequence[date], exceptions: Sequence[SeriesException]) -> Iterator[Located]:
    """The dates without an exception whose hour does not exist, or exists twice, on their day."""
    told = {*excluded, *(exception.day for exception in exceptions)}
    for day, wall in series.starts_by_day().items():
        if day not in told:
            try:
                series.end_on(series.start_on(wall, None), None)
            except PydanticCustomError as error:
                yield (), invalid(error.type, **(error.context or {}), near="recurrence")

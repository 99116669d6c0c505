"""The hours that a change of clock skips, and those that it makes clocks show twice. All moments are aware."""

from datetime import date, datetime, timedelta


def is_skipped(moment: date | datetime) -> bool:
    """Whether clocks are put forward over it; a day never is."""
    return _put_back_by(moment) < timedelta()


def comes_twice(moment: date | datetime) -> bool:
    """Whether clocks are put back after it, and show it again; a day never is."""
    return _put_back_by(moment) > timedelta()


def wall_time(moment: datetime) -> datetime:
    """What the clocks show: naive."""
    return moment.replace(tzinfo=None)


def _put_back_by(moment: date | datetime) -> timedelta:
    """By PEP 495, fold=0 is the first of an hour that is there twice, and has the offset before one that is skipped."""
    if not isinstance(moment, datetime):
        return timedelta()
    first, second = (moment.replace(fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    return first - second

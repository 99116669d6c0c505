"""The one clock. What time it is decides what is upcoming, published or expired, and nothing else.

In order: `--now` (the setting NOW), the environment's SOURCE_DATE_EPOCH (reproducible-builds.org), the system's clock.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tambour.model.time import moments

EPOCH = "SOURCE_DATE_EPOCH"


def fixed_instant(setting: str | None, environ: Mapping[str, str], zone: ZoneInfo) -> datetime | None:
    """The instant at which time stands still for this build, or None when it runs.

    setting: as `moments.parse_moment` reads it; a day alone is its first instant.
    Raises the model's date errors (see `moments.parse_moment`), ValueError for an unreadable SOURCE_DATE_EPOCH.
    """
    if setting:
        return moments.as_instant(moments.parse_moment(setting, zone), zone)
    if epoch := environ.get(EPOCH):
        return datetime.fromtimestamp(int(epoch), zone)
    return None


def now(setting: str | None, zone: ZoneInfo, environ: Mapping[str, str] = os.environ) -> datetime:
    """The build's instant, to the second, in the territory's zone."""
    instant = fixed_instant(setting, environ, zone) or datetime.now(UTC)  # noqa: TID251 — this is the one clock
    return instant.astimezone(zone).replace(microsecond=0)


def stopwatch() -> Callable[[], float]:
    """A function that tells the seconds since it was made."""
    started = time.perf_counter()
    return lambda: time.perf_counter() - started


class Phases:
    """Seconds spent in each part of a build, by name, in the order in which they began."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Measure the body of a `with`; parts of the same name add up."""
        elapsed = stopwatch()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + elapsed()

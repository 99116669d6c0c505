"""What each test costs: `pytest --cost=FILE` writes a line for each, the dearest first.

Two figures: seconds of processor, then of a clock. What its programs took is among the first, once they have been
waited for; so is what the warm Python ran for it (tests/warm). A fixture that several tests share has a line of its
own, and does not count for the test that came first; so has what each process took before its first test.
"""

import resource
import time
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path

import pytest

from tests import warm

_KEPT = "cost"  # the property of a report that takes figures from one process to the other
Cost = tuple[float, float]


def so_far() -> Cost:
    """Seconds of processor of this process, of those that it has waited for and of its warm Python; of a clock."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime + warm.seconds(), time.monotonic()


def _difference(one: Cost, other: Cost) -> Cost:
    return one[0] - other[0], one[1] - other[1]


class Measuring:
    """Where tests run: puts what each took into its report."""

    def __init__(self) -> None:
        self._last = (0.0, time.monotonic())
        self._inner = (0.0, 0.0)  # what shared fixtures took since then
        self._fixtures: list[tuple[str, Cost]] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
        if fixturedef.scope == "function":
            return (yield)
        before, inner = so_far(), self._inner
        try:
            return (yield)
        finally:
            whole = _difference(so_far(), before)
            own = _difference(whole, _difference(self._inner, inner))
            self._fixtures.append((f"{fixturedef.baseid}::fixture {fixturedef.argname}", own))
            self._inner = (inner[0] + whole[0], inner[1] + whole[1])

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self) -> None:
        now = so_far()
        self._fixtures.append(("between tests, and before the first", _difference(now, self._last)))
        self._last = now

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        now = so_far()
        own = _difference(_difference(now, self._last), self._inner)
        report.user_properties = [(_KEPT, [(item.nodeid, own), *self._fixtures])]
        self._fixtures, self._inner, self._last = [], (0.0, 0.0), now
        return report


class Writing:
    """Where reports arrive: adds up, and writes the file in the end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._costs: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, value in report.user_properties:
            if name == _KEPT:
                for what, (processor, clock) in value:
                    self._costs[what][0] += processor
                    self._costs[what][1] += clock

    def pytest_sessionfinish(self) -> None:
        dearest = sorted(self._costs.items(), key=lambda one: (-one[1][0], one[0]))
        lines = (f"{processor:.3f} {clock:.3f} {what}\n" for what, (processor, clock) in dearest)
        self._path.write_text("".join(lines), "utf-8")

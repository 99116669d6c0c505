"""How fast this machine is while the tests run: a second of processor is twice another one's, from one day to the next.

Each process works out the same small thing again and again between its tests, as busy as the machine is then. What
that takes, against `STANDARD`, makes standard seconds of the suite's.
"""

import time
from collections.abc import Sequence

import pytest

STANDARD = 0.0026  # seconds of processor that `_work` takes where the whole suite takes 930
_EACH = 20  # tests between two of them: a hundredth of what the suite takes
_KEPT = "pace"  # what a process tells the one that started it


def _work() -> int:
    return sum(number * number for number in range(60_000))


class Pace:
    """Of this process, and of those that it has started."""

    def __init__(self) -> None:
        self._times: list[float] = []
        self._tests = 0

    @property
    def slowness(self) -> float:
        """How many of this machine's seconds are one; 1 where too little was seen."""
        return sum(self._times) / len(self._times) / STANDARD if len(self._times) > 1 else 1.0

    def pytest_runtest_logfinish(self) -> None:
        self._tests += 1
        if self._tests % _EACH == 1:
            began = time.process_time()
            _work()
            self._times.append(time.process_time() - began)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if (output := getattr(session.config, "workeroutput", None)) is not None:
            output[_KEPT] = self._times

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        told: Sequence[float] = getattr(node, "workeroutput", {}).get(_KEPT, ())
        self._times.extend(told)

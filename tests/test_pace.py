"""The suite is counted in seconds that mean the same on every machine."""

from types import SimpleNamespace

import pytest

from tests.pace import STANDARD, Pace


def test_a_machine_that_takes_twice_as_long_is_twice_as_slow(monkeypatch):
    clock = iter(range(1000))
    monkeypatch.setattr("tests.pace.time", SimpleNamespace(process_time=lambda: next(clock) * 2 * STANDARD))
    pace = Pace()

    for _ in range(200):
        pace.pytest_runtest_logfinish()

    assert pace.slowness == pytest.approx(2)


def test_what_each_process_has_seen_counts_in_the_one_that_started_it():
    session = SimpleNamespace(config=SimpleNamespace(workeroutput={}))
    worker, controller = Pace(), Pace()
    worker._times = [STANDARD, 2 * STANDARD]
    worker.pytest_sessionfinish(session)

    for _ in range(2):
        controller.pytest_testnodedown(session.config)

    assert controller.slowness == pytest.approx(1.5)


def test_too_little_was_seen_to_tell():
    assert Pace().slowness == 1

"""What a test costs is told, its programs included, and what several share is told apart."""

from pathlib import Path

import pytest

from tests import costs, warm

pytest_plugins = ("pytester",)
SUITE = """
import subprocess, sys, time
import pytest

def work(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass

@pytest.fixture(scope="module")
def inner():
    work(0.1)

@pytest.fixture(scope="module")
def shared(inner):
    work(0.1)

def test_first(shared):
    work(0.1)

def test_second(shared):
    time.sleep(0.05)

def test_program():
    subprocess.run([sys.executable, "-I", "-S", "-c", "n = 0\\nwhile n < 3_000_000: n += 1"], check=True)
"""


def test_each_test_and_each_shared_fixture_has_its_figures(pytester: pytest.Pytester, tmp_path: Path):
    pytester.makepyfile(test_suite=SUITE)

    pytester.inline_run("-p", "no:xdist", plugins=[costs.Measuring(), costs.Writing(tmp_path / "told")])
    told = {}
    for line in (tmp_path / "told").read_text("utf-8").splitlines():
        processor, clock, what = line.split(maxsplit=2)
        told[what.rpartition("::")[2]] = float(processor), float(clock)

    for what in ("fixture shared", "fixture inner", "test_first"):
        assert 0.1 <= told[what][0] < 0.2, f"{what} is told apart"
    assert told["test_second"][0] < 0.04 < told["test_second"][1]
    assert told["test_program"][0] > 0.05
    assert "between tests, and before the first" in told


def test_what_the_warm_python_runs_counts_before_it_ends():
    before = warm.seconds()
    program = warm.Program("-c", "n = 0\nwhile n < 8_000_000: n += 1", folder=Path.cwd())

    assert program.wait() == 0
    assert warm.seconds() - before > 0.1

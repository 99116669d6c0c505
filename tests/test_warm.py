"""What the warm Python runs has all that a program is started with, and ends as it would."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import warm

PYTHONS = {"cold": lambda: (sys.executable,), "warm": warm.python}
SEEN = """
import os, sys, time
print(sys.argv, os.getcwd(), sys.path[0], sorted(os.environ), time.tzname[0], __name__, input())
print("à part", file=sys.stderr)
"""


def run(python: str, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [*PYTHONS[python](), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, **options)


@pytest.mark.parametrize("way", ["-c", "-m", "script"])
def test_it_sees_what_it_was_started_with(tmp_path: Path, way: str) -> None:
    (tmp_path / "seen.py").write_text(SEEN)
    start = {"-c": ("-c", SEEN), "-m": ("-m", "seen"), "script": ("seen.py",)}[way]
    environ = {"PYTHONUTF8": "1", "TZ": "Asia/Tokyo", "PATH": "", "LC_CTYPE": "C.UTF-8"}

    cold, warmed = (
        run(python, *start, "é", "--b", cwd=tmp_path, env=environ, input="été\n") for python in ("cold", "warm")
    )

    assert "Asia" not in cold.stdout and "JST" in cold.stdout
    assert (warmed.returncode, warmed.stdout, warmed.stderr) == (0, cold.stdout, "à part\n")


@pytest.mark.parametrize(
    "program",
    [
        "raise SystemExit",
        "raise SystemExit(3)",
        "raise SystemExit('non')",
        "import sys; sys.exit(True)",
        "1 / 0",
        "import os; os._exit(7)",
        "import os; os.kill(os.getpid(), 15)",
        "import os; os.kill(os.getpid(), 9)",
        "import atexit; atexit.register(print, 'fin')",
        "import threading; threading.Timer(0.05, print, ['fin']).start()",
        "import sys; sys.stdout.close()",
    ],
)
def test_it_ends_as_it_would(program: str) -> None:
    cold, warmed = (run(python, "-c", program) for python in ("cold", "warm"))

    assert (warmed.returncode, warmed.stdout) == (cold.returncode, cold.stdout)
    assert warmed.stderr.splitlines()[-1:] == cold.stderr.splitlines()[-1:]


@pytest.mark.parametrize("redirected", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", "> /dev/full", "| head -0"])
def test_its_streams_are_those_of_the_one_who_started_it(tmp_path: Path, redirected: str) -> None:
    asked = (
        f"import os, sys\nwith open({str(tmp_path / 'file')!r}, 'w') as file:\n"
        "    print([stream and stream.fileno() for stream in (sys.stdin, sys.stdout, sys.stderr)], file=file)\n"
        "print('dit')"
    )
    found = []
    for python in PYTHONS.values():
        line = f'"$@" {redirected}; echo "${{PIPESTATUS[0]}}"'
        done = subprocess.run(
            ["bash", "-c", line, "bash", *python(), "-c", asked], capture_output=True, text=True, check=True
        )
        found.append((done.stdout, (tmp_path / "file").read_text()))

    assert found[0] == found[1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_reaches_it(number: signal.Signals) -> None:
    waits = (
        f"import signal, time; signal.signal({number:d}, lambda *_: exit(9)); print('prêt', flush=True); time.sleep(9)"
    )
    with subprocess.Popen([*warm.python(), "-c", waits], stdout=subprocess.PIPE) as program:
        program.stdout.readline()
        program.send_signal(number)

        assert program.wait() == 9


def test_it_is_killed_with_the_one_who_started_it(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*warm.python(), "-c", "import os, time; print(os.getpid(), flush=True); time.sleep(9)"], stdout=subprocess.PIPE
    ) as program:
        number = int(program.stdout.readline())
        program.kill()

        assert program.stdout.read() == b"", "its end of the pipe is closed"
    with pytest.raises(ProcessLookupError):
        for _ in range(1000):
            os.kill(number, 0)
            time.sleep(0.01)


def test_it_is_gone_once_its_end_is_told(tmp_path: Path) -> None:
    program = warm.Program("-c", "import time; time.sleep(9)", folder=tmp_path)
    program.kill()

    assert program.wait() == -signal.SIGKILL
    with pytest.raises(ProcessLookupError):
        os.kill(program.pid, 0)


def test_what_it_says_goes_to_a_file(tmp_path: Path) -> None:
    with (tmp_path / "said").open("w") as said:
        program = warm.Program("-c", "print('un'); 1 / 0", folder=tmp_path, said=said.fileno())

        assert program.wait() == 1
    assert {"un", "ZeroDivisionError: division by zero"} < {*(tmp_path / "said").read_text().splitlines()}

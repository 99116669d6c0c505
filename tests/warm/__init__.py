"""A Python that has imported all of Tambour, and forks for each program that a test starts.

What a program has to do takes a tenth of a second, what it imports five times as much. `python()` stands where
`sys.executable` stood: the program has the arguments, the folder, the environment and the streams that it was started
with, ends with its own code or by the same signal, and is killed when the one that started it is. What it cannot have
of its own are the interpreter's beginnings: for hash seeds, options of Python and what an import costs, start
`sys.executable`.
"""

import contextlib
import functools
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.warm.client import ask, code_of

_FOLDER = Path(__file__).parent
_servers: list["subprocess.Popen[bytes]"] = []


def python() -> tuple[str, ...]:
    """The words of a command that stand for Python."""
    return sys.executable, "-I", "-S", str(_FOLDER / "client.py"), _address()


class Program:
    """A program that runs, and that may be killed at any moment: once `wait` has returned, it is gone.

    pid: its process's id.
    """

    def __init__(
        self,
        *arguments: str,
        folder: Path,
        environ: Mapping[str, str] | None = None,
        said: int | None = None,
    ) -> None:
        """Start it.

        Args:
            arguments: what Python is given.
            folder: where it runs.
            environ: by default ours.
            said: file that what it prints goes to, errors included; by default, nowhere.
        """
        given = {os.fsencode(name): os.fsencode(value) for name, value in (environ or os.environ).items()}
        with Path(os.devnull).open("r+b") as nothing:
            heard = nothing.fileno() if said is None else said
            streams = {0: nothing.fileno(), 1: heard, 2: heard}
            self._server, self.pid = ask(_address(), arguments, os.fsencode(folder), given, streams)

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send it a signal, unless it has ended."""
        with contextlib.suppress(OSError):
            self._server.send(bytes((number,)))

    def wait(self) -> int:
        """Returns its exit code, negative for the signal that ended it."""
        code = code_of(self._server)
        self._server.close()
        return code


@functools.cache
def _address() -> str:
    """Of the socket of the warm one, which begins with the first call and ends as we do."""
    address = f"{tempfile.mkdtemp(prefix='warm-', dir='/tmp')}/socket"  # that of a socket is short
    server = subprocess.Popen(
        [sys.executable, _FOLDER / "server.py", address],
        env={**{name: value for name, value in os.environ.items() if name != "PYTHONPATH"}, "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,  # its end tells the server that we have ended, however that happened
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert server.stdout.readline() == b"ready\n"
    _servers.append(server)
    return address


def seconds() -> float:
    """Of processor that the warm one and what it ran have taken, and that do not count as ours before `end`."""
    if not _servers or not (told := Path(f"/proc/{_servers[0].pid}/stat")).exists():
        return 0.0
    times = told.read_text().rpartition(")")[2].split()[11:15]
    return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")


def end() -> None:
    """Have the warm one end, so that what it took counts as taken by us."""
    if _servers:
        _servers.pop().communicate()
        _address.cache_clear()

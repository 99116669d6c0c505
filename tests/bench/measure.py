"""What one command costs: seconds of wall and processor, peak memory. POSIX only (wait4)."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

MEBIBYTE = 2**20
RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes there, kilobytes on Linux


@dataclass(frozen=True)
class Cost:
    """wall, cpu: seconds. peak: MiB of resident memory, children included. phases: seconds of each part, if told."""

    wall: float
    cpu: float
    peak: float
    phases: dict[str, float] = field(default_factory=dict)


def run(command: list[str], folder: Path) -> Cost:
    """Run to the end. Raises CalledProcessError, with what the command said, when it fails."""
    log = folder / "last-run.log"
    environment = {**os.environ, "TAMBOUR_PHASES": "1", "PYTHONUTF8": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # elsewhere, code is compiled once and not by each command
    started = time.perf_counter()
    with log.open("w") as sink:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=sink, stderr=subprocess.STDOUT)
        _pid, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    said = log.read_text("utf-8")
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command, said)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * RSS_UNIT / MEBIBYTE, phases(said))


def phases(said: str) -> dict[str, float]:
    lines = [line for line in said.splitlines() if line.startswith("{")]
    return json.loads(lines[-1]) if lines else {}

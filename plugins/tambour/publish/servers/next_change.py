"""When the content itself will be another site: what a timer of systemd waits for, instead of every ten minutes.

After each publication, the timer of the machine that publishes, where one is installed, is told what the last build has
noted: a publication, a withdrawal, the end of an alert or of an event, midnight; or when the first announcement that
waits is to leave, if that is sooner. systemd keeps it over a restart of the
machine, too, and publishes at once what was missed while it was off.
"""

import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tambour.build.last_build import recall
from tambour.build.machine import write_whole
from tambour.publish.servers import TIMER

_DROP_IN = "suite.conf"
_CONTROL = ("systemctl", "--user")
_PATIENCE = 30  # seconds


def calendar_line(until: datetime) -> str:
    """The instant as systemd takes it (systemd.time(7)), whatever zone the machine lives in.

    >>> calendar_line(datetime(2026, 12, 5, 9, 30, tzinfo=UTC))
    'OnCalendar=2026-12-05 09:30:00 UTC'
    """
    return f"OnCalendar={until.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def user_units() -> Path:
    """Folder of the units of whoever runs this."""
    return Path.home() / ".config" / "systemd" / "user"


def arm(
    output: Path, units: Path, run: Callable[[Sequence[str]], object], also: datetime | None = None
) -> datetime | None:
    """Tell the timer, where one is installed, the next change of an output.

    Args:
        output: folder of the finished site.
        units: folder of the units.
        run: runs a command.
        also: another instant at which there is something to do.

    Returns:
        The instant; None without a timer, or when no build has told it.

    Raises:
        OSError, subprocess.SubprocessError: what keeps it from being told.
    """
    last = recall(output) if (units / TIMER).is_file() else None
    if last is None:
        return None
    until = datetime.fromisoformat(last.until)
    until = until if also is None else min(until, also)
    folder = units / f"{TIMER}.d"
    folder.mkdir(parents=True, exist_ok=True)
    text = f"# Refait par Tambour après chaque publication.\n[Timer]\n{calendar_line(until)}\n"
    write_whole(folder / _DROP_IN, text.encode())
    run([*_CONTROL, "daemon-reload"])
    run([*_CONTROL, "restart", TIMER])
    return until


def start(command: Sequence[str]) -> object:
    """Run a command of systemd. Raises OSError, subprocess.SubprocessError."""
    return subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)  # noqa: S603 — `systemctl`, with names of ours

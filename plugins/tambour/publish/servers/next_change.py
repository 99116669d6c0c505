"""When the content itself will be another site: what a timer of systemd waits for, instead of every ten minutes.

`python -m tambour.publish.servers.next_change publishconf.py` reads what the last build has noted (a publication, a
withdrawal, the end of an alert or of an event, midnight) and tells the timer of whoever publishes. systemd keeps it
over a restart of the machine, too, and publishes at once what was missed while it was off.
"""

import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tambour.build.last_build import recall
from tambour.build.request import Request
from tambour.publish.servers import TIMER

_DROP_IN = "suite.conf"
_CONTROL = ("systemctl", "--user")


def calendar_line(until: datetime) -> str:
    """The instant as systemd takes it (systemd.time(7)), whatever zone the machine lives in.

    >>> calendar_line(datetime(2026, 12, 5, 9, 30, tzinfo=UTC))
    'OnCalendar=2026-12-05 09:30:00 UTC'
    """
    return f"OnCalendar={until.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def arm(output: Path, units: Path, run: Callable[[Sequence[str]], object]) -> bool:
    """Tell the timer the next change of an output; False when no build has told it.

    Args:
        output: folder of the finished site.
        units: folder of the units, `~/.config/systemd/user`.
        run: runs a command.
    """
    last = recall(output)
    if last is None:
        return False
    folder = units / f"{TIMER}.d"
    folder.mkdir(parents=True, exist_ok=True)
    line = calendar_line(datetime.fromisoformat(last.until))
    (folder / _DROP_IN).write_text(f"# Refait par Tambour après chaque publication.\n[Timer]\n{line}\n", "utf-8")
    run([*_CONTROL, "daemon-reload"])
    run([*_CONTROL, "restart", TIMER])
    return True


def _run(command: Sequence[str]) -> object:
    return subprocess.run(command, check=True)  # noqa: S603 — `systemctl`, with names of ours


def main(arguments: Sequence[str]) -> int:
    """arguments: the settings file."""
    request = Request.read(settings=Path(arguments[0]))
    output = Path(request.values["OUTPUT_PATH"])
    return 0 if arm(output, Path.home() / ".config" / "systemd" / "user", _run) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""The terminal: what is said reaches whoever listens, and who does not listen ends no work.

A pipe that is closed (`| head`), streams that were never open (a cron job, a service), a disk that is full under a log:
the work goes on, and its exit code tells what came of it.
"""

import io
import os
import re
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from tambour.model.program import call_program

_ORDER = re.compile(r"^(\s*)::", re.MULTILINE)
_SCRIPTS = ("tambour", "tambour.exe", "inv", "inv.exe")


class UsageRefused(Exception):
    """What was typed cannot be done. The message is French, for whoever typed it."""


def no_more_answers(way: str) -> UsageRefused:
    """For questions that nobody answers. way: the command that needs none."""
    return UsageRefused(f"\nIl manque des réponses. Pour les donner toutes d'avance : {way}")


def refuse_taken(folder: Path) -> None:
    """Raise UsageRefused for a place where something stands already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageRefused(f"{folder} existe et n'est pas vide : rien n'y est écrit. Donnez un autre dossier.")


class _Voice(io.FileIO):
    """A stream that nobody may be listening to. is_full: words could not be written, though somebody keeps them."""

    is_full = False

    def write(self, data: object) -> int:
        try:
            return super().write(data)  # type: ignore[arg-type]  # typeshed: any buffer
        except BrokenPipeError:
            pass
        except OSError:
            self.is_full = True
        return len(memoryview(data))  # type: ignore[arg-type]  # as above


class _RunnerText(io.TextIOWrapper):
    """What a runner of GitHub or Forgejo reads: no line of it is an order to the runner, whoever wrote it.

    Orders are lines that begin with `::`, and any that hold `##[` (actions/runner, ActionCommand).
    """

    def write(self, text: str) -> int:
        super().write(_ORDER.sub(r"\1: :", text).replace("##[", "## ["))
        return len(text)

    def command(self, line: str) -> None:
        """An order of ours."""
        super().write(f"{line}\n")


def command(line: str) -> None:
    """Give an order to the machine of a forge; elsewhere, show it."""
    if isinstance(sys.stdout, _RunnerText):
        sys.stdout.command(line)
    else:
        print(line)


def open_streams() -> None:
    """Give the process its three streams, whatever it was started with; a sign that a console lacks shows another.

    A stream that is closed would be the next file that is opened: what a library says there would be written into it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 — as long as the process
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = getattr(sys, name)
        if stream is None or stream is getattr(sys, f"__{name}__"):  # else somebody listens in another way: a test
            setattr(sys, name, _spoken(stream, number))


def _spoken(stream: io.TextIOWrapper | None, number: int) -> io.TextIOWrapper:
    encoding = stream.encoding if stream is not None else "utf-8"
    if stream is not None:
        with suppress(OSError):
            stream.flush()
    voice = _Voice(number, "w", closefd=False)
    kind = _RunnerText if os.environ.get("GITHUB_ACTIONS") == "true" else io.TextIOWrapper
    return kind(io.BufferedWriter(voice), encoding, errors="replace", line_buffering=voice.isatty())


def is_unheard() -> bool:
    """Whether something that had to be said could not be written; a pipe that was closed does not count."""
    raws = []
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
        raws.append(getattr(getattr(stream, "buffer", None), "raw", None))
    return any(isinstance(raw, _Voice) and raw.is_full for raw in raws)


def name_program(given: str | None) -> None:
    """Have messages call this program as it was called. given: how; None: as the process was started."""
    call_program(given or _as_started(sys.argv[0]))


def _as_started(script: str) -> str:
    """`tambour` when the shell finds it by that name; else the path that was typed."""
    name = Path(script).name
    if name not in _SCRIPTS:
        return "tambour"
    found = shutil.which(name)
    same = found is not None and Path(script).exists() and os.path.samefile(found, script)  # noqa: PTH121
    return name.removesuffix(".exe") if same or os.sep not in script else script

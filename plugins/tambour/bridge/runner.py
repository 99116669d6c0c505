"""One run of Pelican, beside the live output."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.log import console
from pelican.settings import read_settings

from tambour.bridge import lifecycle, logs
from tambour.build import run, swap
from tambour.build.clock import Phases
from tambour.build.request import Request
from tambour.build.run import PLUGIN, Run


def make(request: Request, phases: Phases) -> Run:
    """Bring the next folders to what is asked for. Raises SystemExit for a refusal; the live output is not touched."""
    if request.values.get("PLUGINS") != [PLUGIN]:
        # What another plugin writes past our sink could not be told from what an older output left.
        shutil.rmtree(swap.next_folder(request.output), ignore_errors=True)
    logs.forget()
    console.quiet, was_quiet = True, console.quiet  # its English summary counts articles, of which we have none
    try:
        with phases("start"):
            pelican = Pelican(read_settings(str(request.file), _overrides(request, phases)))
        pelican.run()
    finally:
        console.quiet = was_quiet
    lifecycle.judge_log(pelican)  # once more: another plugin may have warned after our own turn
    return Run.of(pelican.settings)


def make_ready(request: Request, output: Path, kit: Path, phases: Phases) -> Run:
    """Have Pelican read the settings and the theme, for a build that stays (`tambour.build.live`).

    Args:
        request: what is asked for.
        output: folder that will be written.
        kit: the same for what is for the agent.
        phases: where to add up seconds.

    Raises:
        SystemExit: for a refusal, its report printed.
    """
    logs.forget()
    console.quiet, was_quiet = True, console.quiet
    folders = {"OUTPUT_PATH": str(output), "KIT_PATH": str(kit), run.PREVIOUS: (output, kit), run.READY: True}
    try:
        pelican = Pelican(read_settings(str(request.file), _overrides(request, phases) | folders))
        with suppress(lifecycle.Ready):
            pelican.run()
    finally:
        console.quiet = was_quiet
    lifecycle.judge_log(pelican)
    return Run.of(pelican.settings)


def _overrides(request: Request, phases: Phases) -> dict[str, Any]:
    """What wins over the settings file for a build beside the live output."""
    return {
        **request.overrides,
        "OUTPUT_PATH": str(swap.next_folder(request.output)),
        "KIT_PATH": str(swap.next_folder(request.kit)),
        "DELETE_OUTPUT_DIRECTORY": False,
        "LOCALE": ["C.UTF-8", "C"],  # nothing of ours depends on it; Pelican would take the machine's, or warn
        run.PREVIOUS: (request.output, request.kit),
        run.PHASES: phases,
        lifecycle.SETTINGS_FILE: str(request.file),
    }

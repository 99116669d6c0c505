"""One run of Pelican, beside the live output."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.log import console
from pelican.settings import read_settings

from tambour.bridge import lifecycle, logs
from tambour.build import run, settings, swap
from tambour.build.clock import Phases
from tambour.build.request import Request
from tambour.build.run import PLUGIN, MadeReady, Previous, Run
from tambour.model.problems import Problem


def make(
    request: Request,
    phases: Phases,
    untouched: Mapping[str, str] | None = None,
    *,
    strict: bool = False,
    without: tuple[Problem, ...] = (),
) -> Run:
    """Bring the next folders to what is asked for. Raises SystemExit for a refusal; the live output is not touched.

    What only rendering finds at fault is passed over by another run, unless it is strict. untouched: signature of each
    file of the live output, when it was written (`Previous`). without: what an earlier run was found to have at fault.
    """
    late: list[tuple[Problem, ...]] = [without] if without else []
    while True:
        more = {run.STRICT: strict, run.LATE: tuple(late)}
        made = _make(request, phases, _overrides(request, phases, untouched or {}) | more)
        if not made.refused:
            return made
        late.append(made.refused)


def make_ready(request: Request, output: Path, kit: Path, phases: Phases) -> MadeReady:
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
    folders = {"OUTPUT_PATH": str(output), "KIT_PATH": str(kit), run.READY: True}
    try:
        pelican = Pelican(read_settings(str(request.file), _overrides(request, phases, {}) | folders))
        pelican.run()
    except lifecycle.Ready as ready:
        return MadeReady(pelican.settings[settings.KEY], ready.generator, output)
    finally:
        console.quiet = was_quiet
    raise AssertionError("another plugin has kept Pelican from telling that everything is read")


def _make(request: Request, phases: Phases, overrides: dict[str, Any]) -> Run:
    if request.values.get("PLUGINS") != [PLUGIN]:
        # What another plugin writes past our sink could not be told from what an older output left.
        shutil.rmtree(swap.next_folder(request.output), ignore_errors=True)
    logs.forget()
    pelican: Pelican | None = None
    console.quiet, was_quiet = True, console.quiet  # its English summary counts articles, of which we have none
    try:
        with phases("start"):
            pelican = Pelican(read_settings(str(request.file), overrides))
        pelican.run()
    except SystemExit:
        made = pelican.settings.get(run.KEY) if pelican is not None else None
        if isinstance(made, Run) and made.refused:
            return made
        raise
    finally:
        console.quiet = was_quiet
    lifecycle.judge_log(pelican)  # once more: another plugin may have warned after our own turn
    return Run.of(pelican.settings)


def _overrides(request: Request, phases: Phases, untouched: Mapping[str, str]) -> dict[str, Any]:
    """What wins over the settings file for a build beside the live output."""
    return {
        **request.overrides,
        "OUTPUT_PATH": str(swap.next_folder(request.output)),
        "KIT_PATH": str(swap.next_folder(request.kit)),
        "DELETE_OUTPUT_DIRECTORY": False,
        "LOCALE": ["C.UTF-8", "C"],  # nothing of ours depends on it; Pelican would take the machine's, or warn
        run.PREVIOUS: Previous(request.output, request.kit, untouched),
        run.PHASES: phases,
        lifecycle.SETTINGS_FILE: str(request.file),
    }

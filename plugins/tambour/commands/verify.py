"""`inv verify`: read the finished output back, and tell each fact on which a channel and the content differ."""

import sys
from datetime import datetime
from pathlib import Path

from tambour.build import clock, last_build, report
from tambour.build.request import Request
from tambour.build.settings import BuildSettings
from tambour.commands.project import read_settings, settle_project
from tambour.model.problems import Refused
from tambour.verify.folder import NotAnOutput, OutputFolder
from tambour.verify.report import text
from tambour.verify.run import Verdict
from tambour.verify.run import verify as compare
from tambour.words.numbers import number_fr
from tambour.words.typography import NBSP

EXIT_DISAGREEMENTS = 70  # EX_SOFTWARE, sysexits.h: the content is right, what was made of it is not
EXIT_NO_OUTPUT = 66  # EX_NOINPUT


def verify(
    content: Path | None = None, settings: Path | None = None, output: Path | None = None, now: str | None = None
) -> int:
    """Verify an output, by default that of the project in the current folder.

    Args:
        content: folder of the content.
        settings: file of the settings.
        output: folder of the finished site.
        now: the instant for which it was built; by default that of the last build, else that of the settings.

    Returns:
        0: every channel says the same. 65, 78: content or settings are refused. 66: there is no output.
        70: disagreements, all of them told.
    """
    elapsed = clock.stopwatch()
    try:
        request = Request.read(content, settings, output, None, now)
        project_settings = read_settings(request)
        folder = OutputFolder.read(request.output, request.kit)
        instant = built_for(request, project_settings)
        published = settle_project(request, project_settings, instant).content
        verdict = compare(folder, project_settings, published, instant)
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode
    except NotAnOutput as missing:
        print(f"Rien à vérifier dans {missing} : construisez d'abord le site.", file=sys.stderr)
        return EXIT_NO_OUTPUT
    return tell(verdict, elapsed())


def tell(verdict: Verdict, seconds: float) -> int:
    """Print a verdict. Returns the exit code."""
    print(
        f"{text(verdict)} ({number_fr(round(seconds, 1))}{NBSP}s)", file=sys.stderr if verdict.disagreements else None
    )
    return EXIT_DISAGREEMENTS if verdict.disagreements else 0


def built_for(request: Request, settings: BuildSettings) -> datetime:
    """The instant of the output: the one asked for, else that of the build that made it, else that of a build now."""
    instant = clock.now(settings.now, settings.territory.zone)
    if "NOW" in request.overrides:
        return instant
    last = last_build.recall(request.output)
    if last is None or last.witness != last_build.witness(request.output / last_build.MANIFEST):
        return instant
    return datetime.fromisoformat(last.since).astimezone(settings.territory.zone)

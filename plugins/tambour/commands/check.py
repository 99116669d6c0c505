"""`inv check`: read the settings and all of the content, say what is wrong, make nothing. Pelican stays unloaded."""

import sys
from collections.abc import Sequence
from contextlib import nullcontext, redirect_stdout
from datetime import date
from pathlib import Path

from tambour.build import clock, report
from tambour.build.request import Request
from tambour.commands import terminal
from tambour.commands.build import no_garbage_collection
from tambour.commands.forge_reports import GITHUB, GITLAB, TEXT, code_quality, github_lines
from tambour.commands.project import read_settings, settle_project
from tambour.model.problems import ContentRefused, Problem, Refused
from tambour.source.catalogue import Catalogue, ContentFile
from tambour.words.dates import date_fr
from tambour.words.numbers import count_fr


def check(
    content: Path | None = None, settings_file: Path | None = None, *, strict: bool = False, form: str = TEXT
) -> int:
    """Check a project, by default the one in the current folder: all that a build would find wrong, and nothing else.

    Args:
        content: folder of the content.
        settings_file: file of the settings.
        strict: what stops a strict build is told without what another build would do in spite of it.
        form: one of `FORMATS`; what a forge reads is told beside the sentences, which go to the standard error.

    Returns 0, 65 (content to mend) or 78 (settings).
    """
    with redirect_stdout(sys.stderr) if form == GITLAB else nullcontext():
        code, problems, root = _judge(content, settings_file, strict=strict)
    if form == GITHUB:
        for line in github_lines(problems, root):
            terminal.command(line)
    elif form == GITLAB:
        print(code_quality(problems, root))
    return code


def _judge(
    content: Path | None, settings_file: Path | None, *, strict: bool
) -> tuple[int, Sequence[Problem], Path | None]:
    """Say what is wrong. Returns the code, the problems, and the folder of the content."""
    root = content
    try:
        request = Request.read(content, settings_file)
        root = Path(request.values["PATH"])
        ours = read_settings(request)
        now = clock.now(ours.now, ours.territory.zone)
        with no_garbage_collection():
            settled = settle_project(request, ours, now)
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode, refused.problems, root
    if settled.problems:
        refusal = ContentRefused(settled.problems)
        told = report.text(refusal) if strict else report.round_text(settled.problems, settled.left_out)
        print(told, file=sys.stderr)
        return refusal.exitcode, settled.problems, root
    for note in settled.content.notes:
        print(f"À noter : {note}")
    for entry in _to_review(settled.content.catalogue, now.date()):
        print(f"À relire : {entry.origin.path} (a_revoir_le : {date_fr(entry.item.review_on or now)}).")
    count = count_fr(len(settled.content.catalogue.entries), "contenu relu", "contenus relus")
    print(f"{count}, rien à corriger.")
    return 0, (), root


def _to_review(catalogue: Catalogue, today: date) -> list[ContentFile]:
    """What its writer wanted to read again by now, the most overdue first."""
    due = [entry for entry in catalogue.entries if entry.item.review_on and entry.item.review_on <= today]
    return sorted(due, key=lambda entry: (entry.item.review_on or today, entry.item.id))

"""`inv check`: read the settings and all of the content, say what is wrong, make nothing. Pelican stays unloaded.

Where nothing has changed since a check that found nothing wrong, what it said is said again.
"""

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext, redirect_stdout, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tambour.build.inputs import inputs
from tambour.build.last_build import store_of, witness
from tambour.build.request import Request
from tambour.commands import terminal
from tambour.commands.forge_reports import GITHUB, GITLAB, TEXT, code_quality, github_lines
from tambour.media.sealed import seal, unseal
from tambour.model.problems import ContentRefused, Problem, Refused
from tambour.words.numbers import count_fr

if TYPE_CHECKING:
    from tambour.build.going_round import Settled
    from tambour.source.entry import Catalogue, ContentFile

_FOLDER = "readings"  # of the cache


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
        last = LastCheck.of(request)
        if (said := last.answer(request.now())) is not None:
            print(said)
            return 0, (), root
        settled, now = _settle(request)
    except Refused as refused:
        from tambour.build import report  # noqa: PLC0415 — where something is wrong

        print(report.text(refused), file=sys.stderr)
        return refused.exitcode, refused.problems, root
    if settled.problems:
        from tambour.build import report  # noqa: PLC0415 — likewise

        refusal = ContentRefused(settled.problems)
        told = report.text(refusal) if strict else report.round_text(settled.problems, settled.left_out)
        print(told, file=sys.stderr)
        return refusal.exitcode, settled.problems, root
    said = "\n".join(_sentences(settled, now))
    print(said)
    with suppress(OSError):
        last.keep(said, now, settled)
    return 0, (), root


def _settle(request: Request) -> tuple["Settled", datetime]:
    """What a build would publish, and the moment at which that was judged. Raises Refused."""
    from tambour.build import clock  # noqa: PLC0415 — to judge takes all of these, and half a second
    from tambour.commands.build import no_garbage_collection  # noqa: PLC0415
    from tambour.commands.project import read_settings, settle_project  # noqa: PLC0415

    ours = read_settings(request)
    now = clock.now(ours.now, ours.territory.zone)
    with no_garbage_collection():
        return settle_project(request, ours, now), now


def _sentences(settled: "Settled", now: datetime) -> Iterator[str]:
    from tambour.words.dates import date_fr  # noqa: PLC0415 — as above

    for note in settled.content.notes:
        yield f"À noter : {note}"
    for entry in _to_review(settled.content.catalogue, now.date()):
        yield f"À relire : {entry.origin.path} (a_revoir_le : {date_fr(entry.item.review_on or now)})."
    count = count_fr(len(settled.content.catalogue.entries), "contenu relu", "contenus relus")
    yield f"{count}, rien à corriger."


def _to_review(catalogue: "Catalogue", today: date) -> list["ContentFile"]:
    """What its writer wanted to read again by now, the most overdue first."""
    due = [entry for entry in catalogue.entries if entry.item.review_on and entry.item.review_on <= today]
    return sorted(due, key=lambda entry: (entry.item.review_on or today, entry.item.id))


@dataclass(frozen=True)
class LastCheck:
    """What the last check of a site said that found nothing wrong. key: of all that it has judged, time excepted."""

    file: Path
    key: str

    @classmethod
    def of(cls, request: Request) -> Self:
        """Of one site, as it is now."""
        states = witness(store_of(request.cache, request.output, request.file.parent))
        name = hashlib.sha256(f"{request.file}\0{request.values['PATH']}".encode("utf-8", "surrogateescape"))
        key = f"{inputs(request).fingerprint()} {states}"
        return cls(request.cache / _FOLDER / f"{name.hexdigest()}.json", key)

    def answer(self, now: datetime | None) -> str | None:
        """What it said, if a check now would say the same."""
        try:
            kept = json.loads(unseal(self.file.read_bytes()))
            since, until = (datetime.fromisoformat(kept[name]) for name in ("since", "until"))
            return str(kept["said"]) if now and kept["key"] == self.key and since <= now < until else None
        except (OSError, ValueError, TypeError, KeyError):  # none, or not what was kept
            return None

    def keep(self, said: str, since: datetime, settled: "Settled") -> None:
        """Remember it, until the same content may be judged otherwise. Raises OSError."""
        from tambour.build.schedule import quiet_until  # noqa: PLC0415 — as above

        until = quiet_until(settled.content.catalogue.entries, since)
        span = {"since": since.astimezone(UTC).isoformat(), "until": until.astimezone(UTC).isoformat()}
        self.file.parent.mkdir(parents=True, exist_ok=True)
        spare = self.file.with_name(f"{self.file.name}.tambour-new")
        spare.write_bytes(seal(json.dumps({"key": self.key, "said": said, **span}).encode()))
        spare.replace(self.file)

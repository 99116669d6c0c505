"""`build --verify`: nothing is put in place on which channels disagree, and one item holds no other back by it.

An item on which channels disagree is gone round, as one that is at fault: it keeps what was last published of it, or
waits, and the site is made again. What stays as it is on the live site is no new mistake. An alert does not wait:
not for what is wrong in it, and not for what is wrong in others, even where that cannot be gone round.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tambour.build import swap
from tambour.build.last_build import MANIFEST
from tambour.build.schedule import is_expired
from tambour.model.left_out import Fate
from tambour.model.problems import Problem

if TYPE_CHECKING:
    from tambour.build.content import Content
    from tambour.build.request import Request
    from tambour.build.run import Run
    from tambour.build.settings import BuildSettings
    from tambour.source.entry import ContentFile
    from tambour.verify.observation import Disagreement
    from tambour.verify.run import Verdict


_PUBLISHED = (
    "C'est publié quand même : une alerte n'attend pas, et ce qui était déjà ainsi sur le site en place ne retient "
    "rien. Signalez ces lignes."
)


class ChannelsDisagree(Exception):
    """What was made does not say the same everywhere."""

    def __init__(self, verdict: "Verdict") -> None:
        super().__init__(len(verdict.disagreements))
        self.verdict = verdict


def verify_output(site: Path, kit: Path, settings: "BuildSettings", content: "Content", now: datetime) -> "Verdict":
    """What a reader of a finished output finds. Raises NotAnOutput."""
    from tambour.verify.folder import OutputFolder  # noqa: PLC0415 — readers of every format, that no other build pays for
    from tambour.verify.run import verify  # noqa: PLC0415

    return verify(OutputFolder.read(site, kit), settings, content, now)


@dataclass
class VerifiedBuild:
    """The making of a site that is read back before anybody puts it in place.

    Attributes:
        request: what is asked for.
        make: makes it beside the live output, without what it is given: problems that were found late.
        strict: any disagreement stops everything.
        verdict: on what was made last.
    """

    request: "Request"
    make: Callable[[tuple[Problem, ...]], "Run"]
    strict: bool = False
    verdict: "Verdict | None" = None
    _faults: dict[str, Problem] = field(default_factory=dict)

    def run(self) -> "Run":
        """Make it until it may be put in place. Raises ChannelsDisagree when no item alone is the cause."""
        while True:
            run = self.make(tuple(self._faults.values()))
            verdict = self._verdict(run, swap.next_folder(self.request.output), swap.next_folder(self.request.kit))
            self.verdict = verdict
            faults = self._new_faults(run, verdict)
            if not faults:
                return run
            self._faults |= faults

    def tell(self) -> bool:
        """Say what is put in place although channels disagree on it. Returns whether they never did."""
        assert self.verdict is not None
        if self.verdict.disagreements:
            from tambour.verify.report import text  # noqa: PLC0415 — as the readers

            print(text(self.verdict), _PUBLISHED, sep="\n", file=sys.stderr, flush=True)
        return not (self.verdict.disagreements or self._faults)

    def _verdict(self, run: "Run", site: Path, kit: Path) -> "Verdict":
        with run.phases("verify"):
            return verify_output(site, kit, run.settings, run.content_again(), run.now)

    def _new_faults(self, run: "Run", verdict: "Verdict") -> dict[str, Problem]:
        """What is to be gone round by making the site again; nothing when it may be put in place."""
        by_item: dict[str, list[Disagreement]] = {}
        for disagreement in verdict.disagreements:
            by_item.setdefault(disagreement.item, []).append(disagreement)
        public = {entry.item.id: entry for entry in run.settled.content.public}
        of_many = 2 * len(by_item) > len(public)  # then it is the theme, the settings, or the program
        if by_item and (self.strict or not by_item.keys() <= public.keys()):
            raise ChannelsDisagree(verdict)
        if by_item and of_many:
            self._hold_unless_urgent(run, verdict)
            return {}
        kept = {left.path for left in run.left_out if left.fate is Fate.KEPT}
        waiting = {item: entry for item, entry in public.items() if item in by_item and not _goes_out(entry)}
        new = {item: entry for item, entry in waiting.items() if entry.origin.path not in kept}
        if again := new.keys() & self._faults.keys():
            self._hold_unless_urgent(run, verdict)
            new = {item: entry for item, entry in new.items() if item not in again}
        last = [one for item in waiting.keys() - new.keys() for one in by_item[item]]
        if last and not new and not self._is_live(run, last):
            self._hold_unless_urgent(run, verdict)
        return {item: _problem(entry, by_item[item]) for item, entry in new.items()}

    def _hold_unless_urgent(self, run: "Run", verdict: "Verdict") -> None:
        """Raise ChannelsDisagree, but for an alert in which nothing is wrong and that the public has not seen as it is.

        Of one that is in place here, it cannot be told whether it was sent: it goes out, too, as long as nothing else
        gets worse by it.
        """
        disputed = {one.item for one in verdict.disagreements}
        made, live = (_tells(folder) for folder in (swap.next_folder(self.request.output), self.request.output))
        alerts = {one.item.id: one.item for one in run.settled.content.public if _goes_out(one)}
        in_force = {item for item, alert in alerts.items() if not is_expired(alert, run.now)} - disputed
        lifted = (alerts.keys() & live.keys()) - in_force - disputed
        is_news = any(made.get(item) != live.get(item) for item in in_force | lifted)
        if not (is_news or (in_force and self._is_live(run, [*verdict.disagreements]))):
            raise ChannelsDisagree(verdict)

    def _is_live(self, run: "Run", disagreements: "list[Disagreement]") -> bool:
        """Whether the live site has them already."""
        from tambour.verify.folder import NotAnOutput  # noqa: PLC0415

        try:
            live = self._verdict(run, self.request.output, self.request.kit)
        except NotAnOutput:
            return False
        return set(disagreements) <= set(live.disagreements)


def _goes_out(entry: "ContentFile") -> bool:
    """Whether an item is published whatever channels make of it."""
    return entry.item.kind == "alert"


def _tells(site: Path) -> dict[str, object]:
    """What a finished site tells of each item, by its id; nothing of what is no site."""
    try:
        items = json.loads((site / MANIFEST).read_bytes())["items"]
        return {str(item): told["tells"] for item, told in items.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def _problem(entry: "ContentFile", disagreements: "list[Disagreement]") -> Problem:
    from tambour.messages import problem  # noqa: PLC0415 — as the readers

    first, others = disagreements[0], len(disagreements) - 1
    more = f" ; de même ailleurs ({others})" if others else ""
    context = {"about": first.about, "first": first.first, "second": first.second, "more": more}
    return problem("canaux-en-desaccord", entry.origin.path, entry.origin.line("titre"), **context)

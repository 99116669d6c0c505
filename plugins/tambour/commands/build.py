"""Build a site: find out whether there is anything to do, make it beside the live output, put it in place at once.

A build that stops, for whatever reason, leaves the live output as it was.
"""

import atexit
import gc
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from tambour.build import built_from, last_build, machine, swap
from tambour.build.clock import Phases, stopwatch
from tambour.build.folders import empty_cache, is_kit
from tambour.build.inputs import Inputs, inputs
from tambour.build.request import Request
from tambour.commands.agreement import ChannelsDisagree, VerifiedBuild, verify_output
from tambour.model.problems import SettingsRefused
from tambour.model.site.output import KIT_FEED, KIT_PLAN
from tambour.words.numbers import count_fr, list_fr, number_fr
from tambour.words.typography import NBSP

if TYPE_CHECKING:
    from tambour.build.live.kept_build import KeptBuild
    from tambour.build.live.site_build import SiteBuild
    from tambour.build.run import Run
    from tambour.model.problems import Problem

PLUGIN = "tambour"  # ours, among Pelican's
atexit.register(gc.freeze)  # a process that ends need not look for garbage among all that a build has left
PHASES = "TAMBOUR_PHASES"  # environment: 1 = print the seconds of each phase, as JSON, on stderr


class How(TypedDict, total=False):
    """How to build. quiet: say nothing of what was made. verify: nothing is put in place on which channels disagree; an
    item of which that is true is gone round, unless it is strict.

    anew: believe nothing that earlier builds left. strict: any fault stops everything; without it, publication goes
    round what is faulty, says so first, and returns 0.
    """

    quiet: bool
    verify: bool
    anew: bool
    strict: bool


def build(
    content: Path | None = None,
    settings: Path | None = None,
    output: Path | None = None,
    url: str | None = None,
    now: str | None = None,
    **how: Unpack[How],
) -> int:
    """Build, and say in French what came of it. Returns the exit code.

    Everything has a default: the project in the current folder. now: as in a content file, `2026-12-05 10:00`.
    0: built, or nothing had changed. 65: content to mend, and nothing was published; 78: settings to mend, 70: Pelican
    warned (`tambour.bridge.logs`), or channels disagree (`tambour.commands.verify`), 74: the machine refuses something.
    An exception is a mistake of ours: it passes.
    """
    elapsed, phases, request = stopwatch(), Phases(), None
    try:
        with machine.in_french():
            request = Request.read(content, settings, output, url, now)
            request.check_output()
            with no_garbage_collection():
                outcome = _bring_up_to_date(request, phases, how)
    except (SettingsRefused, machine.MachineRefused) as refused:
        from tambour.build import report  # noqa: PLC0415 — of a build that stops

        print(report.text(refused), file=sys.stderr)
        if request and isinstance(refused, machine.MachineRefused) and (request.output / last_build.MANIFEST).exists():
            print(f"Le site en place reste entier, dans {display_path(request.output)}.", file=sys.stderr)
        return refused.exitcode
    except SystemExit as stopped:  # how our handlers leave a run of Pelican, their report printed
        return stopped.code if isinstance(stopped.code, int) else 1
    except ChannelsDisagree as found:
        from tambour.commands.verify import tell  # noqa: PLC0415 — see `verify_output`

        return tell(found.verdict, elapsed())
    if not how.get("quiet"):
        print(f"{outcome} ({number_fr(round(elapsed(), 1))}{NBSP}s).")
    if os.environ.get(PHASES):
        print(json.dumps({**phases.seconds, "total": elapsed()}), file=sys.stderr)
    return 0


def build_anew(request: Request) -> "Run":
    """Build whatever is there already, and hand over what was made. Raises as `tambour.bridge.runner.make` does.

    What is faulty is gone round, and told.
    """
    request.check_output()
    with last_build.lock(request.output) as memory, readable_by_servers(request), no_garbage_collection():
        run = _make(request, Phases(), {}, strict=False)
        run.tell()
        memory.forget()
        built_from.forget(request.cache, request.output)
        _put_in_place(request, run)
    return run


def _bring_up_to_date(request: Request, phases: Phases, how: How) -> str:
    """Make the live output what is asked for, if it is not so already. Returns what was done, in French.

    Raises ChannelsDisagree.
    """
    verify, anew, strict = how.get("verify"), how.get("anew"), how.get("strict")
    with last_build.lock(request.output) as memory:
        swap.repair(request.output)
        swap.repair(request.kit)
        with phases("fingerprint"):
            sources, instant = inputs(request).at_once(), request.now()
            fingerprint, last = sources.fingerprint(), memory.last()
            before = built_from.read(request.cache, request.output)
        same = None
        if anew:
            memory.forget()
            empty_cache(request.cache)
            before = None
        elif instant:
            same = _still_holding(last, before, fingerprint, sources, instant, request)
        if instant and same and not (strict and same.report):
            if same != last:
                memory.keep(same)
            _tell_again(request, same, verify=bool(verify))
            return f"Rien n'a changé : {display_path(request.output)} est à jour"
        with phases("fingerprint"):
            built = built_from.BuiltFrom.of(sources, before)
        untouched = last.files if last and not anew else {}

        alone = request.values.get("PLUGINS") == [PLUGIN]  # another plugin may read or rewrite what we make
        maker = _Maker(request, phases, built.key_of_settings(sources), strict=bool(strict), anew=bool(anew))

        def make(without: tuple["Problem", ...] = ()) -> "Run":
            with readable_by_servers(request):
                if alone:
                    return maker.make(without)
                return _make(request, phases, untouched, strict=bool(strict), without=without)

        verified = VerifiedBuild(request, make, bool(strict)) if verify else None
        run = verified.run() if verified else make()
        notes = [*run.notes, *_lost_lines(last, run)]
        run.tell()
        agree = verified is None or verified.tell()
        memory.forget()
        built_from.forget(request.cache, request.output)
        with phases("swap"):
            _put_in_place(request, run)
            run.keep_states()
            maker.keep()
        record = build_record(run, fingerprint, request)
        if agree:  # else it is made, and told, again
            memory.keep(record)
        if agree and not run.problems:  # what was gone round is told again: it must be known
            kit = bool(run.kit.written)
            built_from.keep(built.complete(record, request.output, kit=kit), request.cache, request.output)
    said = "".join(f"À noter : {note}\n" for note in notes)
    return f"{said}Site construit dans {display_path(request.output)} : {summary(run)}"


def _tell_again(request: Request, same: last_build.LastBuild, *, verify: bool) -> None:
    """What was told of the build that stands as it is; read it back, if that is asked. Raises ChannelsDisagree."""
    if same.report:
        print(same.report, file=sys.stderr, flush=True)
    if not verify:
        return
    from tambour.commands.project import read_settings, settle_project  # noqa: PLC0415

    settings = read_settings(request)
    built_for = datetime.fromisoformat(same.since).astimezone(settings.territory.zone)
    content = settle_project(request, settings, built_for).content
    verdict = verify_output(request.output, request.kit, settings, content, built_for)
    if verdict.disagreements:
        raise ChannelsDisagree(verdict)


def _still_holding(
    last: last_build.LastBuild | None,
    before: built_from.BuiltFrom | None,
    fingerprint: str,
    sources: Inputs,
    instant: datetime,
    request: Request,
) -> last_build.LastBuild | None:
    """The last build, as it is to be remembered from now on, if one now would make the same; else None.

    Where times and inodes differ, bytes tell: of the inputs, and of the output when nothing is known of it, as in CI
    after its cache was restored. What is for the agent counts there unless the settings are those of a publication.
    """
    witness = last_build.witness(request.output / last_build.MANIFEST)
    states = last_build.witness(last_build.store_of(request.cache, request.output, request.file.parent))
    if last and last.still_holds(fingerprint, instant, witness, states):
        return last if _is_untouched(last, request) else None
    if before is None or (last is not None and last.report):
        return None
    lines = last.ledger if last else 0
    same = last_build.LastBuild(fingerprint, before.since, before.until, witness, ledger=lines)
    if not same.still_holds(fingerprint, instant, witness) or not before.is_same(sources):
        return None
    files, kit_files = _signatures(request)  # last: to look at all files takes a third of what nothing changed costs
    same = replace(same, files=files, kit=kit_files)
    if last is not None:
        known = (last.witness, last.since, last.files, last.kit)
        return same if known == (witness, before.since, same.files, same.kit) else None
    kit = not before.kit or request.kit.is_dir() or bool(request.values.get("PUBLICATION"))
    return same if kit and built_from.is_whole(request.output, before.manifest) else None


def _is_untouched(last: last_build.LastBuild, request: Request) -> bool:
    """Whether the output and the kit are what the last build left, as far as it can be told without reading them."""
    return (last.files, last.kit) == _signatures(request)


def _signatures(request: Request) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Of the output, and of the kit."""
    kit = last_build.signatures(request.kit) if is_kit(request.kit) else {}
    return last_build.signatures(request.output), _as_built(kit)


def _as_built(kit: Mapping[str, str]) -> dict[str, str]:
    """Without what is written there after the build: it would be made again at each one."""
    return {path: signature for path, signature in kit.items() if path not in (KIT_PLAN, KIT_FEED)}


@dataclass
class _Maker:
    """Makes the next folders, going on where the last command ended, where no other plugin has a say.

    key: digest of all that both must have in common.
    """

    request: Request
    phases: Phases
    key: str
    strict: bool
    anew: bool
    _build: "SiteBuild | None" = None

    def make(self, without: tuple["Problem", ...]) -> "Run":
        """See `_make`."""
        with self.phases("start"):
            from tambour.bridge.logs import EXIT_WARNINGS  # noqa: PLC0415 — an idle build does not pay for these
            from tambour.bridge.runner import make_ready  # noqa: PLC0415
            from tambour.build import report  # noqa: PLC0415
            from tambour.build.live.watch import PelicanWarned  # noqa: PLC0415

            ready = make_ready(self.request, self.request.output, self.request.kit, self.phases)
        with self.phases("kept"):
            self._build = self._store().begin(ready, strict=self.strict, anew=self.anew)
        try:
            with report.stopping():
                return self._build.bring_up_to_date(self.phases, without=without)
        except PelicanWarned as warned:
            print(warned, file=sys.stderr)
            raise SystemExit(EXIT_WARNINGS) from None

    def keep(self) -> None:
        """Leave the next command what this one knows, once its output is in place."""
        if self._build is not None:
            with suppress(OSError):
                self._store().keep(self._build)

    def _store(self) -> "KeptBuild":
        from tambour.build.live.kept_build import KeptBuild  # noqa: PLC0415 — as above
        from tambour.build.live.kept_parts import KeptParts  # noqa: PLC0415

        return KeptBuild(KeptParts.of(self.request.cache, self.request.output, self.key))


def _make(
    request: Request,
    phases: Phases,
    untouched: Mapping[str, str],
    *,
    strict: bool,
    without: tuple["Problem", ...] = (),
) -> "Run":
    with phases("start"):
        from tambour.bridge.runner import make  # noqa: PLC0415 — half a second that an idle build does not pay
    return make(request, phases, untouched, strict=strict, without=without)


def _lost_lines(last: last_build.LastBuild | None, run: "Run") -> Iterator[str]:
    """The ledger only grows: one that has become shorter was cut, removed, or taken from before."""
    from tambour.source.files import LEDGER_FILE  # noqa: PLC0415 — an idle build reads no ledger

    lost = last.ledger - run.ledger_lines if last else 0
    if lost > 0:
        yield (
            f"{LEDGER_FILE} a perdu {count_fr(lost, 'ligne', 'lignes')} depuis la dernière construction. Il ne fait "
            f"que grandir : reprenez-le dans git (git checkout -- content/{LEDGER_FILE})."
        )


@contextmanager
def readable_by_servers(request: Request) -> Iterator[None]:
    """Whoever builds may keep its files to itself (`umask 077`); what is published must be read by a web server.

    The kit stays closed to others as its folder is.
    """
    own = os.umask(0o777)
    os.umask(own & 0o022)
    try:
        yield
        if (kit := swap.next_folder(request.kit)).is_dir():
            kit.chmod(0o777 & ~own)
    finally:
        os.umask(own)


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """What a build reads lives to its end: to look for garbage among it takes a third of the time and finds none.

    From its snapshot on, it is looked for again (`Run.take`).
    """
    enabled, thresholds = gc.isenabled(), gc.get_threshold()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # the two of them: all that is there counts as old, and is not looked through at once
        gc.set_threshold(*thresholds)
        if enabled:
            gc.enable()


def _put_in_place(request: Request, run: "Run") -> None:
    swap.put_in_place(request.output)
    if run.kit.written:
        swap.put_in_place(request.kit)
    else:
        for folder in (request.kit, swap.next_folder(request.kit)):
            if (folder / last_build.KIT_MARK).is_file():
                shutil.rmtree(folder, ignore_errors=True)


def build_record(run: "Run", fingerprint: str, request: Request) -> last_build.LastBuild:
    """What is kept of a complete build."""
    from tambour.build.schedule import quiet_until  # noqa: PLC0415

    until = quiet_until(run.catalogue.entries, run.now).astimezone(UTC).isoformat()
    since = run.now.astimezone(UTC).isoformat()
    files, kit = run.sink.signatures(), run.kit.signatures()
    return last_build.LastBuild(
        fingerprint,
        since,
        until,
        last_build.witness(request.output / last_build.MANIFEST),
        *(_signatures(request) if files is None or kit is None else (files, _as_built(kit))),
        ledger=run.ledger_lines,
        report=run.told,
        states=last_build.witness(run.store),
    )


def summary(run: "Run") -> str:
    """`12 actualités, 8 événements et 3 pages ; 214 fichiers, dont 190 inchangés`; nothing of the last when none is."""
    from tambour.model.kinds import KINDS  # noqa: PLC0415 — an idle build counts nothing

    counts = Counter(published.item.kind for published in run.published.items)
    kinds = [count_fr(counts[kind.name], kind.label, kind.plural) for kind in KINDS.values() if counts[kind.name]]
    files = len(run.sink.written) + len(run.kit.written)
    same = sum(written.linked for written in (*run.sink.written.values(), *run.kit.written.values()))
    unchanged = f", dont {count_fr(same, 'inchangé')}" if same else ""
    return f"{list_fr(kinds) or 'aucun contenu'} ; {count_fr(files, 'fichier')}{unchanged}"


def display_path(output: Path) -> str:
    """The folder as the person knows it."""
    return f"{output.relative_to(Path.cwd())}/" if output.is_relative_to(Path.cwd()) else f"{output}/"

"""Content that has faults, judged all the same: without what is wrong in it, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from tambour.build.clock import Phases
from tambour.build.content import Content, read_content
from tambour.build.faults import (
    FaultyFile,
    Unit,
    breaks_nothing,
    by_file,
    id_of,
    is_link,
    key_at,
    of_relations,
    page_of,
    records_at,
    stand_ins,
)
from tambour.build.published_states import PublishedStates
from tambour.build.settings import BuildSettings
from tambour.build.snapshot import Snapshot, judge
from tambour.model.problems import Problem
from tambour.source.memory import SourceMemory
from tambour.source.overlay import AS_WRITTEN, Overlay

MOST_ROUNDS = 60  # each one passes something over: more of them would be a mistake of ours


@dataclass(frozen=True)
class Asked:
    """What is to be settled.

    states: what was published before. strict: any problem stops. dry: no version of a picture is made. unite: a ledger
    that a merge left in two versions is taken as both. late: problems that only rendering found, one batch for each
    attempt. phases: where to add up seconds. memory: what was read of the content before, by this process or another.
    """

    settings: BuildSettings
    now: datetime
    states: PublishedStates = field(default_factory=PublishedStates)
    strict: bool = False
    dry: bool = False
    unite: bool = False
    late: tuple[tuple[Problem, ...], ...] = ()
    phases: Phases = field(default_factory=Phases)
    memory: SourceMemory = field(default_factory=SourceMemory)

    def read(self, overlay: Overlay) -> Content:
        """The content, otherwise than it is written."""
        with self.phases("source"):
            content = read_content(
                self.settings,
                self.now,
                overlay=overlay,
                unite=self.unite,
                published=lambda entry: self.states.holds(str(entry.origin.path), entry.item.id),
                memory=self.memory,
            )
        return self.states.told_of_letters(content)

    def judge(self, content: Content) -> Snapshot:
        """What it would become."""
        with self.phases("snapshot"):
            return judge(self.settings, content, self.now, dry=self.dry)


class Trial:
    """The content without what is wrong in it, field by field: how the rest is judged in the same run.

    found: what is wrong between contents, and was hidden behind something else. lost_records: a register is read
    without some of its records, since it was never good.
    """

    def __init__(self, asked: Asked, written: Content) -> None:
        self._asked = asked
        self._content = written
        self._overlay = AS_WRITTEN
        self._accepted: set[Problem] = set()
        self.found: set[Problem] = set()
        self.lost_records = False

    def readable(self) -> Content:
        """What can be judged as a whole."""
        for _ in range(MOST_ROUNDS):
            new = [problem for problem in self._content.problems if problem not in self._accepted]
            if not new:
                break
            for file in by_file(new, self._asked.settings.content):
                self._trim(file)
            self._content = self._asked.read(self._overlay)
            self.found |= {problem for problem in self._content.problems if of_relations(problem)}
        return self._content

    def _trim(self, file: FaultyFile) -> None:
        overlay, path, head = self._overlay, file.path, self._content.heads.get(file.path)
        if file.unit is Unit.REGISTER:
            state = self._asked.states.of(path, "", ())
            if state is not None and path not in overlay.instead:
                self._overlay = replace(overlay, instead={**overlay.instead, path: state.data})
                return
            self.lost_records = True
            records = set(records_at(file.problems, path, self._content.catalogue.record_lines))
            known = overlay.records.get(path, frozenset())
            self._overlay = replace(overlay, records={**overlay.records, path: known | records})
            self._accepted.update(file.problems)
            return
        harmless = {problem for problem in file.problems if head is None or breaks_nothing(problem, head)}
        harmless |= {p for p in file.problems if is_link(p, head) and (path, p.line) in overlay.as_text}
        self._accepted |= harmless
        rest = [problem for problem in file.problems if problem not in harmless]
        if file.unit is not Unit.ITEM or not rest:
            self._accepted.update(rest)
            return
        known, given = overlay.without.get(path, frozenset()), overlay.given.get(path, {})
        if (values := stand_ins(file)).keys() - given.keys():
            self._overlay = replace(overlay, given={**overlay.given, path: {**given, **values}})
            return  # the rest is looked at when these are read
        links = {(path, problem.line) for problem in rest if is_link(problem, head)}
        keys = {key_at(problem, head) for problem in rest if not is_link(problem, head)}
        if "" in keys or keys & known:  # it cannot do without
            overlay = passing_over(overlay, file, self._content)
        elif keys:
            overlay = replace(overlay, without={**overlay.without, path: known | keys})
        self._overlay = replace(overlay, as_text=overlay.as_text | links)


def not_of_lost_records(problems: Iterable[Problem], lost: bool, content: Path) -> tuple[Problem, ...]:
    """Problems, without those of settings when records are lost: a setting may name one of them."""
    others = {p for file in by_file(problems, content) if file.unit is Unit.OTHERS for p in file.problems}
    return tuple(problem for problem in problems if not lost or problem not in others)


def passing_over(overlay: Overlay, file: FaultyFile, content: Content) -> Overlay:
    """Without a file: what leads to it is text, or waits, too. content: in which the file is read."""
    head = content.heads.get(file.path)
    claims = [path for path, other in content.heads.items() if id_of(other) == id_of(head) and path != file.path]
    claimed = any(overlay.instead.get(path, b"") is not None for path in claims)  # another file has this id
    item_id = "" if claimed else id_of(head)
    held = {**overlay.held, item_id: page_of(file, head)} if item_id else overlay.held
    return replace(
        overlay,
        instead={**overlay.instead, file.path: None},
        held=held,
        held_files=overlay.held_files | {file.path},
    )

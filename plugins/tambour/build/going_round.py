"""Publication goes round a fault: one judgement of the content as it is written, and what is published in spite of it.

A faulty draft is left aside. What is faulty and no draft keeps what was last published of it, or waits until it is
mended; what cannot do without something that waits does the same, until what is left is right as a whole. An alert goes
out without what is wrong around it. `check` and `build` come here both: what one accepts, the other builds.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

import yaml

from tambour.build.content import Content
from tambour.build.faults import (
    FaultyFile,
    Unit,
    by_file,
    id_of,
    is_consequence,
    is_draft,
    is_link,
    mentions,
    ornaments,
    records_at,
    title_of,
)
from tambour.build.published_states import PublishedState
from tambour.build.snapshot import Snapshot
from tambour.build.trial import MOST_ROUNDS, Asked, Trial, not_of_lost_records, passing_over
from tambour.model.kinds import REGISTERS, Register
from tambour.model.left_out import Fate, LeftOut
from tambour.model.problems import ContentRefused, Problem
from tambour.model.references import references
from tambour.source.files import REFERENCE_FOLDER
from tambour.source.frontmatter import read_yaml
from tambour.source.overlay import AS_WRITTEN


@dataclass(frozen=True)
class Settled:
    """What is published, and what is not.

    problems: all that is wrong with the content as it is written, and with nothing else. left_out: the files that are
    not published as they are written.
    """

    content: Content
    snapshot: Snapshot
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def settle(asked: Asked) -> Settled:
    """Find all that is wrong, and what can be published in spite of it.

    Raises:
        ContentRefused: with every problem, when strict, or when the fault lies with no file of the content.
        SettingsRefused: for a template that cannot be used.
    """
    written = asked.read(AS_WRITTEN)
    trial = Trial(asked, written)
    snapshot = asked.judge(trial.readable())
    late = {problem for batch in asked.late for problem in batch}
    of_whole = not_of_lost_records(snapshot.problems, trial.lost_records, asked.settings.content)
    all_found = {*written.problems, *trial.found, *of_whole, *late}
    problems = tuple(sorted(problem for problem in all_found if not is_consequence(problem)))
    if not problems:
        return Settled(written, snapshot)
    faulty = by_file(problems, asked.settings.content)
    if asked.strict or any(file.unit is Unit.OTHERS for file in faulty):
        raise ContentRefused(problems)
    return _Round(asked, written, problems, snapshot.dead_links).go()


@dataclass
class _Step:
    """How far one file has been brought back.

    all_files: its pictures, too, are those that were published. needed: nothing is wrong with it, others refer to it.
    """

    fate: Fate | None = None
    state: PublishedState | None = None
    all_files: bool = False
    needed: bool = False
    problems: list[Problem] = field(default_factory=list)


class _Round:
    """The way round: each file that is at fault goes one step back, until nothing is wrong with the rest."""

    def __init__(
        self, asked: Asked, written: Content, problems: Sequence[Problem], dead: frozenset[tuple[str, str]]
    ) -> None:
        self._asked = asked
        self._written = written
        self._problems = tuple(problems)
        self._dead = dead
        self._content = written
        self._overlay = AS_WRITTEN
        self._steps: dict[str, _Step] = {}
        self._lost_records = False

    def go(self) -> Settled:
        """Raises ContentRefused when something else than content stands in the way."""
        self._go_back(self._problems)
        later = list(self._asked.late[1:])
        for _ in range(MOST_ROUNDS + len(self._written.heads)):
            self._content = self._asked.read(self._overlay)
            if self._go_back(self._content.problems):
                continue
            snapshot = self._asked.judge(self._content)
            self._dead = snapshot.dead_links
            problems = not_of_lost_records(snapshot.problems, self._lost_records, self._asked.settings.content)
            if not self._go_back(problems or (later.pop(0) if later else ())):
                return Settled(self._content, snapshot, self._problems, tuple(self._left_out()))
        raise ContentRefused(self._problems)

    def _go_back(self, problems: Iterable[Problem]) -> bool:
        """One step back for each file that is at fault. Returns whether there was any."""
        files = by_file(problems, self._asked.settings.content)
        for file in files:
            if file.unit is Unit.OTHERS:
                raise ContentRefused({*self._problems, *file.problems})
            step = self._steps.setdefault(file.path, _Step())
            step.problems += file.problems
            if file.unit is Unit.ITEM:
                self._item(file, step)
            elif file.unit is Unit.ASIDE:
                step.fate = Fate.ASIDE
            else:
                self._register(file, step)
        return any(file.unit is not Unit.ASIDE for file in files)

    def _item(self, file: FaultyFile, step: _Step) -> None:
        first = self._written.heads.get(file.path)
        if step.fate is None and is_draft(first, self._source(file.path)):
            step.fate = Fate.DRAFT
            self._overlay = passing_over(self._overlay, file, self._written)
            return
        if step.fate is Fate.KEPT and self._bring_back(file, step):
            return
        unchanged = self._is_unchanged(file.path, step)
        if (step.fate is Fate.KEPT or (file.is_alert and not unchanged)) and self._go_without(file, step):
            return
        if step.fate in (None, Fate.TRIMMED):
            present = self._written.sources
            step.state = self._asked.states.of(file.path, id_of(first), present)
            if step.state is not None:
                step.fate = Fate.KEPT
                self._keep(file.path, step)
                return
        elif step.fate is Fate.KEPT and not step.all_files:
            step.all_files = True
            self._keep(file.path, step)
            return
        step.fate = Fate.WAITS
        self._overlay = passing_over(self._overlay, file, self._written)

    def _is_unchanged(self, path: str, step: _Step) -> bool:
        """Whether a file is what it was when it was published: what it needs has gone since, and is brought back."""
        state = self._asked.states.states.get(path)
        return step.fate is None and state is not None and state.data == self._source(path)

    def _go_without(self, file: FaultyFile, step: _Step) -> bool:
        """Make text of links that lead nowhere, and leave out what stands around an alert, if that is all."""
        raw = self._content.heads.get(file.path)
        links = {(file.path, p.line) for p in file.problems if is_link(p, raw)} - self._overlay.as_text
        dead = {link for link in self._dead if link[0] == file.path} - self._overlay.dead
        rest = [p for p in file.problems if not is_link(p, raw)]
        known = self._overlay.without.get(file.path, frozenset())
        keys = ornaments(rest, raw) - known if file.is_alert and raw is not None else frozenset[str]()
        if (rest and not keys) or not (links or dead or keys):
            return False
        without = {**self._overlay.without, file.path: known | keys} if keys else self._overlay.without
        overlay = self._overlay
        self._overlay = replace(overlay, as_text=overlay.as_text | links, dead=overlay.dead | dead, without=without)
        step.fate = step.fate or Fate.TRIMMED
        return True

    def _keep(self, path: str, step: _Step) -> None:
        """Read what was published instead of what is written, with the files that it needs."""
        assert step.state is not None
        catalogue = self._written.catalogue
        here = {**catalogue.media, **catalogue.frozen}
        copies = self._asked.states.copies(step.state)
        needed = {name: copy for name, copy in copies.items() if step.all_files or name not in here}
        self._overlay = replace(
            self._overlay,
            instead={**self._overlay.instead, path: step.state.data},
            files={**self._overlay.files, **needed},
            without={key: keys for key, keys in self._overlay.without.items() if key != path},
            as_text=frozenset(place for place in self._overlay.as_text if place[0] != path),
            dead=frozenset(link for link in self._overlay.dead if link[0] != path),
            held={item_id: page for item_id, page in self._overlay.held.items() if item_id != step.state.id},
            held_files=self._overlay.held_files - {path},
        )

    def _bring_back(self, file: FaultyFile, step: _Step) -> bool:
        """What a kept item refers to, as it was published, too: a place, a topic. Returns whether there was any."""
        entries = {str(entry.origin.path): entry.item for entry in self._content.catalogue.entries}
        if file.path not in entries:
            return False
        public = {entry.item.id for entry in self._content.public}
        states = self._asked.states.states
        gone = {state.id: state for state in states.values() if state.id and state.id not in public}
        brought = False
        for _, target, value in references(entries[file.path]):
            if target in REGISTERS:
                brought |= self._bring_record_back(REGISTERS[target], value)
            elif target in ("item", "place", "link") and (state := gone.get(_id_in(value))) is not None:
                other = self._steps.setdefault(state.path, _Step(needed=True))
                if other.state is None:
                    other.fate, other.state = Fate.KEPT, state
                    other.problems += step.problems
                    self._keep(state.path, other)
                    brought = True
        return brought

    def _bring_record_back(self, register: Register, record: str) -> bool:
        path = f"{REFERENCE_FOLDER}/{register.file}"
        state, current = self._asked.states.of(path, "", ()), self._content.sources.get(path, b"")
        fields = read_yaml(state.data).fields.get(record) if state is not None else None
        if fields is None or record in read_yaml(current).fields:
            return False
        typed = yaml.safe_dump({record: fields}, allow_unicode=True, sort_keys=False)
        step = self._steps.setdefault(path, _Step(needed=True))
        if step.fate is Fate.WAITS:
            return False
        step.fate, step.state = Fate.KEPT, state
        whole = b"\n".join((current.rstrip(), typed.encode()))
        self._overlay = replace(self._overlay, instead={**self._overlay.instead, path: whole})
        return True

    def _register(self, file: FaultyFile, step: _Step) -> None:
        """The last good state of the whole file; without one, the file without what is wrong in it."""
        overlay, path = self._overlay, file.path
        if step.fate is None:
            step.state = self._asked.states.of(path, "", ())
            step.fate = Fate.KEPT if step.state is not None else Fate.WAITS
            if step.state is not None:
                self._keep(path, step)
                return
        step.fate, self._lost_records = Fate.WAITS, True
        known = overlay.records.get(path, frozenset())
        lines = self._content.catalogue.record_lines
        records = (
            frozenset(records_at(file.problems, path, lines)) - known if path not in overlay.mended else frozenset()
        )
        if records:
            self._overlay = replace(overlay, records={**overlay.records, path: known | records})
        elif path not in overlay.mended:
            self._overlay = replace(overlay, mended=overlay.mended | {path})
        else:
            self._overlay = replace(overlay, instead={**overlay.instead, path: None})

    def _source(self, path: str) -> bytes:
        """The bytes of a file as it is written; none of one that is not even read."""
        return self._written.sources.get(path, b"")

    def _left_out(self) -> Iterator[LeftOut]:
        held = self._overlay.held
        reported: dict[str, list[Problem]] = {}
        for file in by_file(self._problems, self._asked.settings.content):
            reported[file.path] = list(file.problems)
        for path, step in sorted(self._steps.items()):
            head = self._written.heads.get(path)
            problems = reported.get(path) or step.problems
            assert step.fate is not None
            trimmed = self._overlay.without.get(path, frozenset()) if step.fate is Fate.TRIMMED else ()
            kept = step.state if step.fate is Fate.KEPT else None
            awaits = mentions(head.fields, held) - {id_of(head)} if head is not None and path not in reported else ()
            yield LeftOut(
                path=PurePosixPath(path),
                line=0 if step.needed else min(problem.line for problem in problems),
                fate=step.fate,
                codes=() if step.needed else tuple(dict.fromkeys(problem.code for problem in sorted(problems))),
                id=id_of(head) or (kept.id if kept else ""),
                title=title_of(head) or (kept.title if kept else ""),
                since=kept.since if kept else None,
                without=tuple(sorted(set(trimmed) & set(head.fields if head else ()))),
                awaits=tuple(sorted(awaits)),
            )


def _id_in(reference: str) -> str:
    """`fete`, `id:fete#programme` → `fete`."""
    return reference.removeprefix("id:").partition("#")[0]

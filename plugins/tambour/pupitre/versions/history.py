"""The versions of a content folder: save, look back, restore, and bring together what several people did."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tambour.pupitre.files.unwritable import ChangedMeanwhile
from tambour.pupitre.media.renaming import NAMING, new_names, with_names
from tambour.pupitre.versions.differences import FieldChange, field_changes
from tambour.pupitre.versions.dulwich_store import DulwichStore
from tambour.pupitre.versions.git_program import GitProgram
from tambour.pupitre.versions.journal import Intent, Journal, name_of
from tambour.pupitre.versions.merging import Conflict, merge_file
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.versions.store import (
    PUPITRE,
    REGULAR,
    Author,
    Blob,
    BlobChange,
    SavedVersion,
    Store,
    alone,
    check_state,
    wait_for_locks,
)

Answers = Mapping[str, Mapping[str, object]]
# Who is told of each save: the paths, and its message. One that asks for it is told of those of its own thread.
SAVED: ContextVar[Callable[[Iterable[str], str], None] | None] = ContextVar("saved", default=None)
_TRIES = 5  # how often a branch that others push to is sent again
_JOINED = "Réunion de deux suites de versions"
_POINTER = b"version https://git-lfs.github.com/"  # of a file that git keeps elsewhere


@dataclass(frozen=True)
class Exchange:
    """What came of sending or receiving.

    Attributes:
        received: paths under the folder that others changed; "../" before those outside it.
        conflicts: what has to be chosen first; then nothing was changed.
        sent: whether the versions of this place are now where the branch comes from.
    """

    received: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    sent: bool = False


@dataclass(frozen=True)
class ContentHistory:
    """The versions of one content folder.

    Every method but `of`, `at` and `fields_changed` waits until no other save goes on, and first finishes one that was
    killed. What is raised as HistoryRefused is a sentence; files that were written stay so (`written`).

    Attributes:
        folder: that the paths of every method count from.
    """

    folder: Path

    @cached_property
    def store(self) -> Store:
        """The repository: git's where it is installed, else dulwich's."""
        return open_store(self.folder)

    @cached_property
    def owner(self) -> Author:
        """Whose repository it is, as the settings of git say; the pupitre where nothing says it."""
        try:
            owner = self.store.owner()
        except HistoryRefused:
            return PUPITRE
        return owner if owner.name.strip() else PUPITRE

    def save(
        self,
        changes: Iterable[tuple[str, bytes | None]],
        author: Author,
        message: str,
        read: Mapping[str, bytes | None] | None = None,
    ) -> SavedVersion:
        """Write files, and make a version of them and of nothing else.

        Args:
            changes: paths, each with its new bytes; None removes the file.
            author: who saves.
            message: what she did, in a line.
            read: what she had read at some of the paths, None for no file.

        Raises:
            ChangedMeanwhile: when somebody else has written one of these since; nothing is.
            HistoryRefused: when no version can be made; the files are written all the same, if it says so.
            OSError: when the system refuses to write.
        """
        wanted, known = dict(changes), dict(read or {})
        try:
            store = self.store
        except HistoryRefused as refused:
            self._write_only(wanted, known)
            refused.written = True
            _tell(wanted, message)
            raise
        names = [*wanted]
        wanted = {self._path(path): data for path, data in wanted.items()}
        known = {self._path(path): data for path, data in known.items()}
        with self._turn() as journal:
            there = {path: _bytes_at(store.root / path) for path in wanted}
            _check_read(store.root, wanted, known, there)
            line = " ".join(message.replace("\0", "").split()) or "Enregistrement"
            intent = Intent({path: name_of(data) for path, data in there.items()}, wanted, author, line)
            journal.begin(intent)
            try:
                self._carry_out(journal, intent)
            except OSError:  # all of them, or none
                Intent({path: name_of(data) for path, data in wanted.items()}, there, author, line).apply(store.root)
                raise
            _tell(names, message)
            return store.version("HEAD")

    def of(self, path: str, limit: int = 200) -> list[SavedVersion]:
        """The versions of a file, the last one first."""
        return self.store.versions(self._path(path), limit)

    def at(self, version: SavedVersion | str, path: str) -> bytes | None:
        """What a file held in a version; None: there was none."""
        return self.store.read(version if isinstance(version, str) else version.id, self._path(path))

    def fields_changed(
        self, path: str, before: SavedVersion | str | None, after: SavedVersion | str | None = None
    ) -> tuple[FieldChange, ...]:
        """What changed in a file, field by field. before: None for from nothing; after: None for to what lies there."""
        old = None if before is None else self.at(before, path)
        new = _bytes_at(self.folder / path) if after is None else self.at(after, path)
        return field_changes(path, old, new)

    def restore(self, path: str, version: SavedVersion | str, author: Author) -> SavedVersion:
        """Bring a file back to what it held in a version, as one more version. Raises as `save`."""
        found = version if isinstance(version, SavedVersion) else self.store.version(version)
        message = f"Version du {found.when:%d/%m/%Y à %Hh%M} rétablie"
        return self.save([(path, self.at(found, path))], author, message)

    def receive(self, answers: Answers | None = None) -> Exchange:
        """Bring here what others did, merged field by field with what was done here.

        Args:
            answers: path → name of a conflict → what it is to be.

        Raises:
            HistoryRefused: when the place cannot be reached, or a file here has changes that are in no version yet.
        """
        theirs = self.store.fetch()
        with self._turn() as journal:
            return self._join(journal, theirs, answers or {})

    def send(self, answers: Answers | None = None) -> Exchange:
        """`receive`, then send the versions of this place where the branch comes from; again when others were quicker.

        Raises:
            HistoryRefused: as `receive`, and when others were quicker each time.
        """
        received: dict[str, None] = {}
        if not self.store.comes_from_elsewhere():
            return Exchange()
        for _ in range(_TRIES):
            exchange = self.receive(answers)
            received |= dict.fromkeys(exchange.received)
            if exchange.conflicts:
                return Exchange(tuple(received), exchange.conflicts)
            if self.store.push():
                return Exchange(tuple(received), sent=True)
        raise HistoryRefused("historique-envoi-refuse")

    def recover(self) -> None:
        """Finish a save that was killed, if there is one. Raises HistoryRefused."""
        with self._turn():
            pass

    @contextmanager
    def _turn(self) -> Iterator[Journal]:
        """No other save meanwhile, and none that is unfinished."""
        git_folder = self.store.git_folder
        with alone(git_folder):
            journal = Journal(git_folder)
            if (left := journal.rest()) is not None:
                wait_for_locks(git_folder, left_since=journal.file.stat().st_mtime - 1)
                journal.sweep(self.store.root, left)
                self._carry_out(journal, left)
                self.store.settle([*left.after])
            yield journal

    def _carry_out(self, journal: Journal, intent: Intent) -> None:
        """Do what a journal says, from wherever it was left."""
        store = self.store
        others: tuple[str, ...] = ()
        try:
            others = intent.apply(store.root)
            if others:  # somebody has written these since it was left: what it was to write is kept beside
                journal.set_aside()
            if intent.new:
                self._go_on(intent)
            elif differing := [
                path for path, data in intent.after.items() if path not in others and store.read("HEAD", path) != data
            ]:
                check_state(store.git_folder)
                store.record(differing, intent.author, intent.message)
        except HistoryRefused as refused:
            refused.written = True
            raise
        finally:
            journal.end()

    def _go_on(self, intent: Intent) -> None:
        store = self.store
        check_state(store.git_folder)
        if store.head() == intent.old:
            found = store.changes(intent.old, intent.new)
            store.advance(intent.new, intent.old, {path: change.after for path, change in found.items()})

    def _join(self, journal: Journal, theirs: str, answers: Answers) -> Exchange:
        store = self.store
        check_state(store.git_folder)
        mine = store.head()
        if theirs in ("", mine):
            return Exchange()
        base = store.common(mine, theirs) if mine else ""
        if base == theirs:
            return Exchange()
        changed = dict(store.changes(base, theirs))
        ours = {} if base == mine else store.changes(base, mine)
        moved = new_names(changed, ours, self._name, lambda path: (store.root / path).exists())
        read = [path for path in ours if path in changed or (moved and path.endswith(NAMING))]
        blobs = _Blobs(store, [*changed.values(), *(ours[path] for path in read)])
        files: dict[str, Blob | None] = {}
        for path, goal in moved.items():  # theirs keeps the name, ours has another, and whatever of ours names it
            files[path], files[goal] = changed[path].after, ours[path].after
            changed[goal] = BlobChange(None, ours[path].after)
        renamed = {path: with_names(blobs[ours[path].after], moved, self._name) for path in read if moved}
        for path, data in renamed.items():
            if path not in changed and data != blobs[ours[path].after]:
                files[path] = blobs.store(data, ours[path].after)
                changed[path] = ours[path]
        conflicts: list[Conflict] = []
        for path, change in changed.items():
            if path in files:
                continue
            if path not in ours:
                files[path] = change.after
                continue
            own, here = ours[path].after, self._name(path)
            mine_now = renamed.get(path, blobs[own])
            merged = merge_file(here, blobs[change.before], mine_now, blobs[change.after], answers.get(here))
            conflicts += merged.conflicts
            files[path] = blobs.store(merged.data, change.after or own)
        if conflicts:
            return Exchange(conflicts=tuple(conflicts))
        before = {path: self._clean(path, ours, change, blobs, files[path]) for path, change in changed.items()}
        is_ahead = base != mine
        new = store.join((mine, theirs), files, PUPITRE, _JOINED) if is_ahead else theirs
        after = {path: blobs[blob] for path, blob in files.items()}
        intent = Intent(before, after, PUPITRE, _JOINED, new, mine)
        journal.begin(intent)
        self._carry_out(journal, intent)
        return Exchange(tuple(self._name(path) for path in changed))

    def _clean(
        self, path: str, ours: Mapping[str, BlobChange], change: BlobChange, blobs: "_Blobs", goal: Blob | None
    ) -> str | None:
        """The name of what lies at a path. Raises HistoryRefused when it is in no version, and would be lost."""
        there = _bytes_at(self.store.root / path)
        own = blobs[ours[path].after if path in ours else change.before]
        if _unix(there) not in (_unix(own), _unix(blobs[goal])):
            raise HistoryRefused("historique-travail-en-cours", self._name(path))
        return name_of(there)

    def _path(self, name: str) -> str:
        """A path under the repository. Raises ValueError for one that leads out of it."""
        real = Path(os.path.normpath(self._folder / name))
        inside = real.relative_to(self.store.root)
        if real.is_dir() or ".git" in inside.parts or not real.parent.resolve().is_relative_to(self.store.root):
            raise ValueError(name)
        return inside.as_posix()

    def _name(self, path: str) -> str:
        """A path under the repository, from the folder on."""
        return Path(os.path.relpath(self.store.root / path, self._folder)).as_posix()

    @cached_property
    def _folder(self) -> Path:
        return self.folder.resolve()

    def _write_only(self, changes: Mapping[str, bytes | None], read: Mapping[str, bytes | None]) -> None:
        """Write files where there are no versions."""
        there = {name: _bytes_at(self._folder / name) for name in changes}
        _check_read(self._folder, changes, read, there)
        Intent({name: name_of(data) for name, data in there.items()}, changes, PUPITRE, "").apply(self._folder)


@dataclass
class _Blobs:
    """What blobs hold: those of some changes, and what is stored since."""

    store_of: Store
    changes: list[BlobChange]

    def __post_init__(self) -> None:
        blobs = {blob for change in self.changes for blob in (change.before, change.after) if blob is not None}
        if any(blob.mode not in REGULAR for blob in blobs):
            raise HistoryRefused("historique-autre-nature")
        self._held = self.store_of.read_blobs([*{blob.id for blob in blobs}])
        if any(data.startswith(_POINTER) for data in self._held.values()):
            raise HistoryRefused("historique-autre-nature")

    def __getitem__(self, blob: Blob | None) -> bytes | None:
        return None if blob is None else self._held[blob.id]

    def store(self, data: bytes | None, like: Blob | None) -> Blob | None:
        """Keep bytes; their mode is that of another blob."""
        if data is None:
            return None
        name = self.store_of.store_blob(data)
        self._held[name] = data
        return Blob(name, like.mode if like is not None else REGULAR[0])


def open_store(folder: Path) -> Store:
    """The repository that follows a folder. Raises HistoryRefused when there is none."""
    if shutil.which("git") is not None:
        program = GitProgram(folder.resolve())
        program.root  # noqa: B018 — refused here, not later
        return program
    return DulwichStore.of(folder.resolve())


def _tell(paths: Iterable[str], message: str) -> None:
    if (listener := SAVED.get()) is not None:
        listener(paths, message)


def _check_read(
    root: Path, wanted: Mapping[str, bytes | None], read: Mapping[str, bytes | None], there: Mapping[str, bytes | None]
) -> None:
    """Raises ChangedMeanwhile when a file holds neither what was read nor what is to be written."""
    for path in wanted.keys() & read.keys():
        if there[path] not in (read[path], wanted[path]):
            raise ChangedMeanwhile(root / path, read[path] or b"", wanted[path] or b"", there[path])


def _bytes_at(real: Path) -> bytes | None:
    return real.read_bytes() if real.is_file() else None


def _unix(data: bytes | None) -> bytes | None:
    """Without the line ends that git may have put there (`core.autocrlf`)."""
    return None if data is None else data.replace(b"\r\n", b"\n")

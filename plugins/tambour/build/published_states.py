"""What was last published of each file of the content, kept beside the caches: what a faulty file goes on showing.

One file of sources for each output, written only once that output is in place, and copies of the pictures and documents
that they need, named by their digest. All of it may be deleted at any time: then nothing can be kept. What looks
damaged counts as absent.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from tambour.build.content import Content
from tambour.build.last_build import store_of
from tambour.build.request import PREVIEWS
from tambour.build.settings import BuildSettings
from tambour.build.used_media import used_media
from tambour.media.folder import MediaFolder
from tambour.messages import problem
from tambour.model.kinds import REGISTERS
from tambour.model.left_out import Fate, LeftOut
from tambour.model.letters.letter import Letter
from tambour.source.files import LEDGER_FILE, REFERENCE_FOLDER
from tambour.source.frozen import folder_of

_VERSION = 1
_FILES = "files"
_DIGEST = 64  # hexadecimal digits, at the head of the file, of what follows them
_MOST_SOURCES = 64_000_000  # bytes; a thousand items have two million
_LARGEST_FILE, _MOST_FILES = 20_000_000, 400_000_000  # bytes of a picture or a document, and of all copies


@dataclass(frozen=True)
class PublishedState:
    """A file of the content as it was when it was last published as it is written.

    path: under content/. data: its bytes. at: when (ISO 8601). id, title: of an item; "" for a register.
    files: path under content/ of each picture, document or frozen file that it needs → hex SHA-256.
    """

    path: str
    data: bytes
    at: str
    id: str = ""
    title: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def since(self) -> datetime:
        """When it was last published as it is written."""
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True)
class PublishedStates:
    """Every state of one output. states: by path. folder: where copies of files are."""

    states: Mapping[str, PublishedState] = field(default_factory=lambda: MappingProxyType({}))
    folder: Path = Path()

    def of(self, path: str, item_id: str, present: Iterable[str]) -> PublishedState | None:
        """What was published of a file.

        Args:
            path: of the file, under content/.
            item_id: the id that it claims now; "" when none can be read.
            present: paths of all files that exist: a file that was renamed is found by its id, if its former name is
                free.
        """
        if (state := self.states.get(path)) is not None:
            return state
        known = {state.id: state for state in self.states.values() if state.id}
        state = known.get(item_id)
        return None if state is None or state.path in set(present) else state

    def holds(self, path: str, item_id: str) -> bool:
        """Whether an output had this very file under this id."""
        return path in self.states and self.states[path].id == item_id

    def copies(self, state: PublishedState) -> dict[str, Path]:
        """The files that a state needs, by path, as far as their copies are whole."""
        found = ((path, self.folder / _FILES / digest, digest) for path, digest in state.files.items())
        return {path: copy for path, copy, digest in found if _digest_of(copy) == digest}

    def told_of_letters(self, content: Content) -> Content:
        """The content, with a problem for each letter that was frozen when it was published, and has lost all of it."""
        lost = []
        for entry in content.catalogue.entries:
            path = str(entry.origin.path)
            may_be_lost = isinstance(entry.item, Letter) and not entry.frozen
            state = self.of(path, entry.item.id, content.sources) if may_be_lost else None
            if state is not None and any(_is_of(name, state.path) for name in state.files):
                context = {"value": folder_of(entry.origin.path), "letter": entry.item.id}
                lost.append(problem("lettre-figee-disparue", entry.origin.path, 1, **context))
        return replace(content, problems=(*content.problems, *lost)) if lost else content


def states_for(cache: Path, output: Path, root: Path) -> tuple[Path, PublishedStates]:
    """The store of an output, and what it holds. A preview that has none yet takes what its site was published with."""
    store = store_of(cache, output, root)
    if store.is_file() or output.suffix not in PREVIEWS:
        return store, read_states(store)
    return store, read_states(store_of(cache, output.with_suffix(""), root))


def read_states(file: Path) -> PublishedStates:
    """What a store holds; nothing when it is not there, or not as it was written."""
    return PublishedStates(_StatesOnDemand(file), file.parent)


@dataclass(frozen=True)
class _StatesOnDemand(Mapping[str, PublishedState]):
    """The states of a store, by path, read when the first is asked for: where nothing is wrong, none is."""

    file: Path

    def __getitem__(self, path: str) -> PublishedState:
        return self._states[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._states)

    def __len__(self) -> int:
        return len(self._states)

    @cached_property
    def _states(self) -> dict[str, PublishedState]:
        try:
            data = self.file.read_bytes()
            head, body = data[:_DIGEST], data[_DIGEST:]
            if hashlib.sha256(body).hexdigest().encode() != head:
                return {}
            fields = json.loads(body)
            if fields["version"] != _VERSION:
                return {}
            states = (PublishedState(data=state.pop("source").encode(), **state) for state in fields["states"])
            return {state.path: state for state in states}
        except (OSError, ValueError, TypeError, KeyError):
            return {}


def write_states(file: Path, states: Iterable[PublishedState], files: Mapping[str, Path]) -> None:
    """Keep the states of an output that is in place, whole or not at all.

    Args:
        file: the store.
        states: all of them; what is not among them is forgotten.
        files: hex SHA-256 → where to copy a file from.

    Raises:
        OSError: when nothing can be written there.
    """
    kept, weight = [], 0
    for state in sorted(states, key=lambda one: one.path):
        weight += len(state.data)
        if weight <= _MOST_SOURCES:
            kept.append(state)
    folder = file.parent / _FILES
    folder.mkdir(parents=True, exist_ok=True)
    needed = {digest for state in kept for digest in state.files.values()}
    _copy_files(folder, needed, files)
    spare, total = file.with_name(f"{file.name}.{os.getpid()}"), hashlib.sha256()
    with spare.open("wb") as stream:
        stream.write(bytes(_DIGEST))
        for piece in _pieces(kept):
            total.update(piece)
            stream.write(piece)
        stream.seek(0)
        stream.write(total.hexdigest().encode())
    spare.replace(file)
    _forget_files(file, needed)


def _pieces(states: Iterable[PublishedState]) -> Iterator[bytes]:
    """The JSON of a store, one state after another: all of them at once would be several times what they hold."""
    yield f'{{"version": {_VERSION}, "states": ['.encode()
    for number, state in enumerate(states):
        fields = {"path": state.path, "source": state.data.decode(), "at": state.at, "id": state.id}
        written = json.dumps({**fields, "title": state.title, "files": state.files}, ensure_ascii=False)
        yield f"{', ' if number else ''}{written}".encode()
    yield b"]}"


def _copy_files(folder: Path, wanted: Iterable[str], files: Mapping[str, Path]) -> None:
    room = _MOST_FILES - sum(copy.stat().st_size for copy in folder.iterdir())
    for digest in sorted(wanted):
        source, copy = files.get(digest), folder / digest
        if source is None or copy.exists() or (size := source.stat().st_size) > min(_LARGEST_FILE, room):
            continue
        spare = copy.with_name(f"{digest}.{os.getpid()}")
        shutil.copyfile(source, spare)
        spare.replace(copy)
        room -= size


def _forget_files(file: Path, needed: Iterable[str]) -> None:
    """Remove the copies that no output needs any more. file: the store of one, which needs these."""
    used = {*needed}
    for store in file.parent.glob("*.json"):
        if store != file:
            used |= {digest for state in read_states(store).states.values() for digest in state.files.values()}
    for copy in (file.parent / _FILES).iterdir():
        if copy.name not in used:
            copy.unlink(missing_ok=True)


def _digest_of(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def states_to_keep(
    settings: BuildSettings,
    content: Content,
    media: MediaFolder,
    left_out: Sequence[LeftOut],
    before: PublishedStates,
    now: datetime,
) -> list[PublishedState]:
    """The states of an output that was just made: of what is published as it is written, and those kept already.

    Args:
        settings: of the project.
        content: what was published.
        media: its pictures and documents, with their digests.
        left_out: what was not published as it is written.
        before: the states that the build had.
        now: its instant.
    """
    fates = {str(left.path) for left in left_out}
    states = []
    for entry in content.public:
        path = str(entry.origin.path)
        if path not in fates and path in content.sources:
            uses = {use.path for use in used_media(settings, content.catalogue, [entry], now)}
            files = {use: media.originals[use].sha256 for use in uses if use in media.originals}
            files |= {name: _digest_of(file) for name, file in content.catalogue.frozen.items() if _is_of(name, path)}
            states.append(_state(path, content.sources[path], now, entry.item.id, entry.item.title, files))
    portraits = {f"images/{contact.image}" for contact in content.catalogue.contacts.values() if contact.image}
    home = content.catalogue.home
    shown_at_home = {link.target for _, link in home.links if link.kind == "media"} if home is not None else set()
    for register in REGISTERS.values():
        path = f"{REFERENCE_FOLDER}/{register.file}"
        if path not in fates and path in content.sources:
            used = {"contact": portraits, "home": shown_at_home}.get(register.name, set())
            files = {use: media.originals[use].sha256 for use in sorted(used) if use in media.originals}
            states.append(_state(path, content.sources[path], now, files=files))
    if LEDGER_FILE not in fates and (settings.content / LEDGER_FILE).is_file():
        states.append(_state(LEDGER_FILE, (settings.content / LEDGER_FILE).read_bytes(), now))
    for left in left_out:
        last = before.of(str(left.path), left.id, content.sources)
        if last is not None and left.fate is not Fate.DRAFT:
            states.append(replace(last, path=str(left.path)))
    return states


def _state(
    path: str, source: bytes, now: datetime, item_id: str = "", title: str = "", files: Mapping[str, str] | None = None
) -> PublishedState:
    return PublishedState(path, source, now.isoformat(), item_id, title, dict(sorted((files or {}).items())))


def _is_of(frozen: str, letter: str) -> bool:
    """Whether a file is one of those kept of a frozen letter. Both paths are under content/."""
    return PurePosixPath(frozen).parent == folder_of(PurePosixPath(letter))

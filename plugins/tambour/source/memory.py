"""What was read of a content folder, kept for the next reading of it: a file that is as it was is not read again, and
its entry stays the same object. Publication that goes round a fault reads a folder several times, whoever serves a site
after each save, and commands after each other.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, TypeVar

from tambour.model.columns import columns, of_columns
from tambour.model.place import NO_PLACES, DeclaredPlaces
from tambour.source.body import Body, Spacing, as_typed, read_body
from tambour.source.entry import ContentFile
from tambour.source.files import ListedFile
from tambour.source.frontmatter import Raw

_V = TypeVar("_V")
Stamp = tuple[str, int, int, int, int]


def stamp_of(file: Path) -> Stamp:
    """What tells that a file is the one that was read before: its place, size, times and inode. Raises OSError."""
    stat = file.stat()
    return str(file), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


@dataclass(slots=True)
class _KnownFile:
    """entry: None until nothing is found wrong with it. places: those that were declared when it was made.

    body: of a file that has no entry. spacing: with which it was read.
    """

    stamp: Stamp
    data: bytes
    raw: Raw
    body: Body | None = None
    spacing: Spacing = as_typed
    entry: ContentFile | None = None
    places: DeclaredPlaces | None = None


@dataclass(slots=True)
class _Finished:
    """An entry as the catalogue has it, and what it was made of."""

    entry: ContentFile
    made_of: tuple[object, ...]
    finished: ContentFile


# What there is one of for each file, by the attribute that holds them.
_ROWS: Mapping[str, type] = MappingProxyType({"_files": _KnownFile, "_finished": _Finished, "_frozen": _Finished})


@dataclass
class SourceMemory:
    """Of one content folder, one territory, and one list of channels."""

    _files: dict[PurePosixPath, _KnownFile] = field(default_factory=dict)
    _finished: dict[PurePosixPath, _Finished] = field(default_factory=dict)
    _frozen: dict[PurePosixPath, _Finished] = field(default_factory=dict)
    _places: DeclaredPlaces = NO_PLACES
    _shared: dict[Hashable, Any] = field(default_factory=dict)
    paths: dict[str, tuple[PurePosixPath, Path]] = field(default_factory=dict)  # see `list_folder`
    was_kept: bool = False  # by another process
    read_anew: int = 0  # files that were not known, or were others

    def __getstate__(self) -> dict[str, Any]:
        """What is kept for another process: names are listed sooner than read."""
        rows = ((name, kind, getattr(self, name)) for name, kind in _ROWS.items())
        kept = {name: (list(known), columns(kind, known.values())) for name, kind, known in rows}
        return {**vars(self), "paths": {}, **kept}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        for name, kind in _ROWS.items():
            paths, given = state[name]
            setattr(self, name, dict(zip(paths, of_columns(kind, given), strict=True)))

    def forget(self, files: Iterable[Path]) -> None:
        """Look into these files again, whatever their times say: two saves may fall into one tick of the clock."""
        named = {str(file) for file in files}
        for known in self._files.values():
            if known.stamp[0] in named:
                known.stamp = ("", 0, 0, 0, 0)

    def share(self, key: Hashable, value: _V) -> _V:
        """What is the same in thousands of files, and never changed: one object. key: what it holds."""
        shared: _V = self._shared.setdefault(key, value)
        return shared

    def head_of(self, file: ListedFile, split: Callable[[bytes], Raw]) -> tuple[bytes, Raw]:
        """A file, whole and split; the same object as long as its bytes are the same. Raises OSError."""
        stamp, known = stamp_of(file.real), self._files.get(file.path)
        if known is not None and known.stamp == stamp:
            return known.data, known.raw
        data = file.real.read_bytes()
        if known is not None and known.data == data:
            known.stamp = stamp
            return data, known.raw
        raw = split(data)
        raw = replace(raw, lines=self.share(tuple(raw.lines.items()), MappingProxyType(raw.lines)))
        self.read_anew += 1
        self._files[file.path] = _KnownFile(stamp, data, raw)
        return data, raw

    def body_of(self, path: PurePosixPath, raw: Raw, spacing: Spacing, language: str = "fr") -> Body:
        """The text of a file: not read again when its head alone is read otherwise."""
        known = self._files.get(path)
        if known is None or known.raw.body_at != raw.body_at or known.raw.data != raw.data:
            return read_body(raw.body, path, spacing, language)
        if known.entry is not None and known.spacing is spacing:
            return known.entry.body
        if known.body is None or known.spacing is not spacing:
            known.body, known.spacing = read_body(raw.body, path, spacing, language), spacing
        return known.body

    def same_places(self, places: DeclaredPlaces) -> DeclaredPlaces:
        """The places that were declared at the last reading, when they are these."""
        if places != self._places:
            self._places = places
        return self._places

    def entry_of(self, path: PurePosixPath, raw: Raw, places: DeclaredPlaces) -> ContentFile | None:
        """The entry that was made of it, with the same places; None when it is to be made."""
        known = self._files.get(path)
        return known.entry if known is not None and known.raw is raw and known.places is places else None

    def keep(self, path: PurePosixPath, raw: Raw, places: DeclaredPlaces, entry: ContentFile) -> None:
        """Keep an entry that nothing is wrong with. What may be read otherwise when others change is not kept."""
        known = self._files.get(path)
        if known is not None and known.raw is raw and not raw.comments and not raw.flaws:
            known.entry, known.places, known.body = entry, places, None

    def finish(self, entry: ContentFile, made_of: tuple[object, ...], make: Callable[[], ContentFile]) -> ContentFile:
        """An entry with what it takes from others; the same object as long as the entry and these are the same."""
        return _keep_or_make(self._finished, entry, made_of, make)

    def with_frozen(
        self, entry: ContentFile, files: Mapping[str, Path], thaw: Callable[[], tuple[ContentFile | None, bool]]
    ) -> ContentFile | None:
        """A letter with what was sent, likewise. files: those in which that lies. thaw: tells whether all is right."""
        made_of = tuple(sorted((path, stamp_of(file)) for path, file in files.items()))
        known = self._frozen.get(entry.origin.path)
        if known is not None and known.entry is entry and known.made_of == made_of:
            return known.finished
        thawed, is_right = thaw()
        if thawed is not None and is_right:
            self._frozen[entry.origin.path] = _Finished(entry, made_of, thawed)
        return thawed


def _keep_or_make(
    memory: dict[PurePosixPath, _Finished],
    entry: ContentFile,
    made_of: tuple[object, ...],
    make: Callable[[], ContentFile],
) -> ContentFile:
    known = memory.get(entry.origin.path)
    if known is None or known.entry is not entry or known.made_of != made_of:
        known = memory[entry.origin.path] = _Finished(entry, made_of, make())
    return known.finished

"""The pictures and documents that published items use: found, measured, derived, and read on request."""

import hashlib
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from tambour.media.cache import CachedVersions, Kept
from tambour.media.measure import measure
from tambour.media.measured_before import MeasuredBefore
from tambour.media.opening import Unreadable
from tambour.media.recipe import FULL, Reach, public_path, published, versions_to_make
from tambour.media.svg import SVG_TYPE
from tambour.media.workshop import Workshop
from tambour.model.media import Derived, Original

_NONE_PAST: Mapping[str, Reach] = MappingProxyType({})


@dataclass(frozen=True)
class PublicFile:
    """A file to publish as it is. file: where it lies now; sha256: hex digest of its bytes."""

    file: Path
    media_type: str
    sha256: str


@dataclass(frozen=True)
class MediaFolder:
    """The `Media` of one content folder.

    originals: by path. files: path of an original, or of a version that is not
    published → where to open it. public: what is to be published, by public path.
    """

    originals: Mapping[str, Original] = field(default_factory=lambda: MappingProxyType({}))
    files: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    public: Mapping[str, PublicFile] = field(default_factory=lambda: MappingProxyType({}))

    def read(self, path: str) -> bytes:
        """Bytes of an original, or of one of its versions. Raises KeyError for another path."""
        return self._file(path).read_bytes()

    def stamp(self, path: str) -> tuple[str, int, int, int, int]:
        """What tells that a file is the one that was read before, without reading it. Raises KeyError, OSError."""
        file = self._file(path)
        stat = file.stat()
        return str(file), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino

    def _file(self, path: str) -> Path:
        return self.public[path].file if path in self.public else self.files[path]


def inventory(
    files: Mapping[str, Path], used: Iterable[str], workshop: Workshop, past: Mapping[str, Reach] = _NONE_PAST
) -> tuple[MediaFolder, Mapping[str, Unreadable]]:
    """Measure the files that are used, and those only; make the versions of their pictures.

    files: path under content/ (`images/lac.jpg`) → where to open it. used: paths; those that are not in `files` are the
    source's business and skipped here. past: how far those go that only what is long past shows; the others go all the
    way.

    Returns the folder, and what cannot be published, by path. That is among the originals, too, empty: whoever refers
    to it finds it, and can be asked what else is wrong. Raises OSError.
    """
    wanted = {path: files[path] for path in sorted(set(used) & files.keys())}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's remarks, in English, on what it reads all the same
        measured, unreadable = _measure_all(wanted, workshop.cache)
        pictures = {path: original for path, original in measured.items() if original.width is not None}
        entries, broken = workshop.entries(pictures, wanted, past)
    unreadable |= broken
    originals = {path: Original(path, "application/octet-stream", 0, "") for path in unreadable}
    public: dict[str, PublicFile] = {}
    hidden: dict[str, Path] = {}
    for path, original in measured.items():
        if path in broken:
            continue
        originals[path] = original
        if path in entries:
            originals[path], versions = _with_versions(original, entries[path], past.get(path, FULL))
            public |= versions
            hidden |= _hidden(originals[path], entries[path])
        if path not in entries or original.media_type == SVG_TYPE:
            public[path] = PublicFile(wanted[path], original.media_type, original.sha256)
    originals, public = dict(sorted(originals.items())), dict(sorted(public.items()))
    read = MappingProxyType({**wanted, **hidden})
    folder = MediaFolder(MappingProxyType(originals), read, MappingProxyType(public))
    return folder, MappingProxyType(unreadable)


def _measure_all(files: Mapping[str, Path], memory: Path) -> tuple[dict[str, Original], dict[str, Unreadable]]:
    memory_of_files = MeasuredBefore(memory)
    measured: dict[str, Original] = {}
    unreadable: dict[str, Unreadable] = {}
    for path, file in files.items():
        try:
            measured[path] = memory_of_files.facts(path, file, _original)
        except Unreadable as fault:
            unreadable[path] = fault
    memory_of_files.keep()
    return measured, unreadable


def _original(path: str, file: Path) -> Original:
    with file.open("rb") as stream:
        facts = measure(path, stream)
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        length = stream.seek(0, 2)
    return Original(path, facts.media_type, length, digest, facts.width, facts.height, language=facts.language)


def _with_versions(original: Original, entry: CachedVersions, reach: Reach) -> tuple[Original, dict[str, PublicFile]]:
    """An original with its versions, and the files of those that are published, by public path."""
    is_drawing = original.media_type == SVG_TYPE
    versions = list(original.published) if is_drawing else list[Derived]()
    public: dict[str, PublicFile] = {}
    fallback = entry.versions[-1].media_type
    size = original.width or 1, original.height or 1
    wanted = frozenset(published(size, fallback, reach))
    source = frozenset() if is_drawing else frozenset(versions_to_make(size, fallback, past=True))
    drawn_from: list[Derived] = []
    for kept in entry.versions:
        what, version = (kept.media_type, (kept.width, kept.height)), _version(original, kept)
        if is_drawing or what in wanted:
            versions.append(version)
            public[version.path] = PublicFile(entry.folder / kept.name, kept.media_type, kept.sha256)
        if kept.media_type == fallback and what in source:
            drawn_from.append(version)
    return replace(original, derived=tuple(versions), drawn_from=tuple(drawn_from)), public


def _hidden(original: Original, entry: CachedVersions) -> dict[str, Path]:
    """Where to read what other pictures are drawn from, by path."""
    files = {(kept.media_type, kept.width): entry.folder / kept.name for kept in entry.versions}
    return {version.path: files[version.media_type, version.width or 0] for version in original.drawn_from}


def _version(original: Original, kept: Kept) -> Derived:
    path = public_path(original.path, original.sha256, kept.width, kept.media_type)
    return Derived(path, kept.media_type, kept.width, kept.height, kept.length)

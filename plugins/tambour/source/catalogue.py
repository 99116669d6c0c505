"""content/ read once: every item, checked by itself and against the others, or every problem at once."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TypeVar

from tambour.messages import problem
from tambour.model.events.event import Event
from tambour.model.kinds import FOLDERS, Register
from tambour.model.place import FreePlace, Place
from tambour.model.problems import ContentRefused, Problem
from tambour.model.registers import Commune, Contact, Topic
from tambour.model.territory import Territory
from tambour.model.ways import MenuLink, Task
from tambour.source.contours import contours_of
from tambour.source.entry import Catalogue, ContentFile
from tambour.source.files import ContentFolder, ListedFile, list_folder
from tambour.source.frontmatter import Raw
from tambour.source.frozen import with_frozen
from tambour.source.memory import SourceMemory
from tambour.source.overlay import AS_WRITTEN, Overlay
from tambour.source.reading import Reading
from tambour.source.rules import broken_rules, harmless, rules_of_file, rules_of_register
from tambour.source.rules.identity import DOUBLES, SHARED, Seniority, by_name
from tambour.source.rules.overrides import ChannelNames, with_names

__all__ = [
    "Catalogue",
    "ChannelNames",
    "ContentFile",
    "FolderRead",
    "judge_register",
    "read_again",
    "read_catalogue",
    "read_folder",
    "without_files",
]

_R = TypeVar("_R", Commune, Topic, Contact, Task, MenuLink)


@dataclass(frozen=True)
class FolderRead:
    """What a content folder holds, and all that is wrong with it.

    catalogue: every item and record that can be read, those at fault included, as far as each stands by itself; of two
    that claim one id or one address, the first. problems: of every file. heads: path of a content file → what was
    typed at its top. sources: the bytes of each file, registers included. reading, folder: what they were made of.
    """

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    heads: Mapping[str, Raw]
    sources: Mapping[str, bytes]
    reading: Reading
    folder: ContentFolder


def read_folder(
    root: Path,
    territory: Territory,
    channels: ChannelNames | None = None,
    icons: Collection[str] = (),
    overlay: Overlay = AS_WRITTEN,
    seniority: Seniority = by_name,
    memory: SourceMemory | None = None,
) -> FolderRead:
    """Read and check a content folder.

    Args:
        root: the folder.
        territory: whose content it is.
        channels: what `canaux:` may name; nothing, by default.
        icons: pictograms that the theme has, for `pictogramme:`; none: not checked.
        overlay: what is read otherwise than it lies there.
        seniority: which of two contents that claim the same came first.
        memory: what a former reading of the same folder has left, and this one leaves for the next.

    Raises:
        ContentRefused: when there is no such folder.
    """
    if not root.is_dir():
        raise ContentRefused([problem("dossier-absent", PurePosixPath(root.name))])
    channels = channels or ChannelNames()
    memory = memory or SourceMemory()
    folder = list_folder(root, overlay, memory.paths)
    reading = Reading(territory, overlay, memory)
    reading.read_all(root, folder.files)
    reading.entries = list(with_frozen(reading.entries, folder.frozen, reading.problems, memory))
    problems = [*folder.problems, *broken_rules(reading, folder, channels, icons, seniority)]
    communes = _of(reading, "commune", Commune)
    contours, wrong = contours_of(root, folder.problems, communes)
    problems += wrong
    catalogue = Catalogue(
        entries=_finish_all(reading, problems, channels),
        communes=communes,
        topics=_of(reading, "topic", Topic),
        contacts=_of(reading, "contact", Contact),
        files=_files(reading, problems),
        media=MappingProxyType(dict(folder.media)),
        frozen=MappingProxyType(dict(folder.frozen)),
        notes=harmless(reading),
        record_lines=MappingProxyType(
            {(origin.path.name, record): origin.line("id") for (_, record), origin in reading.record_origins.items()}
        ),
        tasks=_as_written(reading, "task", Task),
        menu_links=_as_written(reading, "menu_link", MenuLink),
        home=reading.home,
        contours=contours,
        way_origins=MappingProxyType(
            {named: origin for named, origin in reading.record_origins.items() if named[0] in ("task", "menu_link")}
        ),
    )
    return FolderRead(catalogue, tuple(problems), reading.heads, reading.sources, reading, folder)


def without_files(read: FolderRead, paths: Collection[str]) -> FolderRead:
    """What a folder would hold without some of its files: whoever may not see them learns nothing of them.

    Args:
        read: the folder.
        paths: of content files, pictures and documents, under it.
    """
    if not paths:
        return read
    folder = replace(
        read.folder,
        files=tuple(file for file in read.folder.files if str(file.path) not in paths),
        media={path: real for path, real in read.folder.media.items() if path not in paths},
    )
    catalogue = replace(read.catalogue, media=MappingProxyType(dict(folder.media)))
    return replace(read, reading=read.reading.without(paths), folder=folder, catalogue=catalogue)


def read_again(
    before: FolderRead,
    root: Path,
    path: str,
    overlay: Overlay,
    channels: ChannelNames | None = None,
    seniority: Seniority = by_name,
) -> FolderRead:
    """What a folder that was read would hold with one content file otherwise: nothing else is opened.

    Args:
        before: what was read of it as it lies there.
        root: the folder.
        path: of the file, under it; there may be none yet.
        overlay: how the file is read; pictures and documents that are not there yet (`files`); nothing else.
        channels: see `read_folder`.
        seniority: likewise.

    Returns:
        The folder. Its problems are those of this file alone, the notes are those that it had.
    """
    channels = channels or ChannelNames()
    file = ListedFile(PurePosixPath(path), root / path, FOLDERS[path.partition("/")[0]])
    reading = before.reading.with_file(file, overlay)
    files = [*(other for other in before.folder.files if str(other.path) != path), file]
    media = {**before.folder.media, **overlay.files} if overlay.files else before.folder.media
    folder = replace(before.folder, files=tuple(sorted(files, key=lambda listed: str(listed.path))), media=media)
    own = [entry for entry in reading.entries if str(entry.origin.path) == path]
    sent = list(with_frozen(own, folder.frozen, [], reading.memory))
    reading.entries = [entry for entry in reading.entries if str(entry.origin.path) != path] + sent
    media_of_it = MappingProxyType(media) if overlay.files else before.catalogue.media
    if (
        place := _same_place(before, path, sent)
    ) is not None:  # what names are shared, and who takes what, is as it was
        problems, _ = rules_of_file(reading, folder, file.path, channels, None)
        known = {} if sent[0].item.communes else {entry.item.id: entry for entry in before.catalogue.entries}
        entries = [*before.catalogue.entries]
        entries[place] = _finish(sent[0], known, channels, reading.memory)
        catalogue = replace(before.catalogue, entries=tuple(entries), media=media_of_it)
        return FolderRead(catalogue, tuple(problems), reading.heads, reading.sources, reading, folder)
    problems, doubles = rules_of_file(reading, folder, file.path, channels, seniority)
    catalogue = replace(
        before.catalogue,
        entries=_finish_all(reading, doubles, channels),
        files=_files(reading, doubles),
        media=media_of_it,
    )
    return FolderRead(catalogue, tuple(problems), reading.heads, reading.sources, reading, folder)


def _same_place(before: FolderRead, path: str, now: Sequence[ContentFile]) -> int | None:
    """Where a file's entry stands in a folder, if it claims the names that it had, and others ask nothing of it.

    now: what the file is read as.
    """
    if len(now) != 1 or isinstance(now[0].item, Place) or any(one.code in SHARED for one in before.problems):
        return None
    if len(before.catalogue.entries) != len(before.reading.entries):  # some do not exist for whoever asks
        return None
    [entry], entries = now, before.catalogue.entries
    place = bisect_left(entries, entry.item.id, key=lambda other: other.item.id)
    if place == len(entries) or str(entries[place].origin.path) != path:
        return None
    was = entries[place]
    is_same = was.item.id == entry.item.id and was.path == entry.path and was.item.aliases == entry.item.aliases
    return place if is_same else None


def judge_register(
    before: FolderRead, root: Path, register: Register, overlay: Overlay, icons: Collection[str] = ()
) -> tuple[Problem, ...]:
    """The problems of one register, were it otherwise: nothing else is opened.

    Args:
        before: what was read of the folder as it lies there.
        root: the folder.
        register: the one.
        overlay: how it is read; pictures that are not there yet (`files`); nothing else.
        icons: see `read_folder`.
    """
    reading = before.reading.with_register(root, register, overlay)
    folder = replace(before.folder, media={**before.folder.media, **overlay.files})
    return tuple(rules_of_register(reading, folder, register, icons))


def read_catalogue(
    root: Path, territory: Territory, channels: ChannelNames | None = None, icons: Collection[str] = ()
) -> Catalogue:
    """Read a content folder in which nothing is wrong: as `read_folder`.

    Raises:
        ContentRefused: with every problem found.
    """
    read = read_folder(root, territory, channels, icons)
    if read.problems:
        raise ContentRefused(read.problems)
    return read.catalogue


def _valid(reading: Reading, problems: Iterable[Problem]) -> list[ContentFile]:
    """The entries; of two that claim one id or one address, the first."""
    doubles = {problem.path for problem in problems if problem.code in DOUBLES}
    return [entry for entry in reading.entries if entry.origin.path not in doubles]


def _finish_all(reading: Reading, problems: Iterable[Problem], channels: ChannelNames) -> tuple[ContentFile, ...]:
    """The valid entries with what they take from others, by id."""
    valid = _valid(reading, problems)
    places = {entry.item.id: entry for entry in valid}
    entries = (_finish(entry, places, channels, reading.memory) for entry in valid)
    return tuple(sorted(entries, key=lambda entry: entry.item.id))


def _files(reading: Reading, problems: Iterable[Problem]) -> Mapping[PurePosixPath, str]:
    return MappingProxyType({entry.origin.path: entry.item.id for entry in _valid(reading, problems)})


def _of(reading: Reading, name: str, model: type[_R]) -> Mapping[str, _R]:
    """A register's records, by id."""
    return MappingProxyType({key: r for key, r in sorted(reading.records[name].items()) if isinstance(r, model)})


def _as_written(reading: Reading, name: str, model: type[_R]) -> Mapping[str, _R]:
    """A register's records by id, in the order of the file: it is the one that readers see."""
    return MappingProxyType({key: r for key, r in reading.records[name].items() if isinstance(r, model)})


def _finish(
    entry: ContentFile, entries: Mapping[str, ContentFile], channels: ChannelNames, memory: SourceMemory
) -> ContentFile:
    """An entry that knows its communes, and the channels by their own names. entries: by id, to look places up."""
    communes = entry.item.communes or _from_places(entry, entries)

    def complete() -> ContentFile:
        return with_names(replace(entry, communes=communes), channels)

    return memory.finish(entry, communes, complete)


def _from_places(entry: ContentFile, entries: Mapping[str, ContentFile]) -> tuple[str, ...]:
    """Where an item is: in a commune that it names, or in those of its places."""
    item = entry.item
    if (commune := getattr(item, "commune", None)) is not None:
        return (commune,)
    places = [occurrence.place for occurrence in entry.occurrences] if isinstance(item, Event) else item.stands_at
    communes = (_commune_of(place, entries) for place in places)
    return tuple(dict.fromkeys(commune for commune in communes if commune))


def _commune_of(place: str | FreePlace | None, entries: Mapping[str, ContentFile]) -> str | None:
    if isinstance(place, FreePlace):
        return place.commune
    entry = entries.get(place) if place else None
    return entry.item.commune if entry is not None and isinstance(entry.item, Place) else None

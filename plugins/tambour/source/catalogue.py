"""content/ read once: every item, checked by itself and against the others, or every problem at once."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TypeVar

from tambour.messages import problem
from tambour.model.events.event import Event
from tambour.model.kinds import REGISTERS
from tambour.model.place import FreePlace, Place
from tambour.model.problems import ContentRefused
from tambour.model.registers import Commune, Contact, Topic
from tambour.model.territory import Territory
from tambour.source.entry import Catalogue, ContentFile
from tambour.source.files import list_folder
from tambour.source.frozen import with_frozen
from tambour.source.reading import Reading
from tambour.source.rules import broken_rules, harmless
from tambour.source.rules.overrides import ChannelNames, with_names

__all__ = ["Catalogue", "ChannelNames", "ContentFile", "read_catalogue"]

_R = TypeVar("_R", Commune, Topic, Contact)


def read_catalogue(
    root: Path, territory: Territory, channels: ChannelNames | None = None, icons: Collection[str] = ()
) -> Catalogue:
    """Read and check a content folder.

    Args:
        root: the folder.
        territory: whose content it is.
        channels: what `canaux:` may name; nothing, by default.
        icons: pictograms that the theme has, for `pictogramme:`; none: not checked.

    Returns:
        Every item and record, checked by itself and against the others.

    Raises:
        ContentRefused: with every problem found.
    """
    if not root.is_dir():
        raise ContentRefused([problem("dossier-absent", PurePosixPath(root.name))])
    channels = channels or ChannelNames()
    folder = list_folder(root)
    reading = Reading(territory)
    for register in REGISTERS.values():
        reading.read_register(root, register)
    reading.read_files(folder.files)
    reading.entries = list(with_frozen(reading.entries, folder.frozen, reading.problems))
    problems = [*folder.problems, *broken_rules(reading, folder, channels, icons)]
    if problems:
        raise ContentRefused(problems)
    places = {entry.item.id: entry for entry in reading.entries}
    entries = (with_names(with_communes(entry, places), channels) for entry in reading.entries)
    return Catalogue(
        entries=tuple(sorted(entries, key=lambda entry: entry.item.id)),
        communes=_of(reading, "commune", Commune),
        topics=_of(reading, "topic", Topic),
        contacts=_of(reading, "contact", Contact),
        files=MappingProxyType({entry.origin.path: entry.item.id for entry in reading.entries}),
        media=MappingProxyType(dict(folder.media)),
        frozen=MappingProxyType(dict(folder.frozen)),
        notes=harmless(reading),
    )


def _of(reading: Reading, name: str, model: type[_R]) -> Mapping[str, _R]:
    """A register's records, by id."""
    return MappingProxyType({key: r for key, r in sorted(reading.records[name].items()) if isinstance(r, model)})


def with_communes(entry: ContentFile, entries: Mapping[str, ContentFile]) -> ContentFile:
    """The same entry, knowing its communes. entries: by id, to look places up."""
    return replace(entry, communes=entry.item.communes or _from_places(entry, entries))


def _from_places(entry: ContentFile, entries: Mapping[str, ContentFile]) -> tuple[str, ...]:
    if isinstance(entry.item, Place):
        return (entry.item.commune,) if entry.item.commune else ()
    if not isinstance(entry.item, Event):
        return ()
    communes = (_commune_of(occurrence.place, entries) for occurrence in entry.occurrences)
    return tuple(dict.fromkeys(commune for commune in communes if commune))


def _commune_of(place: str | FreePlace | None, entries: Mapping[str, ContentFile]) -> str | None:
    if isinstance(place, FreePlace):
        return place.commune
    entry = entries.get(place) if place else None
    return entry.item.commune if entry is not None and isinstance(entry.item, Place) else None

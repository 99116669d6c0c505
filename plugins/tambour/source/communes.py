"""Which communes an item concerns: its own, else those of where it takes place, else the whole territory."""

from collections.abc import Mapping
from dataclasses import replace

from tambour.model.events.event import Event
from tambour.model.place import FreePlace, Place
from tambour.source.entry import Entry


def with_communes(entry: Entry, entries: Mapping[str, Entry]) -> Entry:
    """The same entry, knowing its communes. entries: by id, to look places up."""
    return replace(entry, communes=entry.item.communes or _from_places(entry, entries))


def _from_places(entry: Entry, entries: Mapping[str, Entry]) -> tuple[str, ...]:
    if isinstance(entry.item, Place):
        return (entry.item.commune,) if entry.item.commune else ()
    if not isinstance(entry.item, Event):
        return ()
    found = (_commune_of(occurrence.place, entries) for occurrence in entry.occurrences)
    return tuple(dict.fromkeys(commune for commune in found if commune))


def _commune_of(place: str | FreePlace | None, entries: Mapping[str, Entry]) -> str | None:
    if isinstance(place, FreePlace):
        return place.commune
    entry = entries.get(place) if place else None
    return entry.item.commune if entry is not None and isinstance(entry.item, Place) else None

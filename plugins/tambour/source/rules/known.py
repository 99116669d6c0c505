"""What a content folder declares, by kind of target: what a reference or a link can lead to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from tambour.model.kinds import KINDS, REGISTERS
from tambour.source.body import Link
from tambour.source.entry import ContentFile
from tambour.source.files import REFERENCE_FOLDER, ContentFolder
from tambour.source.names import DeclaredNames
from tambour.source.overlay import Overlay
from tambour.source.reading import Reading


@dataclass(frozen=True)
class Targets:
    """names: target (as in `Reference.target`) → the ids or paths that exist, those of files to be mended included.

    files: content paths (`agenda/x.md`). media: paths under content/. entries: valid ones, by id.
    ids: content path of a valid file → its id. declared: what can be named, with the names that readers see.
    held, held_files: ids and content paths of what a fault holds back, and is not among the others; held_records: the
    same of records, by register; no picture or document is ever held. unreadable: registers that may hold others.
    """

    names: Mapping[str, frozenset[str]]
    files: frozenset[str]
    media: frozenset[str]
    entries: Mapping[str, ContentFile]
    ids: Mapping[str, str]
    declared: DeclaredNames
    held: Collection[str] = ()
    held_files: Collection[str] = ()
    held_records: Mapping[str, Collection[str]] = field(default_factory=dict)
    unreadable: Collection[str] = ()

    @classmethod
    def of(cls, reading: Reading, folder: ContentFolder) -> "Targets":
        places = {item_id for item_id, claims in reading.claims.items() if claims[0][0].kind is KINDS["place"]}
        names = {
            "item": frozenset(reading.claims),
            "place": frozenset(places),
            "image": _under("images/", folder),
            "document": _under("documents/", folder),
            **{name: frozenset(records) for name, records in reading.records.items()},
        }
        return cls(
            names=names,
            files=frozenset(str(file.path) for file in folder.files),
            media=frozenset(folder.media),
            entries={entry.item.id: entry for entry in reading.entries},
            ids={str(entry.origin.path): entry.item.id for entry in reading.entries},
            declared=reading.names,
            held=reading.overlay.held,
            held_files=reading.overlay.held_files,
            held_records={"image": (), "document": (), **_held_records(reading.overlay)},
            unreadable=reading.unreadable,
        )

    def is_held(self, link: Link) -> bool:
        """Whether a link leads to what a fault holds back: it is text until that appears."""
        return link.target in (self.held if link.kind == "item" else self.held_files)

    def item_at(self, link: Link) -> str:
        """The id of the item that a link leads to, or ""."""
        return link.target if link.kind == "item" else self.ids.get(link.target, "")

    def is_draft(self, item_id: str) -> bool:
        """A valid item that is not to be published."""
        return item_id in self.entries and self.entries[item_id].item.draft


def _held_records(overlay: Overlay) -> Mapping[str, Collection[str]]:
    paths = {register.name: f"{REFERENCE_FOLDER}/{register.file}" for register in REGISTERS.values()}
    return {name: overlay.records.get(path, ()) for name, path in paths.items()}


def _under(top: str, folder: ContentFolder) -> frozenset[str]:
    return frozenset(path.removeprefix(top) for path in folder.media if path.startswith(top))

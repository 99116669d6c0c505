"""What a content folder declares, by kind of target: what a reference or a link can lead to."""

from collections.abc import Mapping
from dataclasses import dataclass

from tambour.model.kinds import KINDS
from tambour.source.body import Link
from tambour.source.entry import ContentFile
from tambour.source.files import ContentFolder
from tambour.source.names import DeclaredNames
from tambour.source.reading import Reading


@dataclass(frozen=True)
class Targets:
    """names: target (as in `Reference.target`) → the ids or paths that exist, those of files to be mended included.

    files: content paths (`agenda/x.md`). media: paths under content/. entries: valid ones, by id.
    ids: content path of a valid file → its id. declared: what can be named, with the names that readers see.
    """

    names: Mapping[str, frozenset[str]]
    files: frozenset[str]
    media: frozenset[str]
    entries: Mapping[str, ContentFile]
    ids: Mapping[str, str]
    declared: DeclaredNames

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
        )

    def item_at(self, link: Link) -> str:
        """The id of the item that a link leads to, or ""."""
        return link.target if link.kind == "item" else self.ids.get(link.target, "")

    def is_draft(self, item_id: str) -> bool:
        """A valid item that is not to be published."""
        return item_id in self.entries and self.entries[item_id].item.draft


def _under(top: str, folder: ContentFolder) -> frozenset[str]:
    return frozenset(path.removeprefix(top) for path in folder.media if path.startswith(top))

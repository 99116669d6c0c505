"""What the source hands on: items that are valid, with where each was written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tambour.model.dates.occurrence import Occurrence
from tambour.model.item import Item
from tambour.model.kinds import KINDS
from tambour.model.registers import Commune, Contact, Topic
from tambour.model.site import Origin
from tambour.source.body import Body


@dataclass(frozen=True)
class Entry:
    """One content file, valid by itself.

    body: rendered, its internal links still neutral. occurrences: an event's, expanded once; () for other kinds.
    communes: the item's own, else those of its places; () = the whole territory.
    """

    item: Item
    origin: Origin
    body: Body
    occurrences: tuple[Occurrence, ...] = ()
    communes: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """URL path of the item's page under the site: `agenda/fete/`."""
        return KINDS[self.item.kind].path(self.item)


@dataclass(frozen=True)
class Catalogue:
    """A whole content folder, valid.

    entries: by id. files: content path (`agenda/x.md`) → item id. media: path under content/ → where to open it.
    """

    entries: tuple[Entry, ...]
    communes: Mapping[str, Commune]
    topics: Mapping[str, Topic]
    contacts: Mapping[str, Contact]
    files: Mapping[PurePosixPath, str]
    media: Mapping[str, Path]

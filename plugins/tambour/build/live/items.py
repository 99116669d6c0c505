"""Items that stay the same objects as long as all that they are made of is the same."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tambour.build.content import Content
from tambour.build.live.sameness import same
from tambour.build.run import PelicanContent
from tambour.build.snapshot import ANEW, Snapshot, Ways, judge
from tambour.build.trial import Asked
from tambour.model.columns import columns, of_columns
from tambour.model.media import Original
from tambour.model.site.published import Published
from tambour.source.entry import ContentFile

Address = Callable[[str], str]


@dataclass(slots=True)
class _Item:
    """addresses, pictures: what was asked while it was made, and the answers."""

    entry: ContentFile
    facts: tuple[object, ...]
    addresses: dict[str, str]
    pictures: dict[str, Original | None]
    published: Published

    def is_right(
        self, entry: ContentFile, facts: tuple[object, ...], address: Address, originals: Mapping[str, Original]
    ) -> bool:
        return (
            self.entry is entry
            and same(self.facts, facts)
            and all(address(neutral) == url for neutral, url in self.addresses.items())
            and all(same(originals.get(path), picture) for path, picture in self.pictures.items())
        )


@dataclass
class _NotedPictures(Mapping[str, Original]):
    """The pictures of a site, those that were asked for noted."""

    originals: Mapping[str, Original]
    noted: dict[str, Original | None]

    def __getitem__(self, path: str) -> Original:
        self.noted[path] = self.originals.get(path)
        return self.originals[path]

    def __iter__(self):  # type: ignore[no-untyped-def]
        raise NotImplementedError("an item asks for its own pictures alone")

    def __len__(self) -> int:
        raise NotImplementedError("an item asks for its own pictures alone")


@dataclass(frozen=True)
class ContentsOnDemand(Mapping[str, PelicanContent]):
    """The published entries by id, as Pelican holds them: each is made when it is asked for, most never are."""

    entries: Mapping[str, ContentFile]
    content_of: Callable[[ContentFile], PelicanContent]

    def __getitem__(self, item_id: str) -> PelicanContent:
        return self.content_of(self.entries[item_id])

    def __contains__(self, item_id: object) -> bool:
        return item_id in self.entries

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


@dataclass
class KeptItems:
    """The items of the last build."""

    _items: dict[str, _Item] = field(default_factory=dict)

    def __getstate__(self) -> Mapping[str, Any]:
        """For another process."""
        return columns(_Item, self._items.values())

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self._items = {item.published.id: item for item in of_columns(_Item, state)}

    def item(
        self,
        entry: ContentFile,
        facts: tuple[object, ...],
        make: Callable[[Address, Mapping[str, Original]], Published],
        address: Address,
        originals: Mapping[str, Original],
    ) -> Published:
        """See `tambour.build.snapshot.make_anew`."""
        kept = self._items.get(entry.item.id)
        if kept is None or not kept.is_right(entry, facts, address, originals):
            addresses: dict[str, str] = {}
            pictures: dict[str, Original | None] = {}

            def note(neutral: str) -> str:
                addresses[neutral] = address(neutral)
                return addresses[neutral]

            published = make(note, _NotedPictures(originals, pictures))
            kept = self._items[entry.item.id] = _Item(entry, facts, addresses, pictures, published)
        return kept.published

    def forget_all_but(self, ids: set[str]) -> None:
        """Items that are no more."""
        self._items = {name: item for name, item in self._items.items() if name in ids}


@dataclass(frozen=True)
class LiveAsked(Asked):
    """What is to be settled, with what earlier builds have kept of it."""

    ways: Ways = ANEW

    def judge(self, content: Content) -> Snapshot:
        """What it would become."""
        with self.phases("snapshot"):
            return judge(self.settings, content, self.now, ways=self.ways)

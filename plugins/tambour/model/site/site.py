"""Everything published, frozen: the only thing that a channel sees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import quote

from tambour.model.events.occurrence import Occurrence
from tambour.model.item import ChannelOverride, Item
from tambour.model.ledger.history import History, history_of
from tambour.model.ledger.ledger import NOTHING, Recorded
from tambour.model.letters.edition import Edition
from tambour.model.media import Media, NoMedia
from tambour.model.place import FreePlace, Place
from tambour.model.registers import Commune, Contact, Topic
from tambour.model.territory import Territory

NOT_OVERRIDDEN = ChannelOverride()
_PATH_CHARACTERS = "/!$&'()*+,;=:@"  # RFC 3986 §3.3: what a path may hold unencoded, beside letters, digits and -._~


@dataclass(frozen=True)
class Origin:
    """Where an item was written, so that a channel's problem can name the line.

    path: relative to the content folder. lines: front-matter key as typed → 1-based line. body_line: first of the body.
    """

    path: PurePosixPath
    lines: Mapping[str, int]
    body_line: int = 1

    def line(self, *keys: str) -> int:
        """Line of the first of these keys that is present, else of the top of the file."""
        return next((self.lines[key] for key in keys if key in self.lines), 1)


@dataclass(frozen=True)
class Fragment:
    """A text in Markdown, rendered: html, sanitised, every URL absolute; plain, without markup."""

    html: str
    plain: str


@dataclass(frozen=True)
class Published:
    """One item as it is published now.

    path: URL path under the site, `agenda/fete/`. url: absolute. html: sanitised body, every URL absolute.
    plain: the body as text. communes: the item's own, else its place's; empty = the whole territory.
    occurrences: an event's, by (begins, key); empty for other kinds. expired: off the listings, page kept with a note.
    fragments: Markdown written in fields, by dotted place: `blocs.2.texte` of a letter. frozen: a letter's editions, as
    they were sent. recorded: what the ledger of publications holds of it.
    """

    item: Item
    origin: Origin
    path: str
    url: str
    html: str
    plain: str
    communes: tuple[str, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    expired: bool = False
    fragments: Mapping[str, Fragment] = field(default_factory=lambda: MappingProxyType({}))
    frozen: tuple[Edition, ...] = ()
    recorded: Recorded = NOTHING

    @property
    def id(self) -> str:
        return self.item.id

    @cached_property
    def history(self) -> History:
        """What subscribers have been told of it so far: UIDs, sequences, changes of state."""
        return history_of(self.item, self.occurrences, self.recorded)

    @property
    def changed_at(self) -> datetime | None:
        """Last change: what the writer says (`modifie`), what the ledger saw, else its publication; None = undated."""
        return self.history.changed_at

    def said_in(self, channel: str) -> ChannelOverride:
        """What the writer says differently for one channel (`canaux:`); nothing, most often."""
        return self.item.channels.get(channel) or NOT_OVERRIDDEN

    def left_out_of(self, channel: str) -> bool:
        """The writer keeps this item out of a channel on purpose (`canaux: {<channel>: {exclure: oui}}`)."""
        return self.said_in(channel).skip

    def upcoming(self, now: datetime) -> tuple[Occurrence, ...]:
        """Occurrences that are not over."""
        return tuple(occurrence for occurrence in self.occurrences if occurrence.over > now)


@dataclass(frozen=True)
class PageAddress:
    """One HTML page of the website: an item's, a listing, a commune's, a topic's, the home page.

    path: URL path under the site, "" for the home page, else ending in "/" or a file name (`404.html`).
    title: French, plain text. lastmod: last change that its content admits, None when it has none.
    indexable: False = the page asks robots to leave it out (expired item, alert that is over, error page).
    about: id of the item whose page it is.
    """

    path: str
    title: str
    lastmod: datetime | None = None
    indexable: bool = True
    about: str | None = None

    @property
    def file(self) -> str:
        """The file that answers at this path, relative to the site's root."""
        return f"{self.path}index.html" if self.path.endswith("/") or not self.path else self.path


@dataclass(frozen=True)
class Site:
    """The published state of a territory at `now`.

    url: absolute, without a trailing slash; may have a sub-path. items: by id, expired ones included.
    Listings (`listed`, `upcoming`, `in_commune`…) leave expired items out. pages: every HTML page of the website, the
    items' included, by path.
    """

    territory: Territory
    url: str
    now: datetime
    items: tuple[Published, ...] = ()
    communes: Mapping[str, Commune] = field(default_factory=lambda: MappingProxyType({}))
    topics: Mapping[str, Topic] = field(default_factory=lambda: MappingProxyType({}))
    contacts: Mapping[str, Contact] = field(default_factory=lambda: MappingProxyType({}))
    media: Media = field(default_factory=NoMedia)
    pages: tuple[PageAddress, ...] = ()
    _by_id: Mapping[str, Published] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", tuple(sorted(self.items, key=lambda published: published.id)))
        object.__setattr__(self, "pages", tuple(sorted(self.pages, key=lambda page: page.path)))
        object.__setattr__(self, "_by_id", MappingProxyType({published.id: published for published in self.items}))

    def get(self, item_id: str) -> Published | None:
        """The published item of this id, expired ones included."""
        return self._by_id.get(item_id)

    def place_of(self, occurrence: Occurrence) -> Place | FreePlace | None:
        """Where it takes place: a record of the site, or what the event itself says; None when it says nothing."""
        if not isinstance(occurrence.place, str):
            return occurrence.place
        record = self.get(occurrence.place)
        return record.item if record is not None and isinstance(record.item, Place) else None

    def absolute(self, path: str) -> str:
        """Absolute URL of a path under the site, percent-encoded: `images/Fête.jpg` → `https://…/images/F%C3%AAte.jpg`."""
        return f"{self.url}/{quote(path.lstrip('/'), safe=_PATH_CHARACTERS)}"

    def listed(self, *kinds: str) -> tuple[Published, ...]:
        """What listings show, newest publication first (then by id); all kinds when none is named."""
        shown = [p for p in self.items if not p.expired and (not kinds or p.item.kind in kinds)]
        return tuple(sorted(shown, key=lambda p: (-p.item.publish_at.timestamp() if p.item.publish_at else 0.0, p.id)))

    def events(self) -> tuple[Published, ...]:
        """Listed events by next occurrence, then id; those that are wholly past come last, most recent first."""

        def order(event: Published) -> tuple[bool, float, str]:
            ahead = event.upcoming(self.now)
            if ahead:
                return False, ahead[0].begins.timestamp(), event.id
            return True, -max((o.begins.timestamp() for o in event.occurrences), default=0.0), event.id

        return tuple(sorted(self.listed("event"), key=order))

    def upcoming(self) -> tuple[tuple[Occurrence, Published], ...]:
        """Occurrences that are not over, soonest first, each with its event."""
        pairs = [(o, p) for p in self.items if not p.expired for o in p.upcoming(self.now)]
        return tuple(sorted(pairs, key=lambda pair: (pair[0].begins, pair[1].id, pair[0].key)))

    def in_commune(self, commune: str, items: Sequence[Published] | None = None) -> tuple[Published, ...]:
        """What concerns a commune: its own items and those of the whole territory, in the order given."""
        return tuple(p for p in (self.listed() if items is None else items) if not p.communes or commune in p.communes)

    def on_topic(self, topic: str, items: Sequence[Published] | None = None) -> tuple[Published, ...]:
        """What carries a topic, in the order given."""
        return tuple(p for p in (self.listed() if items is None else items) if topic in p.item.topics)

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

    Attributes:
        path: of the file, relative to the content folder.
        lines: the 1-based line of each front-matter key, as it was typed; dotted when the key is inside another:
            `canaux.panneau.titre`, `creneaux.0.debut`.
        body_line: first line of the body.
    """

    path: PurePosixPath
    lines: Mapping[str, int]
    body_line: int = 1

    def line(self, *keys: str) -> int:
        """Find the line to show for a problem.

        Args:
            keys: front-matter keys, as in `lines`; the first that is there counts.

        Returns:
            The 1-based line; 1, the top of the file, when none of the keys is there.
        """
        return next((self.lines[key] for key in keys if key in self.lines), 1)


@dataclass(frozen=True)
class Fragment:
    """A text that was written in Markdown.

    Attributes:
        html: sanitised, every URL absolute.
        plain: the same without markup.
    """

    html: str
    plain: str


@dataclass(frozen=True)
class Published:
    """One item as it is published now.

    Attributes:
        item: what the writer said of it: an `Event`, a `News`… Ask `isinstance` for what one kind alone has.
        origin: its file and lines, for problems.
        path: path of its page under the site: `agenda/fete/`.
        url: absolute address of its page.
        html: its text, sanitised, every URL absolute.
        plain: its text without markup.
        communes: ids of the communes that it concerns: its own, else its place's. Empty: the whole territory.
        occurrences: an event's dates, whatever form the writer used, in the order in which they begin. Empty for other
            kinds.
        expired: it has left the listings; its page stays, with a note.
        fragments: Markdown written in fields, by dotted place: `blocs.2.texte` of a letter.
        frozen: the editions of a letter as they were sent. Empty for everything else.
        recorded: what the ledger of publications holds of it; `history` says the same, worked out.
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
        """The item's id, which never changes. What must never change derives from it and from `territory.domain`."""
        return self.item.id

    @cached_property
    def history(self) -> History:
        """What subscribers have been told of it so far: UIDs, sequences, changes of state."""
        return history_of(self.item, self.occurrences, self.recorded)

    @property
    def changed_at(self) -> datetime | None:
        """When it last changed: what the writer says (`modifie`), what the ledger saw, else when it was published.

        `None` for what is not dated.
        """
        return self.history.changed_at

    def said_in(self, channel: str) -> ChannelOverride:
        """What the writer says differently for one channel (`canaux:`).

        Args:
            channel: the name under which writers speak to it: `self.name`, most often.

        Returns:
            The override; its `title` and `text` are `None` when nothing is said differently.
        """
        return self.item.channels.get(channel) or NOT_OVERRIDDEN

    def left_out_of(self, channel: str) -> bool:
        """Whether the writer keeps this item out of a channel on purpose (`canaux: {<channel>: {exclure: oui}}`).

        Args:
            channel: the name under which writers speak to it.

        Returns:
            True when the channel must not say it.
        """
        return self.said_in(channel).skip

    def upcoming(self, now: datetime) -> tuple[Occurrence, ...]:
        """The dates that are not over.

        Args:
            now: the instant to compare with: `site.now`.

        Returns:
            The occurrences, soonest first; empty when all are over, and for other kinds than events.
        """
        return tuple(occurrence for occurrence in self.occurrences if occurrence.over > now)


@dataclass(frozen=True)
class PageAddress:
    """One HTML page of the website: an item's, a listing, a commune's, a topic's, the home page.

    Attributes:
        path: path under the site: "" for the home page, else ending in "/" or a file name (`404.html`).
        title: French, plain text.
        lastmod: last change that its content admits. `None` when it has none.
        indexable: False when the page asks robots to leave it out: an expired item, an alert that is over, an error.
        about: id of the item whose page it is.
    """

    path: str
    title: str
    lastmod: datetime | None = None
    indexable: bool = True
    about: str | None = None

    @property
    def file(self) -> str:
        """The file that answers at this path, relative to the site's root: `agenda/index.html`."""
        return f"{self.path}index.html" if self.path.endswith("/") or not self.path else self.path


@dataclass(frozen=True)
class Site:
    """The published state of a territory at one instant. Listings (`listed`, `upcoming`…) leave expired items out.

    Attributes:
        territory: who speaks: name, address, colours, `domain` (identifiers derive from it, never from `url`), `zone`,
            `languages`.
        url: the site's address, without a trailing slash; it may have a sub-path.
        now: the build's instant. It decides what is upcoming, and nothing else: every date that a channel writes comes
            from the content.
        items: every published item by id, expired ones included.
        communes: the member communes, by id.
        topics: the topics, by id.
        contacts: the contacts, by id.
        media: pictures and documents. A photo's own path is never published: show one of its versions.
        pages: every HTML page of the website by path, those of items included.
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
        """Find an item.

        Args:
            item_id: its id.

        Returns:
            The item, which may be expired; `None` when no published item has this id.
        """
        return self._by_id.get(item_id)

    def place_of(self, occurrence: Occurrence) -> Place | FreePlace | None:
        """Where a date takes place.

        Args:
            occurrence: a date of an event.

        Returns:
            The `Place` that the event refers to, the `FreePlace` that it describes itself, or `None`.
        """
        if not isinstance(occurrence.place, str):
            return occurrence.place
        record = self.get(occurrence.place)
        return record.item if record is not None and isinstance(record.item, Place) else None

    def absolute(self, path: str) -> str:
        """The absolute URL of a path under the site. Every URL that a channel writes is absolute.

        Args:
            path: not encoded: `images/Fête.jpg`.

        Returns:
            The URL, percent-encoded: `https://…/images/F%C3%AAte.jpg`.
        """
        return f"{self.url}/{quote(path.lstrip('/'), safe=_PATH_CHARACTERS)}"

    def listed(self, *kinds: str) -> tuple[Published, ...]:
        """What listings show. Of alerts, neither lifted nor ended ones, but those whose `start` is still to come.

        Args:
            kinds: English names of kinds: `news`, `event`, `alert`, `page`, `place`, `document`, `service`, `letter`.
                All kinds when none is named.

        Returns:
            Items, newest publication first, then by id.
        """
        shown = [p for p in self.items if not p.expired and (not kinds or p.item.kind in kinds)]
        return tuple(sorted(shown, key=lambda p: (-p.item.publish_at.timestamp() if p.item.publish_at else 0.0, p.id)))

    def events(self) -> tuple[Published, ...]:
        """What listings show of events.

        Returns:
            Events by their next date, then by id. Those that are wholly past come last, most recent first:
            `event.upcoming(site.now)` is empty for them.
        """

        def order(event: Published) -> tuple[bool, float, str]:
            ahead = event.upcoming(self.now)
            if ahead:
                return False, ahead[0].begins.timestamp(), event.id
            return True, -max((o.begins.timestamp() for o in event.occurrences), default=0.0), event.id

        return tuple(sorted(self.listed("event"), key=order))

    def upcoming(self) -> tuple[tuple[Occurrence, Published], ...]:
        """Every date that is not over: under way, cancelled, and postponed without a new date included.

        Returns:
            Each date with its event, soonest first.
        """
        pairs = [(o, p) for p in self.items if not p.expired for o in p.upcoming(self.now)]
        return tuple(sorted(pairs, key=lambda pair: (pair[0].begins, pair[1].id, pair[0].key)))

    def in_commune(self, commune: str, items: Sequence[Published] | None = None) -> tuple[Published, ...]:
        """What concerns a commune: its own items, and those of the whole territory.

        Args:
            commune: the commune's id.
            items: among which; what listings show, when not given.

        Returns:
            The items that concern it, in the order given.
        """
        return tuple(p for p in (self.listed() if items is None else items) if not p.communes or commune in p.communes)

    def on_topic(self, topic: str, items: Sequence[Published] | None = None) -> tuple[Published, ...]:
        """What carries a topic.

        Args:
            topic: the topic's id.
            items: among which; what listings show, when not given.

        Returns:
            The items that carry it, in the order given.
        """
        return tuple(p for p in (self.listed() if items is None else items) if topic in p.item.topics)

"""Everything published, frozen: the only thing that a channel sees."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar, cast
from urllib.parse import quote

from tambour.model.announcements import AnnounceJournal, AnnouncingSite
from tambour.model.contours import Contours
from tambour.model.events.event import Event
from tambour.model.events.occurrence import Occurrence
from tambour.model.home import Home, default_home
from tambour.model.media import Media, NoMedia
from tambour.model.memory import remember
from tambour.model.place import FreePlace, Place
from tambour.model.registers import Commune, Contact, Topic
from tambour.model.services.status import ServiceStatus
from tambour.model.site.families import families, programs
from tambour.model.site.page_address import PageAddress
from tambour.model.site.published import Published, of_model
from tambour.model.site.receipt import Absence
from tambour.model.slugs import french_order
from tambour.model.territory import Territory
from tambour.model.ways import MenuLink, Task

_R = TypeVar("_R")
PATH_CHARACTERS = "/!$&'()*+,;=:@"  # RFC 3986 §3.3: what a path may hold unencoded, beside letters, digits and -._~
POSTING_DAYS = 30  # a month: what is older was posted, or never will be


@dataclass(frozen=True)
class Site(AnnouncingSite):
    """The published state of a territory at one instant.

    Listings (`listed`, `upcoming`…) leave out expired items, and versions of another item: a translation or a text in
    easy French says the same again, and is found from its original.

    Attributes:
        territory: who speaks: name, address, colours, `domain` (of identifiers, never `url`), `zone`, `languages`.
        url: the site's address, without a trailing slash; it may have a sub-path.
        now: the build's instant. It decides what is upcoming alone: dates that a channel writes come from the content.
        items: every published item by id, expired ones included.
        communes: the member communes, by id.
        topics: the topics, by id.
        contacts: the contacts, by id.
        media: pictures and documents. A photo's own path is never published: show one of its versions.
        home: the blocks of the home page, in their order.
        home_texts: Markdown of these blocks as safe HTML, by the place of the block.
        tasks: what people come to do, by id, in the order in which it is shown.
        menu_links: links of menus that are no pages of ours, by id.
        contours: where each commune ends, by its id; empty when that is not told.
        pages: every HTML page of the website by path, those of items included.
        posting_days: for how many days what came out or changed can still be posted (`why_not_posted`).
        asked: ids of items that somebody wants to post all the same.
        hub: address of the WebSub hub that tells readers of feeds what is new; "" for none.
        bridge: address of what makes an account of the fediverse of the site; "" for none.
        journal: what became of each item on the territory's accounts, as `annoncer` notes it; None where nothing is
            announced from here. It is for the agent: nothing public is made of it. Channels ask `announcement_of`.
        search_key: what proves to search engines that the site itself tells them of its pages; "" for none.
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
    posting_days: int = POSTING_DAYS
    asked: frozenset[str] = frozenset()
    hub: str = ""
    bridge: str = ""
    search_key: str = ""
    journal: AnnounceJournal | None = None
    home: Home = field(default_factory=default_home)
    home_texts: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    tasks: Mapping[str, Task] = field(default_factory=lambda: MappingProxyType({}))
    menu_links: Mapping[str, MenuLink] = field(default_factory=lambda: MappingProxyType({}))
    contours: Contours = field(default_factory=lambda: MappingProxyType({}))
    _by_id: Mapping[str, Published] = field(init=False, repr=False, compare=False)
    _answers: dict[Hashable, object] = field(default_factory=dict, init=False, repr=False, compare=False)

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
        return f"{self.url}/{quote(path.lstrip('/'), safe=PATH_CHARACTERS)}"

    @cached_property
    def originals(self) -> tuple[Published, ...]:
        """The items without the versions of others, by id, expired ones included."""
        return tuple(published for published in self.items if not self.is_version(published))

    def is_version(self, published: Published) -> bool:
        """Whether an item says again what another published one says: a translation of it, or the same in easy French.

        Args:
            published: an item of the site.

        Returns:
            True when its original stands in lists instead of it.
        """
        return self.original_of(published).id != published.id

    def original_of(self, published: Published) -> Published:
        """What stands in lists for an item.

        Args:
            published: an item of the site.

        Returns:
            Its original when it is a version, else the item itself. A version whose original is not published stands
            for itself; of several, the one in the site's language, then the first by id.
        """
        return next(iter(self._families.get(published.id, ())), published)

    def versions_of(self, published: Published) -> tuple[Published, ...]:
        """The same thing in other languages, or easier to read.

        Args:
            published: an item of the site.

        Returns:
            The others of its family that have not expired, its original first, then by id.
        """
        family = self._families.get(published.id, ())
        return tuple(other for other in family if other.id != published.id and not other.expired)

    @cached_property
    def _families(self) -> Mapping[str, Sequence[Published]]:
        return families(self.items, self._by_id)

    def why_not_posted(self, published: Published) -> Absence | None:
        """Why there is nothing to post of an item: no card for networks, no text, no page in the kit.

        Args:
            published: an item of the site.

        Returns:
            The reason; `None` for what can still be posted, or was asked for.
        """
        known = self._posted.get(id(published))
        if known is None:
            known = self._posted[id(published)] = published, self._why_not_posted(published)
        return known[1]

    def _why_not_posted(self, published: Published) -> Absence | None:
        if published.id in self.asked:
            return None
        if self.is_version(published):
            return Absence.VERSION
        return published.why_not_posted(self.now, self.posting_days)

    @cached_property
    def _posted(self) -> dict[int, tuple[Published, Absence | None]]:
        """What was told of each item, with the item, by its identity: half of the channels ask."""
        return {}

    def can_be_posted(self, published: Published) -> bool:
        """Whether it is worth making what is posted of an item.

        Args:
            published: an item of the site.

        Returns:
            True for an original that is new, has changed, is in force or has a date to come; and for what was asked
            for.
        """
        return self.why_not_posted(published) is None

    @remember
    def listed(self, *kinds: str, versions: bool = False) -> tuple[Published, ...]:
        """What listings show. Of alerts, neither lifted nor ended ones, but those whose `start` is still to come.

        Args:
            kinds: English names of kinds: `news`, `event`, `alert`, `page`, `place`, `document`, `service`, `status`,
                `letter`, `elected`, `tender`, `menu`, `project`, `entry`, `job`. All when none is named.
            versions: translations and easy French beside their original, too.

        Returns:
            Items, newest publication first, then by id.
        """
        if len(kinds) == 1:
            return self._listed_by_kind(versions=versions).get(kinds[0], ())
        if kinds:  # put in order once
            return tuple(p for p in self.listed(versions=versions) if p.item.kind in kinds)
        visible = [p for p in (self.items if versions else self.originals) if not p.expired]
        return tuple(
            sorted(visible, key=lambda p: (-p.item.publish_at.timestamp() if p.item.publish_at else 0.0, p.id))
        )

    @remember
    def _listed_by_kind(self, *, versions: bool) -> Mapping[str, tuple[Published, ...]]:
        found: dict[str, list[Published]] = {}
        for published in self.listed(versions=versions):
            found.setdefault(published.item.kind, []).append(published)
        return {kind: tuple(items) for kind, items in found.items()}

    @remember
    def events(self, *, versions: bool = False) -> tuple[Published[Event], ...]:
        """What listings show of events.

        Args:
            versions: translations and easy French beside their original, too.

        Returns:
            Events by their next date, then by id. Those that are wholly past come last, most recent first:
            `event.upcoming(site.now)` is empty for them.
        """

        def order(event: Published) -> tuple[bool, float, str]:
            ahead = event.upcoming(self.now)
            if ahead:
                return False, ahead[0].begins.timestamp(), event.id
            return True, -max((o.begins.timestamp() for o in event.occurrences), default=0.0), event.id

        return tuple(sorted(of_model(self.listed(versions=versions), Event), key=order))

    @remember
    def upcoming(self, *, versions: bool = False) -> tuple[tuple[Occurrence, Published[Event]], ...]:
        """Every date that is not over: under way, cancelled, and postponed without a new date included.

        Args:
            versions: those of translations and easy French, too.

        Returns:
            Each date with its event, soonest first.
        """
        pairs = [(o, p) for p in of_model(self.listed(versions=versions), Event) for o in p.upcoming(self.now)]
        return tuple(sorted(pairs, key=lambda pair: (pair[0].begins, pair[1].id, pair[0].key)))

    @remember
    def of_kinds(self, *kinds: str) -> tuple[Published, ...]:
        """Every published item of some kinds, expired ones and versions of another item included.

        Args:
            kinds: their English names, as for `listed`.

        Returns:
            The items, by id.
        """
        return tuple(published for published in self.items if published.item.kind in kinds)

    def troubles(self, items: Sequence[Published]) -> list[Published[ServiceStatus]]:
        """The states of services that are not normal now.

        Args:
            items: among which.

        Returns:
            Them, the gravest first, then by title.
        """
        found = [one for one in of_model(items, ServiceStatus) if one.item.gravity_at(self.now)]
        return sorted(found, key=lambda one: (-one.item.gravity_at(self.now), *french_order(one.item.title)))

    def once(self, what: str, item: Published | None, make: Callable[[], _R], *, brief: bool = False) -> _R:
        """Make something of one item, or of the site, which builds that go on from an earlier one keep.

        It is made again when the item is another, or anything that `make` has asked of the site.

        Args:
            what: names it. The channel's own name stands in it, since settings may be another's.
            item: of what it is made; `None` for what is of no item.
            make: makes it, of nothing but the item, the site and what the settings alone decide.
            brief: another command makes it again: that takes less than to read what is kept of it.

        Returns:
            What was made: plain data, which nobody changes.
        """
        del what, item, brief
        return make()

    def share(self, make: Callable[..., _R], *args: Hashable) -> _R:
        """Work something out of the site that several files or items ask for.

        In builds that go on from an earlier one, whoever asks depends on the answer alone, not on all that it was
        worked out of: what a commune is shown is most often the same whatever else is written.

        Args:
            make: works it out, of the site, which it is given, and of `args`: a function of a module, or a method of a
                channel.
            args: texts, numbers.

        Returns:
            What was worked out: plain data and items, which nobody changes.
        """
        question = (make, args)
        if question not in self._answers:
            self._answers[question] = make(self, *args)
        return cast(_R, self._answers[question])

    def in_commune(self, commune: str, items: Sequence[Published] | None = None) -> tuple[Published, ...]:
        """What concerns a commune: its own items, and those of the whole territory.

        Args:
            commune: the commune's id.
            items: among which; what listings show, when not given.

        Returns:
            The items that concern it, in the order given.
        """
        return tuple(p for p in (self.listed() if items is None else items) if p.concerns(commune))

    def dates_in(
        self, commune: str, pairs: Sequence[tuple[Occurrence, Published[Event]]]
    ) -> tuple[tuple[Occurrence, Published[Event]], ...]:
        """The dates that concern a commune. Of an event that goes from one commune to another, those held there.

        Args:
            commune: the commune's id.
            pairs: dates with their events: `site.upcoming()`.

        Returns:
            Those that concern it, in the order given. A commune that is named and holds no date has all of them.
        """
        near = [pair for pair in pairs if pair[1].concerns(commune)]
        hosts = {event.id: self._hosts(event) for event in {event.id: event for _, event in near}.values()}
        tours = {name for name, communes in hosts.items() if len(communes) > 1 and commune in communes}
        return tuple(
            (one, event) for one, event in near if event.id not in tours or self._commune_of(one) in (None, commune)
        )

    def _hosts(self, published: Published) -> frozenset[str]:
        """The communes in which the dates of an event are held, as far as places tell; several for a tour."""
        places = {id(one.place): one for one in published.occurrences}
        return frozenset(filter(None, map(self._commune_of, places.values())))

    def _commune_of(self, occurrence: Occurrence) -> str | None:
        return place.commune if (place := self.place_of(occurrence)) is not None else None

    def program_of(self, published: Published) -> tuple[tuple[Occurrence, Published[Event]], ...]:
        """The dates of the events that are part of another.

        Args:
            published: the event whose programme it is.

        Returns:
            Each date with its event, soonest first, past ones and cancelled ones included.
        """
        return self._programs.get(published.id, ())

    @cached_property
    def _programs(self) -> Mapping[str, tuple[tuple[Occurrence, Published[Event]], ...]]:
        return programs(self.events())

    def on_topic(self, topic: str, items: Sequence[Published] | None = None) -> tuple[Published, ...]:
        """What carries a topic.

        Args:
            topic: the topic's id.
            items: among which; what listings show, when not given.

        Returns:
            The items that carry it, in the order given.
        """
        return tuple(p for p in (self.listed() if items is None else items) if topic in p.item.topics)

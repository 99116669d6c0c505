"""What is true: the content as a build reads it, without Pelican and without any channel."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from tambour.build.content import Content
from tambour.build.schedule import is_expired, is_public
from tambour.build.settings import BuildSettings
from tambour.build.used_media import used_media
from tambour.media.recipe import public_path
from tambour.model.alert import Alert, AlertStatus
from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.item import Item
from tambour.model.kinds import KINDS
from tambour.model.ledger.history import History, history_of
from tambour.model.ledger.ledger import NOTHING, Recorded
from tambour.model.letters.edition import Edition
from tambour.model.place import FreePlace, Place
from tambour.source.catalogue import Catalogue
from tambour.source.entry import ContentFile
from tambour.verify.french import AWAITS
from tambour.words.shortening import one_line, sentences

_SAFE = "/!$&'()*+,;=:@"  # RFC 3986 §3.3
CONTENT = "le contenu"


class TruePlace(NamedTuple):
    """Where a date takes place. key: id of its record, "" when it has none."""

    key: str
    name: str
    street: str
    postal_code: str
    city: str
    commune: str = ""


@dataclass(frozen=True)
class TrueDate:
    """One date. state: as in content (`annule`…), or `AWAITS` when it is postponed and no new date is known."""

    key: str
    start: date | datetime
    end: date | datetime | None
    begins: datetime
    over: datetime
    state: str
    previous: date | datetime | None
    place: TruePlace | None
    online: bool
    note: str

    @property
    def all_day(self) -> bool:
        """Has days, no hours."""
        return not isinstance(self.start, datetime)

    @property
    def holds(self) -> bool:
        """Takes place when it says, as far as is known."""
        return self.state not in ("annule", AWAITS)


@dataclass(frozen=True)
class TrueItem:
    """One item, published now or not. why_hidden: "" = published; else in French."""

    entry: ContentFile
    path: str
    url: str
    dates: tuple[TrueDate, ...]
    expired: bool
    recorded: Recorded = NOTHING
    why_hidden: str = ""

    @property
    def item(self) -> Item:
        return self.entry.item

    @property
    def id(self) -> str:
        return self.item.id

    @property
    def kind(self) -> str:
        return self.item.kind

    @property
    def communes(self) -> tuple[str, ...]:
        return self.entry.communes

    @property
    def frozen(self) -> tuple[Edition, ...]:
        return self.entry.frozen

    @property
    def is_hidden(self) -> bool:
        """Robots are asked to leave its page out: it has left the listings, or a list tells all of it."""
        says_more = self.item.summary or self.item.documents or self.entry.body.plain
        return self.expired or (KINDS[self.kind].told_in_list and not says_more)

    @cached_property
    def history(self) -> History:
        """What subscribers have been told so far."""
        return history_of(self.item, self.entry.occurrences, self.recorded)

    @cached_property
    def title(self) -> str:
        """A frozen letter is called what it was called when it left."""
        return self.frozen[0].title if self.frozen else self.item.title

    def title_in(self, channel: str) -> str:
        """As its writer wants it called in one channel."""
        override = self.item.channels.get(channel)
        return override.title if override and override.title else self.title

    def text_in(self, channel: str) -> str:
        """What its writer wants said in one channel instead of the summary; "" most often."""
        override = self.item.channels.get(channel)
        return override.text if override and override.text else ""

    def left_out_of(self, channel: str) -> bool:
        override = self.item.channels.get(channel)
        return bool(override and override.skip)

    @property
    def lifted(self) -> bool:
        return isinstance(self.item, Alert) and self.item.status is AlertStatus.LIFTED

    def says_its_end(self, at: datetime) -> bool:
        """An alert whose end subscribers must hear of: it was lifted, and has not been withdrawn since."""
        return self.lifted and (self.item.expire_at is None or self.item.expire_at > at)

    def is_off(self, at: datetime) -> bool:
        """Nothing is left to ask people to do: an alert that is over, an event all of whose dates are cancelled."""
        if self.alert is not None:
            return self.expired
        dates = self.ahead(at) or self.dates
        return bool(dates) and all(one.state == "annule" for one in dates)

    @property
    def alert(self) -> Alert | None:
        return self.item if isinstance(self.item, Alert) else None

    def ahead(self, at: datetime) -> tuple[TrueDate, ...]:
        """The dates that are not over."""
        return tuple(one for one in self.dates if one.over > at)

    @cached_property
    def prose(self) -> frozenset[str]:
        """Every text of its own that a channel may show, dates and states inside which are no facts."""
        plain = self.frozen[0].plain if self.frozen else self.entry.body.plain
        texts = {self.title, self.item.summary or "", plain, *plain.split("\n"), self.item.alt or ""}
        texts |= {one.note for one in self.dates}
        if self.alert is not None:  # whose first sentence stands in for a summary
            texts |= {one for text in plain.split("\n\n") for one in sentences(one_line(text))}
        for recording in self.entry.body.recordings:
            texts |= {recording.title, recording.alt or "", *(recording.transcript or "").split("\n")}
        for override in self.item.channels.values():
            texts |= {override.title or "", override.text or "", *(override.text or "").split("\n")}
        texts |= {words for one in self.dates if one.place for words in (one.place.name, one.place.street)}
        return frozenset(filter(None, (text.strip() for text in texts)))

    @cached_property
    def moments(self) -> frozenset[date | datetime]:
        """Every moment that a channel may tell of it beside its dates."""
        moments: set[date | datetime | None] = {
            self.item.publish_at,
            self.item.updated,
            self.item.expire_at,
            self.item.deadline,
        }
        moments |= {self.history.changed_at, *(one.previous for one in self.dates), *(one.end for one in self.dates)}
        moments |= {one.over for one in self.dates}
        moments |= {change.at for change in self.history.changes}
        for occurrence in getattr(self.item, "slots", ()):
            moments |= set(occurrence.previous_starts)
        moments |= set(getattr(self.item, "previous_starts", ()))
        moments |= {self.alert.start, self.alert.end} if self.alert is not None else set()
        return frozenset(moment for moment in moments if moment is not None)


@dataclass(frozen=True)
class Truth:
    """Everything that a channel may be asked about. items: published, by id; hidden: the others."""

    url: str
    now: datetime
    settings: BuildSettings
    catalogue: Catalogue
    items: Mapping[str, TrueItem]
    hidden: Mapping[str, TrueItem]
    pictures: Mapping[str, str] = field(default_factory=dict)  # path without width and suffix → original

    def has(self, channel: str) -> bool:
        """Whether a channel is on."""
        return channel in self.settings.channels

    def value(self, channel: str, name: str, default: int) -> int:
        """One of a channel's settings."""
        active = self.settings.channels.get(channel)
        return int(getattr(active.settings, name, default)) if active is not None else default

    def absolute(self, path: str) -> str:
        return f"{self.url}/{quote(path.lstrip('/'), safe=_SAFE)}"

    @cached_property
    def _paths_by_address(self) -> dict[str, str | None]:
        """Addresses that mean the same on every page, and were looked at: pages have the same ones in their menus."""
        return {}

    @cached_property
    def _base_path(self) -> str:
        return urlsplit(self.url).path.rstrip("/")

    def path_of(self, address: str, base: str = "") -> str | None:
        """The path under the site that an address names.

        Args:
            address: absolute or relative.
            base: path of the page in which it stands.

        Returns:
            The path, without a leading slash; None for an address elsewhere.
        """
        if address not in self._paths_by_address and address.startswith(("/", "http:", "https:")):
            self._paths_by_address[address] = self._path_of(address, "")
        return self._paths_by_address[address] if address in self._paths_by_address else self._path_of(address, base)

    def _path_of(self, address: str, base: str) -> str | None:
        there = urlsplit(urljoin(self.absolute(base), address.strip()))
        here = urlsplit(self.url)
        if (there.scheme, there.netloc) != (here.scheme, here.netloc):
            return None
        path = unquote(there.path)
        if path != self._base_path and not path.startswith(f"{self._base_path}/"):
            return None
        return path[len(self._base_path) :].lstrip("/")

    @cached_property
    def _by_path(self) -> Mapping[str, str]:
        items = (*self.hidden.values(), *self.items.values())
        return {item.path: item.id for item in items}

    def id_at(self, path: str | None) -> str:
        """Id of the item whose page is at a path, published or not; "" when there is none."""
        return self._by_path.get((path or "").removesuffix("index.html"), "") if path is not None else ""

    def id_of_link(self, address: str, base: str = "") -> str:
        """Id of the item to whose page an address leads, "" when it leads elsewhere."""
        return self.id_at(self.path_of(address, base))

    def id_of_tag(self, tag: str) -> str:
        """Id of the item that a `tag:` URI (RFC 4151) or a UID names, "" when it is none of ours.

        `tag:exemple.fr,2026:fete#annule-2026-11-20`, `fete-20261206T090000Z@exemple.fr`.
        """
        name = tag.partition(",")[2].partition(":")[2] if tag.startswith("tag:") else tag.partition("@")[0]
        for part in (name, name.partition("#")[0], name.partition("#")[0].rpartition("/")[2]):
            if part in self.items or part in self.hidden:
                return part
        return ""

    @cached_property
    def uids(self) -> Mapping[str, tuple[str, str]]:
        """UID in calendars, domain left out → item, key of the date ("" for a whole series)."""
        uids: dict[str, tuple[str, str]] = {}
        for item in self.items.values():
            for key, slot in item.history.slots.items():
                uids[slot.uid] = (item.id, "" if item.history.series else key)
                if item.history.series:
                    uids[f"{slot.uid}-{key}"] = (item.id, key)
        return uids

    def picture(self, address: str, base: str = "") -> str:
        """Path under content/ of the picture whose version stands at an address.

        Args:
            address: absolute or relative.
            base: path of the page in which it stands.

        Returns:
            The path; the address itself, or its path, when it is no version of a picture of ours.
        """
        if (path := self.path_of(address, base)) is None:
            return address
        return self.pictures.get(path.rpartition("-")[0], path)

    def picture_of(self, item: TrueItem) -> str:
        """Path under content/ of an item's own picture, "" when it has none."""
        return f"images/{item.item.image}" if item.item.image else ""

    def original(self, item: TrueItem) -> TrueItem:
        """What an item is a translation or an easy version of, itself when it is none or when that is not published."""
        seen: list[str] = []
        while (target := item.item.translation_of or item.item.easy_read_of) in self.items and target not in seen:
            seen.append(target)  # type: ignore[arg-type]  # in `items`, so a string
            item = self.items[target]  # type: ignore[index]
        return item

    def is_version(self, item: TrueItem) -> bool:
        return self.original(item).id != item.id

    def concerns(self, item: TrueItem, commune: str) -> bool:
        return not item.communes or commune in item.communes

    def in_commune(self, item: TrueItem, commune: str) -> TrueItem:
        """The same with the dates that a commune shows: of what goes from one to another, those held in its places."""
        held = [one.place.commune if one.place else "" for one in item.dates]
        if len({name for name in held if name}) < 2 or commune not in held:
            return item
        dates = zip(item.dates, held, strict=True)
        return replace(item, dates=tuple(one for one, name in dates if name in ("", commune)))

    def commune_names(self, item: TrueItem) -> frozenset[str]:
        return frozenset(self.catalogue.communes[one].name for one in item.communes if one in self.catalogue.communes)


def read_truth(settings: BuildSettings, content: Content, url: str, now: datetime) -> Truth:
    """What is true of the content that a build at `now` publishes.

    Args:
        settings: of the project.
        content: as that build reads it.
        url: address for which the output was built, without a trailing slash.
        now: instant for which it was built.
    """
    blank = Truth(url, now, settings, content.catalogue, {}, {})
    places = {entry.item.id: entry.item for entry in content.catalogue.entries if isinstance(entry.item, Place)}
    items = [
        _item(entry, blank, places, content.ledger.get(entry.item.id, NOTHING)) for entry in blank.catalogue.entries
    ]
    public = [one.entry for one in items if not one.why_hidden]
    used = {use.path for use in used_media(settings, content.catalogue, public, now)}
    return Truth(
        url,
        now,
        settings,
        content.catalogue,
        items=MappingProxyType({one.id: one for one in items if not one.why_hidden}),
        hidden=MappingProxyType({one.id: one for one in items if one.why_hidden}),
        pictures=MappingProxyType(dict(_pictures(content.catalogue, used))),
    )


def _item(entry: ContentFile, truth: Truth, places: Mapping[str, Place], recorded: Recorded) -> TrueItem:
    item, hidden = entry.item, ""
    if not is_public(item, truth.now):
        hidden = "est un brouillon" if item.draft else "n’est pas encore paru"
    path = KINDS[item.kind].path(item)
    dates = tuple(_date(one, item, places) for one in entry.occurrences)
    expired = is_expired(item, truth.now)
    return TrueItem(entry, path, truth.absolute(path), dates, expired, recorded, hidden)


def _date(occurrence: Occurrence, item: Item, places: Mapping[str, Place]) -> TrueDate:
    state = occurrence.status.value
    if occurrence.status is EventStatus.POSTPONED and occurrence.previous_start is None:
        state = AWAITS
    return TrueDate(
        key=occurrence.key,
        start=occurrence.start,
        end=occurrence.end,
        begins=occurrence.begins,
        over=occurrence.over,
        state=state,
        previous=occurrence.previous_start,
        place=_place(occurrence.place, places),
        online=isinstance(item, Event) and item.online is not None,
        note=occurrence.note,
    )


def _place(place: str | FreePlace | None, places: Mapping[str, Place]) -> TruePlace | None:
    record = places.get(place) if isinstance(place, str) else place
    if record is None:
        return None
    key = place if isinstance(place, str) else ""
    return TruePlace(
        key, record.name, record.street or "", record.postal_code or "", record.city or "", record.commune or ""
    )


def _pictures(catalogue: Catalogue, used: set[str]) -> Iterator[tuple[str, str]]:
    """Public path of a version, without its width → original. The name of a version comes from the bytes."""
    for path in sorted(used):
        file = catalogue.media.get(path)
        if file is None or PurePosixPath(path).suffix.lower() == ".svg" or not path.startswith("images/"):
            continue
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        yield public_path(path, sha256, 1, "image/jpeg").rpartition("-")[0], path

"""Every feed of one site, its entries chosen and written: once, for all the files that carry them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice

from tambour.channels import Output, Published, Site, Templates

from . import identity, json_feed, xml_feeds
from .announcements import Announcement, is_carried, posts
from .entries import Writer, author
from .feed import ATOM, FORMATS, JSON, RSS, FeedHead, FeedItem, most_bytes
from .settings import FeedsSettings
from .subjects import FeedSubject, subjects

STYLE = "flux/flux.css"
_SHARE = 4  # no text takes more than a quarter of a feed
_HEAD = 4_000  # bytes; more than a feed says beside its entries
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)  # Atom wants a date of a feed in which nothing has ever been, too
Order = tuple[float, str, str]  # `Post.order`: no two posts have the same


@dataclass(frozen=True)
class WrittenEntry:
    """An entry, and its bytes by media type."""

    entry: FeedItem
    data: Mapping[str, bytes]

    @property
    def size(self) -> int:
        """Bytes, in the heaviest format."""
        return max(map(len, self.data.values()))


@dataclass(frozen=True)
class FullFeed:
    """A feed with its entries, newest first."""

    subject: FeedSubject
    feed: FeedHead
    entries: tuple[WrittenEntry, ...]

    def document(self, media_type: str) -> bytes:
        entries = [written.data[media_type] for written in self.entries]
        if media_type == JSON:
            return json_feed.document(self.feed, entries)
        return xml_feeds.document(self.feed, entries, media_type)


@dataclass(frozen=True)
class AllFeeds:
    """The feeds of one site. channel: the name under which `canaux:` knows us. They are written when they are asked."""

    site: Site
    channel: str
    settings: FeedsSettings
    templates: Templates

    @cached_property
    def by_stem(self) -> Mapping[str, FullFeed]:
        """Them, by the stem of their files' path: `flux/tout`."""
        return _write_feeds(self)

    @cached_property
    def carried(self) -> Sequence[Published]:
        """What some feed has something to say of."""
        return [item for item in self.site.originals if is_carried(item) and not item.left_out_of(self.channel)]

    @cached_property
    def newest(self) -> Mapping[FeedSubject, Sequence[Announcement]]:
        """What each feed carries, newest first, if there is room for it."""
        announced = posts(self.carried, self.site.now)
        limit = self.settings.limit
        return {subject: list(islice(_about(announced, subject), limit)) for subject in subjects(self.site)}

    @cached_property
    def writer(self) -> Writer:
        """What makes their entries."""
        return Writer(self.site, self.channel, self.templates)

    @cached_property  # what is shown of each item asks
    def outputs(self) -> Sequence[Output]:
        """Each feed in each format."""
        return [*self._outputs()]

    def _outputs(self) -> Iterator[Output]:
        for subject in subjects(self.site):
            for media_type, ending in FORMATS.items():
                path, title, scope = f"{subject.stem}.{ending}", _title_of(self.site, subject), subject.scope
                yield Output(path, media_type, rel="alternate", title=title, scope=scope, role="feed")

    def paths_of(self, item: Published) -> tuple[str, ...]:
        """The files in which an item stands. As long as no feed is written, none is, unless it alone can tell."""
        if "by_stem" not in vars(self):
            subjects_of_it = self._places.get(item.id, ())
            if all(item.id in self._sure(subject) for subject in subjects_of_it):
                return _files_of(subject.stem for subject in subjects_of_it)
        return self._paths_by_url.get(item.url, ())

    @cached_property
    def _places(self) -> Mapping[str, Sequence[FeedSubject]]:
        """The feeds that carry each item if there is room, by its id."""
        found: dict[str, dict[FeedSubject, None]] = {}
        for subject, its_posts in self.newest.items():
            for one in its_posts:
                found.setdefault(one.published.id, {})[subject] = None
        return {item_id: tuple(its) for item_id, its in found.items()}

    def _sure(self, subject: FeedSubject) -> frozenset[str]:
        """The items for which a feed has room for certain, however heavy their entries turn out."""
        if (found := self._found.get(subject)) is None:
            room, ids = self.settings.max_bytes - _HEAD, set[str]()
            for one in self.newest[subject]:
                room -= self._most_bytes(one) + len("\n")
                if room < 0:
                    break
                ids.add(one.published.id)
            found = self._found[subject] = frozenset(ids)
        return found

    @cached_property
    def _found(self) -> dict[FeedSubject, frozenset[str]]:
        """What `_sure` has found."""
        return {}

    def _most_bytes(self, post: Announcement) -> int:
        """More than an entry takes in any format, its text or only the beginning of it."""
        entry, limit = self.writer.entry(post), heaviest(self.settings.max_bytes)
        most = most_bytes(entry)
        return most if most <= limit else max(limit, most_bytes(self.writer.shorten(entry)))

    @cached_property
    def _paths_by_url(self) -> Mapping[str, tuple[str, ...]]:
        """The files in which each item stands, by the address of its page, as they are written."""
        stems: dict[str, dict[str, None]] = {}
        for stem, full in self.by_stem.items():
            for written in full.entries:
                stems.setdefault(written.entry.url, {})[stem] = None
        return {url: _files_of(its) for url, its in stems.items()}


def _files_of(stems: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(f"{stem}.{ending}" for stem in stems for ending in FORMATS.values()))


def _write_feeds(feeds: AllFeeds) -> Mapping[str, FullFeed]:
    site, settings = feeds.site, feeds.settings
    blank = {subject: _feed(site, subject) for subject in feeds.newest}
    posts_by_order = {one.order: one for its_posts in feeds.newest.values() for one in its_posts}
    any_feed = next(iter(blank.values()))
    written = {order: _write(feeds, any_feed, post) for order, post in posts_by_order.items()}
    by_stem = {}
    for subject, its_posts in feeds.newest.items():
        entries = tuple(_fitting((written[one.order] for one in its_posts), settings.max_bytes))
        updated = max((one.entry.updated for one in entries), default=None) or _last_change(
            site, subject, feeds.carried
        )
        by_stem[subject.stem] = FullFeed(subject, replace(blank[subject], updated=updated), entries)
    return by_stem


def _about(announced: Iterable[Announcement], subject: FeedSubject) -> Iterator[Announcement]:
    return (post for post in announced if subject.carries(post.published))


def _last_change(site: Site, subject: FeedSubject, items: Iterable[Published]) -> datetime:
    """What dates a feed without an entry: the last change of what it carries, or did."""
    changes = (item.changed_at for item in items if item.changed_at and subject.carries(item))
    return max(changes, default=_NEVER).astimezone(site.territory.zone)


def _feed(site: Site, subject: FeedSubject) -> FeedHead:
    """A feed that has no entry, and no date of its own yet."""
    return FeedHead(
        id=identity.uri(site.territory, subject.stem),
        title=_title_of(site, subject),
        description=subject.description,
        page=site.absolute(subject.page),
        urls={kind: site.absolute(f"{subject.stem}.{ending}") for kind, ending in FORMATS.items()},
        style=site.absolute(STYLE),
        language=site.territory.languages[0],
        author=author(site),
        updated=_NEVER,
        hub=site.hub,
    )


def _title_of(site: Site, subject: FeedSubject) -> str:
    """`Actualités — Val d’Aubrelle`."""
    return f"{subject.name} — {site.territory.label}"


def _write(feeds: AllFeeds, feed: FeedHead, post: Announcement) -> WrittenEntry:
    """A post in the three formats; without its text when that alone would fill a feed. feed: any of them."""

    def write() -> WrittenEntry:
        entry = feeds.writer.entry(post)
        whole = _in_all_formats(feed, entry)
        is_heavy = whole.size > heaviest(feeds.settings.max_bytes)
        return _in_all_formats(feed, feeds.writer.shorten(entry)) if is_heavy else whole

    return feeds.site.once(f"{feeds.channel}: {post.order} écrit", post.published, write)


def heaviest(max_bytes: int) -> int:
    """Bytes from which an entry goes without its text: it must leave room for others."""
    return max_bytes // _SHARE


def _in_all_formats(feed: FeedHead, entry: FeedItem) -> WrittenEntry:
    data = {kind: xml_feeds.write_entry(feed, entry, kind) for kind in (RSS, ATOM)}
    return WrittenEntry(entry, data | {JSON: json_feed.write_entry(entry)})


def _fitting(entries: Iterable[WrittenEntry], max_bytes: int) -> Iterator[WrittenEntry]:
    """The first ones that fit, the same in all formats."""
    room = dict.fromkeys(FORMATS, max_bytes - _HEAD)
    for entry in entries:
        for kind, data in entry.data.items():
            room[kind] -= len(data) + len("\n")
        if min(room.values()) < 0:
            return
        yield entry

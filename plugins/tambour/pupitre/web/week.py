"""What this week asks for: what comes out and takes place and on which channels, what lacks something, what waits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tambour.build.prepared import PreparedChannel, prepared
from tambour.build.schedule import is_public
from tambour.build.settings import BuildSettings
from tambour.channels import Absence, Channel
from tambour.channels.newsletter import Newsletter
from tambour.channels.posts import Posts, SitePosts
from tambour.channels.posts.fitting import Cut
from tambour.model.alert import Alert
from tambour.model.events.event import Event
from tambour.model.item import Item
from tambour.model.kinds import KINDS, Kind
from tambour.model.news import News
from tambour.model.problems import Refused
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.pupitre.messages.week_area import CHANNELS, EXCLUDED, HOLES, PAGE, SHORTENED
from tambour.pupitre.web.drawer import Unsaved
from tambour.pupitre.web.listing import DRAFT, FAULTY, PUBLISHED, TO_REVIEW, WAITING, ContentLine, line_of, moment_fr
from tambour.pupitre.web.project import WrittenContent
from tambour.source.entry import ContentFile
from tambour.words.dates import date_fr, hour_fr, until
from tambour.words.numbers import list_fr
from tambour.words.states import state

WEEK = timedelta(days=7)
_LOOKED_AHEAD = timedelta(days=21)  # what is held against what it lacks
_NOW = timedelta(minutes=10)  # a form that was touched since is being written


@dataclass(frozen=True)
class ComingDay:
    """What comes out or takes place on one day. words: « Aujourd’hui », « jeudi 3 décembre »."""

    day: date
    words: str
    lines: Sequence[ContentLine]


@dataclass(frozen=True)
class OpenForm:
    """A form that was not saved. path: of its file; ends in `/` for a new content. is_now: somebody is writing it."""

    path: str
    title: str
    kind: Kind
    at: datetime
    is_now: bool
    by: str = ""


@dataclass(frozen=True)
class LackingItem:
    """An item that lacks something on its way. words: what, French."""

    line: ContentLine
    words: Sequence[str]


@dataclass(frozen=True)
class ComingWeek:
    """What the first page shows."""

    alerts: Sequence[ContentLine]
    days: Sequence[ComingDay]
    faulty: Sequence[ContentLine]
    drafts: Sequence[ContentLine]
    to_review: Sequence[ContentLine]
    expiring: Sequence[ContentLine]
    due: Sequence[ContentLine]


def alerts_now(written: WrittenContent) -> list[ContentLine]:
    """The alerts that hold."""
    return [
        ContentLine(sheet, PUBLISHED, until(entry.item.end, year=False))
        for path, entry in written.entries.items()
        if isinstance(entry.item, Alert)
        and not entry.item.draft
        and is_public(entry.item, written.now)
        and not entry.item.over(written.now)
        and (sheet := written.sheets.get(path)) is not None
    ]


def week_of(written: WrittenContent, channels: "ItemChannels | None" = None) -> ComingWeek:
    """What the coming seven days ask for. channels: tells on which each item is."""
    now = written.now
    horizon = now + WEEK
    expiring: list[tuple[datetime, ContentLine]] = []
    due: list[tuple[date, ContentLine]] = []
    by_day: dict[date, list[tuple[datetime, ContentLine]]] = {}
    for path, entry in written.entries.items():
        item, sheet = entry.item, written.sheets.get(path)
        if sheet is None:
            continue
        if item.review_on is not None and item.review_on <= horizon.date():
            due.append((item.review_on, ContentLine(sheet, PUBLISHED, date_fr(item.review_on, weekday=True))))
        if item.draft:
            continue
        if item.publish_at is not None and now < item.publish_at <= horizon:
            on = channels.to_come(item) if channels else ()
            _put(by_day, item.publish_at, now, ContentLine(sheet, WAITING, at=_hour(item.publish_at, now), on=on))
        if not is_public(item, now):
            continue
        if not isinstance(item, Alert) and item.expire_at is not None and now < item.expire_at <= horizon:
            expiring.append((item.expire_at, ContentLine(sheet, PUBLISHED, moment_fr(item.expire_at, now))))
        for one in entry.occurrences:
            if one.over > now and one.begins <= horizon:
                begins = max(one.begins, now)
                hour = "" if one.begins < now else _hour(one.begins, now)
                on = channels.of(item.id) if channels else ()
                _put(by_day, begins, now, ContentLine(sheet, PUBLISHED, state(one), at=hour, on=on))
    lines = [
        line_of(written, sheet)
        for path, sheet in written.sheets.items()
        if sheet.is_draft or path in written.problems or path not in written.entries
    ]
    return ComingWeek(
        alerts_now(written),
        [ComingDay(day, day_words(day, now.date()), _in_order(found)) for day, found in sorted(by_day.items())],
        [line for line in lines if line.state == FAULTY],
        [line for line in lines if line.state == DRAFT],
        [line for line in lines if line.state == TO_REVIEW],
        _in_order(expiring),
        _in_order(due),
    )


def _put(
    by_day: dict[date, list[tuple[datetime, ContentLine]]], moment: datetime, now: datetime, line: ContentLine
) -> None:
    here = moment.astimezone(now.tzinfo)
    by_day.setdefault(here.date(), []).append((here, line))


def _in_order(found: Iterable[tuple[date, ContentLine]]) -> list[ContentLine]:
    return [line for _, line in sorted(found, key=lambda pair: (pair[0], pair[1].sheet.path))]


def _hour(moment: datetime, now: datetime) -> str:
    here = moment.astimezone(now.tzinfo)
    return hour_fr(here) if here.hour or here.minute else ""


def day_words(day: date, today: date) -> str:
    """« Aujourd’hui », « Demain », « Jeudi 3 décembre »."""
    if day == today:
        return "Aujourd’hui"
    if day == today + timedelta(days=1):
        return "Demain"
    words = date_fr(day, weekday=True, year=False)
    return words[:1].upper() + words[1:]


def open_forms(written: WrittenContent, left: Iterable[tuple[str, Unsaved]]) -> list[OpenForm]:
    """What somebody is writing, and what was left unsaved; the last one first.

    left: the forms that are kept, each with what it is of.
    """
    found = []
    for key, unsaved in left:
        kind = next((kind for kind in KINDS.values() if key.startswith(f"{kind.folder}/")), None)
        sheet = written.sheets.get(key)
        if kind is None or (sheet is None and not key.partition("?")[0].endswith("/")):
            continue
        title = unsaved.data.first("titre") or (sheet.title if sheet else "")
        is_now = written.now - _NOW <= unsaved.at <= written.now + _NOW
        found.append(OpenForm(key, title, kind, unsaved.at, is_now, unsaved.by))
    return sorted(found, key=lambda form: (-form.at.timestamp(), form.path))


class ItemChannels:
    """On which channels the items of a site are, and what they lack there. site: as it is now."""

    def __init__(self, settings: BuildSettings, site: Site) -> None:
        self._site = site
        self._channels: dict[str, PreparedChannel[object]] = {}
        self._shown: dict[str, tuple[str, ...]] = {}
        for name, channel in settings.channels.items():
            if type(channel).excerpt is Channel.excerpt:
                continue
            try:
                self._channels[name] = prepared(channel, site)
            except Refused:
                continue

    def of(self, item_id: str) -> tuple[str, ...]:
        """Of an item that is published: what people call those that show it."""
        if (shown := self._shown.get(item_id)) is None:  # asked for each of its dates
            item = self._site.get(item_id)
            names = [name for name in self._channels if item is not None and self._shows(name, item)]
            shown = self._shown[item_id] = () if item is None else (PAGE, *map(_name_of, names))
        return shown

    def to_come(self, item: Item) -> tuple[str, ...]:
        """Of an item that is not published yet: the channels that take its kind, but for those it is kept out of."""
        alike = next((one for one in self._site.originals if one.item.kind == item.kind), None)
        out = {name for name, override in item.channels.items() if override.skip}
        named = [name for name in self._channels if name not in out]
        if alike is not None:
            named = [name for name in named if self._presence(name, alike) is not Absence.KIND]
        return (PAGE, *(_name_of(name) for name in named if not isinstance(self._channels[name].channel, Newsletter)))

    def lacking(self, written: WrittenContent) -> list[LackingItem]:
        """What the items of the coming weeks lack, the soonest first."""
        found: list[tuple[datetime, LackingItem]] = []
        for path, entry in written.entries.items():
            moment = _moment_ahead(entry, written.now)
            item, sheet = self._site.get(entry.item.id), written.sheets.get(path)
            if moment is None or item is None or sheet is None or self._site.is_version(item):
                continue
            words = list(self._holes(item))
            if words:
                day = moment_fr(max(moment, written.now), written.now)
                found.append((moment, LackingItem(ContentLine(sheet, PUBLISHED, day), words)))
        return [one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].line.sheet.path))]

    def _holes(self, item: Published) -> Iterator[str]:
        content = item.item
        if isinstance(content, News | Event):
            if not content.image:
                yield HOLES["image"]
            if not content.summary:
                yield HOLES["resume"]
        if isinstance(content, Event):
            ahead = item.upcoming(self._site.now)
            if not content.price:
                yield HOLES["prix"]
            if not content.online and any(self._site.place_of(one) is None for one in ahead):
                yield HOLES["lieu"]
        if excluded := [_name_of(name) for name, override in content.channels.items() if override.skip]:
            yield EXCLUDED.format(channels=list_fr(excluded))
        if shortened := list(self._networks_that_cut(item)):
            yield SHORTENED.format(networks=list_fr(shortened))
        if item.kind.in_letters and self._letters and self._presence(self._letters, item) is Absence.NOTHING:
            yield HOLES["lettre"]

    def _networks_that_cut(self, item: Published) -> Iterator[str]:
        for channel in self._channels.values():
            texts = channel.prepared
            if isinstance(channel.channel, Posts) and isinstance(texts, SitePosts) and texts.is_worth(item):
                yield from (post.network.label for post in texts.write(item) if post.cut is Cut.WORDS)

    @property
    def _letters(self) -> str:
        """The channel of letters, as it is called; "" without one."""
        return next((name for name, one in self._channels.items() if isinstance(one.channel, Newsletter)), "")

    def _shows(self, name: str, item: Published) -> bool:
        """Whether a channel shows an item; one that does not tell where is asked for its excerpt."""
        channel = self._channels[name]
        if item.left_out_of(name):
            return False
        if type(channel.channel).presence is Channel.presence:
            return channel.excerpt(item) is not None
        return not isinstance(self._presence(name, item), Absence)

    def _presence(self, name: str, item: Published) -> tuple[str, ...] | Absence:
        return self._channels[name].presences([item])[0]


def _name_of(name: str) -> str:
    return CHANNELS.get(name, name)


def _moment_ahead(entry: ContentFile, now: datetime) -> datetime | None:
    """When it is looked at next: an event's next date that is near, the day on which news came out this week."""
    if entry.item.draft:
        return None
    if isinstance(entry.item, Event):
        return next(
            (one.begins for one in entry.occurrences if one.over > now and one.begins <= now + _LOOKED_AHEAD), None
        )
    published = entry.item.publish_at
    return published if isinstance(entry.item, News) and published and now - WEEK < published <= now else None

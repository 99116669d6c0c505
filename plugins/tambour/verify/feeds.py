"""Feeds read back: RSS, Atom and JSON Feed, entry by entry, held against the content and against each other."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath

from lxml import etree

from tambour.model.kinds import KINDS
from tambour.model.services.status import ServiceLevel, ServiceStatus
from tambour.verify import expected, markup
from tambour.verify.alerts import CAP_INDEX
from tambour.verify.comparing import absence, tells, unexpected_presence
from tambour.verify.folder import OutputFolder
from tambour.verify.french import AWAITS, Mention, mentions, remove_prose, split_state, state_in
from tambour.verify.observation import (
    Appearance,
    ComparedFact,
    Disagreement,
    Findings,
    Observed,
    SeenDate,
    SeenSpan,
    Value,
    Wording,
)
from tambour.verify.sentences import invitation, spoken_alert, spoken_dates
from tambour.verify.truth import TrueDate, TrueItem, TruePlace, Truth

_NAMES = ("feeds",)
_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_LABELS = {".rss": "RSS", ".atom": "Atom", ".json": "JSON Feed"}
_LIFTED = "levee"


@dataclass(frozen=True)
class FeedEntry:
    """One entry, whatever the format. picture, alt: None = the entry has none."""

    id: str
    title: str
    link: str
    summary: str
    html: str
    published: datetime | None
    picture: str | None = None
    alt: str | None = None
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ReadFeed:
    """One feed. page: address of the page that shows the same: what tells whose feed it is. address: its own."""

    file: str
    page: str
    address: str
    entries: tuple[FeedEntry, ...] = ()
    length: int = 0

    @property
    def label(self) -> str:
        return _LABELS[PurePosixPath(self.file).suffix]


def read_feeds(folder: OutputFolder, truth: Truth) -> Findings:
    """Every feed of the site."""
    compared: set[tuple[str, FeedEntry]] = set()  # many feeds carry the same entry
    by_stem: dict[str, list[ReadFeed]] = {}
    for file in folder.files_ending(*_LABELS):
        try:
            feed = _feed(file, folder.data(file))
        except (etree.XMLSyntaxError, ValueError, KeyError, TypeError, AttributeError) as error:
            if file.startswith("flux/"):
                yield _unreadable(file, str(error))
            continue
        if feed is None or file == CAP_INDEX:  # which leads to other messages, with other words
            continue
        by_stem.setdefault(file.rpartition(".")[0], []).append(feed)
        yield from _presence(feed, truth)
        if truth.path_of(feed.address) != file:
            first = Observed("le dossier", file, "est ce flux")
            second = Observed(feed.label, file, f"dit « {feed.address} »")
            yield Disagreement("", ComparedFact.LINK, "", first, second)
        for entry in feed.entries:
            key = (feed.label, entry)
            if key not in compared:
                compared.add(key)
                yield from _entry(entry, feed, folder, truth)
    for feeds in by_stem.values():
        yield from _compare_formats(feeds, truth)


def _unreadable(file: str, error: str) -> Disagreement:
    return Disagreement(
        "", ComparedFact.FILE, "", Observed("le dossier", file, "a ce flux"), Observed("le lecteur", file, error)
    )


def _feed(file: str, data: bytes) -> ReadFeed | None:
    """None: the file is no feed."""
    if file.endswith(".json"):
        content = json.loads(data)
        return _json_feed(file, content, len(data)) if "jsonfeed.org" in str(content.get("version", "")) else None
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(data, parser)
    if file.endswith(".rss"):
        channel = root.find("channel")
        address = next((one.get("href", "") for one in channel.iter(f"{_ATOM}link") if one.get("rel") == "self"), "")
        entries = tuple(_rss_entry(item) for item in channel.iter("item"))
        return ReadFeed(file, channel.findtext("link", ""), address, entries, len(data))
    links = {one.get("rel"): one.get("href", "") for one in root.findall(f"{_ATOM}link")}
    entries = tuple(_atom_entry(one) for one in root.findall(f"{_ATOM}entry"))
    return ReadFeed(file, links.get("alternate", ""), links.get("self", ""), entries, len(data))


def _rss_entry(item: etree._Element) -> FeedEntry:
    enclosure, described = item.find("enclosure"), item.find(f"{_MEDIA}content/{_MEDIA}description")
    dated = item.findtext("pubDate")
    return FeedEntry(
        item.findtext("guid", ""),
        item.findtext("title", ""),
        item.findtext("link", ""),
        markup.text_of(markup.fragment(item.findtext("description", ""))),
        item.findtext(_CONTENT, ""),
        parsedate_to_datetime(dated) if dated else None,
        enclosure.get("url") if enclosure is not None else None,
        (described.text or "") if described is not None else None,
        frozenset(one.text or "" for one in item.findall("category")),
    )


def _atom_entry(entry: etree._Element) -> FeedEntry:
    links = {one.get("rel"): one.get("href", "") for one in entry.findall(f"{_ATOM}link")}
    dated = entry.findtext(f"{_ATOM}published")
    return FeedEntry(
        entry.findtext(f"{_ATOM}id", ""),
        entry.findtext(f"{_ATOM}title", ""),
        links.get("alternate", ""),
        entry.findtext(f"{_ATOM}summary", ""),
        entry.findtext(f"{_ATOM}content", ""),
        datetime.fromisoformat(dated) if dated else None,
        links.get("enclosure"),
        None,
        frozenset(one.get("label") or one.get("term", "") for one in entry.findall(f"{_ATOM}category")),
    )


def _json_feed(file: str, content: Mapping[str, object], length: int) -> ReadFeed:
    items = content["items"]
    assert isinstance(items, list)
    entries = tuple(
        FeedEntry(
            one["id"],
            one["title"],
            one["url"],
            one.get("summary", ""),
            one.get("content_html", ""),
            datetime.fromisoformat(one["date_published"]) if "date_published" in one else None,
            one.get("image"),
            None,
            frozenset(one.get("tags", ())),
        )
        for one in items
    )
    return ReadFeed(file, str(content.get("home_page_url", "")), str(content.get("feed_url", "")), entries, length)


def _entry(entry: FeedEntry, feed: ReadFeed, folder: OutputFolder, truth: Truth) -> Findings:
    item_id = truth.id_of_tag(entry.id) or truth.id_of_link(entry.link)
    channel, item = feed.label, truth.items.get(item_id)
    if item is None:
        yield Appearance(channel, feed.file, item_id or entry.id)
        return
    state, title = split_state(entry.title)
    facts: dict[ComparedFact, Value] = {ComparedFact.LINK: entry.link}
    change = entry.id.partition("#")[2]
    body = markup.text_of(markup.fragment(entry.html)) if entry.html else ""
    text = f"{entry.summary}\n{body}"
    if change:
        facts[ComparedFact.TITLE] = Wording(title)
        yield Appearance(channel, feed.file, item_id, facts, names=_NAMES)
        yield from _change(entry, change, state, text, item, feed, truth)
    else:
        facts |= {
            ComparedFact.TITLE: title if state and state != "confirme" else entry.title,
            ComparedFact.SUMMARY: Wording(text),
        }
        if item.is_off(truth.now):
            facts.pop(ComparedFact.SUMMARY)
        facts[ComparedFact.PUBLISHED] = entry.published
        facts |= _pictures(entry, item, folder, truth)
        if body and len(item.text_in("feeds")) == 0 and item.kind in ("news", "alert"):
            facts[ComparedFact.TEXT] = Wording(body)
        yield Appearance(channel, feed.file, item_id, facts, names=_NAMES)
        yield from spoken_alert(text, item, feed.label, feed.file)
        if item.dates:
            yield Appearance(feed.label, feed.file, item_id, dates=spoken_dates(text, item), span=SeenSpan.ALL)
    yield from invitation(text, item, truth.now, channel, feed.file)
    names = frozenset(tag for tag in entry.tags if tag in _commune_names(truth))
    if entry.tags or item.communes:
        yield Appearance(channel, feed.file, item_id, {ComparedFact.COMMUNES: names})


def _commune_names(truth: Truth) -> frozenset[str]:
    return frozenset(commune.name for commune in truth.catalogue.communes.values())


def _pictures(entry: FeedEntry, item: TrueItem, folder: OutputFolder, truth: Truth) -> Mapping[ComparedFact, Value]:
    """The picture apart, and the first of the text: readers show one or the other."""
    wanted = truth.picture_of(item)
    if not wanted or wanted.endswith(".svg") or (item.alert is not None and item.expired):
        return {}
    seen_pictures: list[tuple[str, str | None]] = (
        [(truth.picture(entry.picture), entry.alt)] if entry.picture is not None else [("", None)]
    )
    if seen_pictures[0][0].startswith("documents/"):
        seen_pictures = []  # a file is enclosed instead
    if entry.html:
        pictures = [*markup.images(markup.fragment(entry.html))][:1]
        seen_pictures += [(truth.picture(address), alt) for address, alt in pictures] or [("", None)]
    wrong = next(((picture, alt) for picture, alt in seen_pictures if picture != wanted), None)
    if wrong is not None:
        return {ComparedFact.PICTURE: wrong[0]}
    other = next((alt for _, alt in seen_pictures if alt is not None and alt != (item.item.alt or "")), None)
    return {ComparedFact.PICTURE: wanted, ComparedFact.ALT: other if other is not None else item.item.alt or ""}


def _change(
    entry: FeedEntry, change: str, state: str | None, text: str, item: TrueItem, feed: ReadFeed, truth: Truth
) -> Findings:
    """An entry that tells of a change: which state, of which dates."""
    wanted, _, on = change.partition("-")
    if isinstance(item.item, ServiceStatus):
        if (change, entry.published) not in {(_level_id(level, at), at) for at, level in item.item.changes(truth.now)}:
            first = Observed("le contenu", "", "ne connaît pas cet état")
            yield Disagreement(item.id, ComparedFact.STATE, "", first, Observed(feed.label, feed.file, change))
        return
    if item.alert is not None:
        rest = remove_prose(text, item.prose)
        if wanted != _LIFTED or not item.lifted or "levée" not in rest or state != _LIFTED:
            yield Appearance(feed.label, feed.file, item.id, {ComparedFact.STATE: state or wanted})
        yield from _lifting(entry, text, item, feed, truth)
        return
    changes = [one for one in item.history.changes if (one.status.value, one.on.isoformat()) == (wanted, on)]
    if not changes:
        first = Observed("le contenu", "", "ne connaît pas ce changement")
        yield Disagreement(item.id, ComparedFact.STATE, "", first, Observed(feed.label, feed.file, f"dit « {change} »"))
        return
    if state != wanted:
        first = Observed("le contenu", "", f"dit « {wanted} »")
        yield Disagreement(
            item.id, ComparedFact.STATE, "", first, Observed(feed.label, feed.file, f"dit « {entry.title} »")
        )
    if entry.published is not None and entry.published != changes[0].at:
        first = Observed("le contenu", "", f"dit {expected.moment_fr(changes[0].at)}")
        second = Observed(feed.label, feed.file, f"dit {expected.moment_fr(entry.published)}")
        yield Disagreement(item.id, ComparedFact.PUBLISHED, "", first, second)
    concerned = [one for one in item.dates if one.key in changes[0].keys]
    seen_dates = [SeenDate(one) for one in mentions(remove_prose(text, item.prose))]
    yield Appearance(feed.label, feed.file, item.id, dates=tuple(seen_dates), span=SeenSpan.ANY)
    for true_date in concerned[:5]:
        if not any(_speaks_of(seen.start, true_date.start) for seen in seen_dates):
            yield expected.date_absence(item, true_date, feed.label, feed.file)
        if true_date.place and not any(tells(Wording(text), place.name) for place in _places(concerned)):
            second = Observed(feed.label, feed.file, "ne le dit pas")
            first = Observed("le contenu", "", f"dit « {true_date.place.name} »")
            yield Disagreement(item.id, ComparedFact.PLACE, expected.moment_fr(true_date.begins), first, second)
    if any(one.state == AWAITS for one in concerned) and state_in(text) != AWAITS:
        second = Observed(feed.label, feed.file, "ne dit pas que la date reste à venir")
        yield Disagreement(item.id, ComparedFact.STATE, "", Observed("le contenu", "", f"dit « {AWAITS} »"), second)


def _lifting(entry: FeedEntry, text: str, item: TrueItem, feed: ReadFeed, truth: Truth) -> Iterator[Disagreement]:
    """The end of an alert says when it came, and for whom."""
    at = item.history.lifted_at
    if at is not None and entry.published is not None and entry.published != at:
        first = Observed("le contenu", "", f"dit {expected.moment_fr(at)}")
        second = Observed(feed.label, feed.file, f"dit {expected.moment_fr(entry.published)}")
        yield Disagreement(item.id, ComparedFact.PUBLISHED, "", first, second)
    for name in sorted(truth.commune_names(item)):
        if not tells(Wording(text), name):
            second = Observed(feed.label, feed.file, "ne le dit pas")
            first = Observed("le contenu", "", f"dit « {name} »")
            yield Disagreement(item.id, ComparedFact.COMMUNES, "", first, second)


def _places(dates: Sequence[TrueDate]) -> list[TruePlace]:
    return [one.place for one in dates if one.place]


def _speaks_of(moment: date | datetime | Mention, start: date | datetime) -> bool:
    return isinstance(moment, Mention) and moment.starts(start)


def _presence(feed: ReadFeed, truth: Truth) -> Iterator[Disagreement]:
    """A feed carries what its page shows: all of it that is announced, the newest first, as far as it goes."""
    wanted = _expected_items(feed, truth)
    if wanted is None:
        second = Observed(feed.label, feed.file, f"dit suivre « {feed.page} »")
        yield Disagreement("", ComparedFact.LINK, "", Observed("le site", feed.file, "a ce flux"), second)
        return
    entries = [(truth.id_of_tag(entry.id), entry) for entry in feed.entries]
    plain = {item for item, entry in entries if "#" not in entry.id}
    changes = {entry.id.partition("#")[2] + item for item, entry in entries if "#" in entry.id}
    full = len(feed.entries) >= truth.value("feeds", "limit", 50)
    full = full or feed.length > truth.value("feeds", "max_bytes", 250_000) * 0.6
    oldest = min((entry.published for entry in feed.entries if entry.published), default=None)
    for item in wanted:
        at = item.item.publish_at
        if item.id not in plain and at is not None and (not full or (oldest is not None and at > oldest)):
            yield absence(item.id, feed.label, feed.file)
        for change in item.history.changes:
            name = f"{change.status.value}-{change.on.isoformat()}{item.id}"
            if name not in changes and (not full or (oldest is not None and change.at > oldest)):
                first = Observed("le contenu", "", f"annonce « {change.status.value} » le {change.on:%d/%m/%Y}")
                second = Observed(feed.label, feed.file, "n’en dit rien")
                yield Disagreement(item.id, ComparedFact.STATE, "", first, second)
    for item in _ends_to_tell(feed, truth):
        at = item.history.lifted_at
        told = any(name.startswith(_LIFTED) and name.endswith(item.id) for name in changes)
        if not told and (not full or (oldest is not None and at is not None and at > oldest)):
            first = Observed("le contenu", "", "dit que l’alerte est levée")
            yield Disagreement(item.id, ComparedFact.STATE, "", first, Observed(feed.label, feed.file, "n’en dit rien"))
    for item in _services(feed, truth):
        assert isinstance(item.item, ServiceStatus)
        for at, level in item.item.changes(truth.now):
            if _level_id(level, at) + item.id not in changes and (not full or (oldest is not None and at > oldest)):
                yield absence(item.id, feed.label, feed.file)
    allowed = {item.id for item in (*wanted, *_services(feed, truth))}
    told_lifted = {item.id for item in _ends_to_tell(feed, truth)}
    for name, entry in entries:
        item_or_none = truth.items.get(name)
        if name in allowed or item_or_none is None or (name in told_lifted and "#" in entry.id):
            continue
        why = expected.why_not_listed(item_or_none, truth) or "n’a pas à être dans ce flux"
        yield unexpected_presence(name, why, feed.label, feed.file)


def _ends_to_tell(feed: ReadFeed, truth: Truth) -> Sequence[TrueItem]:
    """The alerts whose end this feed must tell: whoever heard of them by it would stay at home."""
    ended = [item for item in truth.items.values() if item.says_its_end(truth.now) and not truth.is_version(item)]
    return _among(feed, [item for item in ended if not item.left_out_of("feeds")], truth) or ()


def _level_id(level: ServiceLevel, at: datetime) -> str:
    return f"{level.value}-{at.date().isoformat()}"


def _services(feed: ReadFeed, truth: Truth) -> Sequence[TrueItem]:
    """The services whose states a feed tells."""
    followed = [item for item in expected.items_to_list(truth, "status") if not item.left_out_of("feeds")]
    return _among(feed, followed, truth) or ()


def _expected_items(feed: ReadFeed, truth: Truth) -> Sequence[TrueItem] | None:
    """What a feed should carry; None when its page is none that we know."""
    items = [item for item in expected.items_to_list(truth, *expected.ANNOUNCED) if not item.left_out_of("feeds")]
    return _among(feed, items, truth)


def _among(feed: ReadFeed, items: Sequence[TrueItem], truth: Truth) -> Sequence[TrueItem] | None:
    path = truth.path_of(feed.page)
    if path == "":
        return items
    if path in {kind.listing for kind in KINDS.values() if kind.announced or kind.followed}:
        return [item for item in items if KINDS[item.kind].listing == path]
    register, _, rest = (path or "").partition("/")
    name = rest.strip("/")
    if register == "communes" and name in truth.catalogue.communes:
        return [item for item in items if truth.concerns(item, name)]
    if register == "themes" and name in truth.catalogue.topics:
        return [item for item in items if name in item.item.topics]
    return None


def _compare_formats(feeds: Sequence[ReadFeed], truth: Truth) -> Iterator[Disagreement]:
    """The three formats of one feed carry the same entries, in the same order, under the same titles."""
    first, *others = feeds
    for other in others:
        ids, other_ids = [one.id for one in first.entries], [one.id for one in other.entries]
        for missing in [one for one in ids if one not in other_ids]:
            yield absence(truth.id_of_tag(missing), other.label, other.file)
        for missing in [one for one in other_ids if one not in ids]:
            yield absence(truth.id_of_tag(missing), first.label, first.file)
        titles = {one.id: one.title for one in first.entries}
        for entry in other.entries:
            if titles.get(entry.id, entry.title) != entry.title:
                says, answers = (
                    Observed(first.label, first.file, f"dit « {titles[entry.id]} »"),
                    f"dit « {entry.title} »",
                )
                second = Observed(other.label, other.file, answers)
                yield Disagreement(truth.id_of_tag(entry.id), ComparedFact.TITLE, "", says, second)

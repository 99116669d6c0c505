"""Posts → entries: what subscribers read of an item, or of a change of its state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from tambour.channels import Alert, Commune, Document, Item, Letter, Published, ServiceStatus, Site, Templates, Topic
from tambour.model.conversions import printable
from tambour.model.item import SUMMARY_MAX
from tambour.model.ledger.history import StateChange
from tambour.model.media import Derived
from tambour.model.services.status import ServiceLevel
from tambour.words.dates import onset, until
from tambour.words.leads import lead_fr
from tambour.words.numbers import file_facts_fr
from tambour.words.practical_facts import practical_of
from tambour.words.service_status import service_level_fr, service_status_fr
from tambour.words.shortening import one_line, shorten
from tambour.words.speech import _, speaking_for
from tambour.words.states import ALERT_LIFTED, level_fr, title_with_head
from tambour.words.withdrawn import concerned_fr, end_fr, of_the_end, still_told

from . import dates, identity
from .announcements import Announcement
from .changes import describe_change
from .feed import Category, Enclosure, FeedItem, FeedPicture, Person
from .texts import for_readers

_WIDTH = 1200  # pixels: what readers that show one large picture ask for


class FileLink(NamedTuple):
    """A file to download. facts: `PDF, 1,2 Mo`."""

    url: str
    title: str
    facts: str


def picture_of(site: Site, item: Item) -> FeedPicture | None:
    """Its picture; None when it has none."""
    original = site.media.originals.get(f"images/{item.image}") if item.image else None
    if original is None:
        return None
    version = original.at(_WIDTH)
    alt = "" if item.decorative else printable(item.alt or "")
    return FeedPicture(
        site.absolute(version.path), version.media_type, version.length, version.width, version.height, alt
    )


def enclosure_of(site: Site, published: Published, picture: FeedPicture | None) -> Enclosure | None:
    """One, since RSS has room for one: the publication itself, else what is to be seen or heard in its text, which
    programs for podcasts play, else the picture, else the first file.
    """
    item = published.item
    files = _files(site, item)
    if not isinstance(item, Document) and (played := next(_recordings_of(site, published), None)) is not None:
        return played
    if picture is not None and not (files and isinstance(item, Document)):
        return Enclosure(picture.url, picture.media_type, picture.length, picture.alt)
    return next(
        (Enclosure(site.absolute(f.path), f.media_type, f.length, printable(title)) for f, title, _ in files), None
    )


def _recordings_of(site: Site, published: Published) -> Iterator[Enclosure]:
    """The videos and sounds of its text that are files of ours."""
    for recording in published.recordings:
        original = site.media.originals.get(f"documents/{recording.file}")
        if original is not None:
            url = site.absolute(original.path)
            yield Enclosure(url, original.media_type, original.length, printable(recording.title), recording.duration)


def file_links(site: Site, item: Item) -> list[FileLink]:
    """What can be downloaded, a publication's own file first."""
    return [
        FileLink(site.absolute(file.path), title, file_facts_fr(file, other))
        for file, title, other in _files(site, item)
    ]


def _files(site: Site, item: Item) -> Sequence[tuple[Derived, str, str]]:
    """Each with its title, and its language where it is not the item's."""
    listed_files = [(item.file, item.title, "")] if isinstance(item, Document) else []
    listed_files += [(file.path, file.title, file.language or "") for file in item.documents]
    language = item.language or site.territory.languages[0]
    originals = ((site.media.originals.get(f"documents/{path}"), title, own) for path, title, own in listed_files)
    return [
        (original.readable[-1], title, own or original.other_language(language))
        for original, title, own in originals
        if original is not None
    ]


@dataclass(frozen=True)
class Writer:
    """Makes the entries of one site. channel: the name under which `canaux:` knows us."""

    site: Site
    channel: str
    templates: Templates

    def entry(self, post: Announcement) -> FeedItem:
        what = f"{self.channel}: {post.order}"
        return self.site.once(what, post.published, lambda: self._in_its_language(post))

    def _in_its_language(self, post: Announcement) -> FeedItem:
        with speaking_for(self.site, post.published):
            return self._entry(post)

    def _entry(self, post: Announcement) -> FeedItem:
        if post.lifted:
            return self._lifting(post)
        if post.level is not None:
            return self._state(post, post.level)
        return self._announcement(post) if post.change is None else self._change(post, post.change)

    def shorten(self, entry: FeedItem) -> FeedItem:
        """The same, its text left to its page: it would fill a feed by itself, or there is none."""
        return replace(entry, html=printable(self.templates.render("short.html", entry=entry)).strip())

    def _announcement(self, post: Announcement) -> FeedItem:
        published, item = post.published, post.published.item
        override = published.said_in(self.channel)
        plain = self._bare(post)
        lead, now = _lead(self.site, published), self.site.now
        off = published.is_off(now)
        summary = still_told(published, override.text or item.summary or _preheader(published), now)
        picture = picture_of(self.site, item)
        html = self.templates.render(
            "entry.html",
            lead=lead,
            picture=picture,
            paragraphs=summary.split("\n\n"),
            dates=dates.date_lines(self.site, published, summary),
            more=max(0, len(published.occurrences) - dates.MOST_LINES),
            facts=practical_of(self.site, published, published.occurrences),
            body="" if override.text or off else for_readers(published.html),
            files=file_links(self.site, item),
            item=item,
            url=published.url,
        )
        told = one_line(summary or ("" if off else published.words))
        summary_line = ". ".join(filter(None, (lead.rstrip("."), shorten(told, SUMMARY_MAX))))
        entry = replace(
            plain,
            summary=printable(summary_line) or plain.title,
            html=printable(html).strip(),
            picture=picture,
            enclosure=enclosure_of(self.site, published, picture),
        )
        return entry if entry.html else self.shorten(entry)

    def _change(self, post: Announcement, change: StateChange) -> FeedItem:
        plain = self._bare(post)
        text = describe_change(self.site, post.published, change, plain.title)
        summary = still_told(post.published, post.published.item.summary or "", self.site.now)
        html = self.templates.render("change.html", text=text, entry=plain, summary=summary)
        return replace(
            plain,
            id=identity.change_uri(self.site.territory, post.published.id, change),
            title=printable(text.title),
            summary=shorten(one_line(text.plain), SUMMARY_MAX),
            html=printable(html).strip(),
            updated=plain.published,  # what was announced that day; the item's own entry tells the rest
        )

    def _lifting(self, post: Announcement) -> FeedItem:
        """An alert that no longer holds: for whom, since when, and nothing of what it asked people to do."""
        plain, published = self._bare(post), post.published
        told = [end_fr(published, self.site.now), concerned_fr(self.site, published)]
        more = of_the_end(published.item, published.item.summary or "") or of_the_end(
            published.item, one_line(published.words)
        )
        html = self.templates.render("lifting.html", told=told, more=more, entry=plain)
        return replace(
            plain,
            id=identity.lifting_uri(self.site.territory, published.id, plain.published.date()),
            title=title_with_head(_(ALERT_LIFTED), plain.title),
            summary=shorten(one_line(" ".join(filter(None, (*told, more)))), SUMMARY_MAX),
            html=printable(html).strip(),
            updated=plain.published,
        )

    def _state(self, post: Announcement, level: ServiceLevel) -> FeedItem:
        """A service that closes, is disturbed or works again: since when, and what to do instead."""
        plain, published = self._bare(post), post.published
        status = published.item
        assert isinstance(status, ServiceStatus)
        holds = level is not ServiceLevel.NORMAL
        told = service_status_fr(status, status.since) if holds else service_level_fr(level)
        words = (status.instead or "").split("\n\n") if holds else []
        html = self.templates.render(
            "status.html",
            told=told,
            instead=[one for one in words if one.strip()],
            summary=status.summary or "",
            body=for_readers(published.html),
            entry=plain,
        )
        return replace(
            plain,
            id=identity.level_uri(self.site.territory, published.id, level, self._local(post.at).date()),
            title=title_with_head(service_level_fr(level).upper(), plain.title),
            summary=shorten(one_line(". ".join(filter(None, (told, *words, status.summary)))), SUMMARY_MAX),
            html=printable(html).strip(),
            updated=max(plain.published, plain.updated) if holds else plain.published,
        )

    def _bare(self, post: Announcement) -> FeedItem:
        """The entry of an item without its texts."""
        site, published, item = self.site, post.published, post.published.item
        return FeedItem(
            id=identity.uri(site.territory, published.id),
            url=published.url,
            title=printable(published.said_in(self.channel).title or item.title),
            summary="",
            html="",
            published=self._local(post.at),
            updated=self._local(max(post.at, published.changed_at or post.at)),
            author=author(site),
            language=item.language or site.territory.languages[0],
            categories=tuple(_categories(site, published)),
        )

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.site.territory.zone)


def author(site: Site) -> Person:
    """Who speaks in every feed: the territory."""
    return Person(site.territory.name, site.absolute(""))


def _lead(site: Site, published: Published) -> str:
    """What must be read first: when and where an event takes place; how grave an alert is, and how long it holds."""
    item = published.item
    if not isinstance(item, Alert):
        return lead_fr(site, published)
    starts = _("à partir du {day}", day=onset(item.start)) if item.start else ""
    return ", ".join(filter(None, (level_fr(item.level), starts, until(item.end))))


def _preheader(published: Published) -> str:
    return published.item.preheader if isinstance(published.item, Letter) else ""


def _categories(site: Site, published: Published) -> Iterator[Category]:
    """The level of an alert, topics, communes."""
    item = published.item
    if isinstance(item, Alert):
        yield Category(item.level.value, level_fr(item.level))
    registers: Sequence[tuple[Sequence[str], Mapping[str, Topic | Commune]]] = (
        (item.topics, site.topics),
        (published.communes, site.communes),
    )
    for terms, register in registers:
        yield from (Category(term, register[term].name) for term in terms if term in register)

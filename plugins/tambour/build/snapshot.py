"""Everything read → the frozen Site, checked by every channel: one judgement for `check` and for `build`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from types import MappingProxyType

from tambour.build.content import Content
from tambour.build.last_build import MANIFEST
from tambour.build.links import dead_links, is_text, unpublished_places, waiting_links
from tambour.build.prepared import Prepared, PreparedChannel, prepared
from tambour.build.promises import Promise, collect, collisions, index_of
from tambour.build.publication import crowded_menu
from tambour.build.registry import SETTING
from tambour.build.schedule import is_expired
from tambour.build.settings import BuildSettings
from tambour.build.template_faults import told_in_french
from tambour.build.used_media import reaches, used_media, workshop
from tambour.look.static_files import StaticFiles
from tambour.media.folder import MediaFolder, inventory
from tambour.media.recipe import FULL
from tambour.messages import problem
from tambour.model.announce_lines import JOURNAL_FILE
from tambour.model.announcements import AnnounceJournal
from tambour.model.ledger.ledger import NOTHING
from tambour.model.media import Original
from tambour.model.packed_text import bytes_of
from tambour.model.problems import ContentRefused, Problem, SettingsRefused
from tambour.model.site.output import OutputIndex
from tambour.model.site.published import NO_FRAGMENTS, Fragment, Published
from tambour.model.site.site import Site
from tambour.source.body import Body, Link, resolve
from tambour.source.entry import ContentFile
from tambour.website import plan
from tambour.website.page import PageView
from tambour.website.pictures import with_media
from tambour.website.players import with_addresses
from tambour.words.editions import as_sent

Address = Callable[[str], str]
ItemMaker = Callable[
    [
        ContentFile,
        tuple[object, ...],
        Callable[[Address, Mapping[str, Original]], Published],
        Address,
        Mapping[str, Original],
    ],
    Published,
]


def make_anew(
    entry: ContentFile,
    facts: tuple[object, ...],
    make: Callable[[Address, Mapping[str, Original]], Published],
    address: Address,
    originals: Mapping[str, Original],
) -> Published:
    """Make an item. A build that stays hands over the one that it has, when all that it depends on is as it was.

    Args:
        entry: its file.
        facts: what it depends on, beside what `make` asks for.
        make: makes it; given the next two.
        address: neutral address → absolute URL.
        originals: pictures, by path under content/.
    """
    del entry, facts
    return make(address, originals)


@dataclass(frozen=True)
class Ways:
    """How what a judgement needs is made: anew, or by a build that stays, which has most of it.

    make_item: makes each item, or hands over one that it has. look_at: how whoever plans the pages sees the site, which
    does not know them yet. make_ready: makes the channels ready, those that can say this site, and what all of them
    object to.
    """

    make_item: ItemMaker = make_anew
    look_at: Callable[[Site], Site] = lambda site: site
    make_ready: Callable[[Site, Sequence[PageView]], tuple[Prepared, list[Problem]]] | None = None


ANEW = Ways()


@dataclass(frozen=True)
class Snapshot:
    """What would be published of some content, and all that is wrong with it as a whole.

    dead_links: path of each file that links to an address of the site where nothing is, and the address.
    """

    site: Site
    media: MediaFolder
    theme_files: StaticFiles
    views: tuple[PageView, ...]
    channels: Prepared
    promises: tuple[Promise, ...]
    problems: tuple[Problem, ...]
    dead_links: frozenset[tuple[str, str]] = frozenset()

    @property
    def outputs(self) -> OutputIndex:
        """What every channel has promised."""
        return index_of(self.promises)


def judge(
    settings: BuildSettings,
    content: Content,
    now: datetime,
    html_of: Callable[[ContentFile], str] = lambda entry: entry.body.html,
    *,
    dry: bool = False,
    ways: Ways = ANEW,
) -> Snapshot:
    """Freeze content in which files and references are right, and find what is wrong with what it would become.

    Args:
        settings: of the project.
        content: public items without a problem of their own.
        now: the build's instant.
        html_of: the text of an item, its addresses neutral.
        dry: look at pictures, and make no version of them.
        ways: how what it needs is made.

    Returns:
        The site, its pages, its channels with their promises, and every problem.

    Raises:
        SettingsRefused: for a template that cannot be used.
    """
    theme_files = settings.theme_files()
    media, problems = _media(settings, content, now, dry=dry)
    site = _site(settings, content, media, now, html_of, ways.make_item)
    views = plan.plan(ways.look_at(site), settings.page_size, settings.theme.has_template, settings.brought)
    site = _with_pages(site, views)
    taken = {view.address.file: f"la page « {view.title} »" for view in views}
    taken |= dict.fromkeys(media.public, "un fichier de contenu")
    taken |= dict.fromkeys(theme_files.files, "un fichier du thème") | {MANIFEST: "le manifeste"}
    with told_in_french(settings.theme):
        channels, objections = ways.make_ready(site, views) if ways.make_ready else _ready(settings, site)
        promises = collect(channels)
    problems += objections
    problems += _pages_twice(settings, site, views)
    problems += collisions(promises, taken, lambda promise: _origin(settings, site, promise))
    paths = {*taken, *(promise.output.path for promise in promises if promise.output.root == "public")}
    dead = tuple(dead_links(content, paths))
    problems += [*(problem for _, problem in dead), *unpublished_places(content)]
    missing = sorted(name for name in {view.template for view in views} if not settings.theme.has_template(name))
    if missing:
        place = settings.theme.place(settings.theme.folders[0])
        raise SettingsRefused([problem("gabarit-manquant", place, 0, value=name) for name in missing])
    return Snapshot(
        site, media, theme_files, views, channels, promises, tuple(problems), frozenset(link for link, _ in dead)
    )


def site_of(settings: BuildSettings, content: Content, now: datetime, make_item: ItemMaker = make_anew) -> Site:
    """The site that some content makes, as channels are shown it, without its pages: no version of a picture is made.

    Args:
        settings: of the project.
        content: what is wrong in it is left aside.
        now: the instant to judge at.
        make_item: makes each item, or hands over one that it has.
    """
    media, _ = _media(settings, content, now, dry=True)
    return _site(settings, content, media, now, lambda entry: entry.body.html, make_item)


def paths_at(settings: BuildSettings, site: Site) -> set[str]:
    """The path of every file that would answer at a site, without making any.

    Args:
        settings: of the project.
        site: as `site_of` makes it.

    Raises:
        Refused: when a channel cannot say this site.
    """
    views = plan.plan(site, settings.page_size, settings.theme.has_template, settings.brought)
    site = _with_pages(site, views)
    promises = collect({name: prepared(channel, site) for name, channel in settings.channels.items()})
    assert isinstance(site.media, MediaFolder)
    paths = {view.address.file for view in views} | site.media.public.keys() | settings.theme_files().files.keys()
    return {MANIFEST, *paths, *(one.output.path for one in promises if one.output.root == "public")}


def notes(content: Content, shot: Snapshot) -> tuple[str, ...]:
    """What whoever builds should know, in French: nothing to mend."""
    said = (note for channel in shot.channels.values() for note in channel.notes())
    return (*content.notes, *waiting_links(content), *map(str, crowded_menu(content.catalogue, shot.site)), *said)


def _with_pages(site: Site, views: Iterable[PageView]) -> Site:
    """The same site once its pages are known. What it was asked before is answered: none of it tells of pages."""
    whole = object.__new__(Site)
    vars(whole).update(vars(site), pages=tuple(sorted((view.address for view in views), key=lambda page: page.path)))
    return whole


def _ready(settings: BuildSettings, site: Site) -> tuple[Prepared, list[Problem]]:
    """The channels that can say this site, and what all of them object to."""
    ready: dict[str, PreparedChannel[object]] = {}
    problems: list[Problem] = []
    for name, channel in settings.channels.items():
        try:
            candidate = prepared(channel, site)
            candidate.outputs()
            problems += candidate.check()
        except ContentRefused as refused:
            problems += refused.problems
        else:
            ready[name] = candidate
    return ready, problems


def _site(
    settings: BuildSettings,
    content: Content,
    media: MediaFolder,
    now: datetime,
    html_of: Callable[[ContentFile], str],
    make_item: ItemMaker,
) -> Site:
    empty = Site(
        territory=settings.territory,
        url=settings.url,
        now=now,
        posting_days=settings.posting_days,
        asked=settings.asked,
        hub=settings.announcing.websub or "",
        bridge=settings.announcing.fediverse or "",
        search_key=settings.announcing.indexnow or "",
        journal=_journal(settings),
    )
    address = _addresses(content, media, empty)
    publisher = _Publisher(content, empty, address, html_of)
    site = replace(
        empty,
        items=tuple(
            make_item(entry, publisher.facts(entry), partial(publisher.publish, entry), address, media.originals)
            for entry in content.public
        ),
        communes=content.catalogue.communes,
        topics=content.catalogue.topics,
        contacts=content.catalogue.contacts,
        tasks=content.catalogue.tasks,
        menu_links=content.catalogue.menu_links,
        contours=content.catalogue.contours,
        media=media,
    )
    file = content.catalogue.home
    if file is None:
        return site
    texts = {
        place: resolve(
            with_media(text.html, media.originals, site.absolute, site.territory.languages[0]),
            address,
            site.absolute(""),
        )
        for place, text in file.texts.items()
    }
    return replace(site, home=file.home, home_texts=MappingProxyType(texts))


def _journal(settings: BuildSettings) -> AnnounceJournal | None:
    """What the journal tells, where there is one, or accounts to announce on."""
    try:
        return AnnounceJournal.read((settings.content / JOURNAL_FILE).read_bytes())
    except OSError:
        return AnnounceJournal() if settings.announcing.targets else None


@dataclass(frozen=True)
class _Publisher:
    """Makes what is published of each item."""

    content: Content
    site: Site
    address: Callable[[str], str]
    html_of: Callable[[ContentFile], str]

    def facts(self, entry: ContentFile) -> tuple[object, ...]:
        """What its item depends on beside the entry, the addresses of what it links, and its pictures."""
        recorded = self.content.ledger.get(entry.item.id, NOTHING)
        return is_expired(entry.item, self.site.now), recorded, self._text_links(entry)

    def publish(self, entry: ContentFile, to_url: Callable[[str], str], originals: Mapping[str, Original]) -> Published:
        """to_url, originals: see `judge`'s `make_item`."""
        url, text = self.site.absolute(entry.path), self._text_links(entry)
        language = entry.item.language or self.site.territory.languages[0]

        def address(neutral: str) -> str:
            return "" if neutral in text else to_url(neutral)

        def resolve_in(html: str) -> str:
            return resolve(with_media(html, originals, self.site.absolute, language), address, url)

        neutral = self.html_of(entry)
        html = resolve_in(neutral)
        is_typed = html == neutral and html == entry.body.html
        published = Published(
            item=entry.item,
            origin=entry.origin,
            path=entry.path,
            url=url,
            html=bytes_of(entry.body, "html") if is_typed else html,
            plain=self._plain(entry.body) if entry.body.recordings else bytes_of(entry.body, "plain"),
            communes=entry.communes,
            occurrences=entry.occurrences,
            expired=is_expired(entry.item, self.site.now),
            fragments=MappingProxyType(
                {place: Fragment(resolve_in(text.html), self._plain(text)) for place, text in entry.fragments.items()}
            )
            if entry.fragments
            else NO_FRAGMENTS,
            frozen=entry.frozen,
            recorded=self.content.ledger.get(entry.item.id, NOTHING),
            recordings=entry.body.recordings,
        )
        return as_sent(published, self.site) if published.frozen else published

    def _plain(self, body: Body) -> str:
        """A text without markup, the addresses of its videos and sounds whole."""
        return with_addresses(str(body.plain), body.recordings, self.site.absolute)

    def _text_links(self, entry: ContentFile) -> frozenset[str]:
        """Links of one item to what is not there, which are text."""
        found = (_neutral(link) for line, link in entry.links if is_text(self.content, entry, line, link))
        return frozenset(found) or _NO_LINKS


_NO_LINKS: frozenset[str] = frozenset()  # one for all: most items have none


def _neutral(link: Link) -> str:
    """A link as it stands in the HTML of a body, without its fragment."""
    return f"{'id' if link.kind == 'item' else link.kind}:{link.target}"


def _origin(settings: BuildSettings, site: Site, promise: Promise) -> tuple[PurePosixPath, int]:
    """Where an output comes from: the item that it is about, else its channel's settings."""
    about = site.get(promise.output.about) if promise.output.about else None
    return (about.origin.path, 1) if about else settings.file.place(SETTING, promise.channel)


def _addresses(content: Content, media: MediaFolder, site: Site) -> Callable[[str], str]:
    """Neutral address (see `tambour.source.body`) → absolute URL; "" for an item that is not published now."""
    pages = {entry.item.id: site.absolute(entry.path) for entry in content.public}

    def address(neutral: str) -> str:
        kind, _, target = neutral.partition(":")
        if kind == "file":
            return pages.get(content.catalogue.files.get(PurePosixPath(target), ""), "")
        if kind == "media" and target in media.originals:
            target = media.originals[target].readable[-1].path  # a photo itself is not published
        return pages.get(target, "") if kind == "id" else site.absolute(target)

    return address


def _media(settings: BuildSettings, content: Content, now: datetime, *, dry: bool) -> tuple[MediaFolder, list[Problem]]:
    uses = used_media(settings, content.catalogue, content.public, now)
    past = {path: reach for path, reach in reaches(uses).items() if reach != FULL}
    folder, unreadable = inventory(content.catalogue.media, [u.path for u in uses], workshop(settings, dry=dry), past)
    problems = [
        problem(fault.code, use.file, use.line, use.field, **fault.context)
        for use in uses
        if (fault := unreadable.get(use.path)) is not None
    ]
    # The pictures of frozen letters are what was sent: read as they are, by whoever makes the letter again.
    return replace(folder, files=MappingProxyType({**folder.files, **content.catalogue.frozen})), problems


def _pages_twice(settings: BuildSettings, site: Site, views: Iterable[PageView]) -> Iterator[Problem]:
    """Pages at one address: two items are the source's business, here an item has taken a listing's, or a commune's."""
    by_path = {published.path.strip("/").casefold(): published for published in site.items}
    seen: dict[str, str] = {}
    for view in views:
        path, name = view.path.strip("/").casefold(), f"« {view.title} »"
        if path in seen:
            owner = view.published or by_path.get(path)
            place = (owner.origin.path, owner.origin.line("adresse", "id")) if owner else settings.file.place()
            yield problem("page-double", *place, value=f"/{view.path}", one=seen[path], other=name)
        seen[path] = name

"""Everything read → the frozen Site, checked by every channel, before a byte is written."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType

from tambour.build.last_build import MANIFEST
from tambour.build.prepared import all_prepared
from tambour.build.promises import Promise, collect, collisions
from tambour.build.receipt import content_digest, receipt_of
from tambour.build.registry import SETTING
from tambour.build.run import Run
from tambour.build.schedule import is_expired
from tambour.build.used_media import used_media, workshop
from tambour.media.folder import MediaFolder, inventory
from tambour.messages import problem
from tambour.messages.references import WAYS_OUT
from tambour.model.ledger.ledger import NOTHING
from tambour.model.problems import ContentRefused, Problem
from tambour.model.references import references
from tambour.model.site.published import Fragment, Published
from tambour.model.site.site import Site
from tambour.source.body import resolve
from tambour.source.entry import ContentFile
from tambour.source.explain import label_of, line_in
from tambour.website import plan
from tambour.website.pictures import with_media
from tambour.words.dates import date_fr
from tambour.words.editions import as_sent


def take(run: Run, has_template: Callable[[str], bool]) -> None:
    """Fill in the run's site, views, media, channels and promises. Raises ContentRefused with everything that is wrong.

    has_template: whether the theme has a template.
    """
    run.theme_files = run.settings.theme_files()
    public = [entry for entry in run.catalogue.entries if entry.item.id in run.contents]
    run.media, problems = _media(run, public)
    site = _site(run, public)
    run.views = plan.plan(site, run.settings.page_size, has_template)
    site = replace(site, pages=tuple(view.address for view in run.views))
    taken = {view.address.file: f"la page « {view.title} »" for view in run.views}
    taken |= dict.fromkeys(run.media.public, "un fichier de contenu")
    taken |= dict.fromkeys(run.theme_files, "un fichier du thème") | {MANIFEST: "le manifeste"}
    channels = all_prepared(run.settings.channels, site)
    promises = collect(channels)
    problems += [*_pages_twice(run, site), *collisions(promises, taken, lambda promise: _origin(run, site, promise))]
    paths = {*taken, *(promise.output.path for promise in promises if promise.output.root == "public")}
    problems += [*_dead_links(run, public, paths), *_unpublished_places(run, public)]
    for channel in channels.values():
        problems += channel.check()
    if problems:
        raise ContentRefused(problems)
    run.site, run.channels, run.promises = site, channels, promises
    notes = (note for channel in channels.values() for note in channel.notes())
    run.notes = (*run.notes, *_waiting_links(run, public), *notes)
    run.views = plan.announce(run.views, run.outputs.outputs)
    run.receipt, run.content_digest = receipt_of(run), content_digest(run)
    run.let_go_of_texts()


def _site(run: Run, public: list[ContentFile]) -> Site:
    settings, catalogue = run.settings, run.catalogue
    empty = Site(
        territory=settings.territory,
        url=settings.url,
        now=run.now,
        posting_days=settings.posting_days,
        asked=settings.asked,
    )
    address = _addresses(run, empty)
    return replace(
        empty,
        items=tuple(_publish(run, entry, empty, address) for entry in public),
        communes=catalogue.communes,
        topics=catalogue.topics,
        contacts=catalogue.contacts,
        media=run.media,
    )


def _publish(run: Run, entry: ContentFile, site: Site, address: Callable[[str], str]) -> Published:
    # get_content, not entry.body.html: another plugin may have had its say on the Content.
    html = run.contents[entry.item.id].get_content(site.url)
    url = site.absolute(entry.path)
    published = Published(
        item=entry.item,
        origin=entry.origin,
        path=entry.path,
        url=url,
        html=resolve(with_media(html, run.media.originals, site.absolute), address, url),
        plain=entry.body.plain,
        communes=entry.communes,
        occurrences=entry.occurrences,
        expired=is_expired(entry.item, run.now),
        fragments=_fragments(run, entry, site, address, url),
        frozen=entry.frozen,
        recorded=run.ledger.get(entry.item.id, NOTHING),
    )
    return as_sent(published, site) if published.frozen else published


def _fragments(
    run: Run, entry: ContentFile, site: Site, address: Callable[[str], str], url: str
) -> Mapping[str, Fragment]:
    """The Markdown of an item's fields, as its body is."""
    originals = run.media.originals
    return MappingProxyType(
        {
            place: Fragment(resolve(with_media(text.html, originals, site.absolute), address, url), text.plain)
            for place, text in entry.fragments.items()
        }
    )


def _origin(run: Run, site: Site, promise: Promise) -> tuple[PurePosixPath, int]:
    """Where an output comes from: the item that it is about, else its channel's settings."""
    about = site.get(promise.output.about) if promise.output.about else None
    return (about.origin.path, 1) if about else run.settings.file.place(SETTING, promise.channel)


def _addresses(run: Run, site: Site) -> Callable[[str], str]:
    """Neutral address (see `tambour.source.body`) → absolute URL; "" for an item that is not published now."""
    public = (entry for entry in run.catalogue.entries if entry.item.id in run.contents)
    pages = {entry.item.id: site.absolute(entry.path) for entry in public}

    def address(neutral: str) -> str:
        kind, _, target = neutral.partition(":")
        if kind == "file":
            return pages.get(run.catalogue.files[PurePosixPath(target)], "")
        if kind == "media" and target in run.media.originals:
            target = run.media.originals[target].readable[-1].path  # a photo itself is not published
        return pages.get(target, "") if kind == "id" else site.absolute(target)

    return address


def _media(run: Run, public: list[ContentFile]) -> tuple[MediaFolder, list[Problem]]:
    uses = used_media(run.settings, run.catalogue, public)
    folder, unreadable = inventory(run.catalogue.media, [use.path for use in uses], workshop(run.settings))
    problems = [
        problem(fault.code, use.file, use.line, use.field, **fault.context)
        for use in uses
        if (fault := unreadable.get(use.path)) is not None
    ]
    # The pictures of frozen letters are what was sent: read as they are, by whoever makes the letter again.
    return replace(folder, files=MappingProxyType({**folder.files, **run.catalogue.frozen})), problems


def _pages_twice(run: Run, site: Site) -> Iterator[Problem]:
    """Pages at one address: two items are the source's business, here an item has taken a listing's, or a commune's."""
    seen: dict[str, str] = {}
    for view in run.views:
        path, name = view.path.strip("/").casefold(), f"« {view.title} »"
        if path in seen:
            owner = view.published or next((p for p in site.items if p.path == view.path), None)
            place = (owner.origin.path, owner.origin.line("adresse", "id")) if owner else run.settings.file.place()
            yield problem("page-double", *place, value=f"/{view.path}", one=seen[path], other=name)
        seen[path] = name


def _unpublished_places(run: Run, public: list[ContentFile]) -> Iterator[Problem]:
    """Events at a place that is not published yet: their page could not say where."""
    for entry in public:
        for place, target, value in references(entry.item):
            if target == "place" and value not in run.contents:
                line = line_in(entry.origin.lines)(place)
                yield problem(
                    "lieu-non-publie", entry.origin.path, line, label_of(type(entry.item), place), value=value
                )


def _waiting_links(run: Run, public: list[ContentFile]) -> Iterator[str]:
    """Links whose target comes out later, in French: they become links by themselves then, by a build that is due."""
    later = {entry.item.id: entry.item.publish_at for entry in run.catalogue.entries if not entry.item.draft}
    for entry in public:
        for line, link in entry.links:
            item_id = run.catalogue.target_of(link)
            when = later.get(item_id)
            if item_id not in run.contents and when is not None:
                yield f"{entry.origin.path}:{line} : le lien vers « {item_id} » attend sa parution, le {date_fr(when)}."


def _dead_links(run: Run, public: list[ContentFile], paths: set[str]) -> Iterator[Problem]:
    """Links to an address of this site (`/agenda/`) at which nothing will be."""
    for entry in public:
        for line, link in entry.links:
            if link.kind == "path" and not _answers(link.target, paths):
                yield problem(
                    "lien-mort",
                    entry.origin.path,
                    line,
                    "Texte",
                    value=link.target,
                    near="",
                    way_out=WAYS_OUT["link-path"],
                )


def _answers(address: str, paths: set[str]) -> bool:
    """Whether a server would find a file there, as it is or by adding `/` or `index.html`."""
    path = address.lstrip("/")
    return path in paths or f"{path.rstrip('/')}/index.html".lstrip("/") in paths

"""Which pages the website has: one for each item, commune and topic, the listings in parts, and a few of its own."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache, partial
from operator import is_

from tambour.model.events.event import Event
from tambour.model.events.next_date import dates_of
from tambour.model.events.occurrence import Occurrence
from tambour.model.kinds import KINDS, REGISTERS, Kind
from tambour.model.page import Page
from tambour.model.registers import Commune, Topic
from tambour.model.site.output import Output, Scope
from tambour.model.site.published import Published, by_shown_day
from tambour.model.site.site import Site
from tambour.website import services
from tambour.website.agenda import agenda
from tambour.website.directory import directory
from tambour.website.family import Children, children_of_pages, family
from tambour.website.home import home_sections
from tambour.website.page import Branch, Crumb, PageView
from tambour.website.paging import parts
from tambour.website.style_guide import STYLE_GUIDE, style_guide
from tambour.website.subscribing import subscribing
from tambour.website.ways import pages_in_order
from tambour.words.speech import _, speaking_for
from tambour.words.typography import initial_capital

NOT_FOUND = "404.html"
SEARCH = "recherche/"
SITE_MAP = KINDS["page"].listing
OWN_PAGE = "pages: la sienne"  # what is made once of an item (`Site.once`)
_BY_OTHERS = ("place", "page")  # whose pages show what others say of them: that is gathered once for all
_Upcoming = Sequence[tuple[Occurrence, Published[Event]]]


def plan(
    site: Site, page_size: int, has_template: Callable[[str], bool], brought: Collection[str] = ()
) -> tuple[PageView, ...]:
    """Every page, by path, not yet knowing the channels' files.

    has_template: whether the theme has a template. brought: pages that are there because a channel is on,
    or the style guide is made: "search".
    """
    with speaking_for(site):
        return _plan(site, page_size, has_template, brought)


def _plan(
    site: Site, page_size: int, has_template: Callable[[str], bool], brought: Collection[str]
) -> tuple[PageView, ...]:
    upcoming = site.upcoming()
    views = [
        _home(site, upcoming),
        *(view for kind in KINDS.values() for view in _kept_listing(site, kind, page_size, has_template)),
        *_item_pages(site, upcoming),
        *_commune_pages(site, page_size, upcoming),
        *_topic_pages(site, page_size, upcoming),
        *services.commune_pages(site),
        *subscribing(site, _home_crumb(site)),
        *(_search(site) for name in brought if name == "search"),
        _not_found(site),
    ]
    views += [style_guide(site, views)] if STYLE_GUIDE in brought else []
    return tuple(sorted(views, key=lambda view: view.path))


def announce(views: Sequence[PageView], outputs: Sequence[Output]) -> tuple[PageView, ...]:
    """The same pages, with the channels' files that each announces: the site's, its own item's, and its part's."""
    announced: dict[str | Scope, list[Output]] = {}
    for output in outputs:
        if output.rel and output.root == "public":
            announced.setdefault(output.about or output.scope or Scope("all"), []).append(output)

    def announce_on(view: PageView) -> PageView:
        outputs = tuple(output for name in _parts_of(view) for output in announced.get(name, ()))
        is_told = len(outputs) == len(view.alternates) and all(map(is_, outputs, view.alternates))
        return view if is_told else view.announcing(outputs)

    return tuple(map(announce_on, views))


def _parts_of(view: PageView) -> Iterator[str | Scope]:
    """What a page is about, from the whole site to its own item: what is announced there."""
    yield Scope("all")
    if view.commune:
        yield Scope("commune", view.commune.id)
    if view.topic:
        yield Scope("topic", view.topic.id)
    if view.kind:
        yield Scope("kind", view.kind)
    if view.published:
        if view.kind == "place":
            yield Scope("place", view.published.id)
        if view.kind == "service":
            yield Scope("service", view.published.id)
        yield view.published.id


def menu(site: Site, name: str) -> tuple[Published, ...]:
    """The pages that asked for this menu, in their order."""
    return tuple(published for published in pages_in_order(site) if published.item.menu == name)


def _home(site: Site, upcoming: _Upcoming) -> PageView:
    home = PageView(
        path="",
        url=site.absolute(""),
        template="home.html",
        title=site.territory.name,
        items=site.listed("news"),
        upcoming=tuple(upcoming),
        lastmod=_newest([*site.listed("news"), *site.events(), *site.listed("alert")]),
        language=site.territory.languages[0],
        site_language=site.territory.languages[0],
    )
    return replace(home, sections=home_sections(site, home.next_dates))


def _search(site: Site) -> PageView:
    return PageView(
        path=SEARCH,
        url=site.absolute(SEARCH),
        template="search.html",
        title=_("Rechercher"),
        breadcrumbs=_home_crumb(site),
        language=site.territory.languages[0],
        site_language=site.territory.languages[0],
    )


def _not_found(site: Site) -> PageView:
    return PageView(
        path=NOT_FOUND,
        url=site.absolute(NOT_FOUND),
        template="not_found.html",
        title=_("Page introuvable"),
        noindex=True,
        language=site.territory.languages[0],
        site_language=site.territory.languages[0],
    )


def _item_pages(site: Site, upcoming: _Upcoming) -> Iterator[PageView]:
    at_place: dict[object, list[tuple[Occurrence, Published[Event]]]] = {}
    for pair in upcoming:
        at_place.setdefault(pair[0].place if isinstance(pair[0].place, str) else None, []).append(pair)
    children = children_of_pages(site)
    for published in site.items:
        if published.kind.name in _BY_OTHERS:
            yield _item_page(site, published, tuple(at_place.get(published.id, ())), children)
        else:
            yield site.once(OWN_PAGE, published, partial(item_page, site, published))


def item_page(site: Site, published: Published) -> PageView:
    """The page of one item, alone, not yet knowing the channels' files."""
    ahead = site.upcoming() if published.item.kind == "place" else ()
    children = children_of_pages(site) if published.item.kind == "page" else {}
    return _item_page(site, published, tuple(pair for pair in ahead if pair[0].place == published.id), children)


def _item_page(site: Site, published: Published, upcoming: _Upcoming, children: Children) -> PageView:
    with speaking_for(site, published):
        return _view_of(site, published, upcoming, children)


def _view_of(site: Site, published: Published, upcoming: _Upcoming, children: Children) -> PageView:
    item, kind = published.item, published.kind
    return PageView(
        path=published.path,
        url=published.url,
        template=kind.template,
        title=item.title,
        description=item.summary or "",
        kind=kind.name,
        published=published,
        dates=dates_of(published, site.now),
        upcoming=tuple(upcoming),
        sheets=services.sheets_about(site, published),
        breadcrumbs=_breadcrumbs(site, published, kind),
        family=family(site, published, children),
        noindex=published.expired or not published.says_more,
        language=item.language or site.territory.languages[0],
        site_language=site.territory.languages[0],
        lastmod=published.changed_at,
    )


def _breadcrumbs(site: Site, published: Published, kind: Kind) -> tuple[Crumb, ...]:
    """A page stands under its parents (each once, whatever they say of each other), other kinds under their list."""
    home = _home_crumb(site)
    if kind.name != "page":
        return _way_to_list(*home, initial_capital(_(kind.section)), site.absolute(kind.listing))
    parents: list[Published] = []
    item = published.item
    while isinstance(item, Page) and item.parent and (parent := site.get(item.parent)) is not None:
        if parent in parents or parent == published:
            break
        parents.insert(0, parent)
        item = parent.item
    return *home, *(
        Crumb(parent.item.title, parent.url, parent.item.language or site.territory.languages[0]) for parent in parents
    )


@lru_cache(maxsize=64)
def _way_to_list(home: Crumb, title: str, url: str) -> tuple[Crumb, ...]:
    """The same for thousands of items: one object."""
    return home, Crumb(title, url)


def listing_of(kind: Kind) -> str:
    """What the pages of a kind's listing are called, which are made once of the site (`Site.once`)."""
    return f"pages: {kind.name}"


def _kept_listing(site: Site, kind: Kind, size: int, has_template: Callable[[str], bool]) -> tuple[PageView, ...]:
    return site.once(listing_of(kind), None, lambda: tuple(_listing(site, kind, size, has_template)))


def _listing(site: Site, kind: Kind, size: int, has_template: Callable[[str], bool]) -> Iterator[PageView]:
    template = f"{kind.name}_list.html"
    items = tuple(sorted(site.listed(kind.name), key=lambda published: published.item.list_key))
    base = PageView(
        path=kind.listing,
        url=site.absolute(kind.listing),
        template=template if has_template(template) else "listing.html",
        title=initial_capital(_(kind.section)),
        kind=kind.name,
        breadcrumbs=_home_crumb(site),
        lastmod=_newest(items),
        language=site.territory.languages[0],
        site_language=site.territory.languages[0],
    )
    if kind.name == "page":
        yield replace(
            base, template="site_map.html", title=_("Plan du site"), items=items, tree=_tree(pages_in_order(site))
        )
    elif kind.name == "event":
        yield from agenda(site, base, site.upcoming(), size)
    else:
        is_unused = (kind.optional or kind.by_need) and not site.of_kinds(kind.name)
        in_one = max(len(items), 1) if kind.told_in_list else size
        yield from directory(site, kind, replace(base, noindex=is_unused), items, in_one)


def _commune_pages(site: Site, size: int, upcoming: _Upcoming) -> Iterator[PageView]:
    candidates = site.listed("news", "document")
    for commune in site.communes.values():
        ahead = site.dates_in(commune.id, upcoming)
        base = _gathering(site, "commune", commune, ahead)
        listed = by_shown_day(site.in_commune(commune.id, candidates))
        yield from _in_parts(site, replace(base, commune=commune, lastmod=_newest(listed)), listed, size)


def _topic_pages(site: Site, size: int, upcoming: _Upcoming) -> Iterator[PageView]:
    # Events are told by their dates; a letter has pieces of every topic.
    candidates = [published for published in site.listed() if published.item.kind not in ("event", "letter")]
    for topic in site.topics.values():
        ahead = tuple(pair for pair in upcoming if topic.id in pair[1].item.topics)
        base = _gathering(site, "topic", topic, ahead)
        listed = by_shown_day(site.on_topic(topic.id, candidates))
        yield from _in_parts(site, replace(base, topic=topic, lastmod=_newest(listed)), listed, size)


def _in_parts(site: Site, base: PageView, listed: Sequence[Published], size: int) -> Iterator[PageView]:
    """The page of a commune or topic: dates to come stand on the first part alone."""
    for view, items in parts(site, base, listed, size):
        yield replace(view, items=items, upcoming=base.upcoming if view.path == base.path else ())


def _gathering(site: Site, register: str, record: Commune | Topic, ahead: _Upcoming) -> PageView:
    """The page of a commune or topic, before its list is cut in parts."""
    path = REGISTERS[register].path(record.id)
    return PageView(
        path=path,
        url=site.absolute(path),
        template=f"{register}.html",
        title=record.name,
        description=record.summary or "",
        upcoming=tuple(ahead),
        breadcrumbs=_home_crumb(site),
        language=site.territory.languages[0],
        site_language=site.territory.languages[0],
    )


def _home_crumb(site: Site) -> tuple[Crumb, ...]:
    return (Crumb(_("Accueil"), site.absolute("")),)


def _tree(pages: Sequence[Published[Page]]) -> tuple[Branch, ...]:
    """Pages under their parent; one whose parent is not published, or is below it, stands at the top."""
    ids = {published.id for published in pages}
    children: dict[str | None, list[Published[Page]]] = {}
    for published in pages:
        parent = published.item.parent
        children.setdefault(parent if parent in ids else None, []).append(published)
    placed: set[str] = set()

    def branch(published: Published[Page]) -> Branch:
        placed.add(published.id)
        return Branch(published, tuple(branch(c) for c in children.get(published.id, ()) if c.id not in placed))

    top = [branch(published) for published in children.get(None, ())]
    return (*top, *(branch(published) for published in pages if published.id not in placed))


def _newest(items: Sequence[Published]) -> datetime | None:
    return max(filter(None, (published.changed_at for published in items)), default=None)

"""Ways through the site: its menus in two levels, the columns of its foot, what people come to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tambour.model.kinds import KINDS
from tambour.model.page import ACCESSIBILITY, LEGAL_NOTICE, PRIVACY, Menu, Page
from tambour.model.site.published import Published, of_model
from tambour.model.site.services_now import goal
from tambour.model.site.site import Site
from tambour.model.slugs import french_order
from tambour.model.ways import LinkPlace, MenuLink, Task
from tambour.words.speech import _, is_spoken, spoken
from tambour.words.typography import initial_capital


@dataclass(frozen=True)
class Way:
    """One link of a menu.

    title: plain text. url: absolute. is_elsewhere: it leads out of the site. language: of the title, when it is not
    the site's. children: what stands under it.
    """

    title: str
    url: str
    is_elsewhere: bool = False
    language: str = ""
    children: "tuple[Way, ...]" = ()


@dataclass(frozen=True)
class WayColumn:
    """A column of links at the foot of every page."""

    title: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class TaskLink:
    """Something to do, as it is offered. icon: of the theme; "" for the usual one. summary: plain text, or ""."""

    title: str
    url: str
    icon: str = ""
    summary: str = ""
    is_elsewhere: bool = False


MENU_MOST = 8  # entries that the main menu shows: a ninth would begin a second line


def pages_in_order(site: Site) -> list[Published[Page]]:
    """Every page that is listed, by its rank."""
    return sorted(of_model(site.listed("page"), Page), key=lambda published: (published.item.order, published.id))


def other_languages(site: Site) -> Mapping[str, tuple[Published, ...]]:
    """What is published in other languages than the site's, by their codes, pages first."""
    return site.share(_of_other_languages)  # the foot of every page asks


def _of_other_languages(site: Site) -> Mapping[str, tuple[Published, ...]]:
    own = _bare(site.territory.languages[0])
    found: dict[str, list[Published]] = {}
    for published in site.listed(versions=True):
        code = _bare(published.item.language or own)
        if code != own:
            found.setdefault(code, []).append(published)
    return {code: tuple(sorted(found[code], key=_pages_first)) for code in sorted(found)}


def _pages_first(published: Published) -> tuple[bool | str, ...]:
    return published.item.kind != "page", *french_order(published.item.title)


def _bare(code: str) -> str:
    """`en` of `en-GB`."""
    return code.partition("-")[0]


def address_of(site: Site, target: str) -> str | None:
    """Where a link leads that was typed as `id:…` or as an address; None: to what is not published.

    Args:
        site: the site.
        target: `id:fete#venir`, `/elus/`, `https://…`.
    """
    return goal(site, target)


def is_elsewhere(site: Site, url: str) -> bool:
    """Whether an address leads out of the site."""
    return not (url == site.url or url.startswith(f"{site.url}/"))


def task_links(site: Site, chosen: Sequence[str] = ()) -> tuple[TaskLink, ...]:
    """What people come to do, in order.

    Args:
        site: the site.
        chosen: ids of tasks; all of them, when there are none. A site without tasks offers its main menu.
    """
    tasks = [site.tasks[one] for one in chosen if one in site.tasks] if chosen else [*site.tasks.values()]
    if tasks:
        return tuple(link for task in tasks if (link := _task_link(site, task)) is not None)
    pages = [published for published in pages_in_order(site) if published.item.menu is Menu.MAIN]
    return tuple(
        TaskLink(published.item.title, published.url, _icon_of(site, next(iter(published.item.topics), None)))
        for published in pages
    )


def _task_link(site: Site, task: Task) -> TaskLink | None:
    url = address_of(site, task.target)
    if url is None:
        return None
    icon = task.icon or _icon_of(site, task.topic)
    return TaskLink(task.name, url, icon, task.summary or "", is_elsewhere(site, url))


def _icon_of(site: Site, topic: str | None) -> str:
    return (site.topics[topic].icon or "") if topic and topic in site.topics else ""


def main_menu(site: Site) -> tuple[Way, ...]:
    """The main menu: pages and links by their rank, each with the pages and the links that stand under it."""
    return tuple(way for way, _ in _ranked_menu(site))


def without_room(site: Site) -> tuple[Published[Page] | MenuLink, ...]:
    """What asks for the main menu and does not stand in it: it shows `MENU_MOST` entries."""
    return tuple(asks for _, asks in _ranked_menu(site)[MENU_MOST:])


def _ranked_menu(site: Site) -> list[tuple[Way, Published[Page] | MenuLink]]:
    """Each entry of the main menu in its rank, and what asks for it."""
    pages = pages_in_order(site)
    listed = {published.id for published in pages}
    ranked: list[tuple[int, str, Way, Published[Page] | MenuLink]] = [
        (one.item.order, one.id, _page_way(site, one, pages), one) for one in pages if one.item.menu is Menu.MAIN
    ]
    for link in site.menu_links.values():
        is_on_top = link.place is LinkPlace.MAIN and link.under not in listed
        if is_on_top and (way := _link_way(site, link)) is not None:
            ranked.append((link.order, link.id, way, link))
    return [(way, asks) for _, _, way, asks in sorted(ranked, key=lambda one: one[:2])]


def _page_way(site: Site, page: Published[Page], pages: Sequence[Published[Page]]) -> Way:
    children = [
        (one.item.order, one.id, _way(site, one))
        for one in pages
        if one.item.parent == page.id and one.item.menu is not Menu.MAIN
    ]
    for link in site.menu_links.values():
        if link.place is LinkPlace.MAIN and link.under == page.id and (way := _link_way(site, link)) is not None:
            children.append((link.order, link.id, way))
    below = tuple(way for _, _, way in sorted(children, key=lambda one: one[:2]))
    return _way(site, page, below)


def _way(site: Site, page: Published[Page], children: tuple[Way, ...] = ()) -> Way:
    """A page, or what says the same in the language that is spoken."""
    if not is_spoken(page.item.language or site.territory.languages[0]):
        told = (one for one in of_model(site.versions_of(page), Page) if one.item.is_translation)
        page = next((one for one in told if is_spoken(one.item.language)), page)
    language = page.item.language or ""
    own = "" if language == site.territory.languages[0] else language
    return Way(page.item.title, page.url, language=own, children=children)


def _link_way(site: Site, link: MenuLink) -> Way | None:
    url = address_of(site, link.target)
    return None if url is None else Way(link.name, url, is_elsewhere(site, url))


def shown_lists(site: Site) -> tuple[Way, ...]:
    """The lists that this site has, beside those that every site has: collections, states, elected members, jobs…"""
    return tuple(
        Way(initial_capital(_(kind.section)), site.absolute(kind.listing), language=spoken())
        for kind in map(KINDS.__getitem__, site.share(_kinds_by_need))
    )


def _kinds_by_need(site: Site) -> tuple[str, ...]:
    return tuple(kind.name for kind in KINDS.values() if kind.by_need and site.of_kinds(kind.name))


def lists_menu(site: Site) -> tuple[Way, ...]:
    """Those that nobody has put in the main menu: they stand there under a heading of their own."""
    placed = {one.url for way in main_menu(site) for one in (way, *way.children)}
    return tuple(way for way in shown_lists(site) if way.url not in placed)


def foot_lists(site: Site) -> tuple[Way, ...]:
    """Those that nobody has put in another column of the foot."""
    placed = {way.url for column in foot_columns(site) for way in column.ways}
    return tuple(way for way in shown_lists(site) if way.url not in placed)


def foot_columns(site: Site) -> tuple[WayColumn, ...]:
    """The columns of links that the site adds to those of its foot, in the order in which their titles first come."""
    columns: dict[str, list[Way]] = {}
    for link, way in _links_in(site, LinkPlace.FOOT):
        if link.column:
            columns.setdefault(link.column, []).append(way)
    return tuple(WayColumn(title, tuple(ways)) for title, ways in columns.items())


def foot_links(site: Site) -> tuple[Way, ...]:
    """The pages and the links that stand at the foot of every page, under what the site says of itself.

    Those that the law asks for are always there; the declaration of accessibility is not among them: its link tells the
    state of the site, and is the template's.
    """
    ranked = [
        (one.item.order, one.id, _way(site, one))
        for one in pages_in_order(site)
        if (one.item.menu is Menu.FOOT or one.id in (LEGAL_NOTICE, PRIVACY)) and one.id != ACCESSIBILITY
    ]
    ranked += [(link.order, link.id, way) for link, way in _links_in(site, LinkPlace.FOOT) if not link.column]
    return tuple(way for _, _, way in sorted(ranked, key=lambda one: one[:2]))


def accounts(site: Site) -> tuple[Way, ...]:
    """Where else the territory can be followed."""
    return tuple(way for _, way in _links_in(site, LinkPlace.NETWORKS))


def _links_in(site: Site, place: LinkPlace) -> Iterator[tuple[MenuLink, Way]]:
    links = sorted(site.menu_links.values(), key=lambda link: link.order)
    for link in links:
        if link.place is place and (way := _link_way(site, link)) is not None:
            yield link, way

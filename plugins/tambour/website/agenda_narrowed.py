"""The agenda of a topic in one commune, and of a place: a page where it spares reading a long one, and no other.

A topic in a commune has a page when three events of that commune carry it and the commune has others; what is for the
whole territory would make the same page everywhere and does not count. A place has one when its own page does not show
all that takes place there. There are a hundred of them at most, those of which there is most to say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tambour.model.events.event import Event
from tambour.model.events.occurrence import Occurrence
from tambour.model.kinds import REGISTERS
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.website.page import Crumb, Filter, PageView
from tambour.words.speech import _

_Entry = tuple[Occurrence, Published[Event]]
_FEWEST = 3  # events of a topic in a commune
_ON_A_PLACE = 6  # events that the page of a place shows itself
_MOST = 100  # pages


def narrower_pages(site: Site, base: PageView, upcoming: Sequence[_Entry]) -> list[tuple[PageView, tuple[_Entry, ...]]]:
    """Each page with its dates. base: the agenda's first page, without its entries."""
    found = [*_topics_in_communes(site, base, upcoming), *_places(site, base, upcoming)]
    found.sort(key=lambda one: (-_count(one[1]), one[0].path))
    return sorted(found[:_MOST], key=lambda one: one[0].path)


def narrower_links(page: PageView, narrowed: Sequence[tuple[PageView, Sequence[_Entry]]]) -> tuple[Filter, ...]:
    """What a page of the agenda leads to: of a commune its topics, of a topic its communes; of all, the places."""
    links = []
    for view, entries in narrowed:
        if page.place or (page.commune and page.topic):
            continue
        if view.place and not page.topic and (not page.commune or _lies_in(view.place, page.commune.id)):
            links.append(Filter("place", view.place.item.title, view.url, _count(entries)))
        elif view.topic and page.commune and view.commune == page.commune:
            links.append(Filter("topic", view.topic.name, view.url, _count(entries)))
        elif view.commune and page.topic and view.topic == page.topic:
            links.append(Filter("commune", view.commune.name, view.url, _count(entries)))
    return tuple(links)


def _lies_in(place: Published, commune: str) -> bool:
    return getattr(place.item, "commune", None) == commune


def _topics_in_communes(
    site: Site, base: PageView, upcoming: Sequence[_Entry]
) -> Iterator[tuple[PageView, tuple[_Entry, ...]]]:
    local = [entry for entry in upcoming if entry[1].communes and entry[1].item.topics]
    for commune in site.communes.values():
        here = site.dates_in(commune.id, local)
        whole = _count(site.dates_in(commune.id, upcoming))
        path = base.path + REGISTERS["commune"].path(commune.id)
        for topic in site.topics.values():
            entries = tuple(entry for entry in here if topic.id in entry[1].item.topics)
            if _count(entries) < _FEWEST or _count(entries) == whole:
                continue
            title = _("{what}\u00a0: {details}", what=base.title, details=commune.name)
            crumbs = (*base.breadcrumbs, Crumb(base.title, base.url), Crumb(title, site.absolute(path)))
            own = path + REGISTERS["topic"].path(topic.id)
            view = replace(
                base,
                path=own,
                url=site.absolute(own),
                title=f"{title}, {topic.name}",
                commune=commune,
                topic=topic,
                breadcrumbs=crumbs,
            )
            yield view, entries


def _places(site: Site, base: PageView, upcoming: Sequence[_Entry]) -> Iterator[tuple[PageView, tuple[_Entry, ...]]]:
    by_place: dict[str, list[_Entry]] = {}
    for entry in upcoming:
        if isinstance(entry[0].place, str):
            by_place.setdefault(entry[0].place, []).append(entry)
    for place_id, entries in sorted(by_place.items()):
        place = site.get(place_id)
        if place is None or place.expired or _count(entries) <= _ON_A_PLACE:
            continue
        path = f"{base.path}lieux/{place_id}/"
        crumbs = (*base.breadcrumbs, Crumb(base.title, base.url))
        title = _("{what}\u00a0: {details}", what=base.title, details=place.item.title)
        yield (
            replace(base, path=path, url=site.absolute(path), title=title, place=place, breadcrumbs=crumbs),
            tuple(entries),
        )


def _count(entries: Sequence[_Entry]) -> int:
    return len({published.id for _, published in entries})

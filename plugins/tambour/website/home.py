"""The home page: what each of its blocks shows now. A block that has nothing to show has no section."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import singledispatch

from tambour.model.events.occurrence import Occurrence
from tambour.model.home import (
    CommunesBlock,
    FiguresBlock,
    HomeBlock,
    HomeCallBlock,
    HomeTextBlock,
    LeadBlock,
    MapBlock,
    NewsBlock,
    NextDatesBlock,
    SubscribeBlock,
    TasksBlock,
    TopicsBlock,
)
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.website.commune_map import commune_map
from tambour.website.contour_map import MOST_CORNERS, contour_map
from tambour.website.page import HomeSection
from tambour.website.ways import address_of, task_links

# What the heading of a block is found by: addresses that were given away stay.
_ANCHORS = {"une": "a-la-une"}


@dataclass
class _Drawing:
    """The page so far. shown: ids of what stands above, which no block chooses by itself once more."""

    site: Site
    next_dates: Sequence[tuple[Occurrence, Published]]
    shown: set[str] = field(default_factory=set)
    ids: dict[str, int] = field(default_factory=dict)

    def news(self, count: int, topics: Sequence[str] = ()) -> tuple[Published, ...]:
        """The latest that are not above."""
        fresh = (one for one in self.site.listed("news") if one.id not in self.shown)
        return tuple(one for one in fresh if not topics or set(topics) & set(one.item.topics))[:count]

    def name(self, kind: str) -> str:
        """The id of the next heading of a kind."""
        wanted = _ANCHORS.get(kind, kind)
        self.ids[wanted] = self.ids.get(wanted, 0) + 1
        return wanted if self.ids[wanted] == 1 else f"{wanted}-{self.ids[wanted]}"


def home_sections(site: Site, next_dates: Sequence[tuple[Occurrence, Published]]) -> tuple[HomeSection, ...]:
    """The sections of the home page, in the order of its blocks.

    Args:
        site: the site.
        next_dates: of each event the next date, soonest first.
    """
    return tuple(_sections(_Drawing(site, next_dates)))


def _sections(drawing: _Drawing) -> Iterator[HomeSection]:
    has_list = any(isinstance(block, CommunesBlock) for block in drawing.site.home.blocks)
    for place, block in enumerate(drawing.site.home.blocks):
        section = _section(block, drawing, place)
        if section is None:
            continue
        kind = "communes" if isinstance(block, MapBlock) and not has_list else block.kind
        yield replace(section, id=drawing.name(kind))
        drawing.shown |= {published.id for published in section.items}


@singledispatch
def _section(block: HomeBlock, drawing: _Drawing, place: int) -> HomeSection | None:
    """What one block shows; None for nothing."""
    raise TypeError(block)


@_section.register
def _(block: LeadBlock, drawing: _Drawing, place: int) -> HomeSection | None:
    site = drawing.site
    found = map(site.get, dict.fromkeys(block.pinned))
    pinned = tuple(one for one in found if one is not None and not one.expired)
    drawing.shown |= {one.id for one in pinned}
    items = (*pinned, *drawing.news(block.count))[: max(block.count, len(pinned))]
    return HomeSection(block, items=items) if items else None


@_section.register
def _(block: NewsBlock, drawing: _Drawing, place: int) -> HomeSection | None:
    items = drawing.news(block.count, block.topics)
    return HomeSection(block, items=items) if items else None


@_section.register
def _(block: NextDatesBlock, drawing: _Drawing, place: int) -> HomeSection | None:
    dates = drawing.next_dates
    if block.topics:
        dates = [pair for pair in dates if set(block.topics) & set(pair[1].item.topics)]
    if block.communes:
        dates = [pair for pair in dates if any(map(pair[1].concerns, block.communes))]
    return HomeSection(block, dates=tuple(dates[: block.count])) if dates else None


@_section.register
def _(block: TasksBlock, drawing: _Drawing, place: int) -> HomeSection | None:
    tasks = task_links(drawing.site, block.chosen)
    return HomeSection(block, tasks=tasks) if tasks else None


@_section.register
def _(block: FiguresBlock, drawing: _Drawing, place: int) -> HomeSection | None:
    return HomeSection(block)


@_section.register
def _(block: SubscribeBlock, drawing: _Drawing, place: int) -> HomeSection | None:
    letters = drawing.site.listed("letter")[:1]
    return HomeSection(block, items=letters) if letters or drawing.site.territory.newsletter else None


@_section.register
def _(block: CommunesBlock, drawing: _Drawing, place: int) -> HomeSection | None:
    return HomeSection(block) if drawing.site.communes else None


@_section.register
def _(block: MapBlock, drawing: _Drawing, place: int) -> HomeSection | None:
    site = drawing.site
    if not site.communes:
        return None
    contours = contour_map(site.communes, site.contours, MOST_CORNERS) if site.contours else None
    return HomeSection(block, map=None if contours else commune_map([*site.communes.values()]), contours=contours)


@_section.register
def _(block: TopicsBlock, drawing: _Drawing, place: int) -> HomeSection | None:
    return HomeSection(block) if drawing.site.topics else None


@_section.register
def _(block: HomeCallBlock, drawing: _Drawing, place: int) -> HomeSection | None:
    url = address_of(drawing.site, block.target)
    return HomeSection(block, url=url) if url is not None else None


@_section.register
def _(block: HomeTextBlock, drawing: _Drawing, place: int) -> HomeSection | None:
    html = drawing.site.home_texts.get(place, "")
    return HomeSection(block, html=html) if html else None

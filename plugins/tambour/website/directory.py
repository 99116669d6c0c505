"""Lists that can be narrowed: one page for each value of each facet of a kind, as links, without any script.

Which facets a kind has is declared with it (`Kind.facets`): fields of its model, by name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tambour.model.item import Item
from tambour.model.kinds import Kind
from tambour.model.references import target_of
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.model.slugs import french_order, id_from
from tambour.website.page import Crumb, Facet, FacetChoice, PageView
from tambour.website.paging import parts
from tambour.words.own_facts import facet_label
from tambour.words.speech import _

_Choice = tuple[Facet, FacetChoice]
_LEAST = 2  # values of a facet: with one alone there is nothing to choose


def directory(site: Site, kind: Kind, base: PageView, items: Sequence[Published], size: int) -> Iterator[PageView]:
    """Every page of the list of a kind, the whole one first, in parts of `size`. base: its first page, empty."""
    facets = tuple(facet for name in kind.facets if (facet := _facet(site, kind, base, items, name)) is not None)
    whole = replace(base, facets=facets)
    for number, view in enumerate(_in_parts(site, whole, items, size)):
        yield view if number else replace(view, closed=_memory(site, kind))
    for facet in facets:
        for choice in facet.choices:
            chosen = _among(site, items, facet.name, choice.key)
            title = _("{what}\u00a0: {details}", what=base.title, details=choice.title)
            crumbs = (*base.breadcrumbs, Crumb(base.title, base.url))
            narrow = replace(
                base, path=_path(kind, base, (facet, choice)), url=choice.url, title=title, breadcrumbs=crumbs
            )
            offered = tuple(replace(one, chosen=choice.key if one is facet else "") for one in facets)
            if kind.crossed:
                crossing = _crossing(site, kind, base, facets, chosen, (facet, choice))
                offered = (replace(facet, chosen=choice.key), *crossing)
                if facet is facets[0]:
                    yield from _cross(site, kind, base, replace(narrow, facets=offered), items, size)
            yield from _in_parts(site, replace(narrow, facets=offered), chosen, size)


def _crossing(
    site: Site, kind: Kind, base: PageView, facets: Sequence[Facet], items: Sequence[Published], kept: _Choice
) -> Iterator[Facet]:
    """The facets that go with one that is chosen already: the first with any other, any other with the first."""
    for other in facets:
        if other is not kept[0] and facets[0] in (other, kept[0]):
            facet = _facet(site, kind, base, items, other.name, kept)
            if facet is not None:
                yield facet


def _cross(
    site: Site, kind: Kind, base: PageView, narrow: PageView, items: Sequence[Published], size: int
) -> Iterator[PageView]:
    """The lists that are narrowed twice. narrow: the page of a value of the first facet, with what crosses it."""
    first, *others = narrow.facets
    mine = next(choice for choice in first.choices if choice.key == first.chosen)
    for other in others:
        for choice in other.choices:
            theirs = _among(site, items, other.name, choice.key)
            again = _facet(site, kind, base, theirs, first.name, (other, choice)) or first
            view = replace(
                narrow,
                path=_path(kind, base, (first, mine), (other, choice)),
                url=choice.url,
                title=f"{narrow.title}, {choice.title}",
                breadcrumbs=(*narrow.breadcrumbs, Crumb(narrow.title, narrow.url)),
                facets=(replace(again, chosen=first.chosen), replace(other, chosen=choice.key)),
                noindex=True,  # a search, and robots, find what it lists by the lists that are narrowed once
            )
            yield from _in_parts(site, view, _among(site, theirs, first.name, mine.key), size)


def _among(site: Site, items: Sequence[Published], name: str, value: str) -> list[Published]:
    """Those that have a value in a field."""
    return [one for one in items if value in dict(_values(site, one, name))]


def _path(kind: Kind, base: PageView, *choices: _Choice) -> str:
    """The address of a list that is narrowed to some values: its facets in their order."""
    ordered = sorted(choices, key=lambda one: kind.facets.index(one[0].name))
    return base.path + "".join(f"{facet.key}/{choice.key}/" for facet, choice in ordered)


def _memory(site: Site, kind: Kind) -> tuple[Published, ...]:
    """What has closed by itself and can still be found, the last one first."""
    closed = [one for one in site.of_kinds(kind.name) if one.is_remembered and not site.is_version(one)]
    return tuple(sorted(closed, key=lambda one: one.item.list_key, reverse=True))


def _in_parts(site: Site, base: PageView, items: Sequence[Published], size: int) -> Iterator[PageView]:
    for view, some in parts(site, base, items, size):
        yield replace(view, items=some)


def _facet(
    site: Site, kind: Kind, base: PageView, items: Sequence[Published], name: str, kept: _Choice | None = None
) -> Facet | None:
    """One facet with the values that the listed items have; None when there is nothing to choose.

    kept: what is chosen already, and stays so.
    """
    key, title = _name_of(kind, name)
    counts: dict[str, int] = {}
    titles: dict[str, str] = {}
    for published in items:
        for value, words in _values(site, published, name):
            counts[value] = counts.get(value, 0) + 1
            titles[value] = words
    if len(counts) < (_LEAST if kept is None else 1):
        return None
    empty = Facet(name, key, title, ())
    values = sorted(counts, key=lambda value: (*french_order(titles[value]), value))
    choices = (FacetChoice(value, titles[value], "", counts[value]) for value in values)
    around = (kept,) if kept is not None else ()
    return replace(
        empty,
        choices=tuple(
            replace(choice, url=site.absolute(_path(kind, base, (empty, choice), *around))) for choice in choices
        ),
    )


def _name_of(kind: Kind, name: str) -> tuple[str, str]:
    """The key and the title of a field, or of what a model works out by itself."""
    worked_out = kind.model.model_computed_fields.get(name)
    info = worked_out if worked_out is not None else kind.model.model_fields[name]
    return info.alias or name, _(info.title or name)


def _values(site: Site, published: Published, name: str) -> Iterator[tuple[str, str]]:
    """The values of a field of an item: as an address has it, and in words."""
    info = published.kind.model.model_fields.get(name)
    if info is not None and target_of(info) == "place":
        places = getattr(published.item, name) or ()
        named = (site.get(one) for one in (places if isinstance(places, tuple) else (places,)))
        yield from ((place.id, place.item.title) for place in named if place is not None)
    elif name == "communes":
        yield from ((one, site.communes[one].name) for one in published.communes if one in site.communes)
    elif name == "topics":
        yield from ((one, site.topics[one].name) for one in published.item.topics if one in site.topics)
    else:
        yield from _own_values(published.item, name)


def _own_values(item: Item, name: str) -> Iterator[tuple[str, str]]:
    value = getattr(item, name)
    for one in value if isinstance(value, tuple) else (value,):
        if one is not None and (key := id_from(str(one))):
            yield key, facet_label(one)

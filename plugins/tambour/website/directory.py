"""Lists that can be narrowed: one page for each value of each facet of a kind, as links, without any script.

Which facets a kind has is declared with it (`Kind.facets`): fields of its model, by name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tambour.model.item import Item
from tambour.model.kinds import Kind
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.model.slugs import id_from
from tambour.website.page import Crumb, Facet, FacetChoice, PageView
from tambour.website.paging import parts
from tambour.words.own_facts import facet_label
from tambour.words.speech import _

_LEAST = 2  # values of a facet: with one alone there is nothing to choose


def directory(site: Site, kind: Kind, base: PageView, items: Sequence[Published], size: int) -> Iterator[PageView]:
    """Every page of the list of a kind, the whole one first, in parts of `size`. base: its first page, empty."""
    facets = tuple(facet for name in kind.facets if (facet := _facet(site, kind, base, items, name)) is not None)
    yield from _in_parts(site, replace(base, facets=facets), items, size)
    for facet in facets:
        for choice in facet.choices:
            narrow = replace(
                base,
                path=f"{base.path}{facet.key}/{choice.key}/",
                url=choice.url,
                title=_("{what}\u00a0: {details}", what=base.title, details=choice.title),
                breadcrumbs=(*base.breadcrumbs, Crumb(base.title, base.url)),
                facets=tuple(replace(one, chosen=choice.key if one is facet else "") for one in facets),
            )
            chosen = [one for one in items if choice.key in dict(_values(site, one, facet.name))]
            yield from _in_parts(site, narrow, chosen, size)


def _in_parts(site: Site, base: PageView, items: Sequence[Published], size: int) -> Iterator[PageView]:
    for view, some in parts(site, base, items, size):
        yield replace(view, items=some)


def _facet(site: Site, kind: Kind, base: PageView, items: Sequence[Published], name: str) -> Facet | None:
    """One facet with the values that the listed items have; None when there is nothing to choose."""
    info = kind.model.model_fields[name]
    key = info.alias or name
    counts: dict[str, int] = {}
    titles: dict[str, str] = {}
    for published in items:
        for value, title in _values(site, published, name):
            counts[value] = counts.get(value, 0) + 1
            titles[value] = title
    if len(counts) < _LEAST:
        return None
    choices = tuple(
        FacetChoice(value, titles[value], site.absolute(f"{base.path}{key}/{value}/"), counts[value])
        for value in sorted(counts, key=lambda value: (titles[value].casefold(), value))
    )
    return Facet(name, key, _(info.title or key), choices)


def _values(site: Site, published: Published, name: str) -> Iterator[tuple[str, str]]:
    """The values of a field of an item: as an address has it, and in words."""
    if name == "communes":
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

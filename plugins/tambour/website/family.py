"""What stands around a lasting page: its table of contents, the pages under it and beside it, what goes with it."""

import html
import re
from collections.abc import Mapping, Sequence

from tambour.model.page import Page
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.website.page import ALONE, PageFamily, TextHeading
from tambour.website.ways import pages_in_order

_LEAST = 4  # headings: below, the whole text is seen at a glance
# Our own HTML (`tambour.source.body`): a heading that has an id has it as its first attribute.
_HEADING = re.compile(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
Children = Mapping[str, Sequence[Published[Page]]]


def children_of_pages(site: Site) -> Children:
    """The pages under each page, by its id, in their order."""
    found: dict[str, list[Published[Page]]] = {}
    for published in pages_in_order(site):
        if published.item.parent:
            found.setdefault(published.item.parent, []).append(published)
    return found


def family(site: Site, published: Published, children: Children) -> PageFamily:
    """What stands around a page; nothing around another kind of content.

    Args:
        site: the site.
        published: the content.
        children: of every page of the site.
    """
    page = published.item
    if not isinstance(page, Page):
        return ALONE
    related = map(site.get, page.related)
    before, after = _beside(site, published.id, page, children)
    return PageFamily(
        headings=headings(published.html),
        children=tuple(one for one in children.get(published.id, ()) if one.id != published.id),
        previous=before,
        next=after,
        related=tuple(one for one in related if one is not None and not one.expired),
    )


def headings(text: str) -> tuple[TextHeading, ...]:
    """The headings of a text that is long enough for a table of contents; none of a short one.

    Args:
        text: its HTML, as a build makes it.
    """
    found = [TextHeading(name, html.unescape(_TAG.sub("", inside))) for name, inside in _HEADING.findall(text)]
    return tuple(found) if len(found) >= _LEAST else ()


def _beside(site: Site, page_id: str, page: Page, children: Children) -> tuple[Published | None, Published | None]:
    """The page before and the one after, where the page above them is a guide: it comes before the first."""
    guide = site.get(page.parent) if page.parent else None
    if guide is None or not isinstance(guide.item, Page):
        below = children.get(page_id, ())
        return None, below[0] if page.guide and below else None
    if not guide.item.guide:
        return None, None
    parts: list[Published] = [guide, *children.get(guide.id, ())]
    at = next((place for place, one in enumerate(parts) if one.id == page_id), 0)
    return (parts[at - 1] if at else None), (parts[at + 1] if 0 < at < len(parts) - 1 else None)

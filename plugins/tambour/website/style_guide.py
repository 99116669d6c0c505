"""The page on which every component of the theme stands, in its hard cases.

Nothing is drawn for it: it gathers what the pages of a small site of such cases (`tambour.commands.style_guide`) hold,
and its template draws them with the macros that these pages use.
"""

from collections.abc import Sequence
from dataclasses import replace

from tambour.model.site.site import Site
from tambour.website.page import PageView, Pagination

STYLE_GUIDE = "guide-de-style/"
_PARTS, _LIST = 12, 230  # of a list that is long enough to leave parts out


def style_guide(site: Site, views: Sequence[PageView]) -> PageView:
    """What a page can hold, all on one.

    Args:
        site: of hard cases.
        views: every page of that site.
    """
    agenda = next(view for view in views if view.template == "event_list.html")
    deepest = max(views, key=lambda view: len(view.breadcrumbs))
    urls = tuple(f"{agenda.url}page/{number}/" for number in range(1, _PARTS + 1))
    return replace(
        agenda,
        path=STYLE_GUIDE,
        url=site.absolute(STYLE_GUIDE),
        template="style_guide.html",
        title="Guide de style",
        kind="",
        breadcrumbs=deepest.breadcrumbs,
        pagination=Pagination(_PARTS // 2, _PARTS, _LIST, urls),
        facets=next((view.facets for view in views if view.facets), ()),
        month=next((view.month for view in views if view.month), None),
        dates=max((view.dates for view in views if view.dates), key=lambda dates: len(dates.ahead), default=None),
        sections=next((view.sections for view in views if not view.path), ()),
        sheets=next((view.sheets for view in views if any(sheet.ahead for sheet in view.sheets)), ()),
        tree=next((view.tree for view in views if view.tree), ()),
        noindex=True,
    )

"""BreadcrumbList: the way from the home page to this one."""

from tambour.website.head.facts import Facts
from tambour.website.head.node import Node, node
from tambour.website.page import Crumb


def breadcrumbs(facts: Facts) -> list[Node]:
    """The steps of the page's own breadcrumb, then the page; nothing for a page that has none."""
    if not facts.page.breadcrumbs:
        return []
    way = [*facts.page.breadcrumbs, Crumb(facts.heading, facts.page.url)]
    steps = [
        {"@type": "ListItem", "position": number, "name": title, "item": url}
        for number, (title, url) in enumerate(way, start=1)
    ]
    return [node("BreadcrumbList", itemListElement=steps)]

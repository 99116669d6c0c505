"""The JSON-LD document of a page: what it is about, by kind, and the way to it."""

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from tambour.model.alert import Alert
from tambour.model.document import Document
from tambour.model.events.event import Event
from tambour.model.item import Item
from tambour.model.letters.letter import Letter
from tambour.model.news import News
from tambour.model.place import Place
from tambour.model.services.calendar import ServiceCalendar
from tambour.website.head import work
from tambour.website.head.breadcrumbs import breadcrumbs
from tambour.website.head.event import events
from tambour.website.head.facts import Facts
from tambour.website.head.node import CONTEXT, Node
from tambour.website.head.place import place
from tambour.website.head.service import service
from tambour.website.head.shared import Shared
from tambour.website.head.website import home, other_page


def json_ld(facts: Facts, shared: Shared) -> Mapping[str, Any]:
    """One document of one graph; {} for a page without an item that robots are asked to leave out."""
    page = facts.page
    if page.published is not None:
        about = _about(page.published.item, facts, shared)
    elif page.noindex:
        return {}
    else:
        about = other_page(facts, shared) if page.path else home(facts, shared)
    return {"@context": CONTEXT, "@graph": [*about, *breadcrumbs(facts)]}


@singledispatch
def _about(item: Item, facts: Facts, shared: Shared) -> list[Node]:
    """What an item is; a page, when its kind is not named below."""
    return work.web_page(item, facts, shared)


_about.register(News, work.news)
_about.register(Letter, work.letter)
_about.register(Alert, work.announcement)
_about.register(Document, work.document)
_about.register(Event, events)
_about.register(Place, place)
_about.register(ServiceCalendar, service)

"""GovernmentService: collection days and the like, for the communes in which they hold."""

from tambour.bridge.head.facts import Facts
from tambour.bridge.head.node import Node, node
from tambour.bridge.head.shared import Shared
from tambour.model.identity import uri
from tambour.model.service_calendar import ServiceCalendar


def service(item: ServiceCalendar, facts: Facts, shared: Shared) -> list[Node]:
    """A service calendar, by what it is about."""
    published = facts.page.published
    assert published is not None, "a service's page has its item"
    return [
        node(
            "GovernmentService",
            uri(shared.territory, item.id),
            name=facts.heading,
            description=facts.description,
            url=facts.page.url,
            serviceType=list(dict.fromkeys(collection.label for collection in item.collections)),
            provider=shared.publisher,
            areaServed=shared.areas(published.communes),
        )
    ]

"""GovernmentService: collection days and the like, for the communes in which they hold."""

from tambour.model.identity import uri
from tambour.model.services.calendar import ServiceCalendar
from tambour.website.head.facts import Facts
from tambour.website.head.node import Node, node
from tambour.website.head.shared import Shared


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

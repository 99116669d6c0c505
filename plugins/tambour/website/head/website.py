"""WebSite, and its pages that are no item's: CollectionPage for lists, communes and topics, WebPage for the rest."""

from tambour.model.registers import Commune
from tambour.website.head.address import geo
from tambour.website.head.facts import Facts
from tambour.website.head.identity import website_id
from tambour.website.head.node import Node, enriched, node
from tambour.website.head.organization import organization
from tambour.website.head.shared import Shared


def home(facts: Facts, shared: Shared) -> list[Node]:
    """The site, and whose it is."""
    territory, owner = shared.territory, organization(shared)
    site = node(
        "WebSite",
        website_id(territory),
        name=territory.name,
        alternateName=territory.short_name,
        description=facts.description,
        url=facts.page.url,
        inLanguage=territory.languages,
        publisher={"@id": owner["@id"]},
    )
    return [site, owner]


def other_page(facts: Facts, shared: Shared) -> list[Node]:
    """A page that gathers items, or says something of its own."""
    page = facts.page
    gathers = bool(page.kind or page.commune or page.topic)
    return [
        node(
            "CollectionPage" if gathers else "WebPage",
            name=facts.heading,
            description=facts.description,
            url=page.url,
            inLanguage=page.language,
            isPartOf={"@id": website_id(shared.territory)},
            publisher=shared.publisher,
            about=_commune(page.commune, shared) if page.commune else None,
            keywords=page.topic.name if page.topic else None,
        )
    ]


def _commune(commune: Commune, shared: Shared) -> Node:
    """A commune, with its number in the register of communes."""
    return enriched(
        shared.area(commune),
        geo=geo(commune.geo),
        identifier=node("PropertyValue", propertyID="INSEE", value=commune.insee),
        sameAs=commune.website,
        containedInPlace=shared.everywhere,
    )

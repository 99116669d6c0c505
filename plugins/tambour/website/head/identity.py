"""The `@id`s of JSON-LD nodes that are no item's; an item's is its permanent URI, as feeds know it."""

from tambour.model.events.occurrence import Occurrence
from tambour.model.identity import uri
from tambour.model.site.published import Published
from tambour.model.territory import Territory


def organization_id(territory: Territory) -> str:
    """Of the body that speaks."""
    return uri(territory, "site/organization")


def website_id(territory: Territory) -> str:
    """Of the website."""
    return uri(territory, "site/website")


def territory_id(territory: Territory) -> str:
    """Of the whole territory, as an area."""
    return uri(territory, "site/territory")


def commune_id(territory: Territory, commune: str) -> str:
    """Of a member commune."""
    return uri(territory, f"commune/{commune}")


def date_id(territory: Territory, published: Published, occurrence: Occurrence) -> str:
    """Of one date of an event."""
    return uri(territory, f"date/{published.date_id(occurrence)}")

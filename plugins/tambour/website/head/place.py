"""Place and CivicStructure: where people go, when it is open, who can get in."""

from tambour.model.place import Place
from tambour.website.head.facts import Facts
from tambour.website.head.hours import regular_hours, special_hours
from tambour.website.head.node import Node, enriched, node
from tambour.website.head.organization import telephone
from tambour.website.head.shared import Shared, image


def place(item: Place, facts: Facts, shared: Shared) -> list[Node]:
    """The place of a place's page."""
    published = facts.page.published
    assert published is not None, "a place's page has its item"
    today = shared.site.now.date()
    full = enriched(
        shared.place(published),
        description=facts.description,
        telephone=telephone(item.phone) if item.phone else None,
        sameAs=item.website,
        image=[image(picture) for picture in facts.pictures],
        openingHoursSpecification=regular_hours(item.hours, today) if item.hours else None,
        specialOpeningHoursSpecification=special_hours(item.hours, today, shared.holidays) if item.hours else None,
        amenityFeature=[node("LocationFeatureSpecification", name=access.label, value=True) for access in item.access],
        containedInPlace=shared.area(shared.site.communes[item.commune]) if item.commune else None,
    )
    return [full]

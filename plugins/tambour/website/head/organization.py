"""GovernmentOrganization: who speaks, in full, on the home page."""

from tambour.website.head.address import seat
from tambour.website.head.node import Node, enriched, node
from tambour.website.head.shared import Shared
from tambour.words.numbers import phone_href

_SIRENE = "0002"  # ISO/IEC 6523 International Code Designator of the French register of legal entities


def organization(shared: Shared) -> Node:
    """Name, address, how to reach it, which number it has, which communes it serves."""
    territory = shared.territory
    return enriched(
        shared.publisher,
        alternateName=territory.short_name,
        address=seat(territory.address),
        telephone=telephone(territory.phone),
        email=territory.email,
        identifier=node("PropertyValue", propertyID="SIREN", value=territory.siren),
        iso6523Code=f"{_SIRENE}:{territory.siren}",
        sameAs=territory.website,
        areaServed=[shared.area(commune) for commune in shared.site.communes.values()],
    )


def telephone(number: str) -> str:
    """`+33385590534`; short numbers as they are."""
    return phone_href(number).removeprefix("tel:")

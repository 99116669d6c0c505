"""Where something is, in schema.org's terms: PostalAddress and GeoCoordinates."""

from collections.abc import Mapping

from tambour.model.place import FreePlace, Locatable
from tambour.model.registers import Commune
from tambour.model.territory import Address
from tambour.website.head.schema_org import Node, node

COUNTRY = "FR"


def postal_address(place: Locatable | FreePlace, communes: Mapping[str, Commune]) -> Node:
    """The address of a place; where it names no town, its commune is one."""
    commune = communes[place.commune] if place.commune else None
    town = place.city or (commune.name if commune else None)
    code = place.postal_code or (commune.postal_code if commune and not place.city else None)
    extra = place.extra if isinstance(place, Locatable) else None
    return _address(place.street, extra, code, town)


def seat(address: Address) -> Node:
    """The territory's own address."""
    return _address(address.street, address.extra, address.postal_code, address.city)


def town_address(commune: Commune) -> Node:
    """Somewhere in a commune."""
    return _address(None, None, commune.postal_code, commune.name)


def country_address() -> Node:
    """Somewhere in the territory, when nothing more is known."""
    return _address(None, None, None, None)


def _address(street: str | None, extra: str | None, code: str | None, town: str | None) -> Node:
    """A postal code with letters is of another country, which nobody has said."""
    return node(
        "PostalAddress",
        streetAddress=", ".join(filter(None, (street, extra))),
        postalCode=code,
        addressLocality=town,
        addressCountry=COUNTRY if code is None or code.isdigit() else None,
    )


def geo(point: tuple[float, float] | None) -> Node | None:
    """Decimal degrees (WGS 84)."""
    return None if point is None else node("GeoCoordinates", latitude=point[0], longitude=point[1])

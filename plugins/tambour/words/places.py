"""A place in one line of text."""

from tambour.model.place import FreePlace, Place


def postal_line(place: Place | FreePlace) -> str:
    """Name and address in one line, `Nom, rue, CP Ville`, without what is not known (RFC 5545 §3.8.1.7 LOCATION)."""
    town = " ".join(part for part in (place.postal_code, place.city) if part)
    return ", ".join(part for part in (place.name, place.street, town) if part)


def place_in_short(place: Place | FreePlace) -> str:
    """`Salle des fêtes, Mazille`: the name, and the town where the name does not say it."""
    return f"{place.name}, {place.city}" if place.city and place.city not in place.name else place.name

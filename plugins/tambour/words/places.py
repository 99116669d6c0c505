"""Where something takes place, in one line of text."""

from datetime import date

from tambour.model.events.event import Event
from tambour.model.events.occurrence import Occurrence
from tambour.model.place import FreePlace, Place
from tambour.model.roads import RoadDirection, RoadStretch
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.model.time.opening_hours import OpeningHours, closure_on
from tambour.words.dates import date_fr
from tambour.words.services import holiday_fr
from tambour.words.speech import N_, _

_ONLINE = N_("en ligne")


def postal_line(place: Place | FreePlace) -> str:
    """Name and address in one line, `Nom, rue, CP Ville`, without what is not known (RFC 5545 §3.8.1.7 LOCATION).

    Args:
        place: a declared place, or one that is typed in an event.

    Returns:
        One line of text.
    """
    town = " ".join(part for part in (place.postal_code, place.city) if part)
    return ", ".join(part for part in (place.name, place.street, town) if part)


def closed_road(stretch: RoadStretch) -> str:
    """`Route fermée : Rue du Moulin, dans les deux sens`.

    Args:
        stretch: a road that is closed to all traffic.

    Returns:
        One line of text.
    """
    ways = _("dans les deux sens") if stretch.direction is RoadDirection.BOTH else _("dans un seul sens")
    return _("Route fermée\u00a0: {street}, {ways}", street=stretch.street, ways=ways)


def place_in_short(place: Place | FreePlace) -> str:
    """`Salle des fêtes, Mazille`: the name, and the town where the name does not say it.

    Args:
        place: a declared place, or one that is typed in an event.

    Returns:
        One line of text, without the street.
    """
    return f"{place.name}, {place.city}" if place.city and place.city not in place.name else place.name


def where_in_short(site: Site, published: Published, occurrence: Occurrence) -> str:
    """Where one date of an event is, in short: `Salle des fêtes, Mazille`, `en ligne`; "" when nothing is said.

    Args:
        site: the site, which knows the declared places.
        published: the event.
        occurrence: its date: each may have a place of its own.

    Returns:
        One line of text; "" when nothing is said.
    """
    place = site.place_of(occurrence)
    return place_in_short(place) if place is not None else _online(published)


def where_in_full(site: Site, published: Published, occurrence: Occurrence) -> str:
    """The same with the address: `Salle des fêtes, 2, rue du Lac, 71250 Mazille`, `en ligne`.

    Args:
        site: the site, which knows the declared places.
        published: the event.
        occurrence: its date: each may have a place of its own.

    Returns:
        One line of text; "" when nothing is said.
    """
    place = site.place_of(occurrence)
    return postal_line(place) if place is not None else _online(published)


def _online(published: Published) -> str:
    return _(_ONLINE) if isinstance(published.item, Event) and published.item.online else ""


def closed_fr(hours: OpeningHours | None, day: date) -> str:
    """What stands over everything that a place says while an exception closes it.

    Args:
        hours: of the place.
        day: today.

    Returns:
        `Fermé jusqu’au vendredi 18 décembre 2026 (Travaux)`, `Fermé aujourd’hui (Inventaire)`; "" when nothing does.
    """
    closure = closure_on(hours, day) if hours is not None else None
    if closure is None:
        return ""
    reason = f" ({holiday_fr(closure.reason)})" if closure.reason else ""
    last = closure.period[1]
    if last == day:
        return _("Fermé aujourd’hui") + reason
    return _("Fermé jusqu’au {day}", day=date_fr(last, weekday=True)) + reason

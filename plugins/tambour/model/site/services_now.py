"""How the services of a site work now, and what that does to the hours of their places."""

from tambour.model.place import Place
from tambour.model.services.status import ServiceStatus
from tambour.model.site.published import Published, of_model
from tambour.model.site.site import Site
from tambour.model.time.opening_hours import OpeningHours


def actual_hours(site: Site, place: Published) -> OpeningHours | None:
    """The hours of a place as they hold: a service that is closed is not open, whatever is usual.

    Args:
        site: the site.
        place: a published place.

    Returns:
        Its hours; `None` when it has none, and for other kinds.
    """
    hours = place.item.hours if isinstance(place.item, Place) else None
    if hours is None:
        return None
    states = (one.item for one in of_model(site.listed("status"), ServiceStatus) if one.item.place == place.id)
    closures = [one for state in states for one in state.closures(hours, site.now, site.territory.zone)]
    return hours.model_copy(update={"exceptions": (*closures, *hours.exceptions)}) if closures else hours


def goal(site: Site, target: str) -> str | None:
    """Where a link leads that was typed as `id:…` or as an address.

    Args:
        site: the site.
        target: `id:fete#venir`, `/elus/`, `https://…`.

    Returns:
        The absolute URL; `None` for one to what is not published.
    """
    if target.startswith("/"):
        return f"{site.url}{target}"
    if not target.startswith("id:"):
        return target
    name, _, fragment = target.removeprefix("id:").partition("#")
    published = site.get(name)
    if published is None:
        return None
    return f"{published.url}#{fragment}" if fragment else published.url

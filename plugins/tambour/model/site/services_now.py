"""How the services of a site work now, and what that does to the hours of their places."""

from collections.abc import Iterable

from tambour.model.place import Place
from tambour.model.services.status import ServiceStatus
from tambour.model.site.published import Published, of_model
from tambour.model.site.site import Site
from tambour.model.time.opening_hours import OpeningHours


def troubles(site: Site, items: Iterable[Published]) -> list[Published[ServiceStatus]]:
    """Of states of services, those that people are told of before they set out.

    Args:
        site: the site.
        items: among which; what is no state of a service is passed over.

    Returns:
        Those that are not normal now, the gravest first, then by title.
    """
    states = of_model(items, ServiceStatus)
    levels = {one.id: one.item.level_at(site.now) for one in states}
    ours = [one for one in states if levels[one.id].is_trouble]
    return sorted(ours, key=lambda one: (-levels[one.id].gravity, one.item.title))


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
        target: `id:fete#venir`, `https://…`.

    Returns:
        The absolute URL; `None` for one to what is not published.
    """
    if not target.startswith("id:"):
        return target
    name, _, fragment = target.removeprefix("id:").partition("#")
    published = site.get(name)
    if published is None:
        return None
    return f"{published.url}#{fragment}" if fragment else published.url

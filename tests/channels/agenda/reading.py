"""A calendar read back by the icalendar library, for tests that look at one property or one event."""

from icalendar import Calendar, Component

from tambour.channels.agenda import Agenda
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.testing.building import make, rendered, site


def calendar(given: Site, path: str = "agendas/tout.ics", **settings: int) -> Component:
    """One file of a site."""
    return Calendar.from_ical(rendered(make(Agenda, **settings), given)[path])


def events(given: Site, path: str = "agendas/tout.ics", **settings: int) -> list[Component]:
    """Its VEVENTs, in their order."""
    return calendar(given, path, **settings).walk("VEVENT")


def alone(item: Published, *others: Published, **more: object) -> Component:
    """The only VEVENT of the only event of a site."""
    [event] = events(site([item, *others], **more))
    return event


def uids(found: list[Component]) -> list[str]:
    return [str(event["UID"]).removesuffix("@exemple.fr") for event in found]


def summaries(found: list[Component]) -> list[str]:
    return [str(event["SUMMARY"]) for event in found]

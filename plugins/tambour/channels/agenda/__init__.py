"""Agenda: calendars that people subscribe to (iCalendar, RFC 5545 and 7986), of events and of collection days."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from tambour.channels import Channel, Excerpt, Output, Problem, Published, Site
from tambour.model.site.memo import once_per_site

from .calendars import calendars
from .check import doubles
from .document import document
from .excerpt import excerpt
from .gathering import Contents, gather
from .messages import MESSAGES
from .settings import AgendaSettings


class Agenda(Channel[AgendaSettings]):
    """One calendar for everything, each commune, topic, place, event and service; and the services of each commune.

    No `Output.key`: what an event's file depends on is nearly all of it, and to write it is as quick as to digest it.
    """

    Settings = AgendaSettings
    messages = MESSAGES

    def outputs(self, site: Site) -> Sequence[Output]:
        return [calendar.output for calendar in calendars(site, self.name)]

    def check(self, site: Site) -> Sequence[Problem]:
        return list(doubles(site, self.name))

    def render(self, site: Site, output: Output) -> bytes:
        return document(site, self._contents(site)[output.path])

    def excerpt(self, site: Site, item: Published) -> Excerpt | None:
        return excerpt(site, item, self.name)

    @cached_property
    def _contents(self) -> Callable[[Site], Mapping[str, Contents]]:
        return once_per_site(lambda site: gather(site, self.name, self.settings))


CHANNEL = Agenda

"""Agenda: calendars that people subscribe to (iCalendar, RFC 5545 and 7986), of events and of collection days."""

from collections.abc import Sequence

from tambour.channels import Channel, Excerpt, Output, Problem, Published, Site

from .check import doubles
from .document import document
from .excerpt import excerpt
from .gathering import Agendas, gather
from .messages import MESSAGES
from .settings import AgendaSettings


class Agenda(Channel[AgendaSettings, Agendas]):
    """One calendar for everything, each commune, topic, place, event and service; and the services of each commune.

    No `Output.key`: what an event's file depends on is nearly all of it, and to write it is as quick as to digest it.
    """

    Settings = AgendaSettings
    messages = MESSAGES

    def prepare(self, site: Site) -> Agendas:
        return gather(site, self.name, self.settings)

    def outputs(self, agendas: Agendas) -> Sequence[Output]:
        return [contents.calendar.output for contents in agendas.contents.values()]

    def check(self, agendas: Agendas) -> Sequence[Problem]:
        return list(doubles(agendas.site, self.name))

    def render(self, agendas: Agendas, output: Output) -> bytes:
        return document(agendas.site, agendas.contents[output.path])

    def excerpt(self, agendas: Agendas, item: Published) -> Excerpt | None:
        return excerpt(agendas, item, self.name)


CHANNEL = Agenda

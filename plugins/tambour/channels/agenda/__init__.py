"""Agenda: calendars that people subscribe to (iCalendar, RFC 5545 and 7986), of events and of collection days."""

from collections.abc import Iterator, Sequence

from tambour.channels import (
    Absence,
    Channel,
    Event,
    Excerpt,
    Output,
    Problem,
    Published,
    ServiceCalendar,
    Site,
    of_one_item,
)
from tambour.words.numbers import count_fr
from tambour.words.places import postal_line
from tambour.words.states import when_or_planned
from tambour.words.typography import NBSP

from .calendars import KINDS_SHOWN
from .contents import Agendas, gather
from .document import document
from .messages import MESSAGES, problem
from .settings import AgendaSettings
from .words import summary


class Agenda(Channel[AgendaSettings, Agendas]):
    """One calendar for everything, each commune, topic, place, event and service; and the services of each commune.

    No `Output.key`: what an event's file depends on is nearly all of it, and to write it is as quick as to digest it.
    """

    Settings = AgendaSettings
    messages = MESSAGES

    def prepare(self, site: Site) -> Agendas:
        return gather(site, self.name, self.settings)

    def outputs(self, agendas: Agendas) -> Sequence[Output]:
        return [calendar.output for calendar in agendas.by_path.values()]

    def check(self, agendas: Agendas) -> Sequence[Problem]:
        return list(shared_uids(agendas.site, self.name))

    @of_one_item
    def render(self, agendas: Agendas, output: Output) -> bytes:
        item = agendas.site.get(output.about) if output.about else None
        return document(agendas.site, agendas.contents[output.path] if item is None else agendas.of_item(item))

    def presence(self, agendas: Agendas, item: Published) -> tuple[str, ...] | Absence:
        has_dates = isinstance(item.item, Event | ServiceCalendar) or item.kind.calendar
        return agendas.paths_of(item) if has_dates else Absence.KIND

    @of_one_item
    def excerpt(self, agendas: Agendas, item: Published) -> Excerpt | None:
        return event_excerpt(agendas, item, self.name)


def event_excerpt(agendas: Agendas, published: Published, channel: str) -> Excerpt | None:
    """The event's next date, else its last, as programs list it; and its own calendar. Nothing of other kinds."""
    event, site = published.item, agendas.site
    if not isinstance(event, Event) or published.left_out_of(channel):
        return None
    ahead = published.upcoming(site.now)
    occurrence = ahead[0] if ahead else published.occurrences[-1]
    place = site.place_of(occurrence)
    where = postal_line(place) if place else event.online
    dates = count_fr(len(published.occurrences), "date")
    which = f"{dates}{NBSP}; celle-ci est la {'prochaine' if ahead else 'dernière'}."
    return Excerpt(
        title="Agenda",
        text="\n".join(filter(None, (summary(published, occurrence, channel), when_or_planned(occurrence), where))),
        output=agendas.own(published.id),
        notes=(which,) if len(published.occurrences) > 1 else (),
    )


def shared_uids(site: Site, channel: str) -> Iterator[Problem]:
    """Items whose UIDs are the same: « bal » on all of 5 December, and another event whose id is « bal-20261205 »."""
    owners: dict[str, str] = {}
    for published in site.of_kinds(*KINDS_SHOWN):
        if not published.left_out_of(channel):
            for uid, key in _uids(published):
                other = owners.setdefault(uid, published.id)
                if other != published.id:
                    line = published.origin.line(key)
                    yield problem(
                        "agenda-identifiant-double", published.origin.path, line, "Identifiant", value=uid, other=other
                    )


def _uids(published: Published) -> Iterator[tuple[str, str]]:
    """Each UID, or what each of several begins with; and the key under which the writer has named it."""
    for uid in dict.fromkeys(slot.uid for slot in published.history.slots.values()):
        yield uid, "id"
    if isinstance(published.item, ServiceCalendar):
        for index, collection in enumerate(published.item.collections):
            yield f"{published.id}-{collection.id}-", f"collectes.{index}.id"
    if published.kind.calendar:
        for one in published.item.calendar_dates:
            yield f"{published.id}-{one.key}", "id"


CHANNEL = Agenda

"""Which dates are in which calendar. Each is written once, however many calendars it is in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from tambour.channels import Event, Output, Published, ServiceCalendar, Site
from tambour.model.site.published import of_model
from tambour.model.time.holidays import holidays_around
from tambour.model.time.moments import start_of_day

from .calendar_entry import CalendarEntry
from .calendars import KINDS_SHOWN, Calendar, calendars, event_path
from .events import event_entries
from .services import Span, service_entries
from .settings import AgendaSettings


class Contents(NamedTuple):
    """One calendar and its VEVENTs, in order. changed_at: their last change, None when nothing tells it.

    items: ids of those whose dates they are.
    """

    calendar: Calendar
    parts: tuple[bytes, ...]
    changed_at: datetime | None
    items: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Agendas:
    """Every calendar of one site, by path."""

    site: Site
    contents: Mapping[str, Contents]

    def own(self, item_id: str) -> Output | None:
        """The calendar of one event alone."""
        contents = self.contents.get(event_path(item_id))
        return contents.calendar.output if contents else None

    @cached_property
    def paths_by_item(self) -> Mapping[str, tuple[str, ...]]:
        """The calendars of several items in which each stands, by its id."""
        paths: dict[str, list[str]] = {}
        for path, contents in self.contents.items():
            for item in contents.items if contents.calendar.about is None else ():
                paths.setdefault(item, []).append(path)
        return {item: tuple(sorted(its)) for item, its in paths.items()}


def gather(site: Site, channel: str, settings: AgendaSettings) -> Agendas:
    """Every calendar with its dates. channel: under which name writers speak to this one."""
    gathering = _Gathering(site, channel, settings)
    return Agendas(site, {calendar.path: gathering.contents(calendar) for calendar in calendars(site, channel)})


class _Gathering:
    """The entries of a site's items, and which of them is where."""

    def __init__(self, site: Site, channel: str, settings: AgendaSettings) -> None:
        self._site = site
        ours = [published for published in site.of_kinds(*KINDS_SHOWN) if not published.left_out_of(channel)]
        self._services, self._events = of_model(ours, ServiceCalendar), of_model(ours, Event)
        self._own = {event.id: self._entries_of(event, channel, settings.text_max) for event in self._events}
        limit = start_of_day(site.now.date() - relativedelta(months=settings.past_months), site.territory.zone)
        self._listed = {event.id: self._still_shown(event, limit) for event in self._events}
        self._rounds = {
            service.id: service_entries(site, service, self._span(service, settings), channel)
            for service in self._services
        }
        self._owners = {entry.uid: item for item, entries in self._own.items() for entry in entries}
        for service, rounds in self._rounds.items():
            self._owners |= dict.fromkeys((entry.uid for entry in chain.from_iterable(rounds.values())), service)
        self._at_places: dict[str, list[CalendarEntry]] = {}
        for entry in chain.from_iterable(self._listed.values()):
            for place in entry.places:
                self._at_places.setdefault(place, []).append(entry)

    def _entries_of(self, event: Published, channel: str, text_max: int) -> tuple[CalendarEntry, ...]:
        return self._site.once(
            f"{channel}: entrées", event, lambda: event_entries(self._site, event, channel, text_max)
        )

    def contents(self, calendar: Calendar) -> Contents:
        entries = sorted(self._entries(calendar), key=lambda entry: (entry.begins.timestamp(), entry.uid))
        place = calendar.scope.id if calendar.scope and calendar.scope.register == "place" else None
        parts = tuple(entry.data if place is None else entry.at(place) for entry in entries)
        changed_at = max(filter(None, (entry.changed_at for entry in entries)), default=None)
        return Contents(calendar, parts, changed_at, frozenset(self._owners[entry.uid] for entry in entries))

    def _entries(self, calendar: Calendar) -> Iterable[CalendarEntry]:
        if calendar.about is not None and calendar.role == "calendar":
            return self._own[calendar.about]
        if calendar.about is not None:
            return chain.from_iterable(self._rounds[calendar.about].values())
        assert calendar.scope is not None
        register, record = calendar.scope
        if calendar.role == "services":
            return self._rounds_in(record)
        if register == "place":
            return self._at_places.get(record, ())
        if register == "commune":
            return self._dates_of(self._site.in_commune(record, self._events))
        return self._dates_of(self._events if register == "all" else self._site.on_topic(record, self._events))

    def _dates_of(self, events: Iterable[Published]) -> Iterable[CalendarEntry]:
        return chain.from_iterable(self._listed[event.id] for event in events)

    def _rounds_in(self, commune: str) -> Iterable[CalendarEntry]:
        for service in self._site.in_commune(commune, self._services):
            assert isinstance(service.item, ServiceCalendar)
            if not self._site.is_version(service):
                for collection in service.item.in_commune(commune).collections:
                    yield from self._rounds[service.id][collection.id]

    def _still_shown(self, event: Published, limit: datetime) -> tuple[CalendarEntry, ...]:
        """What calendars of several events show of one. limit: what was over by then has been long enough.

        Of an event that has left the listings, what has begun stays as long as any other; what was still to come is
        withdrawn.
        """
        if self._site.is_version(event):
            return ()
        return tuple(
            entry
            for entry in self._own[event.id]
            if entry.over > limit and (not event.expired or entry.begins <= self._site.now)
        )

    def _span(self, service: Published, settings: AgendaSettings) -> Span:
        """Whole months, so that the files stay the same for a month. A service that is withdrawn comes no more."""
        today = self._site.now.date()
        first = today - relativedelta(months=settings.past_months, day=1)
        last = today if service.expired else today + relativedelta(months=settings.months_ahead, day=31)
        return Span(first, last, holidays_around(first, last, self._site.territory.holidays))

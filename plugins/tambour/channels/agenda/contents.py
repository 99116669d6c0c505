"""Which dates are in which calendar. Each is written once, however many calendars it is in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from itertools import chain
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from tambour.channels import Event, Output, Published, ServiceCalendar, Site
from tambour.model.kinds import KINDS
from tambour.model.site.published import of_model
from tambour.model.time.holidays import holidays_around
from tambour.model.time.moments import start_of_day

from .calendar_entry import CalendarEntry
from .calendars import KINDS_SHOWN, Calendar, calendars, event_path, of_item, places_of
from .events import event_entries
from .records import record_entries
from .services import Span, service_entries
from .settings import AgendaSettings

_EVERYWHERE = tuple((register, "") for register in ("all", "kind", "place", "service"))


class Contents(NamedTuple):
    """One calendar and its VEVENTs, in order. changed_at: their last change, None when nothing tells it."""

    calendar: Calendar
    parts: tuple[bytes, ...]
    changed_at: datetime | None


@dataclass(frozen=True)
class Agendas:
    """Every calendar of one site.

    channel: under which name writers speak to this one. by_path: the calendars; what is in them is written when the
    first is asked for: who looks for faults, or for what is promised, does not.
    """

    site: Site
    channel: str
    settings: AgendaSettings
    by_path: Mapping[str, Calendar]

    @cached_property
    def contents(self) -> Mapping[str, Contents]:
        """Each calendar of several items with its dates, by path."""
        shared = ((path, calendar) for path, calendar in self.by_path.items() if calendar.about is None)
        return {path: self._gathering.contents(calendar) for path, calendar in shared}

    def of_item(self, published: Published) -> Contents:
        """The calendar of one item alone, made of nothing that is known of others."""
        calendar = next(one for one in of_item(self.site, published, self.channel) if one.about is not None)
        return self._gathering.contents(calendar)

    def own(self, item_id: str) -> Output | None:
        """The calendar of one event alone."""
        calendar = self.by_path.get(event_path(item_id))
        return calendar.output if calendar else None

    def paths_of(self, published: Published) -> tuple[str, ...]:
        """The calendars of several items in which one stands. Its entries alone are made."""
        if published.left_out_of(self.channel) or not self._gathering.shows(published):
            return ()
        communes = published.communes or self.site.communes
        parts = [
            *_EVERYWHERE,
            *(("commune", one) for one in communes),
            *(("topic", one) for one in published.item.topics),
        ]
        near = [calendar for part in parts for calendar in self._shared.get(part, ())]
        return tuple(sorted(one.path for one in near if self._gathering.holds(one, published)))

    @cached_property
    def _gathering(self) -> "_Gathering":
        return _Gathering(self.site, self.channel, self.settings)

    @cached_property
    def _shared(self) -> Mapping[tuple[str, str], Sequence[Calendar]]:
        """Those of several items, by the part of the site that they gather; places, which any date may have, as one."""
        found: dict[tuple[str, str], list[Calendar]] = {}
        for calendar in self.by_path.values():
            if calendar.scope is not None and calendar.about is None:
                register, record = calendar.scope
                found.setdefault((register, record if register in ("commune", "topic") else ""), []).append(calendar)
        return found


def gather(site: Site, channel: str, settings: AgendaSettings) -> Agendas:
    """Every calendar. channel: under which name writers speak to this one."""
    return Agendas(site, channel, settings, {calendar.path: calendar for calendar in calendars(site, channel)})


class _Gathering:
    """The entries of a site's items, and which of them is where. Each item's are made when they are asked for."""

    def __init__(self, site: Site, channel: str, settings: AgendaSettings) -> None:
        self._site, self._channel, self._settings = site, channel, settings
        self._own_by_id: dict[str, tuple[CalendarEntry, ...]] = {}
        self._rounds_by_id: dict[str, Mapping[str, tuple[CalendarEntry, ...]]] = {}

    @cached_property
    def _limit(self) -> datetime:
        """What was over by then is told no more."""
        site = self._site
        return start_of_day(site.now.date() - relativedelta(months=self._settings.past_months), site.territory.zone)

    @cached_property
    def _ours(self) -> Mapping[str, Published]:
        ours = self._site.of_kinds(*KINDS_SHOWN)
        return {published.id: published for published in ours if not published.left_out_of(self._channel)}

    @cached_property
    def _events(self) -> Sequence[Published]:
        return of_model(self._ours.values(), Event)

    @cached_property
    def _services(self) -> Sequence[Published]:
        return of_model(self._ours.values(), ServiceCalendar)

    @cached_property
    def _at_places(self) -> Mapping[str, Sequence[Published]]:
        """The events that have a date at each place."""
        found: dict[str, list[Published]] = {}
        for event in self._events:
            for place in dict.fromkeys(place for entry in self._own(event) for place in entry.places):
                found.setdefault(place, []).append(event)
        return found

    # Asked of the site each time, so that whatever is made of them depends on what they were made of; a site that keeps
    # nothing asks back, and what was made for one calendar serves the others.

    def _own(self, event: Published) -> tuple[CalendarEntry, ...]:
        return self._site.once(f"{self._channel}: entrées", event, partial(self._dates_of_event, event))

    def _rounds(self, service: Published) -> Mapping[str, tuple[CalendarEntry, ...]]:
        return self._site.once(f"{self._channel}: passages", service, partial(self._rounds_of_service, service))

    def _dates_of_event(self, event: Published) -> tuple[CalendarEntry, ...]:
        if event.id not in self._own_by_id:
            self._own_by_id[event.id] = event_entries(self._site, event, self._channel, self._settings.text_max)
        return self._own_by_id[event.id]

    def _rounds_of_service(self, service: Published) -> Mapping[str, tuple[CalendarEntry, ...]]:
        if service.id not in self._rounds_by_id:
            span = self._span(service, self._settings)
            self._rounds_by_id[service.id] = service_entries(self._site, service, span, self._channel)
        return self._rounds_by_id[service.id]

    def contents(self, calendar: Calendar) -> Contents:
        """A calendar with its entries, in the order in which they begin."""
        entries = sorted(self._all(calendar), key=lambda entry: (entry.begins.timestamp(), entry.uid))
        of_a_place = calendar.scope is not None and calendar.scope.register == "place" and not calendar.kind
        place = calendar.scope.id if calendar.scope and of_a_place else None
        parts = tuple(entry.data if place is None else entry.at(place) for entry in entries)
        changed_at = max(filter(None, (entry.changed_at for entry in entries)), default=None)
        return Contents(calendar, parts, changed_at)

    def shows(self, published: Published) -> bool:
        """Whether any calendar of several could have a date of an item: of most events, all are over."""
        return not isinstance(published.item, Event) or bool(self._still_shown(published))

    def holds(self, calendar: Calendar, published: Published) -> bool:
        """Whether a date of an item stands in a calendar of several."""
        assert calendar.scope is not None
        register, record = calendar.scope
        if register == "commune" and not published.concerns(record):
            return False  # as of most items and communes: nothing else need be looked at
        if register == "topic" and record not in published.item.topics:
            return False
        return any(True for _ in self._entries(calendar, [published]))

    def _all(self, calendar: Calendar) -> Iterable[CalendarEntry]:
        if calendar.about is not None:
            item = self._site.get(calendar.about)
            assert item is not None, "the calendar of what is there"
            return self._own(item) if calendar.role == "calendar" else chain(*self._rounds(item).values())
        assert calendar.scope is not None
        if calendar.kind:
            return self._entries(calendar, tuple(self._ours.values()))
        if calendar.role == "services":
            return self._entries(calendar, self._services)
        is_place = calendar.scope.register == "place"
        return self._entries(calendar, self._at_places.get(calendar.scope.id, ()) if is_place else self._events)

    def _entries(self, calendar: Calendar, items: Sequence[Published]) -> Iterable[CalendarEntry]:
        """What a calendar of several items shows of some."""
        assert calendar.scope is not None
        register, record = calendar.scope
        if calendar.kind:
            return self._dates_of_records(calendar, items)
        if calendar.role == "services":
            return self._rounds_in(record, of_model(items, ServiceCalendar))
        events = of_model(items, Event)
        if register == "place":
            return (entry for entry in self._dates_of(events) if record in entry.places)
        if register == "commune":
            return self._dates_in(record, events)
        return self._dates_of(events if register == "all" else self._site.on_topic(record, events))

    def _dates_of_records(self, calendar: Calendar, items: Sequence[Published]) -> Iterable[CalendarEntry]:
        """What a kind's records tell; of one place, those that name it. What was over by the limit is told no more."""
        assert calendar.scope is not None
        kind = KINDS[calendar.kind]
        for record in items:
            if record.kind is not kind or self._site.is_version(record):
                continue
            if calendar.scope.register == "kind" or calendar.scope.id in places_of(record, kind):
                entries = self._site.once(
                    f"{self._channel}: dates", record, partial(record_entries, self._site, record, self._channel)
                )
                is_withdrawn = record.expired and record.item.expire_at is not None
                yield from (one for one in entries if one.over > self._limit and not is_withdrawn)

    def _dates_in(self, commune: str, events: Sequence[Published]) -> Iterable[CalendarEntry]:
        """What concerns a commune: of an event that goes from one to another, the dates that are held there."""
        for event in of_model(self._site.in_commune(commune, events), Event):
            entries = self._still_shown(event)
            if event.item.recurrence is None and len(entries) > 1:  # a series is one entry with its rule
                here = {one.key for one, _ in self._site.dates_in(commune, [(o, event) for o in event.occurrences])}
                uids = {event.history.slots[key].uid for key in here}
                entries = tuple(entry for entry in entries if entry.uid in uids)
            yield from entries

    def _dates_of(self, events: Iterable[Published]) -> Iterable[CalendarEntry]:
        return chain.from_iterable(map(self._still_shown, events))

    def _rounds_in(self, commune: str, services: Sequence[Published]) -> Iterable[CalendarEntry]:
        for service in self._site.in_commune(commune, services):
            assert isinstance(service.item, ServiceCalendar)
            if not self._site.is_version(service):
                for collection in service.item.in_commune(commune).collections:
                    yield from self._rounds(service)[collection.id]

    def _still_shown(self, event: Published) -> tuple[CalendarEntry, ...]:
        """What calendars of several events show of one. What was over by the limit has been there long enough.

        Of an event that has left the listings, what has begun stays as long as any other; what was still to come is
        withdrawn.
        """
        if self._site.is_version(event):
            return ()
        return tuple(
            entry
            for entry in self._own(event)
            if entry.over > self._limit and (not event.expired or entry.begins <= self._site.now)
        )

    def _span(self, service: Published, settings: AgendaSettings) -> Span:
        """Whole months, so that the files stay the same for a month. A service that is withdrawn comes no more."""
        today = self._site.now.date()
        first = today - relativedelta(months=settings.past_months, day=1)
        last = today if service.expired else today + relativedelta(months=settings.months_ahead, day=31)
        return Span(first, last, holidays_around(first, last, self._site.territory.holidays))

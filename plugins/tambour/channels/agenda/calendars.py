"""Every calendar of a site: where it is, what it is called, whose dates it gathers."""

from collections.abc import Iterator
from dataclasses import dataclass

from tambour.channels import Event, Output, Place, Published, Scope, ServiceCalendar, Site
from tambour.model.kinds import KINDS, REGISTERS, Kind
from tambour.words.speech import _, in_its_language
from tambour.words.typography import initial_capital

MEDIA_TYPE = "text/calendar; charset=utf-8"
_AGENDA = KINDS["event"].listing
_OF_RECORDS = tuple(kind for kind in KINDS.values() if kind.calendar)  # those whose records tell dates
RECORDS_SHOWN = tuple(kind.name for kind in _OF_RECORDS)
KINDS_SHOWN = (
    *(name for name, kind in KINDS.items() if kind.model in (Event, Place, ServiceCalendar)),
    *RECORDS_SHOWN,
)
_ROUNDS = KINDS["service"].section


@dataclass(frozen=True)
class Calendar:
    """One file.

    path: made of ids, so that it never changes. name, description: French. page: path of the page that shows the same.
    scope, or about: whose dates it gathers. role: "calendar" for events, "services" for collections and the like;
    the name of a kind for its dates at one place. kind: whose records' dates it gathers; "" for those of events and
    services.
    """

    path: str
    name: str
    description: str
    page: str
    scope: Scope | None = None
    about: str | None = None
    role: str = "calendar"
    kind: str = ""

    @property
    def output(self) -> Output:
        """The promise of it, announced on the pages that it concerns."""
        return Output(self.path, MEDIA_TYPE, "alternate", self.name, self.about, scope=self.scope, role=self.role)


def calendars(site: Site, channel: str) -> Iterator[Calendar]:
    """All of them, those without a date included: whoever has subscribed to one keeps it."""
    whole, name = _("Tous les événements du territoire."), _calendar_name(_("Agenda"), site.territory.label)
    yield Calendar("agendas/tout.ics", name, whole, _AGENDA, Scope("all"))
    for commune in site.communes.values():
        yield from _of_commune(commune.id, commune.name)
    for topic in site.topics.values():
        path, scope = f"agendas/themes/{topic.id}.ics", Scope("topic", topic.id)
        page, name = _AGENDA + _page("topic", topic.id), _calendar_name(_("Agenda"), topic.name)
        yield Calendar(path, name, _("Les événements de ce thème."), page, scope)
    for kind in _OF_RECORDS:
        yield from _of_records(site, kind)
    for published in site.of_kinds(*KINDS_SHOWN):
        yield from of_item(site, published, channel)


def of_item(site: Site, published: Published, channel: str) -> tuple[Calendar, ...]:
    """An event's or a service's own, or that of a place; none of other items, nor of what the channel leaves out."""
    if published.left_out_of(channel):
        return ()
    return _of_item(site, published, published.said_in(channel).title or published.item.title)


def _of_commune(commune: str, name: str) -> Iterator[Calendar]:
    scope, page = Scope("commune", commune), _page("commune", commune)
    events = _("Les événements de la commune et ceux de tout le territoire.")
    yield Calendar(f"agendas/communes/{commune}.ics", _calendar_name(_("Agenda"), name), events, _AGENDA + page, scope)
    rounds, path = _("Ce qui passe dans la commune, jours fériés compris."), f"agendas/services/communes/{commune}.ics"
    yield Calendar(path, _calendar_name(initial_capital(_(_ROUNDS)), name), rounds, page, scope, role="services")


def _of_records(site: Site, kind: Kind) -> Iterator[Calendar]:
    """Of a kind whose records tell dates: all of them, and those of each place; none until there is a record."""
    records = site.of_kinds(kind.name)
    if not records:
        return
    section, told = initial_capital(_(kind.section)), _(kind.calendar)
    name, scope = _calendar_name(section, site.territory.label), Scope("kind", kind.name)
    yield Calendar(f"agendas/{kind.folder}.ics", name, told, kind.listing, scope, kind=kind.name)
    named = {place for record in records for place in places_of(record, kind)}
    for place in filter(None, map(site.get, sorted(named))):
        path, title = f"agendas/{kind.folder}/{place.id}.ics", _calendar_name(section, place.item.title)
        scope = Scope("place", place.id)
        yield Calendar(path, title, told, place.path, scope, role=kind.name, kind=kind.name)


def places_of(record: Published, kind: Kind) -> tuple[str, ...]:
    """Ids of the places of which a record has dates; none where its kind does not tell them apart by places."""
    named: tuple[str, ...] = getattr(record.item, kind.calendars_by) if kind.calendars_by else ()
    return named


@in_its_language
def _of_item(_site: Site, published: Published, title: str) -> tuple[Calendar, ...]:
    """A place's, an event's or a service's; other kinds have none."""
    item, page = published.item, published.path
    if isinstance(item, Place):
        path, scope = f"agendas/lieux/{item.id}.ics", Scope("place", item.id)
        return (Calendar(path, _calendar_name(_("Agenda"), title), _("Les événements de ce lieu."), page, scope),)
    if isinstance(item, Event):
        return (Calendar(event_path(item.id), title, _("Toutes les dates de cet événement."), page, about=item.id),)
    if isinstance(item, ServiceCalendar):
        description, path = item.summary or _("Jours fériés compris."), f"agendas/services/{item.id}.ics"
        return (Calendar(path, title, description, page, about=item.id, role="services"),)
    return ()


def event_path(item_id: str) -> str:
    """Where an event's own calendar is."""
    return f"agendas/evenements/{item_id}.ics"


def _calendar_name(what: str, whose: str) -> str:
    return _("{what}\u00a0: {details}", what=what, details=whose)


def _page(register: str, record: str) -> str:
    return REGISTERS[register].path(record)

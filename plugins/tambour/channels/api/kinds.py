"""What each kind of item says as data, beside what all of them say (`shapes.Entry`)."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Annotated, Any, Literal

from tambour.channels import (
    Alert,
    Document,
    Event,
    EventStatus,
    Item,
    Letter,
    Level,
    Page,
    Place,
    ServiceCalendar,
    ServiceStatus,
)
from tambour.model.alert import AlertStatus
from tambour.model.events.price import Price
from tambour.model.events.slots import Slot
from tambour.model.kinds import KINDS
from tambour.model.roads import RoadDirection, RoadStretch
from tambour.model.services.collection import Collection, CollectionException
from tambour.model.services.status import ServiceLevel
from tambour.model.time.opening_hours import HoursException, OpeningHours, Season

from .shapes import ApiItem, FileData, PlaceData, Point
from .vocabulary import Moment, Shape, extend_shape, extra_key, like


class EquipmentData(Shape):
    """One thing that makes a place or an event usable by disabled people."""

    id: Annotated[str, extra_key("id", "Code", "Code permanent.")]
    name: Annotated[str, extra_key("nom", "Nom", "En toutes lettres.")]


class PriceData(Shape):
    """One fare, or words when amounts cannot say it."""

    label: Annotated[str | None, like(Price, "label", "Tarif, ou condition en toutes lettres.")] = None
    amount: Annotated[float | None, like(Price, "amount", "En euros ; 0 : gratuit.")] = None


class OccurrenceData(Shape):
    """One date of an event."""

    key: Annotated[str, extra_key("cle", "Clé", "Identité permanente de cette date dans l'événement.")]
    start: Annotated[Moment, like(Slot, "start", "Jour (journée entière), ou instant avec son décalage.")]
    end: Annotated[Moment | None, like(Slot, "end", "Même forme ; un jour est compris. Absente : inconnue.")] = None
    all_day: Annotated[bool, extra_key("journee_entiere", "Journée entière", "Des jours, sans heures.")]
    status: Annotated[EventStatus, like(Slot, "status", "État de cette date.")]
    previous: Annotated[Moment | None, like(Slot, "previous_starts", "Où elle était annoncée avant.")] = None
    awaits_date: Annotated[bool, extra_key("date_a_fixer", "Date à fixer", "Reportée ; debut est la date abandonnée.")]
    place: Annotated[PlaceData | None, like(Slot, "place", "Où, pour cette date.")] = None
    note: Annotated[str | None, like(Slot, "note")] = None


# What stands in the place of an event's own fields; every other one is said as it is.
_OF_EVENT: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "status": {
            "status": Annotated[EventStatus, like(Event, "status", "État de l'événement entier.")],
            "occurrences": Annotated[
                tuple[OccurrenceData, ...],
                extra_key("occurrences", "Dates", "Toutes les dates, séries développées, dans l'ordre."),
            ],
        },
        "place": {
            "place": (
                Annotated[PlaceData | None, like(Event, "place", "Où, sauf mention contraire d'une date.")],
                None,
            )
        },
        "access": {"access": Annotated[tuple[EquipmentData, ...], like(Event, "access")]},
        "price": {
            "price": Annotated[tuple[PriceData, ...], like(Event, "price", "Tarifs ; vide : non précisé.")],
            "free": (Annotated[bool | None, extra_key("gratuit", "Gratuit", "Absent : non précisé.")], None),
        },
    }
)
# How its writer gave the dates: they are said as occurrences.
_FORMS_OF_DATES = ("start", "end", "slots", "recurrence", "excluded", "exceptions", "previous_starts")
_OWN_OF_EVENT = [name for name in Event.model_fields if name not in Item.model_fields and name not in _FORMS_OF_DATES]
COPIED_OF_EVENT = tuple(name for name in _OWN_OF_EVENT if name not in _OF_EVENT)
EventEntry = extend_shape(ApiItem, Event, _OWN_OF_EVENT, _OF_EVENT)


class RoadData(Shape):
    """A stretch of road that is closed to all traffic."""

    street: Annotated[str, like(RoadStretch, "street")]
    points: Annotated[tuple[Point, ...], like(RoadStretch, "points", "Tracé, dans le sens de la circulation.")]
    direction: Annotated[RoadDirection, like(RoadStretch, "direction")]


class AlertEntry(ApiItem):
    """An alert."""

    level: Annotated[Level, like(Alert, "level")]
    start: Annotated[datetime | None, like(Alert, "start")] = None
    end: Annotated[datetime, like(Alert, "end", "Instant où l'alerte cesse.")]
    status: Annotated[AlertStatus, like(Alert, "status")]
    stretch: Annotated[RoadData | None, like(Alert, "stretch", "Tronçon fermé à toute circulation.")] = None


class PageEntry(ApiItem):
    """A lasting page."""

    parent: Annotated[str | None, like(Page, "parent")] = None
    order: Annotated[int, like(Page, "order")]
    menu: Annotated[str | None, like(Page, "menu", "Menu où la page paraît.")] = None
    guide: Annotated[bool, like(Page, "guide")] = False
    reviewed_on: Annotated[date | None, like(Page, "reviewed_on")] = None
    owner: Annotated[str | None, like(Page, "owner", "Identifiant du contact responsable.")] = None
    related: Annotated[tuple[str, ...], like(Page, "related", "Identifiants, dans l'ordre.")] = ()


class RangeData(Shape):
    """From one hour to another."""

    opens: Annotated[str, extra_key("ouverture", "Ouverture", "HH:MM, heure du lieu.")]
    closes: Annotated[str, extra_key("fermeture", "Fermeture", "HH:MM ; avant l'ouverture ou égale : le lendemain.")]
    note: Annotated[str | None, extra_key("note", "Note", "Sur rendez-vous…")] = None


Ranges = tuple[RangeData, ...]
WeekData = dict[str, Ranges]


class ChosenHoursData(Shape):
    """The hours of some of the days that bear one name; the first that matches holds instead of the week's."""

    weekday: Annotated[str, extra_key("jour", "Jour", "De lundi à dimanche.")]
    rank: Annotated[int | None, extra_key("rang", "Rang", "Dans le mois : 1 le premier, -1 le dernier.")] = None
    weeks: Annotated[
        Literal["paires", "impaires"] | None,
        extra_key("semaines", "Semaines", "Selon le numéro ISO 8601 de la semaine : paires ou impaires."),
    ] = None
    ranges: Annotated[Ranges, extra_key("heures", "Heures", "Vide : fermé.")]


_CHOSEN = extra_key("certains_jours", "Certains jours", "Heures du 1er samedi, du samedi des semaines paires…")


class SeasonData(Shape):
    """A part of the year with a week of its own."""

    title: Annotated[str | None, like(Season, "title")] = None
    first: Annotated[str, like(Season, "first", "AAAA-MM-JJ, ou --MM-JJ chaque année.")]
    last: Annotated[str, like(Season, "last", "Compris ; AAAA-MM-JJ, ou --MM-JJ chaque année.")]
    week: Annotated[WeekData, like(Season, "week", "Par jour, de lundi à dimanche ; liste vide : fermé.")]
    chosen: Annotated[tuple[ChosenHoursData, ...], _CHOSEN]


class HoursExceptionData(Shape):
    """Days on which other hours hold."""

    first: Annotated[date, like(HoursException, "first")]
    last: Annotated[date, like(HoursException, "last", "Dernier jour, compris.")]
    ranges: Annotated[Ranges, like(HoursException, "ranges", "Vide : fermé.")]
    reason: Annotated[str | None, like(HoursException, "reason")] = None


class HoursData(Shape):
    """When a place is open: an exception, else public holidays, else the season, else the week."""

    week: Annotated[
        WeekData | None, like(OpeningHours, "week", "Par jour, de lundi à dimanche ; liste vide : fermé.")
    ] = None
    chosen: Annotated[tuple[ChosenHoursData, ...], _CHOSEN]
    seasons: Annotated[tuple[SeasonData, ...], like(OpeningHours, "seasons")]
    holidays: Annotated[
        Ranges | None, like(OpeningHours, "holidays", "Vide : fermé ; absent : comme un autre jour.")
    ] = None
    exceptions: Annotated[tuple[HoursExceptionData, ...], like(OpeningHours, "exceptions")]
    osm: Annotated[str, extra_key("osm", "OpenStreetMap", "Les mêmes, comme la clé opening_hours les écrit.")]


class PlaceEntry(ApiItem):
    """A place."""

    street: Annotated[str | None, like(Place, "street")] = None
    extra: Annotated[str | None, like(Place, "extra")] = None
    postal_code: Annotated[str | None, like(Place, "postal_code")] = None
    city: Annotated[str | None, like(Place, "city")] = None
    commune: Annotated[str | None, like(Place, "commune", "Identifiant de la commune du lieu.")] = None
    geo: Annotated[Point | None, like(Place, "geo", "Position.")] = None
    phone: Annotated[str | None, like(Place, "phone")] = None
    email: Annotated[str | None, like(Place, "email")] = None
    website: Annotated[str | None, like(Place, "website")] = None
    access: Annotated[tuple[EquipmentData, ...], like(Place, "access")]
    access_note: Annotated[str | None, like(Place, "access_note")] = None
    hours: Annotated[HoursData | None, like(Place, "hours")] = None


class DocumentEntry(ApiItem):
    """A publication."""

    file: Annotated[FileData, like(Document, "file", "Fichier à télécharger.")]
    category: Annotated[str, like(Document, "category")]
    dated: Annotated[date | None, like(Document, "dated")] = None


class ServiceDayData(Shape):
    """One collection on one day."""

    key: Annotated[str, extra_key("cle", "Clé", "Identité permanente de ce passage dans le calendrier.")]
    day: Annotated[date, like(CollectionException, "day", "Jour du passage.")]
    planned: Annotated[date, extra_key("prevu", "Prévu", "Jour donné par la règle, avant tout décalage.")]
    label: Annotated[str, like(Collection, "label")]
    cancelled: Annotated[bool, like(CollectionException, "cancelled", "Pas de passage ce jour-là.")]
    hours: Annotated[Ranges, like(Collection, "hours", "Vide : non précisé.")]
    note: Annotated[str | None, like(CollectionException, "note")] = None
    instruction: Annotated[str | None, like(Collection, "instruction")] = None


class ServiceEntry(ApiItem):
    """A service calendar."""

    sector: Annotated[str | None, like(ServiceCalendar, "sector")] = None
    days: Annotated[tuple[ServiceDayData, ...], extra_key("jours", "Jours", "Passages à venir, dans l'ordre.")]


class StatusEntry(ApiItem):
    """How a service works."""

    level: Annotated[ServiceLevel, like(ServiceStatus, "level", "État qui vaut maintenant : normal, perturbe, ferme.")]
    since: Annotated[datetime, like(ServiceStatus, "since")]
    until: Annotated[datetime | None, like(ServiceStatus, "until", "Instant prévu du retour à la normale.")] = None
    instead: Annotated[str | None, like(ServiceStatus, "instead")] = None
    place: Annotated[PlaceData | None, like(ServiceStatus, "place")] = None
    service: Annotated[str | None, like(ServiceStatus, "service")] = None


class LetterEntry(ApiItem):
    """A letter."""

    subject: Annotated[str, like(Letter, "subject", "Objet du courriel.")]
    preheader: Annotated[str, like(Letter, "preheader", "Ce que la messagerie montre après l'objet.")]


def own_fields(model: type[Item]) -> tuple[str, ...]:
    """Names of the fields that a kind has beside those of every item, for kinds that are said as they are declared."""
    own = (name for name in model.model_fields if name not in Item.model_fields)
    return (*own, *model.model_computed_fields)


# What no field says as it is typed, by the name that every kind gives it.
_SAID_AS_DATA: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "geo": {"geo": (Annotated[Point | None, like(Place, "geo", "Position.")], None)},
        "access": {"access": (Annotated[tuple[EquipmentData, ...], like(Place, "access")], ())},
        "hours": {"hours": (Annotated[HoursData | None, like(Place, "hours")], None)},
    }
)


_SAID_OTHERWISE: Mapping[type[Item], type[ApiItem]] = MappingProxyType(
    {
        Event: EventEntry,
        Alert: AlertEntry,
        Page: PageEntry,
        Place: PlaceEntry,
        Document: DocumentEntry,
        ServiceCalendar: ServiceEntry,
        ServiceStatus: StatusEntry,
        Letter: LetterEntry,
    }
)
# A kind that is not there says what every item says, then its own fields as they are declared.
SHAPES: Mapping[type[Item], type[ApiItem]] = MappingProxyType(
    {
        **{
            kind.model: extend_shape(ApiItem, kind.model, own_fields(kind.model), _SAID_AS_DATA)
            for kind in KINDS.values()
            if kind.model not in _SAID_OTHERWISE and own_fields(kind.model)
        },
        **_SAID_OTHERWISE,
    }
)

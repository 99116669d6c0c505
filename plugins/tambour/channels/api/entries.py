"""Published items → data."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import singledispatch
from types import MappingProxyType
from typing import Any

from tambour.channels import (
    Alert,
    Channel,
    Document,
    Event,
    EventStatus,
    Item,
    Letter,
    Occurrence,
    Page,
    Place,
    Published,
    ServiceCalendar,
    ServiceStatus,
    Site,
)
from tambour.model.events.price import Price
from tambour.model.kinds import KINDS
from tambour.model.place import Access
from tambour.model.services.days import days
from tambour.model.time.holidays import holidays_around
from tambour.model.time.opening_hours import OpeningHours
from tambour.model.time.periods import YearDay
from tambour.model.time.time_ranges import TimeRange
from tambour.model.time.week_hours import WeekHours
from tambour.model.time.weekdays import WEEKDAYS
from tambour.words.speech import translate

from .kinds import (
    COPIED_OF_EVENT,
    SHAPES,
    ChosenHoursData,
    EquipmentData,
    HoursData,
    HoursExceptionData,
    OccurrenceData,
    PriceData,
    RangeData,
    RoadData,
    SeasonData,
    ServiceDayData,
    own_fields,
)
from .osm_hours import osm_hours
from .references import (
    commune_data,
    contact_data,
    file_data,
    picture_data,
    place_data,
    point,
    recording_data,
    topic_data,
)
from .settings import ApiSettings
from .shapes import ApiItem, Point, State


def entry(site: Site, published: Published, channel: Channel[ApiSettings], *, schema_url: str | None = None) -> ApiItem:
    """One item. schema_url: with it, the item's own file: its schema, and its text, which lists leave out."""
    item, override = published.item, published.said_in(channel.name)
    body: dict[str, Any] = {}
    if schema_url:
        body = {"schema_url": schema_url, "html": published.html, "text": published.plain}
        if published.recordings:
            body["recordings"] = tuple(recording_data(site, one) for one in published.recordings)
    shape = SHAPES.get(type(item), ApiItem)
    common = {
        "id": item.id,
        "kind": KINDS[item.kind].folder,
        "url": published.url,
        "state": State.EXPIRED if published.expired else State.PUBLISHED,
        "title": override.title or item.title,
        "summary": override.text or item.summary,
        "publish_at": item.publish_at,
        "expire_at": item.expire_at,
        "changed_at": published.changed_at,
        "language": item.language or site.territory.languages[0],
        "translation_of": item.translation_of,
        "easy_read_of": item.easy_read_of,
        "communes": tuple(commune_data(site, commune) for commune in published.communes),
        "topics": tuple(topic_data(site, topic) for topic in item.topics),
        "image": picture_data(site, published),
        "contacts": tuple(contact_data(site, contact) for contact in item.contacts),
        "documents": tuple(file_data(site, file.path, file.title, file.language) for file in item.documents),
    }
    return shape(**common, **body, **_own(item, published, site, channel.settings))


@singledispatch
def _own(item: Item, published: Published, site: Site, settings: ApiSettings) -> dict[str, Any]:
    """What this kind says beside what all of them say: its fields as they are, when it is not registered below."""
    return {name: _AS_DATA.get(name, _as_it_is)(getattr(item, name)) for name in own_fields(type(item))}


@_own.register
def _(item: Event, published: Published, site: Site, settings: ApiSettings) -> dict[str, Any]:
    return {
        "status": item.status or EventStatus.CONFIRMED,
        "occurrences": tuple(_occurrence(site, occurrence) for occurrence in published.occurrences),
        "place": place_data(site, item.place),
        "access": _equipment(item.access),
        "price": _prices(item.price),
        "free": item.is_free,
        **{name: getattr(item, name) for name in COPIED_OF_EVENT},
    }


@_own.register
def _(item: Alert, published: Published, site: Site, settings: ApiSettings) -> dict[str, Any]:
    stretch = item.stretch
    return {
        "level": item.level,
        "start": item.start,
        "end": item.end,
        "status": item.status,
        "stretch": RoadData(
            street=stretch.street,
            points=tuple(Point(latitude=one[0], longitude=one[1]) for one in stretch.points),
            direction=stretch.direction,
        )
        if stretch is not None
        else None,
    }


@_own.register
def _(item: Page, published: Published, site: Site, settings: ApiSettings) -> dict[str, Any]:
    names = ("parent", "order", "menu", "guide", "reviewed_on", "owner", "related")
    return {name: getattr(item, name) for name in names}


@_own.register
def _(item: Place, published: Published, site: Site, settings: ApiSettings) -> dict[str, Any]:
    copied = ("street", "extra", "postal_code", "city", "commune", "phone", "email", "website", "access_note")
    return {
        **{name: getattr(item, name) for name in copied},
        "geo": point(item.geo),
        "access": _equipment(item.access),
        "hours": hours_data(item.hours) if item.hours else None,
    }


@_own.register
def _(item: Document, published: Published, site: Site, settings: ApiSettings) -> dict[str, Any]:
    return {"file": file_data(site, item.file, item.title), "category": item.category, "dated": item.dated}


@_own.register
def _(item: ServiceCalendar, published: Published, site: Site, settings: ApiSettings) -> dict[str, Any]:
    first = site.now.astimezone(site.territory.zone).date()
    last = first + timedelta(days=settings.service_days)
    service_days = days(item, first, last, holidays_around(first, last, site.territory.holidays))
    return {
        "sector": item.sector,
        "days": tuple(
            ServiceDayData(
                key=one.key,
                day=one.day,
                planned=one.planned,
                label=one.label,
                cancelled=one.cancelled,
                hours=ranges_data(one.hours),
                note=one.note or None,
                instruction=one.instruction or None,
            )
            for one in service_days
        ),
    }


@_own.register
def _(item: ServiceStatus, published: Published, site: Site, settings: ApiSettings) -> dict[str, Any]:
    return {
        "level": item.level_at(site.now),
        "since": item.since,
        "until": item.until,
        "instead": item.instead,
        "place": place_data(site, item.place),
        "service": item.service,
    }


@_own.register
def _(item: Letter, published: Published, site: Site, settings: ApiSettings) -> dict[str, Any]:
    return {"subject": item.subject_line, "preheader": item.preheader}


def _occurrence(site: Site, occurrence: Occurrence) -> OccurrenceData:
    return OccurrenceData(
        key=occurrence.key,
        start=occurrence.start,
        end=occurrence.end,
        all_day=occurrence.all_day,
        status=occurrence.status,
        previous=occurrence.previous_start,
        awaits_date=occurrence.awaits_date,
        place=place_data(site, occurrence.place),
        note=occurrence.note or None,
    )


def _as_it_is(value: Any) -> Any:
    return value


def _equipment(access: Sequence[Access]) -> tuple[EquipmentData, ...]:
    return tuple(EquipmentData(id=one.value, name=translate(one.label)) for one in access)


def _prices(prices: str | Sequence[Price] | None) -> tuple[PriceData, ...]:
    if isinstance(prices, str):
        return (PriceData(label=prices),)
    return tuple(PriceData(label=price.label, amount=float(price.amount)) for price in prices or ())


def hours_data(hours: OpeningHours) -> HoursData:
    """The rules themselves, and not the hours of each day: a reader applies them to the day that it shows."""
    return HoursData(
        week=_week(hours.week) if hours.week is not None else None,
        chosen=_some_days(hours.week),
        seasons=tuple(
            SeasonData(
                title=one.title,
                first=_day(one.first),
                last=_day(one.last),
                week=_week(one.week),
                chosen=_some_days(one.week),
            )
            for one in hours.seasons
        ),
        holidays=None if isinstance(hours.holidays, str) else ranges_data(hours.holidays),
        exceptions=tuple(
            HoursExceptionData(
                first=one.period[0], last=one.period[1], ranges=ranges_data(one.ranges), reason=one.reason
            )
            for one in hours.exceptions
        ),
        osm=osm_hours(hours),
    )


def ranges_data(ranges: Sequence[TimeRange]) -> tuple[RangeData, ...]:
    """Ranges of one day."""
    return tuple(
        RangeData(opens=f"{one.opens:%H:%M}", closes=f"{one.closes:%H:%M}", note=one.note or None) for one in ranges
    )


def _week(week: WeekHours) -> dict[str, tuple[RangeData, ...]]:
    return {name: ranges_data(ranges) for name, ranges in zip(WEEKDAYS, week.days, strict=True)}


def _some_days(week: WeekHours | None) -> tuple[ChosenHoursData, ...]:
    return tuple(
        ChosenHoursData(
            weekday=WEEKDAYS[one.day.weekday],
            rank=one.day.rank,
            weeks=None if one.day.even is None else "paires" if one.day.even else "impaires",
            ranges=ranges_data(one.ranges),
        )
        for one in (week.chosen if week else ())
    )


def _day(day: date | YearDay) -> str:
    """A day that comes back each year is written as XML Schema's gMonthDay: `--07-14`."""
    return f"--{day.month:02d}-{day.day:02d}" if isinstance(day, YearDay) else day.isoformat()


_AS_DATA: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {"geo": point, "access": _equipment, "hours": lambda hours: hours_data(hours) if hours else None}
)

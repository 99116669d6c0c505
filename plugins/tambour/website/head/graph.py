"""The JSON-LD document of a page: what it is about, by kind, and the way to it.

BreadcrumbList, GovernmentService, Place and CivicStructure, WebSite and its CollectionPages are made here; events,
works and organisations in modules of their own.
"""

from collections.abc import Mapping
from functools import singledispatch
from types import MappingProxyType
from typing import Any

from tambour.model.alert import Alert
from tambour.model.canteen import CanteenMenu
from tambour.model.directory_entry import DirectoryEntry, EntryCategory
from tambour.model.document import Document
from tambour.model.elected import Elected
from tambour.model.events.event import Event
from tambour.model.identity import uri
from tambour.model.item import Item
from tambour.model.job import Job, WorkingTime
from tambour.model.letters.letter import Letter
from tambour.model.news import News
from tambour.model.place import Place
from tambour.model.registers import Commune
from tambour.model.services.calendar import ServiceCalendar
from tambour.model.site.services_now import actual_hours
from tambour.website.head import creative_works
from tambour.website.head.address import geo, postal_address, seat
from tambour.website.head.common_nodes import Shared, image
from tambour.website.head.event import events
from tambour.website.head.facts import PageFacts
from tambour.website.head.hours import regular_hours, special_hours
from tambour.website.head.identity import website_id
from tambour.website.head.schema_org import CONTEXT, Node, enrich, node
from tambour.website.page import Crumb
from tambour.words.dates import date_fr
from tambour.words.elected import function_fr
from tambour.words.numbers import phone_href
from tambour.words.speech import _

_SIRENE = "0002"  # ISO/IEC 6523 International Code Designator of the French register of legal entities


def organization(shared: Shared) -> Node:
    """Name, address, how to reach it, which number it has, which communes it serves."""
    territory = shared.territory
    return enrich(
        shared.publisher,
        alternateName=territory.short_name,
        address=seat(territory.address),
        telephone=telephone(territory.phone),
        email=territory.email,
        identifier=node("PropertyValue", propertyID="SIREN", value=territory.siren),
        iso6523Code=f"{_SIRENE}:{territory.siren}",
        sameAs=territory.website,
        areaServed=[shared.area(commune) for commune in shared.site.communes.values()],
    )


def telephone(number: str) -> str:
    """`+33385590534`; short numbers as they are."""
    return phone_href(number).removeprefix("tel:")


def json_ld(facts: PageFacts, shared: Shared) -> Mapping[str, Any]:
    """One document of one graph; {} for a page without an item that robots are asked to leave out."""
    page = facts.page
    if page.published is not None:
        about = _about(page.published.item, facts, shared)
    elif page.noindex:
        return {}
    else:
        about = other_page(facts, shared) if page.path else home(facts, shared)
    return {"@context": CONTEXT, "@graph": [*about, *breadcrumbs(facts)]}


@singledispatch
def _about(item: Item, facts: PageFacts, shared: Shared) -> list[Node]:
    """What an item is; a page, when its kind is not named below."""
    return creative_works.web_page(item, facts, shared)


def breadcrumbs(facts: PageFacts) -> list[Node]:
    """The steps of the page's own breadcrumb, then the page; nothing for a page that has none."""
    if not facts.page.breadcrumbs:
        return []
    way = [*facts.page.breadcrumbs, Crumb(facts.heading, facts.page.url)]
    steps = [
        {"@type": "ListItem", "position": number, "name": step.title, "item": step.url}
        for number, step in enumerate(way, start=1)
    ]
    return [node("BreadcrumbList", itemListElement=steps)]


def service(item: ServiceCalendar, facts: PageFacts, shared: Shared) -> list[Node]:
    """A service calendar, by what it is about."""
    published = facts.page.published
    assert published is not None, "a service's page has its item"
    return [
        node(
            "GovernmentService",
            uri(shared.territory, item.id),
            name=facts.heading,
            description=facts.description,
            url=facts.page.url,
            serviceType=list(dict.fromkeys(collection.label for collection in item.collections)),
            provider=shared.publisher,
            areaServed=shared.areas(published.communes),
        )
    ]


# What search engines read of each category: an organisation that people join, a business, or a building of everybody's.
_ENTRY_TYPES: Mapping[EntryCategory, str] = MappingProxyType(
    {
        EntryCategory.ASSOCIATION: "Organization",
        EntryCategory.EDUCATION: "Organization",
        EntryCategory.SHOP: "Store",
        EntryCategory.FOOD: "FoodEstablishment",
        EntryCategory.LODGING: "LodgingBusiness",
        EntryCategory.HEALTH: "MedicalBusiness",
        EntryCategory.SPORT: "SportsActivityLocation",
        EntryCategory.EQUIPMENT: "CivicStructure",
    }
)


def entry(item: DirectoryEntry, facts: PageFacts, shared: Shared) -> list[Node]:
    """An entry of the directory, by its category."""
    place = shared.site.get(item.place) if item.place else None
    today, kind = shared.site.now.date(), _ENTRY_TYPES.get(item.category, "LocalBusiness")
    reach: dict[str, Any] = {
        "telephone": telephone(item.phone) if item.phone else None,
        "address": postal_address(item, shared.site.communes),
        "sameAs": item.website,
        "image": [image(picture) for picture in facts.pictures],
    }
    if kind == "Organization":
        reach |= {"email": item.email, "location": shared.place(place) if place else None}
    else:
        reach |= {
            "geo": geo(item.geo),
            "openingHoursSpecification": regular_hours(item.hours, today) if item.hours else None,
            "specialOpeningHoursSpecification": (
                special_hours(item.hours, today, shared.holidays) if item.hours else None
            ),
            "amenityFeature": [
                node("LocationFeatureSpecification", name=_(access.label), value=True) for access in item.access
            ],
            "containedInPlace": shared.place(place) if place else None,
        }
    about = {"name": facts.heading, "description": facts.description, "url": facts.page.url}
    return [node(kind, uri(shared.territory, item.id), **about, **reach)]


def person(item: Elected, facts: PageFacts, shared: Shared) -> list[Node]:
    """An elected member: who it is, and on which council."""
    return [
        node(
            "Person",
            uri(shared.territory, item.id),
            name=facts.heading,
            description=facts.description,
            url=facts.page.url,
            jobTitle=function_fr(item),
            memberOf=shared.publisher,
            knowsAbout=list(item.delegations),
            email=item.email,
            telephone=telephone(item.phone) if item.phone else None,
            image=[image(picture) for picture in facts.pictures] if item.image else None,
        )
    ]


def menu(item: CanteenMenu, facts: PageFacts, shared: Shared) -> list[Node]:
    """What canteens serve in a week: a section for each day."""
    days = [
        node(
            "MenuSection",
            name=date_fr(day, weekday=True),
            hasMenuItem=[
                node("MenuItem", name=dish.name, description=", ".join(_(mark.label) for mark in dish.marks))
                for _course, dishes in served.courses
                for dish in dishes
            ],
        )
        for day, served in item.by_date
        if served.courses
    ]
    return [
        node(
            "Menu",
            uri(shared.territory, item.id),
            name=facts.heading,
            description=facts.description,
            url=facts.page.url,
            inLanguage=facts.page.language,
            publisher=shared.publisher,
            hasMenuSection=days,
        )
    ]


def job(item: Job, facts: PageFacts, shared: Shared) -> list[Node]:
    """An offer of work. https://developers.google.com/search/docs/appearance/structured-data/job-posting"""
    published = facts.page.published
    assert published is not None, "a job's page has its item"
    workplace = shared.site.get(item.place) if item.place else None
    employer = node("Organization", name=item.employer) if item.employer else shared.publisher
    hours = [item.contract.schema_org]
    if item.working_time is WorkingTime.PART:
        hours = ["PART_TIME"] if hours == ["FULL_TIME"] else [*hours, "PART_TIME"]
    return [
        node(
            "JobPosting",
            uri(shared.territory, item.id),
            title=facts.heading,
            description=published.html or facts.description,
            url=facts.page.url,
            datePosted=facts.published_at,
            validThrough=item.end,
            employmentType=hours,
            hiringOrganization=employer,
            jobLocation=shared.place(workplace) if workplace else shared.seat,
            jobStartDate=item.starts_on,
            directApply=False,
            identifier=node("PropertyValue", name=shared.territory.name, value=item.id),
        )
    ]


def place(item: Place, facts: PageFacts, shared: Shared) -> list[Node]:
    """The place of a place's page."""
    published = facts.page.published
    assert published is not None, "a place's page has its item"
    today, actual = shared.site.now.date(), actual_hours(shared.site, published)
    full = enrich(
        shared.place(published),
        description=facts.description,
        telephone=telephone(item.phone) if item.phone else None,
        sameAs=item.website,
        image=[image(picture) for picture in facts.pictures],
        openingHoursSpecification=regular_hours(item.hours, today) if item.hours else None,
        specialOpeningHoursSpecification=special_hours(actual, today, shared.holidays) if actual else None,
        amenityFeature=[
            node("LocationFeatureSpecification", name=_(access.label), value=True) for access in item.access
        ],
        containedInPlace=shared.area(shared.site.communes[item.commune]) if item.commune else None,
    )
    return [full]


def home(facts: PageFacts, shared: Shared) -> list[Node]:
    """The site, and whose it is."""
    territory, owner = shared.territory, organization(shared)
    site = node(
        "WebSite",
        website_id(territory),
        name=territory.name,
        alternateName=territory.short_name,
        description=facts.description,
        url=facts.page.url,
        inLanguage=territory.languages,
        publisher={"@id": owner["@id"]},
    )
    return [site, owner]


def other_page(facts: PageFacts, shared: Shared) -> list[Node]:
    """A page that gathers items, or says something of its own."""
    page = facts.page
    gathers = bool(page.kind or page.commune or page.topic)
    return [
        node(
            "CollectionPage" if gathers else "WebPage",
            name=facts.heading,
            description=facts.description,
            url=page.url,
            inLanguage=page.language,
            isPartOf={"@id": website_id(shared.territory)},
            publisher=shared.publisher,
            about=_commune(page.commune, shared) if page.commune else None,
            keywords=page.topic.name if page.topic else None,
        )
    ]


def _commune(commune: Commune, shared: Shared) -> Node:
    """A commune, with its number in the register of communes."""
    return enrich(
        shared.area(commune),
        geo=geo(commune.geo),
        identifier=node("PropertyValue", propertyID="INSEE", value=commune.insee),
        sameAs=commune.website,
        containedInPlace=shared.everywhere,
    )


_about.register(News, creative_works.news)
_about.register(Letter, creative_works.letter)
_about.register(Alert, creative_works.announcement)
_about.register(Document, creative_works.document)
_about.register(Event, events)
_about.register(Place, place)
_about.register(ServiceCalendar, service)
_about.register(Job, job)
_about.register(DirectoryEntry, entry)
_about.register(CanteenMenu, menu)
_about.register(Elected, person)

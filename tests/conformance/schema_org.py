"""The part of schema.org that the site speaks, and what search engines ask of it: a second reader of our JSON-LD.

Types, properties and ranges: schema.org 30.0. Required properties and formats: the documentation of structured data of
Google Search (Article, Breadcrumb, Event, Organization). Written from these, and not from what we write.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

CONTEXT = "https://schema.org"
PARENTS: Mapping[str, str] = {
    "AdministrativeArea": "Place",
    "Article": "CreativeWork",
    "AudioObject": "MediaObject",
    "BreadcrumbList": "ItemList",
    "CivicStructure": "Place",
    "CollectionPage": "WebPage",
    "CreativeWork": "Thing",
    "DigitalDocument": "CreativeWork",
    "Event": "Thing",
    "GeoCoordinates": "Thing",
    "GovernmentOrganization": "Organization",
    "GovernmentService": "Service",
    "ImageObject": "MediaObject",
    "ItemList": "Thing",
    "JobPosting": "Thing",
    "ListItem": "Thing",
    "LocationFeatureSpecification": "PropertyValue",
    "FoodEstablishment": "LocalBusiness",
    "LocalBusiness": "Place",
    "LodgingBusiness": "LocalBusiness",
    "MediaObject": "CreativeWork",
    "MedicalBusiness": "LocalBusiness",
    "SportsActivityLocation": "LocalBusiness",
    "Store": "LocalBusiness",
    "Menu": "CreativeWork",
    "MenuItem": "Thing",
    "MenuSection": "CreativeWork",
    "NewsArticle": "Article",
    "Offer": "Thing",
    "OpeningHoursSpecification": "Thing",
    "Organization": "Thing",
    "Person": "Thing",
    "Place": "Thing",
    "PostalAddress": "Thing",
    "PropertyValue": "Thing",
    "Service": "Thing",
    "SpecialAnnouncement": "CreativeWork",
    "Thing": "",
    "VideoObject": "MediaObject",
    "VirtualLocation": "Thing",
    "WebPage": "CreativeWork",
    "WebSite": "CreativeWork",
}
# Type → property of its own → what it may hold: types above, data types, enumerations.
PROPERTIES: Mapping[str, Mapping[str, str]] = {
    "Thing": {
        "alternateName": "Text",
        "description": "Text",
        "disambiguatingDescription": "Text",
        "identifier": "PropertyValue Text URL",
        "image": "ImageObject URL",
        "mainEntityOfPage": "CreativeWork URL",
        "name": "Text",
        "sameAs": "URL",
        "url": "URL",
    },
    "CreativeWork": {
        "about": "Thing",
        "associatedMedia": "MediaObject",
        "author": "Organization",
        "creditText": "Text",
        "dateCreated": "Date DateTime",
        "dateModified": "Date DateTime",
        "datePublished": "Date DateTime",
        "encoding": "MediaObject",
        "encodingFormat": "Text URL",
        "expires": "Date DateTime",
        "genre": "Text URL",
        "headline": "Text",
        "inLanguage": "Language",
        "isAccessibleForFree": "Boolean",
        "isPartOf": "CreativeWork URL",
        "keywords": "Text URL",
        "publisher": "Organization",
        "spatialCoverage": "Place",
        "thumbnailUrl": "URL",
        "translationOfWork": "CreativeWork",
    },
    "Article": {"articleSection": "Text"},
    "MediaObject": {
        "contentSize": "Text",
        "contentUrl": "URL",
        "duration": "Duration",
        "embedUrl": "URL",
        "height": "Number",
        "uploadDate": "Date DateTime",
        "width": "Number",
    },
    "AudioObject": {"transcript": "Text"},
    "VideoObject": {"transcript": "Text"},
    "ImageObject": {"caption": "Text MediaObject"},
    "SpecialAnnouncement": {"category": "Text Thing URL", "datePosted": "Date DateTime"},
    "Event": {
        "subEvent": "Event",
        "superEvent": "Event",
        "endDate": "Date DateTime",
        "eventAttendanceMode": "EventAttendanceModeEnumeration",
        "eventStatus": "EventStatusType",
        "inLanguage": "Language",
        "isAccessibleForFree": "Boolean",
        "keywords": "Text URL",
        "location": "Place PostalAddress Text VirtualLocation",
        "maximumAttendeeCapacity": "Number",
        "offers": "Offer",
        "organizer": "Organization",
        "previousStartDate": "Date DateTime",
        "startDate": "Date DateTime",
    },
    "JobPosting": {
        "datePosted": "Date DateTime",
        "directApply": "Boolean",
        "employmentType": "Text URL",
        "hiringOrganization": "Organization",
        "jobLocation": "Place",
        "jobStartDate": "Date Text",
        "title": "Text",
        "validThrough": "Date DateTime",
    },
    "Offer": {
        "availability": "ItemAvailability",
        "price": "Number Text",
        "priceCurrency": "Text",
    },
    "Organization": {
        "address": "PostalAddress Text",
        "areaServed": "Place Text",
        "email": "Text",
        "location": "Place",
        "iso6523Code": "Text",
        "logo": "ImageObject URL",
        "telephone": "Text",
    },
    "Menu": {"hasMenuSection": "MenuSection"},
    "MenuSection": {"hasMenuItem": "MenuItem"},
    "Person": {
        "email": "Text",
        "jobTitle": "Text",
        "knowsAbout": "Text Thing URL",
        "memberOf": "Organization",
        "telephone": "Text",
    },
    "Service": {"areaServed": "Place Text", "provider": "Organization", "serviceType": "Text"},
    "Place": {
        "address": "PostalAddress Text",
        "amenityFeature": "LocationFeatureSpecification",
        "containedInPlace": "Place",
        "geo": "GeoCoordinates",
        "openingHoursSpecification": "OpeningHoursSpecification",
        "specialOpeningHoursSpecification": "OpeningHoursSpecification",
        "telephone": "Text",
    },
    "PostalAddress": {
        "addressCountry": "Text",
        "addressLocality": "Text",
        "postalCode": "Text",
        "streetAddress": "Text",
    },
    "GeoCoordinates": {"latitude": "Number", "longitude": "Number"},
    "OpeningHoursSpecification": {
        "closes": "Time",
        "dayOfWeek": "DayOfWeek",
        "opens": "Time",
        "validFrom": "Date DateTime",
        "validThrough": "Date DateTime",
    },
    "PropertyValue": {"propertyID": "Text URL", "value": "Boolean Number Text"},
    "ItemList": {"itemListElement": "ListItem"},
    "ListItem": {"item": "Thing URL", "position": "Number"},
}
ENUMERATIONS: Mapping[str, tuple[str, ...]] = {
    "DayOfWeek": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "PublicHolidays"),
    "EventAttendanceModeEnumeration": (
        "MixedEventAttendanceMode",
        "OfflineEventAttendanceMode",
        "OnlineEventAttendanceMode",
    ),
    "EventStatusType": (
        "EventCancelled",
        "EventMovedOnline",
        "EventPostponed",
        "EventRescheduled",
        "EventScheduled",
    ),
    "ItemAvailability": ("InStock", "LimitedAvailability", "PreOrder", "SoldOut"),
}
# What a rich result needs, and what it would be poor without.
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "Article": ("headline", "datePublished", "dateModified", "author", "mainEntityOfPage", "url"),
    "BreadcrumbList": ("itemListElement",),
    "DigitalDocument": ("name", "url", "encoding"),
    "Event": (
        "name",
        "startDate",
        "location",
        "description",
        "eventStatus",
        "eventAttendanceMode",
        "organizer",
        "url",
    ),
    "ImageObject": ("url", "contentUrl"),
    "ListItem": ("position", "name", "item"),
    "Offer": ("url",),
    "OpeningHoursSpecification": ("opens", "closes"),
    "Organization": ("name",),
    "Place": ("name",),
    "SpecialAnnouncement": ("name", "datePosted", "expires", "spatialCoverage"),
    "AudioObject": ("name", "uploadDate"),
    "VideoObject": ("name", "uploadDate"),
    "VirtualLocation": ("url",),
    "WebPage": ("name", "url"),
    "WebSite": ("name", "url"),
}
HEADLINE_MAX = 110  # characters
_DATE = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
FORMATS: Mapping[str, re.Pattern[str]] = {
    "Date": re.compile(_DATE),
    "DateTime": re.compile(rf"{_DATE}T{_CLOCK}:[0-5]\d[+-]{_CLOCK}"),  # always with its offset
    "Duration": re.compile(r"PT(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?"),
    "Language": re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?"),
    "Text": re.compile(r"[^\x00-\x08\x0b-\x1f\x7f-\x9f]+"),
    "Time": re.compile(_CLOCK),
    "URL": re.compile(r"https?://[^\s<>\"]+"),
}


def kinds(name: str) -> Iterator[str]:
    """A type and those that it specialises, up to Thing."""
    while name:
        yield name
        name = PARENTS[name]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every node of a document, those inside others included; references by `@id` alone are none."""
    if isinstance(value, list):
        for inner in value:
            yield from nodes(inner)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from nodes(inner)


def references(value: Any) -> Iterator[str]:
    """The `@id` of each reference."""
    if isinstance(value, list):
        for inner in value:
            yield from references(inner)
    elif isinstance(value, dict):
        if value.keys() == {"@id"}:
            yield value["@id"]
        for inner in value.values():
            yield from references(inner)


def faults(document: Mapping[str, Any]) -> list[str]:
    """`Event.startDate: …` for each thing that schema.org or a rich result would not have."""
    if document.keys() != {"@context", "@graph"} or document["@context"] != CONTEXT:
        return ["not a document of one graph"]
    defined = {node["@id"]: node["@type"] for node in nodes(document) if "@id" in node}
    return [fault for node in nodes(document["@graph"]) for fault in _of_node(node, defined)]


def _of_node(node: Mapping[str, Any], defined: Mapping[str, str]) -> Iterator[str]:
    kind = node["@type"]
    if kind not in PARENTS:
        yield f"{kind}: no such type"
        return
    known = {name: held for above in kinds(kind) for name, held in PROPERTIES.get(above, {}).items()}
    for name, value in node.items():
        if name.startswith("@"):
            continue
        if name not in known:
            yield f"{kind}.{name}: no such property"
            continue
        values = value if isinstance(value, list) else [value]
        if not values or any(one in (None, "", {}) for one in values):
            yield f"{kind}.{name}: says nothing"
        yield from (
            f"{kind}.{name}: {one!r} is none of {known[name]}"
            for one in values
            if not any(_is(one, expected, defined) for expected in known[name].split())
        )
    for above in kinds(kind):
        yield from (f"{kind}.{name}: missing" for name in REQUIRED.get(above, ()) if name not in node)
    if len(node.get("headline", "")) > HEADLINE_MAX:
        yield f"{kind}.headline: longer than {HEADLINE_MAX} characters"


def _is(value: Any, expected: str, defined: Mapping[str, str]) -> bool:
    """Whether a value is of a type. A reference to what another page defines may be of any."""
    if expected in ENUMERATIONS:
        return value in [f"{CONTEXT}/{member}" for member in ENUMERATIONS[expected]]
    if expected in FORMATS:
        return isinstance(value, str) and FORMATS[expected].fullmatch(value) is not None
    if expected == "Boolean":
        return isinstance(value, bool)
    if expected == "Number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if not isinstance(value, dict):
        return False
    kind = value.get("@type") or defined.get(value.get("@id", ""), expected)
    return expected in kinds(kind) if kind in PARENTS else False

"""How people follow a part of the site, or keep one date: the addresses that calendars and feed readers open.

What Google and Outlook take is written down by nobody but those who tried it; source:
https://github.com/InteractionDesignFoundation/add-event-to-calendar-docs (`google.md`, `outlook-web.md`).
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote, urlencode

from tambour.model.events.occurrence import Occurrence
from tambour.model.site.output import Output, OutputIndex, Scope
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.words.places import postal_line
from tambour.words.practical_facts import briefly, practical_of
from tambour.words.states import title_with_state

FEED_FORMATS: Mapping[str, str] = MappingProxyType(
    {"application/rss+xml": "RSS", "application/atom+xml": "Atom", "application/feed+json": "JSON Feed"}
)
_GOOGLE = "https://calendar.google.com/calendar"
_OUTLOOK = "https://outlook.live.com/calendar/0"  # Outlook.com, for oneself
_MICROSOFT = "https://outlook.office.com/calendar/0"  # Microsoft 365, at work and at school
_DAY = timedelta(days=1)


class CalendarLinks(NamedTuple):
    """One calendar to subscribe to, as each program is told of it.

    address: the file itself, to copy. webcal: what Apple's calendar, Thunderbird and others open.
    """

    address: str
    webcal: str
    google: str
    outlook: str
    microsoft: str


class DateLinks(NamedTuple):
    """A form that opens filled in with one date of an event, in each of the calendars that live on the web."""

    google: str
    outlook: str
    microsoft: str


class FeedLink(NamedTuple):
    """One format of a feed. label: what the format is called."""

    label: str
    output: Output


class Subscription(NamedTuple):
    """How one part of the site can be followed: what no channel makes is None, or empty.

    calendar: its events. rounds: collections and the like, where there are some. feeds: of one content, RSS first.
    """

    calendar: Output | None
    rounds: Output | None
    feeds: tuple[FeedLink, ...]

    def __bool__(self) -> bool:
        return any(self)


def subscription(site: Site, outputs: OutputIndex, scope: Scope) -> Subscription:
    """What channels promise to those who follow one part of the site."""
    formats = {output.media_type.split(";")[0]: output for output in outputs.of(scope, "feed")}
    feeds = tuple(FeedLink(label, formats[kind]) for kind, label in FEED_FORMATS.items() if kind in formats)
    calendar, rounds = (next(iter(outputs.of(scope, role)), None) for role in ("calendar", "services"))
    served = scope.register == "commune" and site.in_commune(scope.id, site.listed("service"))
    return Subscription(calendar, rounds if served else None, feeds)


def calendar_links(address: str, name: str) -> CalendarLinks:
    """Where each program subscribes to the calendar at `address`, under `name` where it asks for one.

    Google refuses `cid=https:…`: it wants the same address as Apple does.
    """
    webcal = f"webcal:{address.partition(':')[2]}"
    outlook = _query(url=address, name=name)
    return CalendarLinks(
        address=address,
        webcal=webcal,
        google=f"{_GOOGLE}/r?{_query(cid=webcal)}",
        outlook=f"{_OUTLOOK}/addfromweb?{outlook}",
        microsoft=f"{_MICROSOFT}/addfromweb?{outlook}",
    )


def date_links(site: Site, published: Published, occurrence: Occurrence) -> DateLinks | None:
    """Where one date of an event is kept; None for one that does not take place then, or that is over."""
    if not published.takes_place(occurrence) or occurrence.over <= site.now:
        return None
    place = site.place_of(occurrence)
    where = postal_line(place) if place else occurrence.online or ""
    brief = briefly(practical_of(site, published, (occurrence,)))
    about = "\n\n".join(filter(None, (occurrence.note, published.item.summary, brief, published.url)))
    title = title_with_state(published.item.title, occurrence.status)
    start, end = _ends(occurrence)
    compact, dashed = ("%Y%m%d", "%Y-%m-%d") if occurrence.all_day else ("%Y%m%dT%H%M%SZ", "%Y-%m-%dT%H:%M:%SZ")
    google = _query(
        action="TEMPLATE",
        text=title,
        dates=f"{start.strftime(compact)}/{end.strftime(compact)}",
        ctz="" if occurrence.all_day else site.territory.timezone,  # a day is a day, in whatever zone
        details=about,
        location=where,
    )
    outlook = _query(
        path="/calendar/action/compose",
        rru="addevent",
        subject=title,
        startdt=start.strftime(dashed),
        enddt=end.strftime(dashed),
        allday="true" if occurrence.all_day else "",
        body=about,
        location=where,
    )
    compose = f"deeplink/compose?{outlook}"
    return DateLinks(f"{_GOOGLE}/render?{google}", f"{_OUTLOOK}/{compose}", f"{_MICROSOFT}/{compose}")


def _ends(occurrence: Occurrence) -> tuple[date, date]:
    """First day and the day after the last; or the two instants in UTC, the same one twice when no end is known."""
    start, end = occurrence.start, occurrence.end or occurrence.start
    if isinstance(start, datetime) and isinstance(end, datetime):
        return start.astimezone(UTC), end.astimezone(UTC)
    return start, end + _DAY


def _query(**parameters: str) -> str:
    """Parameters that say something; a space is `%20`: Outlook shows `+` as it is."""
    return urlencode({name: value for name, value in parameters.items() if value}, quote_via=quote)

"""A calendar as a file: VCALENDAR, what programs are told of it, its zone, then its dates as they were written."""

from datetime import timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tambour.channels import Site

from .colours import nearest_name
from .gathering import Contents
from .lines import component, duration, plain, text, uri, utc
from .zone import vtimezone

_REFRESH = timedelta(hours=12)
# No METHOD: PUBLISH would want an ORGANIZER (RFC 5546 §3.2.1), and nobody is invited.
_FIRST = plain("VERSION", "2.0") + text("PRODID", "-//Tambour//Agenda//FR") + plain("CALSCALE", "GREGORIAN")


def document(site: Site, contents: Contents) -> bytes:
    """One file (RFC 5545 §3.6, RFC 7986 §5)."""
    calendar, changed = contents.calendar, contents.changed_at
    name = calendar.name
    return component(
        "VCALENDAR",
        _FIRST,
        # The standard names, then those that came before it and that most programs still read.
        text("NAME", name),
        text("X-WR-CALNAME", name),
        _described(f"{calendar.description} {site.territory.name}."),
        uri("SOURCE", site.absolute(calendar.path), VALUE="URI"),
        uri("URL", site.absolute(calendar.page)),
        utc("LAST-MODIFIED", changed) if changed is not None else b"",
        _alike(site.territory.zone, site.territory.colours.main),
        *contents.parts,
    )


@lru_cache(maxsize=1)
def _described(said: str) -> bytes:
    """Events, one after the other, are all described alike."""
    return text("DESCRIPTION", said) + text("X-WR-CALDESC", said)


@lru_cache(maxsize=1)
def _alike(zone: ZoneInfo, colour: str) -> bytes:
    """What every calendar of a territory says."""
    refresh = duration("REFRESH-INTERVAL", _REFRESH, VALUE="DURATION") + duration("X-PUBLISHED-TTL", _REFRESH)
    colours = plain("COLOR", nearest_name(colour)) + plain("X-APPLE-CALENDAR-COLOR", colour)
    return plain("X-WR-TIMEZONE", zone.key) + colours + refresh + vtimezone(zone)

"""A calendar as a file: VCALENDAR, what programs are told of it, its zone, then its dates as they were written."""

from datetime import timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from PIL import ImageColor

from tambour.channels import Site

from .contents import Contents
from .lines import component, duration, plain, text, uri, utc
from .zone import vtimezone

# The names of CSS 3, of which the library has one more: RFC 7986 knows none that came later.
_LATER = {"rebeccapurple"}


@cache
def nearest_name(colour: str) -> str:
    """colour: `#rrggbb`. Two names of one colour: the first in the alphabet.

    >>> nearest_name("#1f5746")
    'darkslategray'
    """
    names = sorted(ImageColor.colormap.keys() - _LATER)
    return min(names, key=lambda name: _distance(ImageColor.getrgb(name), ImageColor.getrgb(colour)))


def _distance(colour: tuple[int, ...], other: tuple[int, ...]) -> float:
    """As eyes see it, roughly: the « redmean » weights (https://www.compuphase.com/cmetric.htm)."""
    red, green, blue = (a - b for a, b in zip(colour, other, strict=True))
    mean = (colour[0] + other[0]) / 2
    return (2 + mean / 256) * red**2 + 4 * green**2 + (2 + (255 - mean) / 256) * blue**2


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
        _description_lines(f"{calendar.description} {site.territory.name}."),
        uri("SOURCE", site.absolute(calendar.path), VALUE="URI"),
        uri("URL", site.absolute(calendar.page)),
        utc("LAST-MODIFIED", changed) if changed is not None else b"",
        _territory_lines(site.territory.zone, site.territory.colours.main),
        *contents.parts,
    )


@lru_cache(maxsize=1)
def _description_lines(description: str) -> bytes:
    """Events, one after the other, are all described alike."""
    return text("DESCRIPTION", description) + text("X-WR-CALDESC", description)


@lru_cache(maxsize=1)
def _territory_lines(zone: ZoneInfo, colour: str) -> bytes:
    """What every calendar of a territory says."""
    refresh = duration("REFRESH-INTERVAL", _REFRESH, VALUE="DURATION") + duration("X-PUBLISHED-TTL", _REFRESH)
    colours = plain("COLOR", nearest_name(colour)) + plain("X-APPLE-CALENDAR-COLOR", colour)
    return plain("X-WR-TIMEZONE", zone.key) + colours + refresh + vtimezone(zone)

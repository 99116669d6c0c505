"""Events as entries of calendars: each date a VEVENT of its own, and a series one VEVENT with its rule."""

from collections.abc import Callable, Hashable, Iterable

from tambour.channels import Event, Occurrence, Published, Site
from tambour.model.ledger.history import SlotHistory
from tambour.words.places import postal_line
from tambour.words.practical_facts import whole_of
from tambour.words.speech import _, in_its_language

from .calendar_entry import CalendarEntry, EntryPart, about, vevent
from .lines import number, plain, text, uri, utc
from .series import series_parts
from .times import times
from .words import description, same_words_key, summary


@in_its_language
def event_entries(site: Site, published: Published, channel: str, text_max: int) -> tuple[CalendarEntry, ...]:
    """An event's, in the order of its dates. channel: the name under which writers may say things differently."""
    event, dates, history = published.item, published.occurrences, published.history
    assert isinstance(event, Event)
    wording, domain = _wording(site, published, channel, text_max), site.territory.domain
    whole = whole_of(site, event)

    def relation(occurrence: Occurrence) -> bytes:
        return _part_of(whole, occurrence, domain) if whole is not None else b""

    def part(occurrence: Occurrence, slot: SlotHistory, moments: Iterable[bytes]) -> EntryPart:
        place = occurrence.place if isinstance(occurrence.place, str) else None
        return EntryPart(
            place, vevent(_identity(event, slot, domain) + relation(occurrence), moments, wording(occurrence))
        )

    if event.recurrence is None:
        alone = ((one, history.slots[one.key]) for one in dates)
        return tuple(
            CalendarEntry(
                slot.uid, one.begins, one.over, slot.changed_at, (part(one, slot, times(one.start, one.end)),)
            )
            for one, slot in alone
        )
    assert history.series is not None, "a series has a history of its own"
    parts = series_parts(event, dates, history, part, site.territory.zone)
    changed = max(slot.changed_at for slot in (history.series, *history.slots.values()))
    return (CalendarEntry(history.series.uid, dates[0].begins, max(one.over for one in dates), changed, parts),)


def _identity(event: Event, slot: SlotHistory, domain: str) -> bytes:
    """Without a METHOD, DTSTAMP is when the event was last revised (RFC 5545 §3.8.7.2)."""
    changed = utc("DTSTAMP", slot.changed_at) + utc("LAST-MODIFIED", slot.changed_at)
    created = utc("CREATED", event.publish_at)
    return text("UID", f"{slot.uid}@{domain}") + changed + created + number("SEQUENCE", slot.sequence)


def _wording(site: Site, published: Published, channel: str, text_max: int) -> Callable[[Occurrence], bytes]:
    """What people read of one date: those that are told alike share the very bytes."""
    event = published.item
    assert isinstance(event, Event)
    by_key: dict[Hashable, bytes] = {}
    everywhere = about(site, published) + _online(event)
    whole = whole_of(site, event)

    def wording(occurrence: Occurrence) -> bytes:
        key = same_words_key(occurrence)
        if key not in by_key:
            place = site.place_of(occurrence)
            where = postal_line(place) if place else event.online
            by_key[key] = b"".join(
                (
                    text("SUMMARY", summary(published, occurrence, channel)),
                    text("DESCRIPTION", description(published, occurrence, place, whole, channel, text_max)),
                    text("LOCATION", where) if where else b"",
                    _position(place.geo) if place and place.geo else b"",
                    everywhere,
                )
            )
        return by_key[key]

    return wording


def _part_of(whole: Published, occurrence: Occurrence, domain: str) -> bytes:
    """RELATED-TO (RFC 5545 §3.8.4.5) the date of the whole in which this one falls; else its first."""
    dates = whole.occurrences
    around = next((one for one in dates if one.begins <= occurrence.begins < one.over), dates[0])
    return text("RELATED-TO", f"{whole.history.slots[around.key].uid}@{domain}")


def _position(geo: tuple[float, float]) -> bytes:
    """GEO: latitude and longitude, six decimals (RFC 5545 §3.8.1.6)."""
    return plain("GEO", f"{geo[0]:.6f};{geo[1]:.6f}")


def _online(event: Event) -> bytes:
    """CONFERENCE (RFC 7986 §5.11), for programs that show a button to join."""
    if event.online is None:
        return b""
    return uri("CONFERENCE", event.online, VALUE="URI", LABEL=_("Suivre en ligne"))

"""Calendar files as programs read them: entries, rules expanded on what clocks show, zones held against real ones."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr
from icalendar import Calendar, Component, vRecur

from tambour.verify.truth import Truth

# At the beginning of a line alone: a title may hold these words.
_EVENT = re.compile(rb"^BEGIN:VEVENT\r?\n.*?^END:VEVENT(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_ZONE = re.compile(rb"^BEGIN:VTIMEZONE\r?\n.*?^END:VTIMEZONE(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SeenEntry:
    """One VEVENT. names: the date of the rule that it replaces (RECURRENCE-ID); None for the rule, or a date alone."""

    uid: str
    start: date | datetime
    end: date | datetime | None
    summary: str
    description: str
    location: str
    url: str
    image: str
    status: str
    rule: str = ""
    excluded: tuple[date | datetime, ...] = ()
    names: date | datetime | None = None
    sequence: int = 0


@dataclass
class CalendarLibrary:
    """Blocks that were read already: most stand in several files, byte for byte."""

    zone: ZoneInfo
    entries: dict[bytes, SeenEntry] = field(default_factory=dict)
    zones: dict[bytes, str] = field(default_factory=dict)

    def read(self, file: str, data: bytes, truth: Truth) -> "ReadCalendar":
        """Read one file.

        Args:
            file: its path under the site.
            data: its bytes.
            truth: what tells addresses of the site from others.

        Raises:
            ValueError, KeyError, AttributeError, IndexError, TypeError: from the library, when it is no calendar.
        """
        head = Calendar.from_ical(_ZONE.sub(b"", _EVENT.sub(b"", data)))
        name = str(head.get("NAME") or head.get("X-WR-CALNAME") or "")
        page = truth.path_of(str(head.get("URL", "")))
        return ReadCalendar(file, page, name, tuple(self._entry(block) for block in _EVENT.findall(data)))

    def zone_faults(self, data: bytes) -> list[str]:
        """What the zones of a file get wrong, in French; nothing when they show what clocks show."""
        return [fault for block in _ZONE.findall(data) if (fault := self._zone_fault(block))]

    def _entry(self, block: bytes) -> SeenEntry:
        if block not in self.entries:
            self.entries[block] = entry_of(Component.from_ical(block), self.zone)
        return self.entries[block]

    def _zone_fault(self, block: bytes) -> str:
        if block not in self.zones:
            self.zones[block] = zone_fault(block, self.zone)
        return self.zones[block]


def zone_fault(block: bytes, zone: ZoneInfo) -> str:
    """Where the rules of a VTIMEZONE and the clocks of a zone part; "" when they do not."""
    phases = [_phase(one) for one in Component.from_ical(block).subcomponents]
    for month in range(36):
        wall = datetime.combine(date(2026, 1, 15), time(12)) + relativedelta(months=month)
        begun = [(onset, offset) for rule, offset in phases if (onset := rule(wall)) is not None]
        rule_offset = max(begun)[1] if begun else None
        clock_offset = wall.replace(tzinfo=zone).utcoffset()
        if clock_offset != rule_offset:
            return f"décale de {rule_offset} au lieu de {clock_offset} en {wall:%m/%Y}"
    return ""


def _phase(component: Component) -> tuple[Callable[[datetime], datetime | None], timedelta]:
    """Of STANDARD or DAYLIGHT: when it last began before a moment, and its offset (RFC 5545 §3.6.5)."""
    first = _wall(component.decoded("DTSTART"))
    offset: timedelta = component.decoded("TZOFFSETTO")
    if "RRULE" not in component:
        return (lambda wall: first if first <= wall else None), offset
    onsets = rrulestr(_rule(component), dtstart=first)
    return (lambda wall: onsets.before(wall, inc=True)), offset


def _rule(component: Component) -> str:
    """Its RRULE, "" when it has none."""
    rule = component.get("RRULE")
    return rule.to_ical().decode() if isinstance(rule, vRecur) else ""  # type: ignore[no-untyped-call]


def entry_of(event: Component, zone: ZoneInfo) -> SeenEntry:
    """A VEVENT as it is read, its moments in a zone."""

    def text(name: str) -> str:
        return str(event.get(name, ""))

    start = _in_zone(event.decoded("DTSTART"), zone)
    end = _in_zone(event.decoded("DTEND"), zone) if "DTEND" in event else None
    if end is not None and not isinstance(end, datetime):
        end -= _DAY  # exclusive there, the last day here
    left_out = event.get("EXDATE", [])
    excluded = [one.dt for some in (left_out if isinstance(left_out, list) else [left_out]) for one in some.dts]
    image = event.get("IMAGE") or event.get("ATTACH") or ""
    image = image[0] if isinstance(image, list) else image
    return SeenEntry(
        text("UID"),
        start,
        None if end == start else end,
        text("SUMMARY"),
        text("DESCRIPTION"),
        text("LOCATION"),
        text("URL"),
        str(image),
        text("STATUS"),
        _rule(event),
        tuple(_in_zone(one, zone) for one in excluded),
        _in_zone(event.decoded("RECURRENCE-ID"), zone) if "RECURRENCE-ID" in event else None,
        int(event.get("SEQUENCE", 0)),
    )


def _in_zone(moment: date | datetime, zone: ZoneInfo) -> date | datetime:
    return moment.astimezone(zone) if isinstance(moment, datetime) and moment.tzinfo else moment


def occurrences(entries: Sequence[SeenEntry]) -> Iterator[SeenEntry]:
    """What a program shows of the entries of one UID: its rule expanded, exceptions in their places."""
    exceptions = {_wall(one.names): one for one in entries if one.names is not None}
    for entry in entries:
        if entry.names is not None or not entry.rule:
            yield entry
        else:
            yield from _expand(entry, exceptions)


def _expand(entry: SeenEntry, exceptions: Mapping[datetime, SeenEntry]) -> Iterator[SeenEntry]:
    wall = _wall(entry.start)
    rule = re.sub(r"UNTIL=(\d{8})T(\d{6})Z", lambda until: f"UNTIL={_local_until(until, entry)}", entry.rule)
    excluded = {_wall(one) for one in entry.excluded}
    for onset in rrulestr(rule, dtstart=wall):
        if onset in excluded or onset in exceptions:
            continue
        yield _shift(entry, onset - wall)


def _local_until(until: re.Match[str], entry: SeenEntry) -> str:
    """UNTIL is in UTC (RFC 5545 §3.3.10); the rule is expanded on what clocks show."""
    instant = datetime.strptime(f"{until[1]}{until[2]}+0000", "%Y%m%d%H%M%S%z")
    zone = entry.start.tzinfo if isinstance(entry.start, datetime) else None
    return f"{instant.astimezone(zone) if zone else instant:%Y%m%dT%H%M%S}"


def _shift(entry: SeenEntry, by: timedelta) -> SeenEntry:
    def later(moment: date | datetime | None) -> date | datetime | None:
        if not isinstance(moment, datetime):
            return None if moment is None else moment + by
        return (moment.replace(tzinfo=None) + by).replace(tzinfo=moment.tzinfo)

    start = later(entry.start)
    assert start is not None
    return replace(entry, start=start, end=later(entry.end))


def _wall(moment: date | datetime | None) -> datetime:
    assert moment is not None
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, datetime.min.time())


@dataclass(frozen=True)
class ReadCalendar:
    """One file. page: path of the page that shows the same, which tells whose calendar it is."""

    file: str
    page: str | None
    name: str
    entries: tuple[SeenEntry, ...]

    @cached_property
    def by_uid(self) -> Mapping[str, list[SeenEntry]]:
        groups: dict[str, list[SeenEntry]] = {}
        for entry in self.entries:
            groups.setdefault(entry.uid.partition("@")[0], []).append(entry)
        return groups

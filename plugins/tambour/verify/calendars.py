"""Calendars read back: every date that a program would show, its rules expanded by another library than ours."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr
from icalendar import Calendar, Component, vRecur

from tambour.model.events.event import Event
from tambour.model.place import Place
from tambour.model.services.calendar import ServiceCalendar
from tambour.model.services.days import ServiceDay, days
from tambour.model.time.holidays import holidays_around
from tambour.verify import expected
from tambour.verify.comparing import absent, leak, tells, unwanted
from tambour.verify.folder import OutputFolder
from tambour.verify.french import AWAITS, led, plain, state_in
from tambour.verify.observation import (
    Appearance,
    ComparedFact,
    Disagreement,
    Observed,
    SeenDate,
    SeenSpan,
    Value,
    Wording,
)
from tambour.verify.truth import TrueDate, TrueItem, Truth

CHANNEL = "l’agenda ICS"
_NAMES = ("agenda",)
_EVENT = re.compile(rb"BEGIN:VEVENT\r?\n.*?END:VEVENT\r?\n?", re.DOTALL)
_ZONE = re.compile(rb"BEGIN:VTIMEZONE\r?\n.*?END:VTIMEZONE\r?\n?", re.DOTALL)
_DAY = timedelta(days=1)
_BROKEN = (ValueError, KeyError, AttributeError, IndexError, TypeError)
Found = Iterator[Appearance | Disagreement]


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
class _Library:
    """Blocks that were read already: most stand in several files, byte for byte."""

    zone: ZoneInfo
    entries: dict[bytes, SeenEntry] = field(default_factory=dict)
    zones: dict[bytes, str] = field(default_factory=dict)

    def entry(self, block: bytes) -> SeenEntry:
        if block not in self.entries:
            self.entries[block] = entry_of(Component.from_ical(block), self.zone)
        return self.entries[block]

    def wrong_zone(self, block: bytes) -> str:
        """What a zone's own rules get wrong, "" when they show what its clocks show."""
        if block not in self.zones:
            self.zones[block] = zone_fault(block, self.zone)
        return self.zones[block]


def zone_fault(block: bytes, zone: ZoneInfo) -> str:
    """Where the rules of a VTIMEZONE and the clocks of a zone part; "" when they do not."""
    phases = [_phase(one) for one in Component.from_ical(block).subcomponents]
    for month in range(36):
        wall = datetime.combine(date(2026, 1, 15), time(12)) + relativedelta(months=month)
        begun = [(onset, offset) for rule, offset in phases if (onset := rule(wall)) is not None]
        theirs = max(begun)[1] if begun else None
        ours = wall.replace(tzinfo=zone).utcoffset()
        if ours != theirs:
            return f"décale de {theirs} au lieu de {ours} en {wall:%m/%Y}"
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
    replaced = {_wall(one.names): one for one in entries if one.names is not None}
    for entry in entries:
        if entry.names is not None or not entry.rule:
            yield entry
        else:
            yield from _expanded(entry, replaced)


def _expanded(entry: SeenEntry, replaced: Mapping[datetime, SeenEntry]) -> Iterator[SeenEntry]:
    wall = _wall(entry.start)
    rule = re.sub(r"UNTIL=(\d{8})T(\d{6})Z", lambda until: f"UNTIL={_local_until(until, entry)}", entry.rule)
    excluded = {_wall(one) for one in entry.excluded}
    for found in rrulestr(rule, dtstart=wall):
        if found in excluded or found in replaced:
            continue
        yield _moved(entry, found - wall)


def _local_until(until: re.Match[str], entry: SeenEntry) -> str:
    """UNTIL is in UTC (RFC 5545 §3.3.10); the rule is expanded on what clocks show."""
    instant = datetime.strptime(f"{until[1]}{until[2]}+0000", "%Y%m%d%H%M%S%z")
    zone = entry.start.tzinfo if isinstance(entry.start, datetime) else None
    return f"{instant.astimezone(zone) if zone else instant:%Y%m%dT%H%M%S}"


def _moved(entry: SeenEntry, by: timedelta) -> SeenEntry:
    def shifted(moment: date | datetime | None) -> date | datetime | None:
        if not isinstance(moment, datetime):
            return None if moment is None else moment + by
        return (moment.replace(tzinfo=None) + by).replace(tzinfo=moment.tzinfo)

    start = shifted(entry.start)
    assert start is not None
    return replace(entry, start=start, end=shifted(entry.end))


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
        found: dict[str, list[SeenEntry]] = {}
        for entry in self.entries:
            found.setdefault(entry.uid.partition("@")[0], []).append(entry)
        return found


def read_calendars(folder: OutputFolder, truth: Truth) -> Found:
    """Every calendar of the site."""
    if not truth.has("agenda"):
        return
    library = _Library(truth.settings.territory.zone)
    rounds = _Rounds(truth)
    own: set[str] = set()
    for file in folder.ending(".ics"):
        data = folder.data(file)
        try:
            calendar = _calendar(file, data, library, truth)
            faults = [fault for block in _ZONE.findall(data) if (fault := library.wrong_zone(block))]
        except _BROKEN as error:
            yield Disagreement(
                "", ComparedFact.FILE, "", Observed("le dossier", file, "a ce fichier"), _unread(file, str(error))
            )
            continue
        for fault in faults:
            first = Observed("le territoire", "", f"est en {library.zone.key}")
            yield Disagreement("", ComparedFact.START, "", first, Observed(CHANNEL, file, fault))
        own.add(truth.at(calendar.page))
        if "/services/" in file:
            yield from rounds.compare(calendar, truth)
        else:
            yield from _events(calendar, truth)
    for item in sorted(truth.items):
        one = truth.items[item]
        wanted = isinstance(one.item, Event | Place | ServiceCalendar) and not one.left_out_of("agenda")
        if wanted and item not in own:
            yield absent(item, CHANNEL, "agendas/")


def _unread(file: str, error: str) -> Observed:
    return Observed("le lecteur d’agendas", file, f"ne le lit pas : {error}")


def _calendar(file: str, data: bytes, library: _Library, truth: Truth) -> ReadCalendar:
    blocks = _EVENT.findall(data)
    head = Calendar.from_ical(_ZONE.sub(b"", _EVENT.sub(b"", data)))
    name = str(head.get("NAME") or head.get("X-WR-CALNAME") or "")
    page = truth.path_of(str(head.get("URL", "")))
    return ReadCalendar(file, page, name, tuple(library.entry(block) for block in blocks))


def _events(calendar: ReadCalendar, truth: Truth) -> Found:
    seen: dict[str, list[SeenDate]] = {}
    titles: dict[str, list[SeenEntry]] = {}
    for uid, entries in calendar.by_uid.items():
        item, key = truth.uids.get(uid, (truth.named(uid), ""))
        if item not in truth.items:
            yield leak(Appearance(CHANNEL, calendar.file, item or uid), truth)
            continue
        titles.setdefault(item, []).extend(entries)
        for one in occurrences(entries):
            seen.setdefault(item, []).append(_seen(one, key, truth.items[item]))
    for item in seen:
        for facts in {tuple(sorted(_facts(one, truth.items[item], truth).items(), key=str)) for one in titles[item]}:
            yield Appearance(CHANNEL, calendar.file, item, dict(facts), names=_NAMES)
    yield from _presence(calendar, seen, truth)


def _seen(entry: SeenEntry, key: str, item: TrueItem) -> SeenDate:
    state, _ = led(entry.summary)
    if state == "reporte" and state_in(plain(entry.description.partition("\n\n")[0])) == AWAITS:
        state = AWAITS
    place = f"{entry.location}\n{entry.description}" if entry.location else "ne le dit pas"
    return SeenDate(entry.start, entry.end, state or "confirme", place, key=key or None)


def _facts(entry: SeenEntry, item: TrueItem, truth: Truth) -> dict[ComparedFact, Value]:
    state, title = led(entry.summary)
    facts: dict[ComparedFact, Value] = {
        ComparedFact.TITLE: title if state else entry.summary,
        ComparedFact.LINK: entry.url,
    }
    if entry.image and truth.picture_of(item):
        facts[ComparedFact.PICTURE] = truth.picture(entry.image)
    elif truth.picture_of(item):
        facts[ComparedFact.PICTURE] = ""
    if item.item.summary and tells(Wording(entry.description), item.item.summary[:60]):
        facts[ComparedFact.SUMMARY] = Wording(entry.description)
    elif item.item.summary and not item.text_in("agenda"):
        facts[ComparedFact.SUMMARY] = entry.description
    return facts


def _presence(calendar: ReadCalendar, seen: Mapping[str, Sequence[SeenDate]], truth: Truth) -> Found:
    """Each event of this calendar with all the dates that it must have here."""
    wanted = _wanted(calendar, truth)
    if wanted is None:
        first = Observed("le site", calendar.file, "a cet agenda")
        yield Disagreement(
            "", ComparedFact.LINK, "", first, Observed(CHANNEL, calendar.file, f"dit suivre « {calendar.page} »")
        )
        return
    for item, dates in wanted.items():
        if item not in seen:
            if dates:
                yield absent(item, CHANNEL, calendar.file)
            continue
        keys = tuple(one.key for one in dates)
        yield Appearance(CHANNEL, calendar.file, item, dates=tuple(seen[item]), span=SeenSpan.ANY, wanted=keys)
    for item in sorted(seen.keys() - wanted.keys()):
        why = expected.why_not_listed(truth.items[item], truth) or "n’a pas à y être"
        yield unwanted(item, why, CHANNEL, calendar.file)


def _wanted(calendar: ReadCalendar, truth: Truth) -> Mapping[str, Sequence[TrueDate]] | None:
    """Item → the dates that the calendar must tell."""
    events = [item for item in truth.items.values() if item.kind == "event" and not item.left_out_of("agenda")]
    about = truth.at(calendar.page)
    if about and truth.items.get(about) is not None and truth.items[about].kind == "event":
        return {about: truth.items[about].dates}
    events = [item for item in events if not truth.is_version(item)]
    if about:
        return {
            item.id: [one for one in _still(item, truth) if one.place and one.place.key == about]
            for item in events
            if any(one.place and one.place.key == about for one in item.dates)
        }
    path = calendar.page or ""
    register, _, name = path.removeprefix("agenda/").strip("/").partition("/")
    if path == "agenda/":
        ours = events
    elif register == "communes" and name in truth.catalogue.communes:
        ours = [item for item in events if truth.concerns(item, name)]
    elif register == "themes" and name in truth.catalogue.topics:
        ours = [item for item in events if name in item.item.topics]
    else:
        return None
    return {item.id: _still(item, truth) for item in ours if _still(item, truth) or item.expired}


def _still(item: TrueItem, truth: Truth) -> Sequence[TrueDate]:
    """What calendars of several events show of one: a past date stays for a while, a series as a whole."""
    months = truth.value("agenda", "past_months", 12)
    limit = truth.now - relativedelta(months=months) + _DAY
    if item.history.series:
        whole = item.dates if item.dates and max(one.over for one in item.dates) > limit else ()
        return () if item.expired and whole and whole[0].begins > truth.now else whole
    return [one for one in item.dates if one.over > limit and (not item.expired or one.begins <= truth.now)]


class _Rounds:
    """Collections and the like: the days of each service, from its rules."""

    def __init__(self, truth: Truth) -> None:
        today = truth.now.date()
        self._first = today - relativedelta(months=truth.value("agenda", "past_months", 12), day=1)
        self._last = today + relativedelta(months=truth.value("agenda", "months_ahead", 12), day=31)
        holidays = holidays_around(self._first, self._last, truth.settings.territory.holidays)
        self._days: dict[str, dict[str, ServiceDay]] = {}
        for item in truth.items.values():
            if isinstance(item.item, ServiceCalendar):
                last = today if item.expired else self._last
                found = days(item.item, self._first, last, holidays)
                self._days[item.id] = {f"{item.id}-{one.key}": one for one in found}

    def compare(self, calendar: ReadCalendar, truth: Truth) -> Found:
        told: dict[str, set[str]] = {}
        for entry in calendar.entries:
            item = truth.linked(entry.url)
            if item not in self._days:
                yield Appearance(CHANNEL, calendar.file, item or entry.uid)
                continue
            uid = entry.uid.partition("@")[0]
            told.setdefault(item, set()).add(uid)
            day = self._days[item].get(uid) or self._days[item].get(uid.rpartition("-")[0])
            yield from self._one(entry, day, item, calendar)
        about = truth.at(calendar.page)
        for item in [about] if about in self._days else []:
            for uid in sorted(self._days[item].keys() - told.get(item, set())):
                yield _no_day(item, self._days[item][uid], calendar)

    def _one(self, entry: SeenEntry, day: ServiceDay | None, item: str, calendar: ReadCalendar) -> Found:
        when = entry.start.date() if isinstance(entry.start, datetime) else entry.start
        told = Observed(CHANNEL, calendar.file, f"dit {expected.date_words(when)}")
        if day is None:
            yield Disagreement(item, ComparedFact.DATE, "", Observed("le contenu", "", "n’a pas ce passage"), told)
            return
        about = expected.date_words(day.planned)
        if when != day.day:
            yield Disagreement(
                item, ComparedFact.START, about, Observed("le contenu", "", f"dit {expected.date_words(day.day)}"), told
            )
        if day.label not in entry.summary:
            says = Observed(CHANNEL, calendar.file, f"dit « {entry.summary} »")
            yield Disagreement(
                item, ComparedFact.TITLE, about, Observed("le contenu", "", f"dit « {day.label} »"), says
            )
        state, _ = led(entry.summary)
        if (state == "annule") != day.cancelled:
            says = Observed(CHANNEL, calendar.file, f"dit « {entry.summary} »")
            wanted = "est annulé" if day.cancelled else "a lieu"
            yield Disagreement(item, ComparedFact.STATE, about, Observed("le contenu", "", f"dit qu’il {wanted}"), says)


def _no_day(item: str, day: ServiceDay, calendar: ReadCalendar) -> Disagreement:
    first = Observed("le contenu", "", f"dit « {day.label} »")
    return Disagreement(
        item, ComparedFact.DATE, expected.date_words(day.day), first, Observed(CHANNEL, calendar.file, "ne le dit pas")
    )

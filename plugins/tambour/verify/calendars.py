"""Calendars read back: every date that a program would show, its rules expanded by another library than ours."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath

from dateutil.relativedelta import relativedelta

from tambour.model.events.event import Event
from tambour.model.kinds import FOLDERS, Kind
from tambour.model.place import Place
from tambour.model.services.calendar import ServiceCalendar
from tambour.model.services.days import ServiceDay, days
from tambour.model.time.holidays import holidays_around
from tambour.verify import expected
from tambour.verify.comparing import absence, disagreement, leak, tells, unexpected_presence
from tambour.verify.folder import OutputFolder
from tambour.verify.french import AWAITS, plain, split_state, state_in
from tambour.verify.ics import CalendarLibrary, ReadCalendar, SeenEntry, occurrences
from tambour.verify.observation import (
    Appearance,
    ComparedFact,
    Disagreement,
    Findings,
    Observed,
    SeenDate,
    SeenSpan,
    Value,
    Wording,
)
from tambour.verify.truth import TrueDate, TrueItem, Truth

CHANNEL = "l’agenda ICS"
_NAMES = ("agenda",)
_DAY = timedelta(days=1)
_BROKEN = (ValueError, KeyError, AttributeError, IndexError, TypeError)


def read_calendars(folder: OutputFolder, truth: Truth) -> Findings:
    """Every calendar of the site."""
    if not truth.has("agenda"):
        return
    library = CalendarLibrary(truth.settings.territory.zone)
    rounds = _Rounds(truth)
    present: set[str] = set()
    for file in folder.files_ending(".ics"):
        data = folder.data(file)
        try:
            calendar = library.read(file, data, truth)
            faults = library.zone_faults(data)
        except _BROKEN as error:
            yield Disagreement(
                "", ComparedFact.FILE, "", Observed("le dossier", file, "a ce fichier"), _unreadable(file, str(error))
            )
            continue
        for fault in faults:
            first = Observed("le territoire", "", f"est en {library.zone.key}")
            yield Disagreement("", ComparedFact.START, "", first, Observed(CHANNEL, file, fault))
        present.add(truth.id_at(calendar.page))
        if "/services/" in file:
            yield from rounds.compare(calendar, truth)
        elif (kind := _kind_told(file)) is not None:
            yield from _records(calendar, kind, truth)
        else:
            yield from _events(calendar, truth)
    for item_id in sorted(truth.items):
        item = truth.items[item_id]
        wanted = isinstance(item.item, Event | Place | ServiceCalendar) and not item.left_out_of("agenda")
        if wanted and item_id not in present:
            yield absence(item_id, CHANNEL, "agendas/")


def _kind_told(file: str) -> Kind | None:
    """The kind whose records' dates a file tells: `agendas/menus.ics`, `agendas/menus/cantine.ics`."""
    kind = FOLDERS.get(PurePosixPath(file).with_suffix("").parts[1])
    return kind if kind is not None and kind.calendar else None


def _records(calendar: ReadCalendar, kind: Kind, truth: Truth) -> Findings:
    """Each date to come of what is listed is told, and none that its record does not have."""
    place = truth.id_at(calendar.page)
    told = {uid: entry.start for uid, entries in calendar.by_uid.items() for entry in entries}
    true_dates: dict[str, tuple[TrueItem, date]] = {}
    for item in truth.items.values():
        if item.kind != kind.name or (place and place not in getattr(item.item, kind.calendars_by)):
            continue
        if not item.left_out_of("agenda") and not truth.is_version(item):
            true_dates |= {f"{item.id}-{one.key}": (item, one.start) for one in item.item.calendar_dates}
            ahead = {f"{item.id}-{one.key}" for one in item.item.calendar_dates if not item.expired}
            if ahead and not ahead <= told.keys():
                yield absence(item.id, CHANNEL, calendar.file)
    for uid, start in told.items():
        if uid not in true_dates:
            yield leak(Appearance(CHANNEL, calendar.file, uid), truth)
        elif start != true_dates[uid][1]:
            item = true_dates[uid][0]
            yield disagreement(
                Appearance(CHANNEL, calendar.file, item.id), ComparedFact.START, true_dates[uid][1], start
            )


def _unreadable(file: str, error: str) -> Observed:
    return Observed("le lecteur d’agendas", file, f"ne le lit pas : {error}")


def _events(calendar: ReadCalendar, truth: Truth) -> Findings:
    seen: dict[str, list[SeenDate]] = {}
    titles: dict[str, list[SeenEntry]] = {}
    for uid, entries in calendar.by_uid.items():
        item, key = truth.uids.get(uid, (truth.id_of_tag(uid), ""))
        if item not in truth.items:
            yield leak(Appearance(CHANNEL, calendar.file, item or uid), truth)
            continue
        titles.setdefault(item, []).extend(entries)
        for date_entry in occurrences(entries):
            seen.setdefault(item, []).append(_entry_date(date_entry, key, truth.items[item]))
    for item in seen:
        for facts in {tuple(sorted(_facts(one, truth.items[item], truth).items(), key=str)) for one in titles[item]}:
            yield Appearance(CHANNEL, calendar.file, item, dict(facts), names=_NAMES)
    yield from _presence(calendar, seen, truth)


def _entry_date(entry: SeenEntry, key: str, item: TrueItem) -> SeenDate:
    state, _ = split_state(entry.summary)
    if state == "reporte" and state_in(plain(entry.description.partition("\n\n")[0])) == AWAITS:
        state = AWAITS
    place = f"{entry.location}\n{entry.description}" if entry.location else "ne le dit pas"
    return SeenDate(entry.start, entry.end, state or "confirme", place, key=key or None)


def _facts(entry: SeenEntry, item: TrueItem, truth: Truth) -> dict[ComparedFact, Value]:
    state, title = split_state(entry.summary)
    facts: dict[ComparedFact, Value] = {
        ComparedFact.TITLE: title if state else entry.summary,
        ComparedFact.LINK: entry.url,
    }
    if entry.image and truth.picture_of(item):
        facts[ComparedFact.PICTURE] = truth.picture(entry.image)
    elif truth.picture_of(item):
        facts[ComparedFact.PICTURE] = ""
    if state == "annule":
        return facts
    if item.item.summary and tells(Wording(entry.description), item.item.summary[:60]):
        facts[ComparedFact.SUMMARY] = Wording(entry.description)
    elif item.item.summary and not item.text_in("agenda"):
        facts[ComparedFact.SUMMARY] = entry.description
    return facts


def _presence(calendar: ReadCalendar, seen: Mapping[str, Sequence[SeenDate]], truth: Truth) -> Findings:
    """Each event of this calendar with all the dates that it must have here."""
    wanted = _expected_dates(calendar, truth)
    if wanted is None:
        first = Observed("le site", calendar.file, "a cet agenda")
        yield Disagreement(
            "", ComparedFact.LINK, "", first, Observed(CHANNEL, calendar.file, f"dit suivre « {calendar.page} »")
        )
        return
    for item, dates in wanted.items():
        if item not in seen:
            if dates:
                yield absence(item, CHANNEL, calendar.file)
            continue
        keys = tuple(one.key for one in dates)
        yield Appearance(CHANNEL, calendar.file, item, dates=tuple(seen[item]), span=SeenSpan.ANY, wanted=keys)
    for item in sorted(seen.keys() - wanted.keys()):
        why = expected.why_not_listed(truth.items[item], truth) or "n’a pas à y être"
        yield unexpected_presence(item, why, CHANNEL, calendar.file)


def _expected_dates(calendar: ReadCalendar, truth: Truth) -> Mapping[str, Sequence[TrueDate]] | None:
    """Item → the dates that the calendar must tell."""
    events = [item for item in truth.items.values() if item.kind == "event" and not item.left_out_of("agenda")]
    about = truth.id_at(calendar.page)
    if about and truth.items.get(about) is not None and truth.items[about].kind == "event":
        return {about: truth.items[about].dates}
    events = [item for item in events if not truth.is_version(item)]
    if about:
        return {
            item.id: [one for one in _dates_kept(item, truth) if one.place and one.place.key == about]
            for item in events
            if any(one.place and one.place.key == about for one in item.dates)
        }
    path = calendar.page or ""
    register, _, name = path.removeprefix("agenda/").strip("/").partition("/")
    if path == "agenda/":
        concerned = events
    elif register == "communes" and name in truth.catalogue.communes:
        near = (item for item in events if truth.concerns(item, name))
        concerned = [item if item.history.series else truth.in_commune(item, name) for item in near]
    elif register == "themes" and name in truth.catalogue.topics:
        concerned = [item for item in events if name in item.item.topics]
    else:
        return None
    return {item.id: _dates_kept(item, truth) for item in concerned if _dates_kept(item, truth) or item.expired}


def _dates_kept(item: TrueItem, truth: Truth) -> Sequence[TrueDate]:
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
                service_days = days(item.item, self._first, last, holidays)
                self._days[item.id] = {f"{item.id}-{one.key}": one for one in service_days}

    def compare(self, calendar: ReadCalendar, truth: Truth) -> Findings:
        uids: dict[str, set[str]] = {}
        for entry in calendar.entries:
            item = truth.id_of_link(entry.url)
            if item not in self._days:
                yield Appearance(CHANNEL, calendar.file, item or entry.uid)
                continue
            uid = entry.uid.partition("@")[0]
            uids.setdefault(item, set()).add(uid)
            day = self._days[item].get(uid) or self._days[item].get(uid.rpartition("-")[0])
            yield from self._compare_day(entry, day, item, calendar)
        about = truth.id_at(calendar.page)
        for item in [about] if about in self._days else []:
            for uid in sorted(self._days[item].keys() - uids.get(item, set())):
                yield _no_day(item, self._days[item][uid], calendar)

    def _compare_day(self, entry: SeenEntry, day: ServiceDay | None, item: str, calendar: ReadCalendar) -> Findings:
        when = entry.start.date() if isinstance(entry.start, datetime) else entry.start
        observed = Observed(CHANNEL, calendar.file, f"dit {expected.date_words(when)}")
        if day is None:
            yield Disagreement(item, ComparedFact.DATE, "", Observed("le contenu", "", "n’a pas ce passage"), observed)
            return
        about = expected.date_words(day.planned)
        if when != day.day:
            yield Disagreement(
                item,
                ComparedFact.START,
                about,
                Observed("le contenu", "", f"dit {expected.date_words(day.day)}"),
                observed,
            )
        if day.label not in entry.summary:
            says = Observed(CHANNEL, calendar.file, f"dit « {entry.summary} »")
            yield Disagreement(
                item, ComparedFact.TITLE, about, Observed("le contenu", "", f"dit « {day.label} »"), says
            )
        state, _ = split_state(entry.summary)
        if (state == "annule") != day.cancelled:
            says = Observed(CHANNEL, calendar.file, f"dit « {entry.summary} »")
            wanted = "est annulé" if day.cancelled else "a lieu"
            yield Disagreement(item, ComparedFact.STATE, about, Observed("le contenu", "", f"dit qu’il {wanted}"), says)


def _no_day(item: str, day: ServiceDay, calendar: ReadCalendar) -> Disagreement:
    first = Observed("le contenu", "", f"dit « {day.label} »")
    return Disagreement(
        item, ComparedFact.DATE, expected.date_words(day.day), first, Observed(CHANNEL, calendar.file, "ne le dit pas")
    )

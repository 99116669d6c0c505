"""What was announced is held against what the content says now: a date never vanishes without a word."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from tambour.messages import problem
from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus
from tambour.model.ledger.ledger import Ledger, Recorded, SlotRecord, is_date_of_series, moment
from tambour.model.ledger.uids import named_slots, recognise_slots, rule_day
from tambour.model.problems import Problem
from tambour.model.time.moments import as_instant, end_of_day
from tambour.model.time.recurrence import MAX_OCCURRENCES
from tambour.source.entry import ContentFile
from tambour.words.dates import between, date_fr
from tambour.words.numbers import count_fr


def broken_promises(public: Iterable[ContentFile], ledger: Ledger, now: datetime) -> Iterator[Problem]:
    """Dates that were announced, are not over, and are no longer in the file that announced them."""
    for entry in public:
        recorded = ledger.get(entry.item.id)
        if recorded is not None and isinstance(entry.item, Event):
            yield from _missing_slots(entry, entry.item, recorded, now)
            yield from _excluded_days(entry, entry.item, recorded, now)
            yield from _lost_dates(entry, entry.item, recorded, now)


def silent_changes(public: Sequence[ContentFile], ledger: Ledger, now: datetime) -> Iterator[str]:
    """What may be meant, and is said to nobody, in French: an announced event is gone."""
    ids = {entry.item.id for entry in public}
    unheard = [entry for entry in public if entry.item.id not in ledger]
    for item_id, recorded in ledger.items():
        if item_id not in ids and (days := _days_ahead(recorded, now)):
            yield _gone(item_id, min(days), [other.item.id for other in unheard if _same_time(other, recorded)])


def _gone(item_id: str, day: date, perhaps: Sequence[str]) -> str:
    sentence = (
        f"« {item_id} », annoncé pour le {date_fr(day, weekday=True)}, n'est plus publié : il quitte les agendas sans "
        "un mot. Annulé, il garde son fichier, avec « statut: annule »."
    )
    renamed = f" S'il s'appelle maintenant « {perhaps[0]} », rendez-lui son nom : « id: {item_id} »." if perhaps else ""
    return sentence + renamed


def _missing_slots(entry: ContentFile, event: Event, recorded: Recorded, now: datetime) -> Iterator[Problem]:
    kept = {slot.name for slot in named_slots(event, entry.occurrences, recorded)}
    kept |= {occurrence.key for occurrence in entry.occurrences}
    last = [recorded.lives[name][-1] for name in recorded.uids if name not in kept]
    missing = [record for record in last if record.rule is None and _over(record, now) > now]
    names = recognise_slots(event, entry.occurrences, recorded)
    new = [occurrence.key for occurrence in entry.occurrences if occurrence.key not in names]
    if len(missing) == len(new) == 1 and event.recurrence is None:
        lines = [f"creneaux.{index}.debut" for index, slot in enumerate(event.slots) if slot.key in new]
        yield _missing_slot("creneau-publie-deplace", entry, missing[0], entry.origin.line(*lines, "debut"))
        return
    for record in missing:
        yield _missing_slot("creneau-publie-disparu", entry, record, entry.origin.line("creneaux", "debut"))


def _missing_slot(code: str, entry: ContentFile, record: SlotRecord, line: int) -> Problem:
    start = moment(record.start)
    typed = f"{start:%Y-%m-%d %H:%M}" if isinstance(start, datetime) else start.isoformat()
    return problem(code, entry.origin.path, line, "Créneaux", value=between(start, None), typed=typed)


def _excluded_days(entry: ContentFile, event: Event, recorded: Recorded, now: datetime) -> Iterator[Problem]:
    announced = set(_days_of_former_series(entry, recorded, now))
    for index, day in enumerate(event.excluded):
        if day in announced:
            line = entry.origin.line(f"sauf.{index}", "sauf")
            context = {"value": date_fr(day, weekday=True), "typed": day.isoformat()}
            yield problem("date-publiee-exclue", entry.origin.path, line, "Sauf", **context)


def _lost_dates(entry: ContentFile, event: Event, recorded: Recorded, now: datetime) -> Iterator[Problem]:
    """Days that a series had announced and that nothing says any more; those of `sauf` are a problem of their own."""
    held = {rule_day(one) for one in entry.occurrences} | {one.begins.date() for one in entry.occurrences}
    held |= set(event.excluded)
    lost = [day for day in _days_of_former_series(entry, recorded, now) if day not in held]
    series = _last_series(recorded)
    if not lost or series is None:
        return
    line = entry.origin.line("recurrence", "creneaux", "debut")
    count = count_fr(len(lost), "date annoncée n'y est plus", "dates annoncées n'y sont plus")
    value = f"{count}, à partir du {date_fr(lost[0], weekday=True)}"
    if event.recurrence is not None:
        typed = ", ".join(f"{{date: {day}, statut: annule}}" for day in lost)
        yield problem("serie-publiee-raccourcie", entry.origin.path, line, "Récurrence", value=value, typed=typed)
        return
    first = moment(series.start)
    hour = f" {first.astimezone(now.tzinfo):%H:%M}" if isinstance(first, datetime) else ""
    typed = ", ".join(f"{{debut: {day}{hour}, statut: annule}}" for day in lost)
    context = {"value": value, "typed": typed, "previous": f"{lost[0]}{hour}"}
    yield problem("serie-publiee-reecrite", entry.origin.path, line, "Créneaux", **context)


def _days_of_former_series(entry: ContentFile, recorded: Recorded, now: datetime) -> list[date]:
    """The days to come of the series that an event was when it was last recorded, if it is no longer the same."""
    series = _last_series(recorded)
    named = named_slots(entry.item, entry.occurrences, recorded)
    if series is None or (named and named[0].facts == series.facts):
        return []
    return [day for day in _days(series, now) if day >= now.date()]


def _last_series(recorded: Recorded) -> SlotRecord | None:
    lasts = [life[-1] for name, life in recorded.lives.items() if not is_date_of_series(name)]
    latest = max((one.at for one in lasts), default=None)
    return next((one for one in lasts if one.rule is not None and one.at == latest), None)


def _days(series: SlotRecord, now: datetime) -> Iterator[date]:
    """The days that a recorded series announced."""
    start = moment(series.start)
    first = start.astimezone(now.tzinfo) if isinstance(start, datetime) else datetime.combine(start, time())
    planned = islice(rrulestr(series.rule or "", dtstart=first), MAX_OCCURRENCES)
    return (one.date() for one in planned if one.date().isoformat() not in series.excluded)


def _days_ahead(recorded: Recorded, now: datetime) -> list[date]:
    """Days to come for which an event was announced, as far as it was not cancelled."""
    series = _last_series(recorded)
    lasts = [series] if series else [recorded.lives[name][-1] for name in recorded.uids]
    holding = [one for one in lasts if one.status is not EventStatus.CANCELLED and one.at <= now]
    if series:
        return [day for one in holding for day in _days(one, now) if day >= now.date()]
    return [as_instant(moment(one.start), _zone(now)).date() for one in holding if _over(one, now) > now]


def _over(record: SlotRecord, now: datetime) -> datetime:
    """The same as `Occurrence.over`."""
    end = moment(record.end or record.start)
    return end if record.end and isinstance(end, datetime) else end_of_day(end, _zone(now))


def _same_time(entry: ContentFile, recorded: Recorded) -> bool:
    """Whether an event takes place when another one was announced: it may be that one, under another id."""
    starts = {life[-1].start for life in recorded.lives.values()}
    return any(occurrence.start.isoformat() in starts for occurrence in entry.occurrences)


def _zone(now: datetime) -> ZoneInfo:
    assert isinstance(now.tzinfo, ZoneInfo), "the clock's instants are in the territory's zone"
    return now.tzinfo

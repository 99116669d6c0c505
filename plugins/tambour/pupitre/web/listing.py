"""What there is: every content with its state, found by its words, and what this week asks for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tambour.build.schedule import is_expired, is_public
from tambour.model.alert import Alert
from tambour.model.events.event import Event
from tambour.model.slugs import fold
from tambour.pupitre.web.project import DeskFile, WrittenContent
from tambour.source.entry import ContentFile
from tambour.words.dates import date_fr, hour_fr, until, when
from tambour.words.series import how_often
from tambour.words.states import alert_end, state

PAGE_SIZE = 50
_DATES_SHOWN = 10
_WEEK = timedelta(days=7)
DRAFT, WAITING, PUBLISHED, PAST, FAULTY = "brouillon", "programme", "publie", "passe", "a-corriger"
TO_REVIEW = "a-relire"


@dataclass(frozen=True)
class ContentLine:
    """One content in a list. state: one of ours; words: what there is to say of it, French; count: of its problems."""

    sheet: DeskFile
    state: str
    words: str = ""
    count: int = 0
    at: str = ""


@dataclass(frozen=True)
class Found:
    """One page of what was looked for. number: of the page, from 1."""

    lines: Sequence[ContentLine]
    total: int
    number: int
    pages: int


def find(written: WrittenContent, query: str, folder: str, wanted: str, number: int) -> Found:
    """The contents that hold every word that was typed.

    Args:
        written: the content.
        query: as typed.
        folder: of a kind; "" for all.
        wanted: a state; "" for all.
        number: of the page.
    """
    words = fold(query).split()
    sheets = [
        sheet
        for sheet in written.sheets.values()
        if (not folder or sheet.kind.folder == folder) and all(word in sheet.folded for word in words)
    ]
    lines = [line_of(written, sheet) for sheet in sheets] if wanted else []
    if wanted:
        sheets = [line.sheet for line in lines if line.state == wanted]
    ordered = sorted(sheets, key=lambda sheet: (_rank(sheet, words), _newest(sheet), sheet.path))
    pages = max(1, -(-len(ordered) // PAGE_SIZE))
    number = min(max(number, 1), pages)
    shown = ordered[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return Found([line_of(written, sheet) for sheet in shown], len(ordered), number, pages)


def _rank(sheet: DeskFile, words: Sequence[str]) -> int:
    """What is called so comes before what speaks of it."""
    title = fold(sheet.title)
    return 0 if all(word in title for word in words) else 1


def _newest(sheet: DeskFile) -> tuple[int, ...]:
    """The newest come first, what has no date last."""
    typed = sheet.word("publier_le")[:10].replace("/", "-").split("-")
    parts = [int(part) for part in typed if part.isdecimal()]
    year_first = parts if parts and parts[0] > 31 else parts[::-1]
    return tuple(-part for part in year_first) or (0,)


def line_of(written: WrittenContent, sheet: DeskFile) -> ContentLine:
    """A content, with its state."""
    problems = written.problems.get(sheet.path, ())
    entry = written.entries.get(sheet.path)
    if sheet.is_draft:
        return ContentLine(sheet, TO_REVIEW if sheet.is_to_review else DRAFT, count=len(problems))
    if problems or entry is None:
        return ContentLine(sheet, FAULTY, count=len(problems))
    if not is_public(entry.item, written.now):
        return ContentLine(sheet, WAITING, _moment(entry.item.publish_at, written.now))
    upcoming = next((one for one in entry.occurrences if one.over > written.now), None)
    is_past = bool(entry.occurrences) and upcoming is None
    words = ""
    if upcoming is not None:
        words = " – ".join(filter(None, (when(upcoming, year=False), state(upcoming))))
    elif isinstance(entry.item, Alert):
        is_over = entry.item.over(written.now)
        words = alert_end(entry.item, over=is_over) or until(entry.item.end, year=False)
    return ContentLine(sheet, PAST if is_past or is_expired(entry.item, written.now) else PUBLISHED, words)


def _moment(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return ""
    here = moment.astimezone(now.tzinfo)
    hour = f" à {hour_fr(here)}" if here.hour or here.minute else ""
    return f"{date_fr(here, weekday=True, year=here.year != now.year)}{hour}"


@dataclass(frozen=True)
class ComingDay:
    """What comes out or takes place on one day. words: « Aujourd’hui », « jeudi 3 décembre »."""

    day: date
    words: str
    lines: Sequence[ContentLine]


@dataclass(frozen=True)
class ComingWeek:
    """What the first page shows."""

    alerts: Sequence[ContentLine]
    days: Sequence[ComingDay]
    faulty: Sequence[ContentLine]
    drafts: Sequence[ContentLine]
    expiring: Sequence[ContentLine]
    due: Sequence[ContentLine]


def week(written: WrittenContent) -> ComingWeek:
    """What the coming seven days ask for."""
    now = written.now
    horizon = now + _WEEK
    alerts: list[ContentLine] = []
    expiring: list[tuple[datetime, ContentLine]] = []
    due: list[tuple[date, ContentLine]] = []
    by_day: dict[date, list[tuple[datetime, ContentLine]]] = {}
    for path, entry in written.entries.items():
        item, sheet = entry.item, written.sheets.get(path)
        if sheet is None:
            continue
        if item.review_on is not None and item.review_on <= horizon.date():
            due.append((item.review_on, ContentLine(sheet, PUBLISHED, date_fr(item.review_on, weekday=True))))
        if item.draft:
            continue
        if item.publish_at is not None and now < item.publish_at <= horizon:
            coming = ContentLine(sheet, WAITING, at=_hour(item.publish_at, now))
            _put(by_day, item.publish_at.astimezone(now.tzinfo), coming)
        if not is_public(item, now):
            continue
        if isinstance(item, Alert) and not item.over(now):
            alerts.append(ContentLine(sheet, PUBLISHED, until(item.end, year=False)))
        elif item.expire_at is not None and now < item.expire_at <= horizon:
            expiring.append((item.expire_at, ContentLine(sheet, PUBLISHED, _moment(item.expire_at, now))))
        for one in entry.occurrences:
            if one.over > now and one.begins <= horizon:
                begins = max(one.begins, now)
                hour = "" if one.begins < now else _hour(one.begins, now)
                _put(by_day, begins, ContentLine(sheet, PUBLISHED, state(one), at=hour))
    lines = [line_of(written, sheet) for sheet in written.sheets.values()]
    return ComingWeek(
        alerts,
        [ComingDay(day, _day_words(day, now.date()), _in_order(found)) for day, found in sorted(by_day.items())],
        [line for line in lines if line.state == FAULTY],
        [line for line in lines if line.state == DRAFT],
        _in_order(expiring),
        _in_order(due),
    )


def to_review(written: WrittenContent) -> list[ContentLine]:
    """What waits for somebody to read it."""
    return [line_of(written, sheet) for sheet in written.sheets.values() if sheet.is_to_review]


def _put(by_day: dict[date, list[tuple[datetime, ContentLine]]], moment: datetime, line: ContentLine) -> None:
    by_day.setdefault(moment.date(), []).append((moment, line))


def _in_order(found: Iterable[tuple[date, ContentLine]]) -> list[ContentLine]:
    return [line for _, line in sorted(found, key=lambda pair: (pair[0], pair[1].sheet.path))]


def _hour(moment: datetime, now: datetime) -> str:
    here = moment.astimezone(now.tzinfo)
    return hour_fr(here) if here.hour or here.minute else ""


def _day_words(day: date, today: date) -> str:
    if day == today:
        return "Aujourd’hui"
    if day == today + timedelta(days=1):
        return "Demain"
    words = date_fr(day, weekday=True, year=False)
    return words[:1].upper() + words[1:]


def states() -> Iterator[str]:
    """All of them, in the order in which they are offered."""
    yield from (DRAFT, TO_REVIEW, FAULTY, WAITING, PUBLISHED, PAST)


def next_dates(entry: ContentFile | None, now: datetime) -> tuple[str, ...]:
    """What a series means, then its next dates; nothing for what has one date or none.

    Args:
        entry: the event, if it can be read.
        now: the instant to look from.
    """
    if entry is None or not isinstance(entry.item, Event) or len(entry.occurrences) < 2:
        return ()
    ahead = [one for one in entry.occurrences if one.over > now] or list(entry.occurrences)
    rhythm = how_often(entry.item) if entry.item.recurrence is not None else ""
    lines = [" – ".join(filter(None, (when(one), state(one)))) for one in ahead[:_DATES_SHOWN]]
    more = len(ahead) - _DATES_SHOWN
    rest = (f"et {more} autres" if more > 1 else "et une autre",) if more > 0 else ()
    return (*((rhythm[:1].upper() + rhythm[1:],) if rhythm else ()), *lines, *rest)

"""A month as a calendar: what takes place and comes out, day by day; on a day, an event begins to be written."""

import calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tambour.model.alert import Alert
from tambour.model.events.event import Event
from tambour.model.kinds import KINDS, Kind
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.people.person import Right
from tambour.pupitre.web.guards import TOP
from tambour.pupitre.web.listing import DRAFT, FAULTY, PUBLISHED, WAITING, ContentLine
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.pupitre.web.project import WrittenContent
from tambour.source.entry import ContentFile
from tambour.words.dates import date_fr, hour_fr, month_fr, weekday_fr
from tambour.words.states import state

_YEARS = range(1900, 2200)
OUT, ON = "parait", "a-lieu"  # what a day has of an item: it comes out, it takes place


@dataclass(frozen=True)
class MonthEntry:
    """What one day has of one item. what: it comes out, or takes place. moment: by which they are put in order."""

    what: str
    line: ContentLine
    moment: datetime


@dataclass(frozen=True)
class MonthDay:
    """One day. words: French, for who hears it. is_inside: of this month. is_today: it is."""

    day: date
    words: str
    weekday: str
    is_inside: bool
    is_today: bool
    entries: Sequence[MonthEntry]


@dataclass(frozen=True)
class ShownMonth:
    """weeks: Monday first, whole. under_way: what began before, and lasts into it."""

    first: date
    weeks: Sequence[Sequence[MonthDay]]
    under_way: Sequence[ContentLine]

    @property
    def before(self) -> str:
        """The month before, as addresses name it."""
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        """The month after."""
        return f"{self.first + timedelta(days=32):%Y-%m}"

    @property
    def count(self) -> int:
        """How much there is in it."""
        return sum(len(day.entries) for week in self.weeks for day in week if day.is_inside)


def month_of(written: WrittenContent, first: date, folder: str = "", commune: str = "") -> ShownMonth:
    """A month.

    Args:
        written: the content.
        first: its first day.
        folder: of one kind alone; "" for all.
        commune: id of one alone; "" for all. What concerns the whole territory concerns each.
    """
    days = [day for week in calendar.Calendar().monthdatescalendar(first.year, first.month) for day in week]
    by_day: dict[date, list[MonthEntry]] = {}
    under_way: list[tuple[datetime, ContentLine]] = []
    for path, entry in written.entries.items():
        sheet = written.sheets.get(path)
        if sheet is None or (folder and sheet.kind.folder != folder):
            continue
        if commune and entry.communes and commune not in entry.communes:
            continue
        line = ContentLine(sheet, _state(written, path, entry))
        for found in _entries(entry, line, written.now):
            if days[0] <= found.moment.date() <= days[-1]:
                by_day.setdefault(found.moment.date(), []).append(found)
        for one in entry.occurrences:
            if one.begins.date() < days[0] <= one.over.date() and one.over - one.begins > timedelta(days=1):
                until = date_fr(one.over - timedelta(seconds=1), year=False)
                under_way.append((one.over, replace(line, words=f"jusqu’au {until}")))
    month = [_day(day, first, written.now, by_day.get(day, ())) for day in days]
    return ShownMonth(
        first,
        [month[start : start + 7] for start in range(0, len(month), 7)],
        [line for _, line in sorted(under_way, key=lambda pair: (pair[0], pair[1].sheet.path))],
    )


def _entries(entry: ContentFile, line: ContentLine, now: datetime) -> Iterator[MonthEntry]:
    zone = now.tzinfo
    item = entry.item
    for one in entry.occurrences:
        begins = one.begins.astimezone(zone)
        hour = hour_fr(begins) if begins.hour or begins.minute else ""
        yield MonthEntry(ON, replace(line, words=state(one), at=hour), begins)
    if isinstance(item, Event) or item.publish_at is None or not KINDS[item.kind].announced:
        return
    moment = item.publish_at.astimezone(zone)
    if isinstance(item, Alert):
        words = f"jusqu’au {date_fr(item.end.astimezone(zone), year=False)}"
        yield MonthEntry(ON, replace(line, words=words), moment)
        return
    hour = hour_fr(moment) if moment.hour or moment.minute else ""
    yield MonthEntry(OUT, replace(line, at=hour), moment)


def _state(written: WrittenContent, path: str, entry: ContentFile) -> str:
    if entry.item.draft:
        return DRAFT
    if written.problems.get(path):
        return FAULTY
    later = entry.item.publish_at is not None and entry.item.publish_at > written.now
    return WAITING if later else PUBLISHED


def _day(day: date, first: date, now: datetime, found: Iterable[MonthEntry]) -> MonthDay:
    entries = sorted(found, key=lambda one: (one.moment, one.line.sheet.path))
    words = date_fr(day, weekday=True, year=day.year != now.year)
    return MonthDay(day, words, weekday_fr(day), day.month == first.month, day == now.date(), entries)


class MonthPages:
    """Of one pupitre."""

    def __init__(self, pages: PageMaker) -> None:
        self._pages = pages

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses."""
        yield PageRoute("/mois/", self.now, right=Right.READ)
        yield PageRoute("/mois/{month}", self.month, right=Right.READ)

    def now(self, request: Request, data: FormData) -> Response:
        """To this month, or to one that was chosen."""
        del data
        asked = request.query_params.get("mois", "")
        month = asked if _first_day(asked) else f"{self._pages.project.now():%Y-%m}"
        kept = {name: request.query_params.get(name, "") for name in ("nature", "commune")}
        query = urlencode({name: value for name, value in kept.items() if value})
        return RedirectResponse(f"{TOP}/mois/{month}" + (f"?{query}" if query else ""), HTTPStatus.SEE_OTHER)

    def month(self, request: Request, data: FormData) -> Response:
        """One month."""
        del data
        first = _first_day(request.path_params["month"])
        if first is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        asked = {name: request.query_params.get(name, "") for name in ("nature", "commune")}
        kept = urlencode({name: value for name, value in asked.items() if value})

        def link(month: str) -> str:
            return f"{TOP}/mois/{month}" + (f"?{kept}" if kept else "")

        month = month_of(self._pages.project.look(), first, asked["nature"], asked["commune"])
        return self._pages.show(
            "month.html",
            "semaine",
            month=month,
            title=month_fr(first),
            asked=asked,
            link=link,
            this_month=f"{self._pages.project.now():%Y-%m}",
            kinds=[kind for kind in KINDS.values() if _is_dated(kind)],
            communes=self._pages.project.choices().of("commune"),
        )


def _is_dated(kind: Kind) -> bool:
    return kind.announced or kind.model is Event


def _first_day(month: str) -> date | None:
    """Of a month as addresses name it; None for none."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        return None
    return first if first.year in _YEARS else None

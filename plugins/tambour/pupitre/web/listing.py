"""What there is: every content with its state, found by its words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel

from tambour.build.schedule import is_expired, is_public
from tambour.model.alert import Alert
from tambour.model.events.event import Event
from tambour.model.kinds import REGISTERS
from tambour.model.slugs import fold
from tambour.pupitre.web.project import DeskFile, WrittenContent
from tambour.source.entry import ContentFile
from tambour.words.dates import date_fr, hour_fr, until, when
from tambour.words.series import how_often, off_dates_fr
from tambour.words.states import alert_end, state
from tambour.words.typography import initial_small

PAGE_SIZE = 50
_DATES_SHOWN, _RECORDS_SHOWN = 10, 12
DRAFT, WAITING, PUBLISHED, PAST, FAULTY = "brouillon", "programme", "publie", "passe", "a-corriger"
TO_REVIEW = "a-relire"


@dataclass(frozen=True)
class ContentLine:
    """One content in a list.

    state: one of ours. words: what there is to say of it, French. count: of its problems. at: the hour. on: the
    channels that show it, as people call them.
    """

    sheet: DeskFile
    state: str
    words: str = ""
    count: int = 0
    at: str = ""
    on: tuple[str, ...] = ()


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


@dataclass(frozen=True)
class FoundRecord:
    """What was found beside contents: an entry of a register, a picture, a document. words: French, what it is.

    place: under the pupitre, where it is looked at: `repertoire/communes/cluny`, `medias/voir/images/lac.jpg`.
    """

    place: str
    title: str
    words: str


def find_records(written: WrittenContent, query: str) -> list[FoundRecord]:
    """The entries of registers, the pictures and the documents that hold every word that was typed; the first ones."""
    words = fold(query).split()
    if not words:
        return []
    catalogue, found = written.content.catalogue, list[FoundRecord]()
    records: Mapping[str, Mapping[str, BaseModel]] = {
        "commune": catalogue.communes,
        "topic": catalogue.topics,
        "contact": catalogue.contacts,
        "task": catalogue.tasks,
        "menu_link": catalogue.menu_links,
    }
    for name, entries in records.items():
        for entry_id, entry in entries.items():
            said = fold(" ".join((entry_id, *(str(value) for _, value in entry if isinstance(value, str)))))
            if all(word in said for word in words):
                title = str(getattr(entry, "name", entry_id))
                found.append(
                    FoundRecord(
                        f"repertoire/{REGISTERS[name].file.removesuffix('.yaml')}/{entry_id}",
                        title,
                        REGISTERS[name].label.capitalize(),
                    )
                )
    for path in sorted(catalogue.media):
        if all(word in fold(path) for word in words):
            what = "Image" if path.startswith("images/") else "Document"
            found.append(FoundRecord(f"medias/voir/{path}", path.partition("/")[2], what))
    found.sort(key=lambda one: not all(word in fold(one.title) for word in words))
    return found[:_RECORDS_SHOWN]


def _rank(sheet: DeskFile, words: Sequence[str]) -> int:
    """What is called so comes before what is called nearly so, and both before what speaks of it.

    words: as they were typed, folded.
    """
    title, phrase = sheet.folded_title, " ".join(words)
    if title.startswith(phrase):
        return 0
    if f" {phrase}" in title:
        return 1
    in_title = sum(word in title for word in words)
    return 2 if in_title == len(words) else 3 if in_title else 4


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
        return ContentLine(sheet, WAITING, moment_fr(entry.item.publish_at, written.now))
    ahead = [one for one in entry.occurrences if one.over > written.now]
    upcoming = next((one for one in ahead if one.holds), ahead[0] if ahead else None)
    is_past = bool(entry.occurrences) and upcoming is None
    words = ""
    if upcoming is not None:
        off = map(initial_small, off_dates_fr(ahead, written.now.year))
        words = " – ".join(filter(None, (when(upcoming, year=False), state(upcoming), *off)))
    elif isinstance(entry.item, Alert):
        is_over = entry.item.over(written.now)
        words = alert_end(entry.item, over=is_over) or until(entry.item.end, year=False)
    return ContentLine(sheet, PAST if is_past or is_expired(entry.item, written.now) else PUBLISHED, words)


def moment_fr(moment: datetime | None, now: datetime) -> str:
    """`jeudi 3 décembre à 9 h`; the year where it is another, the hour where there is one."""
    if moment is None:
        return ""
    here = moment.astimezone(now.tzinfo)
    hour = f" à {hour_fr(here)}" if here.hour or here.minute else ""
    return f"{date_fr(here, weekday=True, year=here.year != now.year)}{hour}"


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

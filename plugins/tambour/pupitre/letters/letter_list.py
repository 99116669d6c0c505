"""The letters of a project: the next one, those on their way, those that have left."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tambour.model.letters.letter import Letter
from tambour.pupitre.web.project import DeskFile, WrittenContent
from tambour.source.entry import ContentFile
from tambour.words.dates import date_fr, hour_fr
from tambour.words.numbers import count_fr

_FOLDER = "lettres"
_SOON = 1  # days: « demain »


@dataclass(frozen=True)
class LetterLine:
    """One letter. day: when it is sent, in words; "" while that cannot be read. away: how far off that is.

    problems: how many the build has with it. is_gone: it counts as one that has left. may_be_frozen: its moment has
    come, and it is not kept as it was sent. empty: its sections that find nothing to show, while it has not left.
    """

    sheet: DeskFile
    sent_at: datetime | None = None
    day: str = ""
    away: str = ""
    subject: str = ""
    problems: int = 0
    is_gone: bool = False
    is_frozen: bool = False
    may_be_frozen: bool = False
    empty: Sequence[str] = ()


@dataclass(frozen=True)
class LetterList:
    """due: the next one that will be sent. ahead: the others, soonest first; what has no day first. sent: newest first.

    last: path of the file of the last one of all, from which the next is begun; "" before there is any.
    """

    due: LetterLine | None
    ahead: Sequence[LetterLine]
    sent: Sequence[LetterLine]


def letters_of(written: WrittenContent) -> list[tuple[DeskFile, ContentFile, Letter]]:
    """Every letter that can be read, as it is sent, first the first."""
    found = list[tuple[DeskFile, ContentFile, Letter]]()
    for path, entry in written.entries.items():
        if isinstance(entry.item, Letter) and path in written.sheets:
            found.append((written.sheets[path], entry, entry.item))
    return sorted(found, key=lambda one: (one[2].publish_at, one[2].id))


def list_letters(written: WrittenContent, empty_sections: Callable[[Letter], Sequence[str]]) -> LetterList:
    """All of them. empty_sections: of a letter, what is asked of those that have not left."""
    lines = list(_lines(written, empty_sections))
    ahead = [line for line in lines if not line.is_gone]
    sent = [line for line in lines if line.is_gone]
    ahead.sort(key=lambda line: (line.sent_at is not None, line.sent_at or written.now))
    today = written.now.date()  # drafts whose day is over are not the next one
    due = next((line for line in ahead if line.sent_at is not None and line.sent_at.date() >= today), None)
    sent.sort(key=lambda line: line.sent_at or written.now, reverse=True)
    return LetterList(due, [line for line in ahead if line is not due], sent)


def _lines(written: WrittenContent, empty_sections: Callable[[Letter], Sequence[str]]) -> Iterator[LetterLine]:
    for path, sheet in written.sheets.items():
        if sheet.kind.folder != _FOLDER:
            continue
        entry = written.entries.get(path)
        problems = len(written.problems.get(path, ()))
        if entry is None or not isinstance(entry.item, Letter):
            yield LetterLine(sheet, problems=problems)
            continue
        letter, at = entry.item, entry.item.publish_at.astimezone(written.now.tzinfo)
        is_gone = bool(entry.frozen) or (letter.is_day_over(written.now) and not sheet.is_draft)
        has_come = at <= written.now and not sheet.is_draft
        yield LetterLine(
            sheet,
            at,
            f"{date_fr(at, weekday=True, year=at.year != written.now.year)} à {hour_fr(at)}",
            away(at, written.now),
            letter.subject_line,
            problems,
            is_gone,
            bool(entry.frozen),
            has_come and not entry.frozen,
            () if at <= written.now or entry.frozen else empty_sections(letter),
        )


def away(at: datetime, now: datetime) -> str:
    """How far off a day is: « aujourd’hui », « demain », « dans 12 jours »; "" for one that is over."""
    days = (at.date() - now.date()).days
    if days < 0:
        return ""
    if days <= _SOON:
        return "demain" if days else "aujourd’hui"
    return f"dans {count_fr(days, 'jour')}"

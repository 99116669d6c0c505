"""The next letter, begun from the last one: the same sections with the period moved on, nothing of its words.

A section whose contents were named one by one takes what came out since, of the same kinds. What was written for that
letter alone (a few lines, a picture, a button to a content) is not sent twice.
"""

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from tambour.model.kinds import FOLDERS
from tambour.model.letters.letter import PREHEADER_MAX, PREHEADER_MIN, Letter
from tambour.pupitre.letters.blocks import IDS, KIND
from tambour.pupitre.messages import letters as messages
from tambour.source.frontmatter import Value
from tambour.words.dates import month_fr

_DAY = timedelta(days=1)
_MONTHS = tuple(month_fr(datetime(2026, number, 1)).split()[0] for number in range(1, 13))  # noqa: DTZ001 — names
_IN_TITLE = re.compile(rf"\b(d(?:e |['’]))?({'|'.join(_MONTHS)})\b", re.IGNORECASE)
_YEAR, _NUMBER = re.compile(r"\b20\d\d\b"), re.compile(r"\d+(?!.*\d)")
_OFTEN, _EVERY_OTHER_WEEK = 10, 20  # days: at most so many between two weekly letters, or two of every other week
_MONTH_DAYS = 30.44
_LATE = 5  # of the time between two letters, the part by which one may be late: a day of a week, six of a month
_FRIDAY = 4
_VOWELS = "aoAO"


@dataclass(frozen=True)
class NextLetter:
    """What the form of the next letter holds at first. fields: by key. left: what was not taken over, in words."""

    fields: Mapping[str, Value]
    left: Sequence[str] = ()


def next_letter(
    letters: Sequence[Letter], typed: Mapping[str, Value], folders: Mapping[str, str], now: datetime
) -> NextLetter:
    """The letter that follows.

    Args:
        letters: all that there are, in any order; the last one is what it begins from.
        typed: the fields of the file of the last one.
        folders: of each content, by its id.
        now: the instant at which it is begun.
    """
    *_, last = by_day(letters)
    due = _next_day(letters, now)
    day = due if due > now else _soon(due, now)
    kept, left = list[Value](), list[str]()
    for block in _blocks(typed.get("blocs")):
        again = _again(block, folders)
        if again is None:
            left.append(_name(block))
        else:
            kept.append(again)
    fields: dict[str, Value] = {
        "titre": next_title(last.title, last.publish_at, due),
        "publier_le": f"{day:%Y-%m-%d %H:%M}",
        **({"blocs": kept} if kept else {}),
        **{key: typed[key] for key in ("par_commune", "langue", "communes", "themes") if key in typed},
    }
    return NextLetter(fields, left)


def by_day(letters: Sequence[Letter]) -> list[Letter]:
    """Letters in the order in which they are sent."""
    return sorted(letters, key=lambda letter: (letter.publish_at, letter.id))


def next_title(title: str, before: datetime, day: datetime) -> str:
    """The title of the letter that follows: the next month, the next number; else the same.

    Args:
        title: of the last one.
        before: when that one was sent.
        day: when the next one is.
    """
    found = _IN_TITLE.search(title)
    if found is None:
        return _NUMBER.sub(lambda number: str(int(number[0]) + 1), title, count=1)
    ahead = (_MONTHS.index(found[2].lower()) + 1 - before.month) % 12  # some are called after the month that begins
    number = day.month - 1 + ahead
    name = _MONTHS[number % 12]
    name = name.capitalize() if found[2][0].isupper() else name
    if found[1]:
        name = (f"{found[1][0]}’" if name[0] in _VOWELS else f"{found[1][0]}e ") + name
    year = day.year + number // 12
    return _YEAR.sub(str(year), title[: found.start()] + name + title[found.end() :])


def in_sentence(title: str) -> str:
    """A title as it stands inside a sentence: `la lettre de juin`, `« Val d’Ici »`."""
    return f"{title[:1].lower()}{title[1:]}" if _is_word(title) else f"«\u00a0{title}\u00a0»"


def propose_preheader(titles: Sequence[str]) -> str:
    """What a mail program may show after the subject, made of the titles of what the letter carries.

    Args:
        titles: in the order of the letter.
    """
    text = ""
    for title in titles:
        longer = f"{text}, {title[:1].lower() + title[1:] if _is_word(title) else title}" if text else title
        if len(longer) > PREHEADER_MAX - 1:
            break
        text = longer
    if not text and titles:
        text = titles[0][: PREHEADER_MAX - 1].rpartition(" ")[0] + "…"
    if len(text) < PREHEADER_MIN and text:
        text = f"{messages.SUMMARY}{text[:1].lower() + text[1:] if _is_word(text) else text}"
    return text if PREHEADER_MIN <= len(text) <= PREHEADER_MAX else messages.ANY_PREHEADER


def _is_word(title: str) -> bool:
    """Whether a title begins with a small word, whose capital is that of a sentence."""
    return title.partition(" ")[0].lower() in messages.SMALL_WORDS


def _next_day(letters: Sequence[Letter], now: datetime) -> datetime:
    """As long after the last one as that came after the one before: in weeks, or in months on the same weekday.

    One that is a little late is still the one that is due; one that was left out is not made up for.
    """
    *before, last = by_day(letters)
    zone = now.tzinfo
    day = last.publish_at.astimezone(zone)
    gap = (day - before[-1].publish_at).days if before else round(_MONTH_DAYS)
    months = max(1, round(gap / _MONTH_DAYS))

    def day_of(number: int) -> datetime:
        if gap <= _EVERY_OTHER_WEEK:
            return _shift(day, number * (7 if gap <= _OFTEN else 14))
        return _months_later(day, number * months)

    return next(found for number in count(1) if (found := day_of(number)) + (day_of(number + 1) - found) / _LATE > now)


def _soon(due: datetime, now: datetime) -> datetime:
    """The next day of work, at the hour of one that is late."""
    found = due.replace(year=now.year, month=now.month, day=now.day)
    while found <= now or found.weekday() > _FRIDAY:
        found = _shift(found, 1)
    return found


def _months_later(day: datetime, months: int) -> datetime:
    """The same weekday, nearest to the same day of that month, and in it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    there = day.replace(year=year, month=month + 1, day=min(day.day, last))
    off = (day.weekday() - there.weekday() + 3) % 7 - 3
    found = _shift(there, off)
    if found.month != there.month:
        found = _shift(found, 7 if found < there else -7)
    return found


def _shift(day: datetime, days: int) -> datetime:
    """The same hour of another day, whatever the clocks do meanwhile."""
    return (day.replace(tzinfo=None) + days * _DAY).replace(tzinfo=day.tzinfo)


def _blocks(value: Value | None) -> Iterator[dict[str, Value]]:
    for block in value if isinstance(value, list) else []:
        if isinstance(block, dict):
            yield block


def _again(block: Mapping[str, Value], folders: Mapping[str, str]) -> Value | None:
    """A block of the next letter; None for what was of the last one alone."""
    kind = block.get(KIND)
    if kind == "appel":
        return None if str(block.get("adresse", "")).startswith("id:") else dict(block)
    if kind != "selection":
        return None
    ids = block.get(IDS)
    kept = {key: value for key, value in block.items() if key not in (IDS, "avec", "sans")}
    if not ids:
        return kept
    named = [ids] if isinstance(ids, str) else [str(one) for one in ids]
    genres = [*dict.fromkeys(folders[one] for one in named if one in folders and FOLDERS[folders[one]].announced)]
    rule: dict[str, Value] = {
        "genres": [*genres] or ["actualites"],
        "depuis_derniere_lettre": "oui",
        "au_plus": str(len(named)),
        "sans_deja_envoyes": "oui",
    }
    return {**kept, **rule}


def _name(block: Mapping[str, Value]) -> str:
    title = block.get("titre") or block.get("libelle")
    what = messages.BLOCK_KINDS.get(str(block.get(KIND)), "")
    return f"{what} «\u00a0{title}\u00a0»" if title else what

"""An alert as it is typed in a hurry, made a content file. What was typed is text: nothing of it is Markdown or YAML.

Whoever fills in a form on a telephone knows neither, and a form can be filled in by anybody who may publish: no sign of
it ends the head of the file, makes a title, a link to somewhere else, or a tag.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from tambour.model.conversions import clean_text
from tambour.model.slugs import fold, id_from
from tambour.model.time import moments
from tambour.source.body.bare_links import bare_links
from tambour.source.diagnosis import quote

_MEANT = re.compile(r"[\\`*_\[\]<>&{}~|$]")  # signs that mean something anywhere in a line of Markdown
_AT_START = re.compile(r"^(?:([-+=#:!])|(\d{1,9})([.)]))")  # and those that do at its beginning
_PLAIN_ADDRESS = re.compile(r"[\w:/?=&%.,+@#!'-]+")
_TOMORROW = re.compile(r"demain(?:\s+(?:à\s+)?(?P<hour>.*))?", re.IGNORECASE)
_TODAY = re.compile(r"(?:aujourd['’]hui|ce soir)(?:\s+(?:à\s+)?(?P<hour>.*))?", re.IGNORECASE)


@dataclass(frozen=True)
class TypedAlert:
    """What was typed, as it was typed."""

    level: str = ""
    title: str = ""
    text: str = ""
    end: str = ""
    communes: str = ""


def alert_id(title: str, now: datetime, taken: Iterable[str]) -> str:
    """An id that no alert has had: the same thing happens again another day."""
    wanted = f"{id_from(title)[:80].strip('-')}-{now:%Y-%m-%d}"
    known, number, candidate = set(taken), 2, wanted
    while candidate in known:
        candidate, number = f"{wanted}-{number}", number + 1
    return candidate


def alert_file(item_id: str, typed: TypedAlert, now: datetime, communes: Mapping[str, str]) -> str:
    """The content file.

    Args:
        item_id: of the alert.
        typed: in the form.
        now: its moment, in the territory's zone.
        communes: name of each, by id.
    """
    head = {
        "id": item_id,
        "titre": quote(_line(typed.title)),
        "niveau": quote(id_from(typed.level)) if typed.level.strip() else "",
        "publier_le": moment_text(now),
        "fin": quote(meant_end(typed.end, now)),
        "communes": f"[{', '.join(map(quote, chosen_communes(typed.communes, communes)))}]",
    }
    lines = "\n".join(f"{key}: {value}".rstrip() for key, value in head.items() if value != "[]")
    return f"---\n{lines}\n---\n{as_text(typed.text)}\n"


def as_text(typed: str) -> str:
    r"""Markdown that shows what was typed, as it was typed; addresses stay links, empty lines part paragraphs.

    >>> as_text("# Eau *coupée*\n---\n<b>Voir</b> https://exemple.fr/a_b")
    '\\# Eau \\*coupée\\*\n\\---\n\\<b\\>Voir\\</b\\> https://exemple.fr/a_b'
    """
    lines = [line.strip() for line in _clean(typed).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(map(_escape, lines))).strip("\n")


def chosen_communes(typed: str, communes: Mapping[str, str]) -> list[str]:
    """Their ids; what is no commune becomes the id of none, and will be told. communes: name of each, by id."""
    by_name = {fold(name): commune for commune, name in communes.items()} | {fold(one): one for one in communes}
    parts = [part.strip() for part in re.split(r"[,;\n]", _clean(typed)) if part.strip()]
    return list(dict.fromkeys(by_name.get(fold(part), id_from(part)) for part in parts))


def meant_end(typed: str, now: datetime) -> str:
    """`18 h`, `ce soir 20 h`, `demain 8h30` as the day and the hour that they mean; anything else as it was typed.

    >>> meant_end("demain 8h30", datetime(2026, 12, 5, 22, 0, tzinfo=ZoneInfo("Europe/Paris")))
    '2026-12-06 08:30'
    """
    line = _line(typed)
    tomorrow, today = _TOMORROW.fullmatch(line), _TODAY.fullmatch(line)
    day = now.date() + timedelta(days=1 if tomorrow else 0)
    said = tomorrow or today
    hour = (said["hour"] or "") if said else line
    if said and not hour:
        return day.isoformat()
    clock = moments.CLOCK.fullmatch(hour.strip())
    if clock is None or int(clock["h"]) > 24:
        return line
    minutes = int(clock["h"]) * 60 + int(clock["min"] or clock["min2"] or 0)
    if not said and minutes <= now.hour * 60 + now.minute:
        day += timedelta(days=1)  # « 8 h », typed at 22 h
    return f"{day.isoformat()} {minutes // 60:02}:{minutes % 60:02}"


def moment_text(now: datetime) -> str:
    """A moment as a content file says it; with its offset in the hour that the clock shows twice."""
    minute = now.replace(second=0, microsecond=0)
    zone = now.tzinfo
    try:
        assert isinstance(zone, ZoneInfo)
        moments.in_zone(minute.replace(tzinfo=None), zone)
    except PydanticCustomError:
        return minute.isoformat(sep=" ", timespec="minutes")
    return f"{minute:%Y-%m-%d %H:%M}"


def _clean(typed: str) -> str:
    cleaned = clean_text(typed)
    assert isinstance(cleaned, str)
    return cleaned


def _line(typed: str) -> str:
    return " ".join(_clean(typed).split())


def _escape(line: str) -> str:
    parts, at = [], 0
    for link in bare_links(line):
        address = line[link.start : link.end]
        if _PLAIN_ADDRESS.fullmatch(address):
            parts += [_MEANT.sub(r"\\\g<0>", line[at : link.start]), address]
            at = link.end
    parts.append(_MEANT.sub(r"\\\g<0>", line[at:]))
    return _AT_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", "".join(parts))

"""Ranges of hours within a day, as notices on doors say them: `9h-12h, 14h-17h30`, `20h-1h`, `ferme`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from tambour.model.conversions import text_of
from tambour.model.fields import Widget
from tambour.model.problems import invalid
from tambour.model.time.moments import parse_clock

_LONGEST_NIGHT = 16 * 60  # minutes until the day after: what lasts longer was typed the wrong way round
CLOSED = ("ferme", "fermé", "fermée", "fermeture")
_CLOCK = r"\d{1,2}\s*[hH:]\s*(?:\d{2})?"
_RANGE = re.compile(
    rf"(?:de\s+)?(?P<opens>{_CLOCK})\s*(?:-|–|—|à)\s*(?P<closes>{_CLOCK})\s*(?:\((?P<note>[^()]+)\))?", re.ASCII
)
_WORDS = {"midi": "12h", "minuit": "0h"}  # hours that have a name
_NAMED = re.compile(rf"\b({'|'.join(_WORDS)})\b(?![^(]*\))", re.IGNORECASE)  # not inside a note
_SEPARATOR = re.compile(r"(?:[,;/]|\bet\b)(?![^(]*\))")  # not inside a note


@dataclass(frozen=True, order=True)
class TimeRange:
    """From one hour to another of a day, in wall-clock time.

    Attributes:
        opens: the first hour.
        closes: the last hour. Not after `opens`, it is an hour of the night that follows: 00:00 is midnight, and from
            00:00 to 00:00 is the whole day.
        note: `sur rendez-vous`…; "" when there is none.
    """

    opens: time
    closes: time
    note: str = ""

    @property
    def past_midnight(self) -> bool:
        """Still open when the next day begins."""
        return self.closes <= self.opens and self.closes != time()

    def minutes(self) -> tuple[int, int]:
        """Minutes from midnight of its day: `(540, 720)` for 9h-12h; past 1440 after midnight."""
        first = self.opens.hour * 60 + self.opens.minute
        last = self.closes.hour * 60 + self.closes.minute
        return first, last if last > first else last + 24 * 60


def parse_ranges(value: object) -> tuple[TimeRange, ...]:
    """Ranges of one day, in order; none when closed. Each may end with a note: `14h-17h (sur rendez-vous)`.

    value: a text, or a list of texts. Raises `horaire-illisible`, `heure-illisible`, `plage-vide`, `plage-inversee`,
    `plages-melees`.
    """
    if isinstance(value, tuple):
        return value
    text = ", ".join(text_of(part) for part in value) if isinstance(value, list) else text_of(value)
    text = " ".join(text.split())
    if text.lower() in CLOSED:
        return ()
    if re.fullmatch(r"24 ?h ?/ ?24", text, re.IGNORECASE):
        return (TimeRange(time(), time()),)
    ranges = sorted(_range(part.strip()) for part in _SEPARATOR.split(text))
    if clash(ranges):
        raise invalid("plages-melees", value=text)
    return tuple(ranges)


def _range(text: str) -> TimeRange:
    match = _RANGE.fullmatch(_NAMED.sub(lambda named: _WORDS[named[0].lower()], text))
    if match is None:
        raise invalid("horaire-illisible", value=text)
    opens, closes = parse_clock(match["opens"]), parse_clock(match["closes"])
    if opens == closes != time():
        raise invalid("plage-vide", value=text)
    found = TimeRange(opens, closes, (match["note"] or "").strip())
    first, last = found.minutes()
    if found.past_midnight and last - first > _LONGEST_NIGHT:
        raise invalid("plage-inversee", value=text, opens=match["opens"].strip(), closes=match["closes"].strip())
    return found


def clash(ranges: Sequence[TimeRange], next_day: Sequence[TimeRange] = ()) -> bool:
    """Whether ranges of one day (sorted) overlap each other, or those of the next day."""
    spans = [one.minutes() for one in ranges]
    spans += [(first + 24 * 60, last + 24 * 60) for first, last in (one.minutes() for one in next_day)]
    return any(later[0] < earlier[1] for earlier, later in pairwise(spans))


_RANGES_SCHEMA = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    "examples": ["9h-12h, 14h-17h30", "20h-1h", "ferme", "14h-17h (sur rendez-vous)"],
}
Ranges = Annotated[tuple[TimeRange, ...], PlainValidator(parse_ranges), WithJsonSchema(_RANGES_SCHEMA), Widget("hours")]

"""Content lines of iCalendar (RFC 5545 §3.1), escaped and folded by the icalendar library, as bytes with their CRLF."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Protocol

from icalendar.parser import Contentline, Parameters
from icalendar.prop import vDuration, vInt, vText, vUri, vUTCOffset

from tambour.model.conversions import clean_text
from tambour.model.events.slots import instant_key

from .clock import comes_twice

_CRLF = b"\r\n"
_FOLDED = 75  # octets: the library folds lines of as many, and longer ones
_CAPITAL_N = re.compile(r"(?<=\\)(?=N)")


class _Value(Protocol):
    """A property type of the icalendar library."""

    def to_ical(self) -> bytes | str:
        """The value as it is written."""


class _Plain(bytes):
    """What is written as it is."""

    def to_ical(self) -> bytes:
        return self


class _LineText(vText):
    r"""TEXT (§3.3.11). The library takes `\N`, as in `D:\Notes`, for a line break: it is given the two apart."""

    def to_ical(self) -> bytes:
        return b"".join(vText(part).to_ical() for part in _CAPITAL_N.split(self))


@lru_cache(maxsize=1024)  # BEGIN, STATUS, a stamp: the same lines come again and again
def plain(name: str, value: str, **parameters: str) -> bytes:
    """A value that holds nothing to escape: a word, a number, a rule. parameters: in their order."""
    return _line(name, _Plain(value.encode()), **parameters)


def text(name: str, value: str) -> bytes:
    """A text that people read, without the control characters that its source may hold."""
    return _line(name, _clean(value))


def texts(name: str, values: Iterable[str]) -> bytes:
    """Several texts in one line: the commas within them are escaped, those between them are not."""
    return _line(name, _Plain(b",".join(_clean(value).to_ical() for value in values)))


def uri(name: str, value: str, **parameters: str) -> bytes:
    """An address, percent-encoded already."""
    return _line(name, vUri(value), **parameters)


def number(name: str, value: int) -> bytes:
    return _line(name, vInt(value))


def duration(name: str, value: timedelta, **parameters: str) -> bytes:
    return _line(name, vDuration(value), **parameters)


def offset(name: str, value: timedelta) -> bytes:
    """What clocks show, less UTC: `+0100`."""
    return _line(name, vUTCOffset(value))


def utc(name: str, moment: datetime) -> bytes:
    """An instant, whatever its zone."""
    return plain(name, instant_key(moment))


def when(name: str, moment: date | datetime) -> bytes:
    """A day, or an instant as the clocks of its zone show it.

    An hour that they show twice is told in UTC: by TZID it would be the first (§3.3.5), but not to every program.
    """
    if not isinstance(moment, datetime):
        return plain(name, instant_key(moment), VALUE="DATE")
    if comes_twice(moment) or str(moment.tzinfo) == "UTC":
        return utc(name, moment)
    return plain(name, f"{moment:%Y%m%dT%H%M%S}", TZID=str(moment.tzinfo))


def component(name: str, *lines: bytes) -> bytes:
    """BEGIN, what is inside, END."""
    return b"".join((plain("BEGIN", name), *lines, plain("END", name)))


def _clean(value: str) -> _LineText:
    return _LineText(str(clean_text(value)))


def _line(name: str, value: _Value, **parameters: str) -> bytes:
    written = Contentline.from_parts(name, Parameters(parameters), value, sorted=False)
    data = written.encode()
    folded: bytes = (
        data if len(data) < _FOLDED else written.to_ical()
    )  # its fold looks at short lines, too: half the time
    return folded + _CRLF

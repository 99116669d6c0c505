"""libical, the C library of Evolution, KOrganizer and many others, through its shared object; and what it complains of.

Its own iteration over the dates of an event counts every date in the offset of the first, so the rule is iterated here
as its documentation shows, by its functions.
"""

import ctypes
from collections.abc import Iterator
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_uint64, c_void_p
from datetime import UTC, datetime

from tests.conformance.calendar_reading import Seen


class Time(ctypes.Structure):
    """struct icaltimetype of libical 3."""

    _fields_ = [
        *((name, c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")),
        ("zone", c_void_p),
    ]


class Rule(ctypes.Structure):
    """struct icalrecurrencetype of libical 3 on 64 bits, which is only handed on."""

    _fields_ = [("opaque", c_uint64 * 362)]


class Duration(ctypes.Structure):
    """struct icaldurationtype."""

    _fields_ = [(name, c_int) for name in ("is_neg", "days", "weeks", "hours", "minutes", "seconds")]


SIGNATURES = {
    "icalparser_parse_string": (c_void_p, c_char_p),
    "icalcomponent_string_to_kind": (c_int, c_char_p),
    "icalproperty_string_to_kind": (c_int, c_char_p),
    "icalcomponent_get_first_component": (c_void_p, c_void_p, c_int),
    "icalcomponent_get_next_component": (c_void_p, c_void_p, c_int),
    "icalcomponent_get_first_property": (c_void_p, c_void_p, c_int),
    "icalcomponent_get_next_property": (c_void_p, c_void_p, c_int),
    "icalproperty_get_xlicerror": (c_char_p, c_void_p),
    "icalcomponent_get_uid": (c_char_p, c_void_p),
    "icalcomponent_get_summary": (c_char_p, c_void_p),
    "icalcomponent_get_dtstart": (Time, c_void_p),
    "icalcomponent_get_dtend": (Time, c_void_p),
    "icalproperty_get_datetime_with_component": (Time, c_void_p, c_void_p),
    "icalproperty_get_duration": (Duration, c_void_p),
    "icaldurationtype_as_int": (c_int, Duration),
    "icalproperty_get_rrule": (Rule, c_void_p),
    "icalrecur_iterator_new": (c_void_p, Rule, Time),
    "icalrecur_iterator_next": (Time, c_void_p),
    "icalrecur_iterator_free": (None, c_void_p),
    "icalproperty_recurrence_is_excluded": (c_int, c_void_p, POINTER(Time), POINTER(Time)),
    "icaltime_is_null_time": (c_int, Time),
    "icaltime_as_timet_with_zone": (c_long, Time, c_void_p),
    "icalrestriction_check": (c_int, c_void_p),
    "icalcomponent_free": (None, c_void_p),
}


class Libical:
    """The library, loaded. name: as `toolbox.libical` gives it."""

    def __init__(self, name: str) -> None:
        self._c = ctypes.CDLL(name)
        for called, (result, *arguments) in SIGNATURES.items():
            function = getattr(self._c, called)
            function.restype, function.argtypes = result, arguments
        self._vevent = self._c.icalcomponent_string_to_kind(b"VEVENT")

    def read(self, data: bytes) -> tuple[list[Seen], list[str]]:
        """What it sees in a file, and what is wrong there, by the grammar and by the restrictions of RFC 5545."""
        root = self._c.icalparser_parse_string(data)
        assert root, "not a calendar"
        try:
            self._c.icalrestriction_check(root)  # leaves what is wrong where it is, as the parser did
            return sorted(self._seen(root)), list(self._complaints(root))
        finally:
            self._c.icalcomponent_free(root)

    def _components(self, root: int) -> Iterator[int]:
        component = self._c.icalcomponent_get_first_component(root, self._vevent)
        while component:
            yield component
            component = self._c.icalcomponent_get_next_component(root, self._vevent)

    def _properties(self, component: int, name: bytes) -> Iterator[int]:
        kind = self._c.icalproperty_string_to_kind(name)
        one = self._c.icalcomponent_get_first_property(component, kind)
        while one:
            yield one
            one = self._c.icalcomponent_get_next_property(component, kind)

    def _complaints(self, root: int) -> Iterator[str]:
        for component in (root, *self._components(root)):
            for one in self._properties(component, b"X-LIC-ERROR"):
                yield self._c.icalproperty_get_xlicerror(one).decode()

    def _seen(self, root: int) -> Iterator[Seen]:
        dates, told_apart = [], set()
        for component in self._components(root):
            uid, title = self._text(component, "uid"), self._text(component, "summary")
            moved = [self._moment(component, one) for one in self._properties(component, b"RECURRENCE-ID")]
            told_apart |= {(uid, self._told(one)) for one in moved}
            dates += [(uid, start, length, title, bool(moved)) for start, length in self._dates(component)]
        for uid, start, length, title, is_exception in dates:
            if is_exception or (uid, self._told(start)) not in told_apart:
                yield Seen(uid, self._told(start), self._told(start, length), title)

    def _text(self, component: int, name: str) -> str:
        return (getattr(self._c, f"icalcomponent_get_{name}")(component) or b"").decode()

    def _moment(self, component: int, one: int) -> Time:
        return self._c.icalproperty_get_datetime_with_component(one, component)

    def _dates(self, component: int) -> Iterator[tuple[Time, int]]:
        """Start and exact length in seconds of each date of a component."""
        start = self._c.icalcomponent_get_dtstart(component)
        length = self._length(component, start)
        rules = list(self._properties(component, b"RRULE"))
        if not rules:
            yield start, length
        for rule in rules:
            dates = self._c.icalrecur_iterator_new(self._c.icalproperty_get_rrule(rule), start)
            while not self._c.icaltime_is_null_time(one := self._c.icalrecur_iterator_next(dates)):
                if not self._c.icalproperty_recurrence_is_excluded(component, byref(start), byref(one)):
                    yield one, length
            self._c.icalrecur_iterator_free(dates)
        for one in self._properties(component, b"RDATE"):
            yield self._moment(component, one), length

    def _length(self, component: int, start: Time) -> int:
        for one in self._properties(component, b"DURATION"):
            return self._c.icaldurationtype_as_int(self._c.icalproperty_get_duration(one))
        end = self._c.icalcomponent_get_dtend(component)
        return 0 if self._c.icaltime_is_null_time(end) else self._seconds(end) - self._seconds(start)

    def _seconds(self, moment: Time) -> int:
        return self._c.icaltime_as_timet_with_zone(moment, moment.zone)

    def _told(self, moment: Time, later: int = 0) -> str:
        instant = datetime.fromtimestamp(self._seconds(moment) + later, UTC)
        return f"{instant:%Y-%m-%d}" if moment.is_date else f"{instant:%Y-%m-%dT%H:%M:%SZ}"

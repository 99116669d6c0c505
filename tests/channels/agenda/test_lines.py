"""Each line is one that RFC 5545 §3.1 allows, and is read back as what was written, whatever the text."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Event

from tambour.channels.agenda.lines import component, duration, offset, plain, text, texts, uri, when
from tambour.model.conversions import clean_text
from tambour.testing.building import PARIS

# What `tambour.source` lets through: the rest (controls, lone surrogates) it has removed from every text.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\\;,:\"'é€🎭مN")).map(clean_text)


def unescaped(value: str) -> str:
    """The value of a TEXT (§3.3.11), by a reader of one line that is nobody's library."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def read(line: bytes) -> str:
    name, _, value = line.replace(b"\r\n ", b"").decode().removesuffix("\r\n").partition(":")
    assert name.isupper()
    return unescaped(value)


@given(TEXTS)
@example("D:\\Notes\\Nouvelles\\n")
@example("é" * 200)
@example("🏳️‍🌈" * 30)
def test_a_text_is_read_back_as_it_was_written(words):
    assert read(text("SUMMARY", words)) == words
    assert str(Event.from_ical(component("VEVENT", text("SUMMARY", words)))["SUMMARY"]) == words


@given(st.lists(TEXTS.filter(bool), min_size=1))
def test_so_are_several_texts_in_one_line(names):
    line = texts("CATEGORIES", names).replace(b"\r\n ", b"").decode().removesuffix("\r\n").removeprefix("CATEGORIES:")

    assert [unescaped(part) for part in re.findall(r"(?:\\.|[^\\,])+", line)] == names


@given(TEXTS)
@example("x" * 66)  # 74, 75 and 76 octets with the name
@example("x" * 67)
@example("x" * 68)
def test_lines_are_folded_at_75_octets_and_cut_no_character(words):
    lines = text("SUMMARY", words).removesuffix(b"\r\n").split(b"\r\n")

    assert all(len(line) <= 75 for line in lines)
    assert all(line.startswith(b" ") for line in lines[1:])
    assert all(line.decode() for line in lines)  # each is UTF-8 by itself


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x0c", "\x1b", "\x7f", "\x85", "\x9f", "\ud800"])
def test_control_characters_are_removed(control):
    assert text("SUMMARY", f"a{control}b") in (b"SUMMARY:ab\r\n", b"SUMMARY:a b\r\n")


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\u2028", "\u2029"])
def test_every_line_end_is_one(line_end):
    assert text("DESCRIPTION", f"a{line_end}b") == b"DESCRIPTION:a\\nb\r\n"


def test_an_address_is_left_as_it_is():
    assert uri("IMAGE", "https://a.fr/x,y;z", VALUE="URI") == b"IMAGE;VALUE=URI:https://a.fr/x,y;z\r\n"


@pytest.mark.parametrize(
    ("moment", "line"),
    [
        (date(2026, 12, 5), "DTSTART;VALUE=DATE:20261205"),
        (datetime(2026, 12, 5, 18, 30, tzinfo=PARIS), "DTSTART;TZID=Europe/Paris:20261205T183000"),
        (datetime(2026, 10, 25, 1, 59, tzinfo=PARIS), "DTSTART;TZID=Europe/Paris:20261025T015900"),
        (datetime(2026, 10, 25, 2, 30, tzinfo=PARIS), "DTSTART:20261025T003000Z"),
        (datetime(2026, 10, 25, 2, 30, tzinfo=PARIS, fold=1), "DTSTART:20261025T013000Z"),
        (datetime(2026, 10, 25, 3, tzinfo=PARIS, fold=1), "DTSTART;TZID=Europe/Paris:20261025T030000"),
        (datetime(2026, 3, 29, 3, tzinfo=PARIS), "DTSTART;TZID=Europe/Paris:20260329T030000"),
    ],
)
def test_a_moment_is_told_by_the_clocks_and_in_utc_where_they_show_it_twice(moment, line):
    assert when("DTSTART", moment).decode() == f"{line}\r\n"


def test_other_values():
    assert plain("RRULE", "FREQ=DAILY;COUNT=3") == b"RRULE:FREQ=DAILY;COUNT=3\r\n"
    assert duration("X-PUBLISHED-TTL", timedelta(hours=12)) == b"X-PUBLISHED-TTL:PT12H\r\n"
    assert offset("TZOFFSETTO", -timedelta(hours=9, minutes=30)) == b"TZOFFSETTO:-0930\r\n"
    assert when("DTSTART", datetime(2026, 12, 5, 9, tzinfo=UTC)) == b"DTSTART:20261205T090000Z\r\n"

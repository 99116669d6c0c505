"""Five programs read the calendars, and find the same dates at the same instants: those that were written.

The calendars of the demo, and those of events of every form, thick around the changes of clock.
"""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Timezone

from tambour.channels.agenda import Agenda
from tambour.channels.agenda.calendar_entry import vevent
from tambour.channels.agenda.lines import text, when
from tambour.model.events.occurrence import Occurrence
from tambour.model.site.published import Published
from tambour.testing.building import PARIS, make, published, rendered, site
from tambour.testing.village import PLACE
from tambour.words.states import title_with_state
from tests.conformance.calendar_reading import Seen, by_dateutil, by_node, by_recurring_ical_events, told
from tests.conformance.libical import Libical
from tests.conformance.made_events import is_valid, made_events, pairs, typed_events
from tests.trees import Tree

Files = Mapping[str, bytes]
Read = Mapping[str, Mapping[str, list[Seen]]]
READERS = ("recurring-ical-events", "dateutil", "libical", "ical.js", "node-ical")
MADE, MADE_AT_A_PLACE, LATE = "toutes-formes.ics", "toutes-formes-a-la-salle.ics", "fuseau-par-dates.ics"
DAY = timedelta(days=1)
# Every form that a date may have, by what shows it in a file of the demo.
FORMS = {
    "series": rb"RRULE:FREQ=WEEKLY",
    "date left out": rb"EXDATE;TZID=Europe/Paris:\d",
    "exception of a series": rb"RECURRENCE-ID;TZID=Europe/Paris:",
    "irregular slot": rb"UID:[a-z0-9-]+-\d{8}T\d{6}Z@",
    "one date": rb"UID:[a-z0-9-]+@",
    "without an end": rb"DTSTART;TZID=[^\r]+\r\n(?!DTEND|DURATION)",
    "day": rb"DTSTART;VALUE=DATE:",
    "days": rb"DTSTART;VALUE=DATE:2026\d+\r\nDTEND;VALUE=DATE:",
    "online": rb"CONFERENCE;VALUE=URI",
    "cancelled": "SUMMARY:ANNULÉ – ".encode(),
    "postponed": "SUMMARY:REPORTÉ – ".encode(),
    "moved": "SUMMARY:DÉPLACÉ – ".encode(),
    "full": "SUMMARY:COMPLET – ".encode(),
}


@pytest.fixture(scope="module")
def made() -> tuple[Files, list[Seen]]:
    """Two calendars of events of every form, and what the first has to say."""
    items = [published("place", PLACE), *made_events()]
    channel = make(Agenda, past_months=120)
    files = rendered(channel, site(items))
    expected = [expected_of(item, one) for item in items for one in item.occurrences]
    names = {MADE: "agendas/tout.ics", MADE_AT_A_PLACE: "agendas/lieux/salle-des-fetes.ics"}
    return {name: files[path] for name, path in names.items()}, sorted(expected)


@pytest.fixture(scope="module")
def of_the_demo(demo: Tree) -> Files:
    return {path.relative_to(demo.root).as_posix(): path.read_bytes() for path in demo.files("*.ics")}


@pytest.fixture(scope="module")
def files(made: tuple[Files, list[Seen]], of_the_demo: Files) -> Files:
    return {**of_the_demo, **made[0]}


@pytest.fixture(scope="module")
def by_libical(files: Files, libical: str) -> Mapping[str, tuple[list[Seen], list[str]]]:
    """File → what libical sees, and what it complains of."""
    return {name: Libical(libical).read(data) for name, data in files.items()}


@pytest.fixture(scope="module")
def read(files: Files, by_libical: Mapping[str, tuple[list[Seen], list[str]]], node: Path) -> Read:
    """Reader → file → what it sees. ical.js stops at the first fault."""
    files = {**files, LATE: with_dates_for_a_zone(files[MADE])}
    by_python = {name: (by_recurring_ical_events(data), by_dateutil(data)) for name, data in files.items()}
    return {
        "recurring-ical-events": {name: seen for name, (seen, _) in by_python.items()},
        "dateutil": {name: seen for name, (_, seen) in by_python.items()},
        "libical": {name: seen for name, (seen, _) in by_libical.items()},
        **by_node(files, node),
    }


def expected_of(item: Published, one: Occurrence) -> Seen:
    end = (one.end or one.start) + DAY if one.all_day else one.end
    return Seen.of(
        f"{item.history.slots[one.key].uid}@exemple.fr", one.start, end, title_with_state(item.item.title, one.status)
    )


def with_dates_for_a_zone(data: bytes) -> bytes:
    """The same calendar with one event in July, and the VTIMEZONE that the icalendar library would write by itself."""
    zone = Timezone.from_tzinfo(PARIS, PARIS.key).to_ical()
    july = vevent(text("UID", "a"), [when("DTSTART", datetime(2026, 7, 10, 10, tzinfo=PARIS))], text("SUMMARY", "b"))
    head = data[: data.index(b"BEGIN:VTIMEZONE")]
    return head + zone + july + b"END:VCALENDAR\r\n"


@pytest.mark.parametrize("reader", READERS)
def test_events_of_every_form_are_read_as_they_were_written(
    read: Read, made: tuple[Files, list[Seen]], reader: str
) -> None:
    expected = made[1]

    assert len({re.match(r"evenement-\d+", seen.uid)[0] for seen in expected}) > 200
    assert read[reader][MADE] == expected


def test_every_two_traits_that_meet_in_a_thousand_events_meet_in_those_that_are_read() -> None:
    taken = {item.id for item in made_events()}
    thousand = {typed["id"]: pairs(typed) for typed in typed_events() if is_valid(typed)}
    every = set().union(*thousand.values())

    assert len({trait for pair in every for trait in pair}) > 80
    assert set().union(*(thousand[name] for name in taken)) == every


@pytest.mark.parametrize("reader", READERS)
def test_dates_of_series_that_are_elsewhere_are_read_in_the_calendar_of_that_place(read: Read, reader: str) -> None:
    assert read[reader][MADE_AT_A_PLACE] == read["dateutil"][MADE_AT_A_PLACE]
    assert {seen.start for seen in read[reader][MADE_AT_A_PLACE]} <= {seen.start for seen in read[reader][MADE]}


@pytest.mark.parametrize("reader", READERS)
def test_each_event_of_the_demo_is_read_as_the_open_data_tell_it(read: Read, demo: Tree, reader: str) -> None:
    events = sorted((demo.root / "api" / "v1" / "agenda").glob("*.json"))
    open_data = {path.stem: json.loads(path.read_bytes())["occurrences"] for path in events}

    assert len(open_data) >= 40
    for name, occurrences in open_data.items():
        assert ends(read[reader][f"agendas/evenements/{name}.ics"]) == sorted(map(as_told, occurrences)), name


@pytest.mark.parametrize("reader", READERS)
def test_every_calendar_of_the_demo_is_read_alike(read: Read, of_the_demo: Files, reader: str) -> None:
    assert len(of_the_demo) > 90
    for name in of_the_demo:
        assert read[reader][name] == read["dateutil"][name], name


def test_the_demo_has_every_form_of_date(of_the_demo: Files) -> None:
    data = of_the_demo["agendas/tout.ics"]

    assert [form for form, pattern in FORMS.items() if not re.search(pattern, data)] == []


def test_libical_finds_nothing_to_complain_of(by_libical: Mapping[str, tuple[list[Seen], list[str]]]) -> None:
    assert {name: faults for name, (_, faults) in by_libical.items() if faults} == {}


@pytest.mark.parametrize(
    ("written", "instead", "complaint"),
    [
        (b"CALSCALE:GREGORIAN", b"METHOD:PUBLISH", "ORGANIZER"),
        (b"GEO:", b"GEO:x", "GEO"),
        (b"STATUS:CONFIRMED", b"STATUS:CONFIRMED\r\nSTATUS:CONFIRMED", "STATUS"),
    ],
)
def test_it_would_complain(of_the_demo: Files, libical: str, written: bytes, instead: bytes, complaint: str) -> None:
    data = of_the_demo["agendas/tout.ics"]

    assert complaint in " ".join(Libical(libical).read(data.replace(written, instead))[1])


def test_a_zone_that_is_told_by_dates_would_be_read_an_hour_late(read: Read) -> None:
    """Why `zone.py` writes rules; and that these tests see an hour."""
    assert read["dateutil"][LATE] == [Seen("a", "2026-07-10T08:00:00Z", "2026-07-10T08:00:00Z", "b")]
    assert read["ical.js"][LATE] == [Seen("a", "2026-07-10T09:00:00Z", "2026-07-10T09:00:00Z", "b")]


def ends(seen: list[Seen]) -> list[tuple[str, str]]:
    return sorted((one.start, one.end) for one in seen)


def as_told(occurrence: Mapping[str, str]) -> tuple[str, str]:
    """One occurrence of the open data, its end as calendars tell it."""
    first, last = occurrence["debut"], occurrence.get("fin") or occurrence["debut"]
    if occurrence["journee_entiere"]:
        return first, told(date.fromisoformat(last) + DAY)
    return told(datetime.fromisoformat(first)), told(datetime.fromisoformat(last))

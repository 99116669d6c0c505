"""A series is one event with a rule; each date that is unlike the others is told beside it, under the same UID."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from icalendar import Component

from tambour.channels.agenda import Agenda
from tambour.model.site.published import Published
from tambour.testing.building import PARIS, make, published, rendered, site
from tambour.testing.village import PLACE
from tambour.words.states import title_with_state
from tests.channels.agenda.reading import events, summaries, uids
from tests.conformance.calendar_reading import Seen, by_dateutil, by_recurring_ical_events

THURSDAYS = {
    "id": "lecture",
    "titre": "Lecture",
    "publier_le": "2026-01-02",
    "debut": "2026-10-08 18:30",
    "fin": "20h",
    "recurrence": {"frequence": "hebdomadaire", "jusqu_au": "2026-11-12"},
}
HALL = published("place", PLACE)


def series(**typed: object) -> list[Component]:
    return events(site([published("event", THURSDAYS | typed), HALL]))


def lines(event: Component, name: str) -> list[str]:
    """The content lines of one property, as they are written."""
    return [line for line in event.to_ical().decode().split("\r\n") if line.startswith(name)]


def seen(item: Published) -> list[Seen]:
    """What the model says that takes place: what every program has to find in the file."""
    title, day = item.item.title, timedelta(days=1)
    ends = ((one, (one.end or one.start) + day if one.all_day else one.end) for one in item.occurrences)
    return sorted(
        Seen.of(f"{item.id}@exemple.fr", one.start, end, title_with_state(title, one.status)) for one, end in ends
    )


def read(item: Published) -> tuple[list[Seen], list[Seen]]:
    data = rendered(make(Agenda), site([item]))[f"agendas/evenements/{item.id}.ics"]
    return by_dateutil(data), by_recurring_ical_events(data)


def test_a_regular_series_is_one_event_with_a_rule():
    [event] = series()

    assert lines(event, "DTSTART") == ["DTSTART;TZID=Europe/Paris:20261008T183000"]
    assert lines(event, "DTEND") == ["DTEND;TZID=Europe/Paris:20261008T200000"]
    assert lines(event, "RRULE") == ["RRULE:FREQ=WEEKLY;UNTIL=20261112T225959Z"]


def test_days_left_out_are_excluded_at_the_hour_of_the_series():
    [event] = series(sauf=["2026-11-05", "2026-10-22"])

    assert lines(event, "EXDATE") == [
        "EXDATE;TZID=Europe/Paris:20261022T183000",
        "EXDATE;TZID=Europe/Paris:20261105T183000",
    ]


def test_a_series_of_days_has_days_everywhere():
    [event] = series(
        debut="2026-10-08",
        fin="2026-10-09",
        sauf=["2026-10-15"],
        recurrence={"frequence": "hebdomadaire", "nombre": "3"},
    )

    assert lines(event, "DT")[:2] == ["DTSTART;VALUE=DATE:20261008", "DTEND;VALUE=DATE:20261010"]
    assert lines(event, "RRULE") == ["RRULE:FREQ=WEEKLY;COUNT=3"]
    assert lines(event, "EXDATE") == ["EXDATE;VALUE=DATE:20261015"]


@pytest.mark.parametrize(
    ("exception", "title", "start"),
    [
        ({"statut": "annule"}, "ANNULÉ – Lecture", "20261029T183000"),
        ({"statut": "complet"}, "COMPLET – Lecture", "20261029T183000"),
        ({"statut": "reporte"}, "REPORTÉ – Lecture", "20261029T183000"),
        ({"debut": "2026-10-30 18:30", "statut": "reporte"}, "REPORTÉ – Lecture", "20261030T183000"),
        ({"debut": "17h"}, "DÉPLACÉ – Lecture", "20261029T170000"),
        ({"lieu": "Chez Anna"}, "Lecture", "20261029T183000"),
        ({"note": "Spécial Halloween."}, "Lecture", "20261029T183000"),
        ({"fin": "21h"}, "Lecture", "20261029T183000"),
    ],
)
def test_what_changes_on_one_date_is_told_beside_the_series(exception, title, start):
    whole, one = series(exceptions=[{"date": "2026-10-29", **exception}])

    assert uids([whole, one]) == ["lecture", "lecture"]
    assert lines(one, "RECURRENCE-ID") == ["RECURRENCE-ID;TZID=Europe/Paris:20261029T183000"]
    assert lines(one, "DTSTART") == [f"DTSTART;TZID=Europe/Paris:{start}"]
    assert lines(one, "RRULE") == []
    assert summaries([whole, one]) == ["Lecture", title]
    assert whole["SEQUENCE"] <= one["SEQUENCE"]


def test_a_cancelled_series_is_cancelled_as_a_whole_but_for_what_is_said_otherwise():
    whole, one = series(statut="annule", exceptions=[{"date": "2026-10-29", "statut": "confirme"}])

    assert summaries([whole, one]) == ["ANNULÉ – Lecture", "Lecture"]


def test_an_exception_that_changes_nothing_that_a_calendar_shows_adds_nothing():
    assert len(series(exceptions=[{"date": "2026-10-29", "statut": "confirme"}])) == 1


def test_the_calendar_of_another_place_shows_the_dates_that_are_there_as_events_of_their_own():
    item = published("event", THURSDAYS | {"exceptions": [{"date": "2026-10-29", "lieu": "salle-des-fetes"}]})
    [one] = events(site([item, HALL]), "agendas/lieux/salle-des-fetes.ics")

    assert uids([one]) == ["lecture-20261029T173000Z"]
    assert lines(one, "RECURRENCE-ID") == []
    assert one["DTSTART"].dt == datetime(2026, 10, 29, 18, 30, tzinfo=PARIS)


def test_the_calendar_of_its_place_shows_a_whole_series():
    item = published(
        "event", THURSDAYS | {"lieu": "salle-des-fetes", "exceptions": [{"date": "2026-10-29", "lieu": "Ici"}]}
    )
    given_site = site([item, HALL])

    assert events(given_site, "agendas/lieux/salle-des-fetes.ics") == events(given_site)


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"fin": "1h"},  # over midnight
        {"debut": "2026-10-03 22:00", "fin": "2026-10-04 06:00"},  # over the change of clock of the fourth week
        {"debut": "2026-10-24 22:00", "fin": "2026-10-25 06:00"},  # over that of its first date
        {"debut": "2026-10-24", "fin": "2026-10-25"},
        {"debut": "2026-10-11 03:00", "fin": "4h"},
        {"debut": "2026-10-11 01:30", "fin": "3h30"},
        {"debut": "2026-10-11 20:00", "fin": None},
    ],
)
def test_both_sides_of_a_change_of_clock_are_right(typed):
    item = published("event", THURSDAYS | typed)

    assert read(item) == (seen(item), seen(item))
    assert len(seen(item)) >= 3


@pytest.mark.parametrize("hour", ["2026-10-25 02:30+02:00", "2026-10-25 02:30+01:00", "3h30"])
def test_an_hour_that_the_clocks_show_twice_is_the_one_that_is_meant(hour):
    typed = {"debut": "2026-10-11 02:30", "fin": "4h", "exceptions": [{"date": "2026-10-25", "debut": hour}]}
    item = published("event", THURSDAYS | typed)

    assert read(item) == (seen(item), seen(item))


@pytest.mark.parametrize("meant", ["+02:00", "+01:00"])
@pytest.mark.parametrize(
    "exceptions",
    [[], [{"date": "2026-10-25", "debut": "2026-10-25 02:30+01:00"}], [{"date": "2026-10-25", "debut": "9h"}]],
)
def test_it_may_be_the_first(meant, exceptions):
    item = published("event", THURSDAYS | {"debut": f"2026-10-25 02:30{meant}", "fin": "5h", "exceptions": exceptions})

    assert read(item) == (seen(item), seen(item))


@pytest.mark.parametrize("typed", [{"exceptions": [{"date": "2027-03-28", "debut": "3h30"}]}, {"sauf": ["2027-03-28"]}])
@pytest.mark.parametrize("end", [{"nombre": "5"}, {"jusqu_au": "2027-04-15"}])
def test_after_an_hour_that_the_clocks_skip_the_others_keep_theirs(typed, end):
    rule = {"frequence": "hebdomadaire"} | end
    item = published("event", THURSDAYS | {"debut": "2027-03-14 02:30", "fin": "4h", "recurrence": rule} | typed)

    assert read(item) == (seen(item), seen(item))
    assert len(seen(item)) == 5 - len(item.item.excluded)


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 28)).filter(lambda day: day.day <= 28)
RULES = st.one_of(
    st.just({"frequence": "quotidienne"}),
    st.builds(lambda every: {"frequence": "hebdomadaire", "intervalle": str(every)}, st.integers(1, 4)),
    st.just({"frequence": "mensuelle"}),
    st.just({"frequence": "annuelle"}),
    st.just({"frequence": "mensuelle", "jours": "par le début"}),
    st.just({"frequence": "hebdomadaire", "jours": "par le début"}),
)
NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
ENDS = st.one_of(st.integers(1, 40).map(lambda n: {"nombre": str(n)}), st.integers(0, 400).map(lambda n: {"jours": n}))


@st.composite
def any_series(draw: st.DrawFn) -> dict[str, Any]:
    """A rule that begins on its first date, and some of its days left out; hours that no clock skips."""
    day, rule, end = draw(DAYS), dict(draw(RULES)), draw(ENDS)
    if rule.get("jours"):
        rank = f"{(day.day - 1) // 7 + 1}e " if rule["frequence"] == "mensuelle" else ""
        rule["jours"] = f"{rank}{NAMES[day.weekday()]}".replace("1e ", "1er ")
    rule |= {"jusqu_au": str(day + timedelta(days=end["jours"]))} if "jours" in end else end
    hour = draw(st.sampled_from(("", " 00:00", " 01:30", " 03:00", " 18:30", " 23:59")))
    last = draw(st.sampled_from((None, day if not hour else "23h59", day + timedelta(days=2) if not hour else "9h")))
    return {"debut": f"{day}{hour}", "recurrence": rule, "fin": last and str(last)}


@settings(max_examples=150)
@given(any_series(), st.randoms(use_true_random=False))
def test_any_rule_gives_the_dates_that_dateutil_gives(typed, chance):
    try:
        item = published("event", THURSDAYS | typed)
        days = [one.start if one.all_day else one.start.date() for one in item.occurrences]
        left_out = [str(day) for day in chance.sample(days, min(3, len(days) - 1))]
        item = published("event", THURSDAYS | typed | {"sauf": left_out})
    except ValueError:  # an end before its start, an end at an hour that is skipped: refused, nothing to publish
        assume(False)

    assert read(item) == (seen(item), seen(item))

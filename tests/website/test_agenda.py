"""The agenda opens with the weekend, loses no date, and narrows to one commune or topic."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

import pytest

from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.registers import Commune, Topic
from tambour.model.site.published import Published
from tambour.website.page import PageView
from tambour.website.weekend import goes_through_the_weekend, of_the_weekend
from tests.website.test_plan import NOW, PARIS, occurrence, pages, published, site

MONDAY = datetime(2026, 11, 30, 9, tzinfo=PARIS)  # NOW is the Saturday of that week


def event(item_id: str, *occurrences: Occurrence, communes: tuple[str, ...] = (), **fields: object) -> Published:
    return published("event", item_id, extra={"occurrences": occurrences, "communes": communes}, **fields)


def on(day: int, hour: int = 10, hours: float = 1) -> Occurrence:
    return occurrence(datetime(2026, 12, day, hour, tzinfo=PARIS), hours=hours)


def dates(view: PageView) -> dict[str, list[Occurrence]]:
    return {
        "weekend": [one for day in view.weekend for one, _ in day.entries],
        "ongoing": [one for one, _ in view.ongoing],
        "days": [one for day in view.days for one, _ in day.entries],
    }


@pytest.mark.parametrize(
    ("begins", "hours", "expected"),
    [
        (datetime(2026, 12, 5, 0, tzinfo=PARIS), 1, True),
        (datetime(2026, 12, 6, 23, tzinfo=PARIS), 1, True),
        (datetime(2026, 12, 7, 0, tzinfo=PARIS), 1, False),
        (datetime(2026, 12, 4, 17, tzinfo=PARIS), 2, False),  # Friday, over before night
        (datetime(2026, 12, 4, 18, tzinfo=PARIS), 2, True),  # Friday evening
        (datetime(2026, 12, 4, 9, tzinfo=PARIS), 48, True),  # from Friday morning to Sunday
        (datetime(2026, 12, 3, 9, tzinfo=PARIS), 96, False),
        (datetime(2026, 12, 12, 9, tzinfo=PARIS), 1, False),  # Saturday of next week
    ],
)
def test_the_weekend_goes_from_friday_evening_to_sunday(begins, hours, expected):
    assert of_the_weekend(occurrence(begins, hours=hours), MONDAY) is expected


def test_the_weekend_comes_first_then_what_goes_on_then_each_day():
    exhibition, over = on(2, hours=240), on(4)
    evening, tomorrow, later = on(5, 18), on(6), on(9)

    view = pages(site(event("fete", exhibition, over, evening, tomorrow, later)))["agenda/"]

    assert dates(view) == {"weekend": [evening, tomorrow], "ongoing": [exhibition], "days": [later]}
    assert [day.date for day in view.weekend] == [date(2026, 12, 5), date(2026, 12, 6)]


def test_what_began_before_and_goes_on_is_something_to_do_this_weekend():
    exhibition, over, cancelled = on(2, hours=240), on(1, hours=24), on(2, hours=240)
    cancelled = replace(cancelled, key="autre", status=EventStatus.CANCELLED)

    view = pages(site(event("fete", exhibition, over, cancelled, on(9))))["agenda/"]

    assert dates(view)["weekend"] == []
    assert [one for one, _ in view.through_weekend] == [exhibition]
    assert goes_through_the_weekend(on(3, hours=96), MONDAY)  # it has not begun yet
    assert not goes_through_the_weekend(on(5, hours=96), MONDAY)  # it begins that weekend


def test_a_long_agenda_comes_in_parts_and_says_each_date_once():
    everything = [occurrence(NOW + timedelta(hours=9 * number)) for number in range(60)]

    views = pages(site(event("fete", *everything)), size=20)
    parts = [view for path, view in views.items() if path == "agenda/" or path.startswith("agenda/page/")]

    shown = [one for view in parts for group in dates(view).values() for one in group]
    assert sorted(shown, key=lambda one: one.begins) == everything
    assert [bool(view.weekend) for view in parts] == [True, *(False for _ in parts[1:])]
    assert len(parts) > 1


def test_it_narrows_to_a_commune_or_a_topic_that_has_something_to_offer():
    communes = {name: Commune.model_validate({"id": name, "nom": name.title(), "insee": "71137"}) for name in "abc"}
    topics = {"culture": Topic.model_validate({"id": "culture", "nom": "Culture"})}
    here = event("ici", on(9), on(10), communes=("a",), themes="culture")
    there = event("ailleurs", on(11), communes=("b",))

    views = pages(site(here, there, communes=MappingProxyType(communes), topics=MappingProxyType(topics)))

    assert [(one.register, one.title, one.url, one.events) for one in views["agenda/"].filters] == [
        ("commune", "A", "https://a.fr/agenda/communes/a/", 1),
        ("commune", "B", "https://a.fr/agenda/communes/b/", 1),
        ("topic", "Culture", "https://a.fr/agenda/themes/culture/", 1),
    ]
    assert {entry.id for day in views["agenda/communes/a/"].days for _, entry in day.entries} == {"ici"}
    assert {entry.id for day in views["agenda/themes/culture/"].days for _, entry in day.entries} == {"ici"}
    assert views["agenda/communes/a/"].breadcrumbs[-1][:2] == ("Agenda", "https://a.fr/agenda/")
    assert (views["agenda/communes/a/"].noindex, views["agenda/communes/c/"].noindex) == (False, True)


def test_what_concerns_the_whole_territory_is_in_each_commune_s_agenda():
    communes = {"a": Commune.model_validate({"id": "a", "nom": "A", "insee": "71137"})}

    views = pages(site(event("partout", on(9)), communes=MappingProxyType(communes)))

    assert dates(views["agenda/communes/a/"])["days"] == [on(9)]


def test_what_does_not_take_place_as_announced_has_a_page_of_its_own():
    off, moved = replace(on(6), status=EventStatus.CANCELLED), replace(on(9), status=EventStatus.MOVED)
    full = replace(on(7), status=EventStatus.FULL)
    view = pages(site(event("fete", off, full, moved, on(12))))["agenda/changements/"]

    assert dates(view)["days"] == [off, moved]
    assert [time.title for time in view.times if time.group == "changed"] == [view.title]
    assert "agenda/changements/" not in pages(site(event("fete", full, on(12))))

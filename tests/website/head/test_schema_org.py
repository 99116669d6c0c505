"""A node holds values as JSON takes them, and nothing that says nothing."""

from datetime import date, datetime
from decimal import Decimal

from tambour.testing.building import PARIS
from tambour.website.head.schema_org import Once, enrich, node, term


def test_values_become_what_json_takes():
    made = node("Event", "tag:a", startDate=datetime(2026, 12, 5, 10, tzinfo=PARIS), endDate=date(2026, 12, 6))

    assert made == {
        "@type": "Event",
        "@id": "tag:a",
        "startDate": "2026-12-05T10:00:00+01:00",
        "endDate": "2026-12-06",
    }
    assert node("Offer", price=Decimal("6.50"))["price"] == 6.5
    assert repr(node("Offer", price=Decimal("5.00"))["price"]) == "5"


def test_what_says_nothing_is_left_out_but_no_and_zero_are_said():
    assert node("Event", name="", url=None, image=[], offers=(), isAccessibleForFree=False, price=0) == {
        "@type": "Event",
        "isAccessibleForFree": False,
        "price": 0,
    }


def test_a_brief_node_is_not_changed_by_saying_more():
    brief = node("Place", "tag:a", name="Salle")

    assert enrich(brief, telephone="3977") == {**brief, "telephone": "3977"}
    assert "telephone" not in brief


def test_a_node_is_told_in_full_once():
    once, hall, nameless = Once(), node("Place", "tag:a", name="Salle"), node("Place", name="Préau")

    assert once.each([hall, nameless, hall, nameless]) == [hall, nameless, {"@id": "tag:a"}, nameless]


def test_a_term_is_an_address():
    assert term("EventCancelled") == "https://schema.org/EventCancelled"

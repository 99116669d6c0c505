"""A road that an alert closes is told as the documentation of CIFS asks, when it runs where somebody said it runs."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from tambour.channels.cifs import Cifs
from tambour.model.ledger.ledger import Recorded, TextRecord
from tambour.testing.building import NOW, make, published, ready, rendered, site
from tambour.testing.village import village

FEED = "circulation/fermetures.xml"
TRACE = ["46.360100, 6.002300", "46.361200, 6.004000", "46.362300, 6.006500"]
ROUTE = {
    "id": "route",
    "titre": "La route du col est coupée par un éboulement",
    "niveau": "vigilance",
    "publier_le": "2026-12-01 08:00",
    "fin": "2026-12-03 18:00",
    "troncon": {"rue": "D 991", "trace": TRACE},
}
# What the documentation asks of a closure (developers.google.com/waze/data-feed/cifs-specification).
NEEDED = {"type", "polyline", "street", "starttime"}
ASKED = {"direction", "endtime", "description"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def feed(*items, now: datetime = NOW, **settings) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(rendered(make(Cifs, **settings), site(items, now=now))[FEED])
    assert root.tag == "incidents"
    ids = [one.get("id") for one in root]
    assert len(ids) == len(set(ids))
    for one in root:
        assert {child.tag for child in one} == NEEDED | ASKED
        numbers = [*map(float, one.findtext("polyline").split())]
        assert len(numbers) >= 4
        assert len(numbers) % 2 == 0
        assert all(MOMENT.fullmatch(one.findtext(name)) for name in ("starttime", "endtime"))
        assert one.findtext("starttime") <= one.findtext("endtime")
    return list(root)


def closed(recorded: Recorded | None = None, **typed: object):
    return published("alert", ROUTE | typed, **({"recorded": recorded} if recorded else {}))


def test_a_closed_road_is_told_whole(golden):
    golden("fermetures.xml", rendered(make(Cifs), site([closed()]))[FEED])
    [road] = feed(closed())

    assert road.get("id") == "route"
    assert road.findtext("type") == "ROAD_CLOSED"
    assert road.findtext("direction") == "BOTH_DIRECTIONS"
    assert road.findtext("polyline") == "46.360100 6.002300 46.361200 6.004000 46.362300 6.006500"
    assert (road.findtext("starttime"), road.findtext("endtime")) == (
        "2026-12-01T08:00:00+01:00",
        "2026-12-03T18:00:00+01:00",
    )
    assert len(road.findtext("description")) <= 40


def test_one_direction_is_that_of_the_points():
    [road] = feed(closed(troncon={"rue": "D 991", "trace": "; ".join(TRACE), "sens": "un_sens"}))

    assert road.findtext("direction") == "ONE_DIRECTION"


def test_without_a_stretch_there_is_no_closure():
    assert feed(published("alert", {name: value for name, value in ROUTE.items() if name != "troncon"})) == []
    assert feed(closed(canaux={"cifs": {"exclure": "oui"}})) == []
    assert feed() == []


def test_a_road_that_is_opened_again_stays_with_the_end_that_is_true_then_leaves():
    lifted = TextRecord(id="route", at=datetime(2026, 12, 1, 9, tzinfo=UTC), text="a-2", lifted=True)
    first = TextRecord(id="route", at=datetime(2026, 12, 1, 7, tzinfo=UTC), text="a-1")
    opened = closed(Recorded((first, lifted), (), NOW.tzinfo), statut="levee")

    [road] = feed(opened, now=NOW + timedelta(hours=3))
    assert road.findtext("endtime") == "2026-12-01T10:00:00+01:00"
    assert feed(opened, now=NOW + timedelta(days=3)) == []
    assert len(feed(opened, now=NOW + timedelta(days=3), days=5)) == 1


def test_a_line_whose_numbers_have_changed_places_is_refused_in_french():
    swapped = [", ".join(reversed(point.split(", "))) for point in TRACE]
    communes = {name: one.model_copy(update={"geo": (46.36, 6.0)}) for name, one in village().communes.items()}

    def problems(trace: list[str]) -> list[str]:
        given = site([closed(troncon={"rue": "D 991", "trace": trace})], communes=communes)
        return [one.code for one in ready(make(Cifs), given).check()]

    assert problems(swapped) == ["cifs-trace-loin"]
    assert problems(TRACE) == []


@pytest.mark.parametrize(
    ("trace", "code"),
    [
        ("46.3601, 6.0023", "trace-trop-court"),
        ("46.3601, 6.0023\n48.8566, 2.3522", "trace-saute"),
        ("46.3601, 6.0023\nle pont", "coordonnees-illisibles"),
        (["46.3601, 6.0023"] * 501, "trace-trop-long"),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_a_reason(trace, code):
    with pytest.raises(Exception, match=code):
        closed(troncon={"rue": "D 991", "trace": trace})

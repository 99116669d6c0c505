"""A road that an alert closes is told as the documentation of CIFS asks, when it runs where somebody said it runs."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
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


class Element(NamedTuple):
    """One that an incident may have. is_needed: without it, the whole feed is refused. form: of its text."""

    is_needed: bool
    form: str


_NUMBER = r"-?\d{1,3}\.\d{6}"  # six digits or more: less is not the road any more
_MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
# The table « CIFS Elements » of developers.google.com/waze/data-feed/cifs-specification, in its order, of a closure; a
# description, two letters of a street and three of an id are asked for by Google's schema alone
# (gstatic.com/road-incidents/cifsv2.xsd), which has no licence to be kept here.
SPECIFICATION = {
    "type": Element(True, "ROAD_CLOSED|ACCIDENT|HAZARD|POLICE|CHIT_CHAT|JAM"),
    "subtype": Element(False, "ROAD_CLOSED_(HAZARD|CONSTRUCTION|EVENT)"),
    "polyline": Element(True, rf"{_NUMBER} {_NUMBER}( {_NUMBER} {_NUMBER})+"),
    "direction": Element(False, "BOTH_DIRECTIONS|ONE_DIRECTION"),
    "street": Element(True, r".{2,}"),
    "starttime": Element(True, _MOMENT),
    "endtime": Element(False, _MOMENT),
    "description": Element(True, r".{1,40}"),
}


def feed(*items, now: datetime = NOW, **settings) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(rendered(make(Cifs, **settings), site(items, now=now))[FEED])
    assert root.tag == "incidents"
    ids = [one.get("id") for one in root]
    assert len(ids) == len(set(ids))
    for one in root:
        said = {child.tag: child.text or "" for child in one}
        assert len(one.get("id")) >= 3
        assert len(said) == len(one), "no element stands twice"
        assert {name for name, element in SPECIFICATION.items() if element.is_needed} <= said.keys() <= {*SPECIFICATION}
        wrong = [name for name, text in said.items() if not re.fullmatch(SPECIFICATION[name].form, text)]
        assert wrong == []
        assert datetime.fromisoformat(said["starttime"]) <= datetime.fromisoformat(said["endtime"])
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


def test_a_short_id_is_long_enough_for_the_schema():
    [road] = feed(closed(id="rn"))

    assert road.get("id") == "rn-"


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

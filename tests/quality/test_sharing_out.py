"""The tests can be shared out among processes, and the quick ones are quick by what they ask for."""

import re

import pytest

from tests.sharing_out import DEAR_UNITS, HEAVY_FIXTURES, SLOW_UNITS, is_quick, may_be_quick, slow_ones_first, unit_of
from tests.trees import ROOT

PROGRAMS = {"node", "java", "chromium", "libical", "pds", "rsync", "servers", "sshd"}  # of tests/toolbox.py
BY_ITSELF = re.compile(r"\b(?:Tree\.built|toolbox\.(?:node|java|chromium|libical|atproto|rsync|servers|sshd))\(")
A_SECOND_S_WORK = {"tests/conformance/test_metadata.py"}  # a site of three items


def test_every_slow_and_every_dear_unit_is_there() -> None:
    files = {unit.partition("::")[0].partition("[")[0] for unit in (*SLOW_UNITS, *DEAR_UNITS)}

    assert sorted(file for file in files if not (ROOT / file).is_file()) == []
    assert len(set(SLOW_UNITS)) == len(SLOW_UNITS)
    assert DEAR_UNITS.isdisjoint(SLOW_UNITS)
    assert {unit_of(unit) for unit in DEAR_UNITS} == DEAR_UNITS, "whole ones"


def test_no_quick_test_asks_for_another_program_or_for_the_demo(request: pytest.FixtureRequest) -> None:
    quick = [item for item in request.session.items if is_quick(item)]
    asked = {name for item in quick for name in getattr(item, "fixturenames", ())}

    assert asked & HEAVY_FIXTURES == set()
    assert PROGRAMS | {"demo", "demo_copy"} == HEAVY_FIXTURES
    assert quick, "this one is"


def test_a_file_that_is_not_even_read_has_no_quick_test(request: pytest.FixtureRequest) -> None:
    quick = {item.nodeid.partition("::")[0] for item in request.session.items if is_quick(item)}

    assert all(map(may_be_quick, quick))
    assert not may_be_quick("tests/site/test_wheel.py")


def test_no_other_file_brings_such_a_program_or_builds_past_the_fixtures() -> None:
    ours = {path.relative_to(ROOT).as_posix(): path for path in (ROOT / "tests").rglob("test_*.py")}
    slow = {unit.partition("::")[0].partition("[")[0] for unit in SLOW_UNITS}
    found = {
        name
        for name, path in ours.items()
        if "node_modules" not in path.parts and name not in slow and BY_ITSELF.search(path.read_text("utf-8"))
    }

    assert found == A_SECOND_S_WORK


@pytest.mark.parametrize(
    ("nodeid", "unit"),
    [
        ("tests/model/test_item.py::test_a", "tests/model/test_item.py"),
        ("plugins/tambour/words/numbers.py::tambour.words.numbers.count_fr", "plugins/tambour/words/numbers.py"),
        ("tests/channels/test_contract.py::test_law[cards-a]", "tests/channels/test_contract.py[cards]"),
        ("tests/channels/test_contract.py::test_every_folder", "tests/channels/test_contract.py"),
        ("tests/site/test_dates.py::test_a[2026-08-23]", "tests/site/test_dates.py[2026-08-23]"),
        ("tests/conformance/test_no_third_party.py::test_a", "tests/conformance/test_accessibility.py"),
    ],
)
def test_what_is_made_once_for_several_tests_stays_in_one_process(nodeid: str, unit: str) -> None:
    assert unit_of(nodeid) == unit


def test_slow_units_begin_first_and_nothing_is_lost(request: pytest.FixtureRequest) -> None:
    items = request.session.items
    ordered = slow_ones_first(items)
    places = [SLOW_UNITS.index(unit_of(item.nodeid)) for item in ordered if unit_of(item.nodeid) in SLOW_UNITS]

    assert sorted(item.nodeid for item in ordered) == sorted(item.nodeid for item in items)
    assert places == sorted(places)
    assert {unit_of(item.nodeid) for item in ordered[len(places) :]}.isdisjoint(SLOW_UNITS)

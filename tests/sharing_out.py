"""How the tests are shared out among processes, and which of them are quick.

A unit, mostly a file, stays in one process, so that what its tests share is made once. Slow units begin first: the
processes then end together, on small ones.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

ACCESSIBILITY = "tests/conformance/test_accessibility.py"
CODE = "tests/quality/test_code.py"
CONTRACT = "tests/channels/test_contract.py"
DATES = "tests/site/test_dates.py"
DETERMINISM = "tests/site/test_determinism.py"
NAMES = "tests/quality/test_names.py"

# What a fixture of these names brings: another program, a whole build of the demo, or twice its check.
HEAVY_FIXTURES = frozenset(
    {"demo", "demo_copy", "chromium", "java", "libical", "node", "pds", "rsync", "servers", "sshd"}
)
# In the order in which they begin. The first has the demo built; those up to the next line do without it meanwhile.
SLOW_UNITS = (
    ACCESSIBILITY,
    "tests/pupitre/test_journey.py",
    f"{CONTRACT}[cards]",
    "tests/channels/cards/test_cards.py",
    "tests/verify/test_corruptions.py",
    "tests/publish/test_hosted_space.py",
    "tests/build/test_going_round.py",
    "tests/build/live/test_live_build.py",
    "tests/publish/forges/test_workflows.py",
    "tests/publish/test_hosting.py",
    "tests/world/test_edits.py",
    "tests/world/test_machine.py",
    "tests/world/test_damage.py",
    "tests/site/test_wheel.py",
    "tests/hostile/test_village.py",
    "tests/commands/test_cli.py",
    f"{CODE}::test_tool_has_nothing_to_say",
    "tests/commands/test_build.py",
    "tests/docs/test_publication.py",
    "tests/commands/test_serve.py",
    "tests/world/test_kills.py",
    "tests/world/test_together.py",
    "tests/test_warm.py",
    "tests/publish/test_kills.py",
    "tests/publish/test_server.py",
    "tests/publish/test_announcing.py",
    "tests/announce/test_desk.py",
    "tests/quality/test_sockets.py",
    "tests/website/test_staying_true.py",
    "tests/pupitre/test_letters_journey.py",
    "tests/pupitre/test_directory_journey.py",
    "tests/pupitre/test_week_journey.py",
    "tests/pupitre/versions/test_kills.py",
    "tests/pupitre/versions/test_speed.py",
    "tests/channels/cards/test_colours.py",
    "tests/channels/cards/test_contrast.py",
    "tests/commands/test_letters.py",
    "tests/media/test_derive.py",
    "tests/hostile/test_wrong_types.py",
    "tests/channels/agenda/test_series.py",
    "tests/source/body/test_body_properties.py",
    f"{CONTRACT}[newsletter]",
    # from here on the demo is there
    f"{DETERMINISM}::test_another_machine_makes_the_same_tree",
    "tests/conformance/test_search.py",
    "tests/conformance/test_calendars.py",
    "tests/conformance/test_kit.py",
    "tests/conformance/test_style_guide.py",
    "tests/conformance/test_mails.py",
    f"{DATES}[2026-08-23]",
    f"{DATES}[2027-02-23]",
    f"{DATES}[2027-05-23]",
    "tests/docs/test_examples.py",
    "tests/conformance/test_print.py",
    "tests/conformance/test_subscribe.py",
    "tests/docs/test_technician.py",
)
# No other program's, and yet left out of `--rapide`, which is run at each change: more than a second for the file, and
# a tenth of one for each of its tests (`pytest --rapide --cost=FILE` measures it). Most of it is git, whole builds and
# made-up cases; the plain cases of the same rules stand in quick files beside them.
DEAR_UNITS = frozenset(
    {
        *(f"tests/build/test_{name}.py" for name in ("built_from", "folders", "long_past", "ledger_rules")),
        *(f"tests/build/test_{name}.py" for name in ("receipt", "refusals", "rendering", "theme", "work")),
        f"{CONTRACT}[kit]",
        "tests/announce/test_kills.py",
        "tests/channels/feeds/test_texts.py",
        "tests/channels/newsletter/test_mail_picture.py",
        "tests/commands/test_agreement.py",
        "tests/commands/test_check.py",
        "tests/commands/test_kit.py",
        "tests/commands/test_ledger.py",
        "tests/commands/test_live.py",
        "tests/commands/test_style_guide.py",
        "tests/commands/test_verify.py",
        "tests/conformance/test_metadata.py",
        "tests/hostile/test_remedies.py",
        "tests/model/ledger/test_subscribers.py",
        "tests/publish/forges/test_linting.py",
        "tests/publish/servers/test_units.py",
        "tests/quality/test_network.py",
        "tests/test_costs.py",
        "tests/pupitre/test_acts.py",
        "tests/pupitre/test_drawer.py",
        "tests/pupitre/people/test_kills.py",
        "tests/pupitre/people/test_rights.py",
        "tests/pupitre/people/test_scope.py",
        "tests/pupitre/people/test_served.py",
        "tests/pupitre/test_letters.py",
        "tests/pupitre/test_media_pages.py",
        "tests/pupitre/test_outgoing.py",
        "tests/pupitre/versions/test_merging.py",
        "tests/pupitre/versions/test_together.py",
        "tests/testing/test_new_channel.py",
    }
)
_NOT_QUICK = DEAR_UNITS.union(SLOW_UNITS)
_TOGETHER = {
    "tests/conformance/test_no_third_party.py": ACCESSIBILITY,  # one run of Chromium for both
    "tests/conformance/test_html.py": "tests/conformance/test_kit.py",  # one run of Java for both
    # one reading of the code
    **dict.fromkeys(
        ("tests/quality/test_rules.py", "tests/quality/test_words.py", "tests/messages/test_messages.py"), NAMES
    ),
}


def unit_of(nodeid: str) -> str:
    """The unit that a test belongs to: its file, or a part of one whose parts have nothing dear in common.

    >>> unit_of("tests/model/test_item.py::test_a[b]")
    'tests/model/test_item.py'
    >>> unit_of("tests/channels/test_contract.py::test_law[cards-same_site_same_bytes]")
    'tests/channels/test_contract.py[cards]'
    """
    file, _, test = nodeid.partition("::")
    parameters = test.partition("[")[2].removesuffix("]")
    if file == CONTRACT and parameters:
        return f"{file}[{parameters.partition('-')[0]}]"
    if file == DATES and parameters:
        return f"{file}[{parameters}]"
    if file == DETERMINISM:
        return nodeid
    if file == CODE:
        return f"{file}::{test.partition('[')[0]}" if parameters else NAMES
    return _TOGETHER.get(file, file)


def is_quick(item: pytest.Item) -> bool:
    """Whether `--rapide` has this test: no other program, no build of the demo, not of a slow or dear unit."""
    return unit_of(item.nodeid) not in _NOT_QUICK and HEAVY_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))


def may_be_quick(file: str) -> bool:
    """Whether `--rapide` has a test of this file, perhaps: the others are not even read."""
    return file not in _NOT_QUICK


def slow_ones_first(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The same tests, slow units in their order, the others as they were."""
    places = {unit: place for place, unit in enumerate(SLOW_UNITS)}
    return sorted(items, key=lambda item: places.get(unit_of(item.nodeid), len(places)))


class ByUnit(LoadScopeScheduling):
    """Hands out one unit after the other, in the order of the tests (`--no-loadscope-reorder`)."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)


def tell_less(config: pytest.Config) -> None:
    """Have a process send word of each test once, not five times: its beginning, its end and what went well around it
    are of no account to whoever hands out the tests, and telling takes as long as half of them."""
    for plugin in config.pluginmanager.get_plugins():
        if type(plugin).__name__ == "WorkerInteractor":
            plugin.sendevent = partial(_tell, plugin.sendevent)  # type: ignore[attr-defined]


def _tell(send: Callable[..., None], name: str, **said: Any) -> None:
    report = said.get("data", {})
    is_of_no_account = report.get("when") in ("setup", "teardown") and report.get("outcome") == "passed"
    if name not in ("logstart", "logfinish") and not (name == "testreport" and is_of_no_account):
        send(name, **said)

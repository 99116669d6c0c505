"""The town, built once; and the verdict on it after each corruption."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from tambour.build import clock
from tambour.build.request import Request
from tambour.build.settings import BuildSettings
from tambour.commands.build import build
from tambour.commands.project import read_settings, settle_project
from tambour.verify import calendars
from tambour.verify.folder import OutputFolder
from tambour.verify.ics import CalendarLibrary
from tambour.verify.run import Verdict, verify
from tests.verify.corruptions import CORRUPTIONS, Output, Trial
from tests.verify.town import write_town


class Town:
    """A territory that was built."""

    def __init__(self, settings: Path) -> None:
        self.file = settings
        self.request = Request.read(None, settings)
        self.settings: BuildSettings = read_settings(self.request)
        self.now: datetime = clock.now(self.settings.now, self.settings.territory.zone)
        self.content = settle_project(self.request, self.settings, self.now).content

    def verdict(self, site: Path, kit: Path) -> Verdict:
        return verify(OutputFolder.read(site, kit), self.settings, self.content, self.now)


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    settings = write_town(tmp_path_factory.mktemp("town"))
    assert build(None, settings, quiet=True) == 0
    return Town(settings)


@pytest.fixture(scope="session")
def untouched(town: Town) -> Verdict:
    return town.verdict(town.request.output, town.request.kit)


@pytest.fixture(scope="session")
def verdicts(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Verdict]:
    """By corruption. Those of different items are planted together: each is looked for by its own item."""
    by_corruption: dict[str, Verdict] = {}
    library = CalendarLibrary(town.settings.territory.zone)  # reads a block of bytes once: nearly all are the same
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(calendars, "CalendarLibrary", lambda _zone: library)
        for names in _rounds(town, tmp_path_factory.mktemp("touched")):
            output = Output.copy(town.request.output, town.request.kit, tmp_path_factory.mktemp("corrupt"))
            for name in names:
                CORRUPTIONS[name].edit(output)
            by_corruption |= dict.fromkeys(names, town.verdict(output.site, output.kit))
    return by_corruption


def _rounds(town: Town, folder: Path) -> list[list[str]]:
    """The corruptions in as few rounds as keep each one apart; what is of no item is alone.

    Two of one round touch no file in common. If they are of one item, they are looked for in channels of other names:
    what a channel says is held against the content, never against another channel.
    """
    alone = [[name] for name, corruption in CORRUPTIONS.items() if not corruption.item]
    whole = Output(town.request.output, town.request.kit)
    rounds: list[dict[str, set[str]]] = []
    for name, corruption in CORRUPTIONS.items():
        if corruption.item:
            trial = Trial.begin(whole, folder / name)
            corruption.edit(trial)
            free = next(
                (one for one in rounds if not any(_meet(name, trial.touched, *other) for other in one.items())), {}
            )
            if not free:
                rounds.append(free)
            free[name] = trial.touched
    return [*alone, *([*one] for one in rounds)]


def _meet(name: str, touched: set[str], other: str, touched_then: set[str]) -> bool:
    """Whether two corruptions could be taken for each other."""
    if any(
        f"{one}/".startswith(f"{two}/") or f"{two}/".startswith(f"{one}/") for one in touched for two in touched_then
    ):
        return True
    first, second = CORRUPTIONS[name], CORRUPTIONS[other]
    return first.item == second.item and (first.channel in second.channel or second.channel in first.channel)

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
from tests.verify.corruptions import CORRUPTIONS, Output
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
        for names in _rounds():
            output = Output.copy(town.request.output, town.request.kit, tmp_path_factory.mktemp("corrupt"))
            for name in names:
                CORRUPTIONS[name].edit(output)
            by_corruption |= dict.fromkeys(names, town.verdict(output.site, output.kit))
    return by_corruption


def _rounds() -> list[list[str]]:
    """The corruptions in as few rounds as have each item once; what is of no item is alone."""
    alone = [[name] for name, corruption in CORRUPTIONS.items() if not corruption.item]
    rounds: list[dict[str, str]] = []
    for name, corruption in CORRUPTIONS.items():
        if corruption.item:
            free = next((one for one in rounds if corruption.item not in one), None)
            if free is None:
                rounds.append(free := {})
            free[corruption.item] = name
    return [*alone, *([*one.values()] for one in rounds)]

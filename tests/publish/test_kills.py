"""A publication that is killed at any moment: readers see one whole site, nothing is told twice, the next one heals."""

import hashlib
import random
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

import pytest

from tambour.publish.record import PublicationRecord
from tests.publish.publishing import Publisher


class Reader(threading.Thread):
    """Reads the whole site in a loop. faults: what it got that no release holds."""

    def __init__(self, territory) -> None:
        super().__init__(daemon=True)
        self.territory, self.ended, self.faults, self.read, self.rounds = territory, threading.Event(), [], 0, 0
        self.answers: set[tuple[str, str]] = set()
        self.releases: dict[str, set[tuple[str, str]]] = {}
        current = (territory.place / "current").resolve()
        files = (path for path in current.rglob("*.*") if path.is_file() and not path.name.startswith("."))
        self.paths = sorted(path.relative_to(current).as_posix() for path in files)

    def run(self) -> None:
        while not self.ended.is_set():
            for path in self.paths:
                self._read(path)
            self.rounds += 1
            self.ended.wait(0.1)  # the machine is for whoever publishes, too

    def _read(self, path: str) -> None:
        try:
            with urllib.request.urlopen(f"{self.territory.web.url}/{path}", timeout=10) as response:
                self.answers.add((path, hashlib.sha256(response.read()).hexdigest()))
                self.read += 1
        except urllib.error.HTTPError as error:
            self.faults.append((path, error.code))

    def know(self) -> None:
        """Remember what every release that is there holds."""
        for folder in (self.territory.place / "releases").iterdir():
            if not folder.name.endswith(".partial") and folder.name not in self.releases:
                self.releases[folder.name] = set(_digests(folder))


def _digests(folder: Path):
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(params=["here", "ssh"])
def way(request: pytest.FixtureRequest) -> str:
    """What the settings say of how the place is reached."""
    if request.param == "here":
        return ""
    machine = request.getfixturevalue("ssh_machine")
    return f', "host": "127.0.0.1", "ssh_config": "{machine.config}"'


def test_whenever_it_is_killed_readers_see_one_whole_site_and_nothing_is_told_twice(
    territory, way: str, tmp_path, request: pytest.FixtureRequest
) -> None:
    kills, chance = request.config.getoption("--arrets") or (3 if way else 6), random.Random(3)
    territory.target(f'{way}, "keep": 100')
    publisher = Publisher(territory.project.root, tmp_path / "said")
    assert publisher.publish() == 0, publisher.said.read_text()
    reader = Reader(territory)
    reader.start()
    edits, ended, patience = 0, 0, 2.0
    for kill in range(kills):
        edits += 1
        territory.event("statut: annule\n" if kill % 2 == 0 else "", text=f"Version {kill}.")
        ended += publisher.publish(chance.uniform(0.05, patience)) == 0
        if chance.random() < 0.3:  # the next one is killed upon what this one left
            publisher.publish(chance.uniform(0.05, patience))
        began = time.perf_counter()
        assert publisher.publish() == 0, publisher.said.read_text()
        patience = 0.5 * patience + 0.5 * (time.perf_counter() - began)
        reader.know()
        assert f"Version {kill}." in territory.current("agenda/fete/index.html").decode()
    reader.ended.set()
    reader.join()

    record = PublicationRecord.read((territory.place / ".tambour/record.json").read_bytes())
    told = Counter(one.id for one in record.announcements)
    assert [one for one, times in told.items() if times > 1] == []
    assert len(record.announcements) == edits, "one for each edit, whatever happened"
    assert reader.faults == []
    held = set().union(*reader.releases.values())
    assert reader.answers - held == set(), "each answer is a file of one release"
    assert reader.rounds > 0
    assert ended <= kills / 2, "most were killed at work"
    assert not (territory.place / ".tambour/lock").exists()
    assert not [name for name in territory.releases if name.endswith(".partial")]

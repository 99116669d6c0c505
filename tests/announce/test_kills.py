"""A passage that dies anywhere, networks that fail, repeat and say nothing: all is said, and nothing twice."""

import random
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from tambour.announce.contract import AnnounceTarget
from tambour.announce.journal import JournalWriter
from tambour.announce.passage import Passage
from tambour.announce.plan import ItemFacts, ItemWords
from tambour.announce.targets.bluesky import Bluesky
from tambour.announce.targets.mastodon import Mastodon
from tambour.announce.web import Web, WebAnswer
from tambour.model.announcements import AnnounceJournal, AnnounceLine
from tambour.publish.news import DueAnnouncement, ItemChange, Stage
from tambour.publish.record import Publication, PublicationRecord
from tambour.testing.building import NOW
from tests.announce import bluesky_server, mastodon_server
from tests.announce.bluesky_server import BlueskyServer
from tests.announce.mastodon_server import MastodonServer
from tests.announce.world import DOMAIN, Place

ITEMS = [f"fete-{number}" for number in range(20)]
KILLS = 1000
CALM = Publication("r0", "d0", NOW.isoformat(), seen=True)


class Killed(BaseException):
    """The process is no more."""


@dataclass
class Fate:
    """Decides what goes wrong next. left: kills that are still to come. troubles: other accidents that came."""

    chance: random.Random
    left: int
    troubles: int = 0

    def maybe_die(self) -> None:
        if self.left and self.chance.random() < 0.4:
            self.left -= 1
            raise Killed

    def strikes(self) -> bool:
        """Whether a network fails now."""
        struck = bool(self.left) and self.chance.random() < 0.1
        self.troubles += struck
        return struck


@dataclass
class Flaky:
    """A way to a network that fails before and after what it was asked was done."""

    web: Web
    fate: Fate

    def ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> WebAnswer:
        self.fate.maybe_die()
        if self.fate.strikes():
            return self._instead()
        answer = self.web.ask(method, url, headers, body)
        self.fate.maybe_die()
        return self._instead() if self.fate.strikes() else answer

    def _instead(self) -> WebAnswer:
        return self.fate.chance.choice(
            [WebAnswer(0, words="timed out"), WebAnswer(500), WebAnswer(502, b"<html>"), WebAnswer(503)]
        )


class FlakyWriter(JournalWriter):
    """The disk of a machine that may lose its power at any byte."""

    fate: Fate

    def add(self, *lines: AnnounceLine) -> None:
        self.fate.maybe_die()
        if self.fate.left and self.fate.chance.random() < 0.05:
            data = b"".join(line.data() for line in lines)
            with self._file.open("ab") as file:
                file.write(data[: self.fate.chance.randrange(len(data))])
            self.fate.left -= 1
            raise Killed
        super().add(*lines)
        self.fate.maybe_die()


class FlakyPlace(Place):
    """Remembers, or dies before or after."""

    fate: Fate

    def keep(self, record: PublicationRecord) -> None:
        self.fate.maybe_die()
        super().keep(record)
        self.fate.maybe_die()


@dataclass
class Words:
    """Knows that everything is online, and how things are. off: what is cancelled."""

    off: set[str] = field(default_factory=set)

    def facts(self, item: str) -> ItemFacts:
        return ItemFacts("agenda")

    def words(self, item: str, network: str, change: ItemChange, most: int | None) -> ItemWords:
        url = f"https://www.exemple.fr/agenda/{item}/"
        return ItemWords(f"{'ANNULÉ – ' if item in self.off else ''}La {item}\n\n{url}", url)


def due(item: str, change: ItemChange, release: int) -> DueAnnouncement:
    at = (NOW + timedelta(minutes=release)).isoformat()
    name = f"{item}/{change}/r{release}"
    return DueAnnouncement(name, item, "agenda", change, (change,), item, "", {}, f"r{release}", at)


@dataclass
class Machine:
    """Runs `annoncer` again and again, whatever kills it. networks: by name."""

    folder: Path
    fate: Fate
    networks: Mapping[str, MastodonServer | BlueskyServer]
    place: FlakyPlace = field(default_factory=FlakyPlace)
    words: Words = field(default_factory=Words)
    now: datetime = NOW
    passages: int = 0

    def targets(self) -> dict[str, AnnounceTarget]:
        """Made anew, as a new process does."""
        made: dict[str, AnnounceTarget] = {}
        for name, network in self.networks.items():
            web = Flaky(network, self.fate)
            if isinstance(network, MastodonServer):
                settings = Mastodon.Settings.model_validate({"server": mastodon_server.URL, "most": 100})
                made[name] = Mastodon(name, settings, web, mastodon_server.TOKEN)
            else:
                said = {"server": bluesky_server.URL, "account": bluesky_server.HANDLE, "most": 100}
                made[name] = Bluesky(name, Bluesky.Settings.model_validate(said), web, bluesky_server.PASSWORD)
        return made

    def say(self, *announcements: DueAnnouncement) -> None:
        """Have these be due, and go on until they are said everywhere."""
        record = self.place.record
        known = (*record.announcements, *announcements)
        self.place.record = PublicationRecord((CALM,), announcements=known)
        while self.place.record.due:
            self.passages += 1
            self.now += timedelta(minutes=self.fate.chance.choice([1, 1, 1, 90, -90]))  # a clock that jumps
            if self.fate.chance.random() < 0.2:
                for network in self.networks.values():
                    if isinstance(network, MastodonServer):
                        network.forget_keys()
            self.place.is_held = False  # the lock of a process that is no more is nobody's
            with suppress(Killed), self.place.open() as session:
                list(self.passage().run(session))

    def passage(self) -> Passage:
        writer = FlakyWriter(self.folder)
        writer.fate = self.fate
        return Passage(DOMAIN, self.targets(), writer, self.words, lambda: self.now)

    @property
    def journal(self) -> AnnounceJournal:
        return JournalWriter(self.folder).journal


def said_on(network: MastodonServer | BlueskyServer) -> list[str]:
    """First lines of what people see, the oldest first."""
    texts = (
        [one["source"] for one in network.statuses]
        if isinstance(network, MastodonServer)
        else [one["text"] for one in network.records.values()]
    )
    return [text.partition("\n")[0] for text in texts]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setattr(AnnounceLine, "read", staticmethod(cache(AnnounceLine.read)))  # the same lines a thousand times
    fate = Fate(random.Random(1), KILLS)
    networks = {f"mastodon-{one}": MastodonServer() for one in "abc"} | {
        f"ciel-{one}": BlueskyServer() for one in "abc"
    }
    made = Machine(tmp_path, fate, networks)
    made.place.fate = fate
    return made


def batches(items: list[str], size: int = 5) -> Iterator[list[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def test_after_a_thousand_kills_everything_is_said_once_and_the_journal_explains_it(machine):
    called_off, taken_back = ITEMS[::2], ITEMS[::4]
    for some in batches(ITEMS):
        machine.say(*(due(item, ItemChange.NEW, 1) for item in some))
    for some in batches(called_off):
        machine.words.off |= {*some}
        machine.say(*(due(item, ItemChange.CANCELLED, 2) for item in some))
    for some in batches(taken_back):
        machine.words.off -= {*some}
        machine.say(*(due(item, ItemChange.RESTORED, 3) for item in some))

    assert machine.fate.left == 0, "it was killed as often as that"
    assert machine.fate.troubles > 100
    expected = [f"La {item}" for item in (*ITEMS, *taken_back)] + [f"ANNULÉ – La {item}" for item in called_off]
    assert {name: sorted(said_on(network)) for name, network in machine.networks.items()} == dict.fromkeys(
        machine.networks, sorted(expected)
    )
    journal = machine.journal
    assert {one.stage for one in machine.place.record.announcements} == {Stage.DONE}
    assert [state for state in journal.states.values() if state.sent is None or not state.is_settled] == []
    for name, network in machine.networks.items():
        assert {post.post.id for item in ITEMS for post in journal.posts(name, item)} == ids(network)
        for item in called_off:
            first, *answers = (post.post.id for post in journal.posts(name, item))
            assert [answered(network, one) for one in answers] == [first] * len(answers)


def ids(network: MastodonServer | BlueskyServer) -> set[str]:
    if isinstance(network, MastodonServer):
        return {one["id"] for one in network.statuses}
    return {f"at://{bluesky_server.DID}/app.bsky.feed.post/{key}" for key in network.records}


def answered(network: MastodonServer | BlueskyServer, post: str) -> str:
    """Id of the post that one answers, or quotes."""
    if isinstance(network, MastodonServer):
        return next(one["in_reply_to_id"] for one in network.statuses if one["id"] == post)
    return network.records[post.rpartition("/")[2]]["embed"]["record"]["uri"]

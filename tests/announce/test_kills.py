"""A passage that dies anywhere, networks that fail, repeat and say nothing: all is said, and nothing twice."""

import random
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tambour.announce.contract import AnnounceTarget, LetterEdition
from tambour.announce.decisions import PostReason
from tambour.announce.journal import JournalWriter
from tambour.announce.passage import Passage
from tambour.announce.post_office import Delivery, MailAnswer, MailServer, SealedLetter
from tambour.announce.sending import Sending
from tambour.announce.speech import WHOLE, EditionName, ItemFacts, ItemNews, ItemWords
from tambour.announce.targets.bluesky import Bluesky
from tambour.announce.targets.listmonk import Listmonk
from tambour.announce.targets.mastodon import Mastodon
from tambour.announce.targets.smtp import Smtp
from tambour.announce.web import WebAnswer
from tambour.model.announce_lines import AnnounceLine
from tambour.model.announcements import AnnounceJournal
from tambour.publish.news import DueAnnouncement, ItemChange, Stage
from tambour.publish.record import Publication, PublicationRecord
from tambour.testing.building import NOW
from tests.announce import bluesky_server, mastodon_server
from tests.announce.bluesky_server import BlueskyServer
from tests.announce.letter_servers import ListmonkServer
from tests.announce.list_server import LIST, ListServer
from tests.announce.mastodon_server import MastodonServer
from tests.announce.world import DOMAIN, Place

Server = MastodonServer | BlueskyServer | ListmonkServer | ListServer
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

    web: Any
    fate: Fate

    def mail(self, server: MailServer, letter: SealedLetter | None = None) -> MailAnswer:
        self.fate.maybe_die()
        if self.fate.strikes():
            return MailAnswer(self.fate.chance.choice([Delivery.AWAY, Delivery.LOST]), 0, "timed out")
        answer = self.web.mail(server, letter)
        self.fate.maybe_die()
        return MailAnswer(Delivery.LOST) if self.fate.strikes() else answer

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

    def editions(self, item: str, tool: str) -> tuple[EditionName, ...]:
        return (WHOLE,)

    def letter(self, item: str, tool: str, commune: str) -> ItemWords:
        said = self.words(item, tool, ItemNews(ItemChange.NEW), None)
        head = said.text.partition("\n")[0]
        edition = LetterEdition("", item, commune, head, head, "", "lettre@exemple.fr", "Exemple", f"<p>{head}</p>")
        return said._replace(edition=edition)

    def words(self, item: str, network: str, news: ItemNews, most: int | None) -> ItemWords:
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
    networks: Mapping[str, Server]
    place: FlakyPlace = field(default_factory=FlakyPlace)
    words: Words = field(default_factory=Words)
    now: datetime = NOW
    passages: int = 0
    doubts: int = 0

    def targets(self) -> dict[str, AnnounceTarget]:
        """Made anew, as a new process does; in any order, so that death comes to each of them."""
        made: dict[str, AnnounceTarget] = {}
        for name in self.fate.chance.sample([*self.networks], len(self.networks)):
            network = self.networks[name]
            web = Flaky(network, self.fate)
            if isinstance(network, ListmonkServer):
                said = {"server": network.url, "user": "tambour", "template": 2, "to": 3}
                made[name] = Listmonk(name, Listmonk.Settings.model_validate(said), web, "jeton-listmonk-5d21")
            elif isinstance(network, ListServer):
                said = {"host": "smtp.exemple.fr", "user": "lettre", "to": LIST, "moderated": True}
                made[name] = Smtp(name, Smtp.Settings.model_validate(said), web, "mot-de-passe-8c11")
            elif isinstance(network, MastodonServer):
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
            self.look()

    def look(self) -> None:
        """What nobody knows of a list server, somebody goes and sees there, and says; nothing kills people."""
        passage = replace(self.passage(), writer=JournalWriter(self.folder))
        sending = Sending(DOMAIN, passage.targets, passage.writer, lambda: self.now)
        for one in passage.plan(self.place.online).of(PostReason.UNSURE):
            network, target = self.networks[one.target], passage.targets[one.target]
            assert isinstance(network, ListServer)
            assert one.message is not None
            self.doubts += 1
            sending.decide(one, has_left=target.trace(one.message).id in network.waiting)

    def passage(self) -> Passage:
        writer = FlakyWriter(self.folder)
        writer.fate = self.fate
        return Passage(DOMAIN, self.targets(), writer, self.words, lambda: self.now)

    @property
    def journal(self) -> AnnounceJournal:
        return JournalWriter(self.folder).journal


def said_on(network: Server) -> list[str]:
    """First lines of what people see, the oldest first."""
    if isinstance(network, ListmonkServer):
        return [one["name"] for one in network.campaigns]
    if isinstance(network, ListServer):
        return [one["Subject"] for one in network.waiting.values()]
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
    networks: dict[str, Server] = {f"mastodon-{one}": MastodonServer() for one in "ab"}
    networks |= {f"ciel-{one}": BlueskyServer() for one in "ab"}
    networks |= {"lettre": ListmonkServer(), "liste": ListServer()}
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
    off = {*called_off} - {*taken_back}
    posts = [f"La {item}" for item in (*ITEMS, *taken_back)] + [f"ANNULÉ – La {item}" for item in called_off]
    drafts = [f"ANNULÉ – La {item}" if item in off else f"La {item}" for item in ITEMS]
    expected = {name: sorted(posts) for name in machine.networks}
    expected |= {"lettre": sorted(drafts), "liste": sorted(f"La {item}" for item in ITEMS)}
    assert {name: sorted(said_on(network)) for name, network in machine.networks.items()} == expected
    assert machine.networks["liste"].handed == len(ITEMS), "none twice, which it would have dropped"
    assert machine.doubts > 0, "somebody was asked"
    journal = machine.journal
    assert {one.stage for one in machine.place.record.announcements} == {Stage.DONE}
    assert [state for state in journal.states.values() if not state.is_over] == []
    assert [state for state in journal.states.values() if state.sent is not None and not state.is_settled] == []
    for name, network in machine.networks.items():
        assert {post.post.id for item in ITEMS for post in journal.posts(name, item)} == ids(network)
        for item in called_off:
            first, *answers = (post.post.id for post in journal.posts(name, item))
            assert [answered(network, one) for one in answers] == [first] * len(answers)


def ids(network: Server) -> set[str]:
    if isinstance(network, ListmonkServer):
        return {str(one["id"]) for one in network.campaigns}
    if isinstance(network, ListServer):
        return {*network.waiting}
    if isinstance(network, MastodonServer):
        return {one["id"] for one in network.statuses}
    return {f"at://{bluesky_server.DID}/app.bsky.feed.post/{key}" for key in network.records}


def answered(network: Server, post: str) -> str:
    """Id of the post that one answers, or quotes."""
    assert isinstance(network, MastodonServer | BlueskyServer), "letters are answered by nothing"
    if isinstance(network, MastodonServer):
        return next(one["in_reply_to_id"] for one in network.statuses if one["id"] == post)
    return network.records[post.rpartition("/")[2]]["embed"]["record"]["uri"]

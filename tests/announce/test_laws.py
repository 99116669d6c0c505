"""The laws that every target keeps, as soon as its folder exists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import tambour.announce.targets
from tambour.announce.contract import AnnounceTarget, Message, TargetRefusal
from tambour.announce.registry import kinds
from tambour.announce.web import Web, WebAnswer
from tambour.channels.posts.networks import Name
from tambour.model.announcements import NetworkTrouble, RemotePost
from tests.announce import conftest
from tests.announce.bluesky_server import BlueskyServer
from tests.announce.mastodon_server import MastodonServer

FOLDER = Path(tambour.announce.targets.__file__).parent
AT = datetime(2026, 12, 1, 8, tzinfo=UTC)
URL = "https://www.exemple.fr/agenda/fete/"
MESSAGE = Message("k" * 32, "fete", AT, AT, f"Fête du lac\n\n{URL}", URL)


@dataclass(frozen=True)
class Network:
    """One that lives in the test. make: a target that reaches it by some way. posts: ids of what people see."""

    web: Web
    make: Callable[[Web], AnnounceTarget]
    posts: Callable[[], list[str]]


def _mastodon() -> Network:
    server = MastodonServer()
    return Network(server, conftest.mastodon, lambda: [one["id"] for one in server.statuses])


def _bluesky() -> Network:
    server = BlueskyServer()
    return Network(server, conftest.bluesky, lambda: [*server.records])


NETWORKS: Mapping[str, Callable[[], Network]] = {"bluesky": _bluesky, "mastodon": _mastodon}


@dataclass
class Refusing:
    """A way to a network that answers the same to everything, once it has been told to."""

    web: Web
    answer: WebAnswer | None = None

    def ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> WebAnswer:
        return self.answer or self.web.ask(method, url, headers, body)


@pytest.fixture(params=sorted(kinds()))
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def network(kind: str) -> Network:
    return NETWORKS[kind]()


def test_every_target_has_a_network_here_to_be_tried_on():
    assert NETWORKS.keys() == kinds().keys()


def test_it_says_in_french_how_its_secret_is_had_and_tried(kind):
    readme = (FOLDER / kind / "README.md").read_text("utf-8")

    assert f"TAMBOUR_{kind.upper()}_{kinds()[kind].secret}" in readme
    assert "annoncer --essai" in readme
    assert f'"kind": "{kind}"' in readme
    assert "keyring set" in readme


def test_each_setting_is_explained(kind):
    fields = kinds()[kind].Settings.model_fields

    assert [name for name, field in fields.items() if not field.title or not field.description] == []


def test_its_texts_are_those_of_a_network_that_has_some(kind):
    assert kinds()[kind].network in [*Name]
    assert kinds()[kind].label


def test_what_was_posted_is_found_by_another_process_and_nothing_else_is(network):
    target = network.make(network.web)
    assert target.find(MESSAGE) is None

    post = target.post(MESSAGE)

    assert network.make(network.web).find(MESSAGE) == post
    other = replace(MESSAGE, key="o" * 32, url=f"{URL}autre/", text=f"Autre\n\n{URL}autre/")
    assert network.make(network.web).find(other) is None


def test_what_is_sent_twice_is_there_once(network):
    posts = [network.make(network.web).post(MESSAGE) for _ in range(2)]

    assert posts[0] == posts[1]
    assert len(network.posts()) == 1


def test_an_answer_is_a_post_of_its_own(network):
    target = network.make(network.web)
    first = target.post(MESSAGE)
    second = target.post(replace(MESSAGE, key="a" * 32, text=f"ANNULÉ – Fête du lac\n\n{URL}", answers=first))

    assert second != first
    assert len(network.posts()) == 2


def test_what_can_be_changed_is_changed_and_a_second_time_is_as_once(network):
    target = network.make(network.web)
    first = target.post(MESSAGE)
    change = replace(MESSAGE, key="c" * 32, text=f"Fête du lac et des bois\n\n{URL}", answers=first)
    if not target.edits:
        with pytest.raises(NotImplementedError):
            target.change(change)
        return
    assert [target.change(change).id for _ in range(2)] == [first.id] * 2
    assert len(network.posts()) == 1


def test_what_is_removed_is_gone_and_a_second_time_is_no_accident(network):
    target = network.make(network.web)
    post = target.post(MESSAGE)

    target.remove(post)
    target.remove(post)

    assert network.posts() == []


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (WebAnswer(0, words="timed out"), NetworkTrouble.UNHEARD),
        (WebAnswer(500), NetworkTrouble.UNHEARD),
        (WebAnswer(503, headers={"retry-after": "60"}), NetworkTrouble.UNHEARD),
        (WebAnswer(200, b"<html>maintenance</html>"), NetworkTrouble.UNHEARD),
        (WebAnswer(429, headers={"retry-after": "60"}), NetworkTrouble.BUSY),
        (WebAnswer(401), NetworkTrouble.DENIED),
        (WebAnswer(403), NetworkTrouble.DENIED),
        (WebAnswer(422, b'{"error": "trop long"}'), NetworkTrouble.REFUSED),
        (WebAnswer(301), NetworkTrouble.REFUSED),
    ],
    ids=lambda value: value.name if isinstance(value, NetworkTrouble) else value.status,
)
@pytest.mark.parametrize("is_open", [False, True])
def test_whatever_a_server_answers_is_told_in_the_same_words(network, answer, trouble, is_open):
    web = Refusing(network.web)
    target = network.make(web)
    if is_open:
        assert target.find(replace(MESSAGE, key="n" * 32)) is None
    web.answer = answer

    with pytest.raises(TargetRefusal) as refused:
        target.post(replace(MESSAGE, answers=RemotePost("at://did:plc:x/app.bsky.feed.post/1")))

    assert refused.value.trouble is trouble
    if trouble is NetworkTrouble.BUSY:
        assert refused.value.until == 60


def test_its_rights_are_told_without_posting(network):
    rights = network.make(network.web).rights()

    assert [right.words for right in rights if right.needed and not right.granted] == []
    assert network.posts() == []

"""The laws that every target keeps, as soon as its folder exists."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from pydantic import ValidationError

import tambour.announce.targets
from tambour.announce.contract import AnnounceTarget, LetterEdition, Message, TargetRefusal
from tambour.announce.doors import ForbiddenRequest, GuardedTarget
from tambour.announce.letter_tools import LetterTool
from tambour.announce.post_tools import PostTool
from tambour.announce.registry import kinds
from tambour.announce.web import Web, WebAnswer
from tambour.channels.newsletter.tools import TOOLS
from tambour.channels.posts.networks import Name
from tambour.model.announce_lines import NetworkTrouble, RemotePost
from tambour.publish.secrets import Secrets, variable_of
from tests.announce import conftest
from tests.announce.bluesky_server import BlueskyServer
from tests.announce.draft_servers import WORKSPACE, DraftServer, MixpostServer, PostizServer
from tests.announce.letter_servers import (
    BrevoServer,
    LetterServer,
    ListmonkServer,
    MailchimpServer,
    MailjetServer,
)
from tests.announce.list_server import ListServer
from tests.announce.mastodon_server import MastodonServer

FOLDER = Path(tambour.announce.targets.__file__).parent
AT = datetime(2026, 12, 1, 8, tzinfo=UTC)
URL = "https://www.exemple.fr/agenda/fete/"
MESSAGE = Message("k" * 32, "fete", AT, AT, f"Fête du lac\n\n{URL}", URL)
EDITION = LetterEdition(
    key="e" * 32,
    letter="mai",
    commune="",
    name="La lettre de mai",
    subject="Tout ce que mai apporte",
    preheader="Le marché, la fête du lac, et trois façons d’y aller sans voiture.",
    sender="lettre@exemple.fr",
    sender_name="Val d’Exemple, com.",
    html="<p>Bonjour</p>",
)
LETTER = replace(MESSAGE, item="mai", text="Bonjour", edition=EDITION)


@dataclass(frozen=True)
class Network:
    """One that lives in the test.

    make: a target that reaches it by some way. posts: ids of what people see. send: as somebody there does.
    """

    web: Web
    make: Callable[[Web], AnnounceTarget]
    posts: Callable[[], list[str]]
    message: Message = MESSAGE
    send: Callable[[str], None] | None = None

    @property
    def other(self) -> Message:
        """About something else."""
        there = replace(self.message, key="o" * 32, url=f"{URL}autre/", text=f"Autre\n\n{URL}autre/")
        return replace(there, edition=replace(EDITION, key="o" * 32)) if there.edition is not None else there


def _mastodon() -> Network:
    server = MastodonServer()
    return Network(server, conftest.mastodon, lambda: [one["id"] for one in server.statuses])


def _bluesky() -> Network:
    server = BlueskyServer()
    return Network(server, conftest.bluesky, lambda: [*server.records])


def _tool(server: LetterServer, make: Callable[[Web], AnnounceTarget], sent: Mapping[str, object]) -> Network:
    """A sending tool. sent: what its campaigns say once they have left."""

    def send(number: str) -> None:
        found = server.one(number)
        assert found is not None
        found.update(sent)

    return Network(server, make, lambda: [str(one["id"]) for one in server.campaigns], LETTER, send)


def _drafts(server: DraftServer, make: Callable[[Web], AnnounceTarget]) -> Network:
    """A tool that holds drafts of posts."""
    return Network(server, make, lambda: [one["id"] for one in server.posts])


def _smtp() -> Network:
    server = ListServer()
    return Network(cast(Web, server), conftest.smtp, lambda: [*server.waiting], LETTER)


NETWORKS: Mapping[str, Callable[[], Network]] = {
    "bluesky": _bluesky,
    "brevo": lambda: _tool(BrevoServer(), conftest.brevo, {"status": "sent"}),
    "listmonk": lambda: _tool(ListmonkServer(), conftest.listmonk, {"status": "finished"}),
    "mailchimp": lambda: _tool(MailchimpServer(), conftest.mailchimp, {"status": "sent"}),
    "mailjet": lambda: _tool(MailjetServer(), conftest.mailjet, {"Status": 2}),
    "mastodon": _mastodon,
    "mixpost": lambda: _drafts(MixpostServer(), conftest.mixpost),
    "postiz": lambda: _drafts(PostizServer(), conftest.postiz),
    "smtp": _smtp,
}
WEB = [name for name in sorted(kinds()) if name != "smtp"]  # what is asked by HTTP
LETTER_TOOLS = [name for name, target in kinds().items() if issubclass(target, LetterTool)]
GUARDED = [name for name, target in kinds().items() if issubclass(target, GuardedTarget)]


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
    assert "docs/publier.md#où-garder-les-secrets" in readme


def test_each_setting_is_explained(kind):
    fields = kinds()[kind].Settings.model_fields

    assert [name for name, field in fields.items() if not field.title or not field.description] == []


def test_its_texts_are_those_of_a_network_that_has_some(kind):
    known = {"newsletter": [*TOOLS], "posts": [*Name]}

    assert kinds()[kind].network in known[kinds()[kind].channel]
    assert kinds()[kind].label


def test_what_was_posted_is_found_by_another_process_and_nothing_else_is(network):
    target = network.make(network.web)
    assert target.find(network.message) is None

    post = target.post(network.message)

    if not target.tells:
        assert (network.make(network.web).find(network.message), target.trace(network.message)) == (None, post)
        return
    assert network.make(network.web).find(network.message) == post
    assert network.make(network.web).find(network.other) is None


def test_what_is_sent_twice_is_there_once(network):
    posts = [network.make(network.web).post(network.message) for _ in range(2)]

    assert posts[0] == posts[1]
    assert len(network.posts()) == 1


def test_an_answer_is_a_post_of_its_own(network):
    target = network.make(network.web)
    first = target.post(network.message)
    if not target.answers:
        assert target.edits or not target.tells, "what changes is said by what stands there, else by nobody"
        return
    second = target.post(replace(MESSAGE, key="a" * 32, text=f"ANNULÉ – Fête du lac\n\n{URL}", answers=first))

    if isinstance(target, PostTool):
        assert (second.id, network.posts()) == (first.id, [first.id]), "nobody has published the first"
        return
    assert second != first
    assert len(network.posts()) == 2


def test_what_can_be_changed_is_changed_and_a_second_time_is_as_once(network):
    target = network.make(network.web)
    first = target.post(network.message)
    change = replace(network.message, key="c" * 32, text=f"Fête du lac et des bois\n\n{URL}", answers=first)
    if not target.edits:
        with pytest.raises(NotImplementedError):
            target.change(change)
        return
    assert [target.change(change).id for _ in range(2)] == [first.id] * 2
    assert len(network.posts()) == 1


def test_what_is_removed_is_gone_and_a_second_time_is_no_accident(network):
    target = network.make(network.web)
    post = target.post(network.message)
    if not target.removes:
        with pytest.raises(NotImplementedError):
            target.remove(post)
        return

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
@pytest.mark.parametrize("kind", WEB)
def test_whatever_a_server_answers_is_told_in_the_same_words(network, answer, trouble, is_open):
    web = Refusing(network.web)
    target = network.make(web)
    if is_open:
        assert target.find(replace(network.message, key="n" * 32)) is None
    web.answer = answer

    with pytest.raises(TargetRefusal) as refused:
        target.post(replace(network.message, answers=RemotePost("at://did:plc:x/app.bsky.feed.post/1")))

    assert refused.value.trouble is trouble
    if trouble is NetworkTrouble.BUSY:
        assert refused.value.until == 60


def test_its_rights_are_told_without_posting(network):
    rights = network.make(network.web).rights()

    assert [right.words for right in rights if right.needed and not right.granted] == []
    assert network.posts() == []


# Each tool's own ways of having a letter leave, now or later, and of having one left by a word too many.
SENDING = {
    "brevo": [
        ("POST", "/v3/emailCampaigns/1/sendNow", {}),
        ("POST", "/v3/emailCampaigns/1/sendTest", {"emailTo": ["a@exemple.fr"]}),
        ("PUT", "/v3/emailCampaigns/1/status", {"status": "queued"}),
        ("POST", "/v3/emailCampaigns", {"scheduledAt": "2026-12-01T08:00:00.000Z"}),
        ("POST", "/v3/emailCampaigns", {"sendAtBestTime": True}),
        ("PUT", "/v3/emailCampaigns/1", {"scheduledAt": "2026-12-01T08:00:00.000Z"}),
        ("PUT", "/v3/emailCampaigns/1", {"recurring": True}),
        ("POST", "/v3/smtp/email", {}),
    ],
    "listmonk": [
        ("PUT", "/api/campaigns/1/status", {"status": "running"}),
        ("POST", "/api/campaigns/1/test", {"subscribers": ["a@exemple.fr"]}),
        ("POST", "/api/campaigns", {"send_at": "2026-12-01T08:00:00Z"}),
        ("PUT", "/api/campaigns/1", {"status": "scheduled"}),
        ("POST", "/api/tx", {}),
    ],
    "mailchimp": [
        ("POST", "/3.0/campaigns/0a/actions/send", None),
        ("POST", "/3.0/campaigns/0a/actions/schedule", {"schedule_time": "2026-12-01T08:00:00Z"}),
        ("POST", "/3.0/campaigns/0a/actions/test", {"test_emails": ["a@exemple.fr"], "send_type": "html"}),
        ("POST", "/3.0/campaigns", {"rss_opts": {}}),
        ("PATCH", "/3.0/campaigns/0a", {"status": "schedule"}),
        ("POST", "/3.0/automations/0a/actions/start-all-emails", None),
    ],
    "mailjet": [
        ("POST", "/v3/REST/campaigndraft/1/send", {}),
        ("POST", "/v3/REST/campaigndraft/1/schedule", {"Date": "2026-12-01T08:00:00Z"}),
        ("PUT", "/v3/REST/campaigndraft/1/schedule", {"Date": "2026-12-01T08:00:00Z"}),
        ("POST", "/v3/REST/campaigndraft/1/test", {"Recipients": []}),
        ("PUT", "/v3/REST/campaigndraft/1", {"Status": 1}),
        ("POST", "/v3/send", {}),
        ("POST", "/v3.1/send", {}),
    ],
    "mixpost": [
        ("POST", f"/api/{WORKSPACE}/posts/schedule/{WORKSPACE}", {"postNow": True}),
        ("POST", f"/api/{WORKSPACE}/posts/add-to-queue/{WORKSPACE}", None),
        ("POST", f"/api/{WORKSPACE}/posts/approve/{WORKSPACE}", None),
        ("POST", f"/api/{WORKSPACE}/posts", {"schedule_now": True}),
        ("POST", f"/api/{WORKSPACE}/posts", {"queue": True}),
        ("POST", f"/api/{WORKSPACE}/posts", {"date": "2026-12-01", "time": "09:00", "schedule": True}),
        ("PUT", f"/api/{WORKSPACE}/posts/{WORKSPACE}", {"date": "2026-12-01"}),
        ("DELETE", f"/api/{WORKSPACE}/posts/{WORKSPACE}", {"delete_mode": "app_and_social"}),
    ],
    "postiz": [
        ("POST", "/public/v1/posts", {"type": "now", "shortLink": False, "date": "", "tags": [], "posts": []}),
        ("POST", "/public/v1/posts", {"type": "schedule", "shortLink": False, "date": "", "tags": [], "posts": []}),
        ("POST", "/public/v1/posts", {"shortLink": False, "date": "", "tags": [], "posts": []}),
        ("PUT", "/public/v1/posts/1/status", {"status": "schedule"}),
        ("POST", "/public/v1/posts", {"type": "draft", "shortLink": False, "republish": True}),
    ],
}


def test_every_tool_in_which_people_have_the_last_word_is_kept_from_sending():
    assert SENDING.keys() == {*GUARDED}
    assert {*LETTER_TOOLS} < {*GUARDED}
    assert {name for name, target in kinds().items() if target.publishes} == {"bluesky", "mastodon"}


@pytest.mark.parametrize(("kind", "asked"), [(kind, asked) for kind in SENDING for asked in SENDING[kind]])
def test_what_would_send_or_schedule_a_letter_cannot_be_asked(kind, asked):
    network = NETWORKS[kind]()

    with pytest.raises(ForbiddenRequest):
        network.make(network.web)._ask(*asked)

    assert network.web.asked == []


@pytest.fixture(params=LETTER_TOOLS)
def tool(request: pytest.FixtureRequest) -> Network:
    return NETWORKS[request.param]()


def test_a_letter_that_somebody_sent_is_never_touched_and_a_draft_is_replaced(tool):
    target = tool.make(tool.web)
    post = target.post(tool.message)
    corrected = replace(tool.message, text="Bonsoir", edition=replace(EDITION, html="<p>Bonsoir</p>"), answers=post)
    target.change(corrected)
    assert "Bonsoir" in str(tool.web.campaigns)
    tool.send(post.id)
    before = str(tool.web.campaigns)

    acts = [lambda: target.change(replace(corrected, text="Bonne nuit"))]
    for act in acts + [lambda: target.remove(post)] * target.removes:
        with pytest.raises(TargetRefusal) as refused:
            act()
        assert refused.value.trouble is NetworkTrouble.LEFT

    assert str(tool.web.campaigns) == before
    assert tool.make(tool.web).find(tool.message) == post, "nor is it made anew"


def test_a_letter_that_somebody_deleted_there_is_gone(tool):
    target = tool.make(tool.web)
    post = target.post(tool.message)
    tool.web.campaigns.clear()

    with pytest.raises(TargetRefusal) as refused:
        target.change(replace(tool.message, answers=post))

    assert refused.value.trouble is NetworkTrouble.GONE


def test_a_letter_arrives_whole_with_what_people_see_in_their_list(tool):
    tool.make(tool.web).post(tool.message)

    held = str(tool.web.campaigns)
    for words in (EDITION.name, EDITION.subject, EDITION.html, EDITION.sender, EDITION.sender_name):
        assert words in held


class Echo:
    """Whoever answers with what it was told, as some servers do in their errors."""

    def ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> WebAnswer:
        return WebAnswer(400, json.dumps({"error": f"{headers} {body!r}"}).encode())


@pytest.mark.parametrize("kind", WEB)
def test_a_secret_that_a_server_repeats_is_written_down_nowhere(kind):
    secret = {"mailjet": "cle-publique:cle-secrete-77a0", "mailchimp": "0123456789abcdef-us21"}.get(kind, "jeton-5d21")
    secrets = Secrets({variable_of(kind, kinds()[kind].secret): secret})
    secrets.find(kind, kinds()[kind].secret)
    for spelling in kinds()[kind].spellings(secret):
        secrets.note(spelling)
    target = getattr(conftest, kind)(Echo(), secret)

    with pytest.raises(TargetRefusal) as refused:
        target.rights()

    told = secrets.hide(refused.value.words)
    assert "•••" in told
    assert not any(part in told for part in (secret, *secret.split(":"), base64.b64encode(secret.encode()).decode()))


@pytest.mark.parametrize("name", [name for name in sorted(kinds()) if "server" in kinds()[name].Settings.model_fields])
def test_a_secret_does_not_go_to_another_machine_in_the_clear(name):
    network = NETWORKS[name]()
    settings = network.make(network.web).settings
    model, said = type(settings), settings.model_dump()

    with pytest.raises(ValidationError) as refused:
        model.model_validate(said | {"server": "http://reseau.exemple.fr"})

    assert [one["type"] for one in refused.value.errors()] == ["annonce-serveur-en-clair"]
    assert model.model_validate(said | {"server": "http://127.0.0.1:9000"})

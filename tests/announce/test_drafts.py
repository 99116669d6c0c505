"""Networks that we do not speak to: a draft in a tool, replaced until somebody publishes it, and let go then."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tambour.announce.post_tools import text_of
from tambour.announce.wording import outcome_line
from tambour.model.announce_lines import NetworkTrouble
from tests.announce.conftest import mixpost, postiz
from tests.announce.draft_servers import DraftServer, MixpostServer, PostizServer
from tests.announce.world import World


@dataclass(frozen=True)
class Tool:
    """One of the two. publish, schedule: as people do there."""

    server: DraftServer
    make: Callable[..., Any]
    state: str
    published: str
    scheduled: str

    def publish(self) -> None:
        self.server.posts[-1][self.state] = self.published

    def schedule(self) -> None:
        self.server.posts[-1][self.state] = self.scheduled

    @property
    def texts(self) -> list[str]:
        """First lines, the oldest post first."""
        bodies = [one.get("content") or one["versions"][0]["content"][0]["body"] for one in self.server.posts]
        return [text_of(body).strip().partition("\n")[0] for body in bodies]

    @property
    def pictures(self) -> list[Any]:
        return [
            one["image"] if "image" in one else one["versions"][0]["content"][0]["media"] for one in self.server.posts
        ]


@pytest.fixture(params=["postiz", "mixpost"])
def tool(request: pytest.FixtureRequest) -> Tool:
    if request.param == "postiz":
        return Tool(PostizServer(), postiz, "state", "PUBLISHED", "QUEUE")
    return Tool(MixpostServer(), mixpost, "status", "published", "scheduled")


@pytest.fixture
def desk(tmp_path, tool) -> World:
    made = World(tmp_path, {tool.make.__name__: tool.make(tool.server)})
    made.write("news", "avant", titre="Une actualité d’avant")
    made.publish()
    return made


def test_what_is_new_is_a_draft_with_the_words_counted_for_its_network(desk, tool):
    desk.event(canaux={"facebook": {"texte": "Sur Facebook, on danse."}})

    [outcome] = desk.step()

    assert tool.texts == ["Fête du lac"]
    assert "Sur Facebook, on danse." in str(tool.server.posts)
    assert desk.stages()["fete/paru"] == "faite"
    told = outcome_line(outcome, publishes=desk.targets[tool.make.__name__].publishes)
    assert f"à relire et à faire partir là-bas\xa0: {outcome.post.address}" in told


def test_an_item_that_is_kept_from_a_network_is_no_draft_for_it(desk, tool):
    desk.event(canaux={"facebook": {"exclure": "oui"}})

    desk.step()

    assert tool.server.posts == []


def test_an_event_that_is_cancelled_before_anybody_published_it_is_said_once_as_it_is(desk, tool):
    desk.event()
    desk.step()
    desk.event(statut="annule")

    desk.step()

    assert tool.texts == ["ANNULÉ – Fête du lac"]


def test_an_event_that_is_cancelled_once_it_was_published_is_a_draft_of_its_own(desk, tool):
    desk.event()
    desk.step()
    tool.publish()
    desk.event(statut="annule")

    desk.step()

    assert tool.texts == ["Fête du lac", "ANNULÉ – Fête du lac"]


def test_what_somebody_has_scheduled_is_not_touched_and_people_are_told(desk, tool):
    desk.event()
    desk.step()
    tool.schedule()
    desk.event(statut="annule")

    [outcome] = desk.step()

    assert outcome.refusal.trouble is NetworkTrouble.HELD
    assert tool.texts == ["Fête du lac"]


def test_a_correction_replaces_a_draft_and_leaves_what_is_published(desk, tool):
    desk.event()
    desk.step()
    desk.event(titre="Fête du lac et des bois")
    desk.step()
    assert tool.texts == ["Fête du lac et des bois"]
    tool.publish()
    desk.event(titre="Fête des bois")

    [outcome] = desk.step()

    assert "c'est déjà parti de là-bas" in outcome_line(outcome)
    assert tool.texts == ["Fête du lac et des bois"]


def test_a_photo_goes_with_what_is_said_of_it_and_is_not_sent_again_for_a_title(desk, tool):
    desk.with_photo()
    desk.event(image="lac.jpg", alt="Le lac, au soleil levant")
    desk.step()
    before = tool.pictures
    assert len(tool.server.files) == 1
    form = tool.server.files[0]["form"].decode("utf-8", "replace")
    assert "Le lac, au soleil levant" in f"{before}{form}"
    desk.event(titre="Fête du lac et des bois")

    desk.step()

    assert len(tool.server.files) == 1
    assert tool.pictures == before


def test_instagram_has_a_card_where_there_is_no_photo(tmp_path, tool):
    account = {"postiz": "cm9x2k1ab0002"}.get(tool.make.__name__, 3)
    desk = World(tmp_path, {tool.make.__name__: tool.make(tool.server, network="instagram", account=account)})
    desk.write("news", "avant", titre="Une actualité d’avant")
    desk.publish()
    desk.event()

    desk.step()

    assert len(tool.server.files) == 1
    assert [len(one) for one in tool.pictures] == [1]


def test_what_was_handed_over_without_anybody_knowing_is_found_again(desk, tool):
    desk.event()
    ask = tool.server.ask

    def deaf(method, url, headers, body=None):
        said = ask(method, url, headers, body)
        return replace(said, status=500) if method == "POST" else said

    tool.server.ask = deaf
    [first] = desk.step()
    assert first.refusal.trouble is NetworkTrouble.UNHEARD
    tool.server.ask = ask
    desk.targets = {tool.make.__name__: tool.make(tool.server)}

    desk.announce()

    assert tool.texts == ["Fête du lac"]
    assert desk.stages()["fete/paru"] == "faite"


def test_a_cancellation_that_replaced_a_draft_without_anybody_knowing_is_found_again(desk, tool):
    desk.event()
    desk.step()
    ask = tool.server.ask

    def deaf(method, url, headers, body=None):
        said = ask(method, url, headers, body)
        return replace(said, status=502) if method in ("POST", "PUT") else said

    tool.server.ask = deaf
    desk.event(statut="annule")
    desk.step()
    tool.server.ask = ask
    desk.targets = {tool.make.__name__: tool.make(tool.server)}

    desk.announce()

    assert tool.texts == ["ANNULÉ – Fête du lac"]
    assert desk.plan.posts == ()


def test_a_draft_that_somebody_threw_away_is_not_made_again_but_a_change_of_state_is_said(desk, tool):
    desk.event()
    desk.step()
    tool.server.posts.clear()
    desk.event(titre="Fête du lac et des bois")
    desk.step()
    assert tool.server.posts == []
    desk.event(statut="annule")

    desk.step()

    assert tool.texts == ["ANNULÉ – Fête du lac et des bois"]


def test_an_account_of_another_network_is_told(tool):
    rights = tool.make(tool.server, network="linkedin").rights()

    assert [right.granted for right in rights if right.needed] == [True, False]

"""A territory with an account on a Mastodon that lives in the test."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

import pytest

from tambour.announce.targets.bluesky import Bluesky
from tambour.announce.targets.brevo import Brevo
from tambour.announce.targets.listmonk import Listmonk
from tambour.announce.targets.mailchimp import Mailchimp
from tambour.announce.targets.mailjet import Mailjet
from tambour.announce.targets.mastodon import Mastodon
from tambour.announce.targets.mixpost import Mixpost
from tambour.announce.targets.postiz import Postiz
from tambour.announce.targets.smtp import Smtp
from tambour.announce.web import Internet, Web
from tambour.testing.golden import golden
from tests import toolbox
from tests.announce import bluesky_server
from tests.announce.bluesky_server import PASSWORD, BlueskyServer
from tests.announce.draft_servers import WORKSPACE
from tests.announce.list_server import LIST
from tests.announce.mastodon_server import TOKEN, URL, MastodonServer
from tests.announce.world import World

__all__ = ["golden"]


def mastodon(server: MastodonServer, token: str = TOKEN, **settings: object) -> Mastodon:
    """The target, as the settings make it."""
    made = Mastodon.Settings.model_validate({"server": URL, **settings})
    return Mastodon("mastodon", made, server, token)


def bluesky(server: BlueskyServer, password: str = PASSWORD, **settings: object) -> Bluesky:
    """The target, as the settings make it."""
    said = {"server": bluesky_server.URL, "account": bluesky_server.HANDLE, **settings}
    return Bluesky("bluesky", Bluesky.Settings.model_validate(said), server, password)


def listmonk(server: Web, secret: str = "jeton-listmonk-5d21", **settings: object) -> Listmonk:
    """The target, as the settings make it."""
    said = {"server": "https://lettre.exemple.fr", "user": "tambour", "template": 2, "to": 3, **settings}
    return Listmonk("listmonk", Listmonk.Settings.model_validate(said), server, secret)


def brevo(server: Web, secret: str = "xkeysib-cle-brevo-91c4", **settings: object) -> Brevo:
    """The target, as the settings make it."""
    return Brevo("brevo", Brevo.Settings.model_validate({"to": 3, **settings}), server, secret)


def mailjet(server: Web, secret: str = "cle-publique:cle-secrete-77a0", **settings: object) -> Mailjet:
    """The target, as the settings make it."""
    return Mailjet("mailjet", Mailjet.Settings.model_validate({"to": 3, **settings}), server, secret)


def mailchimp(server: Web, secret: str = "0123456789abcdef-us21", **settings: object) -> Mailchimp:
    """The target, as the settings make it."""
    return Mailchimp("mailchimp", Mailchimp.Settings.model_validate({"to": "a1b2c3", **settings}), server, secret)


def smtp(server: object, secret: str = "mot-de-passe-8c11", **settings: object) -> Smtp:
    """The target, as the settings make it."""
    said = {"host": "smtp.exemple.fr", "user": "lettre", "to": LIST, "moderated": True, **settings}
    return Smtp("smtp", Smtp.Settings.model_validate(said), cast(Web, server), secret)


def postiz(server: Web, secret: str = "cle-postiz-3e2b", **settings: object) -> Postiz:
    """The target, as the settings make it."""
    said = {"account": "cm9x2k1ab0001", "network": "facebook", **settings}
    return Postiz("postiz", Postiz.Settings.model_validate(said), server, secret)


def mixpost(server: Web, secret: str = "jeton-mixpost-a90d", **settings: object) -> Mixpost:
    """The target, as the settings make it."""
    place = {"server": "https://mixpost.exemple.fr/mixpost", "workspace": WORKSPACE}
    said = {**place, "account": 3, "network": "facebook", **settings}
    return Mixpost("mixpost", Mixpost.Settings.model_validate(said), server, secret)


@dataclass(frozen=True)
class Pds:
    """A real server of AT Protocol. url: of it. handle, password, app_password: of its account."""

    url: str
    handle: str
    password: str
    app_password: str

    def target(self, password: str = "") -> Bluesky:
        settings = Bluesky.Settings.model_validate({"server": self.url, "account": self.handle})
        return Bluesky("bluesky", settings, Internet(), password or self.app_password)

    def records(self) -> list[dict[str, Any]]:
        """What anybody is told of the account's posts, the oldest first."""
        query = urlencode({"repo": self.handle, "collection": "app.bsky.feed.post", "limit": 100, "reverse": "true"})
        url = f"{self.url}/xrpc/com.atproto.repo.listRecords?{query}"
        return json.loads(Internet().ask("GET", url, {}).body)["records"]


@pytest.fixture(scope="session")
def pds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pds]:
    """The reference server, started once."""
    folder = tmp_path_factory.mktemp("pds")
    node = toolbox.node()
    command = [node, str(toolbox.atproto() / "server.mjs"), str(folder)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            assert process.stdout is not None
            said = json.loads(process.stdout.readline())
            yield Pds(said["url"], said["handle"], said["password"], said["appPassword"])
        finally:
            process.terminate()
            process.wait()


@pytest.fixture
def server() -> MastodonServer:
    return MastodonServer()


@pytest.fixture
def world(tmp_path: Path, server: MastodonServer) -> World:
    """Something is online already, so that what follows is new."""
    made = World(tmp_path, {"mastodon": mastodon(server)})
    made.write("news", "avant", titre="Une actualité d’avant")
    made.publish()
    return made

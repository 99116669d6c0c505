"""`publier`, then `annoncer`: a territory, its place, and an account on a server that speaks HTTP."""

import functools
import http.server
import json
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tambour.commands.cli import main
from tambour.model.announce_lines import JOURNAL_FILE
from tambour.publish.posted import ticks_in
from tests.announce.letter_servers import ListmonkServer
from tests.announce.list_server import LIST, cut_after
from tests.announce.mastodon_server import ALL, TOKEN, MastodonServer
from tests.publish.conftest import Territory, publishconf, server, territory  # noqa: F401 — a fixture
from tests.publish.test_story import git, keep_in_git

VARIABLE = "TAMBOUR_MASTODON_TOKEN"
LETTER = """---
id: mai
titre: La lettre de mai
preheader: Le marché, la fête du lac, et trois façons d’y aller sans voiture.
publier_le: {day}
blocs:
  - type: selection
    ids: [fete]
---
Bonjour,
"""


class _Handler(http.server.BaseHTTPRequestHandler):
    """Hands requests to the model."""

    def __init__(self, model: MastodonServer | ListmonkServer, *arguments: object) -> None:
        self.model = model
        super().__init__(*arguments)

    def _do(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = self.model.ask(self.command, f"{self.model.url}{self.path}", dict(self.headers), body)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_POST = do_PUT = do_DELETE = _do

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def served(model: MastodonServer | ListmonkServer) -> Iterator[None]:
    """At an address of this machine."""
    web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, model))
    web.daemon_threads = True
    threading.Thread(target=web.serve_forever, args=(0.05,), daemon=True).start()
    model.url = f"http://127.0.0.1:{web.server_port}"
    yield
    web.shutdown()
    web.server_close()


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[MastodonServer]:
    """A server, whose token this machine keeps."""
    model = MastodonServer()
    monkeypatch.setenv(VARIABLE, TOKEN)
    with served(model):
        yield model


@pytest.fixture
def town(territory: Territory, account: MastodonServer, monkeypatch: pytest.MonkeyPatch) -> Territory:  # noqa: F811
    """Published once: what follows is new."""
    settings(territory, account)
    monkeypatch.chdir(territory.project.root)
    assert territory.publish() == 0
    return territory


def settings(town: Territory, account: MastodonServer, more: str = "", *, kit: bool = False) -> None:
    """What publishconf.py says."""
    target = f'"mastodon": {{"kind": "mastodon", "server": "{account.url}"{more}}}'
    channels = '"posts": {}, "kit": {}' if kit else '"posts": {}'
    words = f'CHANNELS = {{**CHANNELS, {channels}}}\nANNOUNCE = {{"targets": {{{target}}}}}'
    place = f'"serveur": {{{server(town.place)}}}'
    town.project.write("publishconf.py", publishconf(town.web.url, place, words))


def letter_accounts(town: Territory, tool: ListmonkServer, port: int) -> None:
    """What publishconf.py says, where letters are drafts of a tool, and handed to a list."""
    target = f'"kind": "listmonk", "server": "{tool.url}", "user": "tambour", "template": 2, "to": 3'
    channels = 'CHANNELS = {**CHANNELS, "newsletter": {"tools": ["listmonk", "sympa"]}}'
    relay = f'"kind": "smtp", "host": "127.0.0.1", "port": {port}, "encryption": "aucun", "to": "{LIST}"'
    accounts = f'"lettre": {{{target}}}, "liste": {{{relay}, "moderated": True}}'
    words = f'{channels}\nANNOUNCE = {{"targets": {{{accounts}}}}}'
    town.project.write("publishconf.py", publishconf(town.web.url, f'"serveur": {{{server(town.place)}}}', words))


def test_what_is_new_leaves_at_the_end_of_a_publication_and_is_kept_in_git(town, account, tmp_path, capsys):
    keep_in_git(town, tmp_path)
    town.event("statut: annule\n")
    git(town, "commit", "--quiet", "-am", "Annulée")

    assert town.publish() == 0, capsys.readouterr().err

    [status] = account.statuses
    assert status["source"].startswith("ANNULÉ – Fête du lac\n")
    told = capsys.readouterr().out
    assert f"https://social.exemple.fr/@interco/{status['id']}" in told
    assert git(town, "log", "-1", "--format=%s", "origin/main") == "Journal des annonces"
    assert git(town, "status", "--porcelain") == ""
    journal = (town.project.root / "content" / JOURNAL_FILE).read_text("utf-8")
    assert [json.loads(line)["stage"] for line in journal.splitlines()] == ["intention", "parti", "fait"]
    assert TOKEN not in journal + told
    assert ticks_in(town.project.root / "content")["fete", "mastodon"].by == "annoncer", "as the pupitre reads it"


def test_what_could_not_leave_is_told_and_leaves_with_the_command(town, account, capsys):
    account.token = "revoked"
    town.event("statut: annule\n")
    assert town.publish() == 0, "the site is online all the same"
    told = capsys.readouterr().out
    assert "À noter" in told
    assert VARIABLE in told
    assert main(["annonces"]) == 0
    assert main(["annoncer"]) == 77

    account.token = TOKEN
    assert main(["annoncer"]) == 0
    assert main(["annoncer"]) == 0

    assert len(account.statuses) == 1
    capsys.readouterr()
    assert main(["annonces"]) == 0
    assert "Rien à annoncer." in capsys.readouterr().out


def test_a_rehearsal_says_whole_texts_and_opens_no_connection(town, account, capsys, monkeypatch):
    account.token = "revoked"
    town.event("statut: annule\n")
    town.publish()
    asked = len(account.asked)
    capsys.readouterr()
    opened: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: opened.append(address))

    assert main(["annoncer", "--simuler"]) == 0

    told = capsys.readouterr().out
    assert "Mastodon\xa0: annulé, «\xa0Fête du lac\xa0»" in told
    assert "ANNULÉ – Fête du lac" in told
    assert opened == []
    assert len(account.asked) == asked


def test_a_rehearsal_of_a_publication_says_what_it_would_announce(town, account, capsys):
    town.event("statut: annule\n")
    capsys.readouterr()

    assert town.publish("--simuler") == 0

    told = capsys.readouterr().out
    assert "Ce qui partira, 1\xa0message :" in told
    assert "ANNULÉ – Fête du lac" in told
    assert account.statuses == []
    assert town.publish() == 0
    assert account.statuses[0]["source"].splitlines()[0] in told


def test_what_is_built_here_and_is_not_online_announces_nothing(town, account, capsys):
    account.token = "revoked"
    town.event("statut: annule\n")
    town.publish()
    town.event("statut: complet\n")
    assert main(["build", "--settings=publishconf.py"]) == 0
    account.token = TOKEN

    assert main(["annoncer"]) == 75

    assert account.statuses == []
    assert "Publiez d'ici" in capsys.readouterr().err


def test_a_token_is_tried_without_posting(town, account, capsys):
    assert main(["annoncer", "--essai"]) == 0
    told = capsys.readouterr().out
    assert "oui : publie, modifie et supprime des messages (write:statuses)" in told
    account.scopes = ALL - {"write:statuses"}

    assert main(["annoncer", "--essai"]) == 77

    assert "NON : publie" in capsys.readouterr().out
    assert account.statuses == []


def test_every_account_is_tried_though_one_has_no_secret_and_another_does_not_answer(
    town, account, capsys, monkeypatch
):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    others = '"bluesky": {"kind": "bluesky", "account": "x.bsky.social"}, '
    others += f'"loin": {{"kind": "mastodon", "server": "{address}"}}, '
    settings = town.project.root / "publishconf.py"
    settings.write_text(
        settings.read_text("utf-8").replace('"mastodon": {"kind"', others + '"mastodon": {"kind"'), "utf-8"
    )
    monkeypatch.setenv("TAMBOUR_LOIN_TOKEN", TOKEN)

    assert main(["annoncer", "--essai"]) == 77

    told = capsys.readouterr()
    assert "oui : publie, modifie et supprime des messages (write:statuses)" in told.out
    assert "[secret-absent]" in told.err
    assert "Mastodon n'a pas pu être essayé : aucun serveur ne répond à cette adresse [essai-sans-reponse]" in told.err


def test_what_has_left_the_site_stays_until_somebody_says_so(town, account, capsys):
    town.event("statut: annule\n")
    town.publish()
    town.event("retirer_le: 2021-01-01\n")
    town.publish()
    assert len(account.statuses) == 1
    capsys.readouterr()
    assert main(["annoncer", "--simuler"]) == 0
    assert "--retirer=fete" in capsys.readouterr().out

    assert main(["annoncer", "--retirer=fete"]) == 0

    assert account.statuses == []
    assert main(["annoncer", "--retirer=fete"]) == 69
    assert main(["annoncer", "--partie=fete"]) == 69, "a network that can be asked leaves no doubt"
    assert main(["annoncer", "--partie=fete", "--renvoyer=fete"]) == 64


def test_a_wrong_setting_is_told_before_anything_is_built(town, account, capsys):
    before = sorted(town.releases)
    town.event("statut: annule\n")
    wrong = {
        ', "token": "abc"': "secret",
        ', "kinds": ("agend",)': "agenda",
        ', "quiet": "21h-8h"': "Heures de silence",
        ', "kindness": 1': "kindness",
    }
    for more, told in wrong.items():
        settings(town, account, more)
        capsys.readouterr()

        assert town.publish() == 78, more

        assert told in capsys.readouterr().err
        assert sorted(town.releases) == before


def test_a_missing_secret_is_named(town, account, capsys, monkeypatch):
    monkeypatch.delenv(VARIABLE)
    town.event("statut: annule\n")

    assert town.publish() == 0
    assert VARIABLE in capsys.readouterr().out
    assert main(["annoncer"]) == 77


def test_the_journal_of_two_clones_is_united(town, account, tmp_path):
    keep_in_git(town, tmp_path)
    town.event("statut: annule\n")
    git(town, "commit", "--quiet", "-am", "Annulée")
    town.publish()
    other = tmp_path / "autre"
    subprocess.run(["git", "clone", "--quiet", str(tmp_path / "depot.git"), str(other)], check=True)
    journal = Path("content") / JOURNAL_FILE
    for root, name in ((town.project.root, "a"), (other, "b")):
        with (root / journal).open("a") as file:
            file.write(f'{{"key": "{name}"}}\n')
    command = ["git", "-c", "user.name=B", "-c", "user.email=b@exemple.fr"]
    subprocess.run([*command, "commit", "-qam", "b"], cwd=other, check=True)
    subprocess.run([*command, "push", "-q"], cwd=other, check=True)
    git(town, "commit", "-qam", "a")

    git(town, "pull", "--quiet", "--rebase")

    lines = (town.project.root / journal).read_text("utf-8").splitlines()
    assert {'{"key": "a"}', '{"key": "b"}'} <= set(lines)
    assert len(lines) == 5


def test_a_letter_is_a_draft_at_the_end_of_its_publication_and_follows_what_it_carries(
    territory,  # noqa: F811 — a fixture
    monkeypatch,
    capsys,
):
    tool, secret = ListmonkServer(), "jeton-listmonk-5d21"
    monkeypatch.setenv("TAMBOUR_LETTRE_TOKEN", secret)
    monkeypatch.chdir(territory.project.root)
    with served(tool), cut_after(b"\r\n.\r\n") as port:
        letter_accounts(territory, tool, port)
        assert territory.publish() == 0
        territory.project.write("content/lettres/mai.md", LETTER.format(day=f"{datetime.now(UTC):%Y-%m-%d}"))

        assert territory.publish() == 0, capsys.readouterr().err

        [campaign] = tool.campaigns
        assert campaign["name"] == campaign["subject"] == "La lettre de mai"
        assert campaign["body"] == territory.current("lettres/mai/listmonk.mail.html").decode()
        assert campaign["altbody"] == territory.current("lettres/mai/listmonk.txt").decode()
        assert "Fête du lac" in campaign["body"]
        told = capsys.readouterr().out
        assert "à relire et à faire partir là-bas" in told
        assert "« La lettre de mai » est peut-être partie" in told
        assert main(["annoncer"]) == 69, "nothing leaves again by itself"
        assert main(["annoncer", "--partie=mai"]) == 0
        assert main(["annoncer"]) == 0
        territory.event("statut: complet\n")

        assert territory.publish() == 0

        assert len(tool.campaigns) == 1
        assert "complet" in tool.campaigns[0]["body"].lower()
        journal = (territory.project.root / "content" / JOURNAL_FILE).read_text("utf-8")
        assert secret not in journal + capsys.readouterr().out
        assert not (territory.project.root / "content" / "_diffusion.jsonl").exists(), "a draft is not ticked"


def test_the_page_of_a_content_in_the_kit_says_where_it_went_without_another_build(town, account):
    settings(town, account, kit=True)
    town.event("statut: annule\n")
    account.token = "revoked"
    assert town.publish() == 0
    page = town.project.root / "output.kit/contenus/fete/index.html"
    assert "Pas parti" in page.read_text("utf-8")
    account.token = TOKEN

    assert main(["annoncer"]) == 0

    [status] = account.statuses
    told = page.read_text("utf-8")
    assert f"https://social.exemple.fr/@interco/{status['id']}" in told and "Pas parti" not in told
    assert main(["build", "--settings=publishconf.py"]) == 0
    assert page.read_text("utf-8") == told, "as a build has it"

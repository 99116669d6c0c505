"""The agent sees what will leave, has it leave, tries again what did not, and is asked before anything is deleted."""

# ruff: noqa: F401, F811 — fixtures that are imported

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from tambour.build.request import Request
from tambour.commands.cli import main
from tambour.pupitre.people.person import Colleague, Role
from tambour.pupitre.web.app import application
from tambour.pupitre.web.guards import Guard
from tambour.pupitre.web.project import Project as DeskProject
from tests.announce.letter_servers import ListmonkServer
from tests.announce.list_server import cut_after
from tests.announce.mastodon_server import TOKEN, MastodonServer
from tests.announce.test_command import LETTER, account, letter_accounts, served, settings, town
from tests.publish.conftest import Territory, territory
from tests.pupitre.conftest import HOST, KEY, words
from tests.pupitre.people.doors import OpenDoor

PAGE = "/pupitre/annonces/"


class Desk:
    """The pupitre of a territory, in a browser without JavaScript."""

    def __init__(self, town: Territory) -> None:
        self.project = DeskProject(lambda: Request.read(None, Path("pelicanconf.py")))
        self.client = TestClient(application(self.project, Guard(KEY)), base_url=HOST)
        self.client.get(f"/pupitre/?cle={KEY}")
        self.town = town

    def page(self, path: str = PAGE) -> html.HtmlElement:
        self.project.forget()
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return html.fromstring(answer.content)

    def press(self, page: html.HtmlElement, label: str) -> html.HtmlElement:
        """Press the one button of this name, and wait until what it began has ended."""
        [button] = page.xpath(f"//button[normalize-space(text())='{label}']")
        form = button.xpath("ancestor::form")[0]
        data = {name: value for name, value in form.form_values() if name}
        assert self.client.post(form.get("action"), data=data, headers={"Origin": HOST}).status_code == 200
        limit = time.monotonic() + 60
        while (shown := self.page()).xpath("//*[@data-en-cours]") and time.monotonic() < limit:
            time.sleep(0.1)
        return shown


@pytest.fixture
def desk(town: Territory) -> Iterator[Desk]:
    return Desk(town)


def section(page: html.HtmlElement, name: str) -> str:
    found = page.xpath(f"//section[@aria-labelledby='{name}']")
    return words(found[0]).replace("\xa0", " ") if found else ""


def test_what_waits_is_shown_whole_leaves_by_the_button_and_is_then_told_where(
    desk: Desk,
    account: MastodonServer,
    town: Territory,
    capsys,
):
    settings(town, account, ', "delay": 60')
    town.event("statut: annule\n")
    assert town.publish() == 0, capsys.readouterr().err
    waits = section(desk.page(), "attend")
    assert "Délai de relecture, jusqu’au" in waits
    assert "ANNULÉ – Fête du lac" in waits
    settings(town, account)
    before = desk.page()
    assert "ANNULÉ – Fête du lac" in section(before, "part")
    assert account.statuses == []

    after = desk.press(before, "Annoncer maintenant")

    [status] = account.statuses
    address = f"https://social.exemple.fr/@interco/{status['id']}"
    assert "C’est fait" in words(after)
    assert after.xpath(f"//section[@aria-labelledby='parti']//a[@href='{address}']")
    assert "Rien n’attend de partir" in section(after, "part")
    item = desk.page("/pupitre/ecrire/agenda/fete.md")
    assert item.xpath(f"//section[@aria-labelledby='annonces']//a[@href='{address}']")
    assert address in desk.client.get("/pupitre/annonces/flux.atom").text
    assert desk.page("/pupitre/").xpath("//a[@href='/pupitre/annonces/']")


def test_what_failed_is_tried_again_and_what_is_withdrawn_is_deleted_once_somebody_has_said_so(
    desk: Desk,
    account: MastodonServer,
    town: Territory,
):
    account.token = "revoked"
    town.event("statut: annule\n")
    assert town.publish() == 0
    page = desk.page()
    assert page.xpath("//main//section")[0].get("aria-labelledby") == "echecs"
    assert "n’accepte plus, notre secret" in section(page, "echecs")
    assert "Réessayer" in words(desk.page("/pupitre/ecrire/agenda/fete.md"))

    again = desk.press(page, "Réessayer")
    assert "Un compte n’a pas ouvert" in words(again)
    account.token = TOKEN
    mended = desk.press(again, "Réessayer")

    assert section(mended, "echecs") == ""
    assert len(account.statuses) == 1

    (town.project.root / "content/agenda/fete.md").unlink()
    assert town.publish() == 0
    page = desk.page()
    assert len(account.statuses) == 1, "nothing goes by itself"

    [ask] = page.xpath("//section[@aria-labelledby='reste']//a[contains(@href, 'retirer')]/@href")
    desk.press(desk.page(ask), "Supprimer ces messages")

    assert account.statuses == []
    assert desk.client.get(ask).status_code == 404


def test_who_may_not_put_online_sends_nothing_nor_anybody_without_an_account(
    desk: Desk,
    account: MastodonServer,
    town: Territory,
):
    settings(town, account, ', "delay": 60')
    town.event("statut: annule\n")
    town.publish()
    settings(town, account)
    reviewer = Colleague("lea", "Léa", "lea@exemple.fr", frozenset({Role.REVIEWER}))
    client = TestClient(application(desk.project, OpenDoor(reviewer)), base_url=HOST)

    page = html.fromstring(client.get(PAGE).content)

    assert "ANNULÉ – Fête du lac" in section(page, "part")
    assert not page.xpath("//main//form")
    assert client.post(PAGE, headers={"Origin": HOST}).status_code in (403, 404)
    assert account.statuses == []

    town.target()

    page = desk.page()

    assert "Aucun compte n’est réglé" in section(page, "part")
    assert not page.xpath("//main//form")


def test_the_kit_shows_what_will_leave_and_is_not_made_again_for_it(town, account, capsys):
    settings(town, account, kit=True)
    town.event()
    assert town.publish() == 0
    page = town.project.root / "output.kit" / "annonces.html"
    account.token = "revoked"
    town.event("statut: annule\n")
    assert town.publish() == 0, capsys.readouterr().err
    failed = page.read_text("utf-8")
    assert 'id="echecs"' in failed

    account.token = TOKEN
    assert main(["annoncer", "--simuler"]) == 0
    planned = page.read_text("utf-8")
    assert "ANNULÉ – Fête du lac" in planned
    assert "contenus/fete/index.html" in planned
    assert main(["annoncer"]) == 0

    told = page.read_text("utf-8")
    assert 'id="echecs"' not in told
    assert f"https://social.exemple.fr/@interco/{account.statuses[0]['id']}" in told
    capsys.readouterr()
    assert main(["build", "--settings=publishconf.py"]) == 0  # the journal is content: once
    assert main(["build", "--settings=publishconf.py"]) == 0
    assert "Rien n'a changé" in capsys.readouterr().out


def test_what_is_published_here_and_not_online_yet_is_shown_as_it_will_leave(desk: Desk, account: MastodonServer, town):
    settings(town, account, ', "quiet": "00:00-23:59", "kinds": ("agenda",)')
    town.event("statut: annule\n")

    page = desk.page()

    coming = section(page, "ensuite")
    assert "ANNULÉ – Fête du lac" in coming and "Heures de silence" in coming
    assert "Rien n’attend de partir de ce qui est en ligne" in section(page, "part")
    assert "Mastodon, 127.0.0.1Événements · rien de minuit à 23 h 59, sauf une alerte" in section(page, "comptes")
    settings(town, account)
    page = desk.page()
    assert page.xpath("//section[@aria-labelledby='ensuite']//a[@href='/pupitre/ecrire/agenda/fete.md']")
    assert "ANNULÉ – Fête du lac" in section(page, "ensuite")
    assert town.publish() == 0
    assert section(desk.page(), "ensuite") == "", "it is online, and was announced"
    assert len(account.statuses) == 1


def test_a_letter_that_may_have_left_is_settled_by_whoever_looked_and_a_draft_is_called_a_draft(
    territory,
    account,
    monkeypatch,
):
    tool = ListmonkServer()
    monkeypatch.setenv("TAMBOUR_LETTRE_TOKEN", "jeton-listmonk-5d21")
    monkeypatch.chdir(territory.project.root)
    with served(tool), cut_after(b"\r\n.\r\n") as port:
        letter_accounts(territory, tool, port)
        assert territory.publish() == 0
        territory.project.write("content/lettres/mai.md", LETTER.format(day=f"{datetime.now(UTC):%Y-%m-%d}"))
        assert territory.publish() == 0
        desk = Desk(territory)
        page = desk.page()
        assert "peut-être parti" in section(page, "echecs")
        told = section(page, "parti")
        assert "Lettre : brouillon remis le" in told and "à faire partir là-bas" in told and "publié" not in told
        assert page.xpath(f"//section[@aria-labelledby='parti']//a[starts-with(@href, '{tool.url}/')]")
        assert not page.xpath("//button[starts-with(., 'Réessayer')]"), "nothing comes of it"

        still = desk.press(page, "Elle n’y est pas : la renvoyer")

        assert "Une lettre est peut-être partie" in words(still.xpath("//main")[0]), "sent again, and cut again"
        settled = desk.press(still, "Elle y est")
        assert "C’est fait" in words(settled)
        assert section(settled, "echecs") == section(settled, "attend") == ""
        answer = {"contenu": "mai", "reponse": "partie", "_jeton": page.xpath("//input[@name='_jeton']/@value")[0]}
        assert desk.client.post(f"{PAGE}dire", data=answer, headers={"Origin": HOST}).status_code == 404

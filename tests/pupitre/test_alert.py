"""The alert of a night: a short form that stays short, one button to all channels."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tambour.pupitre.publishing import publication
from tambour.pupitre.publishing.release_run import ReleaseFolder, start
from tambour.pupitre.web.app import application
from tambour.pupitre.web.release_pages import PublicSite
from tests.pupitre.conftest import HOST, Visitor, words
from tests.pupitre.people.doors import AGENT, TOKEN, OpenDoor

EAU = "---\nid: eau\ntitre: Eau coupée\nniveau: urgence\npublier_le: 2026-12-01\nfin: 2026-12-03\n---\n"
TYPED = {"titre": "Eau coupée à Mijoux", "niveau": "urgence", "fin.jour": "2026-12-02", "_texte": "Faites bouillir."}


@pytest.fixture
def publications(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A project that somebody has said where to put online; what was asked for."""
    asked: list[str] = []
    monkeypatch.setattr(PublicSite, "way", lambda self: "publier")
    monkeypatch.setattr(PublicSite, "put_online", lambda self: asked.append("online"))
    return asked


def test_it_stays_the_short_form_with_its_messages_when_something_is_missing(visitor: Visitor):
    answer = visitor.send("alerte", "publier", {"titre": "Eau coupée", "_texte": "Faites bouillir."})
    page = visitor.answered(answer)

    assert answer.status_code == 422
    assert words(page.xpath("//h1")[0]) == "Alerte"
    assert "il reste 2 points à corriger" in words(page.xpath("//*[@id='resume-fautes']")[0]).replace("\xa0", " ")
    links = page.xpath("//*[@id='resume-fautes']//a/@href")
    assert [page.xpath(f"//*[@id='{link[1:]}']") != [] for link in links] == [True, True]
    assert page.xpath("//button[@value='publier']/text()") == ["Publier l’alerte"]
    fields = visitor.fields(page)
    assert (fields["titre"], fields["_texte"][0].strip()) == (["Eau coupée"], "Faites bouillir.")
    assert "image" not in fields, "it is not the long form"
    assert visitor.send("alerte", "publier", {**TYPED, "titre": "Eau coupée"}, page).status_code == 200
    assert "Faites bouillir." in visitor.text("alertes/eau-coupee-2026.md")


def test_a_field_that_it_does_not_ask_is_there_as_soon_as_something_is_wrong_with_it(visitor: Visitor):
    answer = visitor.send("alerte", "publier", {**TYPED, "publier_le.jour": ""})
    page = visitor.answered(answer)

    assert answer.status_code == 422
    assert page.xpath("//input[@name='publier_le.jour']/@type") == ["date"]


def test_one_button_publishes_and_puts_online(visitor: Visitor, publications: list[str]):
    page = visitor.page("alerte")
    main = page.xpath("//form[@id='ecrit']//button[contains(@class, 'button--main')]")[0]
    assert words(main) == "Publier et mettre en ligne"
    answer = visitor.send("alerte", main.get("value"), TYPED, page)

    assert publications == ["online"]
    assert str(answer.url).endswith("/pupitre/alerte?fait=enligne")
    done = words(visitor.answered(answer).xpath("//p[@class='done']")[0])
    assert "L’alerte est publiée." in done
    assert "niveau: urgence" in visitor.text("alertes/eau-coupee-a-mijoux-2026.md")


def test_nothing_goes_online_of_an_alert_that_is_refused(visitor: Visitor, publications: list[str]):
    assert visitor.send("alerte", "publier-enligne", {"titre": "Eau coupée"}).status_code == 422
    assert publications == []


def test_where_nobody_has_said_where_it_is_published_alone_and_that_is_said(visitor: Visitor):
    page = visitor.page("alerte")

    assert page.xpath("//button[@value='publier-enligne']") == []
    assert "quand le site sera mis en ligne" in words(page)
    assert visitor.send("alerte", "publier-enligne", TYPED, page).status_code == 403


@pytest.mark.parametrize("act", ["lever", "prolonger"])
def test_what_happens_to_it_goes_online_with_the_same_button(visitor: Visitor, publications: list[str], act: str):
    visitor.write("alertes/eau.md", EAU)
    address = f"agir/alertes/eau.md?quoi={act}"
    page = visitor.page(address)
    assert page.xpath("//button[@value='oui-enligne']/text()") == ["Confirmer et mettre en ligne"]
    token = page.xpath("//input[@name='_jeton']/@value")[0]
    typed = {"_jeton": token, "moment.jour": "2026-12-04", "_faire": "oui-enligne"}
    answer = visitor.client.post(f"/pupitre/{address}", data=typed, headers={"Origin": HOST})

    assert publications == ["online"]
    assert "C’est enregistré." in words(visitor.answered(answer).xpath("//p[@class='done']")[0])


def test_the_long_form_of_an_alert_has_the_same_button_and_an_event_has_not(visitor: Visitor, publications: list[str]):
    assert visitor.page("ecrire/alertes/").xpath("//button[@value='publier-enligne']")
    assert not visitor.page("ecrire/agenda/").xpath("//button[@value='publier-enligne']")
    assert publications == []


def test_what_was_left_of_the_long_form_is_gone_on_with_there(visitor: Visitor):
    visitor.send("ecrire/alertes/", "verifier", {"titre": "Eau", "resume": "Une phrase."})
    assert visitor.page("alerte").xpath("//p[@class='left__do']/a/@href") == ["/pupitre/ecrire/alertes/?reprendre=oui"]

    visitor.send("alerte", "publier", {"titre": "Eau"})
    assert visitor.page("alerte").xpath("//p[@class='left__do']/a/@href") == ["?reprendre=oui"]
    assert visitor.fields(visitor.page("alerte?reprendre=oui"))["titre"] == ["Eau"]


def test_an_alert_that_comes_after_its_session_has_ended_is_there_when_she_is_back(visitor: Visitor):
    class ClosedDoor(OpenDoor):
        def person(self, request):
            return None

        def former(self, request):
            return AGENT, TOKEN

    closed = TestClient(application(visitor.desk, ClosedDoor(AGENT)), base_url=HOST, follow_redirects=False)
    answer = closed.post("/pupitre/alerte", data={**TYPED, "_jeton": TOKEN, "_faire": "publier"})
    assert answer.headers["location"] == "/pupitre/alerte?reprendre=oui"

    visitor.client = TestClient(application(visitor.desk, OpenDoor(AGENT)), base_url=HOST)
    assert visitor.fields(visitor.page("alerte?reprendre=oui"))["titre"] == ["Eau coupée à Mijoux"]


def test_what_is_asked_for_while_a_publication_goes_on_is_one_more_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder, done = ReleaseFolder(tmp_path), []

    def publish(given: ReleaseFolder, settings: Path) -> int:
        done.append(given.state().by if given.state() else "")
        with given.turn():
            if len(done) == 1:
                assert not start(given, settings, "Zoé", datetime(2026, 12, 1, tzinfo=UTC))
        return 0

    monkeypatch.setattr(publication, "publish_once", publish)
    assert publication.main(folder, tmp_path / "publishconf.py") == 0
    assert done == ["", "Zoé"]

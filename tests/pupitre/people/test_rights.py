"""Each page opens for those who may, and does not exist for anybody else; each save bears the name of who asked."""

import re
from pathlib import Path

import pytest
from PIL import Image
from starlette.responses import Response
from starlette.testclient import TestClient

from tambour.build.request import Request
from tambour.pupitre.people.person import OWNER, Right, Role
from tambour.pupitre.web import app, reception
from tambour.pupitre.web.drawing import environment
from tambour.pupitre.web.page_maker import PageMaker
from tambour.pupitre.web.project import Project as DeskProject
from tests.projects import Project
from tests.pupitre.conftest import HOST, Visitor
from tests.pupitre.people.doors import AGENT, CONTRIBUTOR, TEAM, TECHNICIAN, TOKEN, OpenDoor
from tests.pupitre.versions.repositories import git

PARTS = {"folder": "agenda", "name": "fete.md", "target": "place", "number": "0", "what": "html"}
SEEN = {
    "/apercu/{key}/page",
    "/apercu/{key}/{number:int}.{what}",
    "/ecrire/{folder}/{name:path}",
    "/medias/fichier/{path:path}",
    "/medias/vignette/{path:path}",
    "/sortie/{folder}/{name:path}",
}


def address(path: str) -> str:
    """One address that a path stands for."""
    return "/pupitre" + re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: PARTS.get(found[1], "un"), path)


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages say that they were reached, and do nothing."""

    async def answer(page, request, data):
        return Response("atteinte")

    monkeypatch.setattr(reception, "run_in_threadpool", answer)


@pytest.mark.usefixtures("reached")
def test_every_page_opens_for_those_who_may_and_is_nothing_to_anybody_else(project: Project):
    desk = DeskProject(lambda: Request.read(None, Path("pelicanconf.py")))
    doors = {name: OpenDoor(person) for name, person in TEAM.items()}
    clients = {name: TestClient(app.application(desk, door), base_url=HOST) for name, door in doors.items()}
    nothing = clients["agent"].get("/pupitre/rien-du-tout")
    routes = [*app.page_routes(PageMaker(desk, environment()))]
    for route in routes:
        for name, person in TEAM.items():
            for method in route.methods:
                answer = clients[name].request(
                    method, address(route.path), data={"_jeton": TOKEN}, follow_redirects=False
                )
                if (name, route.path) == ("contributeur", "/"):
                    assert answer.headers["location"] == "/pupitre/ecrire/", "hers is another first page"
                elif person.may(route.right):
                    assert answer.text == "atteinte", (method, route.path, name)
                else:
                    assert (answer.status_code, answer.text) == (404, nothing.text), (method, route.path, name)
    assert len(routes) > 10


def test_what_each_may_ask_for_is_written_down(project: Project):
    """What a form needs is open to whoever proposes; what only shows something, to all."""
    desk = DeskProject(lambda: Request.read(None, Path("pelicanconf.py")))
    routes = [*app.page_routes(PageMaker(desk, environment()))]
    contributor = {route.path for route in routes if CONTRIBUTOR.may(route.right)}
    technician = {route.path for route in routes if TECHNICIAN.may(route.right) and "POST" in route.methods}

    assert contributor == SEEN | {
        "/choix/{target}",
        "/ecrire/",
        "/ecrire/{folder}/",
        "/ensemble/",
        "/medias/attente/{token:path}",
        "/medias/deposer",
        "/texte/coller",
        "/texte/rendu/{folder}/{name:path}",
        "/verifier/{folder}/{name:path}",
    }
    assert all(person.may(Right.SEE) for person in TEAM.values())
    assert {route.path for route in routes if route.right == Right.SEE} == SEEN
    assert technician == {
        "/annonces/",
        "/annonces/dire",
        "/annonces/retirer",
        "/ecrire/lettres/",
        "/ecrire/lettres/{name:path}",
        "/ecrire/{folder}/{name:path}",
        "/enligne",
        "/sortie/lettres/{name:path}",
        "/sortie/{folder}/{name:path}",
        "/verifier/lettres/{name:path}",
    }, "what she sends there is looked at, and not saved"


def test_who_does_not_write_opens_a_content_and_its_pictures_and_saves_nothing(visitor: Visitor):
    (visitor.project.root / "content/images").mkdir(exist_ok=True)
    Image.new("RGB", (1200, 800)).save(visitor.project.root / "content/images/lac.png")
    visitor.desk.forget(anew=True)
    before = visitor.text("agenda/fete.md")
    visitor.client = TestClient(app.application(visitor.desk, OpenDoor(TECHNICIAN)), base_url=HOST)

    assert visitor.client.get("/pupitre/ecrire/agenda/fete.md").status_code == 200
    assert visitor.client.get("/pupitre/medias/vignette/images/lac.png").headers["content-type"].startswith("image/")
    for do in ("publier", "brouillon", "relire"):
        assert visitor.send("ecrire/agenda/fete.md", do, {"titre": "Autre"}).status_code == 403
    assert visitor.text("agenda/fete.md") == before
    assert visitor.client.get("/pupitre/ecrire/agenda/").status_code == 404


@pytest.mark.usefixtures("reached")
def test_a_stranger_reaches_no_page(project: Project):
    desk = DeskProject(lambda: Request.read(None, Path("pelicanconf.py")))
    client = TestClient(app.application(desk, OpenDoor(None)), base_url=HOST)
    for route in app.page_routes(PageMaker(desk, environment())):
        for method in route.methods:
            answer = client.request(method, address(route.path), data={"_jeton": TOKEN})
            assert (answer.status_code, "atteinte" in answer.text) == (403, False), route.path


def test_whoever_sits_at_the_machine_may_everything():
    assert all(OWNER.may(right) for right in Right)
    assert not any(person.may(Right.ADMINISTER) for name, person in TEAM.items() if name != Role.TECHNICIAN)


def test_a_version_bears_the_name_of_who_asked(visitor: Visitor):
    root = visitor.project.root
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "Le serveur")
    visitor.client = TestClient(app.application(visitor.desk, OpenDoor(AGENT)), base_url=HOST)
    visitor.send("ecrire/agenda/fete.md", "publier", {"titre": "Fête de l’eau"})

    assert git(root, "log", "--format=%an <%ae>") == "Zoé Martin <zoe@exemple.fr>"

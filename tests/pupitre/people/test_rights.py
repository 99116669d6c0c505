"""Each page opens for those who may, and does not exist for anybody else; each save bears the name of who asked."""

import re
from pathlib import Path

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

from tambour.build.request import Request
from tambour.pupitre.people.person import OWNER, Right, Role
from tambour.pupitre.web import app
from tambour.pupitre.web.drawing import environment
from tambour.pupitre.web.page_maker import PageMaker
from tambour.pupitre.web.project import Project as DeskProject
from tests.projects import Project
from tests.pupitre.conftest import HOST, Visitor
from tests.pupitre.people.doors import AGENT, TEAM, TOKEN, OpenDoor
from tests.pupitre.versions.repositories import git

PARTS = {"folder": "agenda", "name": "fete.md", "target": "place", "number": "0", "what": "html"}


def address(path: str) -> str:
    """One address that a path stands for."""
    return "/pupitre" + re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: PARTS.get(found[1], "un"), path)


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages say that they were reached, and do nothing."""

    async def answer(page, request, data):
        return Response("atteinte")

    monkeypatch.setattr(app, "run_in_threadpool", answer)


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

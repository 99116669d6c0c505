"""The server of a team is killed at any moment of a save: nothing is lost, nothing half-written."""

import os
import random
import threading
import time
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest
from lxml import html

from tests import warm
from tests.projects import Project
from tests.pupitre.people.test_served import free_port
from tests.pupitre.versions.repositories import git
from tests.pupitre.versions.test_kills import kill

FETE = "content/agenda/fete.md"


class Served:
    """The pupitre of a project as its unit starts it, behind nothing: this test is the proxy."""

    def __init__(self, project: Project, state: Path) -> None:
        self.port = free_port()
        url, people = f"http://127.0.0.1:{self.port}", {"kind": "entete"}
        roles = {"agent": ["zoe@exemple.fr", "lea@exemple.fr"]}
        project.set(f"PUPITRE = {{'url': {url!r}, 'port': {self.port}, 'people': {people}, 'roles': {roles}}}")
        self.environ = {"TAMBOUR_PROJET": str(project.root / "pelicanconf.py"), "TAMBOUR_ETAT": str(state)}
        self.url = url

    def start(self) -> warm.Program:
        process = warm.Program("-m", "tambour.pupitre", folder=Path.cwd(), environ={**os.environ, **self.environ})
        for _ in range(2400):
            with suppress(httpx2.HTTPError):
                if httpx2.get(f"{self.url}/pupitre/fichiers/pupitre.css").status_code == 200:
                    return process
            time.sleep(0.05)
        raise AssertionError("it does not answer")

    def browser(self, who: str) -> httpx2.Client:
        headers = {"X-Remote-Email": f"{who}@exemple.fr", "X-Remote-Name": who.capitalize()}
        return httpx2.Client(base_url=self.url, headers=headers, timeout=60, follow_redirects=True)


def form_of(browser: httpx2.Client) -> dict[str, str]:
    page = html.fromstring(browser.get("/pupitre/ecrire/agenda/fete.md").text)
    return dict(page.xpath("//form[@id='ecrit']")[0].form_values())


def test_a_server_that_is_killed_in_the_middle_of_a_save_loses_nothing(
    project: Project, tmp_path: Path, pytestconfig: pytest.Config
):
    git(project.root, "init", "--quiet", "--initial-branch=main")
    served, chance = Served(project, tmp_path / "etat"), random.Random(5)
    file = project.root / FETE
    git(project.root, "add", ".")
    git(project.root, "commit", "--quiet", "-m", "Début")
    process = served.start()
    browser = served.browser("zoe")
    begun, cut, rounds = time.monotonic(), 0, pytestconfig.option.arrets or 2
    whole = {**form_of(browser), "titre": "Fête entière", "_faire": "publier"}
    assert browser.post("/pupitre/ecrire/agenda/fete.md", data=whole).status_code == 200
    lasts = (time.monotonic() - begun) / 2  # two requests: of what one takes here, on this machine
    for number in range(rounds):
        form = {**form_of(browser), "titre": f"Fête n° {number}", "_faire": "publier"}
        before = file.read_text("utf-8")
        answers: list[int] = []

        def save(form: dict[str, str] = form, answers: list[int] = answers) -> None:
            with suppress(httpx2.HTTPError), served.browser("zoe") as one:
                answers.append(one.post("/pupitre/ecrire/agenda/fete.md", data=form).status_code)

        saving = threading.Thread(target=save)
        saving.start()
        time.sleep(lasts * (number % 10 + chance.random()) / min(rounds, 10))
        kill(process)
        saving.join()
        left = file.read_text("utf-8")
        title = next(line for line in before.splitlines() if line.startswith("titre:"))
        wanted = before.replace(title, f"titre: Fête n° {number}")
        assert left in (before, wanted), "one whole file or the other"
        cut += not answers
        process = served.start()
        if answers:
            assert answers == [200]
            assert left == wanted
        again = browser.post("/pupitre/ecrire/agenda/fete.md", data=form)  # she sends what her browser still shows
        assert again.status_code == 200, again.text
        assert file.read_text("utf-8") == wanted
        assert git(project.root, "status", "--porcelain", "content") == ""
        assert git(project.root, "log", "-1", "--format=%an") == "Zoe"
    kill(process)
    assert cut, "some were cut in the middle"


def test_two_agents_at_once_one_field_each_then_the_same_field(project: Project, tmp_path: Path):
    git(project.root, "init", "--quiet", "--initial-branch=main")
    served = Served(project, tmp_path / "etat")
    process = served.start()
    try:
        with served.browser("zoe") as zoe, served.browser("lea") as lea:
            forms = [form_of(zoe) | {"titre": "Fête de l’eau"}, form_of(lea) | {"resume": "Un tour du lac."}]
            answers: list[int] = []

            def save(browser: httpx2.Client, form: dict[str, str]) -> None:
                answer = browser.post("/pupitre/ecrire/agenda/fete.md", data={**form, "_faire": "publier"})
                if answer.status_code == 409:  # both read before either wrote: sent once more, it finds a place
                    answer = browser.post("/pupitre/ecrire/agenda/fete.md", data={**form, "_faire": "publier"})
                answers.append(answer.status_code)

            both = [threading.Thread(target=save, args=pair) for pair in zip((zoe, lea), forms, strict=True)]
            for one in both:
                one.start()
            for one in both:
                one.join()
            text = (project.root / FETE).read_text("utf-8")
            assert answers == [200, 200]
            assert ("titre: Fête de l’eau" in text, "resume: Un tour du lac." in text) == (True, True)
            assert {*git(project.root, "log", "--format=%an").splitlines()} == {"Zoe", "Lea"}

            first, second = form_of(zoe), form_of(lea)
            save(zoe, first | {"titre": "Le titre de Zoé"})
            hers = {**second, "titre": "Celui de Léa", "_faire": "publier"}
            asked = lea.post("/pupitre/ecrire/agenda/fete.md", data=hers)
            assert asked.status_code == 409
            assert ("Le titre de Zoé" in asked.text, "Celui de Léa" in asked.text) == (True, True)
            assert "Le titre de Zoé" in (project.root / FETE).read_text("utf-8")
    finally:
        kill(process)

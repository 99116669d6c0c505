"""The pupitre puts a site online: what two people wrote is brought together first, and what it tells is what it saw."""

import subprocess
import time
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from tambour.build.request import Request
from tambour.pupitre.publishing.release_run import CONFLICTS, ReleaseFolder, ReleaseState, start
from tambour.pupitre.web.app import application
from tambour.pupitre.web.project import Project as DeskProject
from tests.publish.conftest import Territory
from tests.publish.test_story import git, keep_in_git
from tests.pupitre.conftest import HOST, words
from tests.pupitre.people.doors import AGENT, TOKEN, OpenDoor

NEWS = "content/actualites/travaux.md"


class Desk:
    """The pupitre of a territory, as an agent has it open."""

    def __init__(self, territory: Territory, state: Path) -> None:
        file = territory.project.root / "publishconf.py"
        self.project = DeskProject(lambda: Request.read(None, file), state, is_served=True)
        self.client = TestClient(application(self.project, OpenDoor(AGENT)), base_url=HOST)
        self.folder = ReleaseFolder(state / "mise-en-ligne")

    def page(self, path: str = "enligne") -> str:
        answer = self.client.get(f"/pupitre/{path}")
        assert answer.status_code == 200, answer.text
        return words(html.fromstring(answer.text)).replace("\xa0", " ")

    def save(self, path: str, **typed: str) -> None:
        page = html.fromstring(self.client.get(f"/pupitre/ecrire/{path}").content)
        values = dict(page.xpath("//form[@id='ecrit']")[0].form_values())
        answer = self.client.post(f"/pupitre/ecrire/{path}", data={**values, **typed, "_faire": "publier"})
        assert "Enregistré" in answer.text, answer.text

    def publish(self, **choices: str) -> ReleaseState:
        self.client.post("/pupitre/enligne", data={"_jeton": TOKEN, **choices})
        for _ in range(600):
            state = self.folder.state()
            assert state is not None
            if state.ended:
                return state
            time.sleep(0.1)
        raise AssertionError(self.folder.lines())


def colleague(tmp_path: Path, changes: dict[str, tuple[str, str]]) -> None:
    """Pushes from another machine. changes: path → what is there, what is to be."""
    other = tmp_path / "collegue"
    subprocess.run(["git", "clone", "--quiet", str(tmp_path / "depot.git"), str(other)], check=True)
    for path, (old, new) in changes.items():
        text = (other / path).read_text("utf-8")
        assert old in text
        (other / path).write_text(text.replace(old, new), "utf-8")
    for command in (["commit", "--quiet", "-am", "Ailleurs"], ["push", "--quiet"]):
        subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b.fr", *command], cwd=other, check=True)


def test_what_two_people_wrote_is_brought_together_asked_where_it_must_and_seen_online(
    territory: Territory, tmp_path: Path
):
    keep_in_git(territory, tmp_path)
    desk = Desk(territory, tmp_path / "etat")
    assert "Rien n’est encore en ligne." in desk.page()
    colleague(
        tmp_path,
        {
            NEWS: ('titre: Travaux & "route"', "titre: Travaux de nuit"),
            "content/agenda/fete.md": ("Fête", "Grande fête"),
        },
    )
    desk.save("agenda/fete.md", resume="Un tour du lac.")
    desk.save("actualites/travaux.md", titre="Travaux de jour")

    asked = desk.publish()
    assert asked.code == CONFLICTS
    page = desk.page()
    assert "Deux façons de dire la même chose" in page
    assert "Travaux de jour" in page
    assert "Travaux de nuit" in page
    assert "<<<<<<<" not in (territory.project.root / NEWS).read_text("utf-8")

    done = desk.publish(**{"choix.0": "autre"})
    assert done.code == 0, desk.folder.lines()
    event = (territory.project.root / "content/agenda/fete.md").read_text("utf-8")
    assert ("titre: Grande fête du lac" in event, "resume: Un tour du lac." in event) == (True, True)
    assert "titre: Travaux de nuit" in (territory.project.root / NEWS).read_text("utf-8")
    assert "Grande fête du lac" in territory.current("agenda/fete/index.html").decode()
    git(territory, "fetch", "--quiet")
    assert git(territory, "rev-parse", "HEAD") == git(territory, "rev-parse", "origin/main"), "it was pushed"
    desk.project.forget()
    page = desk.page()
    assert "C’est en ligne" in page
    assert "En ligne, vérifié à" in page
    assert "Tout ce qui est publié est en ligne, tel qu’il est écrit" in page
    assert "Traceback" not in page

    desk.save("agenda/fete.md", resume="Deux tours du lac.")
    page = desk.page()
    assert "Pas encore en ligne 1" in page
    assert "Grande fête du lac" in page
    assert "Pas encore en ligne (enregistré à" in desk.page("ecrire/agenda/fete.md")


def test_one_at_a_time_and_one_that_was_cut_short_is_told(territory: Territory, tmp_path: Path):
    desk = Desk(territory, tmp_path / "etat")
    now = desk.project.now_really()
    with desk.folder.turn() as is_ours:
        assert is_ours
        assert not start(desk.folder, territory.project.root / "publishconf.py", "Zoé", now)
    desk.folder.keep(ReleaseState("Zoé Martin", "2026-11-30T08:00:00+00:00"))
    assert "La mise en ligne a été interrompue" in desk.page()


def test_without_a_place_it_says_who_has_to_do_what(territory: Territory, tmp_path: Path):
    conf = territory.project.root / "publishconf.py"
    conf.write_text("\n".join(line for line in conf.read_text().splitlines() if not line.startswith("TARGETS")))
    desk = Desk(territory, tmp_path / "etat")

    assert "docs/publier.md" in desk.page()
    assert "Personne n’a encore dit où mettre ce site en ligne" in desk.page()
    desk.client.post("/pupitre/enligne", data={"_jeton": TOKEN})
    assert desk.folder.state() is None


@pytest.mark.parametrize("code", [65, 69, 75, 76, 77, 78, 99])
def test_what_stopped_it_is_told_with_what_to_do(territory: Territory, tmp_path: Path, code: int):
    desk = Desk(territory, tmp_path / "etat")
    desk.folder.keep(ReleaseState("Zoé", "2026-11-30T08:00:00+00:00", "2026-11-30T08:01:00+00:00", code))
    page = desk.page("enligne/etat")

    if code == 76:
        desk.folder.said_file.write_text("serveur: le site est en ligne, mais… [mauvais-types]\n    → Rien", "utf-8")
        types = desk.page("enligne/etat")
        assert "C’est en ligne, mais un en-tête est faux" in types and "Ni attendre ni relancer" in types
    assert any(sentence in page for sentence in ("relancez", "Relancez", "Prévenez"))

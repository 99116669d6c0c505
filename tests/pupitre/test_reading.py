"""What is read of the content when something is saved, and when the pupitre starts again: what changed, and no more."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tambour.build.request import Request
from tambour.commands.project import settle_project
from tambour.pupitre.web.project import Project as DeskProject
from tests.projects import Project
from tests.pupitre.conftest import Visitor, words


@pytest.fixture
def opened(project: Project, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Content files that were opened since this was last asked."""
    paths: list[str] = []
    read_bytes, content = Path.read_bytes, project.root / "content"

    def noted(file: Path) -> bytes:
        full = file.absolute()
        if full.suffix == ".md" and full.is_relative_to(content):
            paths.append(full.relative_to(content).as_posix())
        return read_bytes(file)

    monkeypatch.setattr(Path, "read_bytes", noted)

    def since() -> list[str]:
        found = sorted(paths)
        paths.clear()
        return found

    return since


def desk() -> DeskProject:
    return DeskProject(lambda: Request.read(None, Path("pelicanconf.py")))


def test_the_page_after_a_save_reads_the_file_that_was_saved_alone(visitor: Visitor, opened: Callable[[], list[str]]):
    visitor.page("contenus/")
    answer = visitor.send("ecrire/agenda/fete.md", "publier", {"titre": "Fête du port"})
    opened()

    assert "Fête du port" in answer.text
    assert "Fête du port" in words(visitor.page("contenus/"))
    assert opened() == []  # that page had it read


def test_what_others_write_rename_and_delete_is_seen_and_nothing_else_is_read(
    visitor: Visitor, opened: Callable[[], list[str]]
):
    content = visitor.project.root / "content"
    visitor.desk.look()
    opened()

    (content / "agenda/fete.md").rename(content / "agenda/port.md")
    visitor.desk.forget()
    assert {"agenda/port.md"} == {path for path in visitor.desk.look().sheets if path.startswith("agenda/")}
    assert opened() == ["agenda/port.md"]

    (content / "agenda/port.md").unlink()
    visitor.desk.forget()
    written = visitor.desk.look()
    assert opened() == []
    assert [p.code for p in written.problems["actualites/travaux.md"]] == ["lien-mort"]  # it named what has gone


def test_a_register_that_changes_judges_what_names_it_without_reading_it(
    visitor: Visitor, opened: Callable[[], list[str]]
):
    visitor.write("referentiel/themes.yaml", "lac:\n  nom: Le lac\n")
    event = "---\nid: bal\ntitre: Bal\npublier_le: 2026-11-20\ndebut: 2026-12-06\nthemes: [lac]\n---\n"
    visitor.write("agenda/bal.md", event)
    assert not visitor.desk.look().problems
    opened()

    visitor.write("referentiel/themes.yaml", "port:\n  nom: Le port\n")

    assert [p.code for p in visitor.desk.look().problems["agenda/bal.md"]] == ["reference-inconnue"]
    assert opened() == []


def test_a_form_that_opens_is_not_judged_again(visitor: Visitor, monkeypatch: pytest.MonkeyPatch):
    visitor.desk.look()
    judged: list[str] = []
    monkeypatch.setattr(DeskProject, "content_with", lambda *args: judged.append("once"))

    assert "Fête du lac" in words(visitor.page("ecrire/agenda/fete.md"))
    assert judged == []


def test_a_restart_reads_no_file(project: Project, opened: Callable[[], list[str]]):
    before = desk()
    assert len(before.look().sheets) == len(opened())
    before.keep_reading()

    project.write("content/agenda/fete.md", (project.root / "content/agenda/fete.md").read_bytes() + b"Un mot.\n")
    opened()
    again = desk()

    assert again.look().sheets["agenda/fete.md"].raw.body == "Un mot.\n"
    assert opened() == ["agenda/fete.md"]
    assert again.look().problems == before.look().problems


def test_what_the_pupitre_has_read_a_command_does_not_read_again(project: Project, opened: Callable[[], list[str]]):
    del project
    before = desk()
    before.look()
    before.keep_reading()
    opened()

    settled = settle_project(before.request, before.settings, before.now())

    assert [entry.item.id for entry in settled.content.public]
    assert opened() == []


def test_what_is_kept_under_other_settings_is_not_believed(project: Project, opened: Callable[[], list[str]]):
    before = desk()
    before.look()
    before.keep_reading()
    opened()
    settings = project.root / "pelicanconf.py"
    settings.write_text(settings.read_text("utf-8") + '\nEXTRA_WORD = "autre"\n', "utf-8")

    after = desk()

    assert sorted(after.look().sheets) == opened()

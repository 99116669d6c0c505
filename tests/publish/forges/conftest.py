"""A small territory in a repository of a forge, with the workflows that Tambour wrote there."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tambour.commands import new_territory
from tambour.commands.cli import main
from tests.projects import Project
from tests.publish.conftest import CHANNELS, EVENT, WebServer, publishconf
from tests.publish.forges.machine import Forge, git

STARTER = Path(new_territory.__file__).with_name("templates") / "tasks.py.txt"
IGNORED = Path(new_territory.__file__).with_name("templates") / "gitignore.txt"


@pytest.fixture
def on(project: Project, tmp_path: Path) -> Iterator[Callable[[str], Forge]]:
    """Puts the project on a forge."""
    shown = tmp_path / "montre"
    shown.mkdir()
    shutil.rmtree(project.root / "theme")
    conf = project.root / "pelicanconf.py"
    conf.write_text(conf.read_text("utf-8").replace('THEME = "theme"\n', ""), "utf-8")
    project.set(CHANNELS)
    project.write("content/agenda/fete.md", EVENT.format(more="", text="Au bord de l'eau."))
    project.write("tasks.py", STARTER.read_text("utf-8"))
    project.write("requirements.txt", "tambour==0.1.0\n")
    project.write(".gitignore", IGNORED.read_text("utf-8"))
    with WebServer(shown) as web:
        project.write("publishconf.py", publishconf(web.url, '"pages": {"kind": "pages", "wait": 5}'))

        def put(forge: str) -> Forge:
            assert main(["publier", f"--installer={forge}"]) == 0
            repository = tmp_path / "forge.git"
            subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", str(repository)], check=True)
            git("init", "--quiet", "-b", "main", ".", cwd=project.root)
            git("remote", "add", "origin", str(repository), cwd=project.root)
            push(project, "Le site")
            made = Forge(repository, shown, tmp_path / "travail")
            made.work.mkdir()
            return made

        yield put


def push(project: Project, message: str) -> None:
    """What a person does."""
    who = ("-c", "user.name=Camille", "-c", "user.email=camille@exemple.fr")
    git("add", ".", cwd=project.root)
    git(*who, "commit", "--quiet", "-m", message, cwd=project.root)
    if git("branch", "--remotes", cwd=project.root):
        git(*who, "pull", "--quiet", "--rebase", cwd=project.root)
    git("push", "--quiet", "--set-upstream", "origin", "main", cwd=project.root)

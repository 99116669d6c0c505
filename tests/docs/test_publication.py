"""The publications that the technician's guide describes record what they publish, before they build it."""

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests import warm
from tests.docs.guides import DOCS, blocks
from tests.docs.territories import write_territory
from tests.trees import ROOT

GUIDE = DOCS / "guide-technicien.md"
SETTINGS = ("pelicanconf.py", "publishconf.py")
NEWS = "---\nid: avis\ntitre: {title}\npublier_le: 2026-01-05\n---\n"
GIT = ("git", "-c", "user.name=a", "-c", "user.email=a@exemple.fr", "-c", "init.defaultBranch=main")


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run([*GIT, *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """`/srv/site` of the guide: a clone of the territory's repository, and the script. Returns its folder."""
    depot, site = tmp_path / "depot.git", tmp_path / "site"
    site.mkdir()
    git(tmp_path, "init", "--bare", str(depot))
    git(tmp_path, "clone", str(depot), str(site / "mon-territoire"))
    made = write_territory(tmp_path / "fait")
    for name in SETTINGS:
        shutil.copyfile(made / name, site / "mon-territoire" / name)
    (site / "mon-territoire" / ".gitignore").write_text("output*\n.output*\n.cache\n")
    write(site / "mon-territoire", "Avis")
    git(site / "mon-territoire", "push", "--set-upstream", "origin", "main")
    return site


def write(clone: Path, title: str) -> None:
    """An agent's change, committed."""
    file = clone / "content" / "actualites" / "avis.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(NEWS.format(title=title))
    git(clone, "add", "-A")
    git(clone, "commit", "-m", title)


def publish(server: Path) -> None:
    [script] = [text for text in blocks(GUIDE, "sh") if text.startswith("#!/bin/sh")]
    ours = f"{shlex.join(warm.python())} -m invoke --search-root '{ROOT}'"  # the starter would make .venv first
    (server / "publier.sh").write_text(script.replace("python3 mon-territoire/tasks.py", ours))
    identity = {f"GIT_{role}_{what}": "a@exemple.fr" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environ = {"PATH": "/usr/bin:/bin", "HOME": str(server), "PYTHONUTF8": "1", **identity}
    done = subprocess.run(
        ["/bin/sh", "publier.sh"], cwd=server, env=environ, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_server_s_script_publishes_and_keeps_the_ledger_in_the_repository(server: Path, tmp_path: Path):
    git(tmp_path, "clone", str(tmp_path / "depot.git"), "agent")
    publish(server)
    git(tmp_path / "agent", "pull", "--rebase")
    write(tmp_path / "agent", "Avis de coupure")
    git(tmp_path / "agent", "push")
    publish(server)

    log = git(tmp_path / "depot.git", "log", "--format=%s", "main").splitlines()
    assert log == ["Registre des publications", "Avis de coupure", "Registre des publications", "Avis"]
    assert len(git(tmp_path / "depot.git", "show", "main:content/registre.jsonl").splitlines()) == 2
    assert "merge=union" in git(tmp_path / "depot.git", "show", "main:content/.gitattributes")
    assert "Avis de coupure" in (server / "mon-territoire" / "output" / "index.html").read_text("utf-8")


def test_it_quotes_what_the_command_says():
    source = (ROOT / "plugins" / "tambour" / "commands" / "ledger.py").read_text("utf-8")

    for words in ("rien de nouveau", "contenu paru", "dates changées"):
        assert words in GUIDE.read_text("utf-8")
        assert words in source

"""The installer writes over nothing but what it wrote, and says what it did."""

import subprocess

from tambour.commands.cli import main
from tambour.publish import forges
from tests.projects import Project
from tests.publish.conftest import publishconf

FILE = ".github/workflows/publier.yml"


def install(project: Project, forge: str = "pages") -> int:
    return main(["publier", f"--installer={forge}"])


def test_what_it_wrote_is_written_anew_what_a_person_changed_is_not(project, capsys, monkeypatch):
    project.write("publishconf.py", publishconf("https://exemple.github.io/depot", ""))
    file = project.root / FILE

    assert install(project) == 0
    said = capsys.readouterr().out
    assert f"{FILE} : écrit." in said
    assert "« Pages », choisissez la source « GitHub Actions »" in said
    written = file.read_text("utf-8")

    assert install(project) == 0
    assert f"{FILE} : inchangé." in capsys.readouterr().out

    checkout = forges.ACTIONS["checkout"]
    newer = checkout.replace("v7.0.1", "v7.1.0")
    monkeypatch.setattr(forges, "ACTIONS", {**forges.ACTIONS, "checkout": newer})
    assert install(project) == 0
    assert f"{FILE} : mis à jour." in capsys.readouterr().out
    assert newer in file.read_text("utf-8")

    mine = file.read_text("utf-8").replace("timeout-minutes: 60", "timeout-minutes: 90")
    file.write_text(mine, "utf-8")
    monkeypatch.setattr(forges, "ACTIONS", {**forges.ACTIONS, "checkout": checkout})
    assert install(project) == 73
    said = capsys.readouterr()
    assert f"{FILE} : modifié à la main, laissé tel quel." in said.out
    assert f"supprimez d'abord : {FILE}" in said.err
    assert file.read_text("utf-8") == mine

    file.unlink()
    assert install(project) == 0
    assert file.read_text("utf-8") == written


def test_a_territory_without_a_target_is_given_one_once(project, capsys):
    conf = project.root / "publishconf.py"
    conf.write_text(publishconf("https://www.exemple.fr", "").replace("TARGETS = {}\n", ""), "utf-8")

    assert install(project, "gitlab") == 0
    assert "publishconf.py : mis à jour (TARGETS)." in capsys.readouterr().out
    assert conf.read_text("utf-8").count('TARGETS = {"pages": {"kind": "pages"}}') == 1
    assert install(project, "gitlab") == 0
    assert "TARGETS" not in capsys.readouterr().out
    assert main(["check", "--settings=publishconf.py"]) == 0


def test_the_branch_is_the_one_that_is_checked_out(project):
    subprocess.run(["git", "init", "--quiet", "-b", 'publiée"', "."], cwd=project.root, check=True)
    project.write("publishconf.py", publishconf("https://www.exemple.fr", '"p": {"kind": "pages"}'))

    assert install(project) == 0

    text = (project.root / FILE).read_text("utf-8")
    assert 'branches: ["publi\\u00e9e\\""]' in text
    assert "TAMBOUR_P_TOKEN: ${{ github.token }}" in text


def test_a_territory_inside_another_repository_is_refused(project, capsys):
    subprocess.run(["git", "init", "--quiet", "."], cwd=project.root.parent, check=True)
    project.write("publishconf.py", publishconf("https://www.exemple.fr", ""))

    assert install(project) == 73

    assert "un territoire est un dépôt à lui seul" in capsys.readouterr().err
    assert not (project.root / ".github").exists()

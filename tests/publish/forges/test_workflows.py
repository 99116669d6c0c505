"""The workflows that `publier --installer` writes are run, line by line, on a forge that is a folder."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tambour.commands.cli import main
from tambour.commands.forge_reports import github_lines
from tambour.model.problems import Problem
from tambour.publish.record import PublicationRecord
from tests.publish.conftest import EVENT
from tests.publish.forges.conftest import push
from tests.publish.forges.machine import TOKEN, Forge, StepOutcome, git

PUBLISH = ".github/workflows/publier.yml"
FAULTY = "---\nid: loto\ntitre: Loto\npublier_le: demain, à 8 h\n---\nTexte.\n"


def names(done: list[StepOutcome]) -> list[str]:
    return [one.name for one in done]


def all_green(done: list[StepOutcome]) -> bool:
    assert [one.said for one in done if one.code] == []
    return bool(done)


def record(forge: Forge) -> PublicationRecord:
    blob = git("cat-file", "blob", "pages-publications:publications.json", cwd=forge.repository)
    return PublicationRecord.read(blob.encode())


def test_github_shows_what_was_pushed_and_an_hour_without_change_deploys_nothing(on, project):
    forge = on("pages")

    first = forge.run(PUBLISH)
    second = forge.run(PUBLISH, "schedule")

    assert all_green(first + second)
    assert "Fête du lac" in (forge.shown / "agenda/fete/index.html").read_text("utf-8")
    assert (forge.shown / ".nojekyll").is_file(), "dotfiles are kept"
    assert (forge.shown / "CNAME").is_file()
    assert "Mettre en ligne" in names(first)
    assert "Mettre en ligne" not in names(second)
    assert record(forge).last.seen
    ledger = git("show", "main:content/registre.jsonl", cwd=forge.repository)
    assert '"fete"' in ledger, "what was published is recorded in the repository"
    assert TOKEN not in "".join(one.said for one in first + second)


def test_github_says_a_fault_at_its_line_and_publishes_the_rest(on, project):
    forge = on("pages")
    assert all_green(forge.run(PUBLISH))
    project.write("content/agenda/fete.md", EVENT.format(more="statut: annule\n", text="::error::Au bord."))
    project.write("content/actualites/loto.md", FAULTY)
    push(project, "Annulation")

    done = {one.name: one for one in forge.run(PUBLISH)}

    said = done["Relire les contenus"].said
    assert "::error file=content/actualites/loto.md,line=4,title=[date-illisible]::Publier le : " in said
    assert "Annulé" in (forge.shown / "agenda/fete/index.html").read_text("utf-8")
    assert [one.change for one in record(forge).announcements] == ["annule"]
    assert done["Rappeler ce qui reste à corriger"].code == 65, "whoever pushed it is told"


def test_a_proposal_is_read_again_and_shown_without_a_right(on, project):
    forge = on("pages")
    project.write("content/actualites/loto.md", FAULTY)
    push(project, "Une proposition")

    done = {one.name: one for one in forge.run(".github/workflows/relecture.yml", "pull_request")}

    assert done["Relire les contenus"].code == 65
    assert done["Construire et relire le site, malgré les fautes"].code == 0
    assert done["Joindre le site et le kit"].code == 0


def test_gitlab_hands_over_a_folder_then_looks_at_it(on, project):
    forge = on("gitlab")

    done = forge.run_gitlab()

    assert all_green(done)
    assert names(done) == ["relire", "pages", "constater"]
    assert "Fête du lac" in (forge.shown / "agenda/fete/index.html").read_text("utf-8")
    assert record(forge).last.seen


def test_forgejo_pushes_the_branch_that_the_forge_shows(on, project):
    forge = on("forgejo")
    show_branch(forge)

    assert all_green(forge.run(".forgejo/workflows/publier.yml"))

    assert "Fête du lac" in (forge.shown / "agenda/fete/index.html").read_text("utf-8")
    assert record(forge).last.seen


def show_branch(forge: Forge) -> None:
    """As Codeberg does, upon a webhook."""
    hook = forge.repository / "hooks/post-receive"
    work = f"git --work-tree={shlex.quote(str(forge.shown))}"
    hook.write_text(
        "#!/bin/sh\nwhile read old new ref; do if [ $ref = refs/heads/pages ]; then "
        f"{work} read-tree --reset pages && {work} checkout-index -fa; fi; done\n"
    )
    hook.chmod(0o755)


FORM = {
    "niveau": "urgence",
    "titre": "Eau $(touch pirate) `id` ${{ github.token }} $CI_JOB_TOKEN",
    "texte": "Bouillir. \"'; touch pirate\n::error::x\n---\n<script>x</script>",
    "fin": "demain 8 h",
    "communes": "",
}


@pytest.mark.parametrize("kind", ["pages", "gitlab"])
def test_an_alert_from_a_form_is_kept_published_and_lifted(on, project, kind):
    forge = on(kind)

    def answer(workflow: str, action: str, **inputs: str) -> list[StepOutcome]:
        if kind == "gitlab":
            return forge.run_gitlab(action=action, **inputs)
        return forge.run(f".github/workflows/{workflow}.yml", "workflow_dispatch", **inputs)

    done = answer("alerte", "alerte", **FORM)

    assert all_green(done)
    [page] = (forge.shown / "alertes").glob("*/index.html")
    shown = page.read_text("utf-8")
    assert "Eau $(touch pirate) `id` ${{ github.token }} $CI_JOB_TOKEN" in shown
    assert "<script>x" not in shown
    assert not list(forge.work.rglob("pirate"))
    assert TOKEN not in shown
    assert not any(line.lstrip().startswith("::error::x") for one in done for line in one.said.splitlines())
    [name] = git("ls-tree", "-r", "--name-only", "main", "content/alertes", cwd=forge.repository).splitlines()
    assert git("log", "-1", "--format=%s", "main", "--", name, cwd=forge.repository).startswith("Alerte : Eau $(touch")

    if kind == "gitlab":
        return  # to lift is one word of the same form there
    assert all_green(answer("alerte-levee", "lever", alerte=""))
    assert "Alerte levée" in page.read_text("utf-8")
    assert [one.change for one in record(forge).announcements] == ["levee"]


def test_a_form_that_is_refused_says_why_and_publishes_nothing(on, project):
    forge = on("pages")
    before = git("rev-parse", "main", cwd=forge.repository)

    done = forge.run(".github/workflows/alerte.yml", "workflow_dispatch", **{**FORM, "fin": "bientôt"})

    assert done[-1].code == 65
    assert "::error title=Rien n'est publié::Fin : « bientôt » n'est pas une date" in done[-1].said
    assert git("rev-parse", "main", cwd=forge.repository) == before


def test_on_a_machine_an_alert_is_sent_behind_what_others_have_sent(on, project, tmp_path, capsys):
    forge = on("pages")
    other = tmp_path / "autre"
    git("clone", "--quiet", str(forge.repository), str(other), cwd=tmp_path)
    (other / "content/pages/autre.md").write_text("---\nid: autre\ntitre: Autre\n---\nTexte.\n", "utf-8")
    git("add", ".", cwd=other)
    git("-c", "user.name=A", "-c", "user.email=a@exemple.fr", "commit", "--quiet", "-m", "Autre", cwd=other)
    git("push", "--quiet", cwd=other)
    project.write("content/pages/brouillon.md", "---\nid: brouillon\ntitre: Pas fini\n---\n")

    assert main(["alerte", "--niveau=info", "--titre=Eau", "--texte=Bouillir.", "--fin=demain"]) == 0

    assert "Envoyé : la forge publie." in capsys.readouterr().out
    files = git("ls-tree", "-r", "--name-only", "main", "content", cwd=forge.repository).splitlines()
    assert any(name.startswith("content/alertes/eau-") for name in files)
    assert "content/pages/autre.md" in files
    assert "content/pages/brouillon.md" not in files, "what is under way stays on the machine"


def test_gitlab_reads_the_faults_as_code_quality(project, capsys, monkeypatch):
    monkeypatch.setenv("CI_PROJECT_DIR", str(project.root))
    project.write("content/actualites/loto.md", FAULTY)
    project.write("content/actualites/bal.md", FAULTY.replace("loto", "bal"))

    assert main(["check", "--format=gitlab"]) == 65

    said = capsys.readouterr()
    report = json.loads(said.out)
    assert [one["location"] for one in report] == [
        {"path": f"content/actualites/{name}.md", "lines": {"begin": 4}} for name in ("bal", "loto")
    ]
    assert {one["check_name"] for one in report} == {"date-illisible"}
    assert len({one["fingerprint"] for one in report}) == 2
    assert "loto.md:4" in said.err
    assert main(["check", "--format=gitlab"]) == 65
    assert json.loads(capsys.readouterr().out) == report, "the same fault is the same finding"
    assert main(["check", "--format=junit"]) == 64
    assert "au choix texte, github, gitlab" in capsys.readouterr().err


def test_a_message_breaks_out_of_no_annotation():
    odd = Problem(Path("a,b:c.md"), 0, "", "code", "100 %\n::error::non", "là")

    [line] = github_lines([odd], Path("content").absolute())

    assert line == "::error file=content/a%2Cb%3Ac.md,line=1,title=[code]::100 %25%0A::error::non%0Alà"


@pytest.mark.parametrize("said", ["::error::x", "  ::add-mask::e", "a ##[error]b", "a\n::stop-commands::x"])
def test_nothing_that_is_printed_is_an_order_to_the_runner(said):
    code = "from tambour.commands import terminal; terminal.open_streams(); import sys; print(sys.argv[1]); "
    code += "terminal.command('::notice::b')"
    done = subprocess.run(
        [sys.executable, "-c", code, said],
        env={"GITHUB_ACTIONS": "true"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    *ours, order = done.stdout.splitlines()
    assert order == "::notice::b"
    assert not any(line.strip().startswith("::") or "##[" in line for line in ours)

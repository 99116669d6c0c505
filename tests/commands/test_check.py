"""`inv check` reads everything, says what is wrong, and makes nothing."""

import subprocess
import sys

from tambour.commands.check import check


def test_a_project_without_fault_is_told_so(project, capsys):
    assert check() == 0

    assert "3\u00a0contenus relus, rien à corriger" in capsys.readouterr().out
    assert not project.output.exists()


def test_what_is_wrong_is_told_with_the_code_of_a_content_error(project, capsys):
    project.write("content/agenda/fete.md", "---\nid: fete\ntitre: Fête\npublier_le: demain\n---\n")

    assert check() == 65
    assert "agenda/fete.md:4: Publier le : « demain » n'est pas une date" in capsys.readouterr().err


def test_wrong_settings_have_their_own_code(project, capsys):
    project.set("PLUGINS = []")
    project.set("NOW = 20261205")

    assert check() == 78
    told = capsys.readouterr().err
    assert 'PLUGINS = ["tambour"] » manque' in told
    assert "NOW » : un texte est attendu ici" in told


def test_what_is_due_for_review_is_recalled(project, capsys):
    head = "---\nid: a\ntitre: A\na_revoir_le: {day}\n---\n"
    project.write("content/pages/a.md", head.format(day="2026-11-30"))
    project.write("content/pages/b.md", head.format(day="2027-11-30").replace("id: a", "id: b"))

    check()

    told = capsys.readouterr().out
    assert "À relire : pages/a.md (a_revoir_le : 30\u00a0novembre\u00a02026)." in told
    assert "pages/b.md" not in told


def test_pelican_is_not_even_loaded(project):
    asked = "import sys; from tambour.commands.check import check; code = check()"
    code = f"{asked}; sys.exit(code or 'pelican' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

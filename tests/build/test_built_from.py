"""A checkout, a copy, a `touch` change every inode and time, and nothing that a build would make."""

import os
import shutil

import pytest

from tambour.commands.build import build

NEWS = "---\nid: travaux\ntitre: Autre titre\npublier_le: 2026-11-20\n---\nTexte.\n"


def touch(project) -> None:
    for file in project.root.rglob("*"):
        if file.is_relative_to(project.root / "content"):
            os.utime(file, (0, 0))


def check_out(project) -> None:
    """The same files on another machine, where the output and the cache were put back."""
    aside = project.root.with_name("aside")
    project.root.rename(aside)
    shutil.copytree(aside, project.root, copy_function=shutil.copyfile, ignore=lambda *_: [".output.state"])
    os.chdir(project.root)


def is_idle(capsys) -> bool:
    capsys.readouterr()
    assert build() == 0
    return "Rien n'a changé" in capsys.readouterr().out


def test_touched_files_are_no_change_and_are_read_once(project, capsys, monkeypatch):
    build()
    touch(project)

    assert is_idle(capsys)
    monkeypatch.setattr("tambour.build.built_from.BuiltFrom.is_same", None)
    assert is_idle(capsys), "the next build goes by times again"


def test_a_checkout_with_its_cache_has_nothing_to_do(project, capsys):
    build()
    check_out(project)

    assert is_idle(capsys)
    assert is_idle(capsys)


def test_a_checkout_in_which_one_file_differs_is_built(project, capsys):
    build()
    check_out(project)
    project.write("content/actualites/travaux.md", NEWS)

    assert not is_idle(capsys)
    assert "Autre titre" in project.page("actualites/travaux")


@pytest.mark.parametrize("change", ["content", "settings", "theme", "removed", "new"])
def test_whatever_a_site_is_made_of_counts(project, capsys, change):
    build()
    touch(project)
    if change == "content":
        project.write("content/actualites/travaux.md", NEWS)
    elif change == "settings":
        project.set("SITENAME = 'Autre'")
    elif change == "theme":
        project.write("theme/static/site.css", "body{margin:1px}\n")
    elif change == "removed":
        (project.root / "content/actualites/travaux.md").unlink()
    else:
        project.write("content/actualites/autre.md", NEWS.replace("travaux", "autre"))

    assert not is_idle(capsys)


@pytest.mark.parametrize("change", ["other bytes", "missing", "one too many", "no manifest"])
def test_an_output_that_was_put_back_damaged_is_made_again(project, capsys, change):
    build()
    whole = project.tree()
    check_out(project)
    page = project.output / "agenda/fete/index.html"
    if change == "other bytes":
        page.write_bytes(page.read_bytes().replace(b"F", b"f", 1))
    elif change == "missing":
        page.unlink()
    elif change == "one too many":
        (project.output / "intrus.html").write_text("")
    else:
        (project.output / "tambour.json").write_text("{}")

    assert not is_idle(capsys)
    assert project.tree() == whole


def test_time_that_has_passed_counts_after_a_checkout_too(project, capsys):
    later = "---\nid: plus-tard\ntitre: Plus tard\npublier_le: 2026-12-24\n---\n"
    project.write("content/actualites/plus-tard.md", later)
    project.set("NOW = None")
    build(now="2026-12-01 09:00")
    check_out(project)

    assert build(now="2026-12-25 09:00") == 0
    assert (project.output / "actualites/plus-tard/index.html").is_file()


@pytest.mark.parametrize(("publication", "idle"), [(False, False), (True, True)])
def test_the_kit_comes_back_where_there_is_an_agent(project, capsys, monkeypatch, publication, idle):
    project.set("CHANNELS = {'kit': {}}\nNOW = None")
    project.set(f"PUBLICATION = {publication}")
    build()
    check_out(project)
    shutil.rmtree(project.root / "output.kit")

    assert is_idle(capsys) is idle
    assert (project.root / "output.kit" / "index.html").is_file() is not idle

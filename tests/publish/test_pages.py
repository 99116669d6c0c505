"""A site is pushed to a branch that a forge serves: a bare repository here, whose hook shows the branch."""

import shlex
import subprocess

import pytest

from tambour.publish.record import PublicationRecord
from tests.publish.conftest import Territory, WebServer, publishconf


@pytest.fixture
def forge(project, tmp_path, territory) -> Territory:
    """place: the bare repository."""
    place, shown = tmp_path / "forge.git", tmp_path / "montre"
    shown.mkdir()
    subprocess.run(["git", "init", "--quiet", "--bare", str(place)], check=True)
    hook = place / "hooks/post-receive"
    work = f"git --work-tree={shlex.quote(str(shown))}"
    hook.write_text(f"#!/bin/sh\n{work} read-tree --reset pages && {work} checkout-index -fa && {work} clean -fdxq\n")
    hook.chmod(0o755)
    with WebServer(shown) as web:
        target = f'"pages": {{"kind": "pages", "remote": "{place}", "wait": 5}}'
        project.write("publishconf.py", publishconf(web.url, target))
        yield Territory(project, place, web)


def shown(forge: Territory, path: str, branch: str = "pages") -> bytes:
    return subprocess.run(
        ["git", "cat-file", "blob", f"{branch}:{path}"], cwd=forge.place, check=True, capture_output=True
    ).stdout


def changes(forge: Territory) -> list[str]:
    return [
        one.change
        for one in PublicationRecord.read(shown(forge, "publications.json", "pages-publications")).announcements
    ]


def files(forge: Territory) -> set[str]:
    said = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", "-z", "pages"], cwd=forge.place, capture_output=True, check=True
    )
    return {name for name in said.stdout.decode().split("\0") if name}


def test_the_branch_is_the_site_byte_for_byte(forge, capsys):
    assert forge.publish() == 0, capsys.readouterr().err

    tree = forge.project.tree()
    assert files(forge) == {*tree, "CNAME"}
    assert {path: shown(forge, path) for path in list(tree)[::7]} == {path: tree[path] for path in list(tree)[::7]}
    assert shown(forge, "CNAME") == b"127.0.0.1\n"
    assert shown(forge, ".nojekyll") == b""


def test_a_change_is_announced_once_and_the_site_before_comes_back(forge, capsys):
    assert forge.publish() == 0, capsys.readouterr().err
    before = shown(forge, "agenda/fete/index.html")
    forge.event("statut: annule\n")
    capsys.readouterr()

    assert forge.publish() == 0, capsys.readouterr().err
    assert "Annulé : « Fête du lac »" in capsys.readouterr().out
    assert changes(forge) == ["annule"]
    log = subprocess.run(["git", "rev-list", "--count", "pages"], cwd=forge.place, capture_output=True, check=True)
    assert log.stdout == b"1\n", "the repository does not grow"

    assert forge.publish("--retour") == 0, capsys.readouterr().err
    assert shown(forge, "agenda/fete/index.html") == before
    assert forge.publish("--retour") == 69
    assert forge.publish() == 0, capsys.readouterr().err
    assert changes(forge) == ["annule"]


def test_what_somebody_else_pushed_meanwhile_is_not_overwritten(forge, monkeypatch, capsys):
    from tambour.publish.places.git_pages import PagesSession

    assert forge.publish() == 0, capsys.readouterr().err
    forge.event("statut: annule\n")
    switch = PagesSession.switch

    def too_late(session, release):
        subprocess.run(
            ["git", "update-ref", "refs/heads/pages", "refs/heads/pages-publications"], cwd=forge.place, check=True
        )
        switch(session, release)

    monkeypatch.setattr(PagesSession, "switch", too_late)

    assert forge.publish() == 75

    assert "[publication-depassee]" in capsys.readouterr().err
    assert changes(forge) == []

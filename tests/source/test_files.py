"""Only ordinary files that lie in the content folder are read and published, whatever leads to them."""

import os
import unicodedata
from pathlib import Path

import pytest

from tambour.source.files import has_picture, list_folder

NEWS = "---\nid: a\ntitre: A\npublier_le: 2026-06-01\n---\n"


def told(root):
    return {str(problem.path): problem.code for problem in list_folder(root).problems}


@pytest.fixture
def content(folder):
    return folder(
        {"actualites/a.md": NEWS, "images/lac.jpg": b"\xff\xd8", ".git/config": "secret", "_notes/x": "secret"}
    )


@pytest.mark.parametrize(
    "goal", ["/etc/hostname", "../secret", "nowhere.jpg", "../.git/config", "../_notes/x", "boucle.jpg", "/dev/zero"]
)
@pytest.mark.parametrize(
    "link", ["images/boucle.jpg", "documents/plan.pdf", "actualites/b.md", "referentiel/themes.yaml", "registre.jsonl"]
)
def test_a_link_that_leads_out_of_the_folder_or_nowhere_is_told(content, link, goal):
    (content.parent / "secret").write_text("secret")
    (content / link).parent.mkdir(exist_ok=True)
    (content / link).symlink_to(goal)

    listed = list_folder(content)

    assert told(content) == {link: "lien-symbolique"}
    assert link not in listed.media
    assert [str(file.path) for file in listed.files] == ["actualites/a.md"]


def test_a_link_inside_the_folder_is_the_file_that_it_leads_to(content):
    (content / "images/autre.jpg").symlink_to("lac.jpg")

    assert told(content) == {}
    assert set(list_folder(content).media) == {"images/lac.jpg", "images/autre.jpg"}


def test_a_folder_that_is_a_link_is_told(content):
    (content / "documents").symlink_to(content / "images")
    (content / "images/2026").symlink_to("/etc")
    (content / "_ailleurs").symlink_to("/etc")

    assert told(content) == {"documents": "dossier-en-lien", "images/2026": "dossier-en-lien"}


def test_a_pipe_is_told_and_not_waited_for(content):
    os.mkfifo(content / "images/tube.jpg")

    assert told(content) == {"images/tube.jpg": "fichier-special"}


def test_the_content_folder_itself_may_be_a_link(content, tmp_path):
    (tmp_path / "autre").symlink_to(content)

    assert told(tmp_path / "autre") == {}
    assert set(list_folder(tmp_path / "autre").media) == {"images/lac.jpg"}


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("lac.jpg", True),
        ("été/logo.svg", True),
        ("lac.JPG", False),
        ("../secret", False),
        ("_a.svg", False),
        ("", False),
    ],
)
def test_a_logo_is_there_when_it_is_listed(content, typed, there):
    decomposed = content / "images" / unicodedata.normalize("NFD", "été")
    decomposed.mkdir()
    (decomposed / "logo.svg").write_text("<svg/>")
    (content / "images/_a.svg").write_text("<svg/>")

    assert has_picture(content, typed) is there


@pytest.mark.parametrize("name", [b"\xff\xfe.md", b"a\nb.md", b"\x1b[2Jx.md", "\u202egpj.md".encode(), b"a\tb.md"])
def test_a_name_that_cannot_be_shown_is_told_and_shown_without_it(content, name):
    Path(os.fsdecode(os.fsencode(content) + b"/actualites/" + name)).write_bytes(b"x")

    [problem] = list_folder(content).problems
    assert problem.code == "nom-de-fichier-illisible"
    assert str(problem).replace("\n", "").isprintable()

"""A new file is valid from the start, and shows everything that could be said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from tambour.commands.new_content import kind_named, kind_names, new_file, project_day, real_title, write_new
from tambour.model.kinds import KINDS
from tambour.model.territory import Territory
from tambour.source.catalogue import read_catalogue
from tambour.words.typography import french_spaces

TODAY = date(2026, 11, 23)
TITLES = [
    "Marché de Noël",
    "Réunion publique : le PLUi",
    '« L’été » d\'"Anna" #fête',
    "@mairie",
    "null",
    "10 h 30",
    "🎉",
]
Folder = Callable[[dict[str, str | bytes]], Path]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("title", TITLES)
def test_it_is_valid_as_it_is_and_a_draft(folder: Folder, territory: Territory, kind, title: str):
    root = folder({"documents/a.pdf": b"%PDF"})
    write_new(root, new_file(root, kind, title, TODAY))

    [entry] = read_catalogue(root, territory).entries

    assert (entry.item.title, entry.item.draft, entry.item.kind) == (french_spaces(title), True, kind.name)


def test_a_title_without_a_letter_is_asked_for_again():
    answers = iter(["", " … ", " Le bal "])

    assert real_title("", lambda _question: next(answers)) == "Le bal"
    assert real_title("2027", lambda _question: "") == "2027"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_field_of_the_kind_is_there(folder: Folder, kind):
    text = new_file(folder({"documents/a.pdf": b""}), kind, "Titre", TODAY).text
    lines = text.split("\n")

    for name, info in kind.model.model_fields.items():
        key = info.alias or name
        assert any(line.startswith((f"{key}:", f"#{key}:")) for line in lines), key


def test_two_of_the_same_title_are_two_files(folder: Folder):
    root = folder({"documents/a.pdf": b""})
    first = write_new(root, new_file(root, KINDS["news"], "Fête", TODAY))
    second = write_new(root, new_file(root, KINDS["event"], "Fête", TODAY))

    assert (first.name, second.name) == ("fete.md", "fete-2.md")


def test_it_never_writes_over_a_file(folder: Folder):
    root = folder({"actualites/fete.md": "sans en-tête"})
    made = new_file(root, KINDS["news"], "Fête", TODAY)

    assert made.path.as_posix() == "actualites/fete-2.md"
    with pytest.raises(FileExistsError):
        write_new(root, replace(made, path=PurePosixPath("actualites/fete.md")))
    assert (root / "actualites/fete.md").read_text("utf-8") == "sans en-tête"


@pytest.mark.parametrize("name", ["événement", "Evenement", "agenda", "event"])
def test_a_kind_is_known_by_its_french_name_its_folder_or_its_english_name(name: str):
    assert kind_named(name) is KINDS["event"]


def test_the_names_to_offer_are_french():
    assert kind_names()[:3] == ("actualite", "evenement", "alerte")


def test_it_is_dated_by_the_clock_of_its_project(tmp_path: Path):
    (tmp_path / "content").mkdir()
    (tmp_path / "pelicanconf.py").write_text('NOW = "2027-02-03 09:00"\nTERRITORY = {}\n')

    assert project_day(tmp_path / "pelicanconf.py") == date(2027, 2, 3)


@pytest.mark.parametrize("settings", [None, "NOW = \n", 'NOW = "demain"\n'])
def test_without_a_clock_of_its_own_it_is_dated_today(tmp_path: Path, monkeypatch, settings: str | None):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    (tmp_path / "content").mkdir()
    if settings is not None:
        (tmp_path / "pelicanconf.py").write_text(settings)

    assert project_day(tmp_path / "pelicanconf.py") == date(2027, 1, 15)

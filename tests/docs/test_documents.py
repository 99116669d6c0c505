"""What the documents tell people to type exists, and what they link to is there."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from tasks import task_summaries
from tests.trees import ROOT

COMMAND = re.compile(r"(?:\btasks\.py|\binv) ([a-z][a-z-]*)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
LINK = re.compile(r"\]\((?!https?:|mailto:|#|id:)([^)#\s]+)[^)]*\)")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "plugins").rglob("README.md")])


def read(document: Path, without_examples: bool = False) -> str:
    text = document.read_text("utf-8")
    return re.sub(r"^ *```.*?^ *```|`[^`\n]*`", "", text, flags=re.DOTALL | re.MULTILINE) if without_examples else text


def test_there_are_documents_to_read() -> None:
    assert {"README.md", "CONTRIBUTING.md", "docs/installation.md"} <= {
        str(path.relative_to(ROOT)) for path in DOCUMENTS
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_task_it_names_exists(document: Path) -> None:
    named = set(COMMAND.findall(read(document)))

    assert named - set(task_summaries()) == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_it_links_to_is_there(document: Path) -> None:
    targets = LINK.findall(read(document, without_examples=True))

    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_picture_is_told_to_who_does_not_see_it(document: Path) -> None:
    pictures = PICTURE.findall(read(document, without_examples=True))

    assert [target for words, target in pictures if len(words) < 40] == []


def test_the_agents_guide_speaks_of_no_tool_that_the_pupitre_spares_her() -> None:
    words = re.sub(r"\]\([^)]*\)", "]", read(ROOT / "docs" / "guide-agent.md"))
    spared = r"terminal|yaml|git|markdown|front matter|slug|en-tête|commit|javascript|python|commande"

    assert re.findall(rf"\b(?:{spared})\w*", words, re.IGNORECASE) == []


def test_the_agents_guide_shows_each_step_of_her_day() -> None:
    pictures = PICTURE.findall(read(ROOT / "docs" / "guide-agent.md"))
    sizes = {target: (ROOT / "docs" / target).stat().st_size for _, target in pictures}

    assert len(sizes) >= 12
    assert [target for target, size in sizes.items() if size > 60_000] == []


def test_every_picture_is_in_a_page_and_light() -> None:
    shown = {
        (document.parent / target).resolve()
        for document in DOCUMENTS
        for target in re.findall(r"\]\(([^)#\s]+)\)", read(document))
    }
    made = set((ROOT / "docs" / "images").iterdir())

    assert made - shown == set()
    assert [file.name for file in made if file.suffix in {".png", ".svg"} and file.stat().st_size > 200_000] == []


def test_the_changelog_tells_the_versions_the_newest_first_and_ours_is_the_newest() -> None:
    heads = re.findall(r"^## \[(.+?)\](?: - (\S+))?$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    versions = [tuple(map(int, version.split("."))) for version, _ in heads[1:]]
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]

    assert heads[0] == ("Unreleased", "")
    assert heads[1][0] == ours
    assert versions == sorted(versions, reverse=True)
    assert all(date.fromisoformat(day) for _, day in heads[1:])

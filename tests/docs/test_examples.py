"""What the guides tell people to write is accepted, shows what they say, or is refused in the words that they quote."""

import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path, PurePosixPath

import pytest
from lxml import html

from tambour.build import report
from tambour.build.registry import spellings_off
from tambour.model.problems import ContentRefused, Problem
from tambour.model.territory import Territory
from tambour.source.body import read_body
from tambour.source.catalogue import ChannelNames, read_catalogue
from tests import warm
from tests.docs.guides import DOCS, Command, Example, blocks, commands, examples
from tests.trees import ROOT, Tree, settings_without

EXAMPLES = examples()
RECORDS = [example for example in EXAMPLES if example.path.parts[0] == "referentiel"]
REFUSED = [example for example in EXAMPLES if example.report]
ACCEPTED = [example for example in EXAMPLES if example not in RECORDS and example not in REFUSED]
SHOWN = [example for example in ACCEPTED if example.shown]
DAY = "2026-11-23T09:00"  # the day on which the guides' examples are written
CHANNELS = ChannelNames(off=lambda: spellings_off({}))
TERRITORY = Territory.model_construct(timezone="Europe/Paris")


def demo_with(folder: Path, added: list[Example]) -> Path:
    """The demonstration's content and these files, as somebody has it who tries them there."""
    content = folder / "content"
    shutil.copytree(ROOT / "content", content, copy_function=os.link)
    for example in added:
        file = content / example.path
        file.unlink(missing_ok=True)
        file.write_text(example.text, "utf-8")
    return content


def problems(content: Path, added: list[Example]) -> list[Problem]:
    """What is wrong with the files that a guide shows: with the rest, other tests are busy."""
    try:
        read_catalogue(content, TERRITORY, CHANNELS)
    except ContentRefused as refused:
        ours = {example.path for example in added}
        return [problem for problem in refused.problems if problem.path in ours]
    return []


def plain(text: str) -> str:
    """On one line, ordinary spaces and apostrophes."""
    return " ".join(text.split()).replace("’", "'")


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_with(tmp_path_factory.mktemp("accepted"), ACCEPTED)


@pytest.fixture(scope="module")
def site(accepted: Path, demo: Tree) -> Tree:
    """Its pages are what is looked at. demo: has been built, and so the pictures of all are in the cache."""
    settings = settings_without(accepted.parent, "cards", "kit", "newsletter")
    return Tree.made(accepted.parent / "output", settings, DAY, accepted)


def test_the_guides_show_examples() -> None:
    kinds = {example.path.parts[0] for example in ACCEPTED}

    dated = {"actualites", "agenda", "alertes", "lettres", "offres-d-emploi", "publications"}
    assert kinds == {*dated, "annuaire", "elus", "etats", "lieux", "marches", "menus", "projets", "pages", "services"}
    assert len(RECORDS) == 6
    assert len(REFUSED) > 3


def test_two_examples_are_never_one_file_or_one_item() -> None:
    assert len({example.path for example in ACCEPTED}) == len(ACCEPTED)
    assert len({example.item_id for example in ACCEPTED}) == len(ACCEPTED)


def test_every_example_is_accepted_in_the_demonstration(accepted: Path) -> None:
    assert "\n".join(map(str, problems(accepted, ACCEPTED))) == ""


def test_the_readme_shows_an_event_that_is_accepted(tmp_path: Path) -> None:
    page = ROOT / "README.md"
    [text] = blocks(page, "markdown")
    example = Example(page, 1, PurePosixPath("agenda/marche-de-noel-2026.md"), text)

    assert problems(demo_with(tmp_path, [example]), [example]) == []


@pytest.mark.parametrize("text", blocks(DOCS / "texte.md", "markdown"), ids=lambda text: text.strip().split("\n")[0])
def test_every_piece_of_text_is_without_fault(text: str) -> None:
    assert read_body(text, PurePosixPath("pages/texte.md")).faults == ()


@pytest.mark.parametrize("example", RECORDS, ids=str)
def test_every_example_of_a_register_is_accepted(example: Example, tmp_path: Path) -> None:
    (tmp_path / "referentiel").mkdir()
    (tmp_path / example.path).write_text(example.text, "utf-8")

    assert problems(tmp_path, [example]) == []


@pytest.mark.parametrize("example", REFUSED, ids=str)
def test_every_report_is_the_one_that_is_printed(example: Example, tmp_path: Path) -> None:
    found = problems(demo_with(tmp_path, [example]), [example])
    printed = report.text(ContentRefused(found)).replace("\xa0", " ")
    quoted = re.escape(example.report.strip()).replace("…", ".*")

    assert re.fullmatch(rf"{quoted}(\n\n(.* × .*\n)?\d+ points? à corriger dans le contenu\.)?", printed), printed


@pytest.mark.parametrize("example", SHOWN, ids=str)
def test_what_is_said_to_be_on_the_screen_is_there(example: Example, site: Tree) -> None:
    item = json.loads((site.root / "tambour.json").read_text("utf-8"))["items"][example.item_id]
    page = item["channels"]["pages"][0]["path"]
    text = plain(html.fromstring((site.root / page).read_bytes()).text_content())

    assert [words for words in example.shown if plain(words) not in text] == []


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.line)
def test_a_command_answers_what_the_guide_says(command: Command, tmp_path: Path) -> None:
    program, script, *arguments = shlex.split(command.line)
    (tmp_path / "content").mkdir()
    shutil.copy(ROOT / "pelicanconf.py", tmp_path)
    done = subprocess.run(
        [*warm.python(), ROOT / script, *arguments], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )

    assert (program, script) == ("python3", "tasks.py")
    assert (done.returncode, done.stdout) == (0, command.answer), done.stderr

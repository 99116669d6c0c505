"""A broken content folder: every file is wrong in its own way, and its writer is told so in French, all at once.

A file's name says the code that it must be refused with (`fin-avant-debut.md`, `yaml-guillemets--arobase.md`); names
that start with `a-` and the folders of shared things are valid. `report.txt` is the whole report, word for word
(`inv golden` writes it anew).
"""

from pathlib import Path

import pytest

from tambour.model.problems import ContentRefused, Problem
from tambour.model.territory import Territory
from tambour.source.catalogue import ChannelNames, read_catalogue

BAD = Path(__file__).parent / "bad"
CONTENT = BAD / "content"
VALID = ("a-", "salle-des-fetes", "brouillon-de-lieu")
WRONG = sorted(
    path.relative_to(CONTENT)
    for path in CONTENT.rglob("*")
    if path.is_file()
    and path.relative_to(CONTENT).parts[0] not in ("referentiel", "images", "documents")
    and not path.name.startswith(VALID)
)


@pytest.fixture(scope="module")
def refused() -> tuple[Problem, ...]:
    territory = Territory.model_construct(timezone="Europe/Paris")
    with pytest.raises(ContentRefused) as caught:
        read_catalogue(
            CONTENT, territory, channels=ChannelNames({"feeds": "feeds", "flux": "feeds", "agenda": "agenda"})
        )
    return caught.value.problems


@pytest.mark.parametrize("path", WRONG, ids=str)
def test_each_mistake_is_told_by_its_code(path: Path, refused: tuple[Problem, ...]):
    code = path.stem.partition("--")[0]

    assert code in [problem.code for problem in refused if problem.path.as_posix() == path.as_posix()]


def test_valid_neighbours_are_not_blamed(refused: tuple[Problem, ...]):
    blamed = {problem.path.name for problem in refused if problem.path.name.startswith(VALID)}

    assert blamed == set()


def test_the_report_is_the_expected_one_to_the_letter(refused: tuple[Problem, ...], request: pytest.FixtureRequest):
    golden = BAD / "report.txt"
    report = "\n".join(map(str, refused)) + "\n"
    if request.config.getoption("--golden"):
        golden.write_text(report, "utf-8")

    assert report == golden.read_text("utf-8")


def test_no_sentence_is_left_with_a_hole_or_in_english(refused: tuple[Problem, ...]):
    for problem in refused:
        text = f"{problem.message} {problem.hint}"
        assert "{" not in text.replace("{nom:", "").replace("« } »", "")
        assert not {"Input", "should", "field", "value", "must"} & set(text.split())

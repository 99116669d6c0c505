"""What must be mended is told once, in order, with its place."""

from pathlib import PurePosixPath

import pytest
from pydantic import BaseModel, ValidationError, field_validator

from tambour.model.problems import ContentRefused, Problem, SettingsRefused, invalid, invalid_inside

HERE = PurePosixPath("agenda/fete.md")


def test_a_problem_reads_place_field_sentence_code_and_way_out():
    problem = Problem(HERE, 4, "Début", "date-illisible", "« demain » n'est pas une date", "Écrivez 2026-12-05.")

    assert str(problem) == (
        "agenda/fete.md:4: Début : « demain » n'est pas une date [date-illisible]\n    → Écrivez 2026-12-05."
    )


def test_a_problem_of_a_whole_file_has_no_line_nor_field():
    assert str(Problem(HERE, 0, "", "fichier-vide", "ce fichier est vide")) == (
        "agenda/fete.md: ce fichier est vide [fichier-vide]"
    )


@pytest.mark.parametrize(("refusal", "code"), [(ContentRefused, 65), (SettingsRefused, 78)])
def test_a_refusal_tells_each_problem_once_by_file_and_line(refusal, code):
    late, early = Problem(HERE, 9, "", "b", "b"), Problem(HERE, 4, "", "a", "a")

    refused = refusal([late, early, late])

    assert refused.problems == (early, late)
    assert str(refused) == f"{early}\n{late}"
    assert refused.exitcode == code


def test_a_field_may_hold_several_faults_each_at_its_place():
    class Evenings(BaseModel):
        dates: list[str]

        @field_validator("dates")
        @classmethod
        def all_wrong(cls, value: list[str]) -> list[str]:
            raise invalid_inside([((index,), invalid("trop-tard", value=text)) for index, text in enumerate(value)])

    with pytest.raises(ValidationError) as caught:
        Evenings.model_validate({"dates": ["un", "deux"]})

    assert [(error["type"], error["loc"], error["ctx"]) for error in caught.value.errors()] == [
        ("trop-tard", ("dates", 0), {"value": "un"}),
        ("trop-tard", ("dates", 1), {"value": "deux"}),
    ]

"""A code of a language, or the one that is meant."""

from pathlib import PurePosixPath

import pytest
from pydantic import TypeAdapter, ValidationError

from tambour.messages import MESSAGES
from tambour.model.fields import Language

CODE = TypeAdapter(Language)


@pytest.mark.parametrize("code", ["en", "oc", "gsw", "fr-FR", "pt-BR", "wls"])
def test_a_code_is_taken_as_it_is(code: str):
    assert CODE.validate_python(code) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("anglais", "en"), ("English", "en"), ("EN", "en"), ("en-gb", "en-GB"), ("fr_FR", "fr-FR"), ("Occitan", "oc"),
        ("alemand", "de"), ("Українська", "uk"), ("créole réunionnais", "rcf"), ("zz-top", ""), ("?", ""),
    ],
)  # fmt: skip
def test_a_name_is_refused_with_its_code_which_is_accepted(typed: str, code: str):
    with pytest.raises(ValidationError) as refused:
        CODE.validate_python(typed)
    [error] = refused.value.errors()
    hint = MESSAGES.problem(error["type"], PurePosixPath("pages/a.md"), **error["ctx"]).hint

    assert error["type"] == "langue-illisible"
    assert hint == (f"Écrivez {code}." if code else hint)
    assert code or hint.startswith("Écrivez un code de langue : en (anglais), ")
    assert not code or CODE.validate_python(code) == code

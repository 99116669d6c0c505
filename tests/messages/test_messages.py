"""The catalogue of sentences and the code that raises them hold each other."""

import ast
import re
from collections import ChainMap
from pathlib import Path

import tambour
from docs.references.errors import catalogue_of, catalogues
from tambour.build.registry import own_channels
from tambour.source.explain import PYDANTIC
from tests.parsed import nodes

ROOT = Path(tambour.__file__).parent
PARTS = catalogues()
MESSAGES = dict(ChainMap(*map(dict, PARTS)))
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


def constants() -> set[str]:
    """Every string constant of the package that looks like a code, the catalogue's own keys left out."""
    modules = [path for path in ROOT.rglob("*.py") if "messages" not in (*path.parts, path.stem)]
    found = (node for path in modules for node in nodes(path))
    texts = (node.value for node in found if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {value for value in texts if CODE.fullmatch(value)}


def raised() -> set[str]:
    """First constant argument of every call that makes a problem or an error of ours."""
    makers = {"invalid", "problem", "Fault", "Flaw", "Mistake", "Wrong", "fault"}
    found = set()
    for path in ROOT.rglob("*.py"):
        for node in nodes(path):
            name = getattr(node, "func", None) and getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in makers:
                texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                found.update(value for value in texts if CODE.fullmatch(value))
    return found


def test_every_code_that_is_raised_has_a_sentence():
    assert raised() - set(MESSAGES) == set()


def test_every_sentence_is_raised_somewhere():
    assert set(MESSAGES) - constants() == set()


def test_every_pydantic_error_that_we_translate_leads_to_a_sentence():
    assert set(PYDANTIC.values()) - set(MESSAGES) == set()


def test_no_code_is_declared_twice():
    assert sum(map(len, PARTS)) == len(MESSAGES)


def test_the_code_of_a_channel_begins_with_its_name():
    own = {name: catalogue_of(package) for name, package in own_channels().items()}

    assert [code for name, part in own.items() for code in part or () if not code.startswith(f"{name}-")] == []


def test_sentences_are_sentences():
    for code, sentence in MESSAGES.items():
        assert CODE.fullmatch(code), code
        assert sentence.message and not sentence.message.endswith("."), code
        assert sentence.hint, code
        assert "  " not in f"{sentence.message} {sentence.hint}", code

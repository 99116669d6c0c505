"""What is said to readers has one place: no template and no other room spells what `tambour.words` decides."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tambour.model.events.occurrence import EventStatus
from tambour.model.item import Level
from tambour.words.states import NEW_DATE_TO_COME, changed_to, level_fr
from tests.parsed import nodes
from tests.trees import ROOT

PACKAGE = ROOT / "plugins" / "tambour"
TEMPLATES = sorted([*(ROOT / "theme" / "templates").rglob("*.html"), *PACKAGE.glob("channels/*/templates/*.*")])
MODULES = sorted(PACKAGE.rglob("*.py"))
STATES = [changed_to(status) for status in EventStatus]
# As they begin a sentence, agreeing with « une date » or in capitals; in small letters some have other meanings.
WORD = re.compile(
    rf"\b(?:{'|'.join(STATES)})e?s?\b|\b(?:{'|'.join(word.upper() for word in STATES)})\b"
    rf"|{NEW_DATE_TO_COME}|[Pp]révu d’abord|[Aa]lerte (?:levée|terminée)|\bLEVÉE\b|FIN DE L’ALERTE"
)
LEVEL = re.compile(rf"\b(?:{'|'.join(map(level_fr, Level))}|INFO)\b")
DATE = re.compile(r"\b(?:janv|févr|juil|sept|oct|nov|déc|lun|mer|jeu|ven|sam|dim)\.|\b(?:janvier|mardi|samedi)\b")
# Titles of fields and what their writers are told are about what is typed, not what is read.
WRITERS = ("title", "description", "help")


def words_of(path: Path) -> Iterator[str]:
    """Every text of a module that somebody may read: no docstring, no title of a field."""
    bare = {id(node.value) for node in nodes(path) if isinstance(node, ast.Expr)}
    bare |= {id(one) for node in nodes(path) for one in described(node)}
    for node in nodes(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


def described(node: ast.AST) -> Iterator[ast.AST]:
    """What tells writers, or those who read data, what a field means."""
    if isinstance(node, ast.keyword) and node.arg in WRITERS:
        yield from ast.walk(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("like", "extra_key"):
        yield from ast.walk(node)


def without_comments(path: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("pattern", [WORD, LEVEL, DATE], ids=["states", "levels", "dates"])
def test_no_template_spells_a_state_a_level_or_a_date(pattern):
    spelt = {str(path.relative_to(ROOT)): pattern.findall(without_comments(path)) for path in TEMPLATES}

    assert {name: found for name, found in spelt.items() if found} == {}


def test_no_module_but_those_of_words_and_messages_spells_a_state():
    others = [
        path
        for path in MODULES
        if not {"words", "messages"} & set(path.relative_to(PACKAGE).parts) and path.name not in ("messages.py",)
    ]
    spelt = {str(path.relative_to(PACKAGE)): [text for text in words_of(path) if WORD.search(text)] for path in others}
    spelt.pop("build/ledger_rules.py", None)  # its sentences are messages: how a writer cancels a date
    spelt.pop("verify/french.py", None)  # reads what was written: to ask `words` would be to believe it

    assert {name: found for name, found in spelt.items() if found} == {}


def test_the_words_are_found_where_they_are():
    assert [text for text in words_of(PACKAGE / "words" / "states.py") if WORD.search(text)]

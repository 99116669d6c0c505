"""The code keeps the house's form: ruff, mypy, one direction of imports, modules that can be read in one go."""

import ast
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from tests.parsed import nodes, parsed
from tests.trees import ROOT

SCRIPTS = Path(sys.executable).parent
SENTENCE = 40  # characters from which two equal texts are one text written twice
MODULES = sorted((ROOT / "plugins" / "tambour").rglob("*.py"))


@pytest.mark.parametrize(
    "command",
    [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",), ("lint-imports", "--no-cache")],
    ids=" ".join,
)
def test_tool_has_nothing_to_say(command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [SCRIPTS / command[0], *command[1:]], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_says_what_it_is() -> None:
    silent = [str(path.relative_to(ROOT)) for path in MODULES if ast.get_docstring(parsed(path)) is None]

    assert silent == []


def test_no_two_modules_say_the_same_sentence() -> None:
    places = defaultdict(set)
    for path in MODULES:
        for text in sentences(path):
            places[text].add(str(path.relative_to(ROOT)))

    assert {text: sorted(where) for text, where in places.items() if len(where) > 1} == {}


def sentences(path: Path):
    """Each long string with spaces that is not a docstring."""
    bare = {id(node.value) for node in nodes(path) if isinstance(node, ast.Expr)}
    for node in nodes(path):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in bare else None
        if isinstance(text, str) and len(text) >= SENTENCE and " " in text:
            yield text

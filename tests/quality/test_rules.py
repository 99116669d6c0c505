"""What is decided in the model is asked there: no channel, page or template decides it again."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tambour.model.alert import AlertStatus
from tambour.model.events.occurrence import EventStatus
from tambour.model.kinds import FOLDERS, KINDS
from tests.parsed import nodes
from tests.trees import ROOT

PACKAGE = ROOT / "plugins" / "tambour"
TEMPLATES = [path for path in (ROOT / "theme" / "templates").rglob("*") if path.is_file()]
CODE = [path for room in ("channels", "website") for path in (PACKAGE / room).rglob("*.py")]
OF_CHANNELS = [p for p in (PACKAGE / "channels").rglob("templates/*") if p.suffix in (".html", ".txt", ".mjml", ".svg")]
AS_WRITTEN = PACKAGE / "channels" / "api"  # its data are the fields of the content files, each under its own name
# Methods tell these: `is_version`, `is_easy_read`, `is_lifted`, `is_cancelled`, `holds`.
DECIDED = re.compile(
    r"\b(translation_of|easy_read_of|LIFTED)\b"
    rf"|([\"'])({'|'.join(map(re.escape, (*EventStatus, *AlertStatus)))})\2"
)
SEVERAL = 3  # names of kinds: a list of them, to be forgotten when there is a new one
QUOTED = re.compile(r"([\"'])([a-z]+)\1")
WORDS = re.compile(r"_\([^()]*\)")  # what is said of a kind, beside its name
GROUP = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")


def where(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_what_becomes_of_an_item_or_of_a_date_is_asked_of_it():
    searched = [path for path in (*CODE, *OF_CHANNELS, *TEMPLATES) if not path.is_relative_to(AS_WRITTEN)]
    found = {
        where(path): found[0]
        for path in searched
        if (found := DECIDED.search(path.read_text("utf-8", errors="replace"))) is not None
    }

    assert found == {}


def literals(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The texts that stand together in a tuple, a list, a set, a call, in the keys of a mapping, or in a class."""
    for node in nodes(path):
        match node:
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts) | ast.Call(args=parts):
                held = list(parts)
            case ast.Dict(keys=keys):
                held = [key for key in keys if key is not None]
            case ast.Subscript(slice=ast.Tuple(elts=parts)):
                held = list(parts)
            case ast.ClassDef(body=body):
                held = [line.value for line in body if isinstance(line, ast.Assign)]
            case _:
                continue
        yield getattr(node, "lineno", 0), [part.value for part in held if isinstance(part, ast.Constant)]


@pytest.mark.parametrize("names", [KINDS, FOLDERS], ids=["names", "folders"])
def test_kinds_are_listed_in_their_table_alone(names):
    """A new kind is one entry there."""
    table, tests = PACKAGE / "model" / "kinds.py", PACKAGE / "testing"
    modules = [path for path in PACKAGE.rglob("*.py") if path != table and not path.is_relative_to(tests)]
    found = [
        f"{where(path)}:{line}"
        for path in modules
        for line, texts in literals(path)
        if len(names.keys() & set(texts)) >= SEVERAL
    ]
    found += [
        f"{where(path)}: {group}"
        for path in (*OF_CHANNELS, *TEMPLATES)
        for group in GROUP.findall(WORDS.sub("", path.read_text("utf-8", errors="replace")))
        if len(names.keys() & {text for _, text in QUOTED.findall(group)}) >= SEVERAL
    ]

    assert found == []

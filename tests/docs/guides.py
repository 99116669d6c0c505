"""What the guides show, as data: files, changes to them, reports, words on a page, commands and their answers.

A path alone on its line, in backticks, names the file that the next block holds. A ```yaml block without one changes
the last content file above it on its page. A ```text block right after a content file is the report that refuses it; a
paragraph that begins with « À l'écran » quotes what its page shows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from tests.trees import ROOT

DOCS = ROOT / "docs"
_NAMED = re.compile(r"`(?P<path>[\w.-]+/[\w./-]+)`")
_CONTENT = "content/"
_FENCE = re.compile(r"(?P<fence>`{3,})(?P<language>\w*)")
_QUOTED = re.compile(r"« ([^»]+) »")
_ON_SCREEN = "À l'écran"
# A new form of dates takes the place of the old one.
_TIMES = {"debut", "fin", "creneaux", "recurrence", "sauf", "exceptions", "debut_precedent"}


@dataclass(frozen=True)
class Example:
    """page, line: where it stands. path: under content/. change: a few fields, not a file. report: that refuses it."""

    page: Path
    line: int
    path: PurePosixPath
    text: str
    change: bool = False
    report: str = ""
    shown: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def item_id(self) -> str:
        """The id in its head."""
        return re.search(r"^id: (.+)$", self.text, re.MULTILINE)[1]  # type: ignore[index]


@dataclass(frozen=True)
class Command:
    """line: as typed after the prompt. answer: what is printed."""

    page: Path
    line: str
    answer: str


def pages() -> list[Path]:
    """Every page of docs/, in order."""
    return sorted(DOCS.rglob("*.md"))


def examples() -> list[Example]:
    """Every content file and every change that a guide shows; a change comes applied to the file it changes."""
    found: list[Example] = []
    for page in pages():
        last: Example | None = None
        for example in _of_page(page):
            if not example.change:
                last = example
            assert last is not None, f"{example}: changes nothing that stands above it"
            found.append(_applied(example, last) if example.change else example)
    return found


def commands() -> list[Command]:
    """Every ```console block: one command and its answer."""
    return [
        Command(page, text.partition("\n")[0].removeprefix("$ "), text.partition("\n")[2])
        for page in pages()
        for _, language, text in _blocks(page.read_text("utf-8").split("\n"))
        if language == "console"
    ]


def files(page: Path) -> dict[str, str]:
    """Every file that a page shows whole, by path."""
    lines = page.read_text("utf-8").split("\n")
    return {name: text for at, _, text in _blocks(lines) if (name := _name_above(lines[:at]))}


def blocks(page: Path, language: str) -> list[str]:
    """The blocks of one language."""
    return [text for _, known, text in _blocks(page.read_text("utf-8").split("\n")) if known == language]


def _of_page(page: Path) -> Iterator[Example]:
    lines = page.read_text("utf-8").split("\n")
    example: Example | None = None
    end = 0
    for at, language, text in _blocks(lines):
        between = [line for line in lines[end:at] if line]
        if example is not None and language == "text" and not between:
            yield replace(example, report=text)
            example = None
        elif example is not None:
            yield replace(example, shown=_shown(between))
            example = None
        end = at + text.count("\n") + 2
        name = _name_above(lines[:at])
        if name.startswith(_CONTENT):
            example = Example(page, at + 1, PurePosixPath(name.removeprefix(_CONTENT)), text)
        elif language == "yaml" and not name:
            example = Example(page, at + 1, PurePosixPath(), text, change=True)
    if example is not None:
        yield replace(example, shown=_shown([line for line in lines[end:] if line]))


def _blocks(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """(index of the opening fence, language, text) of each fenced block."""
    start: int | None = None
    for index, line in enumerate(lines):
        if start is None and (fence := _FENCE.fullmatch(line)):
            start, language, closing = index, fence["language"], fence["fence"]
        elif start is not None and line == closing:
            yield start, language, "\n".join([*lines[start + 1 : index], ""])
            start = None


def _name_above(lines: list[str]) -> str:
    """The file's name that stands alone above a block, "" when none does."""
    above = next((line for line in reversed(lines) if line), "")
    named = _NAMED.fullmatch(above)
    return named["path"] if named else ""


def _shown(between: list[str]) -> tuple[str, ...]:
    first = next(iter(between), "")
    return tuple(_QUOTED.findall(first)) if first.startswith(_ON_SCREEN) else ()


def _applied(change: Example, to: Example) -> Example:
    """The file with the change's fields in the place of its own, under an id and a path of its own."""
    _, head, body = to.text.split("---\n", 2)
    fields, new = _fields(head), _fields(change.text)
    dropped = set(new) | (_TIMES if {"debut", "creneaux"} & set(new) else set())
    kept = {key: text for key, text in fields.items() if key not in dropped}
    kept["id"] = f"id: {to.item_id}-{change.line}\n"
    text = f"---\n{''.join(kept.values())}{''.join(new.values())}---\n{body}"
    return replace(change, path=to.path.with_stem(f"{to.path.stem}-{change.line}"), text=text)


def _fields(head: str) -> dict[str, str]:
    """The lines of each top-level field, by its key."""
    found: dict[str, str] = {}
    key = ""
    for line in head.splitlines(keepends=True):
        if not line.startswith((" ", "-")):
            key = line.partition(":")[0]
        found[key] = found.get(key, "") + line
    return found

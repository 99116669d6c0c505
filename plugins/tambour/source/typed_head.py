"""The lines of a head as people type them → lines that YAML reads as they were meant, as many of them.

A content file has no use for tags, anchors, aliases and directives: a value that begins with one of their signs is the
writer's own words, and is quoted for the parser. Spaces that cannot be seen count as spaces where YAML wants one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

# Where the structure of a line is: its shift, its dashes, its key. `\s` has the no-break spaces of every sort.
_LINE = re.compile(
    r"(?P<indent>\s*)(?P<dashes>(?:-\s+|-(?=[^\W\d_]))*)"
    r"(?:(?P<key>\"[^\"]*\"|'[^']*'|\w[^:#\"'\[\]{}]*?|<<)\s*:(?:\s+|\Z))?"
    r"(?P<value>.*?)\s*\Z"
)
_BLOCK_TEXT = re.compile(r"[|>][+\-\d]{0,2}(?:\s+#.*)?\Z")
_SIGNS = frozenset("!&*%@`|>,?]}")  # what no plain value may begin with
_COMMENT = re.compile(r"\s+#.*\Z")
_ANCHOR = re.compile(r"(?:\A|[\s\[{,])&(?P<name>[\w-]+)(?=\s|\Z)")
_ALIAS = re.compile(r"\*(?P<name>[\w-]+)\Z")
# What no one writes for a reader: `!!str 5`, and `&x` or `!x` before a list, a block or the lines of one.
_EXPLICIT = re.compile(r"!!(?:str|int|float|bool|null|map|seq|set|binary|timestamp|merge|python\S*)(?:\s+|\Z)")
_MARK = re.compile(r"(?:&[\w-]+|!\w[\w:/.-]*)(?:\s+(?=[\[{])|\s+(?=[|>][+\-\d]{0,2}\Z)|\Z)")
_FLOW_PIECE = re.compile(
    r"(?P<string>\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')(?=\s*[,:\]}])"
    r"|(?P<comment>(?<=[\s,\[{])#[^\n]*)|(?P<colon>:(?=\s))|(?P<space>\s+)|(?P<mark>[\[\]{},])"
    r"|(?P<words>.+?)(?=\s*(?:[\[\]{},\n]|:\s|\Z))",
    re.DOTALL,
)


@dataclass
class MeantHead:
    """What to give to the parser.

    lines: as many as were typed. quoted: indexes of those in which a value was put between quotes here. syntax: indexes
    of those that use anchors, aliases or tags as YAML means them, which no field takes.
    """

    lines: list[str]
    quoted: set[int] = field(default_factory=set)
    syntax: list[int] = field(default_factory=list)


def as_meant(typed: Sequence[str]) -> MeantHead:
    """Read the lines of one head, or of a whole YAML file.

    >>> as_meant(["titre : !Attention, travaux"]).lines
    ['titre: "!Attention, travaux"']
    """
    return _HeadReader(typed).read()


def between_quotes(text: str) -> str:
    """A text as a double-quoted scalar of one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class _HeadReader:
    def __init__(self, typed: Sequence[str]) -> None:
        self._lines = [_with_plain_shift(line) for line in typed]
        self._anchors = {match["name"] for line in typed if "&" in line for match in _ANCHOR.finditer(line)}
        self._head = MeantHead(self._lines)
        self._at = 0

    def read(self) -> MeantHead:
        while self._at < len(self._lines):
            line = self._lines[self._at]
            match = _LINE.match(line)
            comment = line.lstrip().startswith("#")
            if match is not None and not comment and (match["key"] is not None or match["dashes"]):
                self._structure(match)
            else:
                self._at += 1
        return self._head

    def _structure(self, match: re.Match[str]) -> None:
        """A line that begins something: its key or its dash, and the lines that its value takes."""
        dashes = "".join("-" if char == "-" else " " for char in match["dashes"])
        dashes += " " * dashes.endswith("-")
        head = match["indent"] + dashes
        column = max(len(match["indent"]), len(head) - 2)
        if match["key"] is not None:
            column, head = len(head), f"{head}{match['key'].strip()}: "
        self._put(head, match["value"])
        self._value(head, match["value"], column)

    def _put(self, head: str, value: str) -> None:
        self._lines[self._at] = (head + value).rstrip(" ")

    def _value(self, head: str, value: str, column: int) -> None:
        """column: what is shifted further than this belongs to the value."""
        if not value or value[0] == "#":
            self._at += 1
        elif _BLOCK_TEXT.match(value):
            self._at = self._end_of(column)
        elif value[0] in "\"'":
            body = value[1:].replace('\\"' if value[0] == '"' else "''", "")
            self._at = self._at + 1 if value[0] in body else self._end_of(column)
        elif value[0] in "[{":
            self._flow(head, value)
        elif value[0] in _SIGNS or (value.split(maxsplit=1)[0] == "-" and head.endswith(": ")):
            self._words(head, value, column)
        else:
            self._at = self._end_of(column)

    def _end_of(self, column: int) -> int:
        """Index after the last of the lines below that belong to a value."""
        after = at = self._at + 1
        while at < len(self._lines):
            line = self._lines[at]
            if line.strip():
                if len(line) - len(line.lstrip()) <= column:
                    break
                after = at + 1
            at += 1
        return after

    def _words(self, head: str, value: str, column: int) -> None:
        """A value that begins with a sign of YAML: the writer's words, unless she does use what the sign is for."""
        end = self._end_of(column)
        alias = _ALIAS.match(value)
        mark = _EXPLICIT.match(value) or _MARK.match(value)
        if mark and (mark.end() < len(value) or end > self._at + 1 or mark[0].startswith("!!")):
            self._head.syntax.append(self._at)
            self._put(head, value[mark.end() :])
            self._value(head, value[mark.end() :], column)
            return
        if alias and alias["name"] in self._anchors:
            self._head.syntax.append(self._at)
        comment = _COMMENT.search(value) if end == self._at + 1 else None
        words = value[: comment.start()] if comment else value
        parts = [between_quotes(part)[1:-1] for part in (words, *map(str.strip, self._lines[self._at + 1 : end]))]
        lines = [head + '"' + parts[0], *(" " * (column + 1) + part if part else "" for part in parts[1:])]
        lines[-1] += '"' + (comment[0] if comment else "")
        self._lines[self._at : end] = lines
        self._head.quoted.add(self._at)
        self._at = end

    def _flow(self, head: str, value: str) -> None:
        """A list or a block between brackets, over as many lines as it takes; one that never ends is the parser's."""
        start, text = self._at, value
        self._at += 1
        below = self._at
        pieces = _FlowPieces(self._anchors)
        while not pieces.take(text) and below < len(self._lines):
            text = self._lines[below]
            below += 1
        if pieces.depth or not _is_end(pieces.rest):
            return
        self._at = below
        self._lines[start:below] = (head + "".join(pieces.made) + pieces.rest).split("\n")
        if pieces.quoted:
            self._head.quoted.add(start)
        if pieces.syntax:
            self._head.syntax.append(start)


class _FlowPieces:
    """A list or a block between brackets, line after line, with what needs quotes between quotes."""

    def __init__(self, anchors: set[str]) -> None:
        self.made: list[str] = []
        self.depth, self.rest = 0, ""
        self.quoted = self.syntax = False
        self._anchors = anchors

    def take(self, line: str) -> bool:
        """Take one more line; whether the first bracket is closed. What follows it on its line is `rest`."""
        if self.made:
            self.made.append("\n")
        at = 0
        while at < len(line):
            match = _FLOW_PIECE.match(line, at)
            if match is None:
                self.made.append(line[at])
                at += 1
                continue
            at = match.end()
            self.made.append(self._piece(match))
            if match["mark"]:
                self.depth += (match[0] in "[{") - (match[0] in "]}")
                if self.depth <= 0:
                    self.rest = line[at:]
                    return True
        return False

    def _piece(self, match: re.Match[str]) -> str:
        if match["space"]:
            return " " * len(match[0])
        words = match["words"]
        if not words:
            return match[0]
        alias = _ALIAS.match(words)
        if (alias and alias["name"] in self._anchors) or _EXPLICIT.match(words):
            self.syntax = True
        if words[0] in _SIGNS or re.search(r"\s#", words):
            self.quoted = True
            return between_quotes(words)
        return words


def _is_end(rest: str) -> bool:
    return not rest.strip() or _COMMENT.match(rest) is not None


def _with_plain_shift(line: str) -> str:
    """The line with a shift of ordinary spaces. Tabs stay: they are told, not mended."""
    bare = line.lstrip()
    if bare == line:
        return line
    return "".join("\t" if char == "\t" else " " for char in line[: len(line) - len(bare)]) + bare

"""Where each value stands in the lines of a head: what it takes of them, and the comments that are its own.

Marks count in the lines as the reader means them (`typed_head`), which are as many as those that were typed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import yaml

from tambour.model.conversions import clean_text
from tambour.source.frontmatter import Value, is_nothing, value_of
from tambour.source.typed_head import MeantHead

SWITCHED_OFF = re.compile(r"#(?P<key>[\w-]+)\s*:")  # as `new` writes what may be used
Mark = tuple[int, int]  # line and column, 0-based


class Tangled(Exception):
    """Several things share a line in a way that cannot be undone piece by piece."""


@dataclass
class Spot:
    """A value in the text.

    value: as it is read. start, end: marks; of nothing, both at the same place. style: of a scalar, `"`, `'`, `|`, `>`
    or none. flow: it has brackets; in_flow: it stands between some. column: of its keys, or of its dashes.
    """

    value: Value
    start: Mark
    end: Mark
    style: str = ""
    flow: bool = False
    in_flow: bool = False
    is_block: bool = False
    is_list: bool = False
    entries: dict[str, "Entry"] = field(default_factory=dict)
    items: list["Spot"] = field(default_factory=list)
    column: int = 0

    @property
    def is_text(self) -> bool:
        return not self.is_block and not self.is_list

    @property
    def is_gap(self) -> bool:
        """Nothing at all stands here: `resume:`."""
        return self.is_text and self.start == self.end


@dataclass
class Entry:
    """A key and its value. key: mark of it; colon: mark after its colon. again: the same key, typed once more."""

    name: str
    key: Mark
    colon: Mark
    spot: Spot
    again: list["Entry"] = field(default_factory=list)

    @property
    def is_absent(self) -> bool:
        return is_nothing(self.spot.value, self.name)

    @property
    def last(self) -> int:
        """Index after its last line, comments aside."""
        return max(self.key[0], last_line(self.spot)) + 1


def last_line(spot: Spot) -> int:
    """Index of the last line of a value."""
    return spot.end[0]


@dataclass
class HeadLines:
    """The lines of one head, or of a whole YAML file, as the reader means them."""

    head: MeantHead

    @property
    def lines(self) -> list[str]:
        return self.head.lines

    def spot(self, node: yaml.Node, *, in_flow: bool = False) -> Spot:
        """A node, and all that is in it."""
        start, end = _mark(node.start_mark), _mark(node.end_mark)
        value = value_of(node, self.head)
        if isinstance(node, yaml.ScalarNode):
            style = node.style or ""
            if style and style in "|>":
                end = self._end_of_block_text(start, end)
            return Spot(value, start, end, style, in_flow=in_flow)
        spot = Spot(
            value, start, end, flow=getattr(node, "flow_style", False) is True, in_flow=in_flow, column=start[1]
        )
        if isinstance(node, yaml.SequenceNode):
            spot.is_list = True
            spot.items = [self.spot(part, in_flow=spot.flow) for part in node.value]
            inside = [part.end for part in spot.items]
        else:
            spot.is_block = True
            inside = self._entries(spot, node)
        if not spot.flow:  # a block ends where the next thing begins: what is between is not its own
            spot.end = max(inside, default=start)
        return spot

    def _entries(self, spot: Spot, node: yaml.Node) -> list[Mark]:
        ends = []
        for key_node, value_node in node.value:
            key, below = _mark(key_node.start_mark), self.spot(value_node, in_flow=spot.flow)
            if below.is_gap:
                below.start = below.end = self._after_colon(_mark(key_node.end_mark))
            entry = Entry(
                str(clean_text(key_node.value)).strip() if isinstance(key_node, yaml.ScalarNode) else "",
                key,
                self._after_colon(_mark(key_node.end_mark)),
                below,
            )
            ends.append(max(below.end, entry.colon))
            if entry.name in spot.entries:
                spot.entries[entry.name].again.append(entry)
            else:
                spot.entries[entry.name] = entry
        return ends

    def _after_colon(self, after: Mark) -> Mark:
        line, column = after
        at = self.lines[line].find(":", column)
        return (line, at + 1 if at >= 0 else len(self.lines[line]))

    def _end_of_block_text(self, start: Mark, end: Mark) -> Mark:
        """Where the lines of a `|` end: the blank ones below are its own only when it keeps them (`|+`)."""
        last = min(end[0], len(self.lines)) - 1 if end[1] == 0 else end[0]
        if "+" not in self.lines[start[0]][start[1] :].partition("#")[0]:
            while last > start[0] and not self.lines[last].strip():
                last -= 1
        return (last, len(self.lines[last]))

    def dash(self, listed: Spot, item: Spot) -> int:
        """Index of the line on which the dash of an item stands.

        Raises:
            Tangled: when that line begins with something else.
        """
        line = item.start[0]
        while line >= 0:
            before = self.lines[line][: listed.column]
            if self.lines[line][listed.column : listed.column + 1] == "-" and not before.strip():
                return line
            if self.lines[line].strip() and line != item.start[0]:
                break
            line -= 1
        raise Tangled

    def begins_line(self, mark: Mark) -> bool:
        """Whether nothing stands before a mark on its line."""
        return not self.lines[mark[0]][: mark[1]].strip()

    def own_comments(self, first: int, column: int, floor: int) -> int:
        """Index of the first of the comments right above a line that are about it.

        They stand in its column. Those at the very top are about the whole file, and those of a field that is switched
        off are about that one. floor: index of the first line that may be looked at.
        """
        above = first
        while above > floor and self._is_comment(above - 1, column):
            above -= 1
        return first if above == floor == 0 else above

    def _is_comment(self, at: int, column: int) -> bool:
        line = self.lines[at]
        bare = line.lstrip(" ")
        return bare.startswith("#") and len(line) - len(bare) == column and not SWITCHED_OFF.match(bare)

    def with_deeper_comments(self, last: int, column: int, ceiling: int) -> int:
        """Index after the comments below a value that stand further in than its key: they are about it."""
        end = at = last
        while at < ceiling:
            line = self.lines[at]
            bare = line.lstrip(" ")
            if bare and not (bare.startswith("#") and len(line) - len(bare) > column):
                break
            at += 1
            if bare:
                end = at
        return end


def switched_off(lines: Sequence[str], key: str) -> int | None:
    """Index of the line in which a field stands ready behind a `#`."""
    found = [at for at, line in enumerate(lines) if (match := SWITCHED_OFF.match(line)) and match["key"] == key]
    return found[0] if len(found) == 1 else None


def _mark(mark: yaml.Mark | None) -> Mark:
    return (mark.line, mark.column) if mark is not None else (0, 0)

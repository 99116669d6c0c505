"""A block that says something else now → the splices that make it say so, each on the lines of what changed."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial

from tambour.pupitre.files.notation import Old, flow, in_order, item, key_text, scalar, text_lines
from tambour.pupitre.files.notation import entry as entry_lines
from tambour.pupitre.files.shapes import FieldShape
from tambour.pupitre.files.splices import Splices
from tambour.pupitre.files.spots import Entry, HeadLines, Mark, Spot, Tangled, switched_off
from tambour.pupitre.files.values import same
from tambour.source.frontmatter import Value, is_nothing

_NAMES = ("id", "date", "debut", "fichier", "libelle")  # what tells one block of a list from another


@dataclass
class Edit:
    """The making of the splices.

    lines: of the text. words: what a scalar would say with the comment behind it, by the mark of its start. ceiling:
    index after the last line of the head.
    """

    lines: HeadLines
    splices: Splices
    words: Mapping[Mark, str]
    ceiling: int

    def block(self, spot: Spot, new: dict[str, Value], shape: FieldShape, *, is_head: bool = False) -> None:
        """Make a block say `new`. is_head: it is the whole text, in which fields may stand ready, switched off."""
        kept = [entry for name, entry in spot.entries.items() if name in new]
        if not kept and not is_head:
            raise Tangled
        for name, entry in spot.entries.items():
            if name in new:
                self._change(entry, new[name], shape.of(name, new))
            elif not entry.is_absent:
                self._remove(spot, entry, kept)
        for name in in_order(new, shape):
            if name not in spot.entries:
                self._add(spot, kept, name, new, shape, is_head=is_head)

    def _change(self, entry: Entry, new: Value, shape: FieldShape) -> None:
        spot = entry.spot
        if same(spot.value, new) and not entry.is_absent:
            return
        if self._inside(spot, new, shape):
            return
        if spot.in_flow:
            text = flow(new, shape, _notation(spot))
            self.splices.replace(spot.start, spot.end, f" {text}" if spot.is_gap else text)
            return
        if isinstance(new, str) and spot.is_text and not spot.is_gap:
            self._retype(spot, new, shape, entry.key[1])
            return
        column = entry.key[1]
        below = entry_lines(entry.name, new, shape, column)
        first = below[0][column + len(key_text(entry.name)) + 1 :]
        last = self.lines.with_deeper_comments(entry.last, column, self.ceiling)
        if spot.is_gap:
            self.splices.replace(entry.colon, entry.colon, first)
            self.splices.put_in(entry.key[0] + 1, below[1:])
            return
        if not first and spot.start[0] > entry.key[0] and not spot.flow:  # the key's own line stays
            self.splices.take_out(spot.start[0], last)
            self.splices.put_in(spot.start[0], below[1:])
            return
        self.splices.replace(entry.colon, (last - 1, len(self.lines.lines[last - 1])), "\n".join([first, *below[1:]]))

    def _inside(self, spot: Spot, new: Value, shape: FieldShape) -> bool:
        """Change a block or a list piece by piece, if it stays one."""
        if isinstance(new, dict) and spot.is_block and any(name in new for name in spot.entries):
            self.block(spot, new, shape)
            return True
        if isinstance(new, list) and spot.is_list and any(not is_nothing(part.value) for part in spot.items):
            self._list(spot, new, shape.item)
            return True
        return False

    def _retype(self, spot: Spot, new: str, shape: FieldShape, column: int) -> None:
        """Put a text where another stands; what follows it on its line stays, unless it was meant as its words."""
        end = spot.end
        line = self.lines.lines[end[0]]
        behind = line[end[1] :] if spot.style not in ("|", ">") else ""
        commented = behind.lstrip().startswith("#")
        if commented and (words := self.words.get(spot.start)) and new.startswith(words):
            end, commented = (end[0], len(line)), False
        if commented:
            first, below = scalar(new.rstrip("\n"), shape, _notation(spot), commented=True), list[str]()
        else:
            first, *below = text_lines(new, shape, column, _notation(spot))
        self.splices.replace(spot.start, end, "\n".join([first, *below]))

    def _remove(self, spot: Spot, entry: Entry, kept: Sequence[Entry]) -> None:
        for other in (entry, *entry.again):
            if spot.flow:
                self._remove_from_flow(
                    [(e.key, e.spot.end) for e in spot.entries.values()], (other.key, other.spot.end)
                )
            elif self.lines.begins_line(other.key):
                self._take_out(other.key[0], other.last, other.key[1])
            else:  # behind the dash of an item: the next one comes there
                following = next((e for e in kept if e.key > other.key), None)
                if following is None or not kept:
                    raise Tangled
                between = [e for e in spot.entries.values() if other.key < e.key < following.key]
                if between:
                    raise Tangled
                self.splices.replace(other.key, following.key, "")

    def _take_out(self, first: int, last: int, column: int) -> None:
        top = self.lines.own_comments(first, column, 0)
        self.splices.take_out(top, self.lines.with_deeper_comments(last, column, self.ceiling))

    def _remove_from_flow(self, spans: Sequence[tuple[Mark, Mark]], span: tuple[Mark, Mark]) -> None:
        at = spans.index(span)
        if at + 1 < len(spans):
            self.splices.replace(span[0], spans[at + 1][0], "")
        elif at:
            self.splices.replace(spans[at - 1][1], span[1], "")
        else:
            raise Tangled

    def _add(
        self, spot: Spot, kept: Sequence[Entry], name: str, new: dict[str, Value], shape: FieldShape, *, is_head: bool
    ) -> None:
        """Put a field after the nearest of those that the model puts before it."""
        value, below = new[name], shape.of(name, new)
        order = shape.order
        rank = order.index(name) if name in order else len(order)
        ranked = [(order.index(e.name) if e.name in order else len(order), e) for e in kept]
        before = [(at, e.key, e) for at, e in ranked if at <= rank]
        previous = max(before, key=lambda found: found[:2])[2] if before else None
        if spot.flow:
            text = f"{key_text(name)}: {flow(value, below)}"
            if previous is not None:
                self.splices.replace(previous.spot.end, previous.spot.end, f", {text}")
            else:
                self.splices.replace(kept[0].key, kept[0].key, f"{text}, ")
            return
        column = spot.column
        lines = entry_lines(name, value, below, column)
        ready = switched_off(self.lines.lines, name) if is_head and not column else None
        if ready is not None:
            self.splices.take_out(ready, ready + 1)
            self.splices.put_in(ready, lines)
        elif previous is not None:
            self.splices.put_in(self.lines.with_deeper_comments(previous.last, column, self.ceiling), lines)
        elif kept and not self.lines.begins_line(kept[0].key):
            text = "\n".join(lines)[column:] + "\n" + " " * column
            self.splices.replace(kept[0].key, kept[0].key, text)
        else:
            first = kept[0].key[0] if kept else self.ceiling
            self.splices.put_in(self.lines.own_comments(first, column, 0) if kept else first, lines)

    def _list(self, spot: Spot, new: list[Value], shape: FieldShape) -> None:
        """Make a list say `new`: what is there already stays where it is."""
        old = [part for part in spot.items if not is_nothing(part.value)]
        name_of = _namer([part.value for part in old], new)
        matcher = SequenceMatcher(None, [name_of(p.value) for p in old], [name_of(v) for v in new], autojunk=False)
        out: list[Spot] = []
        for tag, i, i_end, j, j_end in matcher.get_opcodes():
            paired = min(i_end - i, j_end - j)
            for part, value in zip(old[i : i + paired], new[j : j + paired], strict=True):
                self._item(spot, part, value, shape)
            out += old[i + paired : i_end]
            if tag != "equal" and j + paired < j_end:
                self._put_items(spot, old, i + paired, new[j + paired : j_end], shape)
        if len(out) == len(old):
            raise Tangled
        self._remove_items(spot, old, out)

    def _item(self, listed: Spot, spot: Spot, new: Value, shape: FieldShape) -> None:
        if same(spot.value, new) or self._inside(spot, new, shape):
            return
        if listed.flow or spot.flow:
            self.splices.replace(spot.start, spot.end, flow(new, shape, _notation(spot)))
        elif isinstance(new, str) and spot.is_text:
            self._retype(spot, new, shape, listed.column)
        else:
            first, *below = item(new, shape, listed.column)
            self.splices.replace(spot.start, spot.end, "\n".join([first[listed.column + 2 :], *below]))

    def _put_items(self, listed: Spot, old: Sequence[Spot], at: int, new: Sequence[Value], shape: FieldShape) -> None:
        """at: index in `old` of the item before which they come."""
        if listed.flow:
            texts = [flow(value, shape) for value in new]
            if at < len(old):
                self.splices.replace(old[at].start, old[at].start, "".join(f"{text}, " for text in texts))
            else:
                self.splices.replace(old[-1].end, old[-1].end, "".join(f", {text}" for text in texts))
            return
        lines = [line for value in new for line in item(value, shape, listed.column)]
        if at:
            after = old[at - 1].end[0] + 1
            self.lines.dash(listed, old[at - 1])
            self.splices.put_in(self.lines.with_deeper_comments(after, listed.column, self.ceiling), lines)
        else:
            first = self.lines.dash(listed, old[0])
            self.splices.put_in(self.lines.own_comments(first, listed.column, 0), lines)

    def _remove_items(self, listed: Spot, old: Sequence[Spot], out: Sequence[Spot]) -> None:
        if not listed.flow:
            for spot in out:
                self._take_out(self.lines.dash(listed, spot), spot.end[0] + 1, listed.column)
            return
        gone = {id(spot) for spot in out}
        kept = [at for at, spot in enumerate(listed.items) if id(spot) not in gone and spot in old]
        for at, spot in enumerate(listed.items):
            if id(spot) not in gone:
                continue
            if at < kept[-1]:
                self.splices.replace(spot.start, listed.items[at + 1].start, "")
            else:
                self.splices.replace(listed.items[at - 1].end, spot.end, "")


def _notation(spot: Spot) -> Old:
    return Old(spot.value if isinstance(spot.value, str) else "", spot.style)


def _namer(old: Sequence[Value], new: Sequence[Value]) -> Callable[[Value], str]:
    """What tells the items of a list apart: one of their fields, when it does; else all that they say."""
    for name in _NAMES:
        columns = [[part.get(name) if isinstance(part, dict) else None for part in parts] for parts in (old, new)]
        if all(None not in column and len({*map(str, column)}) == len(column) for column in columns):
            return partial(_name_of, name=name)
    return json.dumps


def _name_of(value: Value, name: str) -> str:
    return json.dumps(value[name] if isinstance(value, dict) else value)

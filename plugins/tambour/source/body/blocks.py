"""What stays open while a body is written: lists, tables, footnotes.

Header cells say what they head, cells are aligned as asked, and a table has a frame that scrolls on a phone. Footnotes
are numbered by their first call and gathered under the text, each with a way back.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tambour.source.body.addresses import ANCHOR_PREFIX
from tambour.source.body.writer import INDENT, LINE, PARAGRAPH, TABLE_FRAME, BodyWriter


class Lists:
    """Writes the open lists, one in the other. Each method returns what closes what it opened."""

    def __init__(self, writer: BodyWriter) -> None:
        self._writer = writer
        self._numbers: list[int | None] = []  # the next number of each open list; None for dashes

    def open(self, first: int | None) -> Callable[[], None]:
        """first: the number of its first item; None for dashes."""
        name = "ul" if first is None else "ol"
        start = "" if first in (None, 1) else f' start="{first}"'
        self._writer.both(f"<{name}{start}>\n", LINE)
        self._numbers.append(first)

        def close() -> None:
            self._numbers.pop()
            self._writer.both(f"</{name}>\n", LINE if self._numbers else PARAGRAPH)

        return close

    def open_item(self) -> tuple[str, str]:
        number = self._numbers[-1]
        if number is not None:
            self._numbers[-1] = number + 1
        bullet = "- " if number is None else f"{number}. "
        self._writer.both("<li>", INDENT * (len(self._numbers) - 1) + bullet)
        return "</li>\n", LINE


_PIPE, _PIPE_AT_END = re.compile(r"(?<!\\)\|"), re.compile(r"(?<!\\)\|$")
_BOLD = re.compile(r"<strong>(?:(?!</?strong>).)*</strong>", re.DOTALL)
_CLASSES = {"Right": ' class="align-right"', "Center": ' class="align-center"'}


class _Cell(NamedTuple):
    """start, end: where its tags stand in the HTML. aligned: its class, written. words: what it holds."""

    start: int
    end: int
    aligned: str
    words: str


class Table:
    """Writes the open table (there are no tables in tables). Each method returns what closes what it opened."""

    def __init__(self, writer: BodyWriter) -> None:
        self._writer = writer
        self._alignments: Sequence[str] = ()
        self._column = 0
        self._in_head = False
        self._has_corner = False  # its first header cell has words
        self._firsts: list[_Cell] = []  # of its rows, under its head

    def open(self, alignments: Sequence[str]) -> Callable[[], None]:
        """alignments: "None", "Left", "Center" or "Right", by column.

        The first cells of rows head them where each row has words of its own there: those of a price list, of a list
        of people. Where two rows say the same, one nothing, or one is bold, only a bold one does, or one under no head.
        """
        self._alignments = alignments
        self._writer.both(f"{TABLE_FRAME}<table>\n", LINE)
        self._has_corner, self._firsts = False, []

        def close() -> None:
            html, cells = self._writer.html, self._firsts
            texts = [cell.words for cell in cells]
            bold = {words for words in texts if _BOLD.fullmatch(words)}
            all_differ = all(texts) and len({*texts}) == len(texts) > 1 and len(alignments) > 1
            heading = {*texts} if not self._has_corner or (all_differ and not bold) else bold
            for cell in cells:
                if cell.words in heading - {""}:
                    html[cell.start], html[cell.end] = f'<th scope="row"{cell.aligned}>', "</th>"
            self._writer.both("</tbody>\n</table></div>\n", PARAGRAPH)

        return close

    def open_head(self) -> Callable[[], None]:
        self._writer.html.append("<thead>\n<tr>")
        self._column, self._in_head = 0, True

        def close() -> None:
            self._in_head = False
            self._writer.html.append("</tr>\n</thead>\n<tbody>\n")
            self._writer.plain.append(LINE)

        return close

    def open_row(self, typed: str, line: int) -> tuple[str, str]:
        """typed: the row in the source. The parser drops the cells that no header announces: a fault."""
        cells = _PIPE.split(_PIPE_AT_END.sub("", typed.strip().removeprefix("|")))
        if len(cells) > len(self._alignments):
            self._writer.fault(line, "tableau-cellule-en-trop", value=cells[len(self._alignments)].strip())
        self._writer.html.append("<tr>")
        self._column = 0
        return "</tr>\n", LINE

    def open_cell(self) -> Callable[[], None]:
        """A header cell without words heads nothing: it is written as an ordinary cell."""
        html, at = self._writer.html, len(self._writer.html)
        aligned = _CLASSES.get(self._alignments[self._column], "")
        html.append("")
        self._writer.plain.append(" | " if self._column else "")
        first, self._column = self._column == 0, self._column + 1

        def close() -> None:
            words = "".join(html[at + 1 :])
            heads = self._in_head and bool(words)
            html[at] = f'<th scope="col"{aligned}>' if heads else f"<td{aligned}>"
            if first and self._in_head:
                self._has_corner = heads
            elif first:
                self._firsts.append(_Cell(at, len(html), aligned, words))
            html.append("</th>" if heads else "</td>")

        return close


# An underscore, which no heading's id holds.
_NOTE, _CALL = f"{ANCHOR_PREFIX}note_", f"{ANCHOR_PREFIX}appel_"


class Footnotes:
    """The notes of one body."""

    def __init__(self, writer: BodyWriter) -> None:
        self._writer = writer
        self._numbers: dict[str, int] = {}
        self._notes: dict[str, tuple[str, str]] = {}
        self._lines: dict[str, int] = {}

    def call(self, label: str) -> None:
        """Write the number that stands in the text."""
        key = label.casefold()
        back = "" if key in self._numbers else f' id="{_CALL}{len(self._numbers) + 1}"'
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        self._writer.html.append(f'<sup><a href="#{_NOTE}{number}"{back} role="doc-noteref">{number}</a></sup>')
        self._writer.plain.append(f" [{number}]")

    def begin(self, label: str, line: int) -> Callable[[], None]:
        """What is written from here on belongs to a note, until what this returns is called."""
        key = label.casefold()
        if key in self._lines:
            self._writer.fault(line, "note-double", value=label, first=self._lines[key])
        self._lines.setdefault(key, line)
        mark = self._writer.mark()

        def end() -> None:
            self._notes.setdefault(key, self._writer.take(mark))

        return end

    def write(self) -> None:
        """Write all notes, under the text. One that nothing calls would be lost: a fault."""
        for key, line in self._lines.items():
            if key not in self._numbers:
                self._writer.fault(line, "note-sans-appel", value=key)
        called = [(number, *self._notes[key]) for key, number in self._numbers.items() if key in self._notes]
        if not called:
            return
        self._writer.html.append('<div role="doc-endnotes">\n<ol>\n')
        for number, html, plain in called:
            back = f' <a href="#{_CALL}{number}" role="doc-backlink">↩ {number}</a>'
            text = html.rstrip()
            text = f"{text.removesuffix('</p>')}{back}</p>" if text.endswith("</p>") else text + back
            self._writer.html.append(f'<li id="{_NOTE}{number}">{text}</li>\n')
            self._writer.plain += [LINE, f"[{number}] ", plain.strip(LINE + PARAGRAPH)]
        self._writer.html.append("</ol>\n</div>\n")

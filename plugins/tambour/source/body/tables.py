"""Tables: header cells that say what they head, cells aligned as asked, a frame that scrolls on a phone."""

import re
from collections.abc import Callable, Sequence

from tambour.source.body.writer import LINE, PARAGRAPH, Writer

_PIPE, _PIPE_AT_END = re.compile(r"(?<!\\)\|"), re.compile(r"(?<!\\)\|$")
_CLASSES = {"Right": ' class="align-right"', "Center": ' class="align-center"'}


class Table:
    """Writes the open table (there are no tables in tables). Each method returns what closes what it opened."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._alignments: Sequence[str] = ()
        self._column = 0
        self._in_head = False

    def open(self, alignments: Sequence[str]) -> tuple[str, str]:
        """alignments: "None", "Left", "Center" or "Right", by column."""
        self._alignments = alignments
        # tabindex: who has no mouse must be able to scroll what overflows (WCAG 2.1.1).
        self._writer.both('<div class="table-scroll" tabindex="0"><table>\n', LINE)
        return "</tbody>\n</table></div>\n", PARAGRAPH

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
        self._column += 1

        def close() -> None:
            heads = self._in_head and len(html) > at + 1
            html[at] = f'<th scope="col"{aligned}>' if heads else f"<td{aligned}>"
            html.append("</th>" if heads else "</td>")

        return close

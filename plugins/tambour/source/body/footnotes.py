"""Footnotes: numbered by their first call, gathered under the text, each with a way back."""

from collections.abc import Callable

from tambour.source.body.addresses import ANCHOR_PREFIX
from tambour.source.body.writer import LINE, PARAGRAPH, Writer

# An underscore, which no heading's id holds.
_NOTE, _CALL = f"{ANCHOR_PREFIX}note_", f"{ANCHOR_PREFIX}appel_"


class Footnotes:
    """The notes of one body."""

    def __init__(self, writer: Writer) -> None:
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
        self._writer.html.append('<section role="doc-endnotes">\n<ol>\n')
        for number, html, plain in called:
            back = f' <a href="#{_CALL}{number}" role="doc-backlink">↩ {number}</a>'
            text = html.rstrip()
            text = f"{text.removesuffix('</p>')}{back}</p>" if text.endswith("</p>") else text + back
            self._writer.html.append(f'<li id="{_NOTE}{number}">{text}</li>\n')
            self._writer.plain += [LINE, f"[{number}] ", plain.strip(LINE + PARAGRAPH)]
        self._writer.html.append("</ol>\n</section>\n")

"""Markdown → HTML and plain text, from the parser's events: each link, picture and fault keeps its line.

CommonMark (pulldown-cmark), with tables, footnotes, strikethrough, task lists, definition lists and heading ids; but a
line that a person ended ends.
Typography is left as typed, but for the spaces of the language, which `spacing` knows.
"""

import re
from collections.abc import Callable
from html import escape
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from pyromark.event import Event

from tambour.model.remedy import Remedy
from tambour.source.body.addresses import Wrong, read_address
from tambour.source.body.bare_links import bare_links, has_sign
from tambour.source.body.blocks import Footnotes, Lists, Table
from tambour.source.body.parser import PARSER
from tambour.source.body.raw_html import RawHtml
from tambour.source.body.recordings import Recordings, recording_kind
from tambour.source.body.writer import LINE, MAX_DEPTH, PARAGRAPH, BodyWriter, Spacing, TooDeep, as_typed, clean

# Tag → what opens it and what closes it in the HTML, and what follows it in the plain text.
_SIMPLE = {
    "Paragraph": ("<p>", "</p>\n", PARAGRAPH),
    "DefinitionList": ("<dl>\n", "</dl>\n", PARAGRAPH),
    "DefinitionListTitle": ("<dt>", "</dt>\n", LINE),
    "DefinitionListDefinition": ("<dd>", "</dd>\n", LINE),
    "Emphasis": ("<em>", "</em>", ""),
    "Strong": ("<strong>", "</strong>", ""),
}
_MARKS = {"SoftBreak": ("\n", " "), "HardBreak": ("<br>\n", "\n"), "Rule": ("<hr>\n", PARAGRAPH)}
_CUTTING = frozenset(("Emphasis", "Strong", "Strikethrough"))
_CHECKED = {True: "☑ ", False: "☐ "}
_CLOSING_FENCE = re.compile(rb"^[\s>]*(?:`{3,}|~{3,})\s*$", re.MULTILINE)
_UNSPACED = re.compile(rb"\S+")


class Renderer:
    """Renders one body into `writer`.

    suspect: a bracket stayed text; worth a closer look (`stray_links`). marked: a sign of emphasis did (`emphasis`).
    """

    def __init__(
        self,
        markdown: str,
        page: PurePosixPath,
        spacing: Spacing = as_typed,
        language: str = "fr",
        *,
        in_block: bool = False,
    ) -> None:
        """in_block: it is what a block says, in which there is no other."""
        self.writer = BodyWriter(page, spacing)
        self.recordings = None if in_block else Recordings(self.writer, page, spacing, language)
        self._fields: list[str] | None = None  # of the open block
        self._spacing, self._language = spacing, language
        self.suspect = self.marked = False
        self._markdown, self._page = markdown, page
        self._source = markdown.encode()
        self._counted = (0, 1)  # a byte of the source, and its line
        self._wrapped: frozenset[int] | None = None  # found when the first line ends
        self._has_entities = "&#" in markdown
        self.raw = RawHtml(self.writer)
        self._notes = Footnotes(self.writer)
        self._table = Table(self.writer)
        self._lists = Lists(self.writer)
        self._ends: list[Callable[[], object] | tuple[str, str]] = []  # what closes each open tag
        self._html: list[str] = []  # the open block of HTML
        self._links = 0  # links and pictures open now
        self._verbatim = False
        self._cut = (-1, -1)  # where the last bare address begins and where the text ended right after it

    def run(self) -> None:
        """Render. Raises TooDeep."""
        for event, span in PARSER.events_with_range(self._markdown, merge_text=True):
            self._read(event, span["start"], span["end"])
        self._notes.write()

    def _read(self, event: Event, start: int, end: int) -> None:
        """One event, the most frequent kinds first."""
        if isinstance(event, str):
            if event == "SoftBreak" and not self._is_wrap(start, end):
                event = "HardBreak"
            self.writer.both(*_MARKS[event])
        elif "Text" in event:
            self._text(event["Text"], start, end)
        elif "Start" in event:
            self._start(event["Start"], start)
        elif "End" in event:
            close = self._ends.pop()
            if isinstance(close, tuple):
                self.writer.both(*close)
            else:
                close()
        elif "Code" in event:
            self.writer.both(f"<code>{escape(event['Code'], quote=False)}</code>", event["Code"])
        elif "Html" in event:
            self._html.append(event["Html"])
        elif "InlineHtml" in event:
            self.raw.write(event["InlineHtml"], self._line(start))
        elif "FootnoteReference" in event:
            self._notes.call(event["FootnoteReference"])
        elif "TaskListMarker" in event:
            self.writer.text(_CHECKED[event["TaskListMarker"]])

    def _is_wrap(self, start: int, end: int) -> bool:
        """Whether a line ends here only because an editor filled it, or has a `<br>` of its own."""
        if self._wrapped is None:
            self._wrapped = wrapped_lines(self._markdown)
        return self._line(start) in self._wrapped or follows_break(self._source, start, end)

    def _line(self, at: int) -> int:
        """1-based line of a byte of the source; cheap because events come in order."""
        before, line = self._counted if at >= self._counted[0] else (0, 1)
        line += self._source.count(b"\n", before, at)
        self._counted = (at, line)
        return line

    def _text(self, text: str, start: int, end: int) -> None:
        if self._fields is not None:
            self._fields.append(text)
            return
        if self._has_entities:
            text = clean(text)
        if "*" in text or "__" in text:
            self.marked = True
        if not self._verbatim:
            if "]" in text or "{" in text:
                self.suspect = True
            if not self._links and not self.raw.in_link and has_sign(text):
                text = self._with_links(text, start, end)
        self.writer.text(text, verbatim=self._verbatim)

    def _with_links(self, text: str, start: int, end: int) -> str:
        """Write a text up to its last bare address, as links; returns what follows."""
        done = 0
        for bare in bare_links(text):
            if isinstance(read_address(bare.destination, self._page), Wrong):
                continue
            self.writer.text(text[done : bare.start])
            link = self.writer.open_link(bare.destination, "", self._line(start))
            self.writer.text(text[bare.start : bare.end])
            link.shown = ""  # its words are the address
            self.writer.close_link(link)
            done = bare.end
            if done == len(text):
                self._cut = (end - len(text[bare.start :].encode()), end)
        return text[done:]

    def _start(self, tag: Any, at: int) -> None:  # pyromark does not export the type of a tag
        if len(self._ends) >= MAX_DEPTH:
            raise TooDeep(self._line(at))
        if isinstance(tag, str):
            if at == self._cut[1] and tag in _CUTTING:
                self._address_is_cut()
            if simple := _SIMPLE.get(tag):
                self.writer.both(simple[0])
                self._ends.append(simple[1:])
                return
            value = None
        else:
            [(tag, value)] = tag.items()
        self._ends.append(_OPENING[tag](self, value, at))

    def _address_is_cut(self) -> None:
        """`https://x.fr/_a_/b`: Markdown takes the underscores, and the link would end before them."""
        match = _UNSPACED.match(self._source, self._cut[0])
        typed = match[0].decode() if match else ""
        self.writer.fault(self._line(self._cut[0]), "adresse-coupee", value=typed, suggestion=self._trial(f"<{typed}>"))

    def _trial(self, link: str) -> Remedy:
        """A link between angle brackets, where it is one."""

        def is_link(link: str) -> bool:
            starts = [
                event["Start"] for event in PARSER.events(link) if not isinstance(event, str) and "Start" in event
            ]
            links = [tag for tag in starts if not isinstance(tag, str) and "Link" in tag]
            return len(links) == 1 and not isinstance(read_address(link[1:-1], self._page), Wrong)

        return Remedy.trial(link, is_link, "[texte](https://…)")

    def _heading(self, heading: Any, at: int) -> tuple[str, str]:
        level = heading["level"][1]
        name = f' id="{self.writer.anchor(heading["id"], self._line(at))}"' if heading["id"] else ""
        self.writer.both(f"<h{level}{name}>")
        return f"</h{level}>\n", PARAGRAPH

    def _quote(self, _kind: object, _at: int) -> tuple[str, str]:
        self.writer.both("<blockquote>\n", LINE)
        return "</blockquote>\n", PARAGRAPH

    def _code_block(self, kind: str | dict[str, str], at: int) -> Callable[[], None]:
        info = recording_kind(kind.get("Fenced", "")) if isinstance(kind, dict) else ""
        if info and self.recordings is not None:
            return self._recording(info, at, self.recordings)
        self.writer.both("<pre><code>", LINE)
        self._verbatim = True

        def end() -> None:
            self._verbatim = False
            self.writer.both("</code></pre>\n", PARAGRAPH)

        return end

    def _recording(self, kind: str, at: int, recordings: Recordings) -> Callable[[], None]:
        fields: list[str] = []
        self._fields = fields
        line, end = self._line(at), self._source.find(b"\n", at)
        if end < 0 or not _CLOSING_FENCE.search(self._source, end):
            self.writer.fault(line, "enregistrement-non-ferme", value=kind)

        def close() -> None:
            self._fields = None
            recordings.write(kind, "".join(fields), line + 1, self._transcript)

        return close

    def _transcript(self, markdown: str) -> BodyWriter:
        inner = Renderer(markdown, self._page, self._spacing, self._language, in_block=True)
        inner.run()
        return inner.writer

    def _html_block(self, _value: object, at: int) -> Callable[[], None]:
        self._html = []
        line = self._line(at)

        def end() -> None:
            html = "".join(self._html)
            self.suspect = self.suspect or "](" in html
            self.raw.write(html, line)

        return end

    def _struck(self, _value: object, _at: int) -> Callable[[], None]:
        self.writer.strike()
        return self.writer.end_strike

    def _link(self, link: Any, at: int) -> Callable[[], None]:
        typed = f"mailto:{link['dest_url']}" if link["link_type"] == "Email" else link["dest_url"]
        opened = self.writer.open_link(typed, link["title"], self._line(at))
        self._links += 1

        def end() -> None:
            self._links -= 1
            self.writer.close_link(opened)

        return end

    def _image(self, image: Any, at: int) -> Callable[[], None]:
        mark, line = self.writer.mark(), self._line(at)
        self._links += 1

        def end() -> None:
            self._links -= 1
            _, words = self.writer.take(mark)
            self.writer.image(image["dest_url"], words, image["title"], line)

        return end

    def _row(self, _value: object, at: int) -> tuple[str, str]:
        end = self._source.find(b"\n", at)
        return self._table.open_row(self._source[at : end if end >= 0 else None].decode(), self._line(at))

    def _note(self, label: str, at: int) -> Callable[[], None]:
        return self._notes.begin(label, self._line(at))


# Tag → the method that opens it and returns what closes it.
_OPENING: dict[str, Callable[[Renderer, Any, int], Callable[[], object] | tuple[str, str]]] = {
    "Heading": Renderer._heading,
    "BlockQuote": Renderer._quote,
    "CodeBlock": Renderer._code_block,
    "HtmlBlock": Renderer._html_block,
    "List": lambda renderer, first, _at: renderer._lists.open(first),
    "Item": lambda renderer, _value, _at: renderer._lists.open_item(),
    "Strikethrough": Renderer._struck,
    "Link": Renderer._link,
    "Image": Renderer._image,
    "FootnoteDefinition": Renderer._note,
    "Table": lambda renderer, alignments, _at: renderer._table.open(alignments),
    "TableHead": lambda renderer, _value, _at: renderer._table.open_head(),
    "TableRow": Renderer._row,
    "TableCell": lambda renderer, _value, _at: renderer._table.open_cell(),
}


_MIN_WIDTH = 60  # columns: nobody fills lines shorter than that
_STARTS_BLOCK = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|#{1,6}\s|>|\||<)")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][»\"')]*\Z")
_BREAK_BEFORE = re.compile(rb"<br\s*/?>\s*\Z", re.IGNORECASE)
_BREAK_AFTER = re.compile(rb"\s*<br\b", re.IGNORECASE)


def wrapped_lines(markdown: str) -> frozenset[int]:
    """Lines (1-based) whose end is only a space.

    Those of a paragraph of which each line is full, so that the next word would not have fitted, and goes on in the
    middle of a sentence more often than not.
    """
    wrapped: set[int] = set()
    block: list[tuple[int, str]] = []
    for number, line in enumerate((*markdown.split("\n"), ""), start=1):
        if not line.strip() or _STARTS_BLOCK.match(line):
            wrapped |= _wraps(block)
            block = []
        if line.strip():
            block.append((number, line.rstrip()))
    return frozenset(wrapped)


def _wraps(block: list[tuple[int, str]]) -> set[int]:
    width = max((len(line) for _, line in block), default=0)
    pairs = [(line, after) for (_, line), (_, after) in pairwise(block)]
    full = [len(line) >= _MIN_WIDTH and len(line) + 1 + len(_word(after)) > width for line, after in pairs]
    if not pairs or not all(full):
        return set()
    going_on = sum(_word(after)[0].islower() and not _ENDS_SENTENCE.search(line) for line, after in pairs)
    return {number for number, _ in block[:-1]} if going_on * 2 >= len(pairs) else set()


def _word(line: str) -> str:
    return line.split(maxsplit=1)[0]


def follows_break(source: bytes, start: int, end: int) -> bool:
    """Whether a `<br>` stands right before or right after the line end at these bytes."""
    return bool(_BREAK_BEFORE.search(source, max(0, start - 12), start) or _BREAK_AFTER.match(source, end))

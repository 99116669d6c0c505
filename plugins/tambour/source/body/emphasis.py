"""Emphasis that Markdown leaves as text: a space within the marks, a letter right after them.

`** gras **`, `**60 ** marchés`, `**Pour tous :**entrée libre`: CommonMark (§6.2) wants the marks against the words, and
no letter after a sign of punctuation. People do not; where two marks can only be one emphasis, it is made.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from tambour.model.remedy import Remedy
from tambour.source.body.findings import Fault
from tambour.source.body.parser import PARSER

_RUN = re.compile(rb"(?<![*_\\])(?:\*{2,4}|__)(?![*_])")
_ESCAPED = re.compile(rb"(?<![\\*])\\\*\\\*(?![\\*])(?:(?P<opens>(?=[\w\x80-\xff]))|(?<=[\w\x80-\xff]\\\*\\\*))")
_WORD = re.compile(r"\w")
_IN_HTML = re.compile(rb"\*\*[^\s*][^*\n]*\*\*")
_ROWS = re.compile(rb"^(?=([ \t]*\|[^\n]*\|)[ \t]*\n[ \t]*\|[^\n]*\|[ \t]*$)(?<!\|\n)", re.MULTILINE)
_NO_TEXT = frozenset(("Table", "CodeBlock"))
_BOLD = "Collez les astérisques aux mots, des deux côtés : **mots** ; pour les montrer, écrivez-les en code : `**`."
_HTML = "Laissez une ligne vide avant et après ce passage, ou écrivez-le sans HTML."
_TABLE = "Sous les titres des colonnes, ajoutez la ligne {dashes}"
_EXCERPT = 60
_INLINE = frozenset(("Emphasis", "Strong", "Strikethrough"))


@dataclass
class _Block:
    """Marks that stayed text in one block: (first byte, byte after, within a bold text)."""

    marks: list[tuple[int, int, bool]] = field(default_factory=list)


def with_emphasis(markdown: str) -> str:
    """The text, with the emphasis that two stray marks can only mean."""
    if "**" not in markdown and "__" not in markdown:
        return markdown
    source, blocks = markdown.encode(), _stray(markdown)
    edits = [edit for block in blocks for edit in _edits(block, source)]
    if not edits:
        return markdown
    mended = _apply_edits(source, edits)
    return mended if _count(mended) < sum(len(block.marks) for block in blocks) else markdown


def stray_marks(markdown: str, *, suspect: bool = True) -> Iterator[Fault]:
    """Marks that would be seen as they are, in order: of bold, in the text and within HTML; of tables.

    suspect: whether a sign of emphasis stayed text, so that it is worth to look for which.
    """
    if "\\*\\*" in markdown:
        yield from _escaped_marks(markdown)
    if "**" in markdown:
        source = markdown.encode()
        for block in _stray(markdown) if suspect else ():
            start, end, _ = block.marks[0]
            if source[start:end].startswith(b"*"):
                yield _fault(source, start, _BOLD)
        if "<" in markdown:
            yield from _in_html(markdown, source)
    yield from _tables(markdown)


def _escaped_marks(markdown: str) -> Iterator[Fault]:
    r"""`\*\*` against a word, which an editor wrote for half of a bold. A call and its note are meant."""
    source, opening, closing, code = markdown.encode(), list[int](), list[int](), False
    for event, span in PARSER.events_with_range(markdown, merge_text=True):
        if not isinstance(event, dict):
            continue
        if isinstance(tag := event.get("Start", event.get("End")), dict) and "CodeBlock" in tag:
            code = "Start" in event
        elif event.get("End") == "CodeBlock":
            code = False
        elif "Text" in event and not code:  # the first sign of a text may be the backslash before it
            for match in _ESCAPED.finditer(source, max(0, span["start"] - 1), span["end"]):
                (closing if match["opens"] is None else opening).append(match.start())
    if not (opening and closing):
        yield from (_fault(source, start, _BOLD) for start in (opening or closing)[:1])


def _in_html(markdown: str, source: bytes) -> Iterator[Fault]:
    """Marks within a block of HTML, which Markdown does not read."""
    for event, span in PARSER.events_with_range(markdown):
        if (
            isinstance(event, dict)
            and "Html" in event
            and (match := _IN_HTML.search(source, span["start"], span["end"]))
        ):
            yield _fault(source, match.start(), _HTML)


def _tables(markdown: str) -> Iterator[Fault]:
    """Rows between bars that no line of dashes makes a table of."""
    if "|" not in markdown:
        return
    tables = list[tuple[int, int]]()
    source = markdown.encode()
    for event, span in PARSER.events_with_range(markdown):
        if isinstance(event, dict) and isinstance(tag := event.get("Start"), dict) and not _NO_TEXT.isdisjoint(tag):
            tables.append((span["start"], span["end"]))
    for match in _ROWS.finditer(source):
        if not any(start <= match.start(1) < end for start, end in tables):
            columns = match[1].strip().strip(b"|").count(b"|") + 1
            yield _fault(source, match.start(1), _TABLE.format(dashes="|" + " --- |" * columns))


def _fault(source: bytes, start: int, remedy: str) -> Fault:
    line_end = source.find(b"\n", start)
    typed = source[start : line_end if line_end >= 0 else None].decode("utf-8", "replace").strip()
    value = typed if len(typed) <= _EXCERPT else f"{typed[:_EXCERPT]}…"
    context: dict[str, object] = {"value": value, "remedy": Remedy.form(remedy)}
    return Fault(source.count(b"\n", 0, start) + 1, "mise-en-forme-reste-texte", context)


def _count(markdown: str) -> int:
    return sum(len(block.marks) for block in _stray(markdown))


@lru_cache(maxsize=2)  # a text is mended, then judged: most often it is the same
def _stray(markdown: str) -> tuple[_Block, ...]:
    """Blocks in which marks stayed text."""
    return tuple(_stray_blocks(markdown, markdown.encode()))


def _stray_blocks(markdown: str, source: bytes) -> Iterator[_Block]:
    block, opaque, bold = _Block(), 0, 0
    for event, span in PARSER.events_with_range(markdown, merge_text=True):
        if isinstance(event, str):
            continue
        if "Start" in event or "End" in event:
            opens = "Start" in event
            tag = event["Start"] if "Start" in event else event["End"]
            name = tag if isinstance(tag, str) else next(iter(tag))
            if name == "Strong":
                bold += 1 if opens else -1
            elif name in ("CodeBlock", "HtmlBlock"):
                opaque += 1 if opens else -1
            elif name not in _INLINE and name not in ("Link", "Image"):
                if block.marks:
                    yield block
                block = _Block()
        elif "Text" in event and not opaque:
            start, end = span["start"], span["end"]
            if b"*" in source[start:end] or b"__" in source[start:end]:
                block.marks += ((m.start(), m.end(), bold > 0) for m in _RUN.finditer(source, start, end))
    if block.marks:
        yield block


def _edits(block: _Block, source: bytes) -> Iterator[tuple[int, int, bytes]]:
    """What to put in place of which bytes."""
    marks = []
    for start, end, bold in block.marks:
        if end - start == 4:
            if bold:  # `**un****deux**`: one emphasis ends where the next begins
                yield start, end, b""
            continue
        marks.append((start, end))
    at = 0
    while at + 1 < len(marks):
        (start, opened), (closing, end) = marks[at], marks[at + 1]
        inner = source[opened:closing].decode()
        if source[start:opened] == source[closing:end] and _is_emphasis(source[start:opened], inner):
            before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
            left = source[max(0, start - 4) : start].decode("utf-8", "ignore")[-1:]
            right = source[end : end + 4].decode("utf-8", "ignore")[:1]
            kept = before if left.strip() else "", after if right.strip() else ""  # one space is enough
            signs = _signs(source[start:opened].decode(), inner.strip(), kept[0] or left, kept[1] or right)
            yield start, opened + len(before.encode()), f"{kept[0]}{signs[0]}".encode()
            yield closing - len(after.encode()), end, f"{signs[1]}{kept[1]}".encode()
            at += 2
        else:
            at += 1


def _is_emphasis(mark: bytes, inner: str) -> bool:
    if not inner.strip() or "\n\n" in inner:
        return False
    glued = inner[0].strip() or inner[-1].strip()
    return bool(glued and _WORD.search(inner)) if mark == b"__" else bool(_WORD.search(inner) or glued)


def _signs(mark: str, words: str, left: str, right: str) -> tuple[str, str]:
    """Marks where Markdown takes them for what they are, else the elements that they stand for."""
    opens = not _is_sign(words[0]) or not left or not left[-1].strip() or _is_sign(left[-1])
    closes = not _is_sign(words[-1]) or not right or not right[0].strip() or _is_sign(right[0])
    if opens and closes and not (mark == "__" and (left[-1:].isalnum() or right[:1].isalnum())):
        return mark, mark
    return ("<strong><em>", "</em></strong>") if len(mark) == 3 else ("<strong>", "</strong>")


def _is_sign(char: str) -> bool:
    return bool(char.strip()) and not char.isalnum()


def _apply_edits(source: bytes, edits: list[tuple[int, int, bytes]]) -> str:
    pieces: list[bytes] = []
    done = 0
    for start, end, new in sorted(edits):
        pieces += [source[done:start], new]
        done = end
    return b"".join([*pieces, source[done:]]).decode()

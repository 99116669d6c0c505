"""Links that Markdown left as text: a space in the address, a space before it, a reference that nothing defines.

The parser is right and says nothing; the reader would see brackets. Code and escaped brackets (`\\[`) are left alone.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from tambour.source.body.findings import Fault
from tambour.source.body.markdown import PARSER
from tambour.source.body.raw_html import TOKEN

_HOLE = "\ufffc"  # stands for what is no text: code, a link that is one, an escaped character
_INLINE = frozenset(("Emphasis", "Strong", "Strikethrough"))
_JOINT = re.compile(r"\](?P<space>[ \t\n]?)\(")
_ADDRESS = re.compile(
    r"<?(?:https?://|www\.|mailto:|tel:|id:|\{\w+\}|\.{0,2}/|#)\S|\S+@\S+\.\w|[^\s,;]+\.(?:md|pdf|jpe?g|png|webp|html?)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"(?P<image>!?)\[(?P<words>[^\[\]]*[^\W\d][^\[\]]*)\]\[(?P<name>[^\[\]]*)\]")
_NOTE = re.compile(r"\[\^(?P<name>[^\[\]\s]+)\]")
_SWAPPED = re.compile(r"\((?P<words>[^()\[\]\n]+)\)\[(?P<address>[^\[\]\n]+)\]")
_DEFINITION = re.compile(r"^\[(?P<name>[^\[\]]+)\]:[ \t]*(?P<address>\S.*)$", re.MULTILINE)
_PELICAN = re.compile(r"\{(?:filename|static|attach)\}\S*")
_TITLED = re.compile(r"(?P<address>.*?)(?P<title>[ \t]+(?:\"[^\"]*\"|'[^']*'))?[ \t]*", re.DOTALL)
_MODEL = "[texte](https://…)"
_BLANK = re.compile(r"[\s()<>]")


class Stray(NamedTuple):
    """text[start:end] was meant as a link. suggestion: what to type instead; code: of the fault."""

    start: int
    end: int
    suggestion: str
    code: str = "lien-reste-texte"


class Run:
    """The text of one block as the reader sees it, and where each piece stands in the source."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.marks: list[tuple[int, int]] = []  # offset in the text, byte of the source
        self.length = 0
        self.in_html = False

    def add(self, text: str, at: int) -> None:
        self.marks.append((self.length, at))
        self.pieces.append(text)
        self.length += len(text)

    def byte(self, offset: int) -> int:
        """Byte of the source at which a character of the text stands."""
        index = bisect_right(self.marks, (offset, 1 << 62)) - 1
        start, at = self.marks[index]
        return at + len(self.pieces[index][: offset - start].encode())


def stray_links(markdown: str) -> Iterator[Fault]:
    """Every link or picture that stayed text, in order. Parses again: call it only where brackets stayed text."""
    source = markdown.encode()
    for run in _runs(markdown, source):
        text = "".join(run.pieces)
        for stray in _found(text, in_html=run.in_html):
            start, end = run.byte(stray.start), run.byte(stray.end - 1)
            typed = source[start:end].decode("utf-8", "replace") + text[stray.end - 1]
            context: dict[str, object] = {"value": " ".join(typed.split()), "suggestion": stray.suggestion}
            yield Fault(source.count(b"\n", 0, start) + 1, stray.code, context)


def _runs(markdown: str, source: bytes) -> Iterator[Run]:
    """Blocks of text, in order. Emphasis leaves no trace in them: `[**x**](a b)` is `[x](a b)`."""
    run, inside, end = Run(), 0, 0  # inside: depth below a link, a picture or a block of code
    for event, span in PARSER.events_with_range(markdown):
        start, last, end = span["start"], end, span["end"]
        if isinstance(event, str):
            run.add("\n" if not inside else "", start)
        elif "Start" in event or "End" in event:
            tag = event["Start"] if "Start" in event else event["End"]
            name = tag if isinstance(tag, str) else next(iter(tag))
            if name in _INLINE:
                continue
            if name in ("Link", "Image", "CodeBlock"):
                inside += 1 if "Start" in event else -1
                run.add(_HOLE if "Start" in event else "", start)
                continue
            if run.pieces and not inside:
                yield run
                run = Run()
        elif inside:
            continue
        elif "Html" in event:
            run.in_html = True
            run.add(TOKEN.sub(lambda match: _HOLE * len(match[0]), event["Html"]), start)
        elif "Text" in event:
            run.add(_as_typed(event["Text"], source, start, span["end"], last), start)
        else:
            run.add(_HOLE, start)
    if run.pieces:
        yield run


def _as_typed(text: str, source: bytes, start: int, end: int, last: int) -> str:
    """The text, unless it was typed otherwise: `&#91;` is no bracket, nor is `\\[` (the parser begins a text at it)."""
    if source[start:end] != text.encode():
        return _HOLE * len(text)
    escaped = start > last and source[start - 1 : start] == b"\\"
    return _HOLE + text[1:] if escaped else text


def _found(text: str, *, in_html: bool) -> list[Stray]:
    """Strays of one block, in order; of two that overlap, the first."""
    strays = sorted([*_inline(text, in_html=in_html), *_others(text)])
    kept: list[Stray] = []
    for stray in strays:
        if not kept or stray.start >= kept[-1].end:
            kept.append(stray)
    return kept


def _inline(text: str, *, in_html: bool) -> Iterator[Stray]:
    """`[words](address)`, and `[words] (address)` when it is one."""
    floor = 0
    for joint in _JOINT.finditer(text):
        if joint.start() < floor or (joint["space"] and not _ADDRESS.match(text, joint.end())):
            continue
        start, end = _opening(text, floor, joint.start()), _closing(text, joint.end())
        words, address = text[start : joint.start()].lstrip("!["), text[joint.end() : end].removesuffix(")")
        mark = "!" if text[start] == "!" else ""
        yield Stray(start, end, _html(words, address, mark) if in_html else _markdown(words, address, mark))
        floor = end


def _opening(text: str, floor: int, closing: int) -> int:
    """Where the bracket that `closing` closes stands, its `!` included; else where the line begins."""
    depth = 0
    for at in range(closing - 1, floor - 1, -1):
        depth += (text[at] == "]") - (text[at] == "[")
        if depth < 0:
            return at - 1 if at > floor and text[at - 1] == "!" else at
    return max(floor, text.rfind("\n", floor, closing) + 1)


def _closing(text: str, opening: int) -> int:
    """Just after the bracket that closes the address, else the end of its line."""
    depth, at = 0, opening
    while at < len(text) and text[at] != "\n":
        depth += (text[at] == "(") - (text[at] == ")")
        at += 1
        if depth < 0:
            break
    return at


def _markdown(words: str, address: str, mark: str) -> str:
    match = _TITLED.fullmatch(address)
    place, title = (match["address"].strip(), match["title"] or "") if match else (address, "")
    if place.lower().startswith("tel:"):
        place = re.sub(r"[\s.()-]", "", place)
    place = place.strip("<>")
    if not place or _HOLE in words + address:
        return f"{mark}{_MODEL}"
    return f"{mark}[{words}]({f'<{place}>' if _BLANK.search(place) else place}{title})"


def _html(words: str, address: str, mark: str) -> str:
    if _HOLE in words + address:
        return _MODEL
    return f'<img src="{address}" alt="{words}">' if mark else f'<a href="{address}">{words}</a>'


def _others(text: str) -> Iterator[Stray]:
    for match in _REFERENCE.finditer(text):
        yield Stray(match.start(), match.end(), f"{match['image']}[{match['words']}](https://…)")
    for match in _NOTE.finditer(text):
        yield Stray(match.start(), match.end(), f"[^{match['name']}]: …", "note-inconnue")
    for match in _SWAPPED.finditer(text):
        if _ADDRESS.match(match["address"]):
            yield Stray(match.start(), match.end(), _markdown(match["words"], match["address"], ""))
    for match in _DEFINITION.finditer(text):
        if _ADDRESS.match(match["address"]):
            yield Stray(match.start(), match.end(), f"[{match['name']}]: <{match['address'].strip('<> ')}>")
    for match in _PELICAN.finditer(text):
        yield Stray(match.start(), match.end(), f"[…]({match[0]})")

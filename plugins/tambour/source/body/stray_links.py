"""Links that Markdown left as text: a space in the address, a space before it, a reference that nothing defines.

The parser is right and says nothing; the reader would see brackets. Code and escaped brackets (`\\[`) are left alone.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pyromark.event import Event

from tambour.model.remedy import Remedy
from tambour.source.body.findings import Fault
from tambour.source.body.parser import PARSER
from tambour.source.body.raw_html import TOKEN

_HOLE = "\ufffc"  # stands for what is no text: code, a link that is one
_ESCAPED = "\ufffb"  # stands for a sign that was typed as an escape or an entity
_UNTYPED = frozenset((_HOLE, _ESCAPED))
_OPAQUE = frozenset(("Link", "Image", "CodeBlock"))
_INLINE = frozenset(("Emphasis", "Strong", "Strikethrough"))
_JOINT = re.compile(r"\](?P<space>[ \t\n]?)\(")
_ADDRESS = re.compile(
    r"<?(?:https?://|www\.|mailto:|tel:|id:|\{\w+\}|\.{0,2}/|#)\S"
    r"|[^\s@]{1,80}@[^\s@]{1,80}\.\w|[^\s,;]{1,200}\.(?:md|pdf|jpe?g|png|webp|html?)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"(?P<image>!?)\[(?P<words>[^\[\]]*)\]\[(?P<name>[^\[\]]*)\]")
_NOTE = re.compile(r"\[\^(?P<name>[^\[\]\s]+)\]")
_SWAPPED = re.compile(r"\((?P<words>[^()\[\]\n]+)\)\[(?P<address>[^\[\]\n]+)\]")
_DEFINITION = re.compile(r"^\[(?P<name>[^\[\]]+)\]:[ \t]*(?P<address>\S.*)$", re.MULTILINE)
_PELICAN = re.compile(r"\{(?:filename|static|attach)\}\S*")
_MODEL = "[texte](https://…)"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_WORD = re.compile(r"\S+")
_BLANK = re.compile(r"[\s()<>]")


class Stray(NamedTuple):
    """text[start:end] was meant as a link. suggestion: what to type instead; code: of the fault."""

    start: int
    end: int
    suggestion: str
    code: str = "lien-reste-texte"


class Stretch:
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


def stray_links(markdown: str, accepted: Callable[[str], bool]) -> Iterator[Fault]:
    """Every link or picture that stayed text, in order. Parses again: call it only where brackets stayed text.

    accepted: whether a text has no fault.
    """
    if "-->" in markdown:  # the parser hands comments on line by line
        markdown = _COMMENT.sub(lambda match: _WORD.sub(" ", match[0]), markdown)
    source = markdown.encode()
    for run in _runs(markdown, source):
        text = "".join(run.pieces)
        for stray in _strays(text, in_html=run.in_html):
            start, end = run.byte(stray.start), run.byte(stray.end - 1)
            typed = source[start:end].decode("utf-8", "replace") + text[stray.end - 1]
            suggestion = (
                Remedy.form(stray.suggestion)
                if "…" in stray.suggestion
                else Remedy.trial(stray.suggestion, accepted, _MODEL)
            )
            context: dict[str, object] = {"value": " ".join(typed.split()), "suggestion": suggestion}
            yield Fault(source.count(b"\n", 0, start) + 1, stray.code, context)


def _runs(markdown: str, source: bytes) -> Iterator[Stretch]:
    """Blocks of text, in order. Emphasis leaves no trace in them: `[**x**](a b)` is `[x](a b)`."""
    run, depth, last = Stretch(), 0, 0  # depth: below a link, a picture or a block of code; last: end of what was added
    for event, span in PARSER.events_with_range(markdown):
        if not isinstance(event, str) and ("Start" in event or "End" in event):
            tag = event["Start"] if "Start" in event else event["End"]
            name = tag if isinstance(tag, str) else next(iter(tag))
            if name in _OPAQUE:
                depth += 1 if "Start" in event else -1
                run.add(_HOLE, span["start"])
            elif name not in _INLINE and not depth:
                yield run
                run = Stretch()
        elif not depth:
            run.in_html = run.in_html or "Html" in event
            run.add(_piece(event, source[last : span["start"]], source[span["start"] : span["end"]]), span["start"])
            last = span["end"]
    yield run


def _piece(event: Event, before: bytes, typed: bytes) -> str:
    """What a leaf of the text reads like. before: the source between the last one and this one."""
    if isinstance(event, str):
        return "\n"
    if "Html" in event:
        return TOKEN.sub(lambda match: _HOLE * len(match[0]), event["Html"])
    if "Text" not in event:
        return _HOLE
    text = event["Text"]
    if typed != text.encode():  # `&#91;` is no bracket
        return _ESCAPED * len(text)
    return _ESCAPED + text[1:] if before.endswith(b"\\") else text  # nor is `\[`: the parser begins a text after it


def _strays(text: str, *, in_html: bool) -> list[Stray]:
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
        floor = joint.end()
        if _ESCAPED in text[start : joint.start()]:
            continue
        words, address = text[start : joint.start()].lstrip("!["), text[joint.end() : end]
        if address.count(")") > address.count("("):
            address = address[:-1]
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
    place, title = _without_title(address.strip())
    if place.lower().startswith("tel:"):
        place = re.sub(r"[\s.()-]", "", place)
    place = place.strip("<>")
    if not place or not _UNTYPED.isdisjoint(words + address):
        return f"{mark}{_MODEL}"
    return f"{mark}[{words}]({f'<{place}>' if _BLANK.search(place) else place}{title})"


def _without_title(address: str) -> tuple[str, str]:
    """The address, and the title that may follow it with the space before it: `a b.md "Le lac"`."""
    quote = address[-1:]
    opening = address.rfind(quote, 0, -1) if quote in ('"', "'") else -1
    return (address[:opening].rstrip(), f" {address[opening:]}") if opening > 0 else (address, "")


def _html(words: str, address: str, mark: str) -> str:
    if not _UNTYPED.isdisjoint(words + address):
        return _MODEL
    return f'<img src="{address}" alt="{words}">' if mark else f'<a href="{address}">{words}</a>'


def _others(text: str) -> Iterator[Stray]:
    for match in _REFERENCE.finditer(text):
        if not any(char.isalpha() for char in match["words"]):  # « [1][2] », « […][sic] »
            continue
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

"""Markdown as people type it who do not know its every rule → Markdown that says what they meant.

What has one meaning is mended: no-break spaces, `##Horaires`, « • », a text shifted by four spaces, a rule right under
a sentence, Markdown within `<details>`. Fenced code is left alone. Lines may be added: `MeantText.lines` says which
were typed.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tambour.source.body.parser import PARSER

_FENCE = re.compile(r"\s{0,3}(?:>\s?)*(?P<sign>`{3,}|~{3,})(?P<info>.*)\Z")
_PREFIX = r"(?P<prefix>(?:\s{0,3}>)*\s*)"
_HEADING = re.compile(_PREFIX + r"(?P<marks>#{2,6}(?=[^\s#])|#{1,6}(?=[^\S \n]))\s*(?P<rest>.*)\Z")
_BULLET = re.compile(_PREFIX + "(?:[•●▪■◾◼◦○‣⁃∙►▸➢➤❖\uf0a7\uf0b7]|·(?=\\s)|o(?=\t|[^\\S\n]{3}))\\s*(?P<rest>\\S.*)\\Z")
_GLUED = re.compile(_PREFIX + r"(?P<mark>-)(?P<rest>[^\W\d_].*|[«“\"].*)\Z")
_SPACED = re.compile(_PREFIX + r"(?P<mark>[-*+]|\d{1,9}[.)])(?P<gap>\s+)(?P<rest>\S.*)\Z")
_GLUED_RUN = re.compile(_PREFIX + r"(?:(?P<star>\*)(?=[^\W\d_][^*]*\Z)|(?P<number>\d{1,3})(?P<sign>[.)])(?=[^\W\d_]))")
_SPACED_RUN = re.compile(_PREFIX + r"(?:(?P<star>\*)|(?P<number>\d{1,3})(?P<sign>[.)]))\s")
_COMMENT_END = re.compile(r"(?P<comment>.*?-->)\s*(?P<rest>\S.*)\Z")
_UNDERLINE = re.compile(r" {0,3}(?P<line>-+|=+)\s*\Z")
# What a line of dashes under it does not turn into a heading.
_NO_PARAGRAPH = re.compile(r"\s{0,3}(?:#{1,6}\s|>|[-*+]\s|\d{1,9}[.)]\s|\||<|(?:[-_*]\s*){3,}\Z|: )")
_SENTENCE = re.compile(r"[.!?:;,…]\Z")
_DETAILS = re.compile(r"<details(?:\s[^>]*)?>|</details>|<summary(?:\s[^>]*)?>|</summary>", re.IGNORECASE)
# A line that begins otherwise than with a word, a well-made item or a well-made heading.
_MAY_BE_MENDED = re.compile(r"^(?!$|(?!o\s)[^\W\d_]|- \S|#{1,6} \S)", re.MULTILINE)
_SHIFTED = re.compile(r"^(?:\s{0,3}>)*(?: {4}| {0,3}\t)", re.MULTILINE)
_ESCAPED_BOLD = re.compile(r"(?<![\\*])\\\*\\\*(?P<words>[^\s*\\](?:[^*\\\n]*[^\s*\\])?)\\\*\\\*(?!\*)")
_CODE_SPAN = re.compile(r"(`+[^`]*`+)")
_MAX_TITLE = 80
_MAX_ROUNDS = 4


class MeantText(NamedTuple):
    """text: what to give to the parser. lines: 1-based line that was typed, of each of its lines."""

    text: str
    lines: tuple[int, ...]

    def typed_line(self, line: int) -> int:
        """The line that the writer sees, of a line of the text."""
        return self.lines[min(line, len(self.lines)) - 1] if self.lines else line


class _Line(NamedTuple):
    text: str
    typed: int
    code: bool = False


def as_meant(markdown: str) -> MeantText:
    """Mend what has one meaning.

    >>> as_meant("##Horaires\\n• le matin").text
    '## Horaires\\n- le matin'
    """
    as_it_is = not _MAY_BE_MENDED.search(markdown) and ("<" not in markdown or not _DETAILS.search(markdown))
    if as_it_is and "\\*" not in markdown:
        return MeantText(markdown, tuple(range(1, markdown.count("\n") + 2)))
    lines = list(_without_fences(markdown))
    lines = [line if line.code else _Line(_without_escapes(_marks(line.text)), line.typed) for line in lines]
    lines = list(_opened_details(_with_rules(_with_runs(list(_after_comments(lines))))))
    text = "\n".join(line.text for line in lines)
    return MeantText(_without_shifted_code(text), tuple(line.typed for line in lines))


def _without_fences(markdown: str) -> Iterator[_Line]:
    """The lines, those of fenced code marked."""
    fence = ""
    for number, text in enumerate(markdown.split("\n"), start=1):
        match = _FENCE.match(text)
        yield _Line(text, number, code=bool(fence or match))
        if match is None:
            continue
        if not fence:
            fence = "" if match["sign"][0] == "`" and "`" in match["info"] else match["sign"]
        elif match["sign"].startswith(fence) and not match["info"].strip():
            fence = ""


def _marks(line: str) -> str:
    """One line with the space that its mark wants."""
    bare = line.lstrip()
    if bare != line:
        line = "".join(" " if char != "\t" else char for char in line[: len(line) - len(bare)]) + bare
    if bare[:1].isalpha() and bare[0] != "o":  # as most lines begin; an "o" may be meant as a bullet
        return line
    if match := _HEADING.match(line):
        return f"{match['prefix']}{match['marks']} {match['rest']}"
    if match := _BULLET.match(line):
        return f"{match['prefix']}- {match['rest']}"
    if match := _GLUED.match(line):
        return f"{match['prefix']}- {match['rest']}"
    if (match := _SPACED.match(line)) and (len(match["gap"].expandtabs(4)) > 4 or match["gap"].strip(" \t")):
        return f"{match['prefix']}{match['mark']} {match['rest']}"
    return line


def _without_escapes(line: str) -> str:
    """`\\*\\*gras\\*\\*`, as an editor escapes what was pasted from another one: bold, since two marks hold words."""
    if "\\*" not in line:
        return line
    parts = _CODE_SPAN.split(line)
    return "".join(part if index % 2 else _ESCAPED_BOLD.sub(r"**\g<words>**", part) for index, part in enumerate(parts))


def _after_comments(lines: Sequence[_Line]) -> Iterator[_Line]:
    """What follows a comment on its line, on a line of its own: else it is read as HTML."""
    open_comment = False
    for line in lines:
        open_comment = not line.code and (open_comment or line.text.lstrip().startswith("<!--"))
        rest = line
        while open_comment and (match := _COMMENT_END.match(rest.text)):
            yield rest._replace(text=match["comment"])
            rest = rest._replace(text=match["rest"])
            open_comment = rest.text.startswith("<!--")
        open_comment = open_comment and "-->" not in rest.text
        yield rest


def _with_runs(lines: Sequence[_Line]) -> list[_Line]:
    """`*un` then `*deux`, `1.un` then `2.deux`: a list, where one alone may be anything."""
    runs = [None if line.code else _GLUED_RUN.match(line.text) for line in lines]
    mended = list(lines)
    for at, match in enumerate(runs):
        near = [other for other in (at - 1, at + 1) if 0 <= other < len(runs) and not lines[other].code]
        if match is None or not any(
            _same_list(match, runs[other] or _SPACED_RUN.match(lines[other].text)) for other in near
        ):
            continue
        text = lines[at].text
        mended[at] = lines[at]._replace(text=f"{text[: match.end()]} {text[match.end() :]}")
    return mended


def _same_list(one: re.Match[str], other: re.Match[str] | None) -> bool:
    if other is None or bool(one["star"]) != bool(other["star"]):
        return False
    return bool(one["star"]) or abs(int(one["number"]) - int(other["number"])) == 1


def _with_rules(lines: Sequence[_Line]) -> Iterator[_Line]:
    """Dashes under a sentence are a rule; under one short line without a stop, they make a heading of it."""
    paragraph: list[str] = []  # its first line, and its last if there are more
    for line in lines:
        match = None if line.code else _UNDERLINE.match(line.text)
        if match is not None and paragraph and not _is_title(paragraph, match["line"]):
            yield line._replace(text="***" if len(match["line"]) > 1 else f"\\{match['line']}")
            paragraph = [] if len(match["line"]) > 1 else paragraph
            continue
        yield line
        if line.code or not line.text.strip() or (match is not None and paragraph):
            paragraph = []
        elif paragraph or not (_NO_PARAGRAPH.match(line.text) or line.text.startswith(("    ", "\t"))):
            paragraph = [] if _NO_PARAGRAPH.match(line.text) else [*paragraph[:1], line.text]


def _is_title(paragraph: Sequence[str], dashes: str) -> bool:
    words = paragraph[0].strip()
    if len(paragraph) > 1 or len(dashes) < 3 or len(words) > _MAX_TITLE:
        return False
    drawn_to_length = abs(len(words) - len(dashes)) < 3
    return drawn_to_length or not _SENTENCE.search(words)


def _opened_details(lines: Iterator[_Line]) -> Iterator[_Line]:
    """Blank lines within `<details>`, so that what it holds is read as Markdown."""
    for line in lines:
        if line.code or not _DETAILS.search(line.text):
            yield line
            continue
        done = 0
        for tag in _DETAILS.finditer(line.text):
            name = tag[0].lower()
            before = line.text[done : tag.start()]
            if name == "</details>":
                if before.strip():
                    yield line._replace(text=before)
                yield line._replace(text="")
                done = tag.start()
            elif name == "</summary>":
                yield line._replace(text=line.text[done : tag.end()])
                yield line._replace(text="")
                done = tag.end()
        if line.text[done:].strip():
            yield line._replace(text=line.text[done:].lstrip() if done else line.text)


def _without_shifted_code(text: str) -> str:
    """A text that is shifted by four spaces is no code: nobody who writes here means it so."""
    for _ in range(_MAX_ROUNDS):
        if not _SHIFTED.search(text):
            return text
        source = text.encode()
        spans = [
            (span["start"], span["end"])
            for event, span in PARSER.events_with_range(text)
            if isinstance(event, dict) and event.get("Start") == {"CodeBlock": "Indented"}
        ]
        if not spans:
            return text
        text = _unshift(source, spans)
    return text


def _unshift(source: bytes, spans: Sequence[tuple[int, int]]) -> str:
    pieces: list[bytes] = []
    done = 0
    for start, end in spans:
        line_start = source.rfind(b"\n", 0, start) + 1
        pieces.append(source[done:line_start])
        prefix = source[line_start:start].decode().expandtabs(4)[:-4]
        rows = source[line_start:end].decode().split("\n")
        pieces.append("\n".join(prefix + row.lstrip("> \t") if row.strip("> \t") else row for row in rows).encode())
        done = end
    return b"".join([*pieces, source[done:]]).decode()

"""Split a content file into its fields, the line of each field, and its body.

Scalars stay text: YAML 1.1 would read `18:30` as 1110, `01000` as 512, `non` as false. The schema converts them.
A mistake of syntax is said in French, mended for the time of this reading, and the rest of the head is still checked,
so that a writer sees all her problems at once.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from sys import intern
from types import MappingProxyType

import yaml

from tambour.model.conversions import clean_text, is_visible, printable
from tambour.model.remedy import Remedy
from tambour.source.diagnosis import BETWEEN_QUOTES, diagnose, quote, reads_as
from tambour.source.typed_head import MeantHead, as_meant


class UndecodableText(Exception):
    """The file is not UTF-8 text. line: 1-based line of the first wrong byte; excerpt: what precedes it there."""

    def __init__(self, code: str, line: int, excerpt: str) -> None:
        super().__init__(code)
        self.code, self.line, self.excerpt = code, line, excerpt


def decode(data: bytes) -> str:
    """UTF-8 text with LF line ends and without BOM. Raises UndecodableText.

    >>> decode(b"\\xef\\xbb\\xbftitre: a\\r\\n")
    'titre: a\\n'
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UndecodableText("pas-utf-8", 1, "")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").replace("\r\n", "\n")
        raise UndecodableText("pas-utf-8", before.count("\n") + 1, before.rsplit("\n", 1)[-1][-40:]) from None
    text = printable(text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\u2028", " ").replace("\u2029", " ")  # they would make lines that no editor counts


_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


class _TextLoader(yaml.CSafeLoader):
    """Does not work out what a scalar might be: it is text."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: object) -> str:
        return _TAGS[kind]

    def descend_resolver(self, current_node: yaml.Node | None, current_index: object) -> None:
        """No path in a document means anything."""

    def ascend_resolver(self) -> None:
        """Likewise."""


Value = str | list["Value"] | dict[str, "Value"]
_FENCE = re.compile(r"---[ \t]*\Z")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*\Z")
_HASH = re.compile(r"(?P<gap>\s+)(?P<rest>#(?P<comment>\s|\Z)?.*)")
_NOTHING: tuple[Value, ...] = ("", [], {})
_MEANT_EMPTY = frozenset(("semaine",))  # a week of a season without a day: closed
_MAX_REPAIRS = 50
_MAX_DEPTH = 12
_MAX_PARSED = 60  # beyond it the parser is not asked: each level is a call of a function in it
_MAX_HEAD, _MAX_HEAD_LENGTH = 10_000, 500_000  # lines and characters: a thousand dates, each with its place


@dataclass(frozen=True)
class Flaw:
    """A mistake in the head itself. line: 1-based in the file. code and context: for `messages_fr`."""

    line: int
    code: str
    context: Mapping[str, object] = field(default_factory=dict)


NO_COMMENTS: Mapping[str, tuple[str, str]] = MappingProxyType({})  # one for all: most files have none


@dataclass(frozen=True)
class Raw:
    """A content file, split.

    fields: the head; every scalar is cleaned text, empty ones left out. lines: dotted place (`creneaux.0.debut`) →
    1-based line, empty ones included. body_line: the first line of the text after the head. flaws: what is wrong.
    comments: place → what its value would be with the comment that follows it, and the line to type for that.
    data, body_at: the file in UTF-8, its bytes themselves wherever they are plain, and where the text begins in them.
    """

    fields: dict[str, Value]
    lines: Mapping[str, int]
    body_line: int = 1
    flaws: tuple[Flaw, ...] = ()
    comments: Mapping[str, tuple[str, str]] = field(default_factory=lambda: NO_COMMENTS)
    data: bytes = b""
    body_at: int = 0

    @property
    def body(self) -> str:
        """The text after the head: decoded when it is asked for, which is a few times, and not held."""
        return self.data[self.body_at :].decode()


def split(data: bytes) -> Raw:
    """Split a file's bytes. Never raises for what a writer typed: see `Raw.flaws`."""
    try:
        text = decode(data)
    except UndecodableText as error:
        return Raw({}, {}, flaws=(Flaw(error.line, error.code, {"excerpt": error.excerpt}),))
    if not text.strip():
        return Raw({}, {}, flaws=(Flaw(1, "fichier-vide"),))
    lines = text.split("\n")
    first = next(i for i, line in enumerate(lines) if line.strip())
    if not _FENCE.match(lines[first]):
        code = "entete-toml" if lines[first].strip() == "+++" else "entete-absent"
        return Raw({}, {}, data=text.encode(), flaws=(Flaw(first + 1, code),))
    last = next((i for i in range(first + 1, len(lines)) if _CLOSING.match(lines[i])), None)
    if last is None:
        return Raw({}, {}, flaws=(Flaw(first + 1, "entete-non-ferme"),))
    if last - first > _MAX_HEAD or sum(map(len, lines[first:last])) > _MAX_HEAD_LENGTH:
        return Raw({}, {}, flaws=(Flaw(first + 1, "entete-trop-long", {"limit": _MAX_HEAD}),))
    head = read_mapping(lines[first + 1 : last], first + 2)
    plain = text.encode()
    body = "\n".join(lines[last + 1 :])
    kept = data if plain == data else plain
    return replace(head, data=kept, body_at=len(plain) - len(body.encode()), body_line=last + 2)


def read_yaml(data: bytes) -> Raw:
    """Read a file that is YAML from its first line to its last (referentiel/*.yaml)."""
    try:
        lines = decode(data).split("\n")
    except UndecodableText as error:
        return Raw({}, {}, flaws=(Flaw(error.line, error.code, {"excerpt": error.excerpt}),))
    if all(not line.strip() or line.lstrip().startswith("#") for line in lines):
        return Raw({}, {})
    return read_mapping(lines, 1)


def read_mapping(lines: list[str], first_line: int) -> Raw:
    """Read YAML lines that must be one mapping.

    first_line: the 1-based line, in the file, of `lines[0]`.
    """
    head = as_meant(lines)
    flaws = [Flaw(first_line + at, "yaml-ancre") for at in head.syntax]
    if (at := _too_deep(head.lines)) is not None:
        return Raw({}, {}, flaws=(*flaws, Flaw(first_line + at, "yaml-trop-profond")))
    node, mistakes = compose(head, first_line)
    flaws += mistakes
    if node is None:
        return Raw({}, {}, flaws=tuple(flaws))
    if not isinstance(node, yaml.MappingNode):
        return Raw({}, {}, flaws=(*flaws, Flaw(first_line, "entete-pas-un-bloc")))
    walk = _NodeWalk(first_line, head)
    value = walk.mapping(node, "", 0)
    return Raw(value, walk.lines, flaws=(*flaws, *walk.flaws), comments=walk.comments or NO_COMMENTS)


def value_of(node: yaml.Node, head: MeantHead) -> Value:
    """What is read at a node of these lines: "", [] or {} where nothing was written."""
    return _NodeWalk(1, head).value(node, "", 1)


def is_nothing(value: Value, key: str = "") -> bool:
    """Whether a value counts as absent, under this key."""
    return value in _NOTHING and not (value == {} and key in _MEANT_EMPTY)


def _too_deep(lines: list[str]) -> int | None:
    """Index of the line at which brackets or dashes go so deep that reading them would end the process."""
    text = "\n".join(lines)
    if text.count("[") + text.count("{") + text.count("- ") + text.count("? ") + text.count(": ") < _MAX_PARSED:
        return None
    depth = 0
    try:
        for event in yaml.parse(text + "\n", Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _MAX_PARSED:
                    return int(event.start_mark.line) if event.start_mark else 0
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        return None  # told when it is composed
    return None


def compose(head: MeantHead, first_line: int) -> tuple[yaml.Node | None, list[Flaw]]:
    """Compose the YAML, quoting a value that needs quotes and going on, for at most `_MAX_REPAIRS` of them.

    The lines that are mended are mended in `head.lines`: marks of the nodes count in these.
    """
    flaws: list[Flaw] = []
    lines = head.lines
    for _ in range(_MAX_REPAIRS):
        try:
            return yaml.compose("\n".join(lines) + "\n", Loader=_TextLoader), flaws
        except yaml.YAMLError as error:
            mistake = diagnose(error, lines)
            flaws.append(Flaw(first_line + mistake.at, mistake.code, mistake.context))
            if mistake.repaired is None:
                break
            lines[mistake.at] = mistake.repaired
    return None, flaws


class _NodeWalk:
    """Turns composed nodes into plain values, noting lines, duplicate keys and comments that may be words.

    What was left empty is absent: a text of blanks, a block without a value, a list of nothing but such. Names and
    places are the same in thousands of files: each is one object.
    """

    def __init__(self, first_line: int, head: MeantHead) -> None:
        self.first_line = first_line
        self.lines: dict[str, int] = {}
        self.flaws: list[Flaw] = []
        self.comments: dict[str, tuple[str, str]] = {}
        self._head = head

    def line(self, node: yaml.Node) -> int:
        return self.first_line + int(node.start_mark.line)

    def mapping(self, node: yaml.MappingNode, place: str, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        cut = self._cut_by_commas(node) if node.flow_style else frozenset()
        for key_node, value_node in node.value:
            if id(key_node) in cut:
                continue
            key = intern(str(clean_text(key_node.value)).strip()) if isinstance(key_node, yaml.ScalarNode) else ""
            if not key:
                self.flaws.append(Flaw(self.line(key_node), "cle-illisible"))
                continue
            at = intern(f"{place}{key}")
            if at in self.lines:
                self.flaws.append(Flaw(self.line(key_node), "cle-double", {"key": key, "first": self.lines[at]}))
                continue
            self.lines[at] = self.line(key_node)
            value = self.value(value_node, at, depth + 1)
            if not is_nothing(value, key):
                values[key] = value
        return values if any(value != {} for value in values.values()) else {}

    def value(self, node: yaml.Node, place: str, depth: int) -> Value:
        if depth > _MAX_DEPTH:
            self.flaws.append(Flaw(self.line(node), "yaml-trop-profond"))
            return ""
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, f"{place}.", depth)
        if isinstance(node, yaml.SequenceNode):
            return list(self._items(node, place, depth))
        if not isinstance(node, yaml.ScalarNode) or not _is_text(node):
            return ""
        text = str(clean_text(node.value))
        self._comment_after(node, text, place)
        return text if is_visible(text) else ""

    def _items(self, node: yaml.SequenceNode, place: str, depth: int) -> Iterator[Value]:
        index = 0
        for item in node.value:
            at = intern(f"{place}.{index}")
            self.lines[at] = self.line(item)
            value = self.value(item, at, depth + 1)
            if not is_nothing(value):
                yield value
                index += 1

    def _cut_by_commas(self, node: yaml.MappingNode) -> frozenset[int]:
        """The keys that are none: `{montant: 12,50}` is read as 12, and a field « 50 » that nobody filled in."""
        cut: list[int] = []
        for (_, before), (key, value) in pairwise(node.value):
            if _ends(key) == (value.start_mark.line, value.start_mark.column) == _ends(value):  # not even a colon
                cut.append(id(key))
                whole = self._words_between(before, key)
                quoted = Remedy.trial(quote(whole), partial(reads_as, value=whole), BETWEEN_QUOTES)
                self.flaws.append(Flaw(self.line(key), "yaml-virgule", {"excerpt": whole, "quoted": quoted}))
        return frozenset(cut)

    def _words_between(self, first: yaml.Node, last: yaml.Node) -> str:
        """What was typed from one node to another, on the line of the last."""
        begin = first.start_mark.column if first.start_mark.line == last.end_mark.line else 0
        return self._head.lines[last.end_mark.line][begin : last.end_mark.column].strip()

    def _comment_after(self, node: yaml.ScalarNode, text: str, place: str) -> None:
        """`titre: Fête du lac # 12`: YAML would drop the end in silence. A comment has a space after its `#`."""
        if node.style and node.start_mark.line not in self._head.quoted:
            return
        end = node.end_mark
        typed = self._head.lines[end.line] if end.line < len(self._head.lines) else ""
        match = _HASH.match(typed, end.column)
        if match is None or (not text and match["comment"] is not None):
            return
        whole = f"{text}{match['gap']}{match['rest']}".strip()
        line = (typed[: node.start_mark.column] if text else f"{typed[: end.column]} ") + quote(whole)
        if match["comment"] is None:
            quoted = Remedy.trial(line.strip(), partial(reads_as, value=whole), BETWEEN_QUOTES)
            self.flaws.append(Flaw(self.first_line + end.line, "yaml-diese", {"quoted": quoted}))
        else:
            self.comments[place] = (whole, line.strip())


def _ends(node: yaml.Node) -> tuple[int, int]:
    return node.end_mark.line, node.end_mark.column


def _is_text(node: yaml.ScalarNode) -> bool:
    """`~` and `null`, unquoted, mean nothing was written."""
    return bool(node.style) or node.value not in ("~", "null")

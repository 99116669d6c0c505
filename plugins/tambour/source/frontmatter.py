"""Split a content file into its fields, the line of each field, and its body.

Scalars stay text: YAML 1.1 would read `18:30` as 1110, `01000` as 512, `non` as false. The schema converts them.
A mistake of syntax is said in French, mended for the time of this reading, and the rest of the head is still checked,
so that a writer sees all her problems at once.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from tambour.model.conversions import clean_text, printable
from tambour.source.diagnosis import PAIR, diagnose, quote

_LINE_SEPARATOR = re.compile("[\u2028\u2029]")  # they would make lines that no editor counts


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
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").replace("\r\n", "\n")
        raise UndecodableText("pas-utf-8", before.count("\n") + 1, before.rsplit("\n", 1)[-1][-40:]) from None
    return _LINE_SEPARATOR.sub(" ", printable(text.replace("\r\n", "\n").replace("\r", "\n")))


Value = str | list["Value"] | dict[str, "Value"]
_FENCE = re.compile(r"---[ \t]*\Z")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*\Z")
_HASHTAG = re.compile(r"\s#[^\s#]")
_MAX_REPAIRS = 50
_MAX_DEPTH = 12
_MAX_HEAD, _MAX_HEAD_LENGTH = 10_000, 500_000  # lines and characters: a thousand dates, each with its place


@dataclass(frozen=True)
class Flaw:
    """A mistake in the head itself. line: 1-based in the file. code and context: for `messages_fr`."""

    line: int
    code: str
    context: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Raw:
    """A content file, split.

    fields: the head; every scalar is cleaned text, empty ones left out. lines: dotted place (`creneaux.0.debut`) →
    1-based line, empty ones included. body: the text after the head; body_line: its first line. flaws: what is wrong.
    """

    fields: dict[str, Value]
    lines: dict[str, int]
    body: str = ""
    body_line: int = 1
    flaws: tuple[Flaw, ...] = ()


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
        return Raw({}, {}, body=text, flaws=(Flaw(first + 1, code),))
    last = next((i for i in range(first + 1, len(lines)) if _CLOSING.match(lines[i])), None)
    if last is None:
        return Raw({}, {}, flaws=(Flaw(first + 1, "entete-non-ferme"),))
    if last - first > _MAX_HEAD or sum(map(len, lines[first:last])) > _MAX_HEAD_LENGTH:
        return Raw({}, {}, flaws=(Flaw(first + 1, "entete-trop-long", {"limit": _MAX_HEAD}),))
    fields, places, flaws = read_mapping(lines[first + 1 : last], first + 2)
    return Raw(fields, places, "\n".join(lines[last + 1 :]), last + 2, flaws)


def _cut_by_hash(lines: list[str], first_line: int) -> Iterator[Flaw]:
    """`titre: Soirée jeux #culture`: YAML would drop the word in silence. A comment has a space after its `#`."""
    for index, line in enumerate(lines):
        pair = PAIR.match(line)
        if pair is not None and _HASHTAG.search(pair["value"]) and pair["value"][0] not in "\"'|>":
            yield Flaw(first_line + index, "yaml-diese", {"quoted": (pair["head"] + quote(pair["value"])).strip()})


def read_yaml(data: bytes) -> Raw:
    """Read a file that is YAML from its first line to its last (referentiel/*.yaml)."""
    try:
        lines = decode(data).split("\n")
    except UndecodableText as error:
        return Raw({}, {}, flaws=(Flaw(error.line, error.code, {"excerpt": error.excerpt}),))
    if all(not line.strip() or line.lstrip().startswith("#") for line in lines):
        return Raw({}, {})
    fields, places, flaws = read_mapping(lines, 1)
    return Raw(fields, places, flaws=flaws)


def read_mapping(lines: list[str], first_line: int) -> tuple[dict[str, Value], dict[str, int], tuple[Flaw, ...]]:
    """Read YAML lines that must be one mapping: its fields, the line of each place, and the flaws.

    first_line: the 1-based line, in the file, of `lines[0]`.
    """
    node, flaws = _compose(list(lines), first_line)
    if node is None:
        return {}, {}, tuple(flaws)
    if not isinstance(node, yaml.MappingNode):
        return {}, {}, (*flaws, Flaw(first_line, "entete-pas-un-bloc"))
    walk = _NodeWalk(first_line)
    value = walk.mapping(node, "", 0)
    return value, walk.lines, (*flaws, *walk.flaws, *_cut_by_hash(lines, first_line))


def _compose(lines: list[str], first_line: int) -> tuple[yaml.Node | None, list[Flaw]]:
    """Compose the YAML, quoting a value that needs quotes and going on, for at most `_MAX_REPAIRS` of them."""
    flaws: list[Flaw] = []
    for _ in range(_MAX_REPAIRS):
        try:
            return yaml.compose("\n".join(lines) + "\n", Loader=yaml.CSafeLoader), flaws
        except yaml.YAMLError as error:
            mistake = diagnose(error, lines)
            flaws.append(Flaw(first_line + mistake.at, mistake.code, mistake.context))
            if mistake.repaired is None:
                break
            lines[mistake.at] = mistake.repaired
    return None, flaws


class _NodeWalk:
    """Turns composed nodes into plain values, noting lines, duplicate keys and what we do not accept of YAML."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.lines: dict[str, int] = {}
        self.flaws: list[Flaw] = []
        self._seen: set[int] = set()

    def line(self, node: yaml.Node) -> int:
        return self.first_line + int(node.start_mark.line)

    def mapping(self, node: yaml.MappingNode, place: str, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for key_node, value_node in node.value:
            key = clean_text(key_node.value) if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str) or not key:
                self.flaws.append(Flaw(self.line(key_node), "cle-illisible"))
                continue
            at = f"{place}{key}"
            if at in self.lines:
                self.flaws.append(Flaw(self.line(key_node), "cle-double", {"key": key, "first": self.lines[at]}))
                continue
            self.lines[at] = self.line(key_node)
            if id(value_node) in self._seen:  # an alias is composed as the very node it repeats
                self.flaws.append(Flaw(self.lines[at], "yaml-ancre"))
                continue
            value = self.value(value_node, f"{at}.", depth + 1)
            if value not in ("", None):
                values[key] = value
        return values

    def value(self, node: yaml.Node, place: str, depth: int) -> Value:
        if depth > _MAX_DEPTH:
            self.flaws.append(Flaw(self.line(node), "yaml-trop-profond"))
            return ""
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, place, depth)
        if isinstance(node, yaml.SequenceNode):
            return list(self._items(node, place, depth))
        return str(clean_text(node.value)) if _is_text(node) else ""

    def _items(self, node: yaml.SequenceNode, place: str, depth: int) -> Iterator[Value]:
        index = 0
        for item in node.value:
            if id(item) in self._seen:
                self.flaws.append(Flaw(self.line(node), "yaml-ancre"))
                continue
            self.lines[f"{place}{index}"] = self.line(item)
            value = self.value(item, f"{place}{index}.", depth + 1)
            if value not in ("", None):
                yield value
                index += 1


def _is_text(node: yaml.Node) -> bool:
    """`~` and `null`, unquoted, mean nothing was written."""
    return not (isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("~", "null"))

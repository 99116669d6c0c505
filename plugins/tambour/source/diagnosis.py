"""What a YAML parser's complaint means to a writer: which line, which mistake, and the line to type instead."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

import yaml

from tambour.model.remedy import Remedy

# `titre: valeur`, `- titre: valeur`
PAIR = re.compile(r"(?P<head>\s*(?:-\s+)?[^\s:#\"'\[{][^:\"]*:\s+)(?P<value>\S.*?)\s*\Z")
_ANY_PAIR = re.compile(r"(?P<head>\s*(?:-\s+)*(?:[^\s:#\"'\[{][^:\"]*:\s+)?)(?P<value>[\"'].*?)\s*\Z")
_CLOSER = {"[": "]", "{": "}"}
_WRAPPERS = {'"': '"', "'": "'", "“": "”", "‘": "’"}
_QUOTE_SIGN = re.compile(r"(?P<closing>[”’]|(?<=[^\s\"'])[\"'](?=[\s.,;:!?)]|\Z))|[“‘]|(?<![^\s(])[\"']")


BETWEEN_QUOTES = "la valeur entière entre guillemets"  # when no line can be proposed


class Mistake(NamedTuple):
    """at: index of the faulty line. code, context: for the sentence. repaired: a line that reads, or None."""

    at: int
    code: str
    context: Mapping[str, object]
    repaired: str | None = None


class _Complaint(NamedTuple):
    """What the parser said, and where. at: the line it stopped at. opened: where the thing it was reading began."""

    said: str
    at: int
    opened: int
    lines: Sequence[str]

    @property
    def line(self) -> str:
        return self.lines[self.at]


def diagnose(error: yaml.YAMLError, lines: Sequence[str]) -> Mistake:
    """Name the mistake behind a parser's error in these lines."""
    problem, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    last = len(lines) - 1
    stopped = problem or context
    at = min(stopped.line, last) if stopped else 0
    opened = min(context.line, last) if context else at
    words = f"{getattr(error, 'problem', '') or ''} {getattr(error, 'context', '') or ''}"
    complaint = _Complaint(words, at, opened, lines)
    diagnoses = (_tab, _missing_colon, _missing_quotes, _open_quote, _open_bracket)
    candidates = (mistake for diagnosis in diagnoses if (mistake := diagnosis(complaint)) is not None)
    return next(candidates, Mistake(at, "yaml-illisible", {"typed": complaint.line.strip()}))


def without_quotes(value: str) -> str:
    """What a value that YAML cannot read says, without the quotes that its writer put around it.

    >>> without_quotes("'L'été au village'"), without_quotes("“Travaux : la rue”")
    ("L'été au village", 'Travaux : la rue')
    >>> without_quotes('"Le Mag" est "paru"')
    '"Le Mag" est "paru"'
    """
    closing = _WRAPPERS.get(value[:1], "")
    inner = value[1:-1].strip()
    if not closing or not inner or not value.endswith(closing) or len(value) < 3:
        return value
    first = next((sign for sign in _QUOTE_SIGN.finditer(inner) if sign[0] in (value[0], closing)), None)
    return value if first is not None and first["closing"] else inner


def reads_as(line: str, value: str) -> bool:
    """Whether a line proposed to a writer is accepted as it stands, and says this."""
    try:
        node = yaml.compose(line.strip() + "\n", Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    while isinstance(node, yaml.CollectionNode) and node.value:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    return isinstance(node, yaml.ScalarNode) and node.value == value


def quote(value: str) -> str:
    """The value between quotes, as a writer would: single ones when it holds double ones."""
    if '"' in value and "'" not in value:
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _tab(it: _Complaint) -> Mistake | None:
    indent = it.line[: len(it.line) - len(it.line.lstrip())]
    if "\t" not in indent and "'\\t'" not in it.said:
        return None
    return Mistake(it.at, "yaml-tabulation", {}, it.line.replace("\t", "  "))


def _missing_colon(it: _Complaint) -> Mistake | None:
    """`titre Une fête`: the parser takes the next line for its continuation, and stops at that one's colon."""
    before = it.lines[it.at - 1] if it.at else ""
    for at, line in ((it.at - 1, before), (it.at, it.line)):
        if line.strip() and ":" not in line and line.lstrip()[0] not in "-#[{\"'":
            return Mistake(at, "yaml-sans-deux-points", {"typed": line.strip()}, "")
    return None


def _missing_quotes(it: _Complaint) -> Mistake | None:
    pair = PAIR.match(it.line)
    if pair is None or not _needs_quotes(pair["value"]):
        return None
    words = without_quotes(pair["value"])
    quoted = pair["head"] + quote(words)
    if not reads_as(quoted, words):
        return None
    tried = Remedy.trial(quoted.strip(), partial(reads_as, value=words))
    return Mistake(it.at, "yaml-guillemets", {"typed": it.line.strip(), "quoted": tried}, quoted)


def _open_quote(it: _Complaint) -> Mistake | None:
    if "quoted scalar" not in it.said:
        return None
    line = it.lines[it.opened]
    pair = _ANY_PAIR.match(line)
    typed = pair["value"] if pair is not None else ""
    is_closed = len(typed) > 1 and typed[0] == typed[-1] and "escape" in it.said  # `"C:\Documents"`
    words = typed[1:-1] if is_closed else typed[1:]
    closed = pair["head"] + quote(words) if pair is not None and words else ""
    tried = Remedy.trial(closed.strip(), partial(reads_as, value=words))
    if not tried:
        return Mistake(it.opened, "yaml-illisible", {"typed": line.strip()})
    code = "yaml-barre-inverse" if is_closed else "yaml-guillemet-non-ferme"
    return Mistake(it.opened, code, {"typed": line.strip(), "quoted": tried}, closed)


def _open_bracket(it: _Complaint) -> Mistake | None:
    if "flow" not in it.said:
        return None
    line = it.lines[it.opened]
    return Mistake(it.opened, "yaml-crochet-non-ferme", {"typed": line.strip()}, line + ("]" if "[" in line else "}"))


def _needs_quotes(value: str) -> bool:
    """A plain value that YAML would not take as text."""
    if value[0] in "\"'":  # `"Le Mag" est paru`: closed before the end, so YAML stops there
        return value[0] in value[1:-1]
    if value[0] in _CLOSER:  # `[Reporté] Marché`; a list that is not closed is another mistake
        return _CLOSER[value[0]] in value[1:-1]
    return value[0] in "@`%&*!|>,?" or ": " in value or value.endswith(":") or " #" in value

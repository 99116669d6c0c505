"""A value → YAML: plain where that can be nothing else, between quotes when in doubt, in the style of this content."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from tambour.pupitre.files.shapes import FieldShape
from tambour.source.frontmatter import Value

_SHORT = 100  # columns: a longer list has a line for each
_SIGNS = "«“‘(€+/"  # what a plain text may begin with, beside letters and figures
_UNSAFE = re.compile(r":(?:\s|\Z)|\s#|[\t\n]|\A\s|\s\Z")
_FLOW_SAFE = re.compile(r"\w(?:[\w ’./:+-]*\w)?")
_PLAIN_KEY = re.compile(r"[^\W_](?:[\w ’-]*\w)?")
_NUMBER = re.compile(
    r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_KINDS = {"tag:yaml.org,2002:bool": "boolean", "tag:yaml.org,2002:timestamp": "time", "tag:yaml.org,2002:str": ""}
_RESOLVER = yaml.SafeLoader("")
_PADDED = re.compile(r"[-+]?0\w")  # an octal number to some
_HOURS = re.compile(r"\d+(?::\d\d)+")  # what YAML 1.1 counts in sixties


class Old(NamedTuple):
    """A scalar that another comes instead of, in the same notation if possible. style: `"`, `'`, `|`, `>` or none."""

    text: str
    style: str


_NEW = Old("", "")


def scalar(text: str, shape: FieldShape, old: Old = _NEW, *, flow: bool = False, commented: bool = False) -> str:
    """A text as a scalar of one line.

    Args:
        text: what it says.
        shape: of its place.
        old: what it comes instead of.
        flow: whether it stands between brackets.
        commented: whether a comment follows it, which a reader could take for its end.
    """
    style = old.style
    if style == "'" and "\n" not in text and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    if style != '"' and _is_plain(text, flow) and _may_stand(text, shape, old) and not (commented and " " in text):
        return text
    if style != '"' and '"' in text and not set("'\n\t\\") & set(text):
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def text_lines(text: str, shape: FieldShape, column: int, old: Old = _NEW) -> list[str]:
    """A text after `key: ` or `- `: the end of that line, then the lines below it.

    column: where its key or its dash stands.
    """
    lines = text.rstrip("\n").split("\n")
    if len(lines) == 1 or not _is_literal(lines):
        return [scalar(text.rstrip("\n"), shape, old)]
    return ["|", *(f"{' ' * (column + 2)}{line}" if line else "" for line in lines)]


def entry(key: str, value: Value, shape: FieldShape, column: int) -> list[str]:
    """The lines of one field, below others whose keys stand in this column. shape: of the value."""
    name = " " * column + key_text(key)
    if isinstance(value, str):
        first, *below = text_lines(value, shape, column)
        return [f"{name}: {first}", *below]
    if isinstance(value, dict):
        return [f"{name}:", *_block(value, shape, column + 2)] if value else [f"{name}: {{}}"]
    if _on_one_line(value) and len(name) + len(line := flow(value, shape)) < _SHORT:
        return [f"{name}: {line}"]
    return [f"{name}:", *(line for part in value for line in item(part, shape.item, column + 2))]


def item(value: Value, shape: FieldShape, column: int) -> list[str]:
    """The lines of one of a list whose dashes stand in this column."""
    dash = " " * column + "- "
    if isinstance(value, str):
        first, *below = text_lines(value, shape, column)
        return [dash + first, *below]
    if isinstance(value, dict) and value:
        first, *below = _block(value, shape, column + 2)
        return [dash + first.lstrip(" "), *below]
    return [dash + flow(value, shape)]


def flow(value: Value, shape: FieldShape, old: Old = _NEW) -> str:
    """A value between brackets."""
    if isinstance(value, str):
        return scalar(value, shape, old, flow=True)
    if isinstance(value, list):
        return "[" + ", ".join(flow(part, shape.item) for part in value) + "]"
    pairs = (f"{key_text(key)}: {flow(value[key], shape.of(key, value))}" for key in in_order(value, shape))
    return "{" + ", ".join(pairs) + "}"


def key_text(key: str) -> str:
    """A key as it is typed."""
    if _PLAIN_KEY.fullmatch(key) and _kind(key) == "":
        return key
    return (
        "'" + key.replace("'", "''") + "'"
        if "'" not in key
        else '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )


def in_order(block: dict[str, Value], shape: FieldShape) -> list[str]:
    """The keys of a block in the order of the model; those that it does not know come last, as they were given."""
    order = shape.order
    return sorted(block, key=lambda key: order.index(key) if key in order else len(order))


def _block(value: dict[str, Value], shape: FieldShape, column: int) -> Iterator[str]:
    for key in in_order(value, shape):
        yield from entry(key, value[key], shape.of(key, value), column)


def _on_one_line(value: list[Value]) -> bool:
    return all(isinstance(part, str) and "\n" not in part for part in value)


def _is_plain(text: str, in_flow: bool) -> bool:
    """Whether a text is read as it stands, without quotes."""
    if not text or _UNSAFE.search(text) or not (text[0].isalnum() or text[0] in _SIGNS):
        return False
    return not in_flow or _FLOW_SAFE.fullmatch(text) is not None


def _may_stand(text: str, shape: FieldShape, old: Old) -> bool:
    """Whether no reader of YAML takes a plain text for something that its field does not take, or never held."""
    kind = _kind(text)
    if kind in ("", "odd"):
        return not kind
    return shape.takes(text, kind) or (old.style == "" and _kind(old.text) == kind)


def _kind(text: str) -> str:
    """What a reader of YAML 1.1 or 1.2 takes a plain text for; "" for a text."""
    if _HOURS.fullmatch(text):
        return "time"
    if _NUMBER.fullmatch(text) and not _PADDED.match(text):
        return "number"
    if text.lower() in ("y", "n"):
        return "boolean"
    return _KINDS.get(_RESOLVER.resolve(yaml.ScalarNode, text, (True, False)), "odd")  # type: ignore[no-untyped-call]  # `~`, `1_000`, `0o17`


def _is_literal(lines: list[str]) -> bool:
    """Whether lines can stand as they are under a `|`."""
    return bool(lines[0]) and all(line == line.strip() and "\t" not in line for line in lines)

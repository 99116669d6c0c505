"""Docstrings and signatures of the public face, taken apart, so that a page can be made of them."""

import inspect
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from textwrap import dedent

from tambour.channels import Channel

_LONG = 30  # characters of a default that is written out
_SECTION = re.compile(r"^(Attributes|Args|Returns|Raises):\n", re.MULTILINE)
_EXAMPLE = re.compile(r"^>>> (?:.+\n)+", re.MULTILINE)
_ENTRY = re.compile(r"^(?P<name>[\w.*]+): (?P<text>.*(?:\n .*)*)", re.MULTILINE)


@dataclass(frozen=True)
class Doc:
    """A docstring, taken apart. text: what comes before its sections. returns: "" when it has no such section."""

    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    args: Mapping[str, str] = field(default_factory=dict)
    returns: str = ""
    raises: Mapping[str, str] = field(default_factory=dict)


def doc_of(documented: object) -> Doc:
    """The docstring of a class or a function: its own, not an inherited one."""
    written = inspect.cleandoc(getattr(documented, "__doc__", None) or "")
    text, *parts = _SECTION.split(_EXAMPLE.sub(r"```python\n\g<0>```\n", f"{written}\n"))
    sections = {name: dedent(body).strip() for name, body in zip(parts[::2], parts[1::2], strict=True)}
    return Doc(
        text.strip(),
        _entries(sections.get("Attributes", "")),
        _entries(sections.get("Args", "")),
        one_line(sections.get("Returns", "")),
        _entries(sections.get("Raises", "")),
    )


def _entries(section: str) -> Mapping[str, str]:
    return {match["name"]: one_line(match["text"]) for match in _ENTRY.finditer(section)}


def one_line(text: str) -> str:
    return " ".join(text.split())


def type_name(annotation: object) -> str:
    """A type as a reader of code would write it, without the constraints that it carries.

    >>> type_name(tuple[typing.Annotated[str, "constraint"], ...] | None)
    'tuple[str, ...] | None'
    """
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return type_name(args[0])
    if origin is typing.Literal:
        return " | ".join(f'"{value}"' if isinstance(value, str) else repr(value) for value in args)
    if origin in (typing.Union, types.UnionType):
        return " | ".join(dict.fromkeys(map(type_name, args)))
    if origin is Channel:  # whichever its settings are, and whatever it prepares
        return Channel.__name__
    if origin is not None and args:
        return f"{origin.__name__}[{', '.join(map(type_name, args))}]"
    return _plain_name(annotation)


def _plain_name(annotation: object) -> str:
    """A type that has no parts; or the arguments of a Callable."""
    if isinstance(annotation, list):
        return f"[{', '.join(map(type_name, annotation))}]"
    if isinstance(annotation, typing.TypeVar) and isinstance(annotation.__bound__, type):
        return annotation.__bound__.__name__
    if annotation is ...:
        return "..."
    if annotation is type(None):
        return "None"
    if isinstance(annotation, typing.ForwardRef):
        return annotation.__forward_arg__
    return annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))


def signature_of(function: object, name: str) -> str:
    """A function as it is called, with its types."""
    signature = inspect.signature(typing.cast("typing.Callable[..., object]", function))
    parts, seen_keyword_only = [], False
    for parameter in signature.parameters.values():
        text = parameter.name
        if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            text, seen_keyword_only = f"*{text}", True  # what follows is by name already
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            text = f"**{text}"
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and not seen_keyword_only:
            parts.append("*")
            seen_keyword_only = True
        if parameter.annotation is not parameter.empty:
            text += f": {type_name(parameter.annotation)}"
        if parameter.default is not parameter.empty:
            text += f" = {default_of(parameter.default)}" if ":" in text else f"={default_of(parameter.default)}"
        if parameter.name not in ("self", "cls"):
            parts.append(text)
    returned = signature.return_annotation
    arrow = "" if returned is signature.empty else f" -> {type_name(returned)}"
    return f"{name}({', '.join(parts)}){arrow}"


def default_of(value: object) -> str:
    text = getattr(value, "__name__", None) or repr(value)
    return text if len(text) <= _LONG else "…"

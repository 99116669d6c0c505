"""MJML held against MJML's own rules before it is compiled: the compiler itself lets every mistake pass in silence."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from xml.parsers import expat

from tambour.channels.newsletter.mjml_rules import ATTRIBUTES, CHILDREN, ENDING, EVERYWHERE, ROOT_ATTRIBUTES

_UNIT = re.compile(r"unit(?P<signed>WithNegative)?\((?P<units>[^)]*)\)(?:\{1,(?P<most>\d)\})?")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?|(?:rgb|rgba|hsl|hsla)\([\d\s.,%]+\)|[a-z]+|transparent")


class MjmlFault(Exception):
    """The first thing that MJML does not allow: line, 1-based, of the rendered source; what, French."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"ligne {line} : {what}")
        self.line, self.what = line, what


def check_mjml(source: str) -> None:
    """Raises MjmlFault for what is not well-formed, not a known tag, not allowed there, or has a wrong value."""
    _Reader().read(source)


class _Reader:
    """One pass over a document; what stands inside text and raw tags is HTML, and not ours to judge."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._inside = 0  # how many of them hold HTML, or stand in what does
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, source: str) -> None:
        try:
            self._parser.Parse(source, True)
        except expat.ExpatError as error:
            raise MjmlFault(error.lineno, "une balise n'est pas fermée, ou mal placée") from None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._inside:
            self._inside += 1
            return
        for what in self._faults(tag, attributes):
            raise MjmlFault(self._parser.CurrentLineNumber, what)
        self._inside = int(tag in ENDING)
        self._open.append(tag)

    def _end(self, _tag: str) -> None:
        self._inside = max(0, self._inside - 1)
        if not self._inside:
            self._open.pop()

    def _faults(self, tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
        above = self._open[-1] if self._open else None
        if (above is None and tag != "mjml") or (above is not None and tag not in CHILDREN.get(above, ())):
            yield f"la balise <{tag}> n'existe pas en MJML, ou pas dans <{above or 'le document'}>"
            return
        types = _allowed_attributes(tag)
        for name, value in attributes.items():
            if name not in types:
                yield f"<{tag}> n'a pas d'attribut « {name} »"
            elif not fits(types[name], value):
                yield f"<{tag} {name}> n'accepte pas « {value} » ({types[name]})"


@cache
def _allowed_attributes(tag: str) -> Mapping[str, str]:
    """Attributes that a tag may have, with their types."""
    if tag == "mjml":
        return dict.fromkeys(ROOT_ATTRIBUTES, "string")
    types = ATTRIBUTES.get(tag, {})
    if tag in ("mj-all", "mj-class"):
        types = {
            "name": "string",
            **{name: kind for attributes in ATTRIBUTES.values() for name, kind in attributes.items()},
        }
    return {**types, **dict.fromkeys(EVERYWHERE, "string")}


@lru_cache(maxsize=1024)
def fits(kind: str, value: str) -> bool:
    """Whether a value is of one of MJML's types.

    >>> fits("unit(px,%){1,4}", "10px 5%"), fits("unit(px)", "10em"), fits("enum(top,bottom)", "top")
    (True, False, True)
    """
    if kind == "boolean":
        return value in ("true", "false")
    if kind == "integer":
        return value.isdigit()
    if kind == "color":
        return _COLOUR.fullmatch(value) is not None
    if kind.startswith("enum("):
        return value in kind[len("enum(") : -1].split(",")
    if match := _UNIT.fullmatch(kind):
        parts = value.split()
        return 1 <= len(parts) <= int(match["most"] or 1) and all(_is_length(part, match) for part in parts)
    return True


def _is_length(value: str, kind: re.Match[str]) -> bool:
    units = kind["units"].split(",")
    if value == "0" or (value == "auto" and "auto" in units):
        return True
    sign = "-?" if kind["signed"] else ""
    suffix = "|".join(re.escape(unit) for unit in units if unit != "auto")
    return re.fullmatch(rf"{sign}\d+(?:[.,]\d+)?(?:{suffix})", value) is not None

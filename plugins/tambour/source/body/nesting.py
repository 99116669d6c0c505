"""Which element may stand directly in which: what a sanitiser lets through and an HTML checker does not.

Only a body with HTML of its writer's own needs it: ours is well nested. Source: HTML Living Standard, content models.
"""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from types import MappingProxyType
from typing import NamedTuple

from tambour.source.body.allowed_html import BLOCKS, VOID

_ROWS = frozenset(("caption", "thead", "tbody", "tfoot", "tr"))
_ONLY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "ul": frozenset(("li",)),
        "ol": frozenset(("li",)),
        "dl": frozenset(("dt", "dd", "div")),
        "table": _ROWS,
        "thead": frozenset(("tr",)),
        "tbody": frozenset(("tr",)),
        "tfoot": frozenset(("tr",)),
        "tr": frozenset(("td", "th")),
    }
)
_HOMES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "li": frozenset(("ul", "ol")),
        "dt": frozenset(("dl", "div")),
        "dd": frozenset(("dl", "div")),
        "figcaption": frozenset(("figure",)),
        "summary": frozenset(("details",)),
    }
)
# What holds blocks; every other element holds words, and `a` whatever its own parent may.
_HOLDERS = frozenset(
    ("blockquote", "div", "section", "figure", "figcaption", "li", "dd", "td", "th", "details", "caption")
)


class Misplaced(NamedTuple):
    """child stands directly in parent, where it may not; text is called `#text`."""

    child: str
    parent: str


def find_misplaced(html: str) -> Iterator[Misplaced]:
    """Every misplaced element of well-formed HTML, in order."""
    walk = _NestingWalk()
    walk.feed(html)
    walk.close()
    return iter(walk.found)


class _NestingWalk(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Misplaced] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        parent = self._parent()
        if not _may_stand_in(tag, parent):
            self.found.append(Misplaced(tag, parent))
        elif tag == "a" and "a" in self._open:
            self.found.append(Misplaced("a", "a"))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self._parent() in _ONLY:
            self.found.append(Misplaced("#text", self._parent()))

    def _parent(self) -> str:
        """The nearest open element; links and edits count for what is around them."""
        return next((tag for tag in reversed(self._open) if tag not in ("a", "ins", "del")), "")


def _may_stand_in(tag: str, parent: str) -> bool:
    if parent in _ONLY:
        return tag in _ONLY[parent]
    if tag in _HOMES:
        return parent in _HOMES[tag]
    return tag not in BLOCKS or not parent or parent in _HOLDERS

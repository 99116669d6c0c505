"""The HTML that a body may hold, and the last word on it: a maintained sanitiser (nh3).

What a writer types beyond this is a fault (`raw_html`), never dropped without a word.
"""

from collections.abc import Mapping
from types import MappingProxyType

import nh3

from tambour.source.body.addresses import ANCHOR_PREFIX

GLOBAL_ATTRIBUTES = frozenset(("lang", "dir", "title", "id"))
VOID: frozenset[str] = frozenset(("br", "hr", "img", "wbr"))
BLOCKS = (
    *("blockquote", "div", "section", "p", "pre", "hr", "figure", "figcaption", "dl", "dt", "dd", "ul", "summary"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "caption", "thead", "tbody", "tfoot", "tr"),
)
_PHRASES = (
    *("abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "rp", "rt"),
    *("ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr"),
)
# Element → its own attributes. Links and pictures have their addresses read; `class` and `style` are the theme's.
ELEMENTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **{name: frozenset[str]() for name in (*BLOCKS, *_PHRASES)},
        "a": frozenset(("href",)),
        "details": frozenset(("open",)),
        "img": frozenset(("src", "alt")),
        "li": frozenset(("value",)),
        "ol": frozenset(("start", "reversed", "type")),
        "td": frozenset(("colspan", "rowspan")),
        "th": frozenset(("colspan", "rowspan", "scope", "abbr")),
        "time": frozenset(("datetime",)),
    }
)
SCHEMES = frozenset(("http", "https", "mailto", "tel", "id", "file", "media", "path"))
# What only our own rendering of Markdown writes.
_OURS = {
    "a": {"role": {"doc-noteref", "doc-backlink"}},
    "div": {"role": {"doc-endnotes"}, "tabindex": {"0"}},
    "img": {"loading": {"lazy"}},
}
_OUR_CLASSES = {
    "div": {"table-scroll"},
    "th": {"align-center", "align-right"},
    "td": {"align-center", "align-right"},
}
_CLEANER = nh3.Cleaner(
    tags=set(ELEMENTS),
    attributes={"*": set(GLOBAL_ATTRIBUTES), **{name: set(own) for name, own in ELEMENTS.items() if own}},
    tag_attribute_values=_OURS,
    allowed_classes=_OUR_CLASSES,
    url_schemes=set(SCHEMES),
    link_rel=None,  # a public site vouches for its links; `noreferrer` helps nobody here
    id_prefix=ANCHOR_PREFIX,
)


_FROZEN = nh3.Cleaner(
    tags=set(ELEMENTS),
    attributes={
        **{name: set(own) for name, own in ELEMENTS.items() if own},
        "*": set(GLOBAL_ATTRIBUTES),
        "img": {"src", "alt", "width", "height"},
    },
    tag_attribute_values=_OURS,
    allowed_classes=_OUR_CLASSES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    id_prefix=ANCHOR_PREFIX,
)


def sanitise_edition(html: str) -> str:
    """The same for a text that was kept as it was sent: its addresses are whole, its pictures have a size."""
    return _FROZEN.clean(html).replace("&nbsp;", "\u00a0")


def sanitise(html: str) -> str:
    """Well-formed HTML with nothing but `ELEMENTS`, their attributes and `SCHEMES`."""
    return _CLEANER.clean(html).replace("&nbsp;", "\u00a0")  # XML has no such entity

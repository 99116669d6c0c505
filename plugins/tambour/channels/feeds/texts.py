"""Texts made fit for feed readers: HTML that all of them show alike, plain text read as HTML."""

import re
from collections.abc import Mapping
from html import unescape
from types import MappingProxyType

import nh3

from tambour.model.conversions import printable

_ATTRIBUTES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **{name: frozenset(own) for name, own in nh3.ALLOWED_ATTRIBUTES.items()},
        "*": frozenset(("dir", "lang", "title")),
        "details": frozenset(("open",)),
        "time": frozenset(("datetime",)),
    }
)
# Readers have their own styles and widths, and some of the attributes that pages use (`srcset`, `loading`, `role`…)
# make them suspicious; of a `<picture>`, its `<img>` remains. Links vouch for themselves: no `rel`.
_READER = nh3.Cleaner(
    tags={*nh3.ALLOWED_TAGS, "section", "tfoot"},
    attributes={name: set(own) for name, own in _ATTRIBUTES.items()},
    link_rel=None,
)
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?:#?\w+;?)")


def for_readers(html: str) -> str:
    """Well-formed HTML of plain elements: no id, no class, one address a picture.

    >>> for_readers('<p id="a"><img src="https://a.fr/b.jpg" srcset="https://a.fr/c.jpg 2x" alt="Lac"></p>')
    '<p><img src="https://a.fr/b.jpg" alt="Lac"></p>'
    """
    return _READER.clean(printable(html)).replace("&nbsp;", "\u00a0")  # an entity that XML does not know


def as_html(text: str) -> str:
    """Plain text for an element that some readers take for HTML and others do not (RSS `description`).

    Only what HTML would not show as it is typed is escaped, so that both show the same: almost always, nothing is.

    >>> as_html("Eau & déchets : 5 < 6, <b> et &lt;")
    'Eau & déchets : 5 < 6, &lt;b> et &amp;lt;'
    """
    return _MARKUP.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    typed = match[0]
    if typed == "<":
        return "&lt;"
    return typed if unescape(typed) == typed else f"&amp;{typed[1:]}"

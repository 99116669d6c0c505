"""CSS inside a drawing: whether it does no more than say how things look.

A small part of CSS Syntax 3 is read strictly, and all else refused: no escape, no at-rule, no address but that of a
part of the same drawing, no property and no function that is not known. What is read here in one way only is read so by
every browser.
"""

import re
from collections.abc import Iterator, Sequence

from tambour.media.svg_names import PROPERTIES

_EDITORS_OWN = ("-inkscape-", "-adobe-")  # properties that no browser knows
_FUNCTIONS = frozenset(
    (
        *("rgb", "rgba", "hsl", "hsla", "matrix", "translate", "translatex", "translatey", "rotate", "scale"),
        *("scalex", "scaley", "skew", "skewx", "skewy", "calc", "min", "max", "polygon", "circle", "ellipse", "inset"),
        *("rect", "blur", "brightness", "contrast", "grayscale", "hue-rotate", "invert", "opacity", "saturate"),
        *("sepia", "drop-shadow", "icc-color", "device-cmyk", "color"),
    )
)
_TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/)
    |(?P<string>"[^"\\\n\r\f]*"|'[^'\\\n\r\f]*')
    |(?P<part>url\(\s*(?:"\#[^"'\\()\s]*"|'\#[^"'\\()\s]*'|\#[^"'\\()\s]*)\s*\))
    |(?P<function>[^\s"'\\(){}\[\]:;,@<>&=+~*/!|^$`?]+\()
    |(?P<word>[^\s"'\\(){}\[\]:;,@<>&=+~*/!|^$`?]+)
    |(?P<space>\s+)
    |(?P<sign>[(){}\[\]:;,=+~*/!>|^$])""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_Token = tuple[str, str]  # kind, text


def only_draws(css: str, *, sheet: bool = False) -> bool:
    """Whether all of it is known to draw.

    Args:
        css: as a browser is given it.
        sheet: rules of a style sheet; else the declarations of a `style` attribute.
    """
    tokens = list(_tokens(css))
    if tokens and tokens[-1][0] == "unknown":
        return False
    return all(_declarations_draw(block) for block in (_blocks(tokens) if sheet else [tokens]))


def _tokens(css: str) -> Iterator[_Token]:
    """Up to the first thing that is none, which is told as `unknown`."""
    at = 0
    while at < len(css):
        match = _TOKEN.match(css, at)
        if match is None:
            yield "unknown", css[at]
            return
        at, kind = match.end(), match.lastgroup or ""
        if kind not in ("space", "comment"):
            yield kind, match[0]


def _blocks(tokens: Sequence[_Token]) -> Iterator[Sequence[_Token]]:
    """What stands between the braces of each rule; a block that is not well-formed holds a brace."""
    start = 0
    while start < len(tokens):
        opening = next((i for i in range(start, len(tokens)) if tokens[i] == ("sign", "{")), len(tokens))
        closing = next((i for i in range(opening, len(tokens)) if tokens[i] == ("sign", "}")), len(tokens))
        selector = tokens[start:opening]
        if closing == len(tokens) or any(kind in ("function", "part") or text in "};" for kind, text in selector):
            yield [("sign", "{")]
        yield tokens[opening + 1 : closing]
        start = closing + 1


def _declarations_draw(tokens: Sequence[_Token]) -> bool:
    declaration: list[_Token] = []
    for token in (*tokens, ("sign", ";")):
        if token == ("sign", ";"):
            if declaration and not _draws(declaration):
                return False
            declaration = []
        else:
            declaration.append(token)
    return True


def _draws(declaration: Sequence[_Token]) -> bool:
    (kind, name), *rest = declaration
    lower = name.lower()
    known = kind == "word" and (lower in PROPERTIES or lower.startswith(_EDITORS_OWN))
    if not known or not rest or rest[0] != ("sign", ":"):
        return False
    functions = (text[:-1].lower() for kind, text in rest[1:] if kind == "function")
    return all(name in _FUNCTIONS for name in functions) and not {"{", "}", ":"} & {text for _, text in rest[1:]}

"""HTML that a writer typed in her Markdown: what is allowed is written again, the rest is a fault with its line."""

import re
from html import escape, unescape

from tambour.source.body.allowed_html import ELEMENTS, GLOBAL_ATTRIBUTES, VOID
from tambour.source.body.writer import LINE, MAX_DEPTH, PARAGRAPH, TABLE_FRAME, BodyWriter, OpenLink, TooDeep, clean

# CommonMark 0.31 §6.6, possessive so that no input makes it go back; then a `<` that begins nothing complete.
TOKEN = re.compile(
    r"<!--(?:.*?-->|(?P<unclosed>.*\Z))"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*+)"
    r"(?P<attributes>(?:\s++[^\s\"'<>/=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+)\s*+/?>"
    r"|(?P<broken><(?=[A-Za-z/!?]))",
    re.DOTALL,
)
_EXCERPT = 40  # characters of what cannot be read, shown to who typed it
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_BLOCKS = frozenset(
    ("blockquote", "details", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul")
)
_LINES = frozenset(("br", "caption", "dd", "div", "dt", "figcaption", "hr", "li", "summary", "tr"))
_SAME = {
    "section": "div",  # whose heading would be missing, most often
    "s": "del",
    "strike": "del",
}
_BULLETS = {"li": "- ", "td": " ", "th": " "}
# Their end tag is often left out, which nests nothing.
_UNCOUNTED = VOID | {"p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot"}


class RawHtml:
    """Writes the pieces of HTML of one body; a link opened in one piece may close in another."""

    def __init__(self, writer: BodyWriter) -> None:
        self._writer = writer
        self._links: list[OpenLink | None] = []  # None: an <a> that leads nowhere
        self._depth = 0
        self._frames = 0  # of tables that are open
        self.lines: dict[str, int] = {}  # element → where it is first opened

    @property
    def in_link(self) -> bool:
        return bool(self._links)

    def write(self, html: str, line: int) -> None:
        """html: as typed, whole lines of a block or one tag of a sentence; line: of its first character."""
        end = 0
        for token in TOKEN.finditer(html):
            self._words(html[end : token.start()])
            end = token.end()
            at = line + html.count("\n", 0, token.start())
            if token["broken"] or token["unclosed"] is not None:
                self._refuse(html[token.start() : token.start() + _EXCERPT], at)
                self._words(token[0])
            elif token["name"] and token["end"]:
                self._close(token["name"].lower())
            elif token["name"]:
                self._open(token["name"].lower(), token["attributes"], at)
        self._words(html[end:])

    def _words(self, html: str) -> None:
        if html:
            text = self._writer.words(clean(unescape(html)))
            self._writer.html.append(escape(text, quote=False))
            self._writer.plain.append(re.sub(r"[ \t\r\n\f]+", " ", text))

    def _refuse(self, typed: str, line: int) -> None:
        self._writer.fault(line, "html-interdit", value=" ".join(typed.split()))

    def _open(self, name: str, attributes: str, line: int) -> None:
        name = _SAME.get(name, name)
        if name not in ELEMENTS:
            self._refuse(f"<{name}>", line)
            return
        self.lines.setdefault(name, line)
        kept = self._attributes(name, attributes, line)
        if name == "img":
            alt = kept.get("alt", "")
            decorative = "alt" in kept and not alt.strip()
            self._writer.image(kept.get("src", ""), alt, kept.get("title", ""), line, decorative=decorative)
            return
        self._depth += name not in _UNCOUNTED
        if self._depth > MAX_DEPTH:
            raise TooDeep(line)
        if name == "a":
            address, title = kept.pop("href", None), kept.pop("title", "")
            if address is not None:
                self._links.append(self._writer.open_link(address, title, line, _serialise(kept)))
                return
            self._links.append(None)
        if name == "del":
            self._writer.strike()
            return
        frame = TABLE_FRAME if name == "table" else ""
        self._frames += bool(frame)
        self._writer.html.append(f"{frame}<{name}{_serialise(kept)}>")
        self._writer.plain.append(_break(name) + _BULLETS.get(name, ""))

    def _close(self, name: str) -> None:
        name = _SAME.get(name, name)
        if name not in ELEMENTS or name in VOID:
            return
        self._depth -= self._depth > 0 and name not in _UNCOUNTED
        if name == "a" and self._links and (link := self._links.pop()):
            self._writer.close_link(link)
            return
        if name == "del":
            self._writer.end_strike()
            return
        framed = name == "table" and self._frames > 0
        self._frames -= framed
        self._writer.html.append(f"</{name}>{'</div>' if framed else ''}")
        self._writer.plain.append(_break(name))

    def _attributes(self, element: str, typed: str, line: int) -> dict[str, str]:
        """What is kept. `class`, `target`, `align` and the like go: they say nothing to a reader."""
        kept: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(typed):
            key, value = name.lower(), unescape(double or single or bare)
            if key == "style" or key.startswith("on"):
                self._refuse(f"{key}=", line)
            elif key == "id":
                kept[key] = self._writer.anchor(value, line)
            elif key in GLOBAL_ATTRIBUTES or key in ELEMENTS[element]:
                kept.setdefault(key, value)
        return kept


def _serialise(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(clean(value))}"' for name, value in attributes.items())


def _break(name: str) -> str:
    return PARAGRAPH if name in _BLOCKS else LINE if name in _LINES else ""

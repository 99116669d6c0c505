"""The two texts of a body as they are written, HTML and plain, with the links met and the faults found."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from urllib.parse import unquote

from tambour.model.conversions import clean_text
from tambour.source.body.addresses import ANCHOR_PREFIX, TypedAddress, anchor_of, read_address
from tambour.source.body.findings import Fault, Link

# Of the plain text: at least a new line, at least a blank line, one step to the right. `clean_text` leaves no such
# character in a text.
LINE, PARAGRAPH, INDENT = "\x1e", "\x1f", "\x1d"
# Around what is struck out, until the plain text is made: it has no way to strike, and leaves out what no longer holds.
_STRUCK, _HOLDS = "\x1b", "\x1c"
_STRUCK_OUT = re.compile(f"[ \u00a0]*{_STRUCK}[^{_STRUCK}{_HOLDS}]*{_HOLDS}")
_STRUCK_TO_THE_END = re.compile(f"[ \u00a0]*{_STRUCK}[^{PARAGRAPH}]*")  # nobody closed it: browsers close it there
_BREAKS = frozenset((LINE, PARAGRAPH, INDENT, "\n", " "))
DECORATIVE = "décorative"
MAX_DEPTH = 40  # quotes in lists in quotes: far beyond what a reader follows, far below what breaks a parser
# tabindex: who has no mouse must be able to scroll what overflows (WCAG 2.1.1).
TABLE_FRAME = '<div class="table-scroll" tabindex="0">'
_TAG = re.compile(r"<[^>]*>")


Spacing = Callable[[str], str]


def as_typed(text: str) -> str:
    """The spacing of a language that has no rule of its own here."""
    return text


class TooDeep(Exception):
    """Blocks within blocks within blocks. line: 1-based, where it goes too far."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass
class OpenLink:
    """A link whose words are being written. shown: its address for the plain text, "" for one of this site."""

    mark: tuple[int, int]
    line: int
    closing: str
    shown: str = ""


class BodyWriter:
    """Collects; knows no Markdown."""

    def __init__(self, page: PurePosixPath, spacing: Spacing = as_typed) -> None:
        self.html: list[str] = []
        self.plain: list[str] = []
        self.links: list[Link] = []
        self.faults: list[Fault] = []
        self.anchors: set[str] = set()
        self._page = page
        self._spacing = spacing

    def fault(self, line: int, code: str, **context: object) -> None:
        self.faults.append(Fault(line, code, context))

    def both(self, html: str, plain: str = "") -> None:
        """What is not the same in the two texts."""
        self.html.append(html)
        self.plain.append(plain)

    def text(self, text: str, *, verbatim: bool = False) -> None:
        """Words, in both texts. verbatim: code, whose spaces mean something."""
        if not verbatim:
            text = self.words(text)
        self.html.append(escape(text, quote=False))
        self.plain.append(text)

    def words(self, text: str) -> str:
        """The text with the spaces of its language. What stands before it in its line counts: « **gras** : »."""
        before = next((piece for piece in reversed(self.plain) if piece), "") if text[:1] == " " else ""
        if not before or before[-1] in _BREAKS:
            return self._spacing(text)
        return self._spacing(f"{before[-1]}{text}")[1:]

    def strike(self) -> None:
        """Begin what is struck out; `<del>` in the HTML however it was typed, the theme's own is `<s>`."""
        self.both("<del>", _STRUCK)

    def end_strike(self) -> None:
        """End what is struck out."""
        self.both("</del>", _HOLDS)

    def mark(self) -> tuple[int, int]:
        """Where the two texts are now, for `take`."""
        return len(self.html), len(self.plain)

    def take(self, mark: tuple[int, int]) -> tuple[str, str]:
        """Take out of the two texts what was written since `mark`."""
        html, plain = "".join(self.html[mark[0] :]), "".join(self.plain[mark[1] :])
        del self.html[mark[0] :], self.plain[mark[1] :]
        return html, plain

    def anchor(self, typed: str, line: int) -> str:
        """The id made of what the writer typed, for `id=""`."""
        name = anchor_of(typed)
        if name in self.anchors:
            self.fault(line, "ancre-double", value=name.removeprefix(ANCHOR_PREFIX))
        self.anchors.add(name)
        return name

    def open_link(self, typed: str, title: str, line: int, attributes: str = "") -> OpenLink:
        """Begin a link. An address that is refused leaves its words, and a fault. attributes: more of them, written."""
        address = self._read(typed, line)
        if address is None:
            return OpenLink(self.mark(), line, "")
        self.links.append(Link(address.kind, address.target, line, fragment=address.fragment))
        self.html.append(f'<a href="{escape(address.href)}"{_title_attribute(title)}{attributes}>')
        return OpenLink(self.mark(), line, "</a>", _visible_address(address))

    def close_link(self, link: OpenLink) -> None:
        """End a link: one without words (its picture's, at least) cannot be followed by who does not see it."""
        words = "".join(self.plain[link.mark[1] :])
        if link.closing and not words.strip() and not _TAG.sub("", "".join(self.html[link.mark[0] :])).strip():
            self.fault(link.line, "lien-sans-texte")
        if link.shown and not _says(words, link.shown):
            self.plain.append(f" ({link.shown})")
        self.html.append(link.closing)

    def image(self, typed: str, alt: str, title: str, line: int, *, decorative: bool = False) -> None:
        """A picture of content/. decorative: it teaches nothing, its alternative is empty on purpose."""
        alt = self._spacing(" ".join(clean(_without_struck(alt)).split()))
        address = self._read(typed, line)
        if address is not None and address.kind != "media":
            self.fault(line, "image-externe" if address.kind == "external" else "image-hors-contenu", value=typed)
            address = None
        if decorative or title.strip().lower() == DECORATIVE:
            alt = title = ""
        elif not alt:
            self.fault(line, "alt-manquant-texte", value=typed)
        self.plain.append(f"[{alt}]" if alt else "")
        if address is None:
            self.html.append(escape(alt, quote=False))
            return
        self.links.append(Link(address.kind, address.target, line, image=True))
        self.html.append(f'<img src="{address.href}" alt="{escape(alt)}"{_title_attribute(title)} loading="lazy">')

    def plain_text(self) -> str:
        """The plain text, its breaks made of line feeds."""
        blocks = _without_struck("".join(self.plain)).split(PARAGRAPH)
        filled = (_join_filled(block.split(LINE), "\n") for block in blocks)
        return _join_filled(filled, "\n\n").replace(INDENT, "  ")

    def _read(self, typed: str, line: int) -> TypedAddress | None:
        address = read_address(typed, self._page)
        if isinstance(address, TypedAddress):
            return address
        self.fault(line, address.code, value=typed, suggestion=address.suggestion)
        return None


def _without_struck(text: str) -> str:
    if _STRUCK not in text and _HOLDS not in text:
        return text
    found = 1
    while found:  # the innermost first
        text, found = _STRUCK_OUT.subn("", text)
    return _STRUCK_TO_THE_END.sub("", text).replace(_HOLDS, "")


def _join_filled(parts: Iterable[str], between: str) -> str:
    """The parts that hold something, without the blanks around them."""
    return between.join(part for part in (part.strip(" \t\n") for part in parts) if part)


def clean(text: str) -> str:
    """`clean_text`, for what was an entity in the source: `&#1;` is as unprintable as the character."""
    return str(clean_text(text))


def _title_attribute(title: str) -> str:
    return f' title="{escape(clean(title))}"' if title else ""


def _visible_address(address: TypedAddress) -> str:
    if address.kind == "external":
        return address.href
    return address.href.partition(":")[2].partition("?")[0] if address.kind in ("mail", "phone") else ""


def _says(words: str, address: str) -> bool:
    """Whether the words of a link already say its address: « www.cluny.fr », « 03 53 01 00 00 »."""
    if address.startswith(("http:", "https:")):
        return "." in words and _bare(words) == _bare(address)
    return words.strip() == address or (address.lstrip("+").isdigit() and any(char.isdigit() for char in words))


def _bare(address: str) -> str:
    return unquote(address).strip().lower().removeprefix("https://").removeprefix("http://").removesuffix("/")

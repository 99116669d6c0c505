"""HTML as a browser's reader finds it: text, moments, pictures, and the block in which a page tells of one item."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lxml import html
from lxml.html import HtmlElement

from tambour.verify.french import plain
from tambour.verify.observation import SeenDate
from tambour.verify.truth import Truth

_HEADINGS = ("h1", "h2", "h3", "h4")
_BLOCKS = ("p", "div", "li", "td", "tr", "h1", "h2", "h3", "h4", "section", "article", "dt", "dd", "figcaption", "ul")
_UNSAID = ("svg", "script", "style", "template", "del")  # a body strikes out with `<del>`, the theme with `<s>`
_CLOSED = ("article", "li", "body", "main", "section", "nav")
_HIDDEN = re.compile(r"(?:^|\s)visually-hidden(?:\s|$)")
_PARSER = html.HTMLParser(encoding="utf-8")


def document(data: bytes) -> HtmlElement:
    """A page. Broken markup is read as a browser would read it."""
    return html.document_fromstring(data or b"<p></p>", parser=_PARSER)


def fragment(text: str) -> HtmlElement:
    """A piece of HTML, inside a `div`."""
    return html.fragment_fromstring(text, create_parent="div")


def text_of(element: HtmlElement) -> str:
    """What is read in an element, a line for each block; drawings, scripts and what a writer struck out say nothing."""
    lines: list[str] = [""]
    _gather(element, lines)
    return "\n".join(line for line in (" ".join(one.split()) for one in lines) if line)


def _gather(element: HtmlElement, lines: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in _UNSAID:
        return
    block = element.tag in _BLOCKS or element.tag == "br"
    if block:
        lines.append("")
    lines[-1] += element.text or ""
    for child in element:
        _gather(child, lines)
        lines[-1] += child.tail or ""
    if block:
        lines.append("")


def moment(text: str) -> date | datetime | None:
    """An ISO 8601 day or instant, as in `<time datetime>`; None when it is neither."""
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None


def times(element: HtmlElement) -> Iterator[tuple[date | datetime, HtmlElement]]:
    """Every `<time>` in an element, in order."""
    for time_element in element.iter("time"):
        if (when := moment(time_element.get("datetime", ""))) is not None:
            yield when, time_element


def closest(element: HtmlElement, *tags: str) -> HtmlElement:
    """The nearest ancestor with one of these tags, the element itself when it has none."""
    return next((one for one in element.iterancestors(*tags)), element)


def images(element: HtmlElement) -> Iterator[tuple[str, str]]:
    """Address and alternative text of each picture."""
    return ((one.get("src", ""), one.get("alt", "")) for one in element.iter("img"))


@dataclass(frozen=True)
class MarkupBlock:
    """Where a page tells of one item: its link, and the element that holds all that is said of it there."""

    item: str
    link: HtmlElement
    element: HtmlElement

    @property
    def title(self) -> str:
        return plain(self.link.text_content())

    @property
    def text(self) -> str:
        return text_of(self.element)


def item_blocks(root: HtmlElement, truth: Truth, base: str = "") -> Iterator[MarkupBlock]:
    """Each block of a page that is headed by a link to an item's page. base: path of the page."""
    for heading in root.iter(*_HEADINGS):
        for link in heading.iter("a"):
            if item := truth.id_of_link(link.get("href", ""), base):
                yield MarkupBlock(item, link, _extent(heading))
                break


def _extent(heading: HtmlElement) -> HtmlElement:
    """The largest element around a heading that holds no other heading."""
    element = heading
    for above in heading.iterancestors():
        if above.tag in ("body", "main", "html") or _headings(above) > 1:
            break
        element = above
        if above.tag in _CLOSED:
            break
    return element


def _headings(element: HtmlElement) -> int:
    count = 0
    for _ in element.iter(*_HEADINGS):
        count += 1
        if count > 1:
            break
    return count


def seen_dates(element: HtmlElement, state: str | None = None) -> tuple[SeenDate, ...]:
    """The moments of a block, each with the words of the element around it.

    Args:
        element: the block.
        state: that of all of them, as `SeenDate.state` has it; None when the block does not say.
    """
    dates: dict[date | datetime, SeenDate] = {}
    for when, time_element in times(element):
        holder = closest(time_element, "li", "div", "article", "td")
        dates.setdefault(when, SeenDate(when, state=state, place=text_of(holder)))
    return tuple(dates.values())


def link_addresses(root: HtmlElement) -> Sequence[str]:
    """Every address to which a page leads."""
    return [one.get("href", "") for one in root.iter("a") if one.get("href")]

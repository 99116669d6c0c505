"""The text under the front matter: Markdown → safe HTML and plain text, every link with its line, every fault told.

Links inside the site stay neutral in the HTML (`id:fete`, `file:lieux/salle.md`, `media:images/lac.jpg`,
`path:/agenda/`) until `resolve` is told where things are published.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import PurePosixPath
from urllib.parse import unquote

from tambour.model.conversions import clean_text
from tambour.model.packed_text import PackedText
from tambour.model.recording import Recording
from tambour.source.body.addresses import ANCHOR_PREFIX
from tambour.source.body.allowed_html import sanitise
from tambour.source.body.emphasis import stray_marks, with_emphasis
from tambour.source.body.findings import Fault, Link, LinkKind
from tambour.source.body.headings import with_headings
from tambour.source.body.markdown import Renderer
from tambour.source.body.nesting import find_misplaced
from tambour.source.body.stray_links import stray_links
from tambour.source.body.typed_marks import as_meant
from tambour.source.body.writer import BodyWriter, Spacing, TooDeep, as_typed
from tambour.source.suggest import did_you_mean

__all__ = ["Body", "Fault", "Link", "LinkKind", "Spacing", "as_typed", "read_body", "resolve"]

_TAG = re.compile(r"<(?:a|img|source)\s(?:[^>\"]|\"[^\"]*\")*>")
_ADDRESS = re.compile(r' (?P<name>href|src|srcset)="(?P<value>[^"]*)"')
_LEADS_NOWHERE = re.compile(r'<a(?: [^>]*)? href=""[^>]*>(.*?)</a>', re.DOTALL)
_NEUTRAL = re.compile(r"(?P<address>(?:id|file|media|path):[^?#]*)(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True)
class Body:
    """One body, read.

    html: sanitised; its headings begin at h2; internal links neutral. plain: for text channels, no markup left.
    links, faults: by line. anchors: the ids that a link's fragment can lead to, as in `Link.fragment`. recordings: its
    videos and sounds, in their order: the first has the id `FIGURE` + 1.
    """

    html: PackedText = PackedText()
    plain: PackedText = PackedText()
    links: tuple[Link, ...] = ()
    faults: tuple[Fault, ...] = ()
    anchors: frozenset[str] = frozenset()
    recordings: tuple[Recording, ...] = ()


def read_body(markdown: str, path: PurePosixPath, spacing: Spacing = as_typed, language: str = "fr") -> Body:
    """Read one body. Never raises: what is wrong is in `faults`.

    Args:
        markdown: as typed.
        path: of its content file, relative to content/.
        spacing: what makes the spaces of a text those of its language.
        language: BCP 47, for the words that stand beside a video or a sound.
    """
    meant = as_meant(str(clean_text(markdown)))
    try:
        text, renderer = _render(meant.text, path, spacing, language)
    except TooDeep as error:
        return Body("", "", faults=(Fault(meant.typed_line(error.line), "texte-trop-imbrique"),))
    writer = renderer.writer
    html = with_headings(sanitise("".join(writer.html)), writer.anchors)
    faults = [
        *writer.faults,
        *_lost_anchors(writer),
        *_nesting_faults(html, renderer.raw.lines),
        *stray_marks(text, suspect=renderer.marked),
    ]
    if renderer.suspect:
        faults += stray_links(text, lambda proposed: not _has_fault(proposed, path))
    faults = [_where_typed(fault, meant.typed_line(fault.line)) for fault in faults]
    links = [replace(link, line=meant.typed_line(link.line)) for link in writer.links]
    return Body(
        html=html.strip(),
        plain=writer.plain_text(),
        links=tuple(sorted(links, key=lambda link: link.line)),
        faults=tuple(sorted(faults, key=lambda fault: (fault.line, fault.code))),
        anchors=frozenset(writer.anchors),
        recordings=tuple(renderer.recordings.found) if renderer.recordings is not None else (),
    )


def _where_typed(fault: Fault, line: int) -> Fault:
    told = fault.told and replace(fault.told, line=line)
    return replace(fault, line=line, told=told)


def _render(text: str, path: PurePosixPath, spacing: Spacing, language: str) -> tuple[str, Renderer]:
    """The text that was rendered at last, mended where signs of emphasis would have been read. Raises TooDeep."""
    renderer = Renderer(text, path, spacing, language)
    renderer.run()
    if renderer.marked and (mended := with_emphasis(text)) != text:
        renderer = Renderer(mended, path, spacing, language)
        renderer.run()
        return mended, renderer
    return text, renderer


def _has_fault(proposed: str, path: PurePosixPath) -> bool:
    """Whether what is proposed to a writer would be told in its turn."""
    renderer = Renderer(with_emphasis(as_meant(proposed).text), path)
    try:
        renderer.run()
    except TooDeep:
        return True
    strays = stray_links(proposed, lambda _: False) if renderer.suspect else ()
    return bool(renderer.writer.faults) or next(iter(strays), None) is not None


def _lost_anchors(writer: BodyWriter) -> list[Fault]:
    """Links to a heading of this very text that it does not have."""
    names = [f"#{name.removeprefix(ANCHOR_PREFIX)}" for name in writer.anchors]
    return [
        Fault(link.line, "ancre-inconnue", {"value": f"#{typed}", "near": did_you_mean(f"#{typed}", names)})
        for link in writer.links
        if link.kind == "anchor" and link.fragment not in writer.anchors
        for typed in (link.fragment.removeprefix(ANCHOR_PREFIX),)
    ]


def _nesting_faults(html: str, lines: Mapping[str, int]) -> Iterator[Fault]:
    """Elements where they may not be, once there is HTML of the writer's own. lines: where she first opens each."""
    for child, parent in dict.fromkeys(find_misplaced(html)) if lines else ():
        line = lines.get(child) or lines.get(parent) or min(lines.values())
        value = "du texte" if child == "#text" else f"<{child}>"
        yield Fault(line, "html-mal-imbrique", {"value": value, "parent": f"<{parent}>" if parent else "le texte"})


def resolve(html: str, address: Callable[[str], str], page: str = "") -> str:
    """Make every internal address of a body absolute.

    address: `id:fete`, `file:lieux/salle.md`, `media:images/lac.jpg` or `path:/agenda/`, decoded and without fragment
    → absolute URL, or "" for what is not published now: the link goes, its words stay. page: absolute URL of the page
    that shows the body, for `#…` (feeds and mails need it; "" keeps it short).
    """

    def link_address(link: str) -> str:
        if link.startswith("#"):
            return page + link
        match = _NEUTRAL.fullmatch(link)
        if match is None:
            return link
        url = address(unquote(match["address"]))
        return escape(url) + match["rest"] if url else ""

    def attribute(match: re.Match[str]) -> str:
        if match["name"] == "srcset":
            candidates = (part.strip().partition(" ") for part in match["value"].split(","))
            value = ", ".join(f"{link_address(url)}{space}{size}" for url, space, size in candidates)
        else:
            value = link_address(match["value"])
        return f' {match["name"]}="{value}"'

    absolute = _TAG.sub(lambda tag: _ADDRESS.sub(attribute, tag[0]), html)
    return _LEADS_NOWHERE.sub(r"\1", absolute) if ' href=""' in absolute else absolute

"""Every address written in a site, and which of them lead nowhere or to somebody else's server."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from lxml import etree, html

from tests.trees import Tree

CSS_URL = re.compile(r"""(?:url\(|@import\s+)\s*["']?([^"')\s]+)""")
LOADING_RELS = {
    "stylesheet",
    "icon",
    "preload",
    "modulepreload",
    "prefetch",
    "apple-touch-icon",
    "manifest",
    "mask-icon",
}
SOURCE_ATTRIBUTES = ("src", "poster", "data", "background")
IMAGE_NAMES = {"og:image", "twitter:image"}
SCHEMES_OF_OTHERS = ("mailto:", "tel:", "sms:", "geo:", "data:", "javascript:")


@dataclass(frozen=True)
class Address:
    """One address found in a file. loaded: the reader's machine fetches it without being asked."""

    file: Path
    written: str
    loaded: bool


def addresses(tree: Tree) -> Iterator[Address]:
    for path in tree.files("*.html"):
        if not for_a_tool(path):
            yield from in_html(path)
    for path in tree.files("*.css"):
        yield from (Address(path, written, loaded=True) for written in CSS_URL.findall(path.read_text("utf-8")))
    for path in tree.files("sitemap*.xml"):
        yield from (Address(path, str(loc.text), loaded=False) for loc in etree.parse(path).iter("{*}loc"))


def for_a_tool(path: Path) -> bool:
    """A mail in which a sending tool still has to put addresses in, where its tags stand; the standalone has none."""
    return path.name.endswith(".mail.html") and path.name != "lettre.mail.html"


def in_html(path: Path) -> Iterator[Address]:
    document = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    for element in document.iter(etree.Element):
        rels = set(element.get("rel", "").split())
        if (href := element.get("href")) is not None:
            yield Address(path, href, loaded=element.tag == "link" and bool(rels & LOADING_RELS))
        yield from (Address(path, element.get(name), loaded=True) for name in SOURCE_ATTRIBUTES if element.get(name))
        sets = f"{element.get('srcset', '')},{element.get('imagesrcset', '')}"
        yield from (Address(path, part.split()[0], loaded=True) for part in sets.split(",") if part.strip())
        styles = element.get("style", "") + (element.text or "" if element.tag == "style" else "")
        yield from (Address(path, written, loaded=True) for written in CSS_URL.findall(styles))
        if element.tag == "form" and element.get("action"):
            yield Address(path, element.get("action"), loaded=False)
        if element.tag == "meta" and {element.get("property"), element.get("name")} & IMAGE_NAMES:
            yield Address(path, element.get("content", ""), loaded=False)


def faults(tree: Tree) -> list[str]:
    """Sentences: addresses that nothing answers, fragments that no element has, what is loaded from elsewhere."""
    anchors: dict[Path, set[str]] = {}
    found = (fault(address, tree, anchors) for address in addresses(tree))
    return sorted({sentence for sentence in found if sentence})


def fault(address: Address, tree: Tree, anchors: dict[Path, set[str]]) -> str | None:
    where = address.file.relative_to(tree.root).as_posix()
    if address.written.startswith(SCHEMES_OF_OTHERS):
        return None
    target, fragment = urldefrag(urljoin(tree.address(address.file), address.written))
    target = re.sub("^webcal:", tree.url.split(":")[0] + ":", target)
    if not (target == tree.url or target.startswith(tree.url + "/")):
        host = "/".join(tree.url.split("/")[:3])
        lost = target.startswith(host + "/") or not target.startswith(("https://", "http://"))
        return (
            f"{where}: {address.written} {'leaves the site' if lost else 'is loaded from elsewhere'}"
            if lost or address.loaded
            else None
        )
    file = tree.file_at(unquote(target.split("?")[0]))
    if file is None:
        return f"{where}: {address.written} does not exist"
    if fragment and file.suffix == ".html" and unquote(fragment) not in ids(file, anchors):
        return f"{where}: {address.written} has no such place"
    return None


def ids(file: Path, known: dict[Path, set[str]]) -> set[str]:
    if file not in known:
        document = html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        known[file] = {*document.xpath("//@id"), *document.xpath("//a/@name"), "top"}
    return known[file]

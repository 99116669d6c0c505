"""What the `<head>` of each page of a site says, read back with an HTML parser that did not write it."""

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree, html

from tests.conformance.schema_org import kinds, nodes
from tests.trees import Tree


@dataclass(frozen=True)
class PageHead:
    """address: where the page is served. metas: every content of each `<meta>`, by its name or property.

    titles, canonicals: of every such element. documents: of each JSON-LD script.
    """

    address: str
    titles: tuple[str, ...]
    canonicals: tuple[str, ...]
    metas: dict[str, list[str]]
    documents: tuple[dict[str, Any], ...]

    def one(self, name: str) -> str:
        """The content of a `<meta>` that stands there once."""
        [content] = self.metas[name]
        return content

    @property
    def main(self) -> dict[str, Any]:
        """What the page is about: the first node of its graph."""
        return self.documents[0]["@graph"][0]

    def of(self, kind: str) -> list[dict[str, Any]]:
        """Every node of a type, or of a more special one."""
        return [node for node in nodes(list(self.documents)) if kind in kinds(node["@type"])]


def read(tree: Tree, path: Path) -> PageHead:
    document = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    [head] = document.xpath("/html/head")
    metas = defaultdict(list)
    for meta in head.iter("meta"):
        if (name := meta.get("property") or meta.get("name")) is not None:
            metas[name].append(meta.get("content"))
    scripts = document.xpath("//script[@type='application/ld+json']")
    return PageHead(
        address=tree.address(path),
        titles=tuple(title.text for title in head.iter("title")),
        canonicals=tuple(link.get("href") for link in head.xpath("link[@rel='canonical']")),
        metas=dict(metas),
        documents=tuple(json.loads(script.text) for script in scripts),
    )


def heads(tree: Tree) -> list[PageHead]:
    """Of every page of the website, errors and pages that robots leave out included; channels' own HTML is not."""
    found = [read(tree, path) for path in tree.files("*.html") if b'property="og:' in path.read_bytes()]
    read_back = {head.address for head in found}
    listed = {str(loc.text) for path in tree.files("sitemap*.xml") for loc in etree.parse(path).iter("{*}loc")}
    assert {address for address in listed if not address.endswith(".xml")} <= read_back
    return found

"""The two XML documents of the sitemap protocol (https://www.sitemaps.org/protocol.html, version 0.9)."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from xml.etree import ElementTree

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Entry(NamedTuple):
    """One address. loc: absolute URL, percent-encoded. lastmod: aware, None when nothing tells it."""

    loc: str
    lastmod: datetime | None


def sitemap_document(entries: Iterable[Entry]) -> bytes:
    """The addresses of pages."""
    return _document("urlset", "url", entries)


def index_document(entries: Iterable[Entry]) -> bytes:
    """The addresses of other sitemaps."""
    return _document("sitemapindex", "sitemap", entries)


def _document(root_name: str, entry_name: str, entries: Iterable[Entry]) -> bytes:
    root = ElementTree.Element(f"{{{NAMESPACE}}}{root_name}")
    for entry in entries:
        element = ElementTree.SubElement(root, f"{{{NAMESPACE}}}{entry_name}")
        ElementTree.SubElement(element, f"{{{NAMESPACE}}}loc").text = entry.loc
        if entry.lastmod is not None:  # W3C Datetime, with its offset
            ElementTree.SubElement(element, f"{{{NAMESPACE}}}lastmod").text = entry.lastmod.isoformat()
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, "UTF-8", xml_declaration=True, default_namespace=NAMESPACE)
    return document + b"\n"

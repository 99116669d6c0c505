"""The two XML documents of the sitemap protocol (https://www.sitemaps.org/protocol.html, version 0.9); robots.txt."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class SitemapEntry(NamedTuple):
    """One address. loc: absolute URL, percent-encoded. lastmod: aware, None when nothing tells it."""

    loc: str
    lastmod: datetime | None


def sitemap_document(entries: Iterable[SitemapEntry]) -> bytes:
    """The addresses of pages."""
    return _document("urlset", "url", entries)


def index_document(entries: Iterable[SitemapEntry]) -> bytes:
    """The addresses of other sitemaps."""
    return _document("sitemapindex", "sitemap", entries)


def _document(root_name: str, entry_name: str, entries: Iterable[SitemapEntry]) -> bytes:
    root = ElementTree.Element(f"{{{NAMESPACE}}}{root_name}")
    for entry in entries:
        element = ElementTree.SubElement(root, f"{{{NAMESPACE}}}{entry_name}")
        ElementTree.SubElement(element, f"{{{NAMESPACE}}}loc").text = entry.loc
        if entry.lastmod is not None:  # W3C Datetime, with its offset
            ElementTree.SubElement(element, f"{{{NAMESPACE}}}lastmod").text = entry.lastmod.isoformat()
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, "UTF-8", xml_declaration=True, default_namespace=NAMESPACE)
    return document + b"\n"


_PATH_CHARACTERS = "/!$&'()*+,;=:@%?~"  # what stays as typed; `*` and `$` are RFC 9309 §2.2.3, `%` is already encoded


def robots_text(sitemap: str, site_url: str, disallow: Iterable[str]) -> bytes:
    """Every robot may read everything, but the paths of `disallow` (under the site, starting with "/").

    sitemap, site_url: absolute. A robot reads this file only at the root of a host: under a sub-path it is harmless.
    """
    base = urlsplit(site_url).path
    rules = [f"Disallow: {quote(base + path, safe=_PATH_CHARACTERS)}" for path in disallow] or ["Disallow:"]
    return "\n".join(["User-agent: *", *rules, "", f"Sitemap: {sitemap}", ""]).encode("ascii")

"""Sitemap: sitemap.xml tells search engines every page and when it last changed; robots.txt tells them where it is.

With IndexNow, a file holds the key that proves to them that it is the site that tells them of its pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from tambour.channels import Absence, Channel, Output, Published, Site, digest

from .settings import SitemapSettings
from .sitemap_xml import SitemapEntry, index_document, robots_text, sitemap_document

MAIN = "sitemap.xml"
ROBOTS = "robots.txt"
# The protocol's limits are 50,000 addresses and 50 MB a file; 20,000 of the longest addresses that it allows (2,048
# characters) stay under the second, so that one number keeps both.
MAX_ENTRIES = 20_000


@dataclass(frozen=True)
class SitemapFiles:
    """The entries of each file of one site; of the index, too, when there is one: its entries are the other files."""

    site: Site
    entries: Mapping[str, Sequence[SitemapEntry]]

    @property
    def key_files(self) -> tuple[str, ...]:
        """The file that IndexNow looks for, where the site tells it of its pages."""
        return (f"{self.site.search_key}.txt",) if self.site.search_key else ()

    @cached_property
    def paths_by_url(self) -> Mapping[str, str]:
        """The file in which each address stands."""
        parts = {path: entries for path, entries in self.entries.items() if path != MAIN or len(self.entries) == 1}
        return {entry.loc: path for path, entries in parts.items() for entry in entries}


class Sitemap(Channel[SitemapSettings, SitemapFiles]):
    """One sitemap, or an index of several when the site is very large (sitemaps.org, protocol 0.9)."""

    Settings = SitemapSettings
    french_name = "plan-du-site"

    def prepare(self, site: Site) -> SitemapFiles:
        return SitemapFiles(site, _files(site, self.name))

    def outputs(self, files: SitemapFiles) -> Sequence[Output]:
        robots = Output(ROBOTS, "text/plain; charset=utf-8", key=digest(files.site.url, self.settings))
        maps = (Output(path, "application/xml", key=digest(entries)) for path, entries in files.entries.items())
        return [robots, *maps, *(Output(path, "text/plain; charset=utf-8") for path in files.key_files)]

    def render(self, files: SitemapFiles, output: Output) -> bytes:
        if output.path == ROBOTS:
            return robots_text(files.site.absolute(MAIN), files.site.url, self.settings.disallow)
        if output.path in files.key_files:
            return files.site.search_key.encode()
        entries = files.entries[output.path]
        return index_document(entries) if output.path == MAIN and len(files.entries) > 1 else sitemap_document(entries)

    def presence(self, files: SitemapFiles, item: Published) -> tuple[str, ...] | Absence:
        path = files.paths_by_url.get(item.url)
        return (path,) if path else Absence.WITHDRAWN


def _files(site: Site, channel: str) -> dict[str, list[SitemapEntry]]:
    entries = [
        SitemapEntry(site.absolute(page.path), page.lastmod)
        for page in site.pages
        if page.indexable and not _left_out(site, page.about, channel)
    ]
    if len(entries) <= MAX_ENTRIES:
        return {MAIN: entries}
    parts = {
        f"sitemap-{start // MAX_ENTRIES + 1}.xml": entries[start : start + MAX_ENTRIES]
        for start in range(0, len(entries), MAX_ENTRIES)
    }
    return {MAIN: [SitemapEntry(site.absolute(path), _newest(part)) for path, part in parts.items()], **parts}


def _left_out(site: Site, item_id: str | None, channel: str) -> bool:
    """The page of an item that has left the listings, or that its writer keeps out of this channel."""
    published = site.get(item_id) if item_id is not None else None
    return published is not None and (published.expired or published.left_out_of(channel))


def _newest(entries: Sequence[SitemapEntry]) -> datetime | None:
    return max((entry.lastmod for entry in entries if entry.lastmod is not None), default=None)


CHANNEL = Sitemap

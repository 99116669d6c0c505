"""A territory's own site, built and read back: what its tests are made of.

Attributes and sentences are those that a person can act on: reports are in French.
"""

import contextlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from lxml import html

from tambour.build import clock, report
from tambour.build.request import Request
from tambour.commands.build import build
from tambour.commands.project import read_settings, settle_project
from tambour.commands.verify import built_for
from tambour.model.problems import Refused
from tambour.verify.folder import OutputFolder
from tambour.verify.run import verify

_LINKS = ("a", "link", "img", "script", "source", "iframe")
_WHERE = ("href", "src")
_PAGE = "index.html"


@dataclass(frozen=True)
class BuiltSite:
    """A site that was just built.

    Attributes:
        request: what it was built from.
    """

    request: Request

    @property
    def output(self) -> Path:
        """The folder of the site."""
        return self.request.output

    def disagreements(self) -> list[str]:
        """Read every channel back.

        Returns:
            Each fact on which a channel and the content differ, in French.
        """
        settings = read_settings(self.request)
        now = built_for(self.request, settings)
        content = settle_project(self.request, settings, now).content
        folder = OutputFolder.read(self.request.output, self.request.kit)
        return [str(one) for one in verify(folder, settings, content, now).disagreements]

    def broken_links(self) -> list[str]:
        """Follow every link of every page that leads to the site itself.

        Returns:
            `page → link` of each that leads nowhere, part of a page included.
        """
        files = {path.relative_to(self.output).as_posix(): path for path in self.output.rglob("*") if path.is_file()}
        pages = {name: html.fromstring(path.read_bytes()) for name, path in files.items() if name.endswith(".html")}
        return sorted(line for name, page in pages.items() for line in self._broken_on(name, page, files, pages))

    def _broken_on(
        self, name: str, page: html.HtmlElement, files: Mapping[str, Path], pages: Mapping[str, html.HtmlElement]
    ) -> Iterator[str]:
        site = f"{str(self.request.values['SITEURL']).rstrip('/')}/"
        for link in {element.get(where) for element in page.iter(*_LINKS) for where in _WHERE} - {None, ""}:
            address, part = urldefrag(urljoin(site + name.removesuffix(_PAGE), str(link)))
            if not f"{address}/".startswith(site):
                continue
            path = unquote(address.removeprefix(site).partition("?")[0]) if address.startswith(site) else ""
            meant = path + _PAGE if path.endswith("/") or not path else path
            lost = meant in pages and part and not pages[meant].xpath("//*[@id=$part]", part=unquote(part))
            if meant not in files or lost:
                yield f"{name} → {link}"


def build_site(settings: Path, output: Path) -> BuiltSite:
    """Build the whole site of a territory, all channels included; any fault stops it.

    Args:
        settings: its settings file.
        output: where to build: a folder that does not exist yet.

    Raises:
        AssertionError: with the report, in French, when it cannot be built.
    """
    told = io.StringIO()
    with contextlib.redirect_stderr(told):
        code = build(None, settings, output, quiet=True, strict=True)
    assert code == 0, told.getvalue()
    return BuiltSite(Request.read(None, settings, output))


def faults(settings: Path) -> list[str]:
    """Read the settings and the whole content of a territory, as `check` does.

    Args:
        settings: its settings file.

    Returns:
        Each problem: file, line, sentence, remedy.
    """
    try:
        request = Request.read(None, settings)
        ours = read_settings(request)
        settled = settle_project(request, ours, clock.now(ours.now, ours.territory.zone))
    except Refused as refused:
        return report.text(refused).splitlines()
    return [str(one) for one in settled.problems]

"""Redirects: links to an item's old addresses still lead to it, on any static server."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from tambour.channels import Channel, Output, Problem, Published, Site, digest

from .answers import answers
from .nginx import map_body
from .settings import RedirectsSettings

TEMPLATE = "redirect.html"


class Redirects(Channel[RedirectsSettings]):
    """A small page at each old address, and the same as rules for nginx."""

    Settings = RedirectsSettings

    def outputs(self, site: Site) -> Sequence[Output]:
        templates = self.templates.digest
        pages = [
            Output(
                path=file,
                media_type="text/html; charset=utf-8",
                about=redirect.target.id,
                key=digest(templates, self._values(site, redirect.target)),
            )
            for file, redirect in answers(site, self.name).redirects.items()
        ]
        name = self.settings.nginx_map
        return [*pages, Output(name, "text/plain; charset=utf-8")] if name else pages

    def check(self, site: Site) -> Sequence[Problem]:
        return answers(site, self.name).problems

    def render(self, site: Site, output: Output) -> bytes:
        if output.about is not None and (target := site.get(output.about)) is not None:
            return self.templates.render(TEMPLATE, **self._values(site, target)).encode()
        targets = {file: redirect.target.url for file, redirect in answers(site, self.name).redirects.items()}
        return map_body(targets, urlsplit(site.url).path, output.path)

    def _values(self, site: Site, target: Published) -> dict[str, str]:
        """All that a page depends on, beside its template."""
        language = site.territory.languages[0]
        return {
            "language": language,
            "url": target.url,
            "title": target.item.title,
            "title_language": target.item.language or language,
        }


CHANNEL = Redirects

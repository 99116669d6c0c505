"""Redirects: links to an item's old addresses still lead to it, on any static server."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from tambour.channels import Absence, Channel, Output, Problem, Published, Site, digest

from .answers import Answers, answers
from .nginx import apache_map_body, map_body
from .settings import RedirectsSettings

TEMPLATE = "redirect.html"


class Redirects(Channel[RedirectsSettings, Answers]):
    """A small page at each old address, and the same as tables for nginx and Apache."""

    Settings = RedirectsSettings
    french_name = "redirections"

    def prepare(self, site: Site) -> Answers:
        return answers(site, self.name)

    def outputs(self, answers: Answers) -> Sequence[Output]:
        templates = self.templates.digest
        pages = [
            Output(
                path=file,
                media_type="text/html; charset=utf-8",
                about=redirect.target.id,
                key=digest(templates, _values(answers.site, redirect.target)),
            )
            for file, redirect in answers.redirects.items()
        ]
        maps = filter(None, (self.settings.nginx_map, self.settings.apache_map))
        return [*pages, *(Output(name, "application/octet-stream") for name in maps)]  # no server knows these names

    def check(self, answers: Answers) -> Sequence[Problem]:
        return answers.problems

    def render(self, answers: Answers, output: Output) -> bytes:
        if output.path in answers.redirects:
            values = _values(answers.site, answers.redirects[output.path].target)
            return self.templates.render(TEMPLATE, **values).encode()
        targets = {file: _path(redirect.target) for file, redirect in answers.redirects.items()}
        if output.path == self.settings.apache_map:
            return apache_map_body(targets, urlsplit(answers.site.url).path)
        return map_body(targets, urlsplit(answers.site.url).path, output.path)

    def presence(self, answers: Answers, item: Published) -> tuple[str, ...] | Absence:
        """What has no old address needs none to be led from."""
        return Absence.NOTHING


def _values(site: Site, target: Published) -> dict[str, str]:
    """All that a page depends on, beside its template."""
    language = site.territory.languages[0]
    return {
        "language": language,
        "url": target.url,
        "path": _path(target),
        "title": target.item.title,
        "title_language": target.item.language or language,
    }


def _path(target: Published) -> str:
    """Its address without the host: whoever came by another name of the site stays there."""
    return urlsplit(target.url).path


CHANNEL = Redirects

"""Which old addresses can be answered, and what stands in the way of the others."""

from collections.abc import Mapping
from dataclasses import dataclass

from tambour.channels import Item, Problem, Site
from tambour.messages import problem

from .addresses import Redirect, redirects

FIELD = Item.model_fields["aliases"].title or ""


@dataclass(frozen=True)
class Answers:
    """The old addresses of one site. redirects: what is answered, by file. problems: of what cannot be."""

    site: Site
    redirects: Mapping[str, Redirect]
    problems: tuple[Problem, ...]


def answers(site: Site, channel: str) -> Answers:
    """Sort old addresses out: each is free, or already that of a page, a picture, a document or another old address.

    What items claim from each other is refused by the source, before; here it differs only in spelling. Two channels
    that claim one file are the bridge's business.
    """
    occupied = _Occupied(site)
    by_file: dict[str, Redirect] = {}
    problems: list[Problem] = []
    for redirect in redirects(site, channel):
        if redirect.file is not None and redirect.file.casefold() == f"{redirect.target.path}index.html".casefold():
            continue  # the page itself is there: nothing to answer, nothing wrong
        if redirect.file is None:
            problems.append(_problem(redirect, "alias-impossible"))
        elif other := by_file.get(redirect.file):
            if other.target != redirect.target:
                problems.append(_problem(redirect, "alias-double", other.target.origin.path))
        elif owner := occupied.owner(redirect.file):
            problems.append(_problem(redirect, "alias-pris", owner))
        else:
            occupied.add(redirect.file, f"du fichier {redirect.file}")
            by_file[redirect.file] = redirect
    return Answers(site, dict(sorted(by_file.items())), tuple(problems))


class _Occupied:
    """Files that exist, and whose address each is; compared without case, as some systems do."""

    def __init__(self, site: Site) -> None:
        self._site, self._is_known = site, False
        self._owners: dict[str, str] = {}
        self._folders: set[str] = set()

    def _look(self) -> None:
        """Every file of the site, once an old address asks: most sites have none."""
        self._is_known, site = True, self._site
        for original in site.media.originals.values():
            for version in original.published:
                self.add(version.path, f"du fichier {version.path}")
        for page in site.pages:
            self.add(page.file, f"de la page « {page.title} »")

    def add(self, file: str, owner: str) -> None:
        """owner: as it ends the French sentence « … est déjà celle »."""
        self._owners[file.casefold()] = owner
        self._folders.update(_parents(file.casefold()))

    def owner(self, file: str) -> str:
        """Whose address a file's would be, "" when it is free. One name cannot be a file and a folder at once."""
        if not self._is_known:
            self._look()
        wanted = file.casefold()
        if wanted in self._folders:
            return f"d'un dossier ({file}/)"
        return next((self._owners[path] for path in (wanted, *_parents(wanted)) if path in self._owners), "")


def _parents(file: str) -> list[str]:
    """Every folder above a file.

    >>> _parents("a/b/c.html")
    ['a', 'a/b']
    """
    names = file.split("/")[:-1]
    return ["/".join(names[: depth + 1]) for depth in range(len(names))]


def _problem(redirect: Redirect, code: str, other: object = "") -> Problem:
    return problem(code, redirect.target.origin.path, redirect.line, FIELD, value=redirect.alias, other=other)

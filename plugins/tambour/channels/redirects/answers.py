"""Which old addresses can be answered, and what stands in the way of the others."""

from collections.abc import Mapping
from dataclasses import dataclass

from tambour.channels import Problem, Site
from tambour.model.item import Item

from .addresses import Redirect, redirects

FIELD = Item.model_fields["aliases"].title or ""
_SHOWN = 60  # characters of an address that are shown back


@dataclass(frozen=True)
class Answers:
    """redirects: what is answered, by file. problems: of what cannot be."""

    redirects: Mapping[str, Redirect]
    problems: tuple[Problem, ...]


def answers(site: Site) -> Answers:
    """Sort old addresses out: each is free, or already that of a page, a picture, a document or another old address.

    What items claim from each other is refused by the source, before; here it differs only in spelling. Two channels
    that claim one file are the bridge's business.
    """
    occupied = _Occupied(site)
    found: dict[str, Redirect] = {}
    problems: list[Problem] = []
    for redirect in redirects(site):
        if redirect.file is None:
            hint = "Gardez un chemin sans « : », « * », « | » ni « .. », de moins de 1 000 caractères."
            problems.append(_problem(redirect, "alias-impossible", "ne peut pas être le nom d'un fichier", hint))
        elif other := found.get(redirect.file):
            if other.target != redirect.target:
                claim = f"est aussi réclamée par {other.target.origin.path}"
                problems.append(_problem(redirect, "alias-double", claim, "Gardez-la à un seul endroit."))
        elif owner := occupied.owner(redirect.file):
            problems.append(_problem(redirect, "alias-occupe", f"est déjà l'adresse {owner}", "Supprimez cette ligne."))
        else:
            occupied.add(redirect.file, f"du fichier {redirect.file}")
            found[redirect.file] = redirect
    return Answers(dict(sorted(found.items())), tuple(problems))


class _Occupied:
    """Files that exist, and whose address each is; compared without case, as some systems do."""

    def __init__(self, site: Site) -> None:
        self._owners: dict[str, str] = {}
        self._folders: set[str] = set()
        for path in site.media.originals:
            self.add(path, f"du fichier {path}")
        for page in site.pages:
            self.add(page.file, f"de la page « {page.title} »")

    def add(self, file: str, owner: str) -> None:
        """owner: as it ends the French sentence « … est déjà l'adresse »."""
        self._owners[file.casefold()] = owner
        self._folders.update(_above(file.casefold()))

    def owner(self, file: str) -> str:
        """Whose address a file's would be, "" when it is free. One name cannot be a file and a folder at once."""
        wanted = file.casefold()
        if wanted in self._folders:
            return f"d'un dossier ({file}/)"
        return next((self._owners[path] for path in (wanted, *_above(wanted)) if path in self._owners), "")


def _above(file: str) -> list[str]:
    """Every folder above a file.

    >>> _above("a/b/c.html")
    ['a', 'a/b']
    """
    names = file.split("/")[:-1]
    return ["/".join(names[: depth + 1]) for depth in range(len(names))]


def _problem(redirect: Redirect, code: str, end: str, hint: str) -> Problem:
    alias = redirect.alias if len(redirect.alias) <= _SHOWN else f"{redirect.alias[:_SHOWN]}…"
    message = f"l'ancienne adresse « {alias} » {end}"
    return Problem(redirect.target.origin.path, redirect.line, FIELD, code, message, hint)

"""`publier --installer=pages`: the workflows of a forge, written into the repository, and never over a person's own.

The first line of each file holds a digest of the rest: a file whose digest is right is as it was written, and may be
written anew; one that somebody has changed stays.
"""

import hashlib
import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from tambour.build.machine import write_whole
from tambour.build.request import Request
from tambour.build.settings import BuildSettings
from tambour.build.targets import PagesTarget
from tambour.publish.forges import WorkflowSite, workflow_files
from tambour.publish.repository import Repository

EXIT_KEPT = 73  # EX_CANTCREAT, sysexits.h
_HEAD = "# Écrit par « publier --installer={forge} », empreinte {digest} : à relancer plutôt qu'à modifier."
_DIGEST = re.compile(r"# .*, empreinte ([0-9a-f]{16}) : ")
_TARGETS = '\n# La branche que la forge met en ligne.\nTARGETS = {"pages": {"kind": "pages"}}\n'
_NEXT = {
    "pages": "dans les réglages du dépôt, « Pages », choisissez la source « GitHub Actions »",
    "gitlab": "dans les réglages du projet, « CI/CD », « Job token permissions », autorisez l'envoi (git push), puis "
    "programmez la publication : « Build », « Pipeline schedules », {minute} * * * *",
    "forgejo": "dans les réglages du dépôt, « Webhooks », ajoutez l'adresse {url}, pour la seule branche « {branch} »",
}


class FileFate(StrEnum):
    """What became of a file."""

    NEW = "écrit"
    CHANGED = "mis à jour"
    SAME = "inchangé"
    KEPT = "modifié à la main, laissé tel quel"


class WorkflowFile(NamedTuple):
    """path: from the root of the repository."""

    path: str
    written: FileFate


def install(forge: str, root: Path, site: WorkflowSite) -> list[WorkflowFile]:
    """Write the files of a forge. Returns what became of each. Raises OSError.

    Args:
        forge: one of `FORGES`.
        root: of the repository.
        site: what they are told.
    """
    return [
        WorkflowFile(path, _write(root / path, _sign(forge, text)))
        for path, text in workflow_files(forge, site).items()
    ]


def write(forge: str, request: Request, ours: BuildSettings, accounts: tuple[str, ...] = ()) -> int:
    """`install` for a project, and say in French what came of it and what is left to do.

    accounts: variables of the secrets of those that announce.

    Returns 0; 73 when a file that was changed by hand stays as it is, or the project is not the root of its repository.
    """
    root = request.file.absolute().parent
    above = Repository(root).root
    if above is not None and above != root.resolve():
        print(
            f"Le dépôt git commence plus haut, dans {above} : un territoire est un dépôt à lui seul.", file=sys.stderr
        )
        return EXIT_KEPT
    name, target = next(
        ((name, one) for name, one in ours.targets.items() if isinstance(one, PagesTarget)), ("pages", PagesTarget())
    )
    if not ours.targets:
        request.file.write_text(request.file.read_text("utf-8").rstrip("\n") + "\n" + _TARGETS, "utf-8")
        print(f"{request.file.name} : mis à jour (TARGETS).")
    site = WorkflowSite(Repository(root).branch or "main", name, ours.url, accounts)
    done = install(forge, root, site)
    for file in done:
        print(f"{file.path} : {file.written}.")
    print(f"Reste à faire, une fois : {_NEXT[forge].format(minute=site.minute, url=site.url, branch=target.branch)}.")
    if accounts:
        print(f"Et gardez dans les secrets de la forge, sous ces noms : {', '.join(accounts)}.")
    print("Puis enregistrez ces fichiers dans git, et envoyez-les : la forge publie.")
    kept = [file.path for file in done if file.written is FileFate.KEPT]
    if kept:
        print(f"Pour reprendre ceux de Tambour, supprimez d'abord : {', '.join(kept)}", file=sys.stderr)
    return EXIT_KEPT if kept else 0


def _sign(forge: str, text: str) -> str:
    return f"{_HEAD.format(forge=forge, digest=_digest(text))}\n{text}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _write(file: Path, text: str) -> FileFate:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, text.encode())
        return FileFate.NEW
    there = file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    if there == text:
        return FileFate.SAME
    first, _, rest = there.partition("\n")
    signed = _DIGEST.match(first)
    if signed is None or signed[1] != _digest(rest):
        return FileFate.KEPT
    write_whole(file, text.encode())
    return FileFate.CHANGED

"""What lies in a content folder: content files by kind, pictures, documents, and what has no business there."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from tambour.messages import problem
from tambour.model.kinds import FOLDERS, KINDS, Kind
from tambour.model.problems import Problem
from tambour.source.suggest import did_you_mean

REFERENCE_FOLDER = "referentiel"
MEDIA_FOLDERS = ("images", "documents")
LEDGER_FILE = "registre.jsonl"  # what `inv registre` writes (`tambour.model.ledger.ledger`)
FROZEN_SUFFIX = ".figee"  # of the folder beside a letter that holds what was sent
_LETTERS = KINDS["letter"].folder
_IGNORED_NAMES = {"thumbs.db", "desktop.ini"}
_IGNORED_ENDS = ("~", ".bak", ".swp", ".tmp", ".orig")


@dataclass(frozen=True)
class SourceFile:
    """One content file. path: relative to content/, NFC (a Mac writes é as two characters); real: where to open it."""

    path: PurePosixPath
    real: Path
    kind: Kind


@dataclass(frozen=True)
class Folder:
    """A content folder, listed.

    files: content files, by path. media: NFC path under content/ (`images/lac.jpg`) → where to open it.
    frozen: the same for what is kept of frozen letters (`lettres/mai.figee/lettre.json`).
    problems: files that no channel would ever show.
    """

    files: tuple[SourceFile, ...]
    media: Mapping[str, Path]
    problems: tuple[Problem, ...]
    frozen: Mapping[str, Path]


def list_folder(root: Path) -> Folder:
    """List a content folder. Names that start with `.` or `_`, and editors' leftovers, are ignored."""
    files: list[SourceFile] = []
    media: dict[str, Path] = {}
    frozen: dict[str, Path] = {}
    problems: list[Problem] = []
    for real in _walk(root):
        path = PurePosixPath(normalize("NFC", real.relative_to(root).as_posix()))
        top = path.parts[0]
        if str(path) == LEDGER_FILE:
            continue
        if top in MEDIA_FOLDERS:
            media[str(path)] = real
        elif top == _LETTERS and _is_frozen(path):
            frozen[str(path)] = real
        elif top in FOLDERS and path.suffix.lower() in (".md", ".markdown") and len(path.parts) > 1:
            files.append(SourceFile(path, real, FOLDERS[top]))
        elif top != REFERENCE_FOLDER or path.suffix.lower() not in (".yaml", ".yml"):
            problems.append(_stray(path))
    return Folder(tuple(sorted(files, key=lambda file: str(file.path))), media, tuple(problems), frozen)


def _is_frozen(path: PurePosixPath) -> bool:
    return any(part.endswith(FROZEN_SUFFIX) for part in path.parts[1:-1])


def _stray(path: PurePosixPath) -> Problem:
    known = (*FOLDERS, *MEDIA_FOLDERS, REFERENCE_FOLDER)
    top = path.parts[0]
    if len(path.parts) > 1 and top not in known:
        near = did_you_mean(top, known)
        return problem("dossier-inconnu", path, value=top, known=", ".join(known), near=near)
    return problem("fichier-inattendu", path)


def _walk(root: Path) -> Iterator[Path]:
    """Every file below, in an order that does not depend on the file system."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in sorted(names):
            lower = name.lower()
            if not name.startswith((".", "_")) and lower not in _IGNORED_NAMES and not lower.endswith(_IGNORED_ENDS):
                yield Path(folder, name)

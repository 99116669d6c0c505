"""What lies in a content folder: content files by kind, pictures, documents, and what has no business there."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from stat import S_ISLNK, S_ISREG
from unicodedata import normalize

from tambour.messages import problem
from tambour.model.conversions import printable
from tambour.model.kinds import FOLDERS, KINDS, Kind
from tambour.model.problems import Problem
from tambour.source.overlay import AS_WRITTEN, Overlay
from tambour.source.suggest import did_you_mean

REFERENCE_FOLDER = "referentiel"
MEDIA_FOLDERS = ("images", "documents")
CONTOURS_PATH = f"{REFERENCE_FOLDER}/contours.geojson"
LEDGER_FILE = "registre.jsonl"  # what `inv registre` writes (`tambour.model.ledger.ledger`)
_READ_APART = (LEDGER_FILE, CONTOURS_PATH)
FROZEN_SUFFIX = ".figee"  # of the folder beside a letter that holds what was sent
_LETTERS = KINDS["letter"].folder
MAX_TEXT = 2_000_000  # bytes of a content file or a register: a novel has half as many
_TEXTS = (".md", ".markdown", ".yaml", ".yml")
_IGNORED_NAMES = {"thumbs.db", "desktop.ini"}
_IGNORED_ENDS = ("~", ".bak", ".swp", ".tmp", ".orig")


@dataclass(frozen=True)
class ListedFile:
    """One content file. path: relative to content/, NFC (a Mac writes é as two characters); real: where to open it."""

    path: PurePosixPath
    real: Path
    kind: Kind


@dataclass(frozen=True)
class ContentFolder:
    """A content folder, listed.

    files: content files, by path. media: NFC path under content/ (`images/lac.jpg`) → where to open it.
    frozen: the same for what is kept of frozen letters (`lettres/mai.figee/lettre.json`).
    problems: files that no channel would ever show.
    """

    files: tuple[ListedFile, ...]
    media: Mapping[str, Path]
    problems: tuple[Problem, ...]
    frozen: Mapping[str, Path]


def list_folder(
    root: Path, overlay: Overlay = AS_WRITTEN, known: dict[str, tuple[PurePosixPath, Path]] | None = None
) -> ContentFolder:
    """List a content folder. Names that start with `.` or `_`, and editors' leftovers, are ignored.

    Args:
        root: the folder.
        overlay: what is read otherwise than it lies there.
        known: paths that an earlier listing has made, by the name of their files, and this one adds to.
    """
    known = {} if known is None else known
    files: list[ListedFile] = []
    media: dict[str, Path] = {}
    frozen: dict[str, Path] = {}
    problems: list[Problem] = []
    inside = root.resolve()
    for found in _walk(root, problems):
        if (paths := known.get(found.path)) is None:
            real = Path(found.path)
            path = _under(root, real)
            if (name := _visible(str(path))) != str(path):
                problems.append(problem("nom-de-fichier-illisible", PurePosixPath(name)))
                continue
            paths = known[found.path] = path, real
        path, real = paths
        top = path.parts[0]
        if str(path) in overlay.instead and top in FOLDERS:  # passed over, or read elsewhere: listed below
            continue
        stat = found.stat(follow_symlinks=False)
        if code := _no_plain_file(real, inside, stat):
            problems.append(problem(code, path))
            continue
        size = real.stat().st_size if S_ISLNK(stat.st_mode) else stat.st_size
        if size > MAX_TEXT and path.suffix.lower() in _TEXTS and top not in MEDIA_FOLDERS:
            problems.append(problem("fichier-trop-long", path, limit=MAX_TEXT // 1_000_000))
            continue
        if str(path) in _READ_APART:
            continue
        if top in MEDIA_FOLDERS:
            media[str(path)] = real
        elif top == _LETTERS and _is_frozen(path):
            frozen[str(path)] = real
        elif top in FOLDERS and path.suffix.lower() in (".md", ".markdown") and len(path.parts) > 1:
            files.append(ListedFile(path, real, FOLDERS[top]))
        elif top != REFERENCE_FOLDER or path.suffix.lower() not in (".yaml", ".yml"):
            problems.append(_stray(path))
    files += _read_elsewhere(root, overlay)
    for name, kept in overlay.files.items():
        (media if PurePosixPath(name).parts[0] in MEDIA_FOLDERS else frozen)[name] = kept
    return ContentFolder(tuple(sorted(files, key=lambda file: str(file.path))), media, tuple(problems), frozen)


def _visible(name: str) -> str:
    """A file's name without what would not be seen, is no letter in any encoding, or upsets a terminal."""
    return " ".join(printable(name).splitlines()).replace("\t", " ")


def _read_elsewhere(root: Path, overlay: Overlay) -> Iterator[ListedFile]:
    """Content files that are not read where they lie, those that have gone included."""
    for name, kept in overlay.instead.items():
        kind = FOLDERS.get(name.partition("/")[0])
        if kept is not None and kind is not None:
            yield ListedFile(PurePosixPath(name), root / name, kind)


def _no_plain_file(real: Path, inside: Path, stat: os.stat_result) -> str:
    """Code of what is wrong with a file as a file; "" for a regular one that lies in the content folder, link or not.

    inside: the content folder's real path. What a link reaches is published as if it lay here: it must lie here.
    stat: of the file, or of the link.
    """
    mode = stat.st_mode
    if S_ISREG(mode):
        return "" if os.access(real, os.R_OK) else "fichier-illisible"
    if not S_ISLNK(mode):
        return "fichier-special"
    if real.is_dir():
        return "dossier-en-lien"
    try:
        goal = real.resolve()
    except RuntimeError:  # a link that leads to itself
        return "lien-symbolique"
    if not goal.is_relative_to(inside) or any(part.startswith((".", "_")) for part in goal.relative_to(inside).parts):
        return "lien-symbolique"
    return _no_plain_file(goal, inside, goal.lstat()) if goal.is_file() else "lien-symbolique"


def has_picture(root: Path, name: str) -> bool:
    """Whether a content folder has a picture of this name under images/, by the rules by which it is listed."""
    return f"images/{name}" in {
        str(_under(root, Path(found.path)))
        for found in _walk(root / "images", [])
        if not _no_plain_file(Path(found.path), root.resolve(), found.stat(follow_symlinks=False))
    }


def _under(root: Path, real: Path) -> PurePosixPath:
    return PurePosixPath(normalize("NFC", real.relative_to(root).as_posix()))


def _is_frozen(path: PurePosixPath) -> bool:
    return any(part.endswith(FROZEN_SUFFIX) for part in path.parts[1:-1])


def _stray(path: PurePosixPath) -> Problem:
    folders = (*FOLDERS, *MEDIA_FOLDERS, REFERENCE_FOLDER)
    top = path.parts[0]
    if len(path.parts) > 1 and top not in folders:
        near = did_you_mean(top, folders, lambda folder: _belongs(path, folder))
        return problem("dossier-inconnu", path, value=top, known=", ".join(folders), near=near)
    return problem("fichier-inattendu", path)


def _belongs(path: PurePosixPath, folder: str) -> bool:
    """Whether a file of this name would be at its place in a folder of content."""
    is_item, is_register = path.suffix.lower() in _TEXTS[:2], path.suffix.lower() in _TEXTS[2:]
    return is_register if folder == REFERENCE_FOLDER else is_item == (folder in FOLDERS)


def _walk(root: Path, problems: list[Problem]) -> Iterator[os.DirEntry[str]]:
    """Every file below, in an order that does not depend on the file system.

    problems: gets a folder that cannot be listed (what it holds would no longer be published, without a word), and one
    of a frozen letter that holds nothing any more.
    """
    yield from _walk_folder(root, str(root), problems)


def _walk_folder(root: Path, folder: str, problems: list[Problem]) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as listed:
            found = sorted(listed, key=lambda entry: entry.name)
    except OSError:
        problems.append(problem("dossier-illisible", _under(root, Path(folder))))
        return
    if folder.endswith(FROZEN_SUFFIX) and not found:
        problems.append(problem("lettre-figee-incomplete", _under(root, Path(folder)), value="lettre.json"))
    folders = []
    for entry in found:  # a folder that is a link is listed as what it is, not entered
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir(follow_symlinks=False):
            folders.append(entry.path)
        elif (lower := entry.name.lower()) not in _IGNORED_NAMES and not lower.endswith(_IGNORED_ENDS):
            yield entry
    for one in folders:
        yield from _walk_folder(root, one, problems)

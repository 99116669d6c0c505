"""One name that two people have each given to a picture or a document of their own: both stay, one is renamed."""

from collections.abc import Callable, Container, Iterable, Mapping

from tambour.pupitre.media.renaming import renamed_in
from tambour.pupitre.versions.store import BlobChange
from tambour.source.files import MEDIA_FOLDERS

NAMING = (".md", ".markdown", ".yaml", ".yml")  # files that may name one
_MEDIA = tuple(f"{folder}/" for folder in MEDIA_FOLDERS)


def apart(
    theirs: Mapping[str, BlobChange],
    ours: Mapping[str, BlobChange],
    name_of: Callable[[str], str],
    is_there: Callable[[str], bool],
) -> dict[str, str]:
    """The files of ours that get another name.

    Args:
        theirs: what the other has changed, by path.
        ours: what we have.
        name_of: tells a path from the content folder on.
        is_there: whether a file lies at a path.

    Returns:
        Path → the path that it gets.
    """
    found: dict[str, str] = {}
    for path in theirs.keys() & ours.keys():
        before, own, other = theirs[path].before, ours[path].after, theirs[path].after
        if before is not None or own is None or other is None or own.id == other.id:
            continue
        if name_of(path).startswith(_MEDIA):
            found[path] = _free(path, (theirs, ours, found.values()), is_there)
    return found


def with_names(data: bytes | None, moved: Mapping[str, str], name_of: Callable[[str], str]) -> bytes | None:
    """A file of ours that names those by the names that they get. moved: see `apart`."""
    for before, after in moved.items():
        data = data and renamed_in(data, name_of(before), name_of(after))
    return data


def _free(path: str, among: Iterable[Container[str]], is_there: Callable[[str], bool]) -> str:
    """`images/lac.jpg` → `images/lac-2.jpg`, or the first number that is free."""
    stem, dot, suffix = path.rpartition(".")
    taken, number = (*among,), 2
    while is_there(goal := f"{stem}-{number}{dot}{suffix}") or any(goal in some for some in taken):
        number += 1
    return goal

"""A picture or a document under another name: every file that names it, rewritten; and when it needs one.

Of two that two people have each given one name, on two machines, both stay, one under another.
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from tambour.pupitre.versions.store import BlobChange
from tambour.source.files import MEDIA_FOLDERS

NAMING = (".md", ".markdown", ".yaml", ".yml")  # files that may name one
_MEDIA = tuple(f"{folder}/" for folder in MEDIA_FOLDERS)


def other_path(path: str, suffix: str, taken: Iterable[str]) -> str:
    """A name like that of a file, for another type of it.

    Args:
        path: of the file, under content/.
        suffix: of the other type, with its dot.
        taken: paths that others have.

    Returns:
        The same name with the other suffix; with a number where that is taken.
    """
    file, used = PurePosixPath(path), {name.lower() for name in taken}
    found, number = str(file.with_suffix(suffix)), 1
    while found.lower() in used:
        number += 1
        found = str(file.with_name(f"{file.stem}-{number}{suffix}"))
    return found


def rename_in(data: bytes, before: str, after: str) -> bytes:
    """A file that names another one by its new name: in its fields and in its text.

    Args:
        data: its bytes.
        before: path of the file that it names, under content/.
        after: its new path, in the same folder.

    Returns:
        Its bytes then; the same when it does not name it.
    """
    folder, _, old = before.partition("/")
    new = after.partition("/")[2]
    for typed, wanted in dict.fromkeys(((old, new), (quote(old), quote(new)))):  # as a field, as a link may have it
        name = rb"(?:(?<![\w/.-])|(?<=" + folder.encode() + rb"/))" + re.escape(typed.encode()) + rb"(?!\w)"
        data = re.sub(name, wanted.replace("\\", r"\\").encode(), data)
    return data


def new_names(
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
    """A file of ours that names those by the names that they get. moved: see `new_names`."""
    for before, after in moved.items():
        data = data and rename_in(data, name_of(before), name_of(after))
    return data


def _free(path: str, among: Iterable[Container[str]], is_there: Callable[[str], bool]) -> str:
    """`images/lac.jpg` → `images/lac-2.jpg`, or the first number that is free."""
    stem, dot, suffix = path.rpartition(".")
    taken, number = (*among,), 2
    while is_there(goal := f"{stem}-{number}{dot}{suffix}") or any(goal in some for some in taken):
        number += 1
    return goal

"""A picture or a document under another name: every file that names it, rewritten."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import quote


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


def renamed_in(data: bytes, before: str, after: str) -> bytes:
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

"""A content file that is not there yet: its id is made once, from its title and its year, and names the file."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from tambour.commands.ids import unique_id, used_ids
from tambour.model.kinds import Kind
from tambour.model.slugs import id_from
from tambour.pupitre.files.source_file import SourceFile
from tambour.pupitre.files.writing import write_first

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONGEST = 100  # characters of an id


def new_id(kind: Kind, title: str, year: int, taken: Collection[str]) -> str:
    """The id of a new content, which no other has.

    What is announced on a day is told apart by its year, since it comes back: `marche-de-noel-2026`. A page or a place
    is there all year, and a title that names a year has one already.

    Args:
        kind: of content.
        title: as typed.
        year: in which it takes place, or comes out.
        taken: ids that others have.
    """
    name = id_from(title)
    if kind.announced and not _YEAR.search(title):
        name = f"{name[: _LONGEST - 5].strip('-')}-{year}"
    return unique_id(name, taken)


def ids_in_use(root: Path, kind: Kind) -> set[str]:
    """Every id of a content folder, and every name of a file of this kind: one that cannot be read counts, too."""
    return used_ids(root) | {file.stem for file in (root / kind.folder).rglob("*.md")}


def new_file(root: Path, kind: Kind, item_id: str, fields: Mapping[str, object], body: str = "") -> SourceFile:
    """A file that says this, not written yet.

    Args:
        root: the content folder.
        kind: of content: it gives the folder.
        item_id: its id; the file has its name, as with `new`.
        fields: key → value, but the id.
        body: its Markdown.

    Raises:
        FileUnwritable: when no bytes say it.
    """
    empty = SourceFile.of(root / kind.folder / f"{item_id}.md", f"---\nid: {item_id}\n---\n".encode(), kind)
    return SourceFile.of(empty.path, empty.change({**fields, "id": item_id}, body), kind)


def write_new_file(file: SourceFile) -> SourceFile:
    """Write a file that is not there yet, whole or not at all. Raises FileExistsError, OSError."""
    write_first(file.path, file.data)
    return file

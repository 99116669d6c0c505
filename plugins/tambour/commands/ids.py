"""Write the ids that are missing: the file's own name, made an id, once and for ever."""

import re
import sys
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from tambour.build.machine import write_whole
from tambour.commands.project import content_folder
from tambour.commands.terminal import UsageRefused
from tambour.model.program import program
from tambour.model.slugs import id_from
from tambour.source import frontmatter
from tambour.source.files import list_folder

_EMPTY_ID = re.compile(rb"^id[ \t]*:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)", re.MULTILINE)


def unique_id(name: str, taken: Collection[str]) -> str:
    """`id_from(name)`, with a number when it is taken."""
    wanted = id_from(name)
    number = 2
    candidate = wanted
    while candidate in taken:
        candidate, number = f"{wanted}-{number}", number + 1
    return candidate


def used_ids(root: Path) -> set[str]:
    """Every id that a content folder already uses."""
    heads = (frontmatter.split(file.real.read_bytes()).fields for file in list_folder(root).files)
    return {item_id for head in heads if isinstance(item_id := head.get("id"), str)}


def files_without_id(root: Path) -> list[PurePosixPath]:
    """Content files of which no id can be read: they have no head, or none that is one."""
    heads = ((file.path, frontmatter.split(file.real.read_bytes()).fields) for file in list_folder(root).files)
    return [path for path, head in heads if not isinstance(head.get("id"), str)]


def give_missing_ids(content: Path | None, settings: Path) -> int:
    """Write the ids that are missing, and say which. Returns the exit code.

    Args:
        content: its folder; None for the project's own.
        settings: the project's settings file.

    Raises:
        UsageRefused: when there is no such folder.
    """
    root = content_folder(content, settings)
    if not root.is_dir():
        raise UsageRefused(f"Le dossier {root}/ n'existe pas ; --content en donne un autre.")
    written = write_missing_ids(root)
    said = "" if tell_unreadable(root) else "Chaque contenu a son identifiant."
    if lines := "\n".join(f"{file} : id: {item_id}" for file, item_id in written) or said:
        print(lines)
    return 0


def tell_unreadable(root: Path) -> bool:
    """Name the files whose id counts for nothing, since none can be read. Returns whether there are any."""
    files = files_without_id(root) if root.is_dir() else []
    for file in files:
        print(
            f"{file} : laissé de côté, aucun identifiant ne s'y lit ; « {program()} check » dit pourquoi.",
            file=sys.stderr,
        )
    return bool(files)


def write_missing_ids(root: Path) -> list[tuple[PurePosixPath, str]]:
    """Give an id to each content file whose head has none; returns (path, id) of the files written.

    The rest of the file keeps its bytes, BOM and line ends included. A file without a head is left alone: the check
    says what is wrong with it.
    """
    taken = used_ids(root)
    written = []
    for file in list_folder(root).files:
        data = file.real.read_bytes()
        raw = frontmatter.split(data)
        opening = re.match(rb"\A(?:\xef\xbb\xbf)?\s*---[ \t]*(\r\n|\n|\r)", data)
        if not raw.lines or "id" in raw.fields or opening is None:
            continue
        item_id = unique_id(file.path.stem, taken)
        taken.add(item_id)
        head, rest = data[: opening.end()], data[opening.end() :]
        if "id" in raw.lines:  # the key is there, empty
            rest = _EMPTY_ID.sub(b"", rest, count=1)
        write_whole(file.real, head + f"id: {item_id}".encode() + opening[1] + rest)
        written.append((file.path, item_id))
    return written

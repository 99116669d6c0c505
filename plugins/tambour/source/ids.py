"""Write the ids that are missing: the file's own name, made an id, once and for ever."""

import re
import unicodedata
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from tambour.source import frontmatter
from tambour.source.files import list_folder

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "-", "'": "-"})

_EMPTY_ID = re.compile(rb"^id[ \t]*:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)", re.MULTILINE)


def id_from(name: str) -> str:
    """An id made of any text.

    >>> id_from("L’été à Cluny : 20 ans !")
    'l-ete-a-cluny-20-ans'
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LIGATURES)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:100].strip("-") or "contenu"


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
    return {head["id"] for head in heads if isinstance(head.get("id"), str)}


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
        file.real.write_bytes(head + f"id: {item_id}".encode() + opening[1] + rest)
        written.append((file.path, item_id))
    return written

"""Letters that were frozen: the editions and pictures kept beside a letter's file, in `<letter>.figee/`.

What is in there is what was sent. It is written by `inv lettre --figer` alone, and read as it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from io import SEEK_END
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from tambour.messages import problem
from tambour.model.conversions import clean_text
from tambour.model.fields import ID_PATTERN
from tambour.model.letters.edition import CallPart, Edition, ImagePart, Part, SelectionPart, TextPart, thaw
from tambour.model.letters.letter import Letter
from tambour.model.problems import Problem
from tambour.source.body.allowed_html import sanitise_edition
from tambour.source.entry import ContentFile
from tambour.source.files import FROZEN_SUFFIX
from tambour.source.memory import SourceMemory

EDITIONS = "lettre.json"
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"]*", re.IGNORECASE)
_PNG, _JPEG = (b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"), (b"\xff\xd8\xff", b"\xff\xd9")  # how they begin and end
_NAME = re.compile(r"[a-z0-9-]+\.(?:jpg|png)")


def folder_of(letter: PurePosixPath) -> PurePosixPath:
    """Where a letter is frozen. letter: path of its file; both under content/.

    >>> str(folder_of(PurePosixPath("lettres/mai.md")))
    'lettres/mai.figee'
    """
    return letter.with_name(letter.stem + FROZEN_SUFFIX)


def with_frozen(
    entries: list[ContentFile], files: Mapping[str, Path], problems: list[Problem], memory: SourceMemory
) -> Iterator[ContentFile]:
    """The entries, letters with what was frozen of them. files: of frozen letters, by path under content/.

    What cannot be read, and what belongs to no letter any more, is added to `problems`.
    """
    by_folder: dict[PurePosixPath, dict[str, Path]] = {}
    for path, file in files.items():
        by_folder.setdefault(PurePosixPath(path).parent, {})[path] = file
    left = {*by_folder}
    for entry in entries:
        if not isinstance(entry.item, Letter) or (folder := folder_of(entry.origin.path)) not in by_folder:
            yield entry
            continue
        left.discard(folder)
        thaw_it = partial(_thaw, entry, entry.item, by_folder[folder], problems)
        if (thawed := memory.with_frozen(entry, by_folder[folder], thaw_it)) is not None:
            yield thawed
    problems += [problem("lettre-figee-orpheline", folder) for folder in sorted(left)]


def _thaw(
    entry: ContentFile, letter: Letter, files: Mapping[str, Path], problems: list[Problem]
) -> tuple[ContentFile | None, bool]:
    """A letter with its editions, None when they cannot be read; and whether nothing is wrong with them."""
    folder = folder_of(entry.origin.path)
    if str(folder / EDITIONS) not in files:
        problems.append(problem("lettre-figee-incomplete", folder, value=EDITIONS))
        return None, False
    editions = _read(files[str(folder / EDITIONS)], letter, folder)
    if not editions:
        problems.append(problem("lettre-figee-illisible", folder / EDITIONS))
        return None, False
    images = {image.source for edition in editions for image in edition.images}
    missing, broken = images - files.keys(), {one for one in images & files.keys() if not _is_whole(files[one])}
    problems += [problem("lettre-figee-incomplete", folder, value=PurePosixPath(s).name) for s in sorted(missing)]
    problems += [problem("lettre-figee-illisible", PurePosixPath(one)) for one in sorted(broken)]
    return replace(entry, frozen=editions), not (missing or broken)


def _is_whole(picture: Path) -> bool:
    """Whether a file begins and ends as a picture of a mail does: what was cut short or replaced does not."""
    with picture.open("rb") as stream:
        head = stream.read(len(_PNG[0]))
        stream.seek(max(0, stream.seek(0, SEEK_END) - len(_PNG[1])))
        tail = stream.read()
    return any(head.startswith(begins) and tail.endswith(ends) for begins, ends in (_PNG, _JPEG))


def _read(real: Path, letter: Letter, folder: PurePosixPath) -> tuple[Edition, ...]:
    """The editions of a file, their HTML made safe; () for a file that is not as Tambour writes it."""
    try:
        editions = thaw(real.read_bytes())
    except ValidationError:
        return ()
    return tuple(map(_safe, editions)) if all(_is_ours(edition, letter, folder) for edition in editions) else ()


def _is_ours(edition: Edition, letter: Letter, folder: PurePosixPath) -> bool:
    """Whether what becomes a path or an address is what a letter's can be: this file may come from anybody's hand."""
    lines = (edition.subject, edition.title, edition.preheader, edition.commune_name)
    plain = all(line == clean_text(line) and "\n" not in line for line in lines) and edition.sent_at.tzinfo is not None
    names = all(_NAME.fullmatch(image.name) and image.source == f"{folder}/{image.name}" for image in edition.images)
    addresses = [edition.url, *(address for part in edition.parts for address in _addresses(part))]
    places = edition.letter == letter.id and re.fullmatch(f"(?:{ID_PATTERN[1:-1]})?", edition.commune)
    return plain and names and bool(places) and all(_ADDRESS.fullmatch(address) for address in addresses if address)


def _addresses(part: Part) -> Iterator[str]:
    if isinstance(part, SelectionPart):
        yield from (item.url for item in part.items)
    elif isinstance(part, CallPart | ImagePart):
        yield part.url


def _safe(edition: Edition) -> Edition:
    """What was written in it between tags, sanitised as the text of any content is."""
    parts = tuple(
        part.model_copy(update={"html": sanitise_edition(part.html)}) if isinstance(part, TextPart) else part
        for part in edition.parts
    )
    return edition.model_copy(update={"html": sanitise_edition(edition.html), "parts": parts})

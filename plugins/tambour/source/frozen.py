"""Letters that were frozen: the editions and pictures kept beside a letter's file, in `<letter>.figee/`.

What is in there is what was sent. It is written by `inv lettre --figer` alone, and read as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from tambour.messages import problem
from tambour.model.letters.edition import thaw
from tambour.model.letters.letter import Letter
from tambour.model.problems import Problem
from tambour.source.entry import Entry
from tambour.source.files import FROZEN_SUFFIX

EDITIONS = "lettre.json"


def folder_of(letter: PurePosixPath) -> PurePosixPath:
    """Where a letter is frozen. letter: path of its file; both under content/.

    >>> str(folder_of(PurePosixPath("lettres/mai.md")))
    'lettres/mai.figee'
    """
    return letter.with_name(letter.stem + FROZEN_SUFFIX)


def with_frozen(entries: list[Entry], files: Mapping[str, Path], problems: list[Problem]) -> Iterator[Entry]:
    """The entries, letters with what was frozen of them. files: of frozen letters, by path under content/.

    What cannot be read, and what belongs to no letter any more, is added to `problems`.
    """
    left = {PurePosixPath(path).parent for path in files}
    for entry in entries:
        folder = folder_of(entry.origin.path)
        left.discard(folder)
        real = files.get(str(folder / EDITIONS)) if isinstance(entry.item, Letter) else None
        if real is None:
            yield entry
            continue
        try:
            editions = thaw(real.read_bytes())
        except ValidationError:
            problems.append(problem("lettre-figee-illisible", folder / EDITIONS))
            continue
        yield replace(entry, frozen=editions)
    problems += [problem("lettre-figee-orpheline", folder) for folder in sorted(left)]

"""What can only be judged across files. One module a family of rules; each yields problems, none stops at the first."""

from collections.abc import Collection

from tambour.model.problems import Problem
from tambour.source.files import Folder
from tambour.source.reading import Reading
from tambour.source.rules import identity, links, overrides, references
from tambour.source.rules.known import Known


def broken_rules(reading: Reading, folder: Folder, channels: Collection[str]) -> list[Problem]:
    """Every problem between files. channels: names of the channels that are on."""
    known = Known.of(reading, folder)
    return [
        *identity.problems(reading),
        *references.problems(reading, known),
        *links.problems(reading, known),
        *overrides.problems(reading, channels),
    ]

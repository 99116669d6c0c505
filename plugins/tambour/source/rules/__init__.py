"""What can only be judged across files. One module a family of rules; each yields problems, none stops at the first."""

from tambour.model.problems import Problem
from tambour.source.files import Folder
from tambour.source.reading import Reading
from tambour.source.rules import identity, links, overrides, references
from tambour.source.rules.known import Known
from tambour.source.rules.overrides import ChannelNames


def broken_rules(reading: Reading, folder: Folder, channels: ChannelNames) -> list[Problem]:
    """Every problem between files. channels: what `canaux:` may name."""
    known = Known.of(reading, folder)
    return [
        *identity.problems(reading),
        *references.problems(reading, known),
        *links.problems(reading, known),
        *overrides.problems(reading, channels),
    ]

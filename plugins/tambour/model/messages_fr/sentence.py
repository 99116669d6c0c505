"""One sentence of the catalogue."""

from typing import NamedTuple


class Sentence(NamedTuple):
    """What is wrong (no final stop), and what to write instead. `{name}` takes a value of the problem's context."""

    message: str
    hint: str

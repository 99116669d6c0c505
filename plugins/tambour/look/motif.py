"""The picture of an item that has none: the arcs of a drum that sounds, in the colours of its topic.

Pages and social cards draw the same one. It follows from the item's topic and id alone: it never changes.
"""

from dataclasses import dataclass
from math import ceil, hypot
from typing import Literal
from zlib import crc32

from tambour.model.item import Item

WIDTH, HEIGHT = 300, 200  # of the field, in its own units
HEAD = 36  # radius of the drum's head, on which the topic's pictogram stands
_CENTRES = (90, 120, 150, 180, 210)  # with the head inside a square cut out of the middle
_STROKES = (8, 12, 16)  # how thick an arc is; the gap that follows is as wide again

Ground = Literal["main", "second", "main-light", "second-light"]
GROUNDS: tuple[Ground, ...] = ("main", "second-light", "second", "main-light")


@dataclass(frozen=True)
class Motif:
    """Concentric arcs around (x, y), which is where the pictogram stands.

    ground: which of the territory's colours fills the field, in full or lightened. radii: of the arcs, growing.
    stroke: their thickness. All in units of a field of WIDTH × HEIGHT, of which a square may be cut out, or a band: the
    head stays whole.
    """

    ground: Ground
    x: int
    y: int
    radii: tuple[int, ...]
    stroke: int

    def radii_within(self, reach: float) -> tuple[int, ...]:
        """Of the same arcs, as far out as that, where a larger field shows them."""
        return _radii(self.stroke, ceil(reach))


def _radii(stroke: int, reach: int) -> tuple[int, ...]:
    return tuple(range(HEAD + 2 * stroke, reach + stroke, 2 * stroke))


def motif(item: Item) -> Motif:
    """The motif of an item: its first topic gives the colours, its id the place and the beat."""
    return motif_of(item.id, item.topics[0] if item.topics else item.kind)


def motif_of(name: str, family: str) -> Motif:
    """The motif of anything that is told by its name, in the colours of its family."""
    seed = crc32(name.encode())
    ground = GROUNDS[crc32(family.encode()) % len(GROUNDS)]
    stroke = _STROKES[seed // len(_CENTRES) % len(_STROKES)]
    x, y = _CENTRES[seed % len(_CENTRES)], HEIGHT // 2
    reach = ceil(hypot(max(x, WIDTH - x), y))  # the farthest corner
    return Motif(ground, x, y, _radii(stroke, reach), stroke)

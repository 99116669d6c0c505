"""Where communes end, in degrees (WGS 84), and the same in fewer corners.

Lines are simplified by D. Douglas and T. Peucker, "Algorithms for the reduction of the number of points required to
represent a digitized line" (1973).
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import hypot
from typing import TypeAlias

Ring: TypeAlias = tuple[
    tuple[float, float], ...
]  # longitude and latitude of each corner, the first one again at the end
Contours: TypeAlias = Mapping[str, tuple[Ring, ...]]  # by id of a commune; holes are rings, too
_FINEST = 0.0002  # degrees: some twenty metres
_TRIANGLE = 4  # corners of the smallest ring, its first one counted twice


def few_corners(line: Ring, tolerance: float) -> Ring:
    """A line without the corners that do not matter.

    Args:
        line: its corners.
        tolerance: how far a corner that is left out may be from what is left, in the same units.

    Returns:
        Some of its corners, the first and the last among them.
    """
    kept, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = max(
            ((_distance(line[i], line[first], line[last]), i) for i in range(first + 1, last)), default=(0.0, 0)
        )
        if far > tolerance:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    return tuple(line[i] for i in sorted(kept))


@lru_cache(maxsize=1024)
def ring_of_at_most(ring: Ring, most: int) -> Ring:
    """A ring in so many corners, the last of which is the first.

    Args:
        ring: its corners, in degrees.
        most: how many of them, four or more.

    Returns:
        As fine as they let it be.
    """
    tolerance, found = _FINEST, few_corners(ring, 0)
    while len(found) > most:
        found, tolerance = few_corners(ring, tolerance), tolerance * 2
    return found if len(found) >= _TRIANGLE else ring[: _TRIANGLE - 1] + ring[:1]


def outer_rings(rings: Sequence[Ring]) -> tuple[Ring, ...]:
    """Those that are no holes in another.

    Args:
        rings: of one commune.

    Returns:
        Its surface, enclaves of others included.
    """
    return tuple(one for one in rings if not any(_holds(other, one[0]) for other in rings if other is not one))


def _holds(ring: Ring, corner: tuple[float, float]) -> bool:
    """Whether a place lies within a ring: a line from it to the east crosses it an odd number of times."""
    x, y = corner
    crossed = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def _distance(corner: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """Of a corner from the line through two others; from their one place, where they are the same."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = hypot(across, down)
    if not length:
        return hypot(corner[0] - start[0], corner[1] - start[1])
    return abs(down * (corner[0] - start[0]) - across * (corner[1] - start[1])) / length

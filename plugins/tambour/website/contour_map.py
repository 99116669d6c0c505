"""The member communes on a drawing, each with its surface: a simplified one, since every page that shows it carries it.

A border that two communes share is simplified once: no gap opens between them. Lines are simplified by D. Douglas and
T. Peucker, "Algorithms for the reduction of the number of points required to represent a digitized line" (1973), ever
more until few enough corners are left.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

from tambour.model.contours import Contours, few_corners
from tambour.model.registers import Commune
from tambour.model.slugs import french_order

WIDTH = 1200  # of the drawing, in its own units
_MARGIN = 12
_MOST_HEIGHT = 1400
_LETTER, _LINE = 17.0, 40.0  # about what a letter of a name takes, and a line of it
MOST_CORNERS = 1000  # of the drawing of the home page: some 13 KB, a third of it once compressed
_FIRST_TOLERANCE, _COARSEST = 1.5, WIDTH / 40  # units: beyond that, a commune is no longer known by its outline
Corner = tuple[float, float]
_Line = tuple[Corner, ...]


@dataclass(frozen=True)
class ContourShape:
    """A commune on the drawing. path: `d` of an SVG path. x, y: the middle of its name.

    is_named: there is room for it.
    """

    commune: Commune
    path: str
    x: int
    y: int
    is_named: bool


@dataclass(frozen=True)
class ContourMap:
    """A drawing. width, height: of its `viewBox`."""

    width: int
    height: int
    shapes: tuple[ContourShape, ...]


def contour_map(communes: Mapping[str, Commune], contours: Contours, most: int) -> ContourMap | None:
    """Draw the communes as they lie, north up; None when there is nothing to draw.

    Degrees of longitude are shortened by the cosine of the latitude (equirectangular projection): over a few dozen
    kilometres no distance is off by more than a hundredth, anywhere from Dunkerque to Saint-Pierre.

    Args:
        communes: the members, by id.
        contours: theirs.
        most: corners of the whole drawing, about.
    """
    known = {name: rings for name, rings in contours.items() if name in communes}
    corners = [corner for rings in known.values() for ring in rings for corner in ring]
    if not corners:
        return None
    south, north = min(y for _, y in corners), max(y for _, y in corners)
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    shortened = cos(radians((south + north) / 2))
    across, down = (east - west) * shortened, north - south
    if not across or not down:
        return None
    scale = min((WIDTH - 2 * _MARGIN) / across, (_MOST_HEIGHT - 2 * _MARGIN) / down)
    shift = (WIDTH - across * scale) / 2

    def flat(corner: Corner) -> Corner:
        x, y = corner
        return round((x - west) * shortened * scale + shift, 1), round((north - y) * scale + _MARGIN, 1)

    drawn = {name: [tuple(map(flat, ring)) for ring in rings] for name, rings in known.items()}
    simple = _simplify(drawn, most)
    spots = {name: _spot(communes[name], drawn[name], flat) for name in known}
    named = _with_room({name: (communes[name].name, *spots[name]) for name in known})
    shapes = (
        ContourShape(communes[name], _path(simple[name]), round(spots[name][0]), round(spots[name][1]), name in named)
        for name in sorted(known, key=lambda name: (*french_order(communes[name].name), name))
    )
    return ContourMap(WIDTH, round(down * scale + 2 * _MARGIN), tuple(shapes))


def _simplify(drawn: Mapping[str, Sequence[_Line]], most: int) -> Mapping[str, list[_Line]]:
    """The same rings with fewer corners."""
    joined = _join_corners(drawn)
    junctions = _junctions(joined)
    cut = {name: [_arcs(ring, junctions) for ring in rings] for name, rings in joined.items()}
    tolerance = _FIRST_TOLERANCE
    while True:
        known: dict[_Line, _Line] = {}
        simple = {name: [_ring(arcs, tolerance, known) for arcs in rings] for name, rings in cut.items()}
        if sum(map(len, known.values())) <= most or tolerance > _COARSEST:
            return {name: [ring for ring in rings if len(set(ring)) > 2] or rings[:1] for name, rings in simple.items()}
        tolerance *= 1.4


def _join_corners(drawn: Mapping[str, Sequence[_Line]]) -> Mapping[str, list[_Line]]:
    """Rings without corners that follow themselves: what was two corners may be one on the drawing."""
    return {
        name: [(ring[0], *(after for before, after in pairwise(ring) if before != after)) for ring in rings]
        for name, rings in drawn.items()
    }


def _junctions(joined: Mapping[str, Sequence[_Line]]) -> frozenset[Corner]:
    """Corners at which borders part: those that do not lie between the same two others in every ring."""
    beside: defaultdict[Corner, set[Corner]] = defaultdict(set)
    for rings in joined.values():
        for ring in rings:
            for before, after in pairwise(ring):
                beside[before].add(after)
                beside[after].add(before)
    return frozenset(corner for corner, others in beside.items() if len(others) != 2)


def _arcs(ring: _Line, junctions: frozenset[Corner]) -> list[_Line]:
    """A ring, cut at the junctions; one that has none begins at the same corner for both communes that share it."""
    corners = ring[:-1]
    if not corners:
        return [ring]
    start = next((at for at, corner in enumerate(corners) if corner in junctions), corners.index(min(corners)))
    turned = (*corners[start:], *corners[: start + 1])
    cuts = [at for at, corner in enumerate(turned) if at in (0, len(corners)) or corner in junctions]
    return [turned[before : after + 1] for before, after in pairwise(cuts)]


def _ring(arcs: Sequence[_Line], tolerance: float, known: dict[_Line, _Line]) -> _Line:
    """A ring of its arcs, each simplified once whichever way it is gone along. known: those that were."""
    corners: list[Corner] = []
    for arc in arcs:
        backwards = arc[::-1]
        key = min(arc, backwards)
        if key not in known:
            known[key] = few_corners(key, tolerance)
        corners += (known[key] if key == arc else known[key][::-1])[1 if corners else 0 :]
    return tuple(corners)


def _path(rings: Sequence[_Line]) -> str:
    """`M12 40l3 -7…Z`, in whole units from corner to corner."""
    return "".join(_ring_path([(round(x), round(y)) for x, y in ring]) for ring in rings)


def _ring_path(ring: Sequence[tuple[int, int]]) -> str:
    steps = ((after[0] - before[0], after[1] - before[1]) for before, after in pairwise(ring[:-1]))
    return f"M{ring[0][0]} {ring[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps if x or y) + "z"


def _spot(commune: Commune, rings: Sequence[_Line], flat: Callable[[Corner], Corner]) -> Corner:
    """Where its name stands: at its own point, else in the middle of its largest surface."""
    if commune.geo is not None:
        return flat((commune.geo[1], commune.geo[0]))
    return max(map(_middle, rings))[1]


def _middle(ring: _Line) -> tuple[float, Corner]:
    """Surface and centre of mass of a ring (P. Bourke, "Calculating the area and centroid of a polygon", 1988)."""
    parts = [(x1 * y2 - x2 * y1, x1 + x2, y1 + y2) for (x1, y1), (x2, y2) in pairwise(ring)]
    whole = sum(cross for cross, _, _ in parts)
    if not whole:
        return 0.0, ring[0]
    x, y = (sum(part[0] * part[axis] for part in parts) / (3 * whole) for axis in (1, 2))
    return abs(whole) / 2, (x, y)


def _with_room(spots: Mapping[str, tuple[str, float, float]]) -> frozenset[str]:
    """Those whose name covers no other that was put before: the others are named to whoever points at them."""
    taken: list[tuple[float, float, float, float]] = []
    named: list[str] = []
    for name, box in _boxes(spots):
        inside = box[0] >= 0 and box[2] <= WIDTH
        if inside and not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            taken.append(box)
            named.append(name)
    return frozenset(named)


def _boxes(spots: Mapping[str, tuple[str, float, float]]) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    for name, (words, x, y) in sorted(spots.items(), key=lambda spot: (spot[1][2], spot[0])):
        half = len(words) * _LETTER / 2
        yield name, (x - half, y - _LINE / 2, x + half, y + _LINE / 2)

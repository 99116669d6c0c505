"""The member communes on a drawing of our own: where each lies, told by its coordinates; nobody else is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from tambour.model.registers import Commune
from tambour.model.slugs import french_order

WIDTH = 600  # of the drawing, in its own units
_MARGIN = 60  # around it: a name stands beside its point
_LEAST_HEIGHT, _MOST_HEIGHT = 240, 560
_LETTER, _LINE = 9.0, 18.0  # about what a letter of a name takes, and a line of it
_POINT = 12.0  # from the middle of a point to the name beside it
_FEWEST = 3  # of communes that lie somewhere, for a drawing to tell more than a list


@dataclass(frozen=True)
class MapPoint:
    """A commune on the drawing. x, y: its point; text_x, text_y, anchor: where its name begins (SVG `text-anchor`)."""

    commune: Commune
    x: float
    y: float
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True)
class CommuneMap:
    """A drawing. width, height: of its `viewBox`."""

    width: int
    height: int
    points: tuple[MapPoint, ...]


def commune_map(communes: Sequence[Commune]) -> CommuneMap | None:
    """The communes where they lie, north up; None when too few say where.

    Degrees of longitude are shortened by the cosine of the latitude (equirectangular projection): over a few dozen
    kilometres no distance is off by more than a hundredth.

    Args:
        communes: those of the territory.
    """
    placed = [(commune, *commune.geo) for commune in communes if commune.geo is not None]
    if len(placed) < _FEWEST or len(placed) < len(communes):
        return None
    middle = sum(latitude for _, latitude, _ in placed) / len(placed)
    flat = [(commune, longitude * cos(radians(middle)), -latitude) for commune, latitude, longitude in placed]
    left, top = min(x for _, x, _ in flat), min(y for _, _, y in flat)
    across, down = max(x for _, x, _ in flat) - left, max(y for _, _, y in flat) - top
    if not across or not down:
        return None
    scale = min((WIDTH - 2 * _MARGIN) / across, (_MOST_HEIGHT - 2 * _MARGIN) / down)
    height = max(_LEAST_HEIGHT, round(down * scale + 2 * _MARGIN))
    shift = (WIDTH - across * scale) / 2
    spots = [(one, round((x - left) * scale + shift, 1), round((y - top) * scale + _MARGIN, 1)) for one, x, y in flat]
    return CommuneMap(WIDTH, height, _name_spots(spots))


_Box = tuple[float, float, float, float]


def _name_spots(spots: Sequence[tuple[Commune, float, float]]) -> tuple[MapPoint, ...]:
    """Each name beside its point, where it covers neither another nor a point, as far as can be."""
    taken: list[_Box] = [(x - _POINT, y - _POINT, x + _POINT, y + _POINT) for _, x, y in spots]
    points = []
    for commune, x, y in sorted(spots, key=lambda spot: (spot[2], spot[1], spot[0].id)):
        own = (x - _POINT, y - _POINT, x + _POINT, y + _POINT)
        others = [box for box in taken if box != own]
        choices = [_place(commune.name, x, y, side) for side in ("right", "left", "below", "above")]
        free = [choice for choice in choices if _is_inside(choice[1]) and not any(_meet(choice[1], b) for b in others)]
        (text_x, text_y, anchor), box = (free or choices)[0]
        taken.append(box)
        points.append(MapPoint(commune, x, y, round(text_x, 1), round(text_y, 1), anchor))
    return tuple(sorted(points, key=lambda point: french_order(point.commune.name)))


def _place(name: str, x: float, y: float, side: str) -> tuple[tuple[float, float, str], _Box]:
    wide = len(name) * _LETTER
    if side in ("right", "left"):
        start = x + _POINT if side == "right" else x - _POINT - wide
        anchor, text_x = ("start", x + _POINT) if side == "right" else ("end", x - _POINT)
        return (text_x, y + _LINE / 3, anchor), (start, y - _LINE / 2, start + wide, y + _LINE / 2)
    text_y = y + _POINT + _LINE if side == "below" else y - _POINT - _LINE / 3
    return (x, text_y, "middle"), (x - wide / 2, text_y - _LINE, x + wide / 2, text_y + _LINE / 3)


def _is_inside(box: _Box) -> bool:
    return box[0] >= 0 and box[2] <= WIDTH


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

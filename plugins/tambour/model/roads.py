"""A stretch of road that is closed to all traffic: which one, and where it runs, as route planners want to know it."""

from enum import StrEnum
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema

from tambour.model import conversions
from tambour.model.fields import Line, Record, Widget
from tambour.model.problems import invalid

MOST_POINTS = 500
_FARTHEST = 20_000  # metres between two points: more is a slip of the keyboard, or latitude and longitude changed over
_EARTH = 6_371_009  # mean radius, metres (WGS 84)

Point = tuple[float, float]


class RoadDirection(StrEnum):
    """Which traffic is stopped."""

    BOTH = "deux_sens"
    ONE = "un_sens"


def line_of_points(value: object) -> object:
    """Points in their order, one a line: latitude, then longitude, in decimal degrees (WGS 84)."""
    if isinstance(value, tuple):
        return value
    texts = value if isinstance(value, list) else conversions.text_of(value).replace(";", "\n").splitlines()
    points = tuple(conversions.geo(text) for text in texts if not isinstance(text, str) or text.strip())
    if len(points) < 2:
        raise invalid("trace-trop-court", count=len(points))
    if len(points) > MOST_POINTS:
        raise invalid("trace-trop-long", count=len(points), most=MOST_POINTS)
    for before, after in pairwise(points):
        if metres_between(before, after) > _FARTHEST:  # type: ignore[arg-type]  # `geo` gives pairs of numbers
            raise invalid("trace-saute", before=_words(before), after=_words(after))
    return points


def metres_between(one: Point, other: Point) -> float:
    """How far two points are from each other (haversine)."""
    (lat1, lon1), (lat2, lon2) = (map(radians, point) for point in (one, other))
    part = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(part))


def _words(point: object) -> str:
    return ", ".join(map(str, point)) if isinstance(point, tuple) else str(point)


RoadLine = Annotated[
    tuple[Point, ...],
    PlainValidator(line_of_points),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 2}],
            "examples": [["46.4342, 4.6590", "46.4360, 4.6612"]],
        }
    ),
    Widget("points"),
]


class RoadStretch(Record):
    """A closed stretch."""

    street: Line = Field(
        alias="rue", title="Rue ou route", description="Son nom, comme sur une carte : Rue du Moulin, D 980."
    )
    points: RoadLine = Field(
        alias="trace",
        title="Tracé",
        description="Au moins deux points, un par ligne, dans le sens de la circulation : 46.4342, 4.6590 ; d'un "
        "carrefour au suivant, en suivant les virages.",
    )
    direction: RoadDirection = Field(
        RoadDirection.BOTH,
        alias="sens",
        title="Sens fermé",
        description="deux_sens, ou un_sens : celui dans lequel les points se suivent.",
    )

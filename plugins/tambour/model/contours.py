"""Where communes end, in degrees (WGS 84)."""

from collections.abc import Mapping
from typing import TypeAlias

Ring: TypeAlias = tuple[
    tuple[float, float], ...
]  # longitude and latitude of each corner, the first one again at the end
Contours: TypeAlias = Mapping[str, tuple[Ring, ...]]  # by id of a commune; holes are rings, too

"""referentiel/contours.geojson: where each member commune ends, for the site's own drawing of them. It may be left out.

What is asked is what public services hand out: a FeatureCollection (RFC 7946), each commune told by its Insee code or
by its id here. What it says beside that, and communes that are not members, are passed over.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from tambour.messages import problem
from tambour.model.contours import Contours, Ring
from tambour.model.problems import Problem
from tambour.model.registers import Commune
from tambour.source.files import CONTOURS_PATH

_HEAVIEST = 10_000_000  # bytes: those of a département, as they are handed out
_DIGITS = 4  # of a degree: some ten metres, less than a hair of the drawing
_NAMES = ("insee", "code", "code_insee", "codgeo", "insee_com", "id")
_MOST_POSITIONS = 500_000


def contours_of(
    root: Path, told: Iterable[Problem], communes: Mapping[str, Commune]
) -> tuple[Contours, tuple[Problem, ...]]:
    """The contours of a content folder, and what is wrong with them.

    Args:
        root: the folder.
        told: what is wrong with its files as files: such a one is not opened.
        communes: the members, by id.
    """
    path = PurePosixPath(CONTOURS_PATH)
    real = root / path
    if not real.is_file() or any(problem.path == path for problem in told):
        return NO_CONTOURS, ()
    if real.stat().st_size > _HEAVIEST:
        return NO_CONTOURS, (problem("contours-trop-lourds", path, limit=_HEAVIEST // 1_000_000),)
    return read_contours(real.read_bytes(), path, communes)


def read_contours(
    data: bytes, path: PurePosixPath, communes: Mapping[str, Commune]
) -> tuple[Contours, tuple[Problem, ...]]:
    """Read the file.

    Args:
        data: its bytes.
        path: for the problems.
        communes: the members, by id.

    Returns:
        The contours of the communes that are there, and what is wrong; nothing is drawn as long as something is.
    """
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return NO_CONTOURS, (problem("contours-illisibles", path),)
    features = told.get("features") if isinstance(told, dict) and told.get("type") == "FeatureCollection" else None
    if not isinstance(features, list):
        return NO_CONTOURS, (problem("contours-illisibles", path),)
    by_name = {name: commune.id for commune in communes.values() for name in (commune.id, commune.insee)}
    found: dict[str, tuple[Ring, ...]] = {}
    problems: list[Problem] = []
    for feature in features:
        commune = _commune_of(feature, by_name)
        if not commune:
            continue
        rings = tuple(_rings(feature.get("geometry")))
        if not rings:
            problems.append(problem("contour-sans-surface", path, value=communes[commune].name))
        elif not all(_is_on_earth(ring) for ring in rings):
            problems.append(problem("contour-autre-projection", path, value=communes[commune].name))
        elif commune in found:
            problems.append(problem("contour-double", path, value=communes[commune].name))
        else:
            found[commune] = rings
    if not found and not problems:
        problems.append(problem("contours-d-ailleurs", path, known=", ".join(_NAMES)))
    elif missing := [commune.name for commune in communes.values() if commune.id not in found and not problems]:
        problems.append(problem("contours-incomplets", path, value=", ".join(missing)))
    if sum(len(ring) for rings in found.values() for ring in rings) > _MOST_POSITIONS:
        problems.append(problem("contours-trop-fins", path, limit=_MOST_POSITIONS))
    return (NO_CONTOURS if problems else MappingProxyType(found)), tuple(problems)


NO_CONTOURS: Contours = MappingProxyType({})


def _commune_of(feature: object, by_name: Mapping[str, str]) -> str:
    """Id of the member that a feature is about; "" for another commune, or for what is no feature."""
    if not isinstance(feature, dict):
        return ""
    properties = feature.get("properties")
    told = properties if isinstance(properties, dict) else {}
    small = {str(key).lower(): value for key, value in told.items()}
    names = [feature.get("id"), *(small.get(name) for name in _NAMES)]
    return next((by_name[str(name)] for name in names if str(name) in by_name), "")


def _rings(geometry: object) -> Iterator[Ring]:
    """Every ring of a surface, holes included, its positions rounded; nothing of what is none."""
    if not isinstance(geometry, dict):
        return
    kind, told = geometry.get("type"), geometry.get("coordinates")
    surfaces = [told] if kind == "Polygon" else told if kind == "MultiPolygon" else []
    for surface in surfaces if isinstance(surfaces, list) else []:
        for positions in surface if isinstance(surface, list) else []:
            ring = [*_positions(positions)]
            thinned = [ring[0], *(after for before, after in pairwise(ring) if before != after)] if ring else []
            if thinned[:1] == thinned[-1:] and len(thinned) > _LEAST:
                yield tuple(thinned)


_LEAST = 3  # positions of a ring that closes, its first one counted twice


def _positions(told: Any) -> Iterator[tuple[float, float]]:
    for position in told if isinstance(told, list) else []:
        if not isinstance(position, list) or len(position) < 2:
            return
        longitude, latitude = position[:2]
        if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in (longitude, latitude)):
            return
        yield round(longitude, _DIGITS), round(latitude, _DIGITS)


def _is_on_earth(ring: Ring) -> bool:
    """In degrees, not in metres of a projection: Lambert 93, which French programs propose, counts in millions."""
    return all(-180 <= longitude <= 180 and -90 <= latitude <= 90 for longitude, latitude in ring)

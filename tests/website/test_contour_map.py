"""Communes are drawn as they lie, light enough for a page, and no gap opens between two that share a border."""

import math
import re

from tambour.model.registers import Commune
from tambour.website.contour_map import WIDTH, contour_map

# Two squares side by side, whose common border winds, one of them with an enclave that is a third commune.
BORDER = [(5.1 + 0.004 * math.sin(i * 1.7), 46.0 + i / 2000) for i in range(201)]
WEST = ((5.0, 46.0), *BORDER, (5.0, 46.1), (5.0, 46.0))
HOLE = ((5.14, 46.04), (5.16, 46.04), (5.16, 46.06), (5.14, 46.06), (5.14, 46.04))
EAST = ((5.2, 46.0), (5.2, 46.1), *BORDER[::-1], (5.2, 46.0))
CONTOURS = {"ouest": (WEST,), "est": (EAST, HOLE[::-1]), "enclave": ((*HOLE[2:], *HOLE[1:3]),)}
COMMUNES = {
    name: Commune.model_validate({"id": name, "nom": name.capitalize(), "insee": f"3900{number}"})
    for number, name in enumerate(CONTOURS)
}


def corners(path: str) -> list[list[tuple[int, int]]]:
    """Of each ring of an SVG path: absolute corners."""
    rings = []
    for start_x, start_y, steps in re.findall(r"M(\d+) (\d+)l([-\d ]*)z", path):
        x, y = int(start_x), int(start_y)
        ring, numbers = [(x, y)], [*map(int, steps.split())]
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + across, y + down
            ring.append((x, y))
        rings.append(ring)
    return rings


def drawn(most: int):
    drawing = contour_map(COMMUNES, CONTOURS, most)
    assert drawing is not None
    return drawing, {shape.commune.id: corners(shape.path) for shape in drawing.shapes}


def test_communes_lie_as_they_do_in_the_country():
    drawing, rings = drawn(1000)
    east, west = (sum(x for x, _ in rings[name][0]) / len(rings[name][0]) for name in ("est", "ouest"))

    assert drawing.width == WIDTH
    assert west < east
    across, down = 0.2 * math.cos(math.radians(46.05)), 0.1
    assert abs((drawing.height - 24) / (WIDTH - 24) - down / across) < 0.01
    assert [shape.commune.id for shape in drawing.shapes] == ["enclave", "est", "ouest"]
    assert len(rings["est"]) == 2


def test_a_border_that_two_share_is_the_same_line_however_few_corners_are_left():
    for most in (1000, 60, 12):
        _, rings = drawn(most)
        common = set(rings["ouest"][0]) & set(rings["est"][0])
        assert len(rings["ouest"][0]) - len(common) == 2, "all but two corners of a square are the border's"
        assert set(rings["est"][1]) == set(rings["enclave"][0])


def test_a_drawing_has_about_as_many_corners_as_were_allowed():
    many, few = (sum(map(len, drawn(most)[1]["ouest"])) for most in (1000, 40))

    assert few < 60 < many


def test_names_do_not_cover_each_other_and_nothing_is_drawn_of_nothing():
    near = {
        name: Commune.model_validate(
            {"id": name, "nom": f"Saint-{name}", "insee": "39001", "coordonnees": "46.05, 5.1"}
        )
        for name in ("ouest", "est")
    }
    drawing = contour_map(near, CONTOURS, 100)

    assert drawing is not None
    assert [shape.is_named for shape in drawing.shapes].count(True) == 1
    assert contour_map(COMMUNES, {}, 100) is None
    assert contour_map({}, CONTOURS, 100) is None

"""Contours as public services hand them out are read; what would make a map that misleads is told, with a way out."""

import json
from pathlib import PurePosixPath

import pytest

from tambour.model.registers import Commune
from tambour.source.contours import contours_of, read_contours
from tambour.source.files import CONTOURS_PATH

COMMUNES = {
    name: Commune.model_validate({"id": name, "nom": name.capitalize(), "insee": insee})
    for name, insee in {"bellecombe": "39001", "mijoux": "39002"}.items()
}
SQUARE = [[5.0, 46.0], [5.1, 46.0], [5.1, 46.1], [5.0, 46.0]]
PATH = PurePosixPath(CONTOURS_PATH)


def feature(told, coordinates=None, kind="Polygon", **more):
    return {
        "type": "Feature",
        "properties": told,
        "geometry": {"type": kind, "coordinates": coordinates or [SQUARE]},
        **more,
    }


def read(*features, whole=None):
    data = json.dumps(whole or {"type": "FeatureCollection", "features": features}).encode()
    contours, problems = read_contours(data, PATH, COMMUNES)
    return contours, [problem.code for problem in problems]


def test_a_commune_is_known_by_its_code_or_by_its_id_and_others_are_passed_over():
    two = [[[*SQUARE[0], 12.5], *SQUARE[1:]]], [SQUARE]

    contours, codes = read(
        feature({"code": "39001"}),
        feature({"INSEE_COM": 39002}, [*two], "MultiPolygon"),
        feature({"code": "75056"}),
        {"type": "Feature"},
        "?",
    )

    assert codes == []
    assert {name: len(rings) for name, rings in contours.items()} == {"bellecombe": 1, "mijoux": 2}
    assert contours["bellecombe"][0][0] == (5.0, 46.0)
    assert read(feature({}, id="mijoux"), feature({"id": "bellecombe"}))[1] == []


@pytest.mark.parametrize(
    ("features", "codes"),
    [
        ([feature({"code": "39001"})], ["contours-incomplets"]),
        ([feature({"code": "75056"})], ["contours-d-ailleurs"]),
        ([feature({"code": "39001"}, [SQUARE[:3]])], ["contour-sans-surface"]),
        ([feature({"code": "39001"}, SQUARE, "LineString")], ["contour-sans-surface"]),
        ([feature({"code": "39001"}, [[["a", "b"]]])], ["contour-sans-surface"]),
        (
            [feature({"code": "39001"}, [[[9e5, 6e6], [9e5, 7e6], [8e5, 6e6], [9e5, 6e6]]])],
            ["contour-autre-projection"],
        ),
        ([feature({"code": "39001"}), feature({"code": "39001"})], ["contour-double"]),
    ],
)
def test_what_would_mislead_is_told_and_nothing_is_drawn(features, codes):
    contours, told = read(*features)

    assert told == codes
    assert contours == {}


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"type": "Feature"}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_collection_is_told(data):
    assert [problem.code for problem in read_contours(data, PATH, COMMUNES)[1]] == ["contours-illisibles"]


def test_a_file_that_is_heavier_than_any_screen_needs_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr("tambour.source.contours._HEAVIEST", 10)
    (tmp_path / "referentiel").mkdir()
    (tmp_path / PATH).write_bytes(b"x" * 11)

    assert [problem.code for problem in contours_of(tmp_path, (), COMMUNES)[1]] == ["contours-trop-lourds"]
    assert contours_of(tmp_path / "ailleurs", (), COMMUNES) == ({}, ())

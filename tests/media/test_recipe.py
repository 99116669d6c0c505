"""Every picture gets the sizes that a screen can use, under names that last as long as the picture does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tambour.media.recipe import (
    AVIF,
    FULL,
    JPEG,
    PAST,
    PAST_TEXT,
    PNG,
    height_at,
    master,
    public_path,
    published,
    versions_to_make,
    widths,
)

SIDES = st.integers(1, 80_000)


@given(SIDES, SIDES)
def test_no_version_is_wider_than_the_picture_or_larger_than_a_format_can_hold(width, height):
    made = widths(width, height)

    assert list(made) == sorted(set(made))
    assert made[0] >= 1 and made[-1] <= min(width, 1600)
    assert all(1 <= height_at(one, (width, height)) <= 16_384 for one in made)


@pytest.mark.parametrize(
    ("width", "wanted"),
    [
        (120, (120,)),
        (450, (450,)),
        (640, (400, 640)),
        (1000, (400, 800, 1000)),
        (1600, (400, 800, 1600)),
        (8000, (400, 800, 1600)),
    ],
)
def test_two_versions_are_never_almost_the_same(width, wanted):
    assert widths(width, width) == wanted


def test_a_name_is_plain_whatever_the_file_is_called():
    path = public_path("images/2026/Été à l’étang (œuvre n° 3).JPEG", "ab" * 32, 800, "image/avif")

    assert path.startswith("media/ete-a-l-etang-oeuvre-n-3-")
    assert path.endswith("-800.avif")
    assert path.isascii()


def test_a_name_holds_the_bytes_of_the_original():
    one, other = (public_path("images/a.jpg", digest * 32, 400, "image/jpeg") for digest in ("ab", "cd"))

    assert one != other


@pytest.mark.parametrize(
    ("size", "reach", "avif", "jpeg"),
    [
        ((4000, 3000), FULL, [400, 800, 1600], [400, 800, 1200]),
        ((4000, 3000), PAST, [400, 800], [400]),
        ((4000, 3000), PAST_TEXT, [400, 800], [400, 800]),
        ((900, 600), PAST, [400, 900], [400]),
        ((300, 200), PAST, [300], [300]),
    ],
)
def test_what_is_long_past_keeps_the_sizes_that_its_page_shows(size, reach, avif, jpeg):
    shown = {kind: [box[0] for one, box in published(size, JPEG, reach) if one == kind] for kind in (AVIF, JPEG)}

    assert shown == {AVIF: avif, JPEG: jpeg}


@given(SIDES, SIDES, st.sampled_from([JPEG, PNG]))
def test_what_is_made_of_the_past_is_made_of_all_so_that_a_card_is_drawn_from_the_same(width, height, fallback):
    few, all_of_them = (versions_to_make((width, height), fallback, past=past) for past in (True, False))

    assert {*published((width, height), fallback, PAST)} <= {*few} <= {*all_of_them}
    assert few[-1] == all_of_them[-1] == (fallback, master((width, height), fallback))

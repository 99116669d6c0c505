"""Whoever shows a picture asks for a width, and gets a file that is published and that her program can read."""

import pytest

from tambour.model.media import Derived, Original


def version(media_type: str, width: int) -> Derived:
    return Derived(f"media/a-{width}.{media_type[6:]}", media_type, width, width // 2, 100 * width)


AVIF, JPEG = (tuple(version(f"image/{kind}", width) for width in (400, 800, 1600)) for kind in ("avif", "jpeg"))
PHOTO = Original("images/a.jpg", "image/jpeg", 4_000_000, "ab" * 32, 4000, 2000, AVIF + JPEG)
PLAN = Original("documents/plan.pdf", "application/pdf", 1200, "cd" * 32)


@pytest.mark.parametrize(("wanted", "given"), [(1, 400), (400, 400), (401, 800), (1600, 1600), (3000, 1600)])
def test_the_narrowest_version_that_is_wide_enough_is_given(wanted, given):
    assert PHOTO.at(wanted) == version("image/jpeg", given)


def test_browsers_are_offered_the_lightest_format_first():
    assert PHOTO.sources == (("image/avif", AVIF),)
    assert PHOTO.readable == JPEG


def test_a_photo_is_published_as_its_versions_only():
    assert PHOTO.path not in {version.path for version in PHOTO.published}


def test_a_document_is_its_own_only_version():
    itself = Derived("documents/plan.pdf", "application/pdf", None, None, 1200)

    assert PLAN.published == PLAN.readable == (itself,)
    assert PLAN.at(800) == itself
    assert PLAN.sources == ()

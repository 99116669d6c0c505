"""A mail's picture is small, in a format that every client reads, and as sharp as a phone's screen."""

import io
from hashlib import shake_128

import pytest
from PIL import Image

from tambour.channels.newsletter.mail_picture import MAX_LENGTH, mail_picture


def encoded(image: Image.Image, name: str) -> bytes:
    data = io.BytesIO()
    image.save(data, name)
    return data.getvalue()


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """What no encoder can make small."""
    octets = bytes((7919 * i * i + 31 * i) >> 5 & 255 for i in range(width * height * len(mode)))
    return Image.frombytes(mode, (width, height), octets)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_it_has_two_pixels_for_each_that_is_shown():
    made = opened(mail_picture(encoded(Image.new("RGB", (1600, 900), "teal"), "JPEG"), 552, 310))

    assert (made.format, made.size) == ("JPEG", (1104, 620))


def test_a_small_picture_is_not_blown_up():
    made = opened(mail_picture(encoded(Image.new("RGB", (400, 300), "teal"), "JPEG"), 264, 198))

    assert made.size == (400, 300)


def test_what_shows_through_stays_so():
    made = opened(mail_picture(encoded(Image.new("RGBA", (800, 400), (200, 30, 30, 90)), "PNG"), 264, 132))

    assert made.format == "PNG"
    assert made.convert("RGBA").getpixel((5, 5))[3] == 90


@pytest.mark.parametrize(("name", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA")])
def test_the_most_crowded_picture_is_still_light(name, mode):
    made = mail_picture(encoded(noise(1104, 400, mode), name), 264 if name == "PNG" else 552, 200)

    assert len(made) <= MAX_LENGTH


@pytest.mark.parametrize(("name", "mode", "side"), [("JPEG", "RGB", 1000), ("PNG", "RGBA", 700)])
def test_a_picture_that_no_encoder_makes_light_has_fewer_pixels(name, mode, side):
    """One of sand and gravel: no quality is enough."""
    sand = Image.frombytes(mode, (side, side), shake_128(b"sand").digest(side * side * len(mode)))

    made = mail_picture(encoded(sand, name), side // 2, side // 2)

    assert len(made) <= MAX_LENGTH
    assert opened(made).width == opened(made).height < side


def test_the_same_picture_makes_the_same_bytes():
    data = encoded(noise(700, 300), "JPEG")

    assert mail_picture(data, 264, 113) == mail_picture(data, 264, 113)

"""What is published of a picture looks as the picture does, at every size and in every format."""

import contextlib
from pathlib import Path

import pytest
from PIL import Image

from tambour.media.derive import derive
from tests.media.pictures import (
    BLUE,
    CORNERS,
    RED,
    SECRETS,
    animation,
    display_p3,
    exif,
    file,
    phone_photo,
    png_of,
    png_that_tells,
    quarters,
)

HEIC = (Path(__file__).parent / "phone.heic").read_bytes()  # CORNERS, 48×64, turned by `irot`, with a position
NEAR = 12  # of 255: what lossy encoders change in the middle of a flat colour


def near(image: Image.Image, place: tuple[float, float], colour: tuple[int, ...]) -> bool:
    """Whether a picture has this colour at a place, given as parts of its width and height."""
    mode = "RGBA" if len(colour) == 4 else "RGB"
    found = image.convert(mode).getpixel((int(place[0] * image.width), int(place[1] * image.height)))
    return all(abs(one - other) <= NEAR for one, other in zip(found, colour, strict=True))


def corners(image: Image.Image) -> bool:
    places = {"left": 0.2, "right": 0.8, "top": 0.2, "bottom": 0.8}
    named = {tuple(name.split()): colour for name, colour in CORNERS.items()}
    return all(near(image, (places[across], places[down]), colour) for (down, across), colour in named.items())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_upright_however_the_phone_was_held(contents, orientation):
    data = file(quarters((80, 60), orientation), "JPEG", quality=95, exif=exif(orientation))

    versions = contents.shown("images/a.jpg", data)

    assert [version.media_type for version, _ in versions] == ["image/avif", "image/jpeg"]
    assert {image.size for _, image in versions} == {(80, 60)}
    assert all(corners(image) for _, image in versions)


def test_a_phone_s_fifty_megapixels_become_three_sizes_in_two_formats(contents):
    versions = contents.shown("images/a.jpg", phone_photo((6120, 8160), orientation=6))

    sizes = [(400, 533), (800, 1067), (1600, 2133), (400, 533), (800, 1067), (1200, 1600)]
    assert [(version.width, version.height) for version, _ in versions] == sizes
    assert [image.size for _, image in versions] == sizes
    assert all(corners(image) for _, image in versions)


def test_a_heic_photo_is_read_and_upright(contents):
    versions = contents.shown("images/a.heic", HEIC)

    assert {image.size for _, image in versions} == {(48, 64)}
    assert all(corners(image) for _, image in versions)


def test_the_facts_of_a_version_are_those_of_its_file(contents):
    for version, image in contents.shown("images/a.jpg", phone_photo((1000, 700))):
        assert image.get_format_mimetype() == version.media_type
        assert image.size == (version.width, version.height)
        assert contents.taken()[0].public[version.path].file.stat().st_size == version.length


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("images/a.jpg", phone_photo((60, 40), orientation=6)),
        ("images/a.png", png_that_tells()),
        ("images/a.webp", file(quarters((60, 40)), "WEBP", exif=exif(), xmp=b"http://ns.adobe.com/xap Camille")),
        ("images/a.avif", file(quarters((60, 40)), "AVIF", exif=exif(), xmp=b"http://ns.adobe.com/xap Camille")),
        ("images/a.jpg", file(quarters((60, 40)), "JPEG", icc_profile=display_p3(), comment=b"Camille")),
        ("images/a.heic", HEIC),
        ("documents/a.jpg", phone_photo((60, 40))),
    ],
    ids=["jpeg", "png", "webp", "avif", "profile", "heic", "document"],
)
def test_nothing_published_says_where_when_or_by_whom_it_was_taken(contents, path, data):
    assert any(secret in data for secret in SECRETS)

    versions = contents.shown(path, data)
    folder, _ = contents.taken()

    assert path not in folder.public
    for version, image in versions:
        assert [secret for secret in SECRETS if secret in folder.read(version.path)] == []
        assert dict(image.getexif()) == {}
        assert not {"exif", "xmp", "comment", "icc_profile", "photoshop"} & image.info.keys()


def test_a_wide_gamut_red_is_as_bright_in_srgb(contents):
    """sRGB's pure red, as a phone writes it: without its profile it would be a dull (234, 51, 35)."""
    photo = file(Image.new("RGB", (40, 40), (234, 51, 35)), "JPEG", quality=95, icc_profile=display_p3())

    assert all(near(image, (0.5, 0.5), (255, 0, 0)) for _, image in contents.shown("images/a.jpg", photo))


def test_a_broken_profile_counts_as_none(contents):
    photo = file(Image.new("RGB", (40, 40), RED), "JPEG", quality=95, icc_profile=b"not a profile")

    assert all(near(image, (0.5, 0.5), RED) for _, image in contents.shown("images/a.jpg", photo))


def test_the_printer_s_cmyk_has_a_screen_s_colours(contents):
    photo = file(Image.new("CMYK", (40, 40), (0, 255, 255, 0)), "JPEG", quality=95)

    versions = contents.shown("images/a.jpg", photo)

    assert all(image.mode == "RGB" and near(image, (0.5, 0.5), (255, 0, 0)) for _, image in versions)


def transparent_png() -> bytes:
    logo = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    logo.paste((*BLUE, 255), (30, 0, 60, 40))
    return file(logo, "PNG")


def transparent_palette_png() -> bytes:
    logo = Image.new("P", (60, 40), 0)
    logo.putpalette([255, 0, 255, *BLUE])
    logo.paste(1, (30, 0, 60, 40))
    return file(logo, "PNG", transparency=b"\x00\xff")


@pytest.mark.parametrize("make", [transparent_png, transparent_palette_png])
def test_what_shows_through_still_shows_through(contents, make):
    versions = contents.shown("images/logo.png", make())

    assert [version.media_type for version, _ in versions] == ["image/avif", "image/png"]
    for _, image in versions:
        assert image.convert("RGBA").getpixel((5, 20))[3] == 0
        assert near(image, (0.8, 0.5), (*BLUE, 255))


def test_a_drawing_without_holes_falls_back_on_jpeg(contents):
    opaque = file(Image.new("RGBA", (60, 40), (*BLUE, 255)), "PNG")

    versions = contents.shown("images/a.png", opaque)

    assert [version.media_type for version, _ in versions] == ["image/avif", "image/jpeg"]


def test_a_transparent_fallback_is_never_heavy(contents):
    logo = Image.linear_gradient("L").resize((1400, 700))
    logo = Image.merge("LA", (logo, logo)).convert("RGBA")

    original = contents.original("images/logo.png", file(logo, "PNG"))

    assert [version.width for version in original.readable] == [400, 800]
    assert original.at(1600) == original.readable[-1]


@pytest.mark.parametrize(
    "data",
    [
        png_of(8, 8, 16, 0, b"\x80\x00" * 8),
        png_of(8, 8, 16, 2, b"\x80\x00" * 24),
        file(Image.new("L", (8, 8), 128), "PNG"),
        file(Image.new("P", (8, 8), 0), "PNG"),
    ],
    ids=["16-bit grey", "16-bit colour", "grey", "palette"],
)
def test_every_way_to_write_a_png_is_read(contents, data):
    wanted = Image.open(contents.put("images/b.png", data)).convert("RGB").getpixel((4, 4))
    expected = wanted if wanted != (255, 255, 255) else (128, 128, 128)  # Pillow alone takes 16-bit grey for white

    assert all(near(image, (0.5, 0.5), expected) for _, image in contents.shown("images/a.png", data))


def test_a_still_gif_is_a_picture_like_another(contents):
    versions = contents.shown("images/a.gif", file(quarters((80, 60)), "GIF"))

    assert all(corners(image) for _, image in versions)


@pytest.mark.parametrize(("kind", "name"), [("GIF", "a.gif"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("AVIF", "a.avif")])
def test_what_moves_is_refused(contents, kind, name):
    contents.put(f"images/{name}", animation(kind))

    assert contents.taken()[1] == {f"images/{name}": "image-animee"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", file(quarters((300, 200)), "JPEG")),
        ("a.png", file(Image.effect_noise((200, 200), 50), "PNG")),
        ("a.webp", file(Image.effect_noise((200, 200), 50).convert("RGB"), "WEBP")),
        ("a.heic", HEIC),
    ],
    ids=["jpeg", "png", "webp", "heic"],
)
def test_a_file_cut_short_is_refused(contents, name, data):
    contents.put(f"images/{name}", data[: len(data) * 6 // 10])

    folder, faults = contents.taken()

    assert faults == {f"images/{name}": "image-illisible"}
    assert dict(folder.public) == {}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.png", png_of(60_000, 60_000, 1, 0, b"\0", rows=1)),
        ("large.png", png_of(9_000, 9_000, 1, 0, b"\0", rows=1)),
        (
            "bomb.gif",
            b"GIF89a\xff\xff\xff\xff\x00\x00\x00\x2c\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x02\x44\x01\x00\x3b",
        ),
    ],
)
def test_a_decompression_bomb_is_refused_without_being_decoded(contents, name, data):
    contents.put(f"images/{name}", data)

    assert contents.taken()[1] == {f"images/{name}": "image-trop-grande"}


def test_a_strip_is_no_taller_than_every_format_can_hold(contents):
    original = contents.original("images/a.png", file(Image.new("L", (600, 20_000), 128), "PNG"))

    assert max(version.height for version in original.derived) <= 16_383
    assert original.readable[-1].width == 491


def test_a_large_drawing_is_decoded_alone(tmp_path):
    entered = []

    @contextlib.contextmanager
    def alone():
        entered.append(True)
        yield

    for name, data in (("large.png", file(Image.new("1", (5000, 5000)), "PNG")), ("small.jpg", phone_photo((60, 40)))):
        (tmp_path / name).write_bytes(data)
        derive(name, tmp_path / name, alone())

    assert entered == [True]

"""A flat card has few colours, and looks as if it had all of them."""

import io

from PIL import Image, ImageChops, ImageDraw

from tambour.channels.cards.canvas import Flat, FlatCanvas, PhotoCanvas, extremes, rgb

PAPER, INK, BRICK = "#fffdf8", "#1b1a17", "#a63d1e"
SIZE = (200, 100)


def flat() -> FlatCanvas:
    return FlatCanvas(Flat(Image.new("L", SIZE), (rgb(PAPER),)))


def disc(radius: int) -> Image.Image:
    """A mask with soft edges."""
    large = Image.new("L", (8 * radius, 8 * radius))
    ImageDraw.Draw(large).ellipse((0, 0, 8 * radius - 1, 8 * radius - 1), fill=255)
    return large.resize((2 * radius, 2 * radius), Image.Resampling.BOX)


def seen(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB")


def strokes(canvas):
    canvas.fill((0, 0, 90, 100), BRICK)
    canvas.ink(disc(30), (60, 10), INK)  # over two grounds at once
    canvas.ink(disc(20), (140, 40), BRICK)


def test_it_looks_like_all_colours_to_a_fraction_of_a_shade():
    few, all_colours = flat(), PhotoCanvas(Image.new("RGB", SIZE, PAPER))
    strokes(few)
    strokes(all_colours)
    apart = ImageChops.difference(seen(few.encode()), all_colours.image)

    assert max(extremes(band)[1] for band in apart.split()) <= 20
    assert len(few.flat().palette) < 32


def test_a_picture_keeps_its_colours():
    rainbow = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn).resize((60, 60)) for turn in (0, 90, 180)])
    canvas = flat()
    canvas.picture(rainbow, (10, 10))
    shown = seen(canvas.encode()).crop((10, 10, 70, 70))

    assert max(extremes(band)[1] for band in ImageChops.difference(shown, rainbow).split()) < 64


def test_a_full_palette_takes_the_nearest_colour():
    greys = tuple((value, value, value) for value in range(256))
    canvas = FlatCanvas(Flat(Image.new("L", SIZE), greys))
    canvas.fill((0, 0, 200, 100), "#808182")

    assert seen(canvas.encode()).getpixel((5, 5)) == (129, 129, 129)
    assert canvas.flat().palette == greys


def test_what_was_drawn_elsewhere_is_laid_down_in_its_colours():
    other = FlatCanvas(Flat(Image.new("L", (20, 20)), (rgb(BRICK),)))
    other.ink(disc(5), (5, 5), INK)
    canvas = flat()
    canvas.stamp(other.flat(), (30, 30))
    shown = seen(canvas.encode())

    assert [shown.getpixel(place) for place in ((5, 5), (31, 31), (40, 40))] == [rgb(PAPER), rgb(BRICK), rgb(INK)]

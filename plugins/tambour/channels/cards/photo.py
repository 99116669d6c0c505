"""Photos under words: cut to the card, and darkened (or lightened) where words stand until they can be read."""

import io
from functools import lru_cache

from PIL import Image, ImageOps

from tambour.channels.cards.artwork import Picture, opened
from tambour.channels.cards.canvas import Box, extremes
from tambour.model.colours import contrast, mix

CONTRAST = 5.2  # at least, of words on a photo: WCAG 2.2 §1.4.3 asks for 4.5, and JPEG moves each pixel a little
_EYE_LEVEL = (0.5, 0.42)  # what a photo is about is seldom at its foot
_TINT = 0.35  # least strength of a scrim, so that words never seem to float
_STEPS = 40


def covering(picture: Picture, width: int, height: int, paper: str) -> Image.Image:
    """A picture (RGB) that covers a box. paper: what shows through where it is transparent."""
    pixels = _pixels(picture, paper)
    return ImageOps.fit(pixels, (width, height), Image.Resampling.BICUBIC, centering=_EYE_LEVEL)


@lru_cache(maxsize=2)  # the three cards of one item are drawn one after the other
def _pixels(picture: Picture, paper: str) -> Image.Image:
    with Image.open(io.BytesIO(picture.data)) as photo:
        photo.load()
        if photo.mode == "RGB":
            return photo
    image = opened(picture)
    ground = Image.new("RGB", image.size, paper)
    ground.paste(image, (0, 0), image)
    return ground


def lay_scrim(image: Image.Image, box: Box, fade: int, ground: str, words: str) -> None:
    """Cover a part of a photo with just enough of a colour for words to be read on every pixel of it.

    box: where words stand. fade: height over which the colour comes up, above the box. ground, words: colours, far
    enough apart.
    """
    area = image.crop(box)
    strength = needed(area, ground, words)
    height = box[3] - box[1] + fade
    column = Image.new("L", (1, height), round(255 * strength))
    for row in range(fade):
        share = row / fade
        column.putpixel((0, row), round(255 * strength * share * share * (3 - 2 * share)))
    mask = column.resize((box[2] - box[0], height))
    image.paste(Image.new("RGB", mask.size, ground), (box[0], box[1] - fade), mask)


def needed(area: Image.Image, ground: str, words: str) -> float:
    """Least share (0 to 1) of a ground over a photo with which words stand out from each of its pixels."""
    light = contrast(words, "#000000") > contrast(words, "#ffffff")
    worst = [extremes(band)[1 if light else 0] for band in area.split()]
    under = "#" + "".join(f"{part:02x}" for part in worst)  # no pixel is worse
    shares = (step / _STEPS for step in range(round(_TINT * _STEPS), _STEPS))
    return next((share for share in shares if contrast(mix(under, ground, share), words) >= CONTRAST), 1.0)

"""A picture for a mail: JPEG or PNG, as pages show it, light enough for a phone.

Mail clients read no AVIF, and Outlook on Windows no picture that it must reduce by itself.
"""

import io

from PIL import Image

from tambour.model.media import Derived, Original

DENSITY = 2  # pixels of the file for one CSS pixel, at most
_SHARP = 1.4  # likewise, of the version that is looked for
MAX_LENGTH = 200_000  # bytes: above, a mail is slow to show on a phone
_QUALITIES = (80, 70, 60, 50, 40)  # the first that is light enough
_PALETTE = 128  # colours of a PNG that is too heavy in all of its own
_SMALLER = 0.8  # of its width, as long as it is too heavy all the same


def mail_picture(data: bytes, width: int, height: int) -> bytes:
    """Make it from a published version. data: JPEG or PNG, upright, in sRGB. width, height: as shown, in CSS pixels.

    What is light as it is, is taken as it is. A picture that has fewer pixels than that keeps its own; one that no
    encoder makes light is given fewer, so that every picture is light enough. What shows through stays a PNG.
    """
    with Image.open(io.BytesIO(data)) as image:
        if len(data) <= MAX_LENGTH and image.width <= width * DENSITY:
            return data
        image.load()
        wide = min(image.width, width * DENSITY)
        while True:
            box = (wide, max(1, round(wide * height / width)))
            reduced = image if image.size == box else image.resize(box, Image.Resampling.BICUBIC)
            encoded = _png(reduced) if image.format == "PNG" else _jpeg(reduced.convert("RGB"))
            if len(encoded) <= MAX_LENGTH or wide == 1:
                return encoded
            wide = max(1, int(wide * _SMALLER))


def sharp_enough(width: int) -> int:
    """Pixels of the version to show at a width in CSS pixels: a phone, which shows it smaller, has two for each."""
    return int(width * _SHARP)


def light_version(original: Original, width: int) -> Derived:
    """The published version that a mail shows at a width, in CSS pixels: the sharpest that is light enough."""
    sharp = original.at(sharp_enough(width))
    versions = original.readable[: original.readable.index(sharp) + 1]
    light = [version for version in versions if version.length <= MAX_LENGTH]
    return light[-1] if light else versions[0]


def _jpeg(image: Image.Image) -> bytes:
    encoded = b""
    for quality in _QUALITIES:
        encoded = _encode(image, "JPEG", quality=quality, optimize=True)
        if len(encoded) <= MAX_LENGTH:
            break
    return encoded


def _png(image: Image.Image) -> bytes:
    encoded = _encode(image, "PNG", optimize=True)
    if len(encoded) <= MAX_LENGTH:
        return encoded
    return _encode(image.quantize(_PALETTE, method=Image.Quantize.FASTOCTREE), "PNG", optimize=True)


def _encode(image: Image.Image, name: str, **options: object) -> bytes:
    image.info = {}
    data = io.BytesIO()
    image.save(data, name, **options)
    return data.getvalue()

"""A picture as it is taken into the content: upright, not larger than it is of use, and with nothing but its pixels.

What is kept is what anybody may see: where and when it was taken, the camera and its owner are lost on purpose, since
the content may be public, and its versions are for ever. The original is not kept: 25 MB a photo would fill a
repository in a year.
"""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tambour.media.opening import FORMATS, is_quarter_turn, open_picture, orientation

if TYPE_CHECKING:
    from PIL import Image

# Pixels of the longer side: a photo of 4:3 that lies is 2560 wide when a story (1080 × 1920) is cut out of it. Nothing
# asks for more.
LONGEST_SIDE = 2560
HEAVIEST = 3_000_000  # bytes of a picture that is kept as it is
JPEG_QUALITY = 88  # each version that is published is encoded once more
# What may stand in a file beside pixels: EXIF, XMP, comments, Photoshop's.
_BESIDE = ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop", "Raw profile type exif", "Comment", "Author")
_KEPT_AS_THEY_ARE = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")


@dataclass(frozen=True)
class TakenPicture:
    """What is kept of a picture.

    suffix: that its name ends with. done: what was done to it, of `tournee`, `reduite`, `convertie`, `position`.
    """

    data: bytes
    suffix: str
    width: int
    height: int
    done: tuple[str, ...] = ()


def take_picture(data: bytes, name: str) -> TakenPicture:
    """Take a picture in. name: for the sentence that refuses it. Raises Unreadable."""
    with open_picture(name, io.BytesIO(data)) as image:
        form, turn = image.format or "", orientation(image)
        size = image.size[::-1] if is_quarter_turn(turn) else image.size
        wanted = within(size, LONGEST_SIDE)
        position = bool(_has_position(image))
        is_bare = not any(image.info.get(key) for key in _BESIDE) and not image.getexif() and form != "MPO"
        is_sane = (
            wanted == size and len(data) <= HEAVIEST and turn == 1 and image.mode in ("L", "RGB", "RGBA", "P", "LA")
        )
        if form in _KEPT_AS_THEY_ARE and is_bare and is_sane:
            image.load()  # to its end: one that is broken is refused now
            return TakenPicture(data, FORMATS[form].extensions[0], *size)
        done = {
            "tournee": turn != 1,
            "reduite": wanted != size,
            "convertie": form not in ("JPEG", "MPO", "PNG") or image.mode == "CMYK",
            "position": position,
        }
        from tambour.media.derive import upright  # noqa: PLC0415 — Pillow: see `opening`

        pixels = upright(image, wanted)
        is_drawing = FORMATS[form].lossless
    made, suffix = _encode(pixels, lossless=is_drawing)
    return TakenPicture(made, suffix, *pixels.size, tuple(what for what, is_so in done.items() if is_so))


def within(size: tuple[int, int], side: int) -> tuple[int, int]:
    """A size with the same ratio whose longer side is so long at most.

    >>> within((8192, 6144), 2560), within((800, 600), 2560)
    ((2560, 1920), (800, 600))
    """
    scale = side / max(size)
    return size if scale >= 1 else (max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))


def _has_position(image: "Image.Image") -> bool:
    try:
        return bool(image.getexif().get_ifd(0x8825))  # EXIF 2.32 §4.6.6, GPS
    except (OSError, ValueError, KeyError, SyntaxError, TypeError):
        return False


def _encode(pixels: "Image.Image", *, lossless: bool) -> tuple[bytes, str]:
    """As a PNG what is transparent or drawn, unless it is heavy; else as a JPEG."""
    stream = io.BytesIO()
    if pixels.mode == "RGBA" or lossless:
        pixels.save(stream, "PNG", optimize=True)
        if pixels.mode == "RGBA" or stream.tell() <= HEAVIEST:
            return stream.getvalue(), ".png"
        stream = io.BytesIO()
    pixels.save(stream, "JPEG", quality=JPEG_QUALITY, progressive=True, optimize=True)
    return stream.getvalue(), ".jpg"

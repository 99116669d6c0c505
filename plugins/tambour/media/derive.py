"""An original picture → its versions: upright, in sRGB, reduced, and with nothing in the file but the pixels.

Position, camera, author and comments are lost on purpose: a version is encoded from pixels alone.
"""

import contextlib
import io
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from PIL import Image, ImageCms, JpegImagePlugin

from tambour.media import recipe
from tambour.media.opening import FORMATS, is_quarter_turn, open_picture, orientation
from tambour.media.recipe import JPEG, PNG

LARGE = 24_000_000  # pixels held in memory at once, from which only one picture is worked on at a time
# EXIF orientation → what brings the picture upright; 1 is upright. EXIF 2.32 §4.6.4 A.
_TURNS: Mapping[int, Image.Transpose] = MappingProxyType(
    {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
)
_SIXTEEN_BITS = ("I", "I;16", "I;16B")


class Version(NamedTuple):
    """One encoded version. width, height: pixels."""

    media_type: str
    width: int
    height: int
    data: bytes


def derive(path: str, file: Path, alone: AbstractContextManager[object], *, past: bool = False) -> tuple[Version, ...]:
    """Make every version of a picture. path: its name, for a sentence. Raises Unreadable.

    alone: entered around the decoding of a picture that takes so much memory that two at once would be too much.
    past: make those alone that are published of what is long past, and the one that cards are drawn from.
    """
    pixels, size, drawn = _decode(path, file, alone)
    versions = recipe.versions_to_make(size, _fallback(pixels), past=past)
    reduced = {box: pixels.resize(box, Image.Resampling.LANCZOS) for _, box in versions}
    return tuple(
        Version(media_type, *box, _encode(reduced[box], media_type, drawn=drawn)) for media_type, box in versions
    )


def plan_versions(
    path: str, file: Path, alone: AbstractContextManager[object], *, past: bool = False
) -> tuple[Version, ...]:
    """The versions that `derive` would make, without their bytes: the picture is read to its end, and that is all."""
    pixels, size, _ = _decode(path, file, alone)
    return tuple(
        Version(media_type, *box, b"")
        for media_type, box in recipe.versions_to_make(size, _fallback(pixels), past=past)
    )


def _decode(path: str, file: Path, alone: AbstractContextManager[object]) -> tuple[Image.Image, tuple[int, int], bool]:
    """Pixels at the widest width, size of the original as shown, whether it is lossless."""
    with file.open("rb") as stream, open_picture(path, stream) as image:
        drawn = FORMATS[image.format or ""].lossless
        size = image.size[::-1] if is_quarter_turn(orientation(image)) else image.size
        # libjpeg decodes at a half, a quarter or an eighth of the size, and never holds the whole.
        whole = not isinstance(image, JpegImagePlugin.JpegImageFile)
        with alone if whole and image.width * image.height > LARGE else contextlib.nullcontext():
            return _upright(image, size), size, drawn


def _fallback(pixels: Image.Image) -> str:
    """The format that every program reads: PNG where something shows through."""
    return PNG if pixels.mode == "RGBA" else JPEG


def _encode(image: Image.Image, media_type: str, *, drawn: bool) -> bytes:
    data = io.BytesIO()
    options = recipe.options(media_type, image.width, drawn=drawn)
    image.save(data, media_type.removeprefix("image/").upper(), **options)
    return data.getvalue()


def _upright(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Decode, at the widest width: RGB, or RGBA when something shows through. size: of the picture as shown."""
    width = recipe.widths(*size)[-1]
    return upright(image, (width, recipe.height_at(width, size)))


def upright(image: Image.Image, wanted: tuple[int, int]) -> Image.Image:
    """Decode a picture as it is shown, with nothing but its pixels: no EXIF, no profile.

    Args:
        image: opened, not decoded.
        wanted: width and height to bring it to, as it is shown.

    Returns:
        RGB in sRGB, or RGBA when something shows through.
    """
    turn = orientation(image)
    stored = wanted[::-1] if is_quarter_turn(turn) else wanted
    profile = image.info.get("icc_profile")
    image.draft(image.mode, stored)
    reduced = _eight_bits(image).resize(stored, Image.Resampling.LANCZOS, reducing_gap=3.0)
    pixels = _in_srgb(reduced, profile)
    if pixels.mode == "RGBA" and pixels.getchannel("A").getextrema() == (255, 255):
        pixels = pixels.convert("RGB")
    if turn in _TURNS:
        pixels = pixels.transpose(_TURNS[turn])
    pixels.info = {}  # some encoders write what they find here: comments, EXIF, a profile
    return pixels


def _eight_bits(image: Image.Image) -> Image.Image:
    """In a mode whose pixels can be averaged: L, RGB, RGBA or CMYK."""
    if image.mode in _SIXTEEN_BITS:
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "CMYK") or (image.mode in ("L", "RGB") and "transparency" not in image.info):
        image.load()
        return image  # itself, not a copy: it may be large
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert("L" if image.mode == "1" else "RGB")


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    """What the numbers mean, by the picture's own profile; without one, RGB is sRGB, and CMYK is read as browsers do.

    profile: ICC.1, bytes; one that is broken, or describes other channels, counts as none.
    """
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if isinstance(profile, bytes):
        with contextlib.suppress(ImageCms.PyCMSError, OSError):
            converted = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode=mode,
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
            if converted is not None:
                return converted
    return image.convert(mode)

"""A picture's file, opened but not decoded: its format, which way up it is, and the reasons to refuse it."""

import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 80_000_000  # a phone's 50 Mpx pass; a 100 Mpx scan would need 800 MB of memory to reduce
_ORIENTATION = 0x0112  # EXIF 2.32 §4.6.4 A


class PictureFormat(NamedTuple):
    """extensions: those that say so, the usual one first. lossless: made for drawings and text, not for photos."""

    media_type: str
    extensions: tuple[str, ...]
    lossless: bool = False


# By Pillow's name. Some phones' JPEG holds a second picture, and is then an MPO.
FORMATS: Mapping[str, PictureFormat] = MappingProxyType(
    {
        "JPEG": PictureFormat("image/jpeg", (".jpg", ".jpeg")),
        "MPO": PictureFormat("image/jpeg", (".jpg", ".jpeg")),
        "PNG": PictureFormat("image/png", (".png",), lossless=True),
        "WEBP": PictureFormat("image/webp", (".webp",)),
        "GIF": PictureFormat("image/gif", (".gif",), lossless=True),
        "AVIF": PictureFormat("image/avif", (".avif",)),
        "HEIF": PictureFormat("image/heic", (".heic", ".heif")),
    }
)
_ONE_PICTURE = {"MPO", "HEIF"}  # what else they hold is a preview, a depth map or the rest of a burst
# The many ways in which Pillow says that a file is broken, found by feeding it broken files.
_FAULTS = (OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, RuntimeError, struct.error, zlib.error)
_HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")
_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1")  # ISO/IEC 14496-12 §4.3, 23008-12


class Unreadable(Exception):
    """A file that cannot be published.

    code: a permanent code of `tambour.messages`. context: what its sentence needs.
    """

    def __init__(self, code: str, **context: str) -> None:
        super().__init__(code)
        self.code, self.context = code, context


def looks_like_picture(head: bytes) -> bool:
    """Whether a file that begins so is a picture made of pixels. head: at least 12 bytes of it."""
    if head.startswith(_HEADS):
        return True
    return (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or (head[4:8] == b"ftyp" and head[8:12] in _BRANDS)


@contextmanager
def open_picture(path: str, stream: BinaryIO) -> "Iterator[Image.Image]":
    """Open a picture; while the context lasts, what Pillow says of a broken one is an Unreadable.

    path: its name, for the sentence. Refuses here: what is no picture, has more than MAX_PIXELS, or moves (whatever
    moves by itself must be possible to stop, RGAA 4.1 criterion 13.8: an <img> cannot be).
    """
    from PIL import Image  # noqa: PLC0415 — 0.1 s that a site without new pictures need not pay

    _learn_heif()
    too_large = Unreadable("image-trop-grande", value=path, limit=str(MAX_PIXELS // 1_000_000))
    try:
        with Image.open(stream, formats=tuple(FORMATS.keys() - {"MPO"})) as image:
            if image.width * image.height > MAX_PIXELS:
                raise too_large
            if image.format not in _ONE_PICTURE and getattr(image, "is_animated", False):
                raise Unreadable("image-animee", value=path)
            yield image
    except Image.DecompressionBombError:
        raise too_large from None
    except _FAULTS:
        raise Unreadable("image-illisible", value=path) from None


def orientation(image: "Image.Image") -> int:
    """EXIF orientation, 1 to 8; 1 when there is none, or none that can be read."""
    try:
        value = image.getexif().get(_ORIENTATION)
    except _FAULTS:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def is_quarter_turn(value: int) -> bool:
    """Whether a picture of this orientation is stored with its width for height."""
    return value >= 5


@cache
def _learn_heif() -> None:
    """Make Pillow read HEIF, once; the picture alone."""
    import pi_heif  # noqa: PLC0415

    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)

"""What a file really is, from its bytes: media type, and width and height of a picture as it is displayed."""

import re
import warnings
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple

MAX_PIXELS = 80_000_000  # a phone's 50 Mpx pass; a 100 Mpx scan would need 300 MB of memory to reduce
_HEAD = 4096  # bytes that tell a type; an SVG's root element comes within them
_ORIENTATION = 0x0112  # EXIF 2.3 §4.6.4; values 5 to 8 turn the picture by a quarter
_QUARTER_TURNS = range(5, 9)

# Pillow's name of a format → media type, and the extensions that say so.
_PICTURES = {
    "JPEG": ("image/jpeg", (".jpg", ".jpeg")),
    "MPO": ("image/jpeg", (".jpg", ".jpeg")),  # some phones' JPEG, with a second picture inside
    "PNG": ("image/png", (".png",)),
    "WEBP": ("image/webp", (".webp",)),
    "GIF": ("image/gif", (".gif",)),
    "AVIF": ("image/avif", (".avif",)),
}
_SVG = ("image/svg+xml", (".svg",))
_PDF = ("application/pdf", (".pdf",))
# Documents that are ZIP or OLE archives inside: their name is the only sign of which.
_BY_NAME = {
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".zip": "application/zip",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
}


class Measured(NamedTuple):
    """Width and height in pixels as displayed; None for what is not a picture, or has no size of its own (an SVG)."""

    media_type: str
    width: int | None = None
    height: int | None = None


class Unreadable(Exception):
    """A file that cannot be published as it is.

    code: `image-illisible`, `image-mauvaise-extension`, `image-trop-grande`, `document-mauvaise-extension`.
    context: what its sentence needs.
    """

    def __init__(self, code: str, **context: str) -> None:
        super().__init__(code)
        self.code, self.context = code, context


def measure(path: str, stream: BinaryIO) -> Measured:
    """Measure one file. path: its name, compared with what the bytes say. Raises Unreadable, OSError."""
    extension = PurePosixPath(path).suffix.lower()
    head = stream.read(_HEAD)
    stream.seek(0)
    if head.startswith(b"%PDF-"):
        return Measured(_agreed(path, extension, _PDF))
    if path.startswith("images/"):
        return _picture(path, extension, head, stream)
    if extension in _PDF[1]:
        raise Unreadable("document-mauvaise-extension", value=path)
    return Measured(_BY_NAME.get(extension, "application/octet-stream"))


def _picture(path: str, extension: str, head: bytes, stream: BinaryIO) -> Measured:
    if re.search(rb"<svg[\s>]", head):
        return Measured(_agreed(path, extension, _SVG))
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 — 50 ms that a site without pictures need not pay

    too_large = Unreadable("image-trop-grande", value=path, limit=str(MAX_PIXELS // 1_000_000))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # its limit is above ours
            image = Image.open(stream, formats=tuple(_PICTURES.keys() - {"MPO"}))  # MPO comes as a JPEG
        with image:
            width, height = image.size
            media_type = _agreed(path, extension, _PICTURES[image.format or ""])
            turned = image.getexif().get(_ORIENTATION) in _QUARTER_TURNS
    except Image.DecompressionBombError:
        raise too_large from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError):  # Pillow's many ways to say no
        raise Unreadable("image-illisible", value=path) from None
    if width * height > MAX_PIXELS:
        raise too_large
    return Measured(media_type, *((height, width) if turned else (width, height)))


def _agreed(path: str, extension: str, kind: tuple[str, tuple[str, ...]]) -> str:
    media_type, extensions = kind
    if extension not in extensions:
        code = "image-mauvaise-extension" if path.startswith("images/") else "document-mauvaise-extension"
        raise Unreadable(code, value=path, wanted=extensions[0])
    return media_type

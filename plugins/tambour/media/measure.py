"""What a file really is, from its bytes: media type, and width and height of a picture as it is displayed."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from tambour.media.opening import FORMATS, Unreadable, is_quarter_turn, looks_like_picture, opened, orientation
from tambour.media.svg import check_svg

_HEAD = 4096  # bytes that tell a type; an SVG's root element comes within them
_PDF = "application/pdf"
_SVG = "image/svg+xml"
_MISNAMED = "image-mauvaise-extension"
_SVG_ROOT = re.compile(rb"<svg[\s>]")
# A photo among the documents is a picture all the same: it says where it was taken, wherever it lies. TIFF and BMP are
# refused as pictures are, with the way out.
_PICTURE_NAMES = {extension for known in FORMATS.values() for extension in known.extensions} | {
    *(".svg", ".tif", ".tiff", ".bmp")
}
# Documents that are ZIP or OLE archives inside: their name is the only sign of which.
_BY_NAME: Mapping[str, str] = MappingProxyType(
    {
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
)


class Measured(NamedTuple):
    """Width and height in pixels as displayed; None for what is not a picture, or has no size of its own (an SVG)."""

    media_type: str
    width: int | None = None
    height: int | None = None


def measure(path: str, stream: BinaryIO) -> Measured:
    """Measure one file. path: under content/, compared with what the bytes say. Raises Unreadable, OSError."""
    extension = PurePosixPath(path).suffix.lower()
    head = stream.read(_HEAD)
    stream.seek(0)
    if head.startswith(b"%PDF-"):
        return Measured(_agreed(path, extension, _PDF, (".pdf",)))
    if _SVG_ROOT.search(head) and (path.startswith("images/") or extension == ".svg"):
        media_type = _agreed(path, extension, _SVG, (".svg",))
        check_svg(path, stream.read())
        return Measured(media_type)
    if path.startswith("images/") or looks_like_picture(head) or extension in _PICTURE_NAMES:
        return _picture(path, extension, stream)
    if extension == ".pdf":
        raise Unreadable("document-mauvaise-extension", value=path)
    return Measured(_BY_NAME.get(extension, "application/octet-stream"))


def _picture(path: str, extension: str, stream: BinaryIO) -> Measured:
    with opened(path, stream) as image:
        width, height = image.size
        known = FORMATS[image.format or ""]
        turned = is_quarter_turn(orientation(image))
    media_type = _agreed(path, extension, known.media_type, known.extensions)
    return Measured(media_type, *((height, width) if turned else (width, height)))


def _agreed(path: str, extension: str, media_type: str, extensions: tuple[str, ...]) -> str:
    if extension not in extensions:
        code = "document-mauvaise-extension" if path.startswith("documents/") and media_type == _PDF else _MISNAMED
        raise Unreadable(code, value=path, wanted=extensions[0])
    return media_type

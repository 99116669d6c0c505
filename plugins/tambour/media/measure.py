"""What a file really is, from its bytes: media type, and width and height of a picture as it is displayed."""

import logging
import re
import warnings
from collections.abc import Mapping
from os import SEEK_END
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import BinaryIO, NamedTuple
from xml.parsers import expat

from tambour.media.opening import FORMATS, Unreadable, is_quarter_turn, looks_like_picture, open_picture, orientation
from tambour.media.svg import MAX_LENGTH, SVG_TYPE, check_svg
from tambour.words.numbers import filesize_fr

_ROOTS = ("gpx", "kml")
# XHTML, SVG, XSLT, XUL: what W3C or Mozilla has made to be shown; but schemas, which say how data is written.
_SHOWN = ("http://www.w3.org/", "http://www.mozilla.org/")
_INERT = ("http://www.w3.org/2001/XMLSchema-instance", "http://www.w3.org/XML/1998/namespace")


def check_xml(path: str, data: bytes) -> None:
    """Judge a GPX or KML file. path: for the sentence. Raises Unreadable for one that is no data, or more than data."""
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        space, _, name = tag.rpartition(" ")
        if not depth and name not in _ROOTS:
            raise Unreadable("document-illisible", value=path)
        depth += 1
        spaces = (space, *(key.rpartition(" ")[0] for key in attributes))
        if any(one.startswith(_SHOWN) and one not in _INERT for one in spaces):
            raise Unreadable("document-actif", value=path)

    def active(*_: object) -> None:
        raise Unreadable("document-actif", value=path)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.ProcessingInstructionHandler = parser.StartDoctypeDeclHandler = active
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError):
        raise Unreadable("document-illisible", value=path) from None


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")  # BCP 47, as far as documents go
_HEAD = 4096  # bytes that tell a type; an SVG's root element comes within them
_PDF = "application/pdf"
_LFS = b"version https://git-lfs.github.com/spec/"
_MISNAMED = "image-mauvaise-extension"
_SVG_ROOT = re.compile(rb"<svg[\s>]")
# A photo among the documents is a picture all the same: it says where it was taken, wherever it lies. TIFF and BMP are
# refused as pictures are, with the way out.
_PICTURE_NAMES = {extension for known in FORMATS.values() for extension in known.extensions} | {
    *(".svg", ".tif", ".tiff", ".bmp")
}
# What may be published as a document: no browser runs any of it at the site's own address. A web server tells types by
# names, so a name that is not here (html, xhtml, xml, js, exe…) is refused whatever the bytes say.
_BY_NAME: Mapping[str, str] = MappingProxyType(
    {
        ".odt": "application/vnd.oasis.opendocument.text",
        ".ods": "application/vnd.oasis.opendocument.spreadsheet",
        ".odp": "application/vnd.oasis.opendocument.presentation",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ".doc": "application/msword",
        ".xls": "application/vnd.ms-excel",
        ".ppt": "application/vnd.ms-powerpoint",
        ".rtf": "application/rtf",
        ".zip": "application/zip",
        ".epub": "application/epub+zip",
        ".json": "application/json",
        ".geojson": "application/geo+json",
        ".gpx": "application/gpx+xml",
        ".kml": "application/vnd.google-earth.kml+xml",
        ".kmz": "application/vnd.google-earth.kmz",
        ".csv": "text/csv; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".ics": "text/calendar; charset=utf-8",
        ".mp3": "audio/mpeg",
        ".ogg": "audio/ogg",
        ".m4a": "audio/mp4",
        ".mp4": "video/mp4",
        ".webm": "video/webm",
        ".srt": "application/x-subrip",
        ".vtt": "text/vtt; charset=utf-8",
    }
)
# What a video, a sound or its subtitles begin with, and where: a renamed .mov or .avi plays on some machines alone.
_RECORDINGS: Mapping[str, tuple[int, tuple[bytes, ...]]] = MappingProxyType(
    {
        ".mp4": (4, (b"ftyp",)),
        ".m4a": (4, (b"ftyp",)),
        ".webm": (0, (b"\x1aE\xdf\xa3",)),
        ".ogg": (0, (b"OggS",)),
        ".mp3": (0, (b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xe3")),
        ".vtt": (0, (b"WEBVTT", b"\xef\xbb\xbfWEBVTT")),
    }
)
HEAVIEST_RECORDING = 100_000_000  # bytes: what GitHub and GitLab.com take of one file
_ARCHIVES = frozenset((".odt", ".ods", ".odp", ".docx", ".xlsx", ".pptx", ".zip", ".epub", ".kmz"))
_ARCHIVE_HEADS = (b"PK\x03\x04", b"PK\x05\x06")  # of a ZIP; of an empty one
_XML = (".gpx", ".kml")
DOCUMENT_NAMES = tuple(sorted((".pdf", *_BY_NAME)))


class Measured(NamedTuple):
    """Width and height in pixels as displayed (an SVG's: as it is drawn for others); None for what is no picture.

    language: BCP 47, that a PDF says it is in; "" when it says none.
    """

    media_type: str
    width: int | None = None
    height: int | None = None
    language: str = ""


def measure(path: str, stream: BinaryIO) -> Measured:
    """Measure one file. path: under content/, compared with what the bytes say. Raises Unreadable, OSError."""
    extension = PurePosixPath(path).suffix.lower()
    head = stream.read(_HEAD)
    stream.seek(0)
    _refuse_what_is_not_there(path, head)
    if head.startswith(b"%PDF-"):
        return Measured(_check_extension(path, extension, _PDF, (".pdf",)), language=pdf_language(stream))
    if not looks_like_picture(head) and _is_svg(path, extension, head):
        media_type = _check_extension(path, extension, SVG_TYPE, (".svg",))
        return Measured(media_type, *check_svg(path, stream.read(MAX_LENGTH + 1)))
    if path.startswith("images/") or looks_like_picture(head) or extension in _PICTURE_NAMES:
        return _picture(path, extension, stream)
    if extension == ".pdf":
        raise Unreadable("document-mauvaise-extension", value=path)
    return Measured(_document(path, extension, head, stream))


def pdf_language(stream: BinaryIO) -> str:
    """The language that a PDF says it is in (ISO 32000-1 § 14.9.2); "" when it says none, or cannot be read."""
    from pypdf import PdfReader  # noqa: PLC0415 — a site without new documents need not pay

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            logging.getLogger("pypdf").setLevel(
                logging.CRITICAL
            )  # its remarks, in English, on what it reads all the same
            told = str(PdfReader(stream).root_object.get("/Lang") or "")
    except Exception:  # whatever it stumbles over, a reader may open the file
        return ""
    code = told.strip().replace("_", "-")
    return code if _LANGUAGE.fullmatch(code) else ""


def _is_svg(path: str, extension: str, head: bytes) -> bool:
    """By its name, whatever its encoding hides, or by its root among the pictures."""
    return extension == ".svg" or (path.startswith("images/") and _SVG_ROOT.search(head) is not None)


def _refuse_what_is_not_there(path: str, head: bytes) -> None:
    if not head:
        raise Unreadable("fichier-sans-contenu", value=path)
    if head.startswith(_LFS):
        raise Unreadable("fichier-reste-dans-lfs", value=path)


def _document(path: str, extension: str, head: bytes, stream: BinaryIO) -> str:
    """Its media type. Raises Unreadable for what a browser could run, and what is not what its name says."""
    if extension not in _BY_NAME:
        names = ", ".join(name.removeprefix(".") for name in DOCUMENT_NAMES)
        raise Unreadable("document-refuse", value=path, known=names)
    if extension in _ARCHIVES and not head.startswith(_ARCHIVE_HEADS):
        raise Unreadable("document-illisible", value=path)
    if extension in _RECORDINGS:
        _check_recording(path, extension, head, stream)
    if extension in _XML:
        check_xml(path, stream.read())
    return _BY_NAME[extension]


def _check_recording(path: str, extension: str, head: bytes, stream: BinaryIO) -> None:
    """Raises Unreadable for what is not what its name says, and for what no forge takes."""
    at, beginnings = _RECORDINGS[extension]
    if not head[at:].startswith(beginnings):
        raise Unreadable("enregistrement-illisible", value=path)
    length = stream.seek(0, SEEK_END)
    if length > HEAVIEST_RECORDING:
        told = {"weight": filesize_fr(length), "limit": filesize_fr(HEAVIEST_RECORDING)}
        raise Unreadable("enregistrement-trop-lourd", value=path, **told)


def _picture(path: str, extension: str, stream: BinaryIO) -> Measured:
    with open_picture(path, stream) as image:
        width, height = image.size
        form = FORMATS[image.format or ""]
        turned = is_quarter_turn(orientation(image))
    media_type = _check_extension(path, extension, form.media_type, form.extensions)
    return Measured(media_type, *((height, width) if turned else (width, height)))


def _check_extension(path: str, extension: str, media_type: str, extensions: tuple[str, ...]) -> str:
    if extension not in extensions:
        code = "document-mauvaise-extension" if path.startswith("documents/") and media_type == _PDF else _MISNAMED
        raise Unreadable(code, value=path, wanted=extensions[0])
    return media_type

"""What a file is, from its bytes: its name is that of a camera, of a colleague, or of somebody who means harm."""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType

from tambour.media.measure import DOCUMENT_NAMES
from tambour.media.opening import looks_like_picture

PICTURE, SVG, PDF, UNKNOWN = "image", ".svg", ".pdf", ""
_SVG_ROOT = re.compile(rb"<svg[\s>]")
_HEADS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"{\\rtf", ".rtf"),
    (b"ID3", ".mp3"),
    (b"\xff\xfb", ".mp3"),
    (b"\xff\xf3", ".mp3"),
    (b"\xff\xf2", ".mp3"),
    (b"OggS", ".ogg"),
    (b"\x1aE\xdf\xa3", ".webm"),
    (b"BEGIN:VCALENDAR", ".ics"),
    (b"WEBVTT", ".vtt"),
)
_ODF: Mapping[bytes, str] = MappingProxyType(
    {
        b"application/vnd.oasis.opendocument.text": ".odt",
        b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
        b"application/vnd.oasis.opendocument.presentation": ".odp",
        b"application/epub+zip": ".epub",
    }
)
_OFFICE = (("word/document.xml", ".docx"), ("xl/workbook.xml", ".xlsx"), ("ppt/presentation.xml", ".pptx"))
_OLE, _OLE_STREAMS = b"\xd0\xcf\x11\xe0", (("WordDocument", ".doc"), ("Workbook", ".xls"), ("PowerPoint Doc", ".ppt"))
_PLAIN = (".csv", ".txt", ".srt")  # nothing but its name tells one from the other, and none can do harm
_ROOTS = ((b"<gpx", ".gpx"), (b"<kml", ".kml"))


def suffix_of(data: bytes, name: str = "") -> str:
    """How the name of a file ends that holds these bytes.

    Args:
        data: all of them.
        name: as it was called, for what is text of any sort.

    Returns:
        `.pdf`; `image` for a picture made of pixels; "" for what is not known.
    """
    head = data[:4096]
    if looks_like_picture(head) or head[:4] in (b"II*\0", b"MM\0*") or head.startswith(b"BM"):
        return PICTURE
    for start, suffix in _HEADS:
        if head.lstrip(b"\xef\xbb\xbf").startswith(start):
            return suffix
    if head[4:8] == b"ftyp":
        return ".m4a" if head[8:11] == b"M4A" else ".mp4"
    if head.startswith(b"PK\x03\x04"):
        return _archive(data)
    if head.startswith(_OLE):
        return next((suffix for stream, suffix in _OLE_STREAMS if stream.encode("utf-16-le") in data), UNKNOWN)
    return SVG if _SVG_ROOT.search(head) else _text(data, name.lower())


def _archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < len(b"application/") * 8:
                return _ODF.get(archive.read("mimetype").strip(), ".zip")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return UNKNOWN
    office = next((suffix for part, suffix in _OFFICE if part in names), "")
    return office or (".kmz" if "doc.kml" in names else ".zip")


def _text(data: bytes, name: str) -> str:
    if b"\0" in data[:8192]:
        return UNKNOWN
    head = data[:4096].lower()
    if (found := next((suffix for root, suffix in _ROOTS if root in head), "")) != "":
        return found
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<!", b"<?", b"<html", b"<script")):
        return UNKNOWN
    if head.lstrip()[:1] in (b"{", b"["):
        with suppress(ValueError, RecursionError):
            return ".geojson" if name.endswith(".geojson") and isinstance(json.loads(data), dict) else ".json"
    return next((suffix for suffix in _PLAIN if name.endswith(suffix)), UNKNOWN)


assert {suffix for _, suffix in (*_HEADS, *_OFFICE, *_OLE_STREAMS, *_ROOTS)} <= {*DOCUMENT_NAMES}

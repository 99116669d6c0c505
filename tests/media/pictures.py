"""Pictures made from values, as cameras, scanners and drawing programs write them."""

import io
import struct
import zlib

from PIL import Image, PngImagePlugin

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 160, 60), (30, 60, 200), (240, 240, 240)
CORNERS = {"top left": RED, "top right": GREEN, "bottom left": BLUE, "bottom right": WHITE}
ORIENTATION, GPS = 0x0112, 0x8825  # EXIF tags
# What each orientation says of the stored picture: its first row, then its first column, as seen (EXIF 2.32 §4.6.4 A).
FIRST_ROW_AND_COLUMN = {
    1: ("top", "left"),
    2: ("top", "right"),
    3: ("bottom", "right"),
    4: ("bottom", "left"),
    5: ("left", "top"),
    6: ("right", "top"),
    7: ("right", "bottom"),
    8: ("left", "bottom"),
}
_OPPOSITE = {"top": "bottom", "bottom": "top", "left": "right", "right": "left"}
SECRETS = (b"Exif", b"eXIf", b"GPS", b"http://ns.adobe.com/xap", b"Photoshop", b"Camille", b"ICC_PROFILE", b"acsp")
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>Camille</dc:creator></x:xmpmeta>'


def file(image: Image.Image, kind: str, **options: object) -> bytes:
    """The bytes of a picture's file. kind: Pillow's name of the format."""
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def quarters(size: tuple[int, int], orientation: int = 1) -> Image.Image:
    """A picture of four colours (`CORNERS`), stored as a camera does that was held that way. size: as seen."""
    row, column = FIRST_ROW_AND_COLUMN[orientation]
    if orientation >= 5:
        size = size[::-1]
    image = Image.new("RGB", size)
    half = size[0] // 2, size[1] // 2
    for top, near_row in ((0, row), (half[1], _OPPOSITE[row])):
        for left, near_column in ((0, column), (half[0], _OPPOSITE[column])):
            seen = {near_row, near_column}
            corner = next(colour for name, colour in CORNERS.items() if set(name.split()) == seen)
            image.paste(corner, (left, top, size[0] if left else half[0], size[1] if top else half[1]))
    return image


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes: how it was held, where it was, whose it is."""
    data = Image.Exif()
    data[ORIENTATION] = orientation
    data[0x013B] = "Camille"  # Artist
    data.get_ifd(GPS).update({1: "N", 2: (46.0, 26.0, 3.5), 3: "E", 4: (4.0, 39.0, 32.4)})
    return data


def phone_photo(size: tuple[int, int], orientation: int = 1) -> bytes:
    """A JPEG with everything that can be said about it."""
    jpeg = file(quarters(size, orientation), "JPEG", quality=85, exif=exif(orientation), xmp=XMP, comment=b"Camille")
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0c\x1c\x02\x50\x00\x07Camille"
    return jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + jpeg[2:]


def png_that_tells(size: tuple[int, int] = (60, 40)) -> bytes:
    """A PNG with text chunks, EXIF and XMP."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Camille")
    told.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return file(quarters(size), "PNG", pnginfo=told, exif=exif())


def png_of(width: int, height: int, depth: int, colour_type: int, row: bytes, rows: int | None = None) -> bytes:
    """A PNG chunk by chunk (PNG 3rd ed. §5): what Pillow does not write. row: the bytes of each row, without filter."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for _ in range(height if rows is None else rows)))
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    written = (struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d)) for t, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def animation(kind: str) -> bytes:
    """Two pictures, one after the other."""
    frames = [Image.new("RGB", (20, 20), colour) for colour in (RED, BLUE)]
    return file(frames[0], kind, save_all=True, append_images=frames[1:], duration=200, loop=0)


def display_p3() -> bytes:
    """The profile of a phone's photos: Display P3's colours (adapted to D50), as an ICC.1 v2 matrix profile."""

    def fixed(*values: float) -> bytes:
        return b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + fixed(*values)

    gamma = b"curv\0\0\0\0" + struct.pack(">IHH", 1, round(2.2 * 256), 0)
    tags = {
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.51512, 0.24120, -0.00105),
        b"gXYZ": xyz(0.29198, 0.69225, 0.04189),
        b"bXYZ": xyz(0.15710, 0.06657, 0.78407),
        b"rTRC": gamma,
        b"gTRC": gamma,
        b"bTRC": gamma,
    }
    start = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data
    head = struct.pack(">I4s4s4s4s4s", start + len(body), b"\0\0\0\0", b"\x02\x10\0\0", b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + fixed(0.9642, 1.0, 0.8249)
    return head.ljust(128, b"\0") + table + body

"""The QR code of an address, for a poster or a shop window."""

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from segno import QRCode

_QUIET = 4  # modules around the code (ISO/IEC 18004, 6.3.8)
_SCALE = 12  # pixels a module: 4 cm at 300 dots an inch for most addresses
# A reader undoes whichever of the eight masks the code names (ISO/IEC 18004, 7.8): trying all of them to keep the one
# that looks best takes four times as long as all the rest, and phones read one as well as the other.
_MASK = 4
_LIGHT = 1
_PIXELS = ("1" * _SCALE, "0" * _SCALE)  # of a light module, of a dark one


@lru_cache(maxsize=1)  # the file, then the archive that holds it
def svg(address: str) -> bytes:
    """Black on white, whatever it is laid on; sized by whoever shows it."""
    data = io.BytesIO()
    _code(address).save(data, kind="svg", border=_QUIET, light="#fff", omitsize=True, svgclass=None, lineclass=None)
    return data.getvalue()


def png(address: str) -> bytes:
    """The same in pixels, for a word processor."""
    modules = _code(address).matrix
    side = (len(modules) + 2 * _QUIET) * _SCALE
    picture = Image.new("1", (side, side), _LIGHT)
    width = len(modules) * _SCALE
    rows = ("".join(map(_PIXELS.__getitem__, row)) for row in modules)
    lines = (int(row.ljust(-width % 8 + width, "0"), 2).to_bytes((width + 7) // 8, "big") * _SCALE for row in rows)
    picture.paste(Image.frombytes("1", (width, width), b"".join(lines)), (_QUIET * _SCALE, _QUIET * _SCALE))
    data = io.BytesIO()
    picture.save(data, "png")
    return data.getvalue()


@lru_cache(maxsize=1)
def _code(address: str) -> "QRCode":
    """Level M: 15 % of it may be soiled or torn (ISO/IEC 18004, 6.5.1). No micro code: phones cannot read it."""
    import segno  # noqa: PLC0415 — a code is drawn once for each item: most builds draw none

    return segno.make_qr(address, error="m", boost_error=False, mask=_MASK)

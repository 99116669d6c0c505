"""The QR code of an address, for a poster or a shop window."""

import io
from functools import lru_cache

import segno

_QUIET = 4  # modules around the code (ISO/IEC 18004, 6.3.8)
_SCALE = 12  # pixels a module: 4 cm at 300 dots an inch for most addresses


@lru_cache(maxsize=1)  # the file, then the archive that holds it
def svg(address: str) -> bytes:
    """Black on white, whatever it is laid on; sized by whoever shows it."""
    data = io.BytesIO()
    _code(address).save(data, kind="svg", border=_QUIET, light="#fff", omitsize=True, svgclass=None, lineclass=None)
    return data.getvalue()


@lru_cache(maxsize=1)
def png(address: str) -> bytes:
    """The same in pixels, for a word processor."""
    data = io.BytesIO()
    _code(address).save(data, kind="png", border=_QUIET, scale=_SCALE)
    return data.getvalue()


@lru_cache(maxsize=1)
def _code(address: str) -> segno.QRCode:
    """Level M: 15 % of it may be soiled or torn (ISO/IEC 18004, 6.5.1). No micro code: phones cannot read it."""
    return segno.make_qr(address, error="m", boost_error=False)

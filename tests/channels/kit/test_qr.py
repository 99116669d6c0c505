"""The QR code says the address of the page, and phones can read it."""

import io
import re
from xml.etree import ElementTree

import segno
from PIL import Image

from tambour.channels.kit import qr

ADDRESS = "https://www.exemple.fr/interco/agenda/marche-de-noel/"
QUIET = 4  # modules that must stay white on each side (ISO/IEC 18004)


def drawn(data: bytes, modules: int) -> list[list[int]]:
    """The modules of a picture, 1 where it is dark, read in the middle of each."""
    picture = Image.open(io.BytesIO(data)).convert("L")
    assert picture.width == picture.height
    step = picture.width / modules
    at = [int((index + 0.5) * step) for index in range(modules)]
    return [[int(picture.getpixel((x, y)) < 128) for x in at] for y in at]


def expected() -> list[list[int]]:
    code = segno.make(ADDRESS, error="M", micro=False, boost_error=False, mask=4)
    return [[int(dark) for dark in row] for row in code.matrix_iter(border=QUIET)]


def test_the_picture_is_the_code_of_the_address_with_its_quiet_zone():
    modules = expected()

    assert drawn(qr.png(ADDRESS), len(modules)) == modules
    assert sum(map(sum, modules[:QUIET])) == 0


def test_the_drawing_is_black_on_white_in_as_many_units_as_modules():
    drawing = ElementTree.fromstring(qr.svg(ADDRESS))
    paths = drawing.findall("{http://www.w3.org/2000/svg}path")

    assert drawing.get("viewBox") == f"0 0 {len(expected())} {len(expected())}"
    assert [path.get("fill") or path.get("stroke") for path in paths] == ["#fff", "#000"]
    lengths = [int(length) for length in re.findall(r"h(\d+)", paths[1].get("d"))]
    assert sum(lengths) == sum(map(sum, expected()))  # each dark module is drawn, once


def test_two_addresses_are_two_codes():
    assert qr.png(ADDRESS) != qr.png(f"{ADDRESS}?")
    assert qr.svg(ADDRESS) != qr.svg(f"{ADDRESS}?")

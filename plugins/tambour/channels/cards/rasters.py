"""Drawings (SVG) made into pixels, by resvg; nothing of the machine's own fonts takes part."""

import io
from collections.abc import Iterable

import resvg_py
from PIL import Image

from tambour.look.fonts import Face


def svg_of(width: int, height: int, drawing: str, attributes: str = "") -> str:
    """An SVG of a size in pixels. drawing: markup. attributes: of its root, as typed."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" {attributes}>{drawing}</svg>'


def raster(svg: str, width: int | None = None, faces: Iterable[Face] = ()) -> Image.Image:
    """Draw an SVG (mode RGBA). width: in pixels; by default its own. faces: whose names its texts may use.

    Raises ValueError for what is no SVG.
    """
    files = [str(face.file) for face in faces]
    data = resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True, font_files=files)
    with Image.open(io.BytesIO(bytes(data))) as image:
        image.load()
        return image.convert("RGBA")

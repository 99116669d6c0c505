"""Drawings (SVG) of ours made into pixels."""

import io
from collections.abc import Iterable

from PIL import Image

from tambour.look.drawing import rasterise
from tambour.look.fonts import Face


def svg_of(width: int, height: int, drawing: str, attributes: str = "") -> str:
    """An SVG of a size in pixels. drawing: markup. attributes: of its root, as typed."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" {attributes}>{drawing}</svg>'


def raster(svg: str, faces: Iterable[Face] = ()) -> Image.Image:
    """Draw an SVG (mode RGBA). faces: whose names its texts may use. Raises Undrawable, a ValueError."""
    with Image.open(io.BytesIO(rasterise(svg, fonts=[face.file for face in faces]))) as image:
        image.load()
        return image.convert("RGBA")

"""A drawing or a picture → an opaque PNG of a given width, on a ground of its own."""

import io

from PIL import Image

from tambour.media.opening import looks_like_picture

_MEASURED = 600  # pixels: wide enough to tell how high a drawing is


def png_of(data: bytes, width: int, ground: str) -> bytes:
    """Draw it. data: SVG without text, or what Pillow reads. width: pixels. ground: #rrggbb, where nothing is drawn."""
    png = data if looks_like_picture(data[:12]) else _rasterised(data, width)
    with Image.open(io.BytesIO(png)) as drawn:
        image = drawn.convert("RGBA")
    if image.width != width:
        image = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
    opaque = Image.new("RGBA", image.size, ground)
    opaque.alpha_composite(image)
    made = io.BytesIO()
    opaque.convert("RGB").save(made, "PNG", optimize=True)
    return made.getvalue()


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height, in pixels, or in a drawing's own units: what counts is how they compare."""
    with Image.open(io.BytesIO(data if looks_like_picture(data[:12]) else _rasterised(data, _MEASURED))) as image:
        return image.size


def _rasterised(svg: bytes, width: int) -> bytes:
    import resvg_py  # noqa: PLC0415 — only mails and cards draw

    return bytes(resvg_py.svg_to_bytes(svg_string=svg.decode(), width=width, skip_system_fonts=True))

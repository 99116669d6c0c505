"""Drawings (SVG) made into pixels by resvg, wherever one is needed; nothing of the machine's own fonts takes part."""

import io
from collections.abc import Iterable
from pathlib import Path

import resvg_py
from PIL import Image

from tambour.look.fonts import STRONG, TEXT
from tambour.media.svg import with_size

_FACES = (TEXT, STRONG)  # what a drawing's own words are set in, whatever they ask for
_PANICS = "pyo3_runtime"  # the module of what a Rust library raises when it gives up: no Exception, on purpose


class Undrawable(ValueError):
    """What resvg cannot draw; the message is its own, in English."""


def rasterise(svg: str, width: int | None = None, fonts: Iterable[Path] = (), family: str | None = None) -> bytes:
    """Draw an SVG.

    Args:
        svg: ours, or one that `tambour.media.svg` found harmless and gave a size.
        width: in pixels; by default the drawing's own.
        fonts: files of the fonts that its texts may name.
        family: what texts are set in that name no other.

    Returns:
        A PNG, RGBA.

    Raises:
        Undrawable: for what is no SVG, or makes the library give up: one picture's fault must stay one picture's.
    """
    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                width=width,
                skip_system_fonts=True,
                font_files=[str(file) for file in fonts],
                serif_family=family,
                sans_serif_family=family,
                monospace_family=family,
            )
        )
    except ValueError as error:
        raise Undrawable(str(error)) from None
    except BaseException as error:
        if type(error).__module__ != _PANICS:
            raise
        raise Undrawable(str(error)) from None


def drawing_png(svg: bytes, width: int, height: int) -> bytes:
    """A writer's drawing at a size in pixels (a PNG, RGBA), its words in our own faces. Raises Undrawable."""
    return rasterise(with_size(svg, width, height), None, [face.file for face in _FACES], TEXT.family)


def on_ground(png: bytes, width: int, ground: str) -> bytes:
    """A picture that Pillow reads, at a width in pixels, opaque: `ground` (#rrggbb) shows where nothing is drawn."""
    with Image.open(io.BytesIO(png)) as drawn:
        image = drawn.convert("RGBA")
    if image.width != width:
        image = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
    opaque = Image.new("RGBA", image.size, ground)
    opaque.alpha_composite(image)
    data = io.BytesIO()
    opaque.convert("RGB").save(data, "PNG", optimize=True)
    return data.getvalue()

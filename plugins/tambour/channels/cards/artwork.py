"""What a card is drawn with: the template's artwork, the territory's logo, the masks of its motif and pictograms.

Each is drawn once for a template, a size and colours, not once for each card.
"""

import io
from dataclasses import replace
from functools import lru_cache
from math import hypot
from typing import NamedTuple, cast

from PIL import Image

from tambour.channels.cards.canvas import Box, Flat, FlatCanvas, Rgb, rgb
from tambour.channels.cards.layout import TemplateFault
from tambour.channels.cards.rasters import raster, svg_of
from tambour.look.drawing import rasterise
from tambour.look.motif import HEAD, HEIGHT, WIDTH, Motif

_OUTLINE = (  # as the theme's pictograms are drawn
    'viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'
)
_COLOURS = 96  # of the artwork; the rest of the palette is for what is drawn over it
_ICON = 42  # units of a motif's field: side of the pictogram on its head
_VERY_SMALL = 8  # pixels: width of a trial
_STEP = 4  # colours closer than that, in each channel, are one: Pillow's search for the nearest does not part them


class Artwork(NamedTuple):
    """The same twice. coloured: mode RGB."""

    flat: Flat
    coloured: Image.Image


@lru_cache(maxsize=512)
def check_artwork(svg: str) -> None:
    """Find out whether it can be drawn, by drawing it very small. Raises TemplateFault for what cannot be."""
    try:
        rasterise(svg, _VERY_SMALL)
    except ValueError as error:
        raise _not_drawn(error) from None


def _not_drawn(error: ValueError) -> TemplateFault:
    return TemplateFault(f"le dessin ne peut pas être tracé ({error})")


class PlacedPicture(NamedTuple):
    """A picture's file. media_type: as `Original` tells it."""

    media_type: str
    data: bytes


@lru_cache(maxsize=128)
def artwork(svg: str) -> Artwork:
    """Draw it. Raises TemplateFault for what cannot be drawn."""
    try:
        drawn = raster(svg)
    except ValueError as error:
        raise _not_drawn(error) from None
    paper = Image.new("RGB", drawn.size, "#ffffff")
    paper.paste(drawn, (0, 0), drawn)
    counted = cast(list[tuple[int, Rgb]], paper.getcolors(paper.width * paper.height))
    palette: dict[tuple[int, ...], Rgb] = {}
    for _, colour in sorted(counted, reverse=True):
        if len(palette) < _COLOURS:
            palette.setdefault(tuple(part // _STEP for part in colour), colour)
    colours = tuple(palette.values())
    reference = Image.new("P", (1, 1))
    reference.putpalette([part for colour in colours for part in colour])
    indices = paper.quantize(palette=reference, dither=Image.Dither.NONE)
    return Artwork(Flat(Image.frombytes("L", indices.size, indices.tobytes()), colours), paper)


@lru_cache(maxsize=16)
def fit_logo(logo: PlacedPicture, box: Box) -> tuple[Image.Image, tuple[int, int]]:
    """A logo as large as a box allows, at its left, in the middle of its height; and where that is."""
    width, height = box[2] - box[0], box[3] - box[1]
    pixels = open_picture(logo)
    scale = min(width / pixels.width, height / pixels.height)
    size = max(1, round(pixels.width * scale)), max(1, round(pixels.height * scale))
    image = pixels.resize(size, Image.Resampling.LANCZOS)
    return image, (box[0], box[1] + (height - image.height) // 2)


def open_picture(picture: PlacedPicture) -> Image.Image:
    """A picture's pixels (RGBA). Raises ValueError, OSError."""
    with Image.open(io.BytesIO(picture.data)) as image:
        return image.convert("RGBA")


@lru_cache(maxsize=512)
def icon_mask(markup: str, size: int) -> Image.Image:
    """An outline drawing of the theme as a mask of `size` × `size` pixels."""
    return _mask(size, size, markup, _OUTLINE)


class Dress(NamedTuple):
    """The colours of a motif, as `#rrggbb`: of its ground, its arcs, its head, and the pictogram on it."""

    ground: str
    arcs: str
    head: str
    icon: str


@lru_cache(maxsize=64)
def draw_motif(motif: Motif, width: int, height: int, radius: int, dress: Dress, icon: str) -> Flat:
    """The arcs of a drum that sounds, its head, and on it a pictogram.

    radius: of the head, in pixels: it stands in the middle, with those arcs around it that the box does not cut; 0 =
    the motif covers the box. icon: the inside of its SVG, or "".
    """
    canvas = FlatCanvas(Flat(Image.new("L", (width, height)), (rgb(dress.ground),)))
    scale, x, y = _placement(motif, width, height, radius)
    canvas.ink(_arcs_mask(replace(motif, ground="main"), width, height, radius), (0, 0), dress.arcs)
    head = round(HEAD * scale)
    canvas.ink(_disc_mask(head), (round(x) - head, round(y) - head), dress.head)
    if icon:
        side = round(_ICON * scale)
        canvas.ink(icon_mask(icon, side), (round(x) - side // 2, round(y) - side // 2), dress.icon)
    return canvas.flat()


@lru_cache(maxsize=64)
def _arcs_mask(motif: Motif, width: int, height: int, radius: int) -> Image.Image:
    """motif: its ground is of no account, so that one mask serves all colours."""
    scale, x, y = _placement(motif, width, height, radius)
    reach = min(width, height) / 2 if radius else hypot(width, height)
    whole = [one for one in motif.radii if (one + motif.stroke / 2) * scale <= reach]
    arcs = "".join(f'<circle r="{one}"/>' for one in whole)
    drawing = f'<g transform="translate({x} {y}) scale({scale})" fill="none" stroke="#000"'
    return _mask(width, height, f'{drawing} stroke-width="{motif.stroke}">{arcs}</g>')


@lru_cache(maxsize=64)
def _disc_mask(radius: int) -> Image.Image:
    return _mask(2 * radius, 2 * radius, f'<circle cx="{radius}" cy="{radius}" r="{radius}"/>')


def _placement(motif: Motif, width: int, height: int, radius: int) -> tuple[float, float, float]:
    """Scale of a motif, and where its centre stands in a box."""
    if radius:
        return radius / HEAD, width / 2, height / 2
    scale = max(width / WIDTH, height / HEIGHT)
    margin = min(HEAD * 1.2 * scale, width / 2)  # in a narrow box, its head stays whole
    x = width / 2 + (motif.x - WIDTH / 2) * scale
    return scale, min(max(x, margin), width - margin), height / 2 + (motif.y - HEIGHT / 2) * scale


def _mask(width: int, height: int, drawing: str, attributes: str = "") -> Image.Image:
    return raster(svg_of(width, height, drawing, attributes)).getchannel("A")

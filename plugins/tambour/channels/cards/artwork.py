"""What a card is drawn with: the template's artwork, the territory's logo, the masks of its motif and pictograms.

Each is drawn once for a template, a size and colours, not once for each card.
"""

import io
from collections.abc import Sequence
from functools import lru_cache
from math import hypot
from typing import NamedTuple, cast

from PIL import Image, ImageOps

from tambour.channels.cards.canvas import SEEN, Box, Flat, FlatCanvas, Rgb, difference
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
_AREA = 1 / 2000  # of the artwork: less than that of a colour is an edge, whose shade has to be told from the others'


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
    colours: list[Rgb] = []
    for count, colour in sorted(counted, reverse=True):
        least = _STEP if count > _AREA * paper.width * paper.height else SEEN
        if len(colours) < _COLOURS and all(difference(colour, other) >= least for other in colours):
            colours.append(colour)
    reference = Image.new("P", (1, 1))
    reference.putpalette([part for colour in colours for part in colour])
    indices = paper.quantize(palette=reference, dither=Image.Dither.NONE)
    return Artwork(Flat(Image.frombytes("L", indices.size, indices.tobytes()), tuple(colours)), paper)


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


def lay_motif(canvas: FlatCanvas, motif: Motif, box: Box, radius: int, dress: Dress, icon: str) -> None:
    """The arcs of a drum that sounds, its head, and on it a pictogram.

    radius: of the head, in pixels: it stands in the middle, with those arcs around it that the box does not cut; 0 =
    the motif covers the box. icon: the inside of its SVG, or "".
    """
    width, height = box[2] - box[0], box[3] - box[1]
    scale, x, y = _placement(motif, width, height, radius)
    canvas.stamp(_drum(motif, width, height, radius, dress, canvas.palette), box[:2])
    if icon:
        side = round(_ICON * scale)
        canvas.ink(icon_mask(icon, side), (box[0] + x - side // 2, box[1] + y - side // 2), dress.icon)


@lru_cache(maxsize=64)
def _drum(motif: Motif, width: int, height: int, radius: int, dress: Dress, palette: tuple[Rgb, ...]) -> Flat:
    """palette: of what it is for, so that it can be laid down as it is."""
    canvas = FlatCanvas(Flat(Image.new("L", (width, height)), palette))
    canvas.fill((0, 0, width, height), dress.ground)
    scale, x, y = _placement(motif, width, height, radius)
    farthest = max(y, height - y)
    if radius:
        reach = min(width, height) / 2 / scale - motif.stroke / 2
        whole = tuple(one for one in motif.radii if one <= reach)
        rings, middle = _rings(whole, motif.stroke, scale, width, farthest)
    else:
        # Their middle is inside the box, so that no arc is farther from it than its width: one mask for all places.
        seen = motif.radii_within(hypot(width, farthest) / scale)
        rings, middle = _rings(seen, motif.stroke, scale, width, farthest)
    left, top = middle[0] - x, middle[1] - y
    canvas.ink(rings.crop((left, top, left + width, top + height)), (0, 0), dress.arcs)
    side = round(HEAD * scale)
    canvas.ink(_disc_mask(side), (x - side, y - side), dress.head)
    return canvas.flat()


@lru_cache(maxsize=16)
def _rings(
    radii: Sequence[float], stroke: float, scale: float, width: int, height: int
) -> tuple[Image.Image, tuple[int, int]]:
    """Arcs as a mask of twice a width and a height, and its middle. A quarter is drawn: the others are alike."""
    drawing = f'<g transform="scale({scale})" fill="none" stroke="#000" stroke-width="{stroke}">'
    quarter = _mask(width, height, drawing + "".join(f'<circle r="{one}"/>' for one in radii) + "</g>")
    whole = Image.new("L", (2 * width, 2 * height))
    half = ImageOps.mirror(quarter)
    for image, at in ((quarter, height), (ImageOps.flip(quarter), 0)):
        whole.paste(image, (width, at))
    for image, at in ((half, height), (ImageOps.flip(half), 0)):
        whole.paste(image, (0, at))
    return whole, (width, height)


@lru_cache(maxsize=64)
def _disc_mask(radius: int) -> Image.Image:
    return _mask(2 * radius, 2 * radius, f'<circle cx="{radius}" cy="{radius}" r="{radius}"/>')


def _placement(motif: Motif, width: int, height: int, radius: int) -> tuple[float, int, int]:
    """Scale of a motif, and on which pixels its centre stands in a box."""
    if radius:
        return radius / HEAD, round(width / 2), round(height / 2)
    scale = max(width / WIDTH, height / HEIGHT)
    margin = min(HEAD * 1.2 * scale, width / 2)  # in a narrow box, its head stays whole
    x = width / 2 + (motif.x - WIDTH / 2) * scale
    return scale, round(min(max(x, margin), width - margin)), round(height / 2 + (motif.y - HEIGHT / 2) * scale)


def _mask(width: int, height: int, drawing: str, attributes: str = "") -> Image.Image:
    return raster(svg_of(width, height, drawing, attributes)).getchannel("A")

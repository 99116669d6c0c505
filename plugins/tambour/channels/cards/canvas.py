"""What a card is drawn on: a few known colours (PNG), or a photo (JPEG). Both take the same strokes."""

import io
import struct
from functools import lru_cache
from typing import NamedTuple, Protocol, cast

from PIL import Image, ImageColor
from zlib_ng import zlib_ng

from tambour.model.colours import mix

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST = 290_000  # bytes of one card: networks refuse or reduce more than 300 kB
_SHADES = 6  # at most, from the ground to the ink: what smooths a letter's edge
SEEN = 20  # least difference of a channel between two shades: closer ones look like one, and weigh as two
_SOFT = 2  # shades at least, or a round edge of a colour like its ground looks like stairs
_COLOURS = 256  # of a palette
_EMOJI_COLOURS = 96
# Of a JPEG, each with the share of the first one's weight that a photo has in it, as measured: the first light enough.
# Networks make 70 of whatever they are given.
_QUALITIES = {60: 1.0, 55: 0.94, 50: 0.87}
# Of zlib-ng. It looks for runs of one value alone, of which an even ground is made: lighter by a fifth than what ISA-L
# finds by looking back, which is not the same each time. With little memory its blocks are short, each with the codes
# that suit it.
_LEVEL, _WINDOW, _MEMORY = 1, 15, 6

Box = tuple[int, int, int, int]  # left, top, right, bottom
Rgb = tuple[int, int, int]


class Flat(NamedTuple):
    """A picture of few colours. indices: mode L, into palette."""

    indices: Image.Image
    palette: tuple[Rgb, ...]


class Canvas(Protocol):
    """Colours are `#rrggbb`; places are in pixels, from the top left."""

    def fill(self, box: Box, colour: str) -> None:
        """Cover a rectangle."""

    def ink(self, mask: Image.Image, at: tuple[int, int], colour: str) -> None:
        """Lay a colour down through a mask (mode L)."""

    def picture(self, image: Image.Image, at: tuple[int, int]) -> None:
        """Lay down a picture in its own colours (RGB or RGBA)."""

    def encode(self) -> bytes:
        """The file."""


class FlatCanvas:
    """Indices into a palette. What is laid down adds the shades that it needs, while there is room for them."""

    def __init__(self, start: Flat) -> None:
        """start: copied."""
        self._indices = start.indices.copy()
        self._palette = list(start.palette)
        self._index = {colour: index for index, colour in reversed(list(enumerate(start.palette)))}

    def fill(self, box: Box, colour: str) -> None:
        self._indices.paste(self._of(rgb(colour)), box)

    def ink(self, mask: Image.Image, at: tuple[int, int], colour: str) -> None:
        under = self._indices.crop((*at, at[0] + mask.width, at[1] + mask.height))
        grounds = _values(under)
        for ground in grounds:
            only = under.point([255 * (index == ground) for index in range(256)]) if len(grounds) > 1 else None
            self._indices.paste(mask.point(self._shades(ground, colour)), at, only)

    def picture(self, image: Image.Image, at: tuple[int, int]) -> None:
        under = self._indices.crop((*at, at[0] + image.width, at[1] + image.height))
        grounds = _values(under)
        if len(grounds) == 1:
            self.stamp(_few_colours(image.mode, image.size, image.tobytes(), self._palette[grounds[0]]), at)
        else:
            self.stamp(_reduce(image, self._to_rgb(under)), at)

    def stamp(self, flat: Flat, at: tuple[int, int]) -> None:
        """Lay down what was drawn elsewhere: as it is, where it began with the same colours."""
        colours = [self._of(colour) for colour in flat.palette]
        is_ours = colours == list(range(len(colours)))
        indices = flat.indices if is_ours else flat.indices.point(colours + [0] * (_COLOURS - len(colours)))
        self._indices.paste(indices, at)

    @property
    def palette(self) -> tuple[Rgb, ...]:
        """The colours so far."""
        return tuple(self._palette)

    def flat(self) -> Flat:
        """What is drawn so far."""
        return Flat(self._indices, self.palette)

    def encode(self) -> bytes:
        """A PNG (PNG 3rd ed., §§ 5, 11): no row is filtered, which would part equal indices."""
        width, height = self._indices.size
        rows = Image.new("L", (width + 1, height))  # each begins with its filter: 0, none
        rows.paste(self._indices, (1, 0))
        packer = zlib_ng.compressobj(_LEVEL, zlib_ng.DEFLATED, _WINDOW, _MEMORY, zlib_ng.Z_RLE)
        parts = (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", bytes(part for colour in self._palette for part in colour)),
            (b"IDAT", packer.compress(rows.tobytes()) + packer.flush()),
            (b"IEND", b""),
        )
        return _SIGNATURE + b"".join(
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib_ng.crc32(data, zlib_ng.crc32(name)))
            for name, data in parts
        )

    def _to_rgb(self, indices: Image.Image) -> Image.Image:
        indices.putpalette([part for colour in self._palette for part in colour])
        return indices.convert("RGB")

    def _shades(self, ground: int, colour: str) -> list[int]:
        """What each value of a mask becomes on a ground."""
        ramp = [self._of(shade) for shade in _ramp(self._palette[ground], colour)]
        return [ramp[step] for step in _steps(len(ramp) - 1)]

    def _of(self, colour: Rgb) -> int:
        """Its index; of the nearest colour, once the palette is full."""
        if colour not in self._index:
            if len(self._palette) == _COLOURS:
                self._index[colour] = min(range(_COLOURS), key=lambda index: _apart(self._palette[index], colour))
            else:
                self._index[colour] = len(self._palette)
                self._palette.append(colour)
        return self._index[colour]


class PhotoCanvas:
    """All colours."""

    def __init__(self, image: Image.Image) -> None:
        """image: mode RGB; copied."""
        self.image = image.copy()

    def fill(self, box: Box, colour: str) -> None:
        self.image.paste(rgb(colour), box)

    def ink(self, mask: Image.Image, at: tuple[int, int], colour: str) -> None:
        self.image.paste(rgb(colour), at, mask)

    def picture(self, image: Image.Image, at: tuple[int, int]) -> None:
        self.image.paste(image, at, image if image.mode == "RGBA" else None)

    def encode(self) -> bytes:
        """A JPEG, neither progressive nor with codes of its own: each takes twice as long for 5 %."""
        data, first, left = b"", 0, list(_QUALITIES)
        while left:
            data = _file(self.image, "JPEG", quality=left[0])
            first = first or len(data)
            if len(data) <= MOST:
                break
            lighter = [quality for quality in left[1:] if first * _QUALITIES[quality] <= MOST]
            left = lighter or left[1:][-1:]
        return data


def extremes(band: Image.Image) -> tuple[int, int]:
    """Least and most value of a picture of one band (mode L)."""
    least, most = cast(tuple[int, int], band.getextrema())
    return least, most


def _values(indices: Image.Image) -> list[int]:
    """Those that occur."""
    least, most = extremes(indices)
    return [least] if least == most else [index for index, count in enumerate(indices.histogram()) if count]


@lru_cache(maxsize=64)
def _few_colours(mode: str, size: tuple[int, int], data: bytes, ground: Rgb) -> Flat:
    """A picture over an even ground: the same logo on many cards."""
    return _reduce(Image.frombytes(mode, size, data), Image.new("RGB", size, ground))


def _reduce(image: Image.Image, ground: Image.Image) -> Flat:
    """A picture over a ground, which is changed, as indices (mode L) into a few colours."""
    ground.paste(image, (0, 0), image if image.mode == "RGBA" else None)
    few = ground.quantize(_EMOJI_COLOURS, dither=Image.Dither.NONE)
    levels = few.getpalette() or []
    colours = tuple((levels[i], levels[i + 1], levels[i + 2]) for i in range(0, len(levels), 3))
    return Flat(Image.frombytes("L", few.size, few.tobytes()), colours)


@lru_cache(maxsize=4096)
def _ramp(ground: Rgb, colour: str) -> tuple[Rgb, ...]:
    """From a ground to a colour, both included: as many shades as can be told from each other."""
    under, over = "#{:02x}{:02x}{:02x}".format(*ground), rgb(colour)
    shades = min(_SHADES, max(_SOFT, difference(ground, over) // SEEN))
    return (ground, *(rgb(mix(under, colour, step / shades)) for step in range(1, shades)), over)


@lru_cache(maxsize=_SHADES)
def _steps(shades: int) -> tuple[int, ...]:
    """Which of so many shades each value of a mask is."""
    return tuple((value * shades + 127) // 255 for value in range(256))


@lru_cache(maxsize=512)
def rgb(colour: str) -> Rgb:
    """Of `#rrggbb`."""
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue


def difference(colour: Rgb, other: Rgb) -> int:
    """How far two colours are from each other in the channel in which they are the farthest."""
    return max(abs(a - b) for a, b in zip(colour, other, strict=True))


def _apart(colour: Rgb, other: Rgb) -> int:
    return sum((a - b) ** 2 for a, b in zip(colour, other, strict=True))


def _file(image: Image.Image, name: str, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, name, **options)
    return data.getvalue()

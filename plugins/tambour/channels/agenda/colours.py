"""The named colour of CSS that is nearest to one of the territory's: all that COLOR may hold (RFC 7986 §5.9)."""

from functools import cache

from PIL import ImageColor

# The names of CSS 3, of which the library has one more: RFC 7986 knows none that came later.
_LATER = {"rebeccapurple"}


@cache
def nearest_name(colour: str) -> str:
    """colour: `#rrggbb`. Two names of one colour: the first in the alphabet.

    >>> nearest_name("#1f5746")
    'darkslategray'
    """
    names = sorted(ImageColor.colormap.keys() - _LATER)
    return min(names, key=lambda name: _distance(ImageColor.getrgb(name), ImageColor.getrgb(colour)))


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """As eyes see it, roughly: the « redmean » weights (https://www.compuphase.com/cmetric.htm)."""
    red, green, blue = (a - b for a, b in zip(one, other, strict=True))
    mean = (one[0] + other[0]) / 2
    return (2 + mean / 256) * red**2 + 4 * green**2 + (2 + (255 - mean) / 256) * blue**2

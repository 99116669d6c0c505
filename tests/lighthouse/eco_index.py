"""EcoIndex: what a page asks of the planet, from 0 to 100, by its elements, its requests and its weight.

The method and its quantiles are those of https://www.ecoindex.fr/comment-ca-marche/ (Green IT, 2019): each measure is
placed among 500,000 pages of the HTTP Archive, and elements count three times, requests twice.
"""

from bisect import bisect_right
from collections.abc import Sequence

_ELEMENTS = (
    0,
    47,
    75,
    159,
    233,
    298,
    358,
    417,
    476,
    537,
    603,
    674,
    753,
    843,
    949,
    1076,
    1237,
    1459,
    1801,
    2479,
    594601,
)
_REQUESTS = (0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920)
_KILOBYTES = (
    *(0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32),
    *(1648.27, 1876.08, 2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26),
)
_GRADES = ((80, "A"), (70, "B"), (55, "C"), (40, "D"), (25, "E"), (10, "F"))


def eco_index(elements: int, requests: int, size: int) -> float:
    """The index of a page.

    Args:
        elements: of its DOM, those inside an SVG picture apart.
        requests: that it took.
        size: transferred, in bytes.

    >>> round(eco_index(47, 2, 1370), 1), round(eco_index(1076, 130, 2_866_310), 1)
    (95.0, 25.0)
    """
    places = (_place(_ELEMENTS, elements), _place(_REQUESTS, requests), _place(_KILOBYTES, size / 1000))
    return 100 - 5 * (3 * places[0] + 2 * places[1] + places[2]) / 6


def grade(index: float) -> str:
    """`A` to `G`.

    >>> grade(80.1), grade(80), grade(3)
    ('A', 'B', 'G')
    """
    return next((letter for least, letter in _GRADES if index > least), "G")


def _place(quantiles: Sequence[float], value: float) -> float:
    """How many quantiles lie below a value, with the way to the next one."""
    below = bisect_right(quantiles, value) - 1
    if below >= len(quantiles) - 1:
        return len(quantiles) - 1
    return below + (value - quantiles[below]) / (quantiles[below + 1] - quantiles[below])

"""Colours and their contrast (WCAG 2.2 §1.4.3: relative luminance in sRGB)."""

from math import floor
from typing import Annotated

from pydantic import StringConstraints

from tambour.model.fields import Matching, Scalar
from tambour.model.problems import invalid

PAPER = "#fffdf8"  # the lightest ground of the theme
INK = "#1b1a17"
AA_TEXT = 4.5  # WCAG 2.2 success criterion 1.4.3, normal text
_FINE = 512  # steps from a colour to black: more than a channel has values, so that none is left out

READY = {  # name → the main colour, and the one of calls and dates
    "foret": ("#1f5746", "#a63d1e"),
    "lac": ("#17456b", "#b3480a"),
    "vigne": ("#6b1d3a", "#4a6212"),
}

Colour = Annotated[Scalar, StringConstraints(strip_whitespace=True, to_lower=True), Matching(r"^#[0-9a-fA-F]{6}$")]


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), of `#rrggbb`."""

    def linear(channel: int) -> float:
        part = channel / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#rrggbb`, 1 to 21.

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """`share` (0 to 1) of `other` mixed into `one`, in sRGB."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def lightened_until(colour: str, ground: str, ratio: float = AA_TEXT) -> str:
    """The nearest tint of `colour` (mixed with white) that reaches `ratio` on a dark `ground`."""
    steps = (mix(colour, "#ffffff", step / 50) for step in range(51))
    return next((tint for tint in steps if contrast(tint, ground) >= ratio), "#ffffff")


def darkened_until(colour: str, ground: str, ratio: float = AA_TEXT) -> str:
    """The nearest shade of `colour` (mixed with black) that reaches `ratio` on a light `ground`."""
    shades = (mix(colour, "#000000", step / 50) for step in range(51))
    return next((shade for shade in shades if contrast(shade, ground) >= ratio), "#000000")


def nearest_readable(colour: str, ground: str, ratio: float = AA_TEXT) -> str:
    """The same colour, darkened by no more than it takes to reach `ratio` on a light `ground`: for a person to choose.

    Args:
        colour: one that is too light there.
        ground: what it is read on.
        ratio: the contrast to reach.
    """
    shades = (mix(colour, "#000000", step / _FINE) for step in range(_FINE + 1))
    return next((shade for shade in shades if contrast(shade, ground) >= ratio), "#000000")


def ready_palette(value: object, names: tuple[str, str] = ("main", "second")) -> object:
    """The two colours of a palette that is called by its name; anything else as it was given.

    Args:
        value: as the settings give it.
        names: what the two are called there.
    """
    if not isinstance(value, str):
        return value
    if value not in READY:
        raise invalid("palette-inconnue", value=value, known=", ".join(READY))
    return dict(zip(names, READY[value], strict=True))


def readable_on_paper(colour: str) -> str:
    """Refuse a colour whose text would be hard to read on the light ground: `contraste-insuffisant`."""
    ratio = contrast(colour, PAPER)
    if ratio < AA_TEXT:
        measured = f"{floor(ratio * 10) / 10}".replace(".", ",")
        darker = nearest_readable(colour, PAPER)
        raise invalid("contraste-insuffisant", value=colour, ratio=measured, ground=PAPER, darker=darker)
    return colour

"""The pictures of mails: each at an address made of ids alone, so that a mail sent years ago still finds them."""

from dataclasses import dataclass

from tambour.channels.newsletter.mail_picture import DENSITY, mail_picture, sharp_enough
from tambour.look.drawing import on_ground, rasterise
from tambour.look.palette import day_palette
from tambour.model.letters.edition import EditionImage
from tambour.model.site.site import Site

LETTER_WIDTH = 600  # CSS pixels: what fits in the reading pane of every client
_BAND_HEIGHT = 56
_LOGO_HEIGHT, _LOGO_WIDTH = 60, 220  # CSS pixels, at most
_ARCS = (34, 66, 98, 130, 162, 194, 226)  # radii: a drum that sounds, beyond the right edge


@dataclass(frozen=True)
class Drawn:
    """A picture that comes from the territory, not from an item. width, height: as shown, in CSS pixels."""

    name: str
    width: int
    height: int


BAND = Drawn("entete.png", LETTER_WIDTH, _BAND_HEIGHT)


def band_png(site: Site) -> bytes:
    """The strip at the head of each letter: arcs of the drum, in the territory's colour."""
    palette = day_palette(site.territory.colours)
    arcs = "".join(f'<circle cx="540" cy="66" r="{radius}"/>' for radius in _ARCS)
    svg = (
        f'<svg width="{LETTER_WIDTH}" height="{_BAND_HEIGHT}" xmlns="http://www.w3.org/2000/svg">'
        f'<rect width="100%" height="100%" fill="{palette.main_block}"/>'
        f'<g fill="none" stroke="{palette.main_deep}" stroke-width="14">{arcs}</g></svg>'
    )
    return on_ground(rasterise(svg, LETTER_WIDTH * DENSITY), LETTER_WIDTH * DENSITY, palette.main_block)


def logo_of(site: Site) -> Drawn | None:
    """The territory's logo as mails show it; None without one."""
    if site.territory.logo is None:
        return None
    original = site.media.originals[f"images/{site.territory.logo}"]
    width, height = original.width or _LOGO_WIDTH, original.height or _LOGO_WIDTH
    scale = min(_LOGO_WIDTH / width, _LOGO_HEIGHT / height)
    return Drawn("logo.png", max(1, round(width * scale)), max(1, round(height * scale)))


def logo_png(site: Site, logo: Drawn) -> bytes:
    """The logo on paper: what is drawn in dark on nothing cannot be seen in dark mode."""
    original, wide = site.media.originals[f"images/{site.territory.logo}"], logo.width * DENSITY
    return on_ground(site.media.read(original.at(wide).path), wide, day_palette(site.territory.colours).paper)


def picture(site: Site, image: EditionImage) -> bytes:
    """An item's picture, or what was kept of it when the letter was frozen."""
    original = site.media.originals.get(image.source)
    if original is None:
        return site.media.read(image.source)
    return mail_picture(site.media.read(original.at(sharp_enough(image.width)).path), image.width, image.height)

"""Photos that were never taken, from the darkest to the lightest, and sites that show them."""

import io
from collections.abc import Iterator, Mapping
from hashlib import shake_128
from typing import Any

from PIL import Image

from tambour.channels import AnyChannel, Output, Site
from tambour.channels.cards import Cards
from tambour.model.media import Derived, Original
from tambour.testing.building import Files, make, published, ready, site

WIDE, HIGH = 1600, 1066
GRAIN = shake_128(b"noise").digest(WIDE // 4 * (HIGH // 4))  # as good as random, and the same each time
NOISE = Image.frombytes("L", (WIDE // 4, HIGH // 4), GRAIN).resize((WIDE, HIGH)).convert("RGB").tobytes()
CHANNEL = make(Cards)
NEWS = {"id": "a", "titre": "Le pont rouvre à la circulation", "publier_le": "2026-11-20"}
EVENT = NEWS | {
    "titre": "Bal folk",
    "debut": "2026-12-05 10:00",
    "fin": "18h",
    "lieu": {"nom": "Halle", "ville": "Ici"},
}


def _painted(name: str) -> Image.Image:
    if name == "bruit":
        return Image.frombytes("RGB", (WIDE, HIGH), NOISE)
    if name == "damier":
        return Image.linear_gradient("L").resize((40, 40)).resize((WIDE, HIGH), Image.Resampling.NEAREST).convert("RGB")
    return Image.new("RGB", (WIDE, HIGH), {"nuit": "#05060a", "neige": "#ffffff", "jaune": "#ffe800"}[name])


PHOTOS = ("nuit", "neige", "jaune", "damier", "bruit")


class Gallery(Files):
    """As `Files`, with pictures of which something can be seen."""

    def read(self, path: str) -> bytes:
        data = io.BytesIO()
        _painted(path.removesuffix(".jpg")).save(data, "JPEG", quality=92)
        return data.getvalue()


def _original(name: str) -> Original:
    version = Derived(f"{name}.jpg", "image/jpeg", WIDE, HIGH, 1)
    return Original(f"images/{name}.jpg", "image/jpeg", 1, name, WIDE, HIGH, (version,))


GALLERY = Gallery({one.path: one for one in map(_original, PHOTOS)})


def shown(photo: str) -> Mapping[str, Any]:
    """What a writer types for a photo."""
    return {"image": f"{photo}.jpg", "alt": "Une place"}


def told(template: str = "cadre", **own: str) -> Mapping[str, Any]:
    """What a writer types for a card."""
    return {"canaux": {"cards": {"modele": template, **own}}}


def site_of(typed: Mapping[str, Any], kind: str = "news", **more: Any) -> Site:
    """A site of one item, and our photos."""
    return site([published(kind, typed)], **({"media": GALLERY} | more))


def promised(given: Site, channel: AnyChannel = CHANNEL) -> list[Output]:
    """The cards of its items, in their three formats."""
    return [output for output in ready(channel, given).outputs() if output.about]


def cards(given: Site, channel: AnyChannel = CHANNEL) -> Iterator[tuple[Output, bytes]]:
    """The same, drawn."""
    ours = ready(channel, given)
    return ((output, ours.render(output)) for output in ours.outputs() if output.about)

"""News: something that happened, was decided or is about to change."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from tambour.model.fields import Instant
from tambour.model.item import Item


class News(Item):
    """A dated piece of news."""

    kind: ClassVar[str] = "news"
    examples: ClassVar[Mapping[str, str]] = {
        "id": "travaux-rue-du-lavoir-2026",
        "titre": "Travaux rue du Lavoir : la circulation est déviée",
        "adresse": "travaux-rue-du-lavoir",
        "image": "travaux-lavoir.jpg",
        "alt": "Une pelleteuse ouvre la chaussée devant le lavoir",
    }

    publish_at: Instant = Field(
        alias="publier_le",
        title="Publier le",
        description="Jour ou jour et heure de parution ; avant, l'actualité n'apparaît nulle part.",
    )

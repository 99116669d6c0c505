"""News: something that happened, was decided or is about to change."""

from typing import ClassVar

from pydantic import Field

from tambour.model.fields import Instant
from tambour.model.item import Item


class News(Item):
    """A dated piece of news."""

    kind: ClassVar[str] = "news"

    publish_at: Instant = Field(
        alias="publier_le",
        title="Publier le",
        description="Jour ou jour et heure de parution ; avant, l'actualité n'apparaît nulle part.",
    )

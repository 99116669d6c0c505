"""Events."""

from typing import ClassVar

from pydantic import Field

from tambour.model.fields import Instant
from tambour.model.item import Item


class Event(Item):
    """An event."""

    kind: ClassVar[str] = "event"

    publish_at: Instant = Field(alias="publier_le", title="Publier le", description="Jour de l'annonce.")

"""CHANNELS["cards"] in pelicanconf.py."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tambour.channels import ChannelSettings
from tambour.model.fields import ID_PATTERN

SubjectKind = Literal[
    "news", "event", "alert", "page", "place", "document", "service", "letter", "commune", "topic", "site"
]
TemplateName = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
DEFAULTS: Mapping[str, str] = MappingProxyType(
    {"news": "cadre", "event": "cadre", "place": "cadre", "alert": "alerte", "letter": "plein", "site": "plein"}
    | dict.fromkeys(("page", "document", "service", "commune", "topic"), "sobre")
)
PROVIDED = ("cadre", "plein", "sobre", "alerte")


class CardsSettings(ChannelSettings):
    """Which template draws what."""

    templates: dict[SubjectKind, TemplateName] = Field(
        {},
        title="Modèles",
        description="Modèle de carte par genre, ex. {'event': 'plein', 'news': 'sobre'} ; fournis : "
        f"{', '.join(PROVIDED)}. Les autres genres gardent le leur.",
    )

    def template_of(self, kind: str) -> str:
        """Name of the template of a kind of subject."""
        chosen: Mapping[str, str] = self.templates  # type: ignore[assignment]  # its keys are text, too
        return chosen.get(kind) or DEFAULTS[kind]

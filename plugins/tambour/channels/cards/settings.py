"""CHANNELS["cards"] in pelicanconf.py."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from pydantic import Field, StringConstraints

from tambour.channels import ChannelSettings
from tambour.model.fields import ID_PATTERN, OneOf
from tambour.model.kinds import KINDS

_OTHERS = ("commune", "topic", "site")  # what has a card beside items
SubjectKind = Annotated[str, OneOf(lambda: (*KINDS, *_OTHERS))]
TemplateName = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
DEFAULTS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys((*KINDS, *_OTHERS), "sobre")
    | {name: "cadre" for name, kind in KINDS.items() if kind.illustrated}
    | {"alert": "alerte", "letter": "plein", "site": "plein"}
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
        return self.templates.get(kind) or DEFAULTS[kind]

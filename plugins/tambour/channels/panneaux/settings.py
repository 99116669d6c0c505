"""CHANNELS["panneaux"] in pelicanconf.py."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tambour.channels import ChannelSettings
from tambour.model.fields import ID_PATTERN, Identifier

Name = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=60)]


class Panel(ChannelSettings):
    """One panel: how much it shows, in which letters, for whom."""

    lines: int = Field(6, ge=1, le=24, title="Lignes", description="Lignes d’une page, de 1 à 24.")
    columns: int = Field(24, ge=8, le=96, title="Colonnes", description="Caractères d’une ligne, de 8 à 96.")
    accents: bool = Field(
        True, title="Accents", description="False : lettres sans accent, œ en oe et € en EUR (US-ASCII)."
    )
    pages: int = Field(15, ge=1, le=99, title="Pages", description="Au plus ; les alertes, puis le plus proche.")
    days: int = Field(21, ge=1, le=366, title="Jours", description="Jours à venir dont les dates sont annoncées.")
    commune: Identifier | None = Field(
        None, title="Commune", description="Identifiant : ce qui la concerne, et ce qui concerne tout le territoire."
    )


class PanneauxSettings(ChannelSettings):
    """Which panels there are."""

    panels: dict[Name, Panel] = Field(
        {},
        title="Panneaux",
        description="Nom de chaque panneau et ses réglages ; sans rien, un seul, « panneau ».",
    )

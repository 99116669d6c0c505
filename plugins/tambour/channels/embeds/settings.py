"""CHANNELS["embeds"] in pelicanconf.py."""

from pydantic import Field

from tambour.channels import ChannelSettings


class EmbedsSettings(ChannelSettings):
    """How much an embed shows."""

    events: int = Field(
        5, ge=0, le=20, title="Rendez-vous", description="Nombre de prochains rendez-vous, de 0 à 20 ; 0 : aucun."
    )
    news: int = Field(
        5,
        ge=0,
        le=20,
        title="Actualités",
        description="Nombre d’actualités, les plus récentes, de 0 à 20 ; 0 : aucune.",
    )

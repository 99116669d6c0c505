"""CHANNELS["feeds"] in pelicanconf.py."""

from pydantic import Field

from tambour.channels import ChannelSettings


class FeedsSettings(ChannelSettings):
    """How long a feed may be: whichever of the two is reached first."""

    limit: int = Field(
        50,
        ge=5,
        le=200,
        title="Nombre",
        description="Nombre d’entrées d’un flux, les plus récentes, de 5 à 200.",
    )
    max_bytes: int = Field(
        250_000,
        ge=50_000,
        le=2_000_000,
        title="Poids",
        description="Poids d’un flux en octets, de 50 000 à 2 000 000, dans le plus lourd des trois formats.",
    )

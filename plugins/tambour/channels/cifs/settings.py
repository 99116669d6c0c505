"""CHANNELS["cifs"] in pelicanconf.py."""

from pydantic import Field

from tambour.channels import ChannelSettings


class CifsSettings(ChannelSettings):
    """How long the end of a closure is told."""

    days: int = Field(
        2, ge=1, le=31, title="Jours", description="Pendant combien de jours une route rouverte reste dans le flux."
    )

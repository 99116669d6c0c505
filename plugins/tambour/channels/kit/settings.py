"""CHANNELS["kit"] in pelicanconf.py."""

from pydantic import Field

from tambour.channels import ChannelSettings


class KitSettings(ChannelSettings):
    """Where the kit goes, and what counts as this week's."""

    public: bool = Field(
        False,
        title="En ligne",
        description="True : aussi lisible sur le site, sous kit/, sans que les moteurs de recherche l’indexent. "
        "False : seulement dans le dossier de l’agent, qui n’est jamais publié.",
    )
    days: int = Field(
        7,
        ge=1,
        le=31,
        title="Jours",
        description="Est « à diffuser cette semaine » ce qui a paru ou changé d’état depuis autant de jours, "
        "ou a lieu d’ici là.",
    )

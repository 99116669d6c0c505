"""CHANNELS["sitemap"] in pelicanconf.py."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tambour.channels import ChannelSettings

RobotsPath = Annotated[str, StringConstraints(pattern=r"^/[^\s#]*$")]


class SitemapSettings(ChannelSettings):
    """What robots are told."""

    disallow: tuple[RobotsPath, ...] = Field(
        (),
        title="Chemins interdits",
        description="Chemins du site à fermer aux robots, ex. ['/lettres/'] ; ['/'] ferme tout.",
    )
